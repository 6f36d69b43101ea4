//! What must be known of a coverage before regions are laid over it: which of their segments it has too, and where its faces are.

use std::sync::atomic::{AtomicBool, Ordering};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::faces::Faces;
use super::grid::{Grid, Point};
use super::points::PointFilter;
use super::region::{Region, key};
use crate::Coverage;

/// The segments of regions, to be looked for in a coverage.
#[derive(Debug)]
pub struct RegionSegments {
    /// Each, and whether it is one of the coverage too: of none as long as no coverage was looked at.
    is_matched: FxHashMap<Key, AtomicBool>,
    /// Their ends.
    ends: PointFilter,
}

/// The two ends of a segment.
type Key = [i64; 4];

impl RegionSegments {
    /// Those of some regions.
    pub fn of(regions: &[Region]) -> Self {
        let keys: Vec<Vec<Key>> =
            regions.par_iter().map(|region| region.segments().map(|(from, to)| key(from, to)).collect()).collect();
        let count = keys.iter().map(Vec::len).sum();
        let mut is_matched: FxHashMap<Key, AtomicBool> =
            FxHashMap::with_capacity_and_hasher(count, rustc_hash::FxBuildHasher);
        let mut ends = PointFilter::for_points(count);
        for key in keys.into_iter().flatten() {
            ends.add(Point::new(key[0], key[1]));
            ends.add(Point::new(key[2], key[3]));
            is_matched.entry(key).or_default();
        }
        Self { is_matched, ends }
    }

    /// Which of them are segments of a coverage.
    pub fn matched(self, coverage: &Coverage, grid: Grid) -> Matched {
        let Self { is_matched, ends } = &self;
        let look_up = |arc| {
            let mut before: Option<Point> = None;
            for &vertex in coverage.arc(arc) {
                let point = grid.point(vertex);
                // Most vertices of a coverage are no point of any region.
                if !ends.may_hold(point) {
                    before = None;
                    continue;
                }
                // A relaxed store: the flags are read once all threads have joined.
                if let Some(from) = before.filter(|&from| from != point)
                    && let Some(flag) = is_matched.get(&key(from, point))
                {
                    flag.store(true, Ordering::Relaxed);
                }
                before = Some(point);
            }
        };
        let all = || (0..coverage.arc_count()).into_par_iter().for_each(look_up);
        let ((), faces) = rayon::join(all, || Faces::of(coverage, grid));
        Matched { is_matched: self.is_matched, faces, grid }
    }
}

/// Segments that regions and a coverage have in common, and the faces of the coverage by where they are.
#[derive(Debug)]
pub struct Matched {
    is_matched: FxHashMap<Key, AtomicBool>,
    pub(super) faces: Faces,
    /// What both were rounded to.
    pub(super) grid: Grid,
}

impl Matched {
    /// The segments that regions have in common with a coverage.
    pub fn new(coverage: &Coverage, grid: Grid, regions: &[Region]) -> Self {
        RegionSegments::of(regions).matched(coverage, grid)
    }

    /// Whether the segment is one of the coverage.
    pub(super) fn holds(&self, from: Point, to: Point) -> bool {
        self.is_matched.get(&key(from, to)).is_some_and(|flag| flag.load(Ordering::Relaxed))
    }

    /// Whether all segments of a region are.
    pub fn holds_all(&self, region: &Region) -> bool {
        region.segments().all(|(from, to)| self.holds(from, to))
    }
}
