//! What regions hold together, and leave between them.

use rayon::prelude::*;

use super::Bounds;
use super::cut::{OverlayFailure, cut};
use super::grid::Point;
use super::region::{Region, RegionId};
use super::split::divided;

/// A place and the regions that hold it, or are around it, ascending.
pub type Place = (Vec<RegionId>, Region);

/// The places that two regions or more hold, each with all that hold it; they do not overlap.
///
/// # Errors
/// The overlay failed.
pub fn overlaps(regions: &[Region]) -> Result<Vec<Place>, OverlayFailure> {
    let of = |id: usize| -> Result<Vec<Place>, OverlayFailure> {
        let region = &regions[id];
        let meets = |other: &&(usize, &Region)| other.0 != id && other.1.bounds().meets(&region.bounds());
        let near: Vec<(usize, &Region)> = regions.iter().enumerate().filter(|other| meets(&other)).collect();
        let mut own = region.clone();
        // A place of several is told with the first of them, so what an earlier one holds is no longer looked at here.
        for (_, earlier) in near.iter().take_while(|(other, _)| *other < id) {
            let (within, without) = cut(&own, &earlier.near(&own.bounds()))?;
            if !within.is_empty() {
                own = without;
            }
        }
        let mut parts: Vec<Place> = vec![(Vec::new(), own)];
        for &(later, other) in near.iter().filter(|(other, _)| *other > id) {
            parts = divided(&parts, region, other, later as RegionId)?;
        }
        let several = parts.into_iter().filter(|(others, _)| !others.is_empty());
        Ok(several.map(|(others, part)| (std::iter::once(id as RegionId).chain(others).collect(), part)).collect())
    };
    let found: Vec<Vec<Place>> = (0..regions.len()).into_par_iter().map(of).collect::<Result<_, _>>()?;
    Ok(found.into_iter().flatten().collect())
}

/// The places that regions enclose and none holds, each with the regions around it.
///
/// # Errors
/// The overlay failed.
pub fn gaps(regions: &[Region]) -> Result<Vec<Place>, OverlayFailure> {
    let union = Region::union(&regions.iter().collect::<Vec<_>>())?;
    let filled = without_holes(&union)?;
    let rings: Vec<Vec<Point>> = union.rings().map(<[Point]>::to_vec).collect();
    let (_, open) = cut(&filled, &rings)?;
    let place = |polygon: &Vec<Vec<Point>>| {
        let gap = Region::new(vec![polygon.clone()]);
        let around = regions.iter().enumerate().filter(|(_, region)| touches(&gap, region));
        (around.map(|(id, _)| id as RegionId).collect(), gap)
    };
    Ok(open.polygons.par_iter().map(place).collect())
}

/// The union of regions and of all that they enclose.
pub(super) fn filled(regions: &[Region]) -> Result<Region, OverlayFailure> {
    without_holes(&Region::union(&regions.iter().collect::<Vec<_>>())?)
}

fn without_holes(union: &Region) -> Result<Region, OverlayFailure> {
    let exteriors = union.polygons.iter().filter_map(|rings| rings.first());
    let filled: Vec<Region> = exteriors.map(|ring| Region::new(vec![vec![ring.clone()]])).collect();
    Region::union(&filled.iter().collect::<Vec<_>>())
}

/// Steps of the grid that a vertex made by cutting may lie beside the segment that it was cut of.
const BESIDE: i64 = 2;

/// Whether a vertex of a gap lies on a segment of a region, but for rounding.
pub(super) fn touches(gap: &Region, region: &Region) -> bool {
    let mut around = gap.bounds();
    around.low = around.low.map(|at| at - BESIDE);
    around.high = around.high.map(|at| at + BESIDE);
    if !around.meets(&region.bounds()) {
        return false;
    }
    let mut points: Vec<Point> = gap.rings().flatten().copied().collect();
    points.sort_unstable_by_key(|point| point.x);
    region.segments().filter(|&(from, to)| around.meets_segment(from, to)).any(|(from, to)| {
        let mut place = Bounds::around([from, to]);
        place.low = place.low.map(|at| at - BESIDE);
        place.high = place.high.map(|at| at + BESIDE);
        let first = points.partition_point(|point| point.x < place.low[0]);
        let near = points[first..].iter().take_while(|point| point.x <= place.high[0]);
        near.filter(|point| place.sides(**point) == 0).any(|&point| is_beside(point, from, to))
    })
}

/// Whether a point in the rectangle of a segment is near its line.
pub(super) fn is_beside(point: Point, from: Point, to: Point) -> bool {
    let (dx, dy) = (i128::from(to.x - from.x), i128::from(to.y - from.y));
    let cross = dx * i128::from(point.y - from.y) - dy * i128::from(point.x - from.x);
    // Twice a triangle's area is its base times its height: no root, no rounding.
    let (length2, beside) = (dx * dx + dy * dy, i128::from(BESIDE));
    cross.unsigned_abs().checked_pow(2).is_some_and(|square| square <= (beside * beside * length2).unsigned_abs())
}
