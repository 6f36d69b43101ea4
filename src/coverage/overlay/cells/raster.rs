//! Where cuts pass, in squares: most sides of a polygon are near none, and are passed over at once.

use super::super::bounds::Bounds;
use super::close::BESIDE;
use super::{Cut, Segment};

/// Squares along each side of a raster.
const SQUARES: usize = 64;

/// A place in squares, and those that cuts come near.
pub(super) struct Raster {
    low: [i64; 2],
    high: [i64; 2],
    /// The width of a square, as a power of two.
    width: u32,
    /// Rows of squares, a bit for each.
    rows: [u64; SQUARES],
}

impl Raster {
    /// The squares of a place that cuts come near.
    pub fn new(place: Bounds, cuts: &[Cut]) -> Self {
        let Bounds { low, high } = place;
        let longest = (0..2).map(|axis| high[axis].saturating_sub(low[axis])).fold(1, i64::max);
        let width = (longest / SQUARES as i64 + 1).ilog2() + 1;
        let mut raster = Self { low, high, width, rows: [0; SQUARES] };
        cuts.iter().for_each(|cut| raster.add(cut.segment));
        raster
    }

    /// Marks what a segment comes near: in each row of squares, what it spans there.
    fn add(&mut self, (from, to): Segment) {
        let (from, to) = if from.y <= to.y { (from, to) } else { (to, from) };
        let (south, north) = ((from.y - BESIDE).max(self.low[1]), (to.y + BESIDE).min(self.high[1]));
        let slope = if to.y > from.y { (to.x - from.x) as f64 / (to.y - from.y) as f64 } else { 0.0 };
        let at = |y: i64| if y >= to.y { to.x } else { from.x + ((y - from.y).max(0) as f64 * slope) as i64 };
        if south > north {
            return;
        }
        for row in self.lane(1, south)..=self.lane(1, north) {
            let bottom = self.low[1] + ((row as i64) << self.width);
            // A level segment is all of it in one row.
            let (a, b) = if from.y == to.y {
                (from.x, to.x)
            } else {
                (at(bottom - BESIDE), at(bottom + (1 << self.width) + BESIDE))
            };
            // One step more than what is near, for places are cut off to whole steps.
            let (west, east) = (a.min(b) - BESIDE - 1, a.max(b) + BESIDE + 1);
            if west <= self.high[0] && east >= self.low[0] {
                self.rows[row] |= self.span(west.max(self.low[0]), east.min(self.high[0]));
            }
        }
    }

    /// Whether a segment within the place may come near a cut; no for certain.
    #[inline]
    pub fn may_meet(&self, (from, to): Segment) -> bool {
        let columns = self.span(from.x.min(to.x), from.x.max(to.x));
        let rows = self.lane(1, from.y.min(to.y))..=self.lane(1, from.y.max(to.y));
        self.rows[rows].iter().any(|row| row & columns != 0)
    }

    #[inline]
    fn lane(&self, axis: usize, at: i64) -> usize {
        ((at - self.low[axis]) >> self.width) as usize
    }

    /// A bit for each square from one place to another.
    #[inline]
    fn span(&self, west: i64, east: i64) -> u64 {
        let (first, last) = (self.lane(0, west), self.lane(0, east));
        u64::MAX << first & u64::MAX >> (SQUARES - 1 - last)
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::grid::Point;
    use super::*;
    use proptest::prelude::*;

    fn segment() -> impl Strategy<Value = Segment> {
        let point = || (-40..400_i64, -40..400_i64).prop_map(|(x, y)| Point::new(x, y));
        (point(), point())
    }

    proptest! {
        #[test]
        fn what_comes_near_a_cut_is_not_passed_over(cuts in prop::collection::vec(segment(), 1..5), line in segment()) {
            let cuts: Vec<Cut> = cuts.into_iter().map(|cut| Cut::new(cut, 1)).collect();
            let within = |at: Point| Point::new(at.x.clamp(0, 299), at.y.clamp(0, 299));
            let line = (within(line.0), within(line.1));
            let raster = Raster::new(Bounds::around([Point::ZERO, Point::new(299, 299)]), &cuts);
            let along = |(from, to): Segment, share: i64| {
                let at = |a: i64, b: i64| a + (b - a) * share / 100;
                Point::new(at(from.x, to.x), at(from.y, to.y))
            };
            let is_near = |a: Point, b: Point| (a.x - b.x).abs().max((a.y - b.y).abs()) < BESIDE;
            let near = |cut: &Cut| (0..=100).any(|a| (0..=100).any(|b| is_near(along(cut.segment, a), along(line, b))));
            prop_assert!(raster.may_meet(line) || !cuts.iter().any(near));
        }
    }

    #[test]
    fn what_is_beside_a_slanting_cut_is_passed_over() {
        let cut = Cut::new((Point::new(0, 0), Point::new(64_000, 64_000)), 1);
        let raster = Raster::new(Bounds::around([Point::ZERO, Point::new(64_000, 64_000)]), &[cut]);
        assert!(raster.may_meet((Point::new(30_000, 30_500), Point::new(30_500, 30_000))));
        assert!(!raster.may_meet((Point::new(20_000, 30_000), Point::new(21_000, 31_000))));
    }
}
