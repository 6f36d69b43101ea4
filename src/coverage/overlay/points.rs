//! Points that are surely not among some points, told without looking them up.

use super::grid::Point;

/// Bits for each point: of other points one in sixteen at most is taken for one of them.
const BITS: usize = 16;

/// A set of points that may hold others too: a bit for each place that a point's hash can take.
///
/// A point taken wrongly for one of them costs a look-up more, and changes nothing. The set is a thirtieth of a table of the segments between
/// these points, and stays in the processor's cache where that does not.
#[derive(Debug)]
pub(super) struct PointFilter {
    words: Vec<u64>,
    /// Bits of a hash below those that give the place.
    shift: u32,
}

impl PointFilter {
    /// With room for so many points.
    pub fn for_points(count: usize) -> Self {
        let bits = (BITS * count.max(4)).next_power_of_two();
        Self { words: vec![0; bits / 64], shift: 64 - bits.trailing_zeros() }
    }

    pub fn add(&mut self, point: Point) {
        let at = self.place(point);
        self.words[at / 64] |= 1 << (at % 64);
    }

    /// Whether the point may be one of them; no for certain.
    #[inline]
    pub fn may_hold(&self, point: Point) -> bool {
        let at = self.place(point);
        self.words[at / 64] >> (at % 64) & 1 == 1
    }

    #[inline]
    fn place(&self, point: Point) -> usize {
        let mixed = (point.x as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ point.y as u64;
        (mixed.wrapping_mul(0xD6E8_FEB8_6659_FD93) >> self.shift) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_points_of_a_set_are_held_and_few_others() {
        let points = |from: i64| (from..from + 10_000).map(|at| Point::new(at * 10, at * 37 % 5000));
        let mut filter = PointFilter::for_points(10_000);
        points(0).for_each(|point| filter.add(point));
        assert!(points(0).all(|point| filter.may_hold(point)));
        assert!(points(10_000).filter(|&point| filter.may_hold(point)).count() < 1000);
    }
}
