//! Rectangles of the grid.

use super::grid::Point;

/// The least rectangle around some points; sides belong to it. The default is around none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// Least x and y.
    pub low: [i64; 2],
    /// Greatest x and y.
    pub high: [i64; 2],
}

impl Default for Bounds {
    fn default() -> Self {
        Self { low: [i64::MAX; 2], high: [i64::MIN; 2] }
    }
}

impl Bounds {
    /// Around some points.
    pub(super) fn around(points: impl IntoIterator<Item = Point>) -> Self {
        let mut bounds = Self::default();
        points.into_iter().for_each(|point| bounds.add(point));
        bounds
    }

    /// Around a segment.
    pub(super) fn of_segment((from, to): (Point, Point)) -> Self {
        Self { low: [from.x.min(to.x), from.y.min(to.y)], high: [from.x.max(to.x), from.y.max(to.y)] }
    }

    pub(super) fn add(&mut self, point: Point) {
        self.low = [self.low[0].min(point.x), self.low[1].min(point.y)];
        self.high = [self.high[0].max(point.x), self.high[1].max(point.y)];
    }

    /// The least rectangle around both.
    pub fn joined(self, other: Self) -> Self {
        let each = |at: usize| (self.low[at].min(other.low[at]), self.high[at].max(other.high[at]));
        let ((west, east), (south, north)) = (each(0), each(1));
        Self { low: [west, south], high: [east, north] }
    }

    /// With a margin on all sides.
    pub(super) fn widened(self, margin: i64) -> Self {
        Self { low: self.low.map(|at| at.saturating_sub(margin)), high: self.high.map(|at| at.saturating_add(margin)) }
    }

    /// Whether there is no point in it.
    pub fn is_empty(&self) -> bool {
        self.low[0] > self.high[0]
    }

    /// Whether both have a point in common.
    #[inline]
    pub fn meets(&self, other: &Self) -> bool {
        // Without branches: which of the four fails cannot be foreseen.
        let [along_x, along_y] = [0, 1].map(|at| (self.low[at] <= other.high[at]) & (other.low[at] <= self.high[at]));
        along_x & along_y
    }

    /// On which sides of the rectangle a point is: a bit for each of west, east, south and north; 0 for a point in it.
    pub(super) fn sides(&self, point: Point) -> u8 {
        u8::from(point.x < self.low[0])
            | u8::from(point.x > self.high[0]) << 1
            | u8::from(point.y < self.low[1]) << 2
            | u8::from(point.y > self.high[1]) << 3
    }

    /// Whether a segment has a point in it, exactly.
    pub(super) fn meets_segment(&self, from: Point, to: Point) -> bool {
        let (a, b) = (self.sides(from), self.sides(to));
        if a == 0 || b == 0 {
            return true;
        }
        if a & b != 0 {
            return false;
        }
        // The corners lie on both sides of the line, or one lies on it. 128 bits hold the products of any two grid lengths.
        let (dx, dy) = (i128::from(to.x - from.x), i128::from(to.y - from.y));
        let side = |x: i64, y: i64| (dx * i128::from(y - from.y) - dy * i128::from(x - from.x)).signum();
        let ([west, south], [east, north]) = (self.low, self.high);
        let corners = [side(west, south), side(east, south), side(west, north), side(east, north)];
        corners.iter().any(|&it| it >= 0) && corners.iter().any(|&it| it <= 0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_segment_meets_a_rectangle_where_it_has_a_point_in_it() {
        let bounds = Bounds::around([Point::new(0, 0), Point::new(10, 10)]);
        let meets =
            |from: (i64, i64), to: (i64, i64)| bounds.meets_segment(Point::new(from.0, from.1), Point::new(to.0, to.1));
        assert!(meets((5, 5), (6, 6)), "within it");
        assert!(meets((-5, 5), (15, 5)), "across it");
        assert!(meets((-1, 1), (1, -1)), "through a corner");
        assert!(meets((0, 20), (20, 0)), "at a corner alone");
        assert!(!meets((0, 21), (21, 0)), "beside that corner");
        assert!(!meets((-1, 20), (-1, -20)), "all of it to the west");
        assert!(!meets((-5, 3), (3, -6)), "around a corner");
    }
}
