//! What comes near what, found by squares.

use super::super::bounds::Bounds;
use super::Segment;
use super::close::BESIDE;

/// Most squares a side. For n segments to be looked up a side has about √(2 n): 14 to 28 for a border of 400, as widths are powers of two.
const MOST: i64 = 256;

/// Squares that there is room for at first for each segment; most are in fewer.
const SEVERAL: usize = 16;

/// Segments by the squares of a place that they come near, so that what could meet is found without trying all pairs.
pub(super) struct Squares {
    place: Bounds,
    /// The rectangles within which something is near each segment.
    around: Vec<Bounds>,
    /// A square is 2^shift steps wide.
    shift: u32,
    /// Squares in a row.
    across: usize,
    /// Where the segments of each square begin among `segments`, and the end of the last; one more that only the filling needs.
    segment_starts: Vec<u32>,
    /// Segments of all squares, ascending in each.
    segments: Vec<u32>,
    /// Where the squares of each segment begin among `squares`, and the end of the last.
    square_starts: Vec<u32>,
    /// Squares of all segments.
    squares: Vec<u32>,
}

impl Squares {
    /// Some segments within a place, or the parts of them that are; `lines` is how many will be looked up.
    pub fn new(place: Bounds, lines: usize, segments: impl ExactSizeIterator<Item = Segment>) -> Self {
        let [wide, high] = [0, 1].map(|axis| place.high[axis].saturating_sub(place.low[axis]).max(0));
        let count = ((2 * lines) as f64).sqrt() as i64;
        let shift = (wide.max(high) / count.clamp(1, MOST) + 1).ilog2() + 1;
        let across = (wide >> shift) as usize + 1;
        let segment_starts = vec![0; across * ((high >> shift) as usize + 1) + 2];
        let mut all = Self {
            place,
            around: Vec::with_capacity(segments.len()),
            shift,
            across,
            segment_starts,
            segments: Vec::new(),
            square_starts: Vec::with_capacity(segments.len() + 1),
            squares: Vec::with_capacity(SEVERAL * segments.len()),
        };
        all.square_starts.push(0);
        for segment in segments {
            all.around.push(Bounds::of_segment(segment).widened(BESIDE));
            all.trace(segment);
            all.square_starts.push(all.squares.len() as u32);
        }
        // Counted two places further on: filling moves the start of each square on to that of the next, which is where it belongs.
        for &square in &all.squares {
            all.segment_starts[square as usize + 2] += 1;
        }
        for square in 2..all.segment_starts.len() {
            all.segment_starts[square] += all.segment_starts[square - 1];
        }
        all.segments = vec![0; all.squares.len()];
        for (id, run) in all.square_starts.windows(2).enumerate() {
            for &square in &all.squares[run[0] as usize..run[1] as usize] {
                let next = &mut all.segment_starts[square as usize + 1];
                all.segments[*next as usize] = id as u32;
                *next += 1;
            }
        }
        all
    }

    /// Notes the squares that a segment comes near: in each row of squares, what it spans there.
    fn trace(&mut self, (from, to): Segment) {
        let Bounds { low, high } = self.place;
        let (from, to) = if from.y <= to.y { (from, to) } else { (to, from) };
        let (south, north) = ((from.y - BESIDE).max(low[1]), (to.y + BESIDE).min(high[1]));
        if south > north {
            return;
        }
        let is_level = from.y == to.y;
        let slope = if is_level { 0.0 } else { (to.x - from.x) as f64 / (to.y - from.y) as f64 };
        let at = |y: i64| if y >= to.y { to.x } else { from.x + ((y - from.y).max(0) as f64 * slope) as i64 };
        for row in self.lane(1, south)..=self.lane(1, north) {
            let bottom = low[1] + ((row as i64) << self.shift);
            let top = bottom + (1 << self.shift);
            let (a, b) = if is_level { (from.x, to.x) } else { (at(bottom - BESIDE), at(top + BESIDE)) };
            // A step more than what is near, for places are cut off to whole steps.
            let (west, east) = ((a.min(b) - BESIDE - 1).max(low[0]), (a.max(b) + BESIDE + 1).min(high[0]));
            if west <= east {
                let first = row * self.across;
                self.squares.extend((first + self.lane(0, west)..=first + self.lane(0, east)).map(|at| at as u32));
            }
        }
    }

    /// The segments whose rectangles come near that of a line within the place, ascending: all that come near the line itself, few
    /// others.
    #[inline]
    pub fn near(&self, line: Segment, found: &mut Vec<u32>) {
        found.clear();
        let around = Bounds::of_segment(line);
        let [west, south] = [0, 1].map(|axis| self.lane(axis, around.low[axis]));
        let [east, north] = [0, 1].map(|axis| self.lane(axis, around.high[axis]));
        for row in south..north + 1 {
            for square in row * self.across + west..row * self.across + east + 1 {
                for &id in self.segments_in(square) {
                    if self.around[id as usize].meets(&around) {
                        found.push(id);
                    }
                }
            }
        }
        if found.len() > 1 {
            found.sort_unstable();
            found.dedup();
        }
    }

