//! The polygons of many faces as four columns: what readers fill and the engine takes in.
//!
//! A `MultiPolygon` for each of 35,000 faces is a hundred thousand allocations; columns are four, and threads can
//! fill their own and [append](Shapes::append) them.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};

use super::FaceId;

/// Polygons of many faces, in order. A face may have no polygon (a feature without geometry).
///
/// Each column holds where its runs *end* in the column below, so an empty one costs nothing. Rings are held as they
/// were pushed: closed or not, wound either way, repeats included.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Shapes {
    vertices: Vec<Coord<f64>>,
    ring_ends: Vec<u32>,
    polygon_ends: Vec<u32>,
    face_ends: Vec<u32>,
}

impl Shapes {
    /// No face.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a vertex to the ring being written.
    #[inline]
    pub fn push_vertex(&mut self, vertex: Coord<f64>) {
        self.vertices.push(vertex);
    }

    /// The vertices of the ring being written.
    pub fn open_ring(&self) -> &[Coord<f64>] {
        &self.vertices[self.ring_ends.last().map_or(0, |&end| end as usize)..]
    }

    /// Takes back the vertices of the ring being written.
    pub fn abandon_ring(&mut self) {
        self.vertices.truncate(self.ring_ends.last().map_or(0, |&end| end as usize));
    }

    /// Ends the ring being written. The first ring of a polygon is its exterior.
    pub fn end_ring(&mut self) {
        self.ring_ends.push(self.vertices.len() as u32);
    }

    /// Ends the polygon being written.
    pub fn end_polygon(&mut self) {
        self.polygon_ends.push(self.ring_ends.len() as u32);
    }

    /// Ends the face being written.
    pub fn end_face(&mut self) {
        self.face_ends.push(self.polygon_ends.len() as u32);
    }

    /// Adds a whole ring.
    pub fn push_ring(&mut self, vertices: impl IntoIterator<Item = Coord<f64>>) {
        self.vertices.extend(vertices);
        self.end_ring();
    }

    /// Adds a whole face.
    pub fn push_face(&mut self, polygons: &MultiPolygon<f64>) {
        for polygon in polygons {
            for ring in std::iter::once(polygon.exterior()).chain(polygon.interiors()) {
                self.push_ring(ring.0.iter().copied());
            }
            self.end_polygon();
        }
        self.end_face();
    }

    /// Takes back what was pushed since the last face ended: a feature that turned out to be malformed.
    pub fn abandon_face(&mut self) {
        let polygons = self.face_ends.last().map_or(0, |&end| end as usize);
        self.polygon_ends.truncate(polygons);
        let rings = self.polygon_ends.last().map_or(0, |&end| end as usize);
        self.ring_ends.truncate(rings);
        self.abandon_ring();
    }

    /// Adds the faces of `other` after those here.
    pub fn append(&mut self, mut other: Self) {
        let (vertices, rings, polygons) =
            (self.vertices.len() as u32, self.ring_ends.len() as u32, self.polygon_ends.len() as u32);
        if self.vertices.capacity() == 0 {
            self.vertices = std::mem::take(&mut other.vertices);
        } else {
            self.vertices.append(&mut other.vertices);
        }
        self.ring_ends.extend(other.ring_ends.iter().map(|end| end + vertices));
        self.polygon_ends.extend(other.polygon_ends.iter().map(|end| end + rings));
        self.face_ends.extend(other.face_ends.iter().map(|end| end + polygons));
    }

    /// Number of faces, empty ones included.
    pub fn face_count(&self) -> usize {
        self.face_ends.len()
    }

    /// Number of vertices, the repeats included.
    pub fn vertex_count(&self) -> usize {
        self.vertices.len()
    }

    /// All vertices, ring after ring.
    pub fn vertices(&self) -> &[Coord<f64>] {
        &self.vertices
    }

    /// All vertices, to be moved one by one (another reference system).
    pub fn vertices_mut(&mut self) -> &mut [Coord<f64>] {
        &mut self.vertices
    }

    /// Makes room for more vertices.
    pub fn reserve_vertices(&mut self, additional: usize) {
        self.vertices.reserve(additional);
    }

