//! Polygons as well-known binary: ISO, little-endian, always a multipolygon.

use geo_types::{LineString, MultiPolygon};

/// Byte order mark of little-endian numbers.
const LITTLE: u8 = 1;

/// Adds the geometry to `bytes`.
pub(in crate::formats) fn write(bytes: &mut Vec<u8>, shape: &MultiPolygon<f64>) {
    let vertices: usize = shape.iter().map(|polygon| polygon.exterior().0.len()).sum();
    bytes.reserve(9 + 16 * vertices);
    header(bytes, super::MULTI_POLYGON, shape.0.len());
    for polygon in shape {
        header(bytes, super::POLYGON, 1 + polygon.interiors().len());
        ring(bytes, polygon.exterior());
        polygon.interiors().iter().for_each(|hole| ring(bytes, hole));
    }
}

fn header(bytes: &mut Vec<u8>, kind: u32, parts: usize) {
    bytes.push(LITTLE);
    bytes.extend(kind.to_le_bytes());
    bytes.extend((parts as u32).to_le_bytes());
}

fn ring(bytes: &mut Vec<u8>, line: &LineString<f64>) {
    bytes.extend((line.0.len() as u32).to_le_bytes());
    for vertex in line {
        bytes.extend(vertex.x.to_le_bytes());
        bytes.extend(vertex.y.to_le_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::collect::Collector;
    use geo_types::polygon;

    #[test]
    fn what_is_written_is_read_back_vertex_by_vertex() {
        let square = polygon!(exterior: [(x: 0., y: 0.), (x: 9., y: 0.), (x: 9., y: 9.), (x: 0., y: 9.)],
            interiors: [[(x: 3., y: 3.), (x: 3., y: 6.), (x: 6., y: 6.)]]);
        let triangle = polygon![(x: 20., y: 0.1), (x: 21., y: 0.), (x: 20., y: 1.)];
        let shape = MultiPolygon(vec![square, triangle]);
        let (mut bytes, mut into) = (Vec::new(), Collector::default());
        write(&mut bytes, &shape);
        super::super::read_feature(&bytes, &mut into).unwrap();
        assert_eq!(into.shapes.face(0), shape);
    }
}
