//! The coverage as arcs: vertices of each arc, the two faces beside it, and the rings of each face as arc references.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use rayon::prelude::*;

use super::{CoverageError, FaceRing};

/// Index of a face, in the order of the input.
pub type FaceId = u32;

/// An arc and the direction in which it is followed.
///
/// The integer is that of TopoJSON: `i` is arc `i` as stored, `!i` (that is `-i - 1`) is arc `i` from end to start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ArcRef(pub i32);

impl ArcRef {
    /// Arc `index`, as stored.
    pub fn forward(index: usize) -> Self {
        Self(index as i32)
    }

    /// Index of the arc, whichever the direction.
    #[inline]
    pub fn index(self) -> usize {
        (if self.0 < 0 { !self.0 } else { self.0 }) as usize
    }

    /// Whether the arc is followed from end to start.
    pub fn is_reversed(self) -> bool {
        self.0 < 0
    }

    /// The same arc in the other direction.
    pub fn reversed(self) -> Self {
        Self(!self.0)
    }
}

/// The faces on the two sides of an arc; `None` is the outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sides {
    /// Face on the left when the arc is followed as stored.
    pub left: Option<FaceId>,
    /// Face on the right.
    pub right: Option<FaceId>,
}

impl Sides {
    /// The two faces, when there is one on each side and they differ.
    #[inline]
    pub fn pair(self) -> Option<(FaceId, FaceId)> {
        match (self.left, self.right) {
            (Some(left), Some(right)) if left != right => Some((left, right)),
            _ => None,
        }
    }

    /// The only face, when the other side is outside.
    pub fn free(self) -> Option<FaceId> {
        match (self.left, self.right) {
            (Some(face), None) | (None, Some(face)) => Some(face),
            _ => None,
        }
    }
}

/// A set of polygons held as shared arcs. See the [folder's words](super).
///
/// Faces keep the order and number of the input; a face may be empty (a unit whose contour is unknown).
#[derive(Debug, Clone, Default)]
pub struct Coverage {
    vertices: Vec<Coord<f64>>,
    /// Where each arc starts in `vertices`, and one end more.
    arc_starts: Vec<u32>,
    /// What each arc [sweeps](swept).
    swept: Vec<f64>,
    sides: Vec<Sides>,
    /// Rings of all faces one after the other, each a run of `refs`.
    refs: Vec<ArcRef>,
    ring_starts: Vec<u32>,
    polygon_starts: Vec<u32>,
    face_starts: Vec<u32>,
}

/// The rings of a face as arc references: polygons, rings (exterior first), arcs.
pub type FaceArcs = Vec<Vec<Vec<ArcRef>>>;

/// Arcs and faces as columns of counts, which cost no allocation of their own.
#[derive(Debug, Clone, Default)]
pub struct ArcColumns {
    /// Vertices of all arcs, one arc after the other.
    pub vertices: Vec<Coord<f64>>,
    /// Number of vertices of each arc.
    pub arcs: Vec<u32>,
    /// Number of polygons of each face.
    pub faces: Vec<u32>,
    /// Number of rings of each polygon, exterior first.
    pub polygons: Vec<u32>,
    /// Number of arcs of each ring.
    pub rings: Vec<u32>,
    /// Arcs of all rings, one ring after the other.
    pub refs: Vec<ArcRef>,
}

/// Where each run begins, and one end more.
fn starts(counts: &[u32]) -> Vec<u32> {
    let mut end = 0;
    std::iter::once(0)
        .chain(counts.iter().map(|count| {
            end += count;
            end
        }))
        .collect()
}

impl Coverage {
    /// Assembles a coverage from arcs and, for each face, its rings as references to them.
    ///
    /// # Errors
    /// An arc of fewer than two vertices, a reference to no arc, a ring whose arcs do not follow each other, or two
    /// faces on the same side of an arc.
    pub fn from_arcs(arcs: &[Vec<Coord<f64>>], faces: &[FaceArcs]) -> Result<Self, CoverageError> {
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        let mut columns = ArcColumns {
            vertices: arcs.concat(),
            arcs: arcs.iter().map(|arc| count(arc.len())).collect(),
            ..ArcColumns::default()
        };
        for face in faces {
            columns.faces.push(count(face.len()));
            for polygon in face {
                columns.polygons.push(count(polygon.len()));
                for ring in polygon {
                    columns.rings.push(count(ring.len()));
                    columns.refs.extend(ring);
                }
            }
        }
        Self::from_columns(columns)
    }

