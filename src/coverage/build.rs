//! Polygons to arcs: intern the vertices, find the nodes, cut each ring at its nodes, and keep each arc once.

use std::collections::hash_map::Entry;

use geo_types::{Coord, LineString, MultiPolygon};
use rustc_hash::FxHashMap;

use super::arcs::FaceArcs;
use super::ring::{NodeKey, node_key};
use super::{ArcRef, Coverage, CoverageError, FaceRing};

/// Index of an interned vertex.
type VertexId = u32;

/// The vertices of all rings, each distinct one once.
#[derive(Default)]
struct Vertices {
    ids: FxHashMap<NodeKey, VertexId>,
    coords: Vec<Coord<f64>>,
}

impl Vertices {
    fn intern(&mut self, vertex: Coord<f64>) -> VertexId {
        match self.ids.entry(node_key(vertex)) {
            Entry::Occupied(entry) => *entry.get(),
            Entry::Vacant(entry) => {
                self.coords.push(vertex);
                *entry.insert(self.coords.len() as VertexId - 1)
            }
        }
    }
}

impl Coverage {
    /// Builds the arcs of polygons, one face for each.
    ///
    /// Rings may be wound either way and begin anywhere; repeated vertices are passed over. Segments that only one
    /// face has are free arcs: this builder does not judge whether they are the coast or a defect.
    ///
    /// # Errors
    /// A vertex that is not finite, a ring of fewer than three distinct vertices, or two faces on the same side of a
    /// segment.
    pub fn from_polygons(faces: &[MultiPolygon<f64>]) -> Result<Self, CoverageError> {
        let mut vertices = Vertices::default();
        let mut rings: Vec<Vec<VertexId>> = Vec::new();
        for (face, polygons) in faces.iter().enumerate() {
            for (polygon, shape) in polygons.iter().enumerate() {
                for (ring, line) in std::iter::once(shape.exterior()).chain(shape.interiors()).enumerate() {
                    let at = FaceRing { face: face as u32, polygon: polygon as u32, ring: ring as u32 };
                    rings.push(intern_ring(&mut vertices, line, at)?);
                }
            }
        }
        let is_node = nodes(&rings, vertices.coords.len());
        let mut cutter = Cutter { is_node: &is_node, arcs: Vec::new(), by_segment: FxHashMap::default() };
        let mut rings = rings.into_iter().map(|ring| cutter.cut(ring));
        let face_arcs: Vec<FaceArcs> = faces
            .iter()
            .map(|polygons| {
                polygons.iter().map(|shape| rings.by_ref().take(1 + shape.interiors().len()).collect()).collect()
            })
            .collect();
        drop(rings);
        let arcs: Vec<Vec<Coord<f64>>> = cutter
            .arcs
            .iter()
            .map(|arc| arc.iter().map(|&vertex| vertices.coords[vertex as usize]).collect())
            .collect();
        Self::from_arcs(&arcs, &face_arcs)
    }
}

/// A ring as vertex indexes, open (the last is not the first again) and without repeats in a row.
fn intern_ring(vertices: &mut Vertices, line: &LineString<f64>, at: FaceRing) -> Result<Vec<VertexId>, CoverageError> {
    let mut ring: Vec<VertexId> = Vec::with_capacity(line.0.len());
    for (index, &vertex) in line.0.iter().enumerate() {
        if !(vertex.x.is_finite() && vertex.y.is_finite()) {
            return Err(CoverageError::NotFinite { at, vertex: index, x: vertex.x, y: vertex.y });
        }
        let id = vertices.intern(vertex);
        if ring.last() != Some(&id) {
            ring.push(id);
        }
    }
    while ring.len() > 1 && ring.first() == ring.last() {
        ring.pop();
    }
    // Without repeats in a row, two distinct vertices can only take turns.
    if ring.len() < 3 || ring.iter().zip(ring.iter().skip(2)).all(|(a, b)| a == b) {
        return Err(CoverageError::RingTooShort { at, distinct: ring.len().min(2) });
    }
    Ok(ring)
}

/// For each vertex, whether other than two distinct segments meet there.
fn nodes(rings: &[Vec<VertexId>], vertices: usize) -> Vec<bool> {
    // Two neighbours of each vertex are remembered; a third distinct one makes it a node.
    const NONE: VertexId = VertexId::MAX;
    let mut seen = vec![[NONE; 2]; vertices];
    let mut is_node = vec![false; vertices];
    for ring in rings {
        for (i, &vertex) in ring.iter().enumerate() {
            let before = ring[(i + ring.len() - 1) % ring.len()];
            let after = ring[(i + 1) % ring.len()];
            for neighbour in [before, after] {
                let slots = &mut seen[vertex as usize];
                match slots.iter().position(|&slot| slot == neighbour || slot == NONE) {
                    Some(slot) => slots[slot] = neighbour,
                    None => is_node[vertex as usize] = true,
                }
            }
        }
    }
    // A spike: the ring turns back at a vertex that has a single neighbour.
    for (node, slots) in is_node.iter_mut().zip(&seen) {
        *node |= slots[1] == NONE;
    }
    is_node
}

/// Cuts rings into arcs and finds the arcs again when the ring on the other side comes.
struct Cutter<'a> {
    is_node: &'a [bool],
    arcs: Vec<Vec<VertexId>>,
    /// An arc by its first segment and by its last one reversed, so that both directions find it.
    by_segment: FxHashMap<(VertexId, VertexId), ArcRef>,
}

impl Cutter<'_> {
    fn cut(&mut self, mut ring: Vec<VertexId>) -> Vec<ArcRef> {
        // A ring without a node is one arc; it begins at its lowest vertex, so that its twin is found from there.
        let begin = ring.iter().position(|&vertex| self.is_node[vertex as usize]);
        let begin = begin.or_else(|| (0..ring.len()).min_by_key(|&i| ring[i])).unwrap_or(0);
        ring.rotate_left(begin);
        ring.push(ring[0]);
        let last = ring.len() - 1;
        let mut refs = Vec::new();
        let mut start = 0;
        for end in 1..=last {
            if end == last || self.is_node[ring[end] as usize] {
                refs.push(self.arc(&ring[start..=end]));
                start = end;
            }
        }
        refs
    }

    fn arc(&mut self, line: &[VertexId]) -> ArcRef {
        let last = line.len() - 1;
        if let Some(&arc) = self.by_segment.get(&(line[0], line[1])) {
            return arc;
        }
        let arc = ArcRef::forward(self.arcs.len());
        self.arcs.push(line.to_vec());
        self.by_segment.insert((line[0], line[1]), arc);
        self.by_segment.insert((line[last], line[last - 1]), arc.reversed());
        arc
    }
}
