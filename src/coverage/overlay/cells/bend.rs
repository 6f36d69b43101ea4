//! Segments made to pass through points that they are too close to.
//!
//! A segment that is *bent* at a point becomes two that end there: a step at most from where it was, which is what rounding may do to it
//! anyhow. What was nearly on it, or on it, is an end of it then, about which there is no doubt.

use super::super::grid::Point;
use super::super::locate::{Inside, crossing};
use super::meetings::Line;
use super::sides::Sides;
use super::{Cut, Segment, each_once, undirected};

/// Bends lines at points; gives the cuts. `None` where a point is beyond the ends of its line, or the anchor would change sides.
pub(super) fn at(sides: &mut Sides, cuts: &[Cut], points: Vec<(Line, Point)>, anchor: Inside) -> Option<Vec<Cut>> {
    let mut of_sides: Vec<(usize, Point)> = Vec::new();
    let mut of_cuts: Vec<(usize, Point)> = Vec::new();
    for (line, point) in points {
        match line {
            Line::Side(side) => of_sides.push((side, point)),
            Line::Cut(cut) => of_cuts.push((cut, point)),
        }
    }
    let mut bent: Vec<Cut> = Vec::with_capacity(cuts.len() + of_cuts.len());
    of_cuts.sort_unstable();
    let mut rest = of_cuts.as_slice();
    for (at, cut) in cuts.iter().enumerate() {
        let (own, after) = rest.split_at(rest.partition_point(|&(of, _)| of == at));
        rest = after;
        let segments = through(cut.segment, own, anchor)?;
        bent.extend(segments.into_iter().map(|segment| Cut::new(segment, cut.regions)));
    }
    of_sides.sort_unstable();
    sides.replace(|at, side| {
        let first = of_sides.partition_point(|&(of, _)| of < at);
        let own = of_sides[first..].partition_point(|&(of, _)| of == at);
        through(side, &of_sides[first..first + own], anchor)
    })?;
    // What runs along the border divides nothing.
    let mut along: Vec<Segment> = sides.all.iter().map(|&side| undirected(side)).collect();
    along.sort_unstable();
    bent.retain(|cut| along.binary_search(&cut.segment).is_err());
    Some(each_once(bent))
}

/// A segment that passes through points, each with a number that does not matter here.
fn through((from, to): Segment, points: &[(usize, Point)], anchor: Inside) -> Option<Vec<Segment>> {
    let along = |point: Point| (point.x - from.x) * (to.x - from.x) + (point.y - from.y) * (to.y - from.y);
    let mut points: Vec<(i64, Point)> = points.iter().map(|&(_, point)| (along(point), point)).collect();
    points.sort_unstable();
    points.dedup();
    if points.iter().any(|&(at, _)| at <= 0 || at >= along(to)) {
        return None;
    }
    let mut segments = Vec::with_capacity(points.len() + 1);
    let mut before = from;
    for after in points.into_iter().map(|(_, point)| point).chain([to]) {
        segments.push((before, after));
        before = after;
    }
    let is_west = |&&(from, to): &&Segment| crossing(from, to, anchor.row).is_some_and(|x| x < anchor.x);
    let is_same = segments.iter().filter(is_west).count() % 2 == [(from, to)].iter().filter(is_west).count();
    is_same.then_some(segments)
}
