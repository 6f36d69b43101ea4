//! How two segments meet, decided exactly: only the place of a crossing is rounded.

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo_types::Coord;

/// How two segments meet elsewhere than at an end of both.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Meeting {
    /// Each passes from one side of the other to the other, about here.
    Cross(Coord<f64>),
    /// An end of one lies on the other, between its ends.
    Touch(Coord<f64>),
    /// They lie on each other, at least from here to there.
    Overlap(Coord<f64>, Coord<f64>),
}

impl Meeting {
    /// A point that both segments have.
    pub fn at(self) -> Coord<f64> {
        match self {
            Self::Cross(at) | Self::Touch(at) | Self::Overlap(at, _) => at,
        }
    }
}

/// On which side of the line from `a` to `b` a vertex lies.
pub(crate) fn orientation(a: Coord<f64>, b: Coord<f64>, vertex: Coord<f64>) -> Orientation {
    RobustKernel::orient2d(a, b, vertex)
}

/// How the segments `a`–`b` and `c`–`d` meet, if they do elsewhere than at an end of both.
///
/// Segments with the same two ends are the same segment and do not meet.
pub(crate) fn meet(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>, d: Coord<f64>) -> Option<Meeting> {
    if a.x.max(b.x) < c.x.min(d.x)
        || c.x.max(d.x) < a.x.min(b.x)
        || a.y.max(b.y) < c.y.min(d.y)
        || c.y.max(d.y) < a.y.min(b.y)
    {
        return None;
    }
    // From an end of both: they lie on each other if they set out in the same direction.
    let shared = [(c == a, a, b, d), (d == a, a, b, c), (c == b, b, a, d), (d == b, b, a, c)];
    if let Some(&(_, node, end, other)) = shared.iter().find(|(is_shared, ..)| *is_shared) {
        if end == other || orientation(node, end, other) != Orientation::Collinear {
            return None;
        }
        let nearer = if strictly_between(node, end, other) { Some(other) } else { None };
        let nearer = nearer.or_else(|| strictly_between(node, other, end).then_some(end));
        return nearer.map(|nearer| Meeting::Overlap(node, nearer));
    }
    let (c_side, d_side) = (orientation(a, b, c), orientation(a, b, d));
    let (a_side, b_side) = (orientation(c, d, a), orientation(c, d, b));
    use Orientation::Collinear;
    if c_side == Collinear && d_side == Collinear {
        let mut within = [a, b]
            .into_iter()
            .filter(|&end| strictly_between(c, d, end))
            .chain([c, d].into_iter().filter(|&end| strictly_between(a, b, end)));
        return Some(Meeting::Overlap(within.next()?, within.next()?));
    }
    if c_side == d_side || a_side == b_side {
        return None;
    }
    let touch = [(c_side, c), (d_side, d), (a_side, a), (b_side, b)].into_iter().find(|(side, _)| *side == Collinear);
    Some(touch.map_or_else(|| Meeting::Cross(crossing(a, b, c, d)), |(_, at)| Meeting::Touch(at)))
}

/// Whether a vertex in line with `a` and `b` lies between them.
fn strictly_between(a: Coord<f64>, b: Coord<f64>, vertex: Coord<f64>) -> bool {
    if a.x == b.x {
        a.y.min(b.y) < vertex.y && vertex.y < a.y.max(b.y)
    } else {
        a.x.min(b.x) < vertex.x && vertex.x < a.x.max(b.x)
    }
}

/// Where segments that cross do, rounded.
fn crossing(a: Coord<f64>, b: Coord<f64>, c: Coord<f64>, d: Coord<f64>) -> Coord<f64> {
    let (u, v, w) = (b - a, d - c, c - a);
    let along = ((w.x * v.y - w.y * v.x) / (u.x * v.y - u.y * v.x)).clamp(0.0, 1.0);
    let along = if along.is_nan() { 0.5 } else { along };
    // Within the extents of both, whatever the rounding.
    let inside =
        |value: f64, a: f64, b: f64, c: f64, d: f64| value.max(a.min(b)).max(c.min(d)).min(a.max(b)).min(c.max(d));
    Coord { x: inside(a.x + along * u.x, a.x, b.x, c.x, d.x), y: inside(a.y + along * u.y, a.y, b.y, c.y, d.y) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(numbers: [i32; 8]) -> Option<Meeting> {
        let c = |i: usize| Coord { x: f64::from(numbers[i]), y: f64::from(numbers[i + 1]) };
        let ways = [meet(c(0), c(2), c(4), c(6)), meet(c(2), c(0), c(4), c(6)), meet(c(4), c(6), c(2), c(0))];
        assert!(ways.iter().all(|way| way.is_some() == ways[0].is_some()), "{ways:?}");
        ways[0]
    }

    fn at(x: i32, y: i32) -> Coord<f64> {
        Coord { x: f64::from(x), y: f64::from(y) }
    }

    #[test]
    fn segments_that_pass_through_each_other_cross() {
        assert_eq!(met([0, 0, 4, 4, 0, 4, 4, 0]), Some(Meeting::Cross(at(2, 2))));
        assert_eq!(met([0, 0, 1, 1, 0, 4, 4, 0]), None);
    }

    #[test]
    fn an_end_between_the_ends_of_the_other_touches() {
        assert_eq!(met([0, 0, 4, 0, 2, 0, 2, 5]), Some(Meeting::Touch(at(2, 0))));
        assert_eq!(met([0, 0, 4, 0, 2, 1, 2, 5]), None);
    }

    #[test]
    fn segments_with_an_end_in_common_meet_only_if_they_lie_on_each_other() {
        assert_eq!(met([0, 0, 4, 0, 0, 0, 4, 4]), None);
        assert_eq!(met([0, 0, 4, 0, 0, 0, -4, 0]), None);
        assert_eq!(met([0, 0, 4, 0, 4, 0, 0, 0]), None);
        assert!(matches!(met([0, 0, 4, 0, 0, 0, 2, 0]), Some(Meeting::Overlap(..))));
        assert!(matches!(met([0, 0, 0, 4, 0, 2, 0, 4]), Some(Meeting::Overlap(..))));
    }

    #[test]
    fn segments_in_line_meet_if_they_have_more_than_a_point_in_common() {
        assert!(matches!(met([0, 0, 4, 0, 1, 0, 6, 0]), Some(Meeting::Overlap(..))));
        assert!(matches!(met([0, 0, 4, 0, 1, 0, 2, 0]), Some(Meeting::Overlap(..))));
        assert_eq!(met([0, 0, 4, 0, 5, 0, 6, 0]), None);
        assert_eq!(met([0, 0, 4, 0, 0, 1, 4, 1]), None);
    }
}
