//! A polygon divided by segments that were drawn apart, by all of them at once.
//!
//! - *side*: a segment of the polygon's border, with its inside to the left;
//! - *cut*: a segment of the borders of regions near the polygon: a region changes from inside to outside where its own cuts pass;
//! - *node*: where a cut crosses a side or another cut, or ends;
//! - *cell*: a part of the polygon that no cut passes through.
//!
//! What meets what, and in which order along a segment, is told in whole numbers without rounding; only then are crossings rounded to
//! the grid. A point within a step of a segment that it is no end of is *close*: where rounding could carry it across, or it is on the
//! segment, the segment is bent to end there. What rounding did is looked at again as a whole where something was bent or is close. Where
//! even that does not help, and where nothing ties some cuts to the border, a polygon is left to another way of cutting: of full-resolution
//! communes under outlines that were simplified and moved, one in two thousand.
//!
//! `arrangement`, beside `overlay`, does the like for coverages in need of repair, whose coordinates are on no grid.

mod bend;
mod close;
mod halves;
mod meet;
mod meetings;
mod planar;
#[cfg(test)]
mod point_tests;
mod rounds;
mod sides;
mod squares;
mod state;
#[cfg(test)]
mod tests;
mod walk;

use std::borrow::Cow;

use super::bounds::Bounds;
use super::grid::Point;
use super::locate::Inside;
use meet::Unclear;
use sides::Sides;

/// Two ends.
type Segment = (Point, Point);

/// A segment, its lesser end first, and the regions whose borders it is of, a bit for each.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cut {
    pub segment: Segment,
    pub regions: u64,
}

impl Cut {
    /// Of a segment that may run either way.
    pub fn new(segment: Segment, regions: u64) -> Self {
        Self { segment: undirected(segment), regions }
    }
}

/// A polygon, and the regions, a bit for each, that hold it but not the anchor, or the anchor but not it.
#[derive(Debug)]
pub(super) struct Cell {
    pub differs: u64,
    pub rings: Vec<Vec<Point>>,
}

/// No two points are as far apart as this on either axis: products of differences, and sums of two, fit 64 bits.
const FARTHEST: i64 = 1 << 29;

/// How often segments are bent before a polygon is left to another way of cutting.
const BENDS: usize = 4;

/// The cells of a polygon, none where no cut passes through it. `cuts` has each segment once, in any fixed order; `anchor` is a point
/// inside the polygon. `None` where it is left to another way of cutting.
pub(super) fn cells(polygon: &[Vec<Point>], cuts: &[Cut], anchor: Inside) -> Option<Vec<Cell>> {
    let bounds = Bounds::around(polygon.iter().flatten().copied());
    let ends = Bounds::around(cuts.iter().flat_map(|cut| [cut.segment.0, cut.segment.1]));
    let Bounds { low, high } = bounds.joined(ends);
    if (0..2).any(|axis| high[axis].saturating_sub(low[axis]) >= FARTHEST) {
        return None;
    }
    let mut sides = Sides::with_bounds(bounds, polygon);
    let mut cuts = Cow::Borrowed(cuts);
    for bends in 0..=BENDS {
        if cuts.is_empty() {
            return Some(Vec::new());
        }
        match meet::all(&sides, &cuts) {
            Ok(meetings) => {
                let inner = state::inner(&sides, &cuts, &meetings)?;
                let cells = walk::cells(&sides, &cuts, &meetings, &inner, anchor)?;
                let is_doubtful = bends > 0 || close::is_tight(&sides, &cuts, &meetings);
                return (!is_doubtful || planar::are_apart(&cells)).then_some(cells);
            }
            Err(Unclear::OnLines(points)) => cuts = Cow::Owned(bend::at(&mut sides, &cuts, points, anchor)?),
            Err(Unclear::Other) => return None,
        }
    }
    None
}

/// Some cuts, each once, in a fixed order: of two that are the same no region is left whose border both are.
pub(super) fn each_once(mut cuts: Vec<Cut>) -> Vec<Cut> {
    cuts.sort_unstable_by_key(|cut| cut.segment);
    let changing = |same: &[Cut]| same.iter().fold(0, |regions, cut| regions ^ cut.regions);
    let each = cuts.chunk_by(|a, b| a.segment == b.segment);
    each.map(|same| Cut { regions: changing(same), ..same[0] }).filter(|cut| cut.regions != 0).collect()
}

/// A segment with its lesser end first.
fn undirected((from, to): Segment) -> Segment {
    (from.min(to), from.max(to))
}

/// Whether a point on the line of a segment is on the segment.
fn is_between(point: Point, segment: Segment) -> bool {
    let (from, to) = undirected(segment);
    (from..=to).contains(&point)
}

/// Twice the area of the triangle of a segment and a point, positive where the point is to the left.
fn side((from, to): Segment, point: Point) -> i64 {
    (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x)
}