    /// The same from columns.
    ///
    /// # Errors
    /// Those of [`Coverage::from_arcs`], and counts that do not add up to the columns they count.
    pub fn from_columns(columns: ArcColumns) -> Result<Self, CoverageError> {
        let ArcColumns { vertices, arcs, faces, polygons, rings, refs } = columns;
        for (what, number) in [("vertices", vertices.len()), ("arcs", refs.len()), ("faces", faces.len())] {
            let limit = i32::MAX as usize;
            if number > limit {
                return Err(CoverageError::TooLarge { what, limit });
            }
        }
        let adds_up = |counts: &[u32], whole: usize| counts.iter().map(|&count| count as usize).sum::<usize>() == whole;
        if !(adds_up(&arcs, vertices.len())
            && adds_up(&faces, polygons.len())
            && adds_up(&polygons, rings.len())
            && adds_up(&rings, refs.len()))
        {
            return Err(CoverageError::BrokenColumns);
        }
        if let Some(arc) = arcs.iter().position(|&length| length < 2) {
            return Err(CoverageError::ArcTooShort { arc });
        }
        let mut coverage = Self {
            vertices,
            sides: vec![Sides::default(); arcs.len()],
            arc_starts: starts(&arcs),
            swept: Vec::new(),
            refs: Vec::with_capacity(refs.len()),
            ring_starts: starts(&rings),
            polygon_starts: starts(&polygons),
            face_starts: starts(&faces),
        };
        coverage.swept = (0..coverage.arc_count()).into_par_iter().map(|arc| swept(coverage.arc(arc))).collect();
        let rings = coverage.checked_rings(&refs)?;
        // The face is on the left of its exterior when that turns counter-clockwise, and on the left of its holes
        // when they turn clockwise. Sources disagree about winding, so it is measured, not believed.
        let on_left: Vec<bool> =
            rings.par_iter().map(|(at, refs)| (coverage.twice_area(refs) > 0.0) == (at.ring == 0)).collect();
        for ((at, refs), on_left) in rings.into_iter().zip(on_left) {
            coverage.push_ring(at, refs, on_left)?;
        }
        Ok(coverage)
    }

