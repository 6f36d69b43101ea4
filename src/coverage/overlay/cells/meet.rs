//! Where sides and cuts meet.

use super::super::grid::Point;
use super::close::{BESIDE, CLOSE, Close, is_close};
use super::meetings::{Along, Line, Meeting, Meetings, NodeId};
use super::sides::Sides;
use super::squares::Squares;
use super::{Cut, Segment, is_between, side};

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
    let (mut on_sides, mut on_cuts) = (Vec::with_capacity(2 * cuts.len()), Vec::with_capacity(2 * cuts.len()));
    let mut crossings: Vec<Point> = Vec::with_capacity(2 * cuts.len());
    let mut crossed: Vec<[Line; 2]> = Vec::with_capacity(2 * cuts.len());
    let next = |crossings: &Vec<Point>| (nodes.len() + crossings.len()) as NodeId;
    let mut close: Vec<Close> = Vec::new();
    let mut beside: Vec<(Line, usize)> = Vec::with_capacity(4 * cuts.len());
    let squares = Squares::new(sides.bounds, sides.all.len(), cuts.iter().map(|cut| cut.segment));
    let mut found: Vec<u32> = Vec::new();
    for (at, &line) in sides.all.iter().enumerate() {
        squares.near(line, &mut found);
        for &cut in &found {
            let cut = cut as usize;
            let (segments, lines) = ([line, cuts[cut].segment], [Line::Side(at), Line::Cut(cut)]);
            let relation = relation(segments, lines, &mut close).ok_or(Unclear::Other)?;
            beside.extend((!matches!(relation, Relation::Apart)).then_some((lines[0], cut)));
            match relation {
                Relation::Apart | Relation::Beside => {}
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
                    crossed.push(lines);
                }
            }
        }
    }
    for (cut, other) in squares.pairs() {
        let (segments, lines) = ([cut, other].map(|at| cuts[at].segment), [cut, other].map(Line::Cut));
        let relation = relation(segments, lines, &mut close).ok_or(Unclear::Other)?;
        if !matches!(relation, Relation::Apart) {
            beside.extend([(lines[0], other), (lines[1], cut)]);
        }
        if let Relation::Crossing { along, point } = relation {
            let node = next(&crossings);
            for (of, along) in [cut, other].into_iter().zip(along) {
                on_cuts.push(Meeting { of, along, node, goes_in: None });
            }
            crossings.push(point);
            crossed.push(lines);
        }
    }
    nodes.extend(crossings);
    for meetings in [&mut on_sides, &mut on_cuts] {
        meetings.sort_unstable_by(|a, b| a.of.cmp(&b.of).then(a.along.cmp(b.along)));
    }
    let meetings = Meetings { nodes, crossed, ends, corner, on_sides, on_cuts, beside };
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

/// How two segments lie to each other.
enum Relation {
    Apart,
    /// An end of one is near the other.
    Beside,
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
    if is_beyond(one, other) || is_beyond(other, one) {
        return Some(Relation::Apart);
    }
    let points = [(one.0, other), (one.1, other), (other.0, one), (other.1, one)];
    let mut turns = [0; 4];
    let (mut joined, mut is_beside) = (None, false);
    for (at, (turn, (point, segment))) in turns.iter_mut().zip(points).enumerate() {
        *turn = side(segment, point);
        if point == segment.0 || point == segment.1 {
            joined = Some(point);
        } else if is_close(point, segment, *turn, BESIDE) {
            is_beside = true;
            // What is on the line but beyond an end is a step from it at least, more than rounding moves.
            if is_close(point, segment, *turn, CLOSE) && (*turn != 0 || is_between(point, segment)) {
                let is_left = (*turn != 0).then_some(*turn > 0);
                close.push(Close { point, to: lines[1 - at / 2], is_left });
            }
        }
    }
    if let Some(point) = joined {
        // Twice the same segment has no point that is not joined.
        let is_same = (one.0 == other.0 && one.1 == other.1) || (one.0 == other.1 && one.1 == other.0);
        return (!is_same).then_some(Relation::Joined(point));
    }
    let [a, b, c, d] = turns;
    if (a > 0) == (b > 0) || (c > 0) == (d > 0) {
        return Some(if is_beside { Relation::Beside } else { Relation::Apart });
    }
    let along = [Along(a.abs(), a.abs() + b.abs()), Along(c.abs(), c.abs() + d.abs())];
    let share = along[0].share();
    let at = |from: i64, to: i64| from + ((to - from) as f64 * share).round() as i64;
    Some(Relation::Crossing { along, point: Point::new(at(one.0.x, one.1.x), at(one.0.y, one.1.y)) })
}

/// Whether a segment lies on one side of the line of another one, and nowhere near it: most do.
fn is_beyond(segment: Segment, line: Segment) -> bool {
    let [from, to] = [side(line, segment.0), side(line, segment.1)];
    // The turn is the product of the length, which is this at most, and the distance.
    let near = BESIDE * ((line.1.x - line.0.x).abs() + (line.1.y - line.0.y).abs());
    (from > near && to > near) || (from < -near && to < -near)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn segment() -> impl Strategy<Value = Segment> {
        let point = || (0..14_i64, 0..14_i64).prop_map(|(x, y)| Point::new(x, y));
        (point(), point()).prop_filter("two points", |(from, to)| from != to)
    }

    proptest! {
        #[test]
        fn segments_that_are_passed_over_neither_cross_nor_come_near_each_other(one in segment(), other in segment()) {
            if is_beyond(one, other) {
                let ends = [(one.0, other), (one.1, other), (other.0, one), (other.1, one)];
                let turns = ends.map(|(point, segment)| side(segment, point));
                prop_assert!(turns[0].signum() == turns[1].signum() && turns[0] != 0);
                for ((point, segment), turn) in ends.into_iter().zip(turns) {
                    prop_assert!(!is_close(point, segment, turn, BESIDE));
                }
            }
        }
    }
}
