//! Where sides and cuts meet.

use std::cmp::Ordering;

use super::super::bounds::Bounds;
use super::super::grid::Point;
use super::sides::Sides;
use super::{Cut, Segment, side};

/// Steps within which a point is close to a segment: rounding moves a point by less.
const CLOSE: i64 = 1;

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

/// Where sides and cuts meet; `None` where rounding would carry one across another.
pub(super) fn all(sides: &Sides, cuts: &[Cut]) -> Option<Meetings> {
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
            match relation([line, cuts[cut].segment], [Line::Side(at), Line::Cut(cut)], &mut close)? {
                Relation::Apart => {}
                Relation::Joined(point) => {
                    // A corner of several rings, or of one that touches itself, would be several nodes.
                    let begins = if line.0 == point { at } else { continue };
                    let corner = &mut corner[node(point)];
                    if corner.is_some_and(|known| known != begins) {
                        return None;
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
        if let Relation::Crossing { along, point } = relation(segments, [cut, other].map(Line::Cut), &mut close)? {
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
        // Both have been rounded.
        let are_close = |a: Point, b: Point| (a.x - b.x).abs() <= 2 * CLOSE && (a.y - b.y).abs() <= 2 * CLOSE;
        let is_close = |pair: &[Meeting]| {
            pair[0].of == pair[1].of && are_close(nodes[pair[0].node as usize], nodes[pair[1].node as usize])
        };
        if meetings.windows(2).any(is_close) {
            return None;
        }
    }
    let meetings = Meetings { nodes, ends, corner, on_sides, on_cuts };
    close.iter().all(|close| close.stays(sides, cuts, &meetings)).then_some(meetings)
}

/// A side or a cut, by number.
#[derive(Debug, Clone, Copy)]
enum Line {
    Side(usize),
    Cut(usize),
}

/// A point that is close to a segment.
#[derive(Debug)]
struct Close {
    point: Point,
    to: Line,
    is_left: bool,
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
            !is_close(self.point, part, turn) || (turn != 0 && (turn > 0) == self.is_left)
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

/// How two segments lie to each other; `None` where an end of one is on the other. Ends that are close to the other go to `close`.
fn relation([one, other]: [Segment; 2], lines: [Line; 2], close: &mut Vec<Close>) -> Option<Relation> {
    let points = [(one.0, other), (one.1, other), (other.0, one), (other.1, one)];
    let mut turns = [0; 4];
    let mut joined = None;
    for (at, (turn, (point, segment))) in turns.iter_mut().zip(points).enumerate() {
        *turn = side(segment, point);
        if point == segment.0 || point == segment.1 {
            joined = Some(point);
        } else if is_close(point, segment, *turn) {
            if *turn == 0 {
                return None;
            }
            close.push(Close { point, to: lines[1 - at / 2], is_left: *turn > 0 });
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

/// Whether a point is close to a segment; `turn` is twice the area of their triangle.
fn is_close(point: Point, (from, to): Segment, turn: i64) -> bool {
    let is_between = |at: i64, a: i64, b: i64| a.min(b) - CLOSE <= at && at <= a.max(b) + CLOSE;
    let (dx, dy, turn) = ((to.x - from.x) as f64, (to.y - from.y) as f64, turn as f64);
    // The turn is the product of the length and the distance.
    is_between(point.x, from.x, to.x)
        && is_between(point.y, from.y, to.y)
        && turn * turn <= (CLOSE * CLOSE) as f64 * (dx * dx + dy * dy)
}

/// Cuts by the rows of a polygon that they come near, so that what could meet is found without trying all pairs.
struct Rows<'a> {
    cuts: &'a [Cut],
    /// The rectangles within which something is near each cut.
    places: Vec<Bounds>,
    low: i64,
    /// The height of a row, as a power of two.
    height: u32,
    /// The first row of each cut.
    first: Vec<u32>,
    /// Where the cuts of each row begin in `items`, and one end more.
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl<'a> Rows<'a> {
    fn new(cuts: &'a [Cut], sides: usize) -> Self {
        let levels = cuts.iter().flat_map(|cut| [cut.segment.0.y, cut.segment.1.y]);
        let (low, high) = levels.fold((i64::MAX, i64::MIN), |(low, high), y| (low.min(y), high.max(y)));
        let (low, high) = (low.saturating_sub(CLOSE), high.saturating_add(CLOSE));
        let most = (sides.min(4 * cuts.len()) / 2).clamp(1, 2048) as i64;
        let height = (high.saturating_sub(low) / most + 1).ilog2() + 1;
        let count = (high.saturating_sub(low) >> height) as usize + 1;
        let places = cuts.iter().map(|cut| around(cut.segment).widened(CLOSE)).collect();
        let starts = vec![0; count + 2];
        let mut rows = Self { cuts, places, low, height, first: Vec::new(), starts, items: Vec::new() };
        rows.first = cuts.iter().map(|cut| rows.span(cut.segment).start as u32).collect();
        for cut in cuts {
            rows.span(cut.segment).for_each(|row| rows.starts[row + 2] += 1);
        }
        for row in 2..rows.starts.len() {
            rows.starts[row] += rows.starts[row - 1];
        }
        rows.items = vec![0; rows.starts.last().map_or(0, |&end| end as usize)];
        for (at, cut) in cuts.iter().enumerate() {
            for row in rows.span(cut.segment) {
                rows.items[rows.starts[row + 1] as usize] = at as u32;
                rows.starts[row + 1] += 1;
            }
        }
        rows
    }

    fn of(&self, row: usize) -> impl Iterator<Item = usize> {
        self.items[self.starts[row] as usize..self.starts[row + 1] as usize].iter().map(|&at| at as usize)
    }

    /// The rows that a segment comes near.
    fn span(&self, (from, to): Segment) -> std::ops::Range<usize> {
        let last = self.starts.len() as i64 - 3;
        let row = |y: i64| (y - self.low) >> self.height;
        let (first, end) = (row(from.y.min(to.y) - CLOSE).max(0), row(from.y.max(to.y) + CLOSE).min(last) + 1);
        first as usize..end.max(first) as usize
    }

    /// The cuts whose rectangles come close to that of a segment.
    fn near(&self, line: Segment) -> impl Iterator<Item = usize> {
        let span = self.span(line);
        let begin = span.start;
        // Each once, in the first row of both.
        let is_first = move |row: usize, at: usize| row == begin.max(self.first[at] as usize);
        let place = around(line);
        span.flat_map(move |row| self.of(row).filter(move |&at| self.places[at].meets(&place) && is_first(row, at)))
    }

    /// The pairs of cuts whose rectangles come close to each other, the lesser one first.
    fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let with = |at: usize| self.near(self.cuts[at].segment).filter(move |&other| other > at);
        (0..self.cuts.len()).flat_map(move |at| with(at).map(move |other| (at, other)))
    }
}

fn around((from, to): Segment) -> Bounds {
    Bounds { low: [from.x.min(to.x), from.y.min(to.y)], high: [from.x.max(to.x), from.y.max(to.y)] }
}
