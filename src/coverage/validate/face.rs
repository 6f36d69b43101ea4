//! Rules of faces: those of OGC Simple Features for polygons.

use std::collections::BTreeMap;

use geo::coordinate_position::CoordPos;
use geo::kernels::Orientation;
use geo_types::Coord;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::Defect;
use super::rings::Ring;
use super::segments::{SegmentMeeting, Segments};
use crate::arrangement::{Meeting, orientation, position};
use crate::ring::{NodeKey, node_key};
use crate::{FaceId, FaceRing, Shapes};

/// A place where a ring passes: the vertices before and after it.
#[derive(Debug, Clone, Copy)]
struct Passage {
    ring: usize,
    before: Coord<f64>,
    after: Coord<f64>,
}

/// Defects of faces, in their order.
pub(super) fn check(shapes: &Shapes, segments: &Segments, meetings: &[SegmentMeeting]) -> Vec<Defect> {
    let mut within: FxHashMap<FaceId, Vec<(u32, u32, Meeting)>> = FxHashMap::default();
    for &SegmentMeeting { segments: (a, b), meeting } in meetings {
        for &a in &segments.uses(a) {
            for &b in &segments.uses(b) {
                if segments.face_of(a) == segments.face_of(b) {
                    within.entry(segments.face_of(a)).or_default().push((a.min(b), a.max(b), meeting));
                }
            }
        }
    }
    for &(a, b) in &segments.doubled {
        let (from, to) = segments.ends(a);
        within.entry(segments.face_of(a)).or_default().push((a, b, Meeting::Overlap(from, to)));
    }
    within.values_mut().for_each(|found| found.sort_unstable_by_key(|&(a, b, _)| (a, b)));
    let faces: Vec<&[Ring]> = segments.rings().chunk_by(|a, b| a.at.face == b.at.face).collect();
    let none = Vec::new();
    let of_face = |rings: &&[Ring]| {
        let met = rings.first().and_then(|ring| within.get(&ring.at.face)).unwrap_or(&none);
        Face { shapes, segments, rings }.check(met)
    };
    faces.par_iter().flat_map_iter(of_face).collect()
}

/// A face under judgement.
struct Face<'a> {
    shapes: &'a Shapes,
    segments: &'a Segments<'a>,
    rings: &'a [Ring],
}

