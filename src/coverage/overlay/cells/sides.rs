//! The border of a polygon.

use std::ops::Range;

use super::super::bounds::Bounds;
use super::super::grid::Point;
use super::super::region::around;
use super::{Segment, is_between, side};

/// All rings of a polygon, its inside to the left of each.
pub(super) struct Sides {
    /// Sides of all rings, one ring after the other.
    pub all: Vec<Segment>,
    /// Which sides are of each ring; the exterior is the first.
    pub rings: Vec<Range<usize>>,
    /// The rectangle around all.
    pub bounds: Bounds,
}

impl Sides {
    pub fn new(polygon: &[Vec<Point>]) -> Self {
        Self::with_bounds(Bounds::around(polygon.iter().flatten().copied()), polygon)
    }

    /// The same of a polygon whose rectangle is known.
    pub fn with_bounds(bounds: Bounds, polygon: &[Vec<Point>]) -> Self {
        let count = polygon.iter().map(Vec::len).sum();
        let (all, rings) = (Vec::with_capacity(count), Vec::with_capacity(polygon.len()));
        let mut sides = Self { all, rings, bounds };
        for (at, ring) in polygon.iter().enumerate() {
            let first = sides.all.len();
            // Exteriors counter-clockwise, holes clockwise.
            if (twice_area(ring) > 0) == (at == 0) {
                sides.all.extend(around(ring));
            } else {
                sides.all.extend(around(ring).map(|(from, to)| (to, from)).rev());
            }
            sides.rings.push(first..sides.all.len());
        }
        sides
    }

    /// Puts several sides, or one, in the place of each.
    pub fn replace(&mut self, mut by: impl FnMut(usize, Segment) -> Option<Vec<Segment>>) -> Option<()> {
        let mut all: Vec<Segment> = Vec::with_capacity(self.all.len());
        for ring in &mut self.rings {
            let first = all.len();
            for side in ring.clone() {
                all.extend(by(side, self.all[side])?);
            }
            *ring = first..all.len();
        }
        self.all = all;
        self.bounds = Bounds::around(self.all.iter().map(|side| side.0));
        Some(())
    }

    /// The side that ends where another begins.
    pub fn before(&self, side: usize) -> usize {
        let ring = self.rings.iter().find(|ring| ring.contains(&side));
        ring.map_or(side, |ring| if side == ring.start { ring.end - 1 } else { side - 1 })
    }

    /// Whether rings have a point in common.
    pub fn touch(&self) -> bool {
        let holds = |segment: Segment, point: Point| side(segment, point) == 0 && is_between(point, segment);
        self.rings.iter().skip(1).any(|ring| {
            let hole = &self.all[ring.clone()];
            let place = Bounds::around(hole.iter().map(|side| side.0));
            let mut others = self.all[..ring.start].iter().filter(|&&side| Bounds::of_segment(side).meets(&place));
            others.any(|&other| hole.iter().any(|&side| holds(other, side.0) || holds(side, other.0)))
        })
    }

    /// Whether a point that is on no side is inside.
    pub fn hold(&self, point: Point) -> bool {
        let is_crossed =
            |&&(a, b): &&Segment| (a.y <= point.y) != (b.y <= point.y) && (side((a, b), point) > 0) == (a.y < b.y);
        self.all.iter().filter(is_crossed).count() % 2 == 1
    }
}

/// Twice the signed area inside a ring whose extent is limited as that of [`super::cells`], and that winds fewer than sixteen times around
/// anything: whatever a sum of some triangles is, that of all fits.
pub(super) fn twice_area(ring: &[Point]) -> i64 {
    let Some((&origin, rest)) = ring.split_first() else { return 0 };
    let triangles = rest.windows(2).map(|pair| side((origin, pair[0]), pair[1]));
    triangles.fold(0, i64::wrapping_add)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_that_are_bent_outwards_widen_the_rectangle_around_them() {
        let mut sides = Sides::new(&[[(0, 0), (9, 0), (9, 9), (0, 9)].map(|(x, y)| Point::new(x, y)).to_vec()]);
        let corner = Point::new(4, -1);
        let bent =
            |at, side: Segment| Some(if at == 0 { vec![(side.0, corner), (corner, side.1)] } else { vec![side] });
        assert_eq!(sides.replace(bent), Some(()));
        assert_eq!(sides.bounds, Bounds { low: [0, -1], high: [9, 9] });
        assert_eq!((sides.rings.len(), sides.rings[0].clone()), (1, 0..5));
    }

    #[test]
    fn the_inside_is_to_the_left_whichever_way_rings_are_wound() {
        let square = |low: i64, high: i64| {
            [(low, low), (high, low), (high, high), (low, high)].map(|(x, y)| Point::new(x, y)).to_vec()
        };
        let backwards = |ring: Vec<Point>| ring.into_iter().rev().collect::<Vec<_>>();
        for polygon in [[square(0, 9), square(3, 6)], [backwards(square(0, 9)), backwards(square(3, 6))]] {
            let sides = Sides::new(&polygon);
            assert_eq!(sides.rings, [0..4, 4..8]);
            let inside = [Point::new(1, 1), Point::new(7, 4)];
            assert!(inside.iter().all(|&point| sides.hold(point)));
            assert!(!sides.hold(Point::new(4, 5)) && !sides.hold(Point::new(10, 5)));
            let west = sides.all[..4].iter().find(|(from, to)| from.x == 0 && to.x == 0).copied();
            assert!(west.is_some_and(|west| side(west, Point::new(1, 1)) > 0));
            let along = |ring: &[Segment]| ring.iter().zip(ring.iter().cycle().skip(1)).all(|(a, b)| a.1 == b.0);
            assert!(along(&sides.all[..4]) && along(&sides.all[4..]));
            assert_eq!((sides.before(4), sides.before(2)), (7, 1));
        }
    }
}
