//! Where sides and cuts meet.

use std::cmp::Ordering;

use super::super::grid::Point;
use super::rows::Rows;
use super::sides::Sides;
use super::{Cut, Segment, side};

/// Steps within which a point is close to a segment: rounding moves a point by less.
pub(super) const CLOSE: i64 = 1;

/// Number of a node.
pub(super) type NodeId = u32;

/// A place between the ends of a segment, as a share of it: a numerator not below 0 and a denominator above it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Along(i64, i64);

impl Along {
    /// The beginning of a segment.
    pub const BEGINNING: Self = Self(0, 1);

    pub fn share(self) -> f64 {
        self.0 as f64 / self.1 as f64
    }

    pub fn cmp(self, other: Self) -> Ordering {
        (i128::from(self.0) * i128::from(other.1)).cmp(&(i128::from(other.0) * i128::from(self.1)))
    }
}

/// A node on a side or a cut.
#[derive(Debug, Clone, Copy)]
pub(super) struct Meeting {
    /// The side or the cut.
    pub of: usize,
    pub along: Along,
    pub node: NodeId,
    /// For a cut that crosses a side, whether it goes on inside the polygon.
    pub goes_in: Option<bool>,
}

/// All nodes and what meets there.
pub(super) struct Meetings {
    pub nodes: Vec<Point>,
    /// The nodes that the two ends of each cut are.
    pub ends: Vec<[NodeId; 2]>,
    /// For nodes that are ends of cuts, the side that begins there, where one does.
    pub corner: Vec<Option<usize>>,
    /// Crossings along sides, by side and place. Ends of cuts are not among them.
    pub on_sides: Vec<Meeting>,
    /// Crossings along cuts, by cut and place.
    pub on_cuts: Vec<Meeting>,
}

/// Why what meets cannot be told.
pub(super) enum Unclear {
    /// Points that are on lines, or that rounding would carry across them.
    OnLines(Vec<(Line, Point)>),
    /// Something else.
    Other,
}

/// Where sides and cuts meet.
pub(super) fn all(sides: &Sides, cuts: &[Cut]) -> Result<Meetings, Unclear> {
    let mut nodes: Vec<Point> = cuts.iter().flat_map(|cut| [cut.segment.0, cut.segment.1]).collect();
    nodes.sort_unstable();
    nodes.dedup();
    let node = |point: Point| nodes.partition_point(|it| *it < point);
    let ends = cuts.iter().map(|cut| [node(cut.segment.0) as NodeId, node(cut.segment.1) as NodeId]).collect();
    let mut corner = vec![None; nodes.len()];
    let (mut on_sides, mut on_cuts) = (Vec::new(), Vec::new());
    let mut crossings: Vec<Point> = Vec::new();
    let next = |crossings: &Vec<Point>| (nodes.len() + crossings.len()) as NodeId;
    let mut close: Vec<Close> = Vec::new();
    let rows = Rows::new(cuts, sides.all.len());
    for (at, &line) in sides.all.iter().enumerate() {
        for cut in rows.near(line) {
            let segments = [line, cuts[cut].segment];
            match relation(segments, [Line::Side(at), Line::Cut(cut)], &mut close).ok_or(Unclear::Other)? {
                Relation::Apart => {}
                Relation::Joined(point) => {
                    // A corner of several rings, or of one that touches itself, would be several nodes.
                    let begins = if line.0 == point { at } else { continue };
                    let corner = &mut corner[node(point)];
                    if corner.is_some_and(|known| known != begins) {
                        return Err(Unclear::Other);
                    }
                    *corner = Some(begins);
                }
                Relation::Crossing { along: [along_side, along_cut], point } => {
                    let node = next(&crossings);
                    let goes_in = Some(side(line, cuts[cut].segment.1) > 0);
                    on_sides.push(Meeting { of: at, along: along_side, node, goes_in });
                    on_cuts.push(Meeting { of: cut, along: along_cut, node, goes_in });
                    crossings.push(point);
                }
            }
        }
    }
    for (cut, other) in rows.pairs() {
        let segments = [cut, other].map(|at| cuts[at].segment);
        let relation = relation(segments, [cut, other].map(Line::Cut), &mut close).ok_or(Unclear::Other)?;
        if let Relation::Crossing { along, point } = relation {
            let node = next(&crossings);
            for (of, along) in [cut, other].into_iter().zip(along) {
                on_cuts.push(Meeting { of, along, node, goes_in: None });
            }
            crossings.push(point);
        }
    }
    nodes.extend(crossings);
    for meetings in [&mut on_sides, &mut on_cuts] {
        meetings.sort_unstable_by(|a, b| a.of.cmp(&b.of).then(a.along.cmp(b.along)));
    }
    let meetings = Meetings { nodes, ends, corner, on_sides, on_cuts };
    let points = |which: &dyn Fn(&Close) -> bool| -> Vec<(Line, Point)> {
        close.iter().filter(|close| which(close)).map(|close| (close.to, close.point)).collect()
    };
    // First what is on a line: without it there is no telling where rounding leads.
    let on_lines = Some(points(&|close| close.is_left.is_none())).filter(|points| !points.is_empty());
    let points = on_lines.unwrap_or_else(|| points(&|close| !close.stays(sides, cuts, &meetings)));
    if !points.is_empty() {
        return Err(Unclear::OnLines(points));
    }
    Ok(meetings)
}

