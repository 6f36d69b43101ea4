//! All segments of all rings, and which of them are the same.
//!
//! A segment has the number of its first vertex. Each is entered under a hash of its two ends, whichever comes first.
//! Entries are spread over buckets by where they are and sorted there, all in parallel; equal hashes are compared
//! exactly. The segments of a bucket are near each other, so that their vertices stay in the cache for that.

use geo_types::Coord;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::Defect;
use super::rings::Ring;
use crate::arrangement::{Meeting, meet, pairs};
use crate::ring::node_key;
use crate::{FaceId, FaceRing, Shapes};

/// A segment under its hash, whose lowest bit says on which side of it the face is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Entry {
    hash: u64,
    segment: u32,
    ring: u32,
}

/// Buckets, and squares to the side of all of the coordinates' extent.
const BUCKETS: usize = 512;
const SQUARES: f64 = 512.0;

/// Segments by what they bound.
pub(super) struct Segments<'a> {
    vertices: &'a [Coord<f64>],
    rings: Vec<Ring>,
    /// Where a segment that closes an unclosed ring ends.
    closing: FxHashMap<u32, u32>,
    buckets: Vec<Vec<Entry>>,
    /// Lowest coordinates, and squares to a unit.
    squares: (Coord<f64>, f64),
    /// One of each set of equal segments.
    pub distinct: Vec<u32>,
    /// Those that do not have just one face on each side.
    pub free: Vec<u32>,
    /// Those that a face has twice.
    pub doubled: Vec<(u32, u32)>,
}

/// Two distinct segments that meet, by one of each.
#[derive(Debug, Clone, Copy)]
pub(super) struct SegmentMeeting {
    pub segments: (u32, u32),
    pub meeting: Meeting,
}

impl<'a> Segments<'a> {
    /// The segments of sound rings, and polygons that come twice, whose segments are left out.
    pub fn new(shapes: &'a Shapes, mut rings: Vec<Ring>) -> (Self, Vec<Defect>) {
        let vertices = shapes.vertices();
        let mut closing = FxHashMap::default();
        for ring in rings.iter().filter(|ring| ring.sound) {
            if vertices[ring.range.start] != vertices[ring.range.end - 1] {
                closing.insert(ring.range.end as u32 - 1, ring.range.start as u32);
            }
        }
        // A polygon that is not sound as a whole says nothing of what it covers.
        for polygon in rings.chunk_by_mut(|a, b| (a.at.face, a.at.polygon) == (b.at.face, b.at.polygon)) {
            if !polygon[0].sound {
                polygon.iter_mut().for_each(|ring| ring.sound = false);
            }
        }
        let mut segments = Self {
            vertices,
            rings,
            closing,
            buckets: vec![],
            squares: (Coord::default(), 0.0),
            distinct: vec![],
            free: vec![],
            doubled: vec![],
        };
        let duplicates = segments.leave_out_duplicates();
        segments.enter();
        segments.match_up();
        (segments, duplicates)
    }

    /// The rings, in order.
    pub fn rings(&self) -> &[Ring] {
        &self.rings
    }

    /// First and last vertex.
    pub fn ends(&self, segment: u32) -> (Coord<f64>, Coord<f64>) {
        let to = if self.closing.is_empty() { None } else { self.closing.get(&segment) };
        (self.vertices[segment as usize], self.vertices[to.map_or(segment + 1, |&to| to) as usize])
    }

    /// The ring that a segment is of.
    pub fn ring_of(&self, segment: u32) -> &Ring {
        &self.rings[self.rings.partition_point(|ring| ring.range.end <= segment as usize)]
    }

    /// The face that a segment is of.
    pub fn face_of(&self, segment: u32) -> FaceId {
        self.ring_of(segment).at.face
    }

    /// Segments of a ring, in order.
    pub fn of_ring(&self, ring: &Ring) -> impl Iterator<Item = u32> {
        // A ring may be without a vertex.
        let last = (ring.range.end as u32).saturating_sub(1);
        let closing = self.closing.contains_key(&last).then_some(last);
        let range = if ring.sound { ring.range.start as u32..last } else { 0..0 };
        range
            .chain(closing.filter(|_| ring.sound))
            .filter(|&segment| self.vertices[segment as usize] != self.ends(segment).1)
    }

    /// A segment and all equal to it, ascending.
    pub fn uses(&self, segment: u32) -> Vec<u32> {
        let entry = self.entry(segment, 0);
        let bucket = &self.buckets[self.bucket(segment)];
        let start = bucket.partition_point(|other| other.hash | 1 < entry.hash | 1);
        let run = bucket[start..].iter().take_while(|other| other.hash | 1 == entry.hash | 1);
        let mut uses: Vec<u32> = run.map(|other| other.segment).filter(|&other| self.is_same(segment, other)).collect();
        uses.sort_unstable();
        uses
    }