impl Face<'_> {
    fn check(&self, met: &[(u32, u32, Meeting)]) -> Vec<Defect> {
        let mut defects = Vec::new();
        let mut touches = self.vertices_met_twice();
        self.crossings(met, &mut touches, &mut defects);
        for (at, passages) in touches.values() {
            self.touch(*at, passages, &mut defects);
        }
        let crossed = defects.iter().any(|defect| matches!(defect, Defect::RingCrossing { .. }));
        if !crossed && self.rings.len() > 1 {
            let whole = defects.is_empty();
            self.nesting(&mut defects);
            if whole {
                self.cuts(&touches, &mut defects);
            }
        }
        defects
    }

    fn number_of(&self, segment: u32) -> usize {
        self.rings.partition_point(|ring| ring.range.end <= segment as usize)
    }

    fn id(&self, ring: usize) -> FaceRing {
        self.rings[ring].at
    }

    /// Vertices where rings of the face pass more than once.
    fn vertices_met_twice(&self) -> BTreeMap<NodeKey, (Coord<f64>, Vec<Passage>)> {
        let total: usize = self.rings.iter().map(|ring| ring.range.len()).sum();
        // A table of its own: a hash map for each face takes three times as long.
        let size = (2 * total).next_power_of_two();
        let mut table: Vec<u32> = vec![u32::MAX; size];
        let mut met: Vec<(u32, u32)> = Vec::new();
        for segment in self.rings.iter().flat_map(|ring| self.segments.of_ring(ring)) {
            let vertex = self.segments.ends(segment).0;
            let (x, y) = node_key(vertex);
            let hash = (x.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ y.rotate_left(29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            let mut slot = (hash >> 32) as usize & (size - 1);
            while table[slot] != u32::MAX {
                if self.segments.ends(table[slot]).0 == vertex {
                    met.push((table[slot], segment));
                    break;
                }
                slot = (slot + 1) & (size - 1);
            }
            if table[slot] == u32::MAX {
                table[slot] = segment;
            }
        }
        met.sort_unstable();
        let mut touches: BTreeMap<NodeKey, (Coord<f64>, Vec<Passage>)> = BTreeMap::new();
        for (first, segment) in met {
            let at = self.segments.ends(first).0;
            let (_, passages) = touches.entry(node_key(at)).or_insert_with(|| (at, vec![self.passage(first)]));
            passages.push(self.passage(segment));
        }
        touches
    }

    /// How a ring passes at the first vertex of a segment.
    fn passage(&self, segment: u32) -> Passage {
        let (at, after) = self.segments.ends(segment);
        let ring = self.number_of(segment);
        let vertices = &self.shapes.vertices()[self.rings[ring].range.clone()];
        let index = segment as usize - self.rings[ring].range.start;
        let before = (1..vertices.len()).map(|back| vertices[(index + vertices.len() - back) % vertices.len()]);
        Passage { ring, before: before.into_iter().find(|&vertex| vertex != at).unwrap_or(after), after }
    }

    /// Crossings told; ends of segments that lie on others go to the touches.
    fn crossings(
        &self,
        met: &[(u32, u32, Meeting)],
        touches: &mut BTreeMap<NodeKey, (Coord<f64>, Vec<Passage>)>,
        defects: &mut Vec<Defect>,
    ) {
        let mut lying: FxHashSet<(usize, usize)> = FxHashSet::default();
        let mut passing: FxHashSet<(NodeKey, u32)> = FxHashSet::default();
        for &(a, b, meeting) in met {
            let (ring, other) = (self.number_of(a), self.number_of(b));
            match meeting {
                Meeting::Cross(at) => {
                    defects.push(Defect::RingCrossing { ring: self.id(ring), other: self.id(other), at });
                }
                // Rings that lie on each other do so for a long way.
                Meeting::Overlap(at, _) => {
                    if lying.insert((ring, other)) {
                        defects.push(Defect::RingCrossing { ring: self.id(ring), other: self.id(other), at });
                    }
                }
                Meeting::Touch(at) => {
                    let entry = touches.entry(node_key(at)).or_insert_with(|| (at, Vec::new()));
                    for segment in [a, b] {
                        let (from, to) = self.segments.ends(segment);
                        if from != at && to != at {
                            if passing.insert((node_key(at), segment)) {
                                let ring = self.number_of(segment);
                                entry.1.push(Passage { ring, before: from, after: to });
                            }
                        } else if !entry.1.iter().any(|passage| passage.before == from || passage.after == to) {
                            let first = if from == at { segment } else { self.following(segment) };
                            entry.1.push(self.passage(first));
                        }
                    }
                }
            }
        }
    }

    /// The segment after one, in its ring.
    fn following(&self, segment: u32) -> u32 {
        let end = self.segments.ends(segment).1;
        let ring = &self.rings[self.number_of(segment)];
        let mut after = self.segments.of_ring(ring).filter(|&other| other > segment);
        let first = self.segments.of_ring(ring).next();
        after.find(|&other| self.segments.ends(other).0 == end).or(first).unwrap_or(segment)
    }

    fn touch(&self, at: Coord<f64>, passages: &[Passage], defects: &mut Vec<Defect>) {
        for (i, a) in passages.iter().enumerate() {
            for b in &passages[i + 1..] {
                if a.ring == b.ring {
                    defects.push(Defect::SelfTouch { ring: self.id(a.ring), at });
                } else if cross(at, a, b) {
                    defects.push(Defect::RingCrossing { ring: self.id(a.ring), other: self.id(b.ring), at });
                }
            }
        }
    }

    /// Holes outside their exterior or within another, polygons within another.
    fn nesting(&self, defects: &mut Vec<Defect>) {
        let extents: Vec<[f64; 4]> = self.rings.iter().map(|ring| self.extent(ring)).collect();
        let holds = |outer: usize, inner: usize| {
            let (o, i) = (extents[outer], extents[inner]);
            o[0] <= i[0] && o[1] <= i[1] && i[2] <= o[2] && i[3] <= o[3]
        };
        let inside = |inner: usize, outer: usize| holds(outer, inner) && self.is_inside(inner, outer);
        let mut shell_of = vec![0; self.rings.len()];
        for ring in 0..self.rings.len() {
            shell_of[ring] = if self.id(ring).ring == 0 || ring == 0 { ring } else { shell_of[ring - 1] };
        }
        for ring in (0..self.rings.len()).filter(|&ring| self.rings[ring].sound) {
            let at = self.shapes.vertices()[self.rings[ring].range.start];
            let shell = shell_of[ring];
            if shell != ring {
                if self.rings[shell].sound && (!holds(shell, ring) || self.is_outside(ring, shell)) {
                    defects.push(Defect::HoleOutside { ring: self.id(ring), at });
                }
                let others = (0..self.rings.len()).filter(|&o| o != ring && o != shell && shell_of[o] == shell);
                for other in others.filter(|&other| self.rings[other].sound && inside(ring, other)) {
                    defects.push(Defect::Nested { ring: self.id(ring), other: self.id(other), at });
                }
            } else {
                let shells = (0..self.rings.len()).filter(|&o| o != ring && shell_of[o] == o && self.rings[o].sound);
                for other in shells.filter(|&other| inside(ring, other)) {
                    let holes = (0..self.rings.len()).filter(|&o| o != other && shell_of[o] == other);
                    if !holes.into_iter().any(|hole| self.rings[hole].sound && inside_or_on(self, ring, hole, &holds)) {
                        defects.push(Defect::Nested { ring: self.id(ring), other: self.id(other), at });
                    }
                }
            }
        }
    }

    fn extent(&self, ring: &Ring) -> [f64; 4] {
        let start = [f64::MAX, f64::MAX, f64::MIN, f64::MIN];
        self.shapes.vertices()[ring.range.clone()]
            .iter()
            .fold(start, |e, v| [e[0].min(v.x), e[1].min(v.y), e[2].max(v.x), e[3].max(v.y)])
    }

    /// Where the first vertex of a ring that is not on another lies in it.
    fn position(&self, inner: usize, outer: usize) -> CoordPos {
        let vertices = &self.shapes.vertices()[self.rings[inner].range.clone()];
        let positions = vertices.iter().map(|&vertex| {
            position(vertex, self.segments.of_ring(&self.rings[outer]).map(|segment| self.segments.ends(segment)))
        });
        positions.into_iter().find(|&position| position != CoordPos::OnBoundary).unwrap_or(CoordPos::OnBoundary)
    }

    fn is_inside(&self, inner: usize, outer: usize) -> bool {
        self.position(inner, outer) == CoordPos::Inside
    }

    fn is_outside(&self, inner: usize, outer: usize) -> bool {
        self.position(inner, outer) == CoordPos::Outside
    }

    /// Rings that touch each other so that the inside of their polygon is in pieces: a cycle of rings and places.
    fn cuts(&self, touches: &BTreeMap<NodeKey, (Coord<f64>, Vec<Passage>)>, defects: &mut Vec<Defect>) {
        let mut group: Vec<usize> = (0..self.rings.len()).collect();
        for (at, passages) in touches.values() {
            let mut rings: Vec<usize> = passages.iter().map(|passage| passage.ring).collect();
            rings.sort_unstable();
            rings.dedup();
            for rings in rings.chunk_by(|&a, &b| self.id(a).polygon == self.id(b).polygon) {
                for pair in rings.windows(2) {
                    let (from, to) = (group[pair[1]], group[pair[0]]);
                    if from == to {
                        let ring = FaceRing { ring: 0, ..self.id(pair[0]) };
                        defects.push(Defect::CutInside { ring, at: *at });
                    }
                    group.iter_mut().filter(|group| **group == from).for_each(|group| *group = to);
                }
            }
        }
    }
}

fn inside_or_on(face: &Face, inner: usize, hole: usize, holds: &impl Fn(usize, usize) -> bool) -> bool {
    holds(hole, inner) && !face.is_outside(inner, hole)
}

/// Whether two passages through a place cross there, rather than touch.
fn cross(at: Coord<f64>, a: &Passage, b: &Passage) -> bool {
    let between = |vertex| is_between(at, a.before, a.after, vertex);
    match (between(b.before), between(b.after)) {
        (Some(before), Some(after)) => before != after,
        // One runs along the other for a while: that is told as such.
        _ => false,
    }
}

/// Whether a direction out of `at` lies strictly between two others, counter-clockwise; none if it is one of them.
fn is_between(at: Coord<f64>, from: Coord<f64>, to: Coord<f64>, vertex: Coord<f64>) -> Option<bool> {
    use Orientation::{Collinear, CounterClockwise};
    let ahead = |a: Coord<f64>, b: Coord<f64>| (a.x - at.x) * (b.x - at.x) + (a.y - at.y) * (b.y - at.y) > 0.0;
    let (left, right) = (orientation(at, from, vertex), orientation(at, to, vertex));
    if (left == Collinear && ahead(from, vertex)) || (right == Collinear && ahead(to, vertex)) {
        return None;
    }
    Some(match orientation(at, from, to) {
        CounterClockwise => left == CounterClockwise && right == Orientation::Clockwise,
        Orientation::Clockwise => !(right == CounterClockwise && left == Orientation::Clockwise),
        Collinear => left == CounterClockwise,
    })
}
