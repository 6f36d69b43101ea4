//! Gaps that are open on one side: narrow places between regions that give on the outside.
//!
//! As the [validator](crate::validate) does, *lids* are drawn: straight lines from a vertex of one region to the nearest point
//! of another, no longer than a mouth may be wide. Lids close a slot into a row of cells; what of them encloses is the gap, and what is
//! left of lids at its edge are its *mouths*. A gap is told where its sides are at least four times as long as its mouths: a wide angle
//! between two regions is none.

use rustc_hash::FxHashSet;

use super::between::{Place, filled, is_beside, touches};
use super::bounds::Bounds;
use super::cut::{OverlayFailure, cut};
use super::grid::{Grid, Point};
use super::region::{Region, RegionId};
use crate::Surface;
use crate::arrangement::Source;
use crate::validate::lids;

/// Steps of the grid that a lid, made a polygon, is wide to each side, and reaches into what it ends at: more than rounding moves it.
const LID: f64 = 3.0;

/// Sides of a gap are so many times as long as its mouths, as the validator has it.
const DEEP: f64 = 4.0;

/// The places that lids no longer than `mouth` metres close, where none of the regions is and they do not [enclose](super::gaps) it; each
/// with the regions around it, two at least.
///
/// # Errors
/// The overlay failed.
pub fn open_gaps(
    regions: &[Region],
    grid: Grid,
    surface: &impl Surface,
    mouth: f64,
) -> Result<Vec<Place>, OverlayFailure> {
    if mouth <= 0.0 || regions.len() < 2 {
        return Ok(Vec::new());
    }
    let filled = filled(regions)?;
    let outer: FxHashSet<(i64, i64)> = filled.rings().flatten().map(|point| (point.x, point.y)).collect();
    let (mut sources, mut owners) = (Vec::new(), Vec::new());
    for (id, region) in regions.iter().enumerate() {
        let is_outer = |point: Point| outer.contains(&(point.x, point.y));
        for (from, to) in region.segments().filter(|&(from, to)| is_outer(from) || is_outer(to)) {
            sources.push(Source { from: grid.vertex(from), to: grid.vertex(to) });
            owners.push(id as RegionId);
        }
    }
    let strips: Vec<Region> = lids(&sources, &owners, surface, mouth)
        .iter()
        .filter_map(|lid| strip(grid.point(lid.from), grid.point(lid.to)))
        .collect();
    if strips.is_empty() {
        return Ok(Vec::new());
    }
    let strips = Region::union(&strips.iter().collect::<Vec<_>>())?;
    let closed = Region::union(&[&filled, &strips])?;
    let holes = closed.polygons.iter().flat_map(|rings| rings.iter().skip(1));
    let cells = holes.map(|ring| Region::new(vec![vec![ring.clone()]]));
    let is_narrow =
        |cell: &Region| cell.clone().pieces().iter().all(|piece| piece.measures(grid, surface).width() <= mouth);
    let cells: Vec<Region> = cells.filter(is_narrow).collect();
    let rings: Vec<Vec<Point>> = filled.rings().map(<[Point]>::to_vec).collect();
    let (_, strips) = cut(&strips, &rings)?;
    let all = Region::union(&cells.iter().chain([&strips]).collect::<Vec<_>>())?;
    let mut found: Vec<Place> = Vec::new();
    for polygon in &all.polygons {
        let gap = Region::new(vec![polygon.clone()]);
        let has_cell = cells.iter().any(|cell| {
            let corner = cell.rings().flatten().min_by_key(|point| (point.x, point.y));
            gap.bounds().meets(&cell.bounds()) && corner.is_some_and(|&corner| gap.bounds().sides(corner) == 0)
        });
        if !has_cell || !is_deep(&gap, &filled, grid, surface) {
            continue;
        }
        let around = regions.iter().enumerate().filter(|(_, region)| touches(&gap, region));
        let around: Vec<RegionId> = around.map(|(id, _)| id as RegionId).collect();
        if around.len() > 1 {
            found.push((around, gap));
        }
    }
    Ok(found)
}

