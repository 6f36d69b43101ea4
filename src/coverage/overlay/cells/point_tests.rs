//! Cells held against the rule of odd and even, point by point.

use geo::Validation;
use proptest::prelude::*;

use super::super::grid::Grid;
use super::super::locate::Levels;
use super::super::region::Region;
use super::close::is_close;
use super::tests::cuts_of;
use super::*;

fn region(rings: &[Vec<(i64, i64)>]) -> Region {
    Region::new(vec![rings.iter().map(|ring| ring.iter().map(|&(x, y)| Point::new(x, y)).collect()).collect()])
}

/// The cells of a polygon by the regions that hold them; the polygon as it is where no region divides it.
fn divided(polygon: &Region, regions: &[Region]) -> Option<Vec<(u64, Region)>> {
    let anchor = Inside::of(polygon)?;
    let at_anchor = (0..).zip(regions).fold(0, |mask, (at, it)| mask | u64::from(Levels::new(it).hold(anchor)) << at);
    let cells = cells(&polygon.polygons[0], &cuts_of(regions), anchor)?;
    if cells.is_empty() {
        return Some(vec![(at_anchor, polygon.clone())]);
    }
    Some(cells.into_iter().map(|cell| (at_anchor ^ cell.differs, Region::new(vec![cell.rings]))).collect())
}

/// The regions that hold each cell, and twice its area.
fn areas(cells: &[(u64, Region)]) -> Vec<(u64, i128)> {
    let mut areas: Vec<_> = cells.iter().map(|(regions, cell)| (*regions, cell.twice_area_of_rings())).collect();
    areas.sort_unstable();
    areas
}

fn are_valid(cells: &[(u64, Region)]) -> bool {
    cells.iter().all(|(_, cell)| cell.polygons(Grid::WHOLE).is_valid())
}

#[test]
fn what_touches_the_border_of_a_cell_from_within_is_a_hole_of_it() {
    let square = region(&[vec![(0, 0), (100, 0), (100, 100), (0, 100)]]);
    let at_a_corner = region(&[vec![(0, 0), (60, 20), (20, 60)]]);
    let on_that = region(&[vec![(60, 20), (90, 30), (80, 40)]]);
    let cells = divided(&square, &[at_a_corner, on_that]).unwrap();
    assert!(are_valid(&cells), "{cells:?}");
    assert_eq!(areas(&cells), [(0, 20_000 - 3200 - 400), (1, 3200), (2, 400)]);
}

#[test]
fn rings_that_touch_are_left_to_the_overlay_where_a_hole_is_cut() {
    let square = vec![(0, 0), (100, 0), (100, 100), (0, 100)];
    let touching = region(&[square, vec![(0, 0), (40, 30), (30, 40)]]);
    // Beside the strip lie two places that have only the corner at 0, 0 in common.
    let strip = region(&[vec![(26, 22), (126, 122), (122, 126), (22, 26)]]);
    assert!(divided(&touching, &[strip]).is_none_or(|cells| are_valid(&cells)));
}

#[test]
fn no_crossing_is_rounded_across_a_segment_beside_it() {
    let triangle = region(&[vec![(12, 11), (6, 4), (0, 12)]]);
    let along_a_side = region(&[vec![(10, 8), (12, 11), (6, 5)]]);
    assert!(divided(&triangle, &[along_a_side]).is_none_or(|cells| are_valid(&cells)));
    // A hundredth of a step above the first side lies the tip of a notch; where that side is cut it is moved upwards.
    let notched = region(&[vec![(0, 0), (100, 33), (100, 100), (50, 100), (3, 1), (2, 100)]]);
    let across = region(&[vec![(20, -10), (200, -10), (200, 50), (20, 50)]]);
    assert!(divided(&notched, &[across]).is_none_or(|cells| are_valid(&cells)));
}

/// Steps between the lines that points are on, so that segments meet in all ways, and most crossings are far enough apart.
const FINE: i64 = 90;

fn points(most: usize) -> impl Strategy<Value = Vec<(i64, i64)>> {
    proptest::collection::vec((0_i64..14, 0_i64..14), 3..most)
}

proptest! {
    /// Rings of regions take some of their points from the polygon and from regions before them, and may cross themselves.
    #[test]
    fn every_point_lies_in_one_cell_which_the_regions_around_it_hold(
        (exterior, hole) in (points(8), points(4)),
        drawings in proptest::collection::vec((points(6), any::<u16>(), proptest::option::of(points(4))), 1..5),
        moved in prop_oneof![Just((0, 0)), Just(((1_i64 << 40) - 5000, 5000 - (1_i64 << 40)))],
    ) {
        let place = |(x, y): (i64, i64)| (x * FINE + moved.0, y * FINE + moved.1);
        let placed = |ring: &[(i64, i64)]| ring.iter().copied().map(place).collect::<Vec<_>>();
        let (mut exterior, hole) = (placed(&exterior), placed(&hole));
        // Around a point no ring crosses itself.
        let angle = |&(x, y): &(i64, i64)| {
            let (cx, cy) = place((7, 7));
            ((y - cy) as f64 + 0.5).atan2((x - cx) as f64 + 0.3)
        };
        exterior.sort_by(|a, b| angle(a).total_cmp(&angle(b)));
        let is_fit = |it: &Region| it.polygons(Grid::WHOLE).is_valid() && it.rings().all(|ring| sides::twice_area(ring) != 0);
        let with_hole = region(&[exterior.clone(), hole]);
        let polygon = if is_fit(&with_hole) { with_hole } else { region(&[exterior]) };
        if !is_fit(&polygon) {
            return Ok(());
        }
        let mut known: Vec<(i64, i64)> = polygon.rings().flatten().map(|point| (point.x, point.y)).collect();
        let mut regions: Vec<Region> = Vec::new();
        for (ring, shared, other) in drawings {
            let mut ring = placed(&ring);
            for (at, point) in ring.iter_mut().enumerate().filter(|(at, _)| shared >> at & 1 == 1) {
                *point = known[usize::from(shared.rotate_left(5 * at as u32)) % known.len()];
            }
            known.extend(&ring);
            regions.push(region(&std::iter::once(ring).chain(other.map(|it| placed(&it))).collect::<Vec<_>>()));
        }
        let Some(cells) = divided(&polygon, &regions) else { return Ok(()) };
        prop_assert!(are_valid(&cells), "{:?}", cells);
        let segments: Vec<Segment> = regions.iter().chain([&polygon]).flat_map(Region::segments).collect();
        let levels = |region: &Region| Levels::new(region);
        let (whole, drawn) = (levels(&polygon), regions.iter().map(levels).collect::<Vec<_>>());
        let cells: Vec<(u64, Levels)> = cells.iter().map(|(regions, cell)| (*regions, levels(cell))).collect();
        for (x, y) in (0..20).flat_map(|x| (0..20).map(move |y| (x * 61 + 17, y * 61 + 13))) {
            let point = Point::new(x + moved.0, y + moved.1);
            if segments.iter().any(|&segment| is_close(point, segment, side(segment, point), 3)) {
                continue;
            }
            let point = Inside { x: point.x as f64, row: point.y };
            let around = (0..).zip(&drawn).fold(0, |mask, (at, it)| mask | u64::from(it.hold(point)) << at);
            let expected = if whole.hold(point) { vec![around] } else { Vec::new() };
            let found: Vec<u64> = cells.iter().filter(|(_, cell)| cell.hold(point)).map(|(regions, _)| *regions).collect();
            prop_assert_eq!(found, expected, "at {}, {}", x, y);
        }
    }
}
