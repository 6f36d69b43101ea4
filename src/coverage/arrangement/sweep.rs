//! Which segments come near each other, among millions.
//!
//! The plane is cut into strips from west to east, some segments high. In each strip the segments are sorted by their
//! western end, and each is compared with those that begin before it ends. Segments are short beside what they bound,
//! so that few begin in that time: the sort is most of the work. Extents are kept as single-precision numbers rounded
//! outwards, which fit more of them in a cache line; the caller decides exactly.

use geo_types::Coord;
use rayon::prelude::*;

/// The extent of a segment relative to the corner of all.
#[derive(Clone, Copy)]
struct Extent {
    west: f32,
    east: f32,
    south: f32,
    north: f32,
    segment: u32,
}

/// Strips to a segment, about; more would hold segments in several.
const SEGMENTS_HIGH: f64 = 6.0;

/// What `found` gives for the pairs of segments whose extents, grown by `margin`, meet. Each pair comes once, the
/// lower number first; results come in an order that depends on the segments only.
pub(crate) fn pairs<T: Send>(
    count: usize,
    ends: impl Fn(u32) -> (Coord<f64>, Coord<f64>) + Sync,
    margin: f64,
    found: impl Fn(u32, u32) -> Option<T> + Sync,
) -> Vec<T> {
    if count < 2 {
        return Vec::new();
    }
    let start = || ((Coord { x: f64::MAX, y: f64::MAX }, f64::MIN), 0.0);
    let grow = |((low, high), rise): ((Coord<f64>, f64), f64), (a, b): (Coord<f64>, Coord<f64>)| {
        let low = Coord { x: low.x.min(a.x).min(b.x), y: low.y.min(a.y).min(b.y) };
        ((low, high.max(a.y).max(b.y)), rise + (a.y - b.y).abs())
    };
    let ((low, high), rise) = (0..count as u32).fold(start(), |so_far, segment| grow(so_far, ends(segment)));
    let mean = rise / count as f64 + 2.0 * margin;
    let strips = ((high - low.y) / (SEGMENTS_HIGH * mean)).min(count as f64 / 4.0 + 1.0);
    let strips = if strips.is_finite() { (strips as usize).max(1) } else { 1 };
    let per_unit = strips as f32 / ((high - low.y) as f32).max(f32::MIN_POSITIVE);
    let strip_of = |y: f32| ((y * per_unit) as usize).min(strips - 1);
    let extent = |segment: u32| {
        let (a, b) = ends(segment);
        Extent {
            west: ((a.x.min(b.x) - low.x - margin) as f32).next_down(),
            east: ((a.x.max(b.x) - low.x + margin) as f32).next_up(),
            south: ((a.y.min(b.y) - low.y - margin) as f32).next_down(),
            north: ((a.y.max(b.y) - low.y + margin) as f32).next_up(),
            segment,
        }
    };
    let given: Vec<Extent> = (0..count as u32).into_par_iter().map(extent).collect();
    let mut starts = vec![0usize; strips + 1];
    for extent in &given {
        (strip_of(extent.south)..=strip_of(extent.north)).for_each(|strip| starts[strip + 1] += 1);
    }
    (1..=strips).for_each(|strip| starts[strip] += starts[strip - 1]);
    let empty = Extent { west: 0.0, east: 0.0, south: 0.0, north: 0.0, segment: 0 };
    let mut extents = vec![empty; starts[strips]];
    let mut next = starts.clone();
    for extent in given {
        for strip in strip_of(extent.south)..=strip_of(extent.north) {
            extents[next[strip]] = extent;
            next[strip] += 1;
        }
    }
    let mut runs: Vec<(usize, &mut [Extent])> = Vec::with_capacity(strips);
    let mut rest = extents.as_mut_slice();
    for strip in 0..strips {
        let (run, after) = rest.split_at_mut(starts[strip + 1] - starts[strip]);
        runs.push((strip, run));
        rest = after;
    }
    runs.into_par_iter()
        .flat_map_iter(|(strip, run)| {
            run.sort_unstable_by(|a, b| a.west.total_cmp(&b.west).then(a.segment.cmp(&b.segment)));
            let mut results = Vec::new();
            for (i, a) in run.iter().enumerate() {
                for b in run[i + 1..].iter().take_while(|b| b.west <= a.east) {
                    // In the first strip that holds both, so that a pair comes once.
                    if b.south <= a.north && a.south <= b.north && strip_of(a.south.max(b.south)) == strip {
                        results.extend(found(a.segment.min(b.segment), a.segment.max(b.segment)));
                    }
                }
            }
            results
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_pair_whose_extents_meet_comes_once() {
        let point = |i: u32| f64::from(i.wrapping_mul(2_654_435_761) >> 20);
        let ends = |i: u32| {
            let from = Coord { x: point(4 * i), y: point(4 * i + 1) };
            (from, from + Coord { x: point(4 * i + 2) / 20.0, y: point(4 * i + 3) / 20.0 })
        };
        let meets = |i: u32, j: u32| {
            let ((a, b), (c, d)) = (ends(i), ends(j));
            a.x <= d.x && c.x <= b.x && a.y <= d.y && c.y <= b.y
        };
        let mut found = pairs(400, ends, 0.0, |i, j| meets(i, j).then_some((i, j)));
        found.sort_unstable();
        let all = (0..400).flat_map(|i| (i + 1..400).map(move |j| (i, j)));
        let expected: Vec<_> = all.filter(|&(i, j)| meets(i, j)).collect();
        assert!(expected.len() > 100);
        assert_eq!(found, expected);
    }
}
