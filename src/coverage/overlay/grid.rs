//! The grid of whole numbers that all coordinates are rounded to.

use geo_types::Coord;
use i_overlay::i_float::int::point::IntPoint;

/// A point of the grid.
pub(super) type Point = IntPoint<i64>;

/// Coordinates are limited to ± 2^40 steps: differences, and products of two, are far from what 64 and 128 bits hold.
const LIMIT: f64 = (1_u64 << 40) as f64;

/// Three times 2^51: doubles of this size have no room for a fraction, so that a number added to it is rounded, halves to the even one, and
/// the lowest bits count from here. It does so for numbers up to 2^51, and in one addition where a processor has no instruction for it.
const ROUNDING: f64 = (3_u64 << 51) as f64;

/// How coordinates become whole numbers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    /// Steps in a unit of the coordinates.
    steps: f64,
}

impl Grid {
    /// Degrees in steps of a ten-millionth, a centimetre: vertices of the reference, whole micro-degrees, are on it.
    pub const DEGREES: Self = Self { steps: 1e7 };

    /// Coordinates that are whole numbers already.
    pub const WHOLE: Self = Self { steps: 1.0 };

    /// The point of the grid nearest to a vertex; halfway between two, the even one.
    #[inline]
    pub(super) fn point(self, vertex: Coord<f64>) -> Point {
        // Far away rather than anywhere: nothing that is read is beyond the limit. What is no number is at the upper one.
        let at_least = |steps: f64| if steps > -LIMIT { steps } else { -LIMIT };
        let limited = |steps: f64| if steps < LIMIT { at_least(steps) } else { LIMIT };
        let round = |value: f64| (limited(value * self.steps) + ROUNDING).to_bits() as i64 - ROUNDING.to_bits() as i64;
        Point::new(round(vertex.x), round(vertex.y))
    }

    /// The vertex at a point.
    pub(super) fn vertex(self, point: Point) -> Coord<f64> {
        Coord { x: point.x as f64 / self.steps, y: point.y as f64 / self.steps }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_vertex_goes_to_the_nearest_point_whatever_its_size(x in -200.0..200.0_f64, y in -1e5..1e5_f64) {
            let point = Grid::DEGREES.point(Coord { x, y });
            prop_assert_eq!(point.x, (x * 1e7).round_ties_even() as i64);
            prop_assert_eq!(point.y, (y * 1e7).round_ties_even() as i64);
        }
    }

    #[test]
    fn what_is_beyond_the_limit_is_at_the_limit() {
        let point = |x: f64, y: f64| Grid::WHOLE.point(Coord { x, y });
        let limit = 1_i64 << 40;
        assert_eq!(point(1e300, -1e300), Point::new(limit, -limit));
        assert_eq!(point(f64::INFINITY, f64::NEG_INFINITY), Point::new(limit, -limit));
        assert_eq!(point(f64::NAN, 0.0), Point::new(limit, 0));
        assert_eq!(point(0.5, -1.5), Point::new(0, -2));
    }
}
