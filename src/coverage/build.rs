//! Polygons to arcs: join the vertices, find the nodes, cut each ring at its nodes, and keep each arc once.

use geo_types::{Coord, MultiPolygon};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::join::{Extent, Joined, MOST_VERTICES, OpenRing, VertexId, join};
use super::{ArcColumns, ArcRef, Coverage, CoverageError, FaceId, FaceRing, Shapes};

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
        Self::from_shapes(&faces.iter().collect())
    }

    /// The same from shapes, on as many threads as there are.
    ///
    /// # Errors
    /// Those of [`Coverage::from_polygons`], and more vertices than 32 bits can number.
    pub fn from_shapes(shapes: &Shapes) -> Result<Self, CoverageError> {
        let all: Vec<FaceId> = (0..shapes.face_count() as FaceId).collect();
        Self::from_faces(shapes, &all)
    }

    /// The same from some of the shapes: face `i` of the coverage is face `faces[i]` of the shapes.
    ///
    /// # Errors
    /// Those of [`Coverage::from_shapes`]; faces are numbered as in the coverage.
    pub fn from_faces(shapes: &Shapes, faces: &[FaceId]) -> Result<Self, CoverageError> {
        let limit = MOST_VERTICES;
        if shapes.vertex_count() > limit {
            return Err(CoverageError::TooLarge { what: "vertices", limit });
        }
        let vertices = shapes.vertices();
        let open = |(number, &face): (usize, &FaceId)| open_rings(shapes, face, number as FaceId);
        let of_faces: Vec<Result<(Vec<OpenRing>, Extent), CoverageError>> =
            faces.par_iter().enumerate().map(open).collect();
        // Of several that fail the first is told, whichever thread came upon its own first.
        let of_faces: Vec<(Vec<OpenRing>, Extent)> = of_faces.into_iter().collect::<Result<_, _>>()?;
        let extent = of_faces.iter().fold(Extent::default(), |extent, face| extent.joined(face.1));
        let rings: Vec<OpenRing> = of_faces.into_iter().flat_map(|face| face.0).collect();
        let joined = join(vertices, &rings, extent);
        let pieces: Vec<Vec<Piece>> = rings.par_iter().map(|ring| cut(*ring, &joined)).collect();
        let (arcs, refs) = each_once(&pieces);
        let mut columns = ArcColumns {
            rings: pieces.iter().map(|ring| ring.len() as u32).collect(),
            refs,
            arcs: arcs.iter().map(|arc| arc.segments + 1).collect(),
            ..ArcColumns::default()
        };
        drop(joined);
        columns.vertices = lines(&arcs, vertices);
        for &face in faces {
            let before = columns.polygons.len();
            columns.polygons.extend(shapes.polygons(face).map(|rings| rings.count() as u32));
            columns.faces.push((columns.polygons.len() - before) as u32);
        }
        Self::from_columns(columns)
    }
}

/// The vertices of all arcs, one after the other, written by all threads.
fn lines(arcs: &[&Piece], vertices: &[Coord<f64>]) -> Vec<Coord<f64>> {
    const ARCS: usize = 1024;
    let length = |arcs: &[&Piece]| arcs.iter().map(|arc| arc.segments as usize + 1).sum::<usize>();
    let mut lines: Vec<Coord<f64>> = (0..length(arcs)).into_par_iter().map(|_| Coord::zero()).collect();
    let mut rest = lines.as_mut_slice();
    let mut jobs = Vec::with_capacity(arcs.len().div_ceil(ARCS));
    for arcs in arcs.chunks(ARCS) {
        let (place, after) = rest.split_at_mut(length(arcs));
        jobs.push((arcs, place));
        rest = after;
    }
    jobs.into_par_iter().for_each(|(arcs, place)| {
        let mut rest = place;
        for arc in arcs {
            let (own, after) = rest.split_at_mut(arc.segments as usize + 1);
            arc.write(vertices, own);
            rest = after;
        }
    });
    lines
}

