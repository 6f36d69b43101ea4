//! What is so close to a segment that rounding could carry one across the other.
//!
//! Ends of sides and cuts stay where they are, but a crossing is moved by less than a step, and with it the two segments that it is on.

use super::super::bounds::Bounds;
use super::super::grid::Point;
use super::meetings::{Line, Meeting, Meetings, by_cut};
use super::sides::Sides;
use super::{Cut, Segment, side};

/// Steps within which an end is close to a segment: rounding moves a segment by less.
pub(super) const CLOSE: i64 = 1;

/// Steps within which a crossing is close to a segment or to another crossing: rounding moves both, and where the crossing is now it has
/// been moved to.
pub(super) const BESIDE: i64 = 3;

/// An end that is close to a segment.
#[derive(Debug)]
pub(super) struct Close {
    pub point: Point,
    pub to: Line,
    /// `None` for a point on the segment.
    pub is_left: Option<bool>,
}

impl Close {
    /// Whether the point is on the same side of the segment still when its crossings are rounded.
    pub fn stays(&self, sides: &Sides, cuts: &[Cut], meetings: &Meetings) -> bool {
        let (from, to) = self.to.segment(sides, cuts);
        let mut before = from;
        meetings.along(self.to).iter().map(|meeting| meetings.nodes[meeting.node as usize]).chain([to]).all(|after| {
            let part = (std::mem::replace(&mut before, after), after);
            let turn = side(part, self.point);
            !is_close(self.point, part, turn, CLOSE) || (turn != 0 && Some(turn > 0) == self.is_left)
        })
    }
}

/// Whether crossings are so close to each other, or to a segment, that rounding could have carried one across another; or corners are so
/// close to a side.
pub(super) fn is_tight(sides: &Sides, cuts: &[Cut], meetings: &Meetings) -> bool {
    let is_near = |a: i64, b: i64| (a - b).abs() <= BESIDE;
    let place = |meeting: &Meeting| meetings.nodes[meeting.node as usize];
    let mut along = [&meetings.on_sides, &meetings.on_cuts].into_iter().flat_map(|crossings| crossings.windows(2));
    let are_neighbours = along.any(|pair| {
        let (a, b) = (place(&pair[0]), place(&pair[1]));
        pair[0].of == pair[1].of && is_near(a.x, b.x) && is_near(a.y, b.y)
    });
    if are_neighbours || has_corner_close(sides, meetings) {
        return true;
    }
    // A crossing is near a line only where the line comes near both that cross: it is enough to look along cuts.
    let of_cut = by_cut(meetings, cuts.len());
    meetings.beside.iter().any(|&(line, cut)| {
        let segment = line.segment(sides, cuts);
        let is_beside = |point: Point| is_close(point, segment, side(segment, point), BESIDE);
        let is_own = |node: u32| meetings.along(line).iter().any(|own| own.node == node);
        of_cut[cut].iter().any(|meeting| is_beside(place(meeting)) && !is_own(meeting.node))
    })
}

/// Whether a corner is close to a side that is crossed elsewhere.
fn has_corner_close(sides: &Sides, meetings: &Meetings) -> bool {
    let Some(&(origin, _)) = sides.all.first() else { return false };
    // No two points are so far apart that 32 bits could not tell, and eight are looked at at once.
    let (xs, ys): (Vec<i32>, Vec<i32>) =
        sides.all.iter().map(|&(from, _)| ((from.x - origin.x) as i32, (from.y - origin.y) as i32)).unzip();
    let is_close_to = |crossed: Segment| {
        let Bounds { low, high } = Bounds::around([crossed.0, crossed.1]).widened(CLOSE);
        let from_origin = |[x, y]: [i64; 2]| ((x - origin.x) as i32, (y - origin.y) as i32);
        let ((west, south), (east, north)) = (from_origin(low), from_origin(high));
        let is_in = |(&x, &y): (&i32, &i32)| (west <= x) & (x <= east) & (south <= y) & (y <= north);
        let count: u32 = xs.iter().zip(&ys).map(|point| u32::from(is_in(point))).sum();
        // Its own ends are among them.
        count > 2
            && sides.all.iter().any(|&(point, _)| {
                let is_end = point == crossed.0 || point == crossed.1;
                !is_end && is_close(point, crossed, side(crossed, point), CLOSE)
            })
    };
    let crossed = meetings.on_sides.chunk_by(|a, b| a.of == b.of);
    crossed.map(|same| sides.all[same[0].of]).any(is_close_to)
}

/// Whether a point on the line of a segment is on the segment: what is beyond an end is a step from it at least, more than rounding moves.
pub(super) fn is_between(point: Point, (from, to): Segment) -> bool {
    (from.min(to)..=from.max(to)).contains(&point)
}

/// Whether a point is within some steps of a segment; `turn` is twice the area of their triangle.
pub(super) fn is_close(point: Point, (from, to): Segment, turn: i64, steps: i64) -> bool {
    let is_between = |at: i64, a: i64, b: i64| a.min(b) - steps <= at && at <= a.max(b) + steps;
    let (dx, dy, turn) = ((to.x - from.x) as f64, (to.y - from.y) as f64, turn as f64);
    // The turn is the product of the length and the distance.
    is_between(point.x, from.x, to.x)
        && is_between(point.y, from.y, to.y)
        && turn * turn <= (steps * steps) as f64 * (dx * dx + dy * dy)
}
