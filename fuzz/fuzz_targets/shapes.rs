//! Small shapes out of bytes: vertices on a grid of 16 by 16, so that they meet, cross and repeat.

use geo_types::Coord;
use maillage::coverage::Shapes;

/// A byte below 16 ends a ring, below 8 a polygon, below 4 a face; others are a vertex with the byte after them.
pub fn shapes(bytes: &[u8]) -> Shapes {
    let mut shapes = Shapes::new();
    let (mut vertices, mut rings, mut polygons) = (0, 0, 0);
    let mut bytes = bytes.iter();
    while let Some(&byte) = bytes.next() {
        if byte >= 16 {
            let Some(&other) = bytes.next() else { break };
            shapes.push_vertex(Coord { x: f64::from(byte % 16), y: f64::from(other % 16) });
            vertices += 1;
            continue;
        }
        if vertices > 0 {
            shapes.end_ring();
            (vertices, rings) = (0, rings + 1);
        }
        if byte < 8 && rings > 0 {
            shapes.end_polygon();
            (rings, polygons) = (0, polygons + 1);
        }
        if byte < 4 && polygons > 0 {
            shapes.end_face();
            polygons = 0;
        }
    }
    shapes.abandon_face();
    shapes
}
