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

/// Columns, and rows, that crossed sides are looked up by.
const LANES: usize = 64;

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
        of_cut[cut].iter().any(|meeting| !meetings.is_on(meeting.node, line) && is_beside(place(meeting)))
    })
}

/// Whether a corner is close to a side that is crossed elsewhere.
///
/// The polygon is parted into [`LANES`] columns and as many rows, and each has a mask of the crossed sides there: most corners are in no
/// column and row of the same one.
fn has_corner_close(sides: &Sides, meetings: &Meetings) -> bool {
    let crossed = meetings.on_sides.chunk_by(|a, b| a.of == b.of).map(|same| sides.all[same[0].of]);
    let crossed: Vec<Segment> = crossed.collect();
    let Bounds { low, high } = sides.bounds;
    let width = [0, 1].map(|axis| high[axis].saturating_sub(low[axis]) / LANES as i64 + 1);
    let shift = width[0].max(width[1]).ilog2() + 1;
    let lane = |axis: usize, at: i64| ((at - low[axis]) >> shift) as usize;
    crossed.chunks(u64::BITS as usize).any(|crossed| {
        let mut masks = [[0_u64; LANES]; 2];
        for (bit, &side) in crossed.iter().enumerate() {
            let place = Bounds::of_segment(side).widened(CLOSE);
            for (axis, masks) in masks.iter_mut().enumerate() {
                let lanes = lane(axis, place.low[axis].max(low[axis]))..=lane(axis, place.high[axis].min(high[axis]));
                masks[lanes].iter_mut().for_each(|mask| *mask |= 1 << bit);
            }
        }
        let is_close_to = |point: Point, segment: Segment| {
            let is_end = point == segment.0 || point == segment.1;
            !is_end && is_close(point, segment, side(segment, point), CLOSE)
        };
        sides.all.iter().any(|&(point, _)| {
            let mut here = masks[0][lane(0, point.x)] & masks[1][lane(1, point.y)];
            while here != 0 {
                if is_close_to(point, crossed[here.trailing_zeros() as usize]) {
                    return true;
                }
                here &= here - 1;
            }
            false
        })
    })
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

#[cfg(test)]
mod tests {
    use super::super::meet;
    use super::*;

    /// A polygon, and where a line across it meets its sides.
    fn across(ring: &[(i64, i64)], cut: [(i64, i64); 2]) -> (Sides, Vec<Cut>, Meetings) {
        let point = |&(x, y): &(i64, i64)| Point::new(x, y);
        let sides = Sides::new(&[ring.iter().map(point).collect()]);
        let cuts = vec![Cut::new((point(&cut[0]), point(&cut[1])), 1)];
        let Ok(meetings) = meet::all(&sides, &cuts) else { panic!("what meets is clear") };
        (sides, cuts, meetings)
    }

    #[test]
    fn a_line_that_crosses_far_from_all_else_is_not_tight() {
        let square = [(0, 0), (900, 0), (900, 900), (0, 900)];
        let (sides, cuts, meetings) = across(&square, [(300, -50), (310, 950)]);
        assert_eq!(meetings.on_cuts.len(), 2);
        assert!(!is_tight(&sides, &cuts, &meetings));
    }

    #[test]
    fn a_corner_close_to_a_crossed_side_is_told_whatever_other_sides_are_in_its_lanes() {
        let slit =
            |tip: i64| [(0, 0), (900, 0), (900, 900), (0, 900), (0, 14), (450, tip), (600, 14), (600, 6), (0, 6)];
        for (tip, is_told) in [(7, true), (8, false)] {
            let (sides, _, meetings) = across(&slit(tip), [(100, -50), (100, 950)]);
            assert_eq!(meetings.on_sides.len(), 4);
            assert_eq!(has_corner_close(&sides, &meetings), is_told, "{tip}");
        }
    }
}
