//! Small polygons under cuts that meet each other in every way.

use geo::Validation;
use geo_types::MultiPolygon;
use proptest::prelude::*;

use super::super::tests::{SLACK, drawn, polygon, rectangle, regions};
use super::super::{Grid, Region, cut, locate};
use super::*;

/// All segments of regions.
pub(super) fn cuts_of(regions: &[Region]) -> Vec<Cut> {
    let of =
        |(at, region): (usize, &Region)| region.segments().map(move |it| Cut::new(it, 1 << at)).collect::<Vec<_>>();
    each_once(regions.iter().enumerate().flat_map(of).collect())
}

/// The cells of a polygon under regions, and the point that they are told from.
fn divided(rings: &[&[(i64, i64)]], regions: &[Region]) -> (Region, locate::Inside, Option<Vec<Cell>>) {
    let ring = |ring: &&[(i64, i64)]| ring.iter().map(|&(x, y)| Point::new(x, y)).collect::<Vec<_>>();
    let subject = Region::new(vec![rings.iter().map(ring).collect()]);
    let anchor = locate::Inside::of(&subject).unwrap();
    let found = cells(&subject.polygons[0], &cuts_of(regions), anchor);
    (subject, anchor, found)
}

/// Rings of points.
type Rings = Vec<Vec<(i64, i64)>>;

/// For each cell, sorted, whether the first region changes between it and the anchor, and its rings with the least point first.
fn first_of(rings: &[&[(i64, i64)]], drawings: &[MultiPolygon<f64>]) -> Vec<(u64, Rings)> {
    let ring = |ring: &Vec<Point>| {
        let mut points: Vec<(i64, i64)> = ring.iter().map(|point| (point.x, point.y)).collect();
        let least = (0..points.len()).min_by_key(|&at| points[at]).unwrap();
        points.rotate_left(least);
        points
    };
    let (_, _, found) = divided(rings, &regions(drawings));
    let mut cells: Vec<_> =
        found.unwrap().iter().map(|cell| (cell.differs, cell.rings.iter().map(ring).collect())).collect();
    cells.sort();
    cells
}

const SQUARE: &[(i64, i64)] = &[(0, 0), (900, 0), (900, 900), (0, 900)];

#[test]
fn a_cut_that_rounding_would_carry_to_a_corner_is_bent_to_it() {
    // It crosses two sides half a hundredth of a step from where they meet, and cuts off another corner further on.
    let notched: &[(i64, i64)] = &[(0, 0), (1100, 0), (1100, 702), (900, 702), (900, 900), (0, 900)];
    let cells = first_of(&[notched], &[polygon(&[(100, 1697), (1703, 100), (1703, 1697)])]);
    let rest = vec![(0, 0), (1100, 0), (1100, 701), (1099, 702), (900, 702), (900, 900), (0, 900)];
    assert_eq!(cells, [(0, vec![rest]), (1, vec![vec![(1099, 702), (1100, 701), (1100, 702)]])]);
}

#[test]
fn a_region_that_touches_the_border_at_a_corner_leaves_a_ring_around_it() {
    let triangle = polygon(&[(0, 0), (500, 200), (200, 500)]);
    let cells = first_of(&[SQUARE], &[triangle]);
    let hole = vec![(0, 0), (200, 500), (500, 200)];
    let inside = vec![(0, 0), (500, 200), (200, 500)];
    assert_eq!(
        cells.iter().map(|(_, rings)| rings.clone()).collect::<Vec<_>>(),
        [vec![SQUARE.to_vec(), hole], vec![inside]]
    );
}

#[test]
fn a_region_whose_corner_is_on_a_side_becomes_a_corner_of_that_side() {
    let cells = first_of(&[SQUARE], &[polygon(&[(400, 0), (500, 300), (300, 300)])]);
    let around = vec![(0, 0), (400, 0), (900, 0), (900, 900), (0, 900)];
    assert!(cells.iter().any(|(_, rings)| rings[0] == around && rings.len() == 2), "{cells:?}");
}

#[test]
fn cuts_along_the_border_divide_nothing() {
    assert_eq!(first_of(&[SQUARE], &[rectangle(-500, 0, 0, 400), rectangle(100, -300, 700, 0)]), []);
    let half = first_of(&[SQUARE], &[rectangle(-500, 0, 440, 900)]);
    assert_eq!(half.iter().map(|(_, rings)| rings[0].len()).collect::<Vec<_>>(), [4, 4]);
}

#[test]
fn cuts_that_nothing_ties_to_the_border_are_left_to_another_way() {
    assert!(divided(&[SQUARE], &regions(&[rectangle(300, 300, 400, 400)])).2.is_none());
}

/// Triangles and rectangles with ends on a coarse grid.
fn touching() -> impl Strategy<Value = MultiPolygon<f64>> {
    let at = || (-1_i64..10, -1_i64..8).prop_map(|(x, y)| (500 * x, 500 * y));
    let triangle = (at(), at(), at()).prop_map(|(a, b, c)| polygon(&[a, b, c]));
    let rectangle = (at(), 1_i64..6, 1_i64..6).prop_map(|((x, y), w, h)| rectangle(x, y, x + 500 * w, y + 500 * h));
    prop_oneof![triangle, rectangle]
}

/// Holds the cells of a polygon against what an overlay cuts of it, region by region.
fn compare(rings: &[&[(i64, i64)]], drawings: &[MultiPolygon<f64>]) -> Result<(), TestCaseError> {
    let regions = regions(drawings);
    let (subject, anchor, found) = divided(rings, &regions);
    let Some(found) = found.filter(|found| !found.is_empty()) else { return Ok(()) };
    let whole: Vec<Region> = found.iter().map(|cell| Region::new(vec![cell.rings.clone()])).collect();
    for cell in &whole {
        prop_assert!(cell.polygons(Grid::WHOLE).is_valid(), "{:?}", cell);
    }
    for (at, region) in regions.iter().enumerate() {
        let at_anchor = locate::Levels::new(region).hold(anchor);
        let is_held = |differs: u64| (differs >> at & 1 == 1) != at_anchor;
        let held = found.iter().zip(&whole).filter(|(cell, _)| is_held(cell.differs));
        let held: i128 = held.map(|(_, cell)| cell.twice_area_of_rings()).sum();
        let (within, _) = cut::cut(&subject, &region.near(&subject.bounds())).unwrap();
        let expected = within.twice_area_of_rings();
        prop_assert!((held - expected).abs() <= 8 * SLACK, "region {}: {} and {}", at, held, expected);
    }
    Ok(())
}

proptest! {
    /// What all cuts at once give and what one after the other does.
    #[test]
    fn cells_are_what_an_overlay_cuts(
        drawings in proptest::collection::vec(drawn(), 1..5),
        (x, y, side) in (100_i64..3000, 100_i64..700, 300_i64..700),
    ) {
        let outer = [(0, 0), (4001, 7), (3990, 2950), (2000, 1500), (11, 3003)];
        let hole = [(x, y), (x + side, y + 1), (x + side - 3, y + side)];
        compare(&[&outer, &hole], &drawings)?;
    }

    /// The same where ends are on segments and on each other, and segments on segments.
    #[test]
    fn what_touches_is_cut_as_an_overlay_cuts_it(drawings in proptest::collection::vec(touching(), 1..6), size in 1_i64..4) {
        let outer = [(0, 0), (4000, 0), (4000, 3000), (2000, 1500), (0, 3000), (0, 1000)];
        let hole = [(1000, 500), (1000 + 500 * size, 500), (1500, 1000)];
        compare(&[&outer, &hole], &drawings)?;
    }
}