/// The rings of a face, checked, and what they span; `number` is what an error calls it.
fn open_rings(shapes: &Shapes, face: FaceId, number: FaceId) -> Result<(Vec<OpenRing>, Extent), CoverageError> {
    let vertices = shapes.vertices();
    let mut extent = Extent::default();
    let ring = |(polygon, ring, range): (u32, u32, std::ops::Range<usize>)| {
        let at = FaceRing { face: number, polygon, ring };
        let line = &vertices[range.clone()];
        // All are looked at, without stopping at the first, so that several are compared at once.
        let mut finite = true;
        for v in line {
            finite &= v.x.is_finite() & v.y.is_finite();
            extent.add(*v);
        }
        if !finite && let Some(vertex) = line.iter().position(|v| !(v.x.is_finite() && v.y.is_finite())) {
            return Err(CoverageError::NotFinite { at, vertex, x: line[vertex].x, y: line[vertex].y });
        }
        let second = line.iter().find(|v| **v != line[0]);
        let third = second.and_then(|second| line.iter().find(|v| *v != second && **v != line[0]));
        if third.is_none() {
            let distinct = usize::from(!line.is_empty()) + usize::from(second.is_some());
            return Err(CoverageError::RingTooShort { at, distinct });
        }
        let repeats = line.iter().rev().take_while(|v| **v == line[0]).count();
        Ok(OpenRing { start: range.start as VertexId, end: (range.end - repeats) as VertexId })
    };
    let rings = shapes.ring_ranges(face).map(ring).collect::<Result<_, _>>()?;
    Ok((rings, extent))
}

/// A part of a ring between two nodes, or a whole ring that has none.
#[derive(Clone, Copy)]
struct Piece {
    ring: OpenRing,
    start: VertexId,
    segments: u32,
    /// The first two places, and the last two from the end: either names the piece, as one of its two directions.
    ends: [(VertexId, VertexId); 2],
}

impl Piece {
    /// Writes its vertices in order: the steps by which it was cut, from the vertices, for what was joined is freed by now.
    fn write(self, vertices: &[Coord<f64>], to: &mut [Coord<f64>]) {
        let mut at = self.start;
        for place in to {
            // -0 and 0 are the same place; 0 is written.
            *place = vertices[at as usize] + Coord { x: 0.0, y: 0.0 };
            at = self.ring.after(vertices, at);
        }
    }
}

fn cut(ring: OpenRing, joined: &Joined) -> Vec<Piece> {
    let around = || ring.start..ring.end;
    let after = |at| joined.after(ring, at);
    // A ring without a node is one arc; it begins at its lowest place, so that its twin is found from there.
    // Of repeats in a row this takes the first one, which is also where `after` lands when it comes around.
    let begin = around().find(|&at| joined.is_node(at)).or_else(|| around().min_by_key(|&at| (joined.first(at), at)));
    let begin = begin.unwrap_or(ring.start);
    let mut pieces = Vec::new();
    let mut start = begin;
    loop {
        let second = after(start);
        let (mut before, mut end, mut segments) = (start, second, 1);
        while end != begin && !joined.is_node(end) {
            before = end;
            end = after(end);
            segments += 1;
        }
        let place = |at| joined.first(at);
        let ends = [(place(start), place(second)), (place(end), place(before))];
        pieces.push(Piece { ring, start, segments, ends });
        if end == begin {
            return pieces;
        }
        start = end;
    }
}

/// The pieces, those of two rings once, in the order in which they first come, and each ring as references to them.
fn each_once(rings: &[Vec<Piece>]) -> (Vec<&Piece>, Vec<ArcRef>) {
    let mut arcs: Vec<&Piece> = Vec::new();
    let count = rings.iter().map(Vec::len).sum();
    // Most arcs are of two rings, and have two ends.
    let mut by_end: FxHashMap<(VertexId, VertexId), ArcRef> =
        FxHashMap::with_capacity_and_hasher(count, rustc_hash::FxBuildHasher);
    let mut refs = Vec::with_capacity(count);
    for piece in rings.iter().flatten() {
        let [first, last] = piece.ends;
        let arc = *by_end.entry(first).or_insert_with(|| {
            arcs.push(piece);
            ArcRef::forward(arcs.len() - 1)
        });
        if arc == ArcRef::forward(arcs.len() - 1) {
            by_end.insert(last, arc.reversed());
        }
        refs.push(arc);
    }
    (arcs, refs)
}