    /// Each ring with its place and its arcs, which exist and follow each other.
    fn checked_rings<'a>(&self, refs: &'a [ArcRef]) -> Result<Vec<(FaceRing, &'a [ArcRef])>, CoverageError> {
        let of_face = |face: usize| {
            let mut rings = Vec::new();
            let polygons = self.face_starts[face]..self.face_starts[face + 1];
            for (polygon, index) in polygons.enumerate() {
                let of_polygon = self.polygon_starts[index as usize]..self.polygon_starts[index as usize + 1];
                for (ring, index) in of_polygon.enumerate() {
                    let at = FaceRing { face: face as u32, polygon: polygon as u32, ring: ring as u32 };
                    let range = self.ring_starts[index as usize]..self.ring_starts[index as usize + 1];
                    let refs = &refs[range.start as usize..range.end as usize];
                    rings.push(self.checked_ring(at, refs));
                }
            }
            rings
        };
        let of_faces: Vec<_> = (0..self.face_count()).into_par_iter().map(of_face).collect();
        of_faces.into_iter().flatten().collect()
    }

    fn checked_ring<'a>(&self, at: FaceRing, refs: &'a [ArcRef]) -> Result<(FaceRing, &'a [ArcRef]), CoverageError> {
        if let Some(arc) = refs.iter().find(|arc| arc.index() >= self.sides.len()) {
            return Err(CoverageError::UnknownArc { at, arc: arc.index(), arcs: self.sides.len() });
        }
        let follows = |(a, b): (&ArcRef, &ArcRef)| self.last(*a) == self.first(*b);
        if refs.is_empty() || !refs.iter().zip(refs.iter().cycle().skip(1)).all(follows) {
            return Err(CoverageError::BrokenRing { at });
        }
        Ok((at, refs))
    }

    /// Adds the next ring, turned so that its face is on the left.
    fn push_ring(&mut self, at: FaceRing, refs: &[ArcRef], on_left: bool) -> Result<(), CoverageError> {
        for &arc in refs {
            let sides = &mut self.sides[arc.index()];
            let side = if on_left != arc.is_reversed() { &mut sides.left } else { &mut sides.right };
            if let Some(first) = *side {
                let line = self.arc(arc.index());
                return Err(CoverageError::SameSide { first, second: at.face, from: line[0], to: line[1] });
            }
            *side = Some(at.face);
        }
        if on_left {
            self.refs.extend_from_slice(refs);
        } else {
            self.refs.extend(refs.iter().rev().map(|arc| arc.reversed()));
        }
        Ok(())
    }

    /// Number of faces, empty ones included.
    #[inline]
    pub fn face_count(&self) -> usize {
        self.face_starts.len().saturating_sub(1)
    }

    /// Number of arcs.
    pub fn arc_count(&self) -> usize {
        self.sides.len()
    }

    /// Number of vertices over all arcs; a node counts once for each arc that ends there.
    pub fn vertex_count(&self) -> usize {
        self.vertices.len()
    }

    /// Vertices of an arc, as stored.
    #[inline]
    pub fn arc(&self, index: usize) -> &[Coord<f64>] {
        &self.vertices[self.arc_starts[index] as usize..self.arc_starts[index + 1] as usize]
    }

    /// The faces beside an arc.
    #[inline]
    pub fn sides(&self, index: usize) -> Sides {
        self.sides[index]
    }

    /// The polygons of a face, each a list of rings (exterior first), each a run of arcs with the face on the left.
    pub fn polygons(&self, face: FaceId) -> impl Iterator<Item = impl Iterator<Item = &[ArcRef]>> {
        let polygons = self.face_starts[face as usize]..self.face_starts[face as usize + 1];
        polygons.map(move |polygon| {
            let rings = self.polygon_starts[polygon as usize]..self.polygon_starts[polygon as usize + 1];
            rings.map(move |ring| {
                let refs = self.ring_starts[ring as usize]..self.ring_starts[ring as usize + 1];
                &self.refs[refs.start as usize..refs.end as usize]
            })
        })
    }

    /// All arcs of a face, in the order of its rings, with the face on the left.
    #[inline]
    pub fn arcs_of(&self, face: FaceId) -> &[ArcRef] {
        let first = self.polygon_starts[self.face_starts[face as usize] as usize];
        let last = self.polygon_starts[self.face_starts[face as usize + 1] as usize];
        &self.refs[self.ring_starts[first as usize] as usize..self.ring_starts[last as usize] as usize]
    }

    /// Whether the face has no polygon.
    pub fn is_empty_face(&self, face: FaceId) -> bool {
        self.arcs_of(face).is_empty()
    }

    /// The face as polygons: exteriors counter-clockwise, holes clockwise, each ring closed.
    pub fn face(&self, face: FaceId) -> MultiPolygon<f64> {
        self.polygons(face)
            .map(|rings| {
                let mut rings = rings.map(|refs| LineString(self.line(refs)));
                let exterior = rings.next().unwrap_or_else(|| LineString(Vec::new()));
                Polygon::new(exterior, rings.collect())
            })
            .collect()
    }

    /// Vertices of arcs that follow each other, the ends that two in a row have in common once.
    pub(super) fn line(&self, refs: &[ArcRef]) -> Vec<Coord<f64>> {
        let mut line = Vec::with_capacity(self.most_vertices(refs));
        self.follow(refs, |vertex| line.push(vertex));
        line
    }

    /// Room for the vertices of arcs that follow each other: as many as [`Coverage::follow`] gives.
    pub(super) fn most_vertices(&self, refs: &[ArcRef]) -> usize {
        refs.iter().map(|arc| self.arc(arc.index()).len() - 1).sum::<usize>() + 1
    }

    /// Calls for each vertex of arcs that follow each other, the ends that two in a row have in common once. A ring's first vertex comes
    /// again at its end.
    #[inline]
    pub(super) fn follow(&self, refs: &[ArcRef], mut each: impl FnMut(Coord<f64>)) {
        for (at, arc) in refs.iter().enumerate() {
            let vertices = self.arc(arc.index());
            let skip = usize::from(at > 0);
            if arc.is_reversed() {
                vertices[..vertices.len() - skip].iter().rev().for_each(|&vertex| each(vertex));
            } else {
                vertices[skip..].iter().for_each(|&vertex| each(vertex));
            }
        }
    }

    /// First vertex of an arc in the direction of the reference.
    #[inline]
    pub(super) fn first(&self, arc: ArcRef) -> Coord<f64> {
        let vertices = self.arc(arc.index());
        if arc.is_reversed() { vertices[vertices.len() - 1] } else { vertices[0] }
    }

    /// Last vertex of an arc in the direction of the reference.
    pub(super) fn last(&self, arc: ArcRef) -> Coord<f64> {
        self.first(arc.reversed())
    }

    /// The vertex after the first, in the direction of the reference.
    pub(super) fn second(&self, arc: ArcRef) -> Coord<f64> {
        let vertices = self.arc(arc.index());
        if arc.is_reversed() { vertices[vertices.len() - 2] } else { vertices[1] }
    }

    /// Twice the signed planar area inside a closed run of arcs: positive when it turns counter-clockwise.
    pub(super) fn twice_area(&self, refs: &[ArcRef]) -> f64 {
        let Some(&start) = refs.first() else { return 0.0 };
        // Relative to the first vertex: products of whole coordinates would lose the digits that matter.
        let origin = self.first(start);
        let twice = |arc: &ArcRef| {
            let swept = self.swept[arc.index()];
            let chord = cross(self.first(*arc) - origin, self.last(*arc) - origin);
            chord + if arc.is_reversed() { -swept } else { swept }
        };
        refs.iter().map(twice).sum()
    }
}

/// Twice the signed planar area between a line and the chord from its end back to its start.
fn swept(line: &[Coord<f64>]) -> f64 {
    let start = line[0];
    line.windows(2).map(|pair| cross(pair[0] - start, pair[1] - start)).sum()
}

fn cross(a: Coord<f64>, b: Coord<f64>) -> f64 {
    a.x * b.y - b.x * a.y
}