impl Meetings {
    /// Whether two crossings of a segment, both of them rounded, could have changed places.
    pub fn are_close(&self) -> bool {
        let is_near = |a: i64, b: i64| (a - b).abs() <= 2 * CLOSE;
        let is_close = |pair: &[Meeting]| {
            let [a, b] = [0, 1].map(|at| self.nodes[pair[at].node as usize]);
            pair[0].of == pair[1].of && is_near(a.x, b.x) && is_near(a.y, b.y)
        };
        [&self.on_sides, &self.on_cuts].into_iter().any(|crossings| crossings.windows(2).any(is_close))
    }
}

/// A side or a cut, by number.
#[derive(Debug, Clone, Copy)]
pub(super) enum Line {
    Side(usize),
    Cut(usize),
}

/// A point that is close to a segment.
#[derive(Debug)]
struct Close {
    point: Point,
    to: Line,
    /// `None` for a point on the segment.
    is_left: Option<bool>,
}

impl Close {
    /// Whether the point is on the same side of the segment still when its crossings are rounded.
    fn stays(&self, sides: &Sides, cuts: &[Cut], meetings: &Meetings) -> bool {
        let (all, at, (from, to)) = match self.to {
            Line::Side(at) => (&meetings.on_sides, at, sides.all[at]),
            Line::Cut(at) => (&meetings.on_cuts, at, cuts[at].segment),
        };
        let first = all.partition_point(|meeting| meeting.of < at);
        let crossings = all[first..].iter().take_while(|meeting| meeting.of == at);
        let mut before = from;
        crossings.map(|meeting| meetings.nodes[meeting.node as usize]).chain([to]).all(|after| {
            let part = (std::mem::replace(&mut before, after), after);
            let turn = side(part, self.point);
            !is_close(self.point, part, turn) || (turn != 0 && Some(turn > 0) == self.is_left)
        })
    }
}

/// How two segments lie to each other.
enum Relation {
    Apart,
    /// They have an end in common and nothing else.
    Joined(Point),
    /// They cross, at a place along each.
    Crossing {
        along: [Along; 2],
        point: Point,
    },
}

/// How two segments lie to each other; `None` where they are the same. Ends that are close to the other, or on it, go to `close`.
fn relation([one, other]: [Segment; 2], lines: [Line; 2], close: &mut Vec<Close>) -> Option<Relation> {
    let points = [(one.0, other), (one.1, other), (other.0, one), (other.1, one)];
    let mut turns = [0; 4];
    let mut joined = None;
    for (at, (turn, (point, segment))) in turns.iter_mut().zip(points).enumerate() {
        *turn = side(segment, point);
        if point == segment.0 || point == segment.1 {
            joined = Some(point);
        } else if is_close(point, segment, *turn) && (*turn != 0 || is_between(point, segment)) {
            let is_left = (*turn != 0).then_some(*turn > 0);
            close.push(Close { point, to: lines[1 - at / 2], is_left });
        }
    }
    if let Some(point) = joined {
        // Twice the same segment has no point that is not joined.
        let is_same = (one.0 == other.0 && one.1 == other.1) || (one.0 == other.1 && one.1 == other.0);
        return (!is_same).then_some(Relation::Joined(point));
    }
    let [a, b, c, d] = turns;
    if (a > 0) == (b > 0) || (c > 0) == (d > 0) {
        return Some(Relation::Apart);
    }
    let along = [Along(a.abs(), a.abs() + b.abs()), Along(c.abs(), c.abs() + d.abs())];
    let share = along[0].share();
    let at = |from: i64, to: i64| from + ((to - from) as f64 * share).round() as i64;
    Some(Relation::Crossing { along, point: Point::new(at(one.0.x, one.1.x), at(one.0.y, one.1.y)) })
}

/// Whether a point on the line of a segment is on the segment: what is beyond an end is a step from it at least, more than rounding moves.
fn is_between(point: Point, (from, to): Segment) -> bool {
    (from.min(to)..=from.max(to)).contains(&point)
}

/// Whether a point is close to a segment; `turn` is twice the area of their triangle.
fn is_close(point: Point, (from, to): Segment, turn: i64) -> bool {
    let is_between = |at: i64, a: i64, b: i64| a.min(b) - CLOSE <= at && at <= a.max(b) + CLOSE;
    let (dx, dy, turn) = ((to.x - from.x) as f64, (to.y - from.y) as f64, turn as f64);
    // The turn is the product of the length and the distance.
    is_between(point.x, from.x, to.x)
        && is_between(point.y, from.y, to.y)
        && turn * turn <= (CLOSE * CLOSE) as f64 * (dx * dx + dy * dy)
}
