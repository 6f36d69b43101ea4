//! The grid of whole numbers that all coordinates are rounded to.

use geo_types::Coord;
use i_overlay::i_float::int::point::IntPoint;

/// A point of the grid.
pub(super) type Point = IntPoint<i64>;

/// Coordinates are limited to ± 2^40 steps: differences, and products of two, are far from what 64 and 128 bits hold.
const LIMIT: f64 = (1_u64 << 40) as f64;

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

    /// The point of the grid nearest to a vertex.
    pub(super) fn point(self, vertex: Coord<f64>) -> Point {
        // Far away rather than anywhere: nothing that is read is beyond the limit. Cut off after half a step more, for `round` is a
        // call on processors without such an instruction.
        let round = |value: f64| {
            let steps = (value * self.steps).clamp(-LIMIT, LIMIT);
            (steps + 0.5_f64.copysign(steps)) as i64
        };
        Point::new(round(vertex.x), round(vertex.y))
    }

    /// The vertex at a point.
    pub(super) fn vertex(self, point: Point) -> Coord<f64> {
        Coord { x: point.x as f64 / self.steps, y: point.y as f64 / self.steps }
    }
}