    /// The polygons of a face: for each its rings, the exterior first, as slices of vertices.
    pub fn polygons(&self, face: FaceId) -> impl Iterator<Item = impl Iterator<Item = &[Coord<f64>]>> {
        run(&self.face_ends, face as usize).map(move |polygon| {
            run(&self.polygon_ends, polygon).map(move |ring| &self.vertices[run(&self.ring_ends, ring)])
        })
    }

    /// All rings of a face, over its polygons.
    pub fn rings_of(&self, face: FaceId) -> impl Iterator<Item = &[Coord<f64>]> {
        self.polygons(face).flatten()
    }

    /// Whether the face has no polygon.
    pub fn is_empty_face(&self, face: FaceId) -> bool {
        run(&self.face_ends, face as usize).is_empty()
    }

    /// A face as polygons of its own; rings come out closed.
    pub fn face(&self, face: FaceId) -> MultiPolygon<f64> {
        self.polygons(face)
            .map(|mut rings| {
                let exterior = rings.next().unwrap_or_default();
                Polygon::new(line(exterior), rings.map(line).collect())
            })
            .collect()
    }

    /// The faces named, in that order.
    pub fn select(&self, faces: &[FaceId]) -> Self {
        let mut selected = Self::new();
        for &face in faces {
            for rings in self.polygons(face) {
                for ring in rings {
                    selected.vertices.extend_from_slice(ring);
                    selected.end_ring();
                }
                selected.end_polygon();
            }
            selected.end_face();
        }
        selected
    }

    /// Range of each ring of `face` in [`Shapes::vertices`], with the indexes of its polygon and of itself there.
    pub(super) fn ring_ranges(&self, face: FaceId) -> impl Iterator<Item = (u32, u32, std::ops::Range<usize>)> {
        run(&self.face_ends, face as usize).enumerate().flat_map(move |(polygon, index)| {
            let rings = run(&self.polygon_ends, index).enumerate();
            rings.map(move |(ring, index)| (polygon as u32, ring as u32, run(&self.ring_ends, index)))
        })
    }
}

fn run(ends: &[u32], index: usize) -> std::ops::Range<usize> {
    let start = if index == 0 { 0 } else { ends[index - 1] };
    start as usize..ends[index] as usize
}

fn line(ring: &[Coord<f64>]) -> LineString<f64> {
    let mut line = LineString(ring.to_vec());
    line.close();
    line
}

impl<'a> FromIterator<&'a MultiPolygon<f64>> for Shapes {
    fn from_iter<T: IntoIterator<Item = &'a MultiPolygon<f64>>>(faces: T) -> Self {
        let mut shapes = Self::new();
        faces.into_iter().for_each(|face| shapes.push_face(face));
        shapes
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::polygon;

    fn faces() -> Vec<MultiPolygon<f64>> {
        let square = polygon!(exterior: [(x: 0., y: 0.), (x: 9., y: 0.), (x: 9., y: 9.), (x: 0., y: 9.)],
            interiors: [[(x: 3., y: 3.), (x: 3., y: 6.), (x: 6., y: 6.)]]);
        let triangle = polygon![(x: 20., y: 0.), (x: 21., y: 0.), (x: 20., y: 1.)];
        vec![MultiPolygon(vec![square.clone(), triangle.clone()]), MultiPolygon(vec![]), triangle.into()]
    }

    #[test]
    fn faces_come_back_as_they_were_pushed() {
        let faces = faces();
        let shapes: Shapes = faces.iter().collect();
        let back: Vec<_> = (0..3).map(|face| shapes.face(face)).collect();
        assert_eq!(back, faces);
        assert!(shapes.is_empty_face(1));
    }

    #[test]
    fn appended_shapes_are_those_pushed_one_after_the_other() {
        let faces = faces();
        let mut first: Shapes = faces[..1].iter().collect();
        first.append(faces[1..].iter().collect());
        assert_eq!(first, faces.iter().collect());
        assert_eq!(first.select(&[2, 0]), [&faces[2], &faces[0]].into_iter().collect());
    }

    #[test]
    fn an_abandoned_face_leaves_no_trace() {
        let faces = faces();
        let mut shapes: Shapes = faces.iter().collect();
        shapes.push_ring([Coord { x: 1.0, y: 1.0 }]);
        shapes.end_polygon();
        shapes.push_vertex(Coord { x: 2.0, y: 2.0 });
        shapes.abandon_face();
        assert_eq!(shapes, faces.iter().collect());
    }
}