/// A lid as a polygon that reaches a little into what it ends at.
fn strip(from: Point, to: Point) -> Option<Region> {
    let (dx, dy) = ((to.x - from.x) as f64, (to.y - from.y) as f64);
    let length = dx.hypot(dy);
    if length == 0.0 {
        return None;
    }
    let (dx, dy) = (LID * dx / length, LID * dy / length);
    let at = |end: Point, along: f64, across: f64| {
        let (x, y) = (along * dx - across * dy, along * dy + across * dx);
        Point::new(end.x + x.round() as i64, end.y + y.round() as i64)
    };
    let corners = vec![at(from, -1.0, -1.0), at(to, 1.0, -1.0), at(to, 1.0, 1.0), at(from, -1.0, 1.0)];
    Some(Region::new(vec![vec![corners]]))
}

/// Whether the border of a gap runs along the regions much farther than across its mouths.
fn is_deep(gap: &Region, filled: &Region, grid: Grid, surface: &impl Surface) -> bool {
    let margin = 2 * LID as i64;
    let place = gap.bounds().widened(margin);
    let walls: Vec<(Point, Point)> = filled.segments().filter(|&(from, to)| place.meets_segment(from, to)).collect();
    let (mut sides, mut mouths) = (0.0, 0.0);
    for (from, to) in gap.segments() {
        let middle = Point::new(i64::midpoint(from.x, to.x), i64::midpoint(from.y, to.y));
        let is_along = |&(a, b): &(Point, Point)| {
            Bounds::around([a, b]).widened(margin).sides(middle) == 0 && is_beside(middle, a, b)
        };
        let length = surface.length(grid.vertex(from), grid.vertex(to));
        *if walls.iter().any(is_along) { &mut sides } else { &mut mouths } += length;
    }
    sides >= DEEP * mouths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Plane;

    fn region(points: &[(i64, i64)]) -> Region {
        Region::new(vec![vec![points.iter().map(|&(x, y)| Point::new(x, y)).collect()]])
    }

    /// Who is around each gap, and its area.
    fn found(regions: &[Region], mouth: f64) -> Vec<(Vec<RegionId>, f64)> {
        let gaps = open_gaps(regions, Grid::WHOLE, &Plane, mouth).unwrap();
        gaps.into_iter().map(|(around, gap)| (around, gap.area(Grid::WHOLE, &Plane))).collect()
    }

    /// Two regions, joined in the south, with a slot of 100 by 2000 between them that opens to the north.
    fn with_slot() -> [Region; 2] {
        let west = region(&[(0, 0), (1000, 0), (1000, 1000), (1000, 3000), (0, 3000)]);
        [west, region(&[(1000, 0), (2100, 0), (2100, 3000), (1100, 3000), (1100, 1000), (1000, 1000)])]
    }

    #[test]
    fn a_slot_between_two_regions_that_opens_to_the_outside_is_a_gap() {
        let found = found(&with_slot(), 150.0);
        assert_eq!(found.iter().map(|(around, _)| around.clone()).collect::<Vec<_>>(), [vec![0, 1]]);
        // The lid that closes it is as wide as said.
        assert!((found[0].1 - 200_000.0).abs() < 100.0 * 2.0 * LID, "{found:?}");
    }

    #[test]
    fn a_slot_wider_than_a_mouth_is_a_bay() {
        assert_eq!(found(&with_slot(), 90.0), []);
    }

    #[test]
    fn a_slot_within_one_region_is_its_own_border() {
        let [west, east] = with_slot();
        let both = Region::union(&[&west, &east]).unwrap();
        assert_eq!(found(&[both, region(&[(5000, 0), (6000, 0), (6000, 1000)])], 150.0), []);
    }

    #[test]
    fn a_wide_angle_between_two_regions_is_no_gap() {
        let west = region(&[(0, 0), (1000, 0), (1000, 1000), (900, 1100), (0, 1100)]);
        let east = region(&[(1000, 0), (2000, 0), (2000, 1100), (1100, 1100), (1000, 1000)]);
        assert_eq!(found(&[west, east], 150.0), []);
    }

    #[test]
    fn a_slot_that_is_closed_is_told_among_the_enclosed() {
        let [west, east] = with_slot();
        let north = region(&[(0, 3000), (2100, 3000), (2100, 4000), (0, 4000)]);
        assert_eq!(found(&[west, east, north], 150.0), []);
    }

    #[test]
    fn the_order_of_regions_makes_no_difference_to_the_gap() {
        let [west, east] = with_slot();
        assert_eq!(found(&[west.clone(), east.clone()], 150.0), found(&[east, west], 150.0));
    }
}
