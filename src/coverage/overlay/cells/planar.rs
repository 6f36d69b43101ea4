//! Whether rounding left cells side by side.

use super::super::bounds::Bounds;
use super::super::grid::Point;
use super::super::region::around;
use super::squares::Squares;
use super::{Cell, Segment, side, undirected};

/// Whether the segments around cells have nothing in common but ends, and no ring comes to a point twice.
pub(super) fn are_apart(cells: &[Cell]) -> bool {
    let rings = || cells.iter().flat_map(|cell| &cell.rings);
    let is_simple = |ring: &Vec<Point>| {
        let mut points = ring.clone();
        points.sort_unstable();
        points.windows(2).all(|pair| pair[0] != pair[1])
    };
    if cells.is_empty() || !rings().all(is_simple) {
        return cells.is_empty();
    }
    let mut segments: Vec<Segment> = rings().flat_map(|ring| around(ring)).map(undirected).collect();
    segments.sort_unstable();
    segments.dedup();
    let place = Bounds::around(rings().flatten().copied());
    let squares = Squares::new(place, segments.len(), segments.iter().copied());
    squares.pairs().into_iter().all(|(one, other)| are_joined_at_most(segments[one], segments[other]))
}

/// Whether two segments, which are not the same, have nothing in common but one end.
fn are_joined_at_most(one: Segment, other: Segment) -> bool {
    let [a, b] = [side(other, one.0), side(other, one.1)];
    let [c, d] = [side(one, other.0), side(one, other.1)];
    if [a, b, c, d] == [0; 4] {
        // On one line, each with its lesser end first.
        return one.1 <= other.0 || other.1 <= one.0;
    }
    let is_joined = one.0 == other.0 || one.0 == other.1 || one.1 == other.0 || one.1 == other.1;
    let is_across = |a: i64, b: i64| a.signum() * b.signum() <= 0;
    is_joined || !(is_across(a, b) && is_across(c, d))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn segments_may_share_an_end_and_nothing_else() {
        let segment = |a: (i64, i64), b: (i64, i64)| (Point::new(a.0, a.1), Point::new(b.0, b.1));
        let one = segment((0, 0), (8, 4));
        let apart =
            [segment((8, 4), (9, 0)), segment((0, 0), (9, 9)), segment((0, 1), (8, 5)), segment((8, 4), (10, 5))];
        assert!(apart.iter().all(|&other| are_joined_at_most(one, other) && are_joined_at_most(other, one)));
        let together =
            [segment((0, 4), (8, 0)), segment((2, 1), (3, 9)), segment((0, 0), (4, 2)), segment((4, 2), (10, 5))];
        assert!(!together.iter().any(|&other| are_joined_at_most(one, other) || are_joined_at_most(other, one)));
    }
}
