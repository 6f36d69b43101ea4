//! What comes near what, found by rows.

use super::super::bounds::Bounds;
use super::close::BESIDE;
use super::{Cut, Segment};

/// Cuts by the rows of a polygon that they come near, so that what could meet is found without trying all pairs.
pub(super) struct Rows<'a> {
    cuts: &'a [Cut],
    /// The rectangles within which something is near each cut.
    places: Vec<Bounds>,
    low: i64,
    /// The height of a row, as a power of two.
    height: u32,
    /// The first row of each cut.
    first: Vec<u32>,
    /// Where the cuts of each row begin in `items`, and one end more.
    starts: Vec<u32>,
    items: Vec<u32>,
}

impl<'a> Rows<'a> {
    pub fn new(cuts: &'a [Cut], sides: usize) -> Self {
        let levels = cuts.iter().flat_map(|cut| [cut.segment.0.y, cut.segment.1.y]);
        let (low, high) = levels.fold((i64::MAX, i64::MIN), |(low, high), y| (low.min(y), high.max(y)));
        let (low, high) = (low.saturating_sub(BESIDE), high.saturating_add(BESIDE));
        let most = (sides.min(4 * cuts.len()) / 2).clamp(1, 2048) as i64;
        let height = (high.saturating_sub(low) / most + 1).ilog2() + 1;
        let count = (high.saturating_sub(low) >> height) as usize + 1;
        let places = cuts.iter().map(|cut| Bounds::of_segment(cut.segment).widened(BESIDE)).collect();
        let starts = vec![0; count + 2];
        let mut rows = Self { cuts, places, low, height, first: Vec::new(), starts, items: Vec::new() };
        rows.first = cuts.iter().map(|cut| rows.span(cut.segment).start as u32).collect();
        for cut in cuts {
            rows.span(cut.segment).for_each(|row| rows.starts[row + 2] += 1);
        }
        for row in 2..rows.starts.len() {
            rows.starts[row] += rows.starts[row - 1];
        }
        rows.items = vec![0; rows.starts.last().map_or(0, |&end| end as usize)];
        for (at, cut) in cuts.iter().enumerate() {
            for row in rows.span(cut.segment) {
                rows.items[rows.starts[row + 1] as usize] = at as u32;
                rows.starts[row + 1] += 1;
            }
        }
        rows
    }

    fn of(&self, row: usize) -> impl Iterator<Item = usize> {
        self.items[self.starts[row] as usize..self.starts[row + 1] as usize].iter().map(|&at| at as usize)
    }

    /// The rows that a segment comes near.
    fn span(&self, (from, to): Segment) -> std::ops::Range<usize> {
        let last = self.starts.len() as i64 - 3;
        let row = |y: i64| (y - self.low) >> self.height;
        let (first, end) = (row(from.y.min(to.y) - BESIDE).max(0), row(from.y.max(to.y) + BESIDE).min(last) + 1);
        first as usize..end.max(first) as usize
    }

    /// The cuts whose rectangles come close to that of a segment.
    pub fn near(&self, line: Segment) -> impl Iterator<Item = usize> {
        let span = self.span(line);
        let begin = span.start;
        // Each once, in the first row of both.
        let is_first = move |row: usize, at: usize| row == begin.max(self.first[at] as usize);
        let place = Bounds::of_segment(line);
        span.flat_map(move |row| self.of(row).filter(move |&at| self.places[at].meets(&place) && is_first(row, at)))
    }

    /// The pairs of cuts whose rectangles come close to each other, the lesser one first.
    pub fn pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let with = |at: usize| self.near(self.cuts[at].segment).filter(move |&other| other > at);
        (0..self.cuts.len()).flat_map(move |at| with(at).map(move |other| (at, other)))
    }
}