    /// All places where distinct segments meet, in an order that depends on the shapes only.
    pub fn meetings(&self) -> Vec<SegmentMeeting> {
        let ends = |i: u32| self.ends(self.distinct[i as usize]);
        let mut meetings = pairs(self.distinct.len(), ends, 0.0, |i, j| {
            let ((a, b), (c, d)) = (ends(i), ends(j));
            let segments = (self.distinct[i as usize], self.distinct[j as usize]);
            meet(a, b, c, d).map(|meeting| SegmentMeeting { segments, meeting })
        });
        meetings.sort_unstable_by_key(|meeting| meeting.segments);
        meetings
    }

    fn is_same(&self, a: u32, b: u32) -> bool {
        let ((a, b), (c, d)) = (self.ends(a), self.ends(b));
        (a == c && b == d) || (a == d && b == c)
    }

    fn entry(&self, segment: u32, ring: u32) -> Entry {
        let (from, to) = self.ends(segment);
        let (a, b) = (node_key(from), node_key(to));
        let (low, high) = (a.min(b), a.max(b));
        let side = u64::from((a <= b) == self.rings[ring as usize].face_on_left);
        let hash = [low.0, low.1, high.0, high.1].into_iter().fold(0u64, |hash, word| {
            let mixed = (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            mixed ^ (mixed >> 32)
        });
        Entry { hash: (hash.wrapping_mul(0xbf58_476d_1ce4_e5b9) & !1) | side, segment, ring }
    }

    /// The bucket that a segment and all equal to it are in.
    fn bucket(&self, segment: u32) -> usize {
        let (from, to) = self.ends(segment);
        let (low, scale) = self.squares;
        let square = |a: f64, b: f64, low: f64| ((a.min(b) - low) * scale) as u32;
        let (x, y) = (square(from.x, to.x, low.x), square(from.y, to.y, low.y));
        (x.wrapping_mul(0x9e37_79b1) ^ y.wrapping_mul(0x85eb_ca77)) as usize >> 7 & (BUCKETS - 1)
    }

    /// Polygons with the same segments as one before, which are made unsound.
    fn leave_out_duplicates(&mut self) -> Vec<Defect> {
        let this = &*self;
        let mut polygons: Vec<std::ops::Range<usize>> = Vec::new();
        for (index, ring) in this.rings.iter().enumerate() {
            match polygons.last_mut() {
                Some(last) if ring.at.ring > 0 && this.rings[last.start].at.face == ring.at.face => {
                    last.end = index + 1
                }
                _ => polygons.push(index..index + 1),
            }
        }
        // Polygons with as many vertices and the same lowest one are compared further.
        let signature = |polygon: &std::ops::Range<usize>| {
            let rings = &this.rings[polygon.clone()];
            let low = rings.iter().filter(|ring| ring.sound).flat_map(|ring| &this.vertices[ring.range.clone()]);
            low.map(|&vertex| node_key(vertex)).min()
        };
        let mut signed: Vec<_> = polygons
            .into_par_iter()
            .filter_map(|polygon| signature(&polygon).map(|low| (low, polygon.start, polygon.end)))
            .collect();
        signed.par_sort_unstable();
        let keys = |start: usize, end: usize| {
            let segments = this.rings[start..end].iter().flat_map(|ring| this.of_ring(ring));
            let mut keys: Vec<_> = segments
                .map(|segment| {
                    let (a, b) = this.ends(segment);
                    (node_key(a).min(node_key(b)), node_key(a).max(node_key(b)))
                })
                .collect();
            keys.sort_unstable();
            keys
        };
        let mut duplicates: Vec<(usize, usize, usize)> = Vec::new();
        for run in signed.chunk_by(|a, b| a.0 == b.0).filter(|run| run.len() > 1) {
            let mut first_of = FxHashMap::default();
            for &(_, start, end) in run {
                match first_of.entry(keys(start, end)) {
                    std::collections::hash_map::Entry::Occupied(first) => duplicates.push((start, end, *first.get())),
                    std::collections::hash_map::Entry::Vacant(entry) => {
                        entry.insert(start);
                    }
                }
            }
        }
        duplicates.sort_unstable();
        let ring = |index: usize| -> FaceRing { self.rings[index].at };
        let defects = duplicates
            .iter()
            .map(|&(start, _, first)| Defect::Duplicate {
                first: ring(first),
                second: ring(start),
                at: self.vertices[self.rings[start].range.start],
            })
            .collect();
        for (start, end, _) in duplicates {
            self.rings[start..end].iter_mut().for_each(|ring| ring.sound = false);
        }
        defects
    }

    fn enter(&mut self) {
        let sound = self.rings.iter().filter(|ring| ring.sound).flat_map(|ring| &self.vertices[ring.range.clone()]);
        let start = (Coord { x: f64::MAX, y: f64::MAX }, Coord { x: f64::MIN, y: f64::MIN });
        let (low, high) = sound.fold(start, |(low, high), v| {
            let low = Coord { x: low.x.min(v.x), y: low.y.min(v.y) };
            (low, Coord { x: high.x.max(v.x), y: high.y.max(v.y) })
        });
        let extent = (high.x - low.x).max(high.y - low.y);
        self.squares = (low, if extent > 0.0 { SQUARES / extent } else { 0.0 });
        let this = &*self;
        let chunk = this.rings.len() / 32 + 1;
        let spread: Vec<Vec<Vec<Entry>>> = this
            .rings
            .par_chunks(chunk)
            .enumerate()
            .map(|(index, rings)| {
                let mut buckets = vec![Vec::new(); BUCKETS];
                for (ring, number) in rings.iter().zip((index * chunk) as u32..) {
                    for segment in this.of_ring(ring) {
                        let entry = this.entry(segment, number);
                        buckets[this.bucket(segment)].push(entry);
                    }
                }
                buckets
            })
            .collect();
        self.buckets = (0..BUCKETS)
            .into_par_iter()
            .map(|bucket| {
                let mut entries: Vec<Entry> = Vec::with_capacity(spread.iter().map(|part| part[bucket].len()).sum());
                spread.iter().for_each(|part| entries.extend_from_slice(&part[bucket]));
                entries.sort_unstable();
                entries
            })
            .collect();
    }

    fn match_up(&mut self) {
        let this = &*self;
        let of_bucket = |bucket: &Vec<Entry>| {
            let (mut distinct, mut free, mut doubled) = (Vec::new(), Vec::new(), Vec::new());
            for run in bucket.chunk_by(|a, b| a.hash | 1 == b.hash | 1) {
                if let [first, second] = run
                    && this.is_same(first.segment, second.segment)
                {
                    this.pair(first, second, &mut free, &mut doubled);
                    distinct.push(first.segment);
                    continue;
                }
                if let [only] = run {
                    distinct.push(only.segment);
                    free.push(only.segment);
                    continue;
                }
                this.crowd(run, &mut distinct, &mut free, &mut doubled);
            }
            (distinct, free, doubled)
        };
        let parts: Vec<_> = this.buckets.par_iter().map(of_bucket).collect();
        // Neighbours in a ring are neighbours in memory.
        let mut is_distinct = vec![false; self.vertices.len()];
        for (distinct, free, doubled) in parts {
            distinct.into_iter().for_each(|segment| is_distinct[segment as usize] = true);
            self.free.extend(free);
            self.doubled.extend(doubled);
        }
        self.distinct = (0u32..).zip(is_distinct).filter(|&(_, is)| is).map(|(segment, _)| segment).collect();
        self.free.sort_unstable();
        self.doubled.sort_unstable();
    }

    /// Two equal segments: one face on each side, or else both are free.
    fn pair(&self, a: &Entry, b: &Entry, free: &mut Vec<u32>, doubled: &mut Vec<(u32, u32)>) {
        if self.rings[a.ring as usize].at.face == self.rings[b.ring as usize].at.face {
            doubled.push((a.segment.min(b.segment), a.segment.max(b.segment)));
        }
        if a.hash == b.hash {
            free.extend([a.segment, b.segment]);
        }
    }

    /// Three segments or more, or such as only have the hash in common: those of them that are free.
    fn crowd(&self, run: &[Entry], distinct: &mut Vec<u32>, free: &mut Vec<u32>, doubled: &mut Vec<(u32, u32)>) {
        let mut rest: Vec<Entry> = run.to_vec();
        while let Some(&first) = rest.first() {
            let (same, others): (Vec<Entry>, Vec<Entry>) =
                rest.iter().partition(|entry| self.is_same(first.segment, entry.segment));
            distinct.push(first.segment);
            let (mut left, mut right): (Vec<&Entry>, Vec<&Entry>) = same.iter().partition(|entry| entry.hash & 1 == 1);
            let matched = left.len().min(right.len());
            // What covers either side is the same whichever of them are taken as matched.
            free.extend(left.drain(matched..).chain(right.drain(matched..)).map(|entry| entry.segment));
            for (i, a) in same.iter().enumerate() {
                for b in &same[i + 1..] {
                    if self.face_of(a.segment) == self.face_of(b.segment) {
                        doubled.push((a.segment.min(b.segment), a.segment.max(b.segment)));
                    }
                }
            }
            rest = others;
        }
    }
}