    /// The pairs of segments whose rectangles come near each other, the lesser one first: all that come near each other within the
    /// place, few others.
    pub fn pairs(&self) -> Vec<(usize, usize)> {
        let mut pairs: Vec<(usize, usize)> = Vec::with_capacity(2 * self.around.len());
        let mut found: Vec<u32> = Vec::with_capacity(SEVERAL);
        for (one, run) in self.square_starts.windows(2).enumerate() {
            found.clear();
            let around = &self.around[one];
            for &square in &self.squares[run[0] as usize..run[1] as usize] {
                let later = self.segments_in(square as usize).iter().rev().take_while(|&&other| other as usize > one);
                found.extend(later.filter(|&&other| self.around[other as usize].meets(around)));
            }
            found.sort_unstable();
            found.dedup();
            pairs.extend(found.iter().map(|&other| (one, other as usize)));
        }
        pairs
    }

    #[inline]
    fn segments_in(&self, square: usize) -> &[u32] {
        &self.segments[self.segment_starts[square] as usize..self.segment_starts[square + 1] as usize]
    }

    /// The column, or row, of a place.
    #[inline]
    fn lane(&self, axis: usize, at: i64) -> usize {
        ((at - self.place.low[axis]) >> self.shift) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::super::super::grid::Point;
    use super::super::close::is_close;
    use super::super::side;
    use super::*;
    use proptest::prelude::*;

    fn point() -> impl Strategy<Value = Point> {
        (-40..400_i64, -40..400_i64).prop_map(|(x, y)| Point::new(x, y))
    }

    fn place() -> Bounds {
        Bounds::around([Point::ZERO, Point::new(299, 299)])
    }

    /// Whether two segments have points near each other, of a hundred along each, and within the place.
    fn are_near(one: Segment, other: Segment) -> bool {
        let along = |(from, to): Segment| {
            let at = |a: i64, b: i64, share: i64| a + (b - a) * share / 100;
            let all = (0..=100).map(move |share| Point::new(at(from.x, to.x, share), at(from.y, to.y, share)));
            all.filter(|&point| place().sides(point) == 0)
        };
        let is_near = |a: Point, b: Point| (a.x - b.x).abs().max((a.y - b.y).abs()) < BESIDE;
        along(one).any(|a| along(other).any(|b| is_near(a, b)))
    }

    /// Two segments, an end of the second beside the first.
    fn beside() -> impl Strategy<Value = [Segment; 2]> {
        let off = || -BESIDE..=BESIDE;
        (point(), point(), 0..=100_i64, off(), off(), point()).prop_map(|(from, to, share, x, y, end)| {
            let at = |a: i64, b: i64, off: i64| a + (b - a) * share / 100 + off;
            [(from, to), (Point::new(at(from.x, to.x, x), at(from.y, to.y, y)), end)]
        })
    }

    /// Whether an end of one of two segments is in the place and close to the other one.
    fn has_end_close(one: Segment, other: Segment) -> bool {
        let ends = [(one.0, other), (one.1, other), (other.0, one), (other.1, one)];
        ends.into_iter()
            .any(|(point, segment)| place().sides(point) == 0 && is_close(point, segment, side(segment, point), BESIDE))
    }

    proptest! {
        #[test]
        fn an_end_that_is_close_to_a_segment_is_found(
            segments in prop::collection::vec(beside(), 1..4), lines in 1..4000_usize
        ) {
            let segments = segments.concat();
            let squares = Squares::new(place(), lines, segments.iter().copied());
            let (mut found, pairs) = (Vec::new(), squares.pairs());
            for (at, &one) in segments.iter().enumerate() {
                let is_within = place().sides(one.0) == 0 && place().sides(one.1) == 0;
                if is_within {
                    squares.near(one, &mut found);
                }
                for (other, &segment) in segments.iter().enumerate().filter(|&(other, _)| has_end_close(one, segments[other])) {
                    prop_assert!(other <= at || pairs.contains(&(at, other)), "{one:?} {segment:?}");
                    prop_assert!(!is_within || found.contains(&(other as u32)), "{one:?} {segment:?}");
                }
            }
        }

        #[test]
        fn what_comes_near_is_found(
            segments in prop::collection::vec((point(), point()), 1..6), line in (point(), point()), lines in 1..4000_usize
        ) {
            let squares = Squares::new(place(), lines, segments.iter().copied());
            let within = |at: Point| Point::new(at.x.clamp(0, 299), at.y.clamp(0, 299));
            let line = (within(line.0), within(line.1));
            let (mut found, pairs) = (Vec::new(), squares.pairs());
            squares.near(line, &mut found);
            for (at, &one) in segments.iter().enumerate() {
                prop_assert!(found.contains(&(at as u32)) || !are_near(one, line));
                for (other, &segment) in segments.iter().enumerate().skip(at + 1) {
                    prop_assert!(pairs.contains(&(at, other)) || !are_near(one, segment));
                }
            }
            prop_assert!(found.is_sorted_by(|a, b| a < b) && pairs.is_sorted_by(|a, b| a < b));
        }
    }

    #[test]
    fn what_is_beside_a_slanting_segment_is_passed_over() {
        let far = Point::new(64_000, 64_000);
        let squares = Squares::new(Bounds::around([Point::ZERO, far]), 400, [(Point::ZERO, far)].into_iter());
        let mut found = Vec::new();
        squares.near((Point::new(30_000, 30_500), Point::new(30_500, 30_000)), &mut found);
        assert_eq!(found, [0]);
        squares.near((Point::new(20_000, 30_000), Point::new(21_000, 31_000)), &mut found);
        assert_eq!(found, [0_u32; 0]);
    }
}
