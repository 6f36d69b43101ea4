//! Polygons from well-known binary: both byte orders, ISO and extended (EWKB) dimensions.
//!
//! Every count is checked against the bytes that are left before anything is made of it.

mod write;

use super::collect::Collector;
use super::read_error::ReadError;
pub(super) use write::write;

const POLYGON: u32 = 3;
const MULTI_POLYGON: u32 = 6;
const COLLECTION: u32 = 7;
/// Collections in collections beyond this depth are refused.
const DEPTH: u32 = 8;
/// Flag of EWKB: vertices have a third coordinate.
const EWKB_Z: u32 = 0x8000_0000;
/// Flag of EWKB: vertices have a measure.
const EWKB_M: u32 = 0x4000_0000;
/// Flag of EWKB: a reference system stands before the content.
const EWKB_SRID: u32 = 0x2000_0000;

/// Reads one geometry as the whole of a feature. Parts that are not polygons are told and left out.
pub(super) fn read_feature(bytes: &[u8], into: &mut Collector) -> Result<(), ReadError> {
    let mut cursor = Cursor { bytes, at: 0, little: true };
    match geometry(&mut cursor, into, 0)? {
        None => into.end_feature(),
        Some(kind) => into.end_with_other(kind),
    }
    if cursor.at < bytes.len() {
        let feature = into.feature() - 1;
        return Err(ReadError::in_feature(feature, format!("WKB: {} bytes after its end", bytes.len() - cursor.at)));
    }
    Ok(())
}

/// Reads polygons; the name of another type if there is one.
fn geometry(cursor: &mut Cursor, into: &mut Collector, depth: u32) -> Result<Option<&'static str>, ReadError> {
    cursor.byte_order(into)?;
    let header = cursor.u32(into)?;
    let (kind, dimensions) = kind_and_dimensions(header).ok_or_else(|| unknown(into, header))?;
    if header & EWKB_SRID != 0 {
        cursor.u32(into)?;
    }
    if dimensions > 2 {
        into.third_coordinate();
    }
    match kind {
        POLYGON => {
            polygon(cursor, into, dimensions)?;
            Ok(None)
        }
        MULTI_POLYGON | COLLECTION if depth < DEPTH => {
            let count = cursor.count(into, 5, "parts")?;
            let mut other = None;
            for _ in 0..count {
                other = other.or(geometry(cursor, into, depth + 1)?);
            }
            Ok(other)
        }
        MULTI_POLYGON | COLLECTION => Err(into.malformed(format!("WKB: geometries nested over {DEPTH} deep"))),
        _ => {
            skip(cursor, into, kind, dimensions, depth)?;
            name(kind).map(Some).ok_or_else(|| unknown(into, header))
        }
    }
}

fn polygon(cursor: &mut Cursor, into: &mut Collector, dimensions: usize) -> Result<(), ReadError> {
    let rings = cursor.count(into, 4, "rings")?;
    for _ in 0..rings {
        let vertices = cursor.vertices(into, dimensions)?;
        let little = cursor.little;
        into.ring(vertices.chunks_exact(8 * dimensions).map(|vertex| {
            let (x, rest) = vertex.split_at(8);
            (number(x, little), number(&rest[..8], little))
        }))?;
    }
    into.end_polygon();
    Ok(())
}

/// Passes over points and lines, so that what is wrong after them is still found.
fn skip(cursor: &mut Cursor, into: &Collector, kind: u32, dimensions: usize, depth: u32) -> Result<(), ReadError> {
    match kind {
        1 => cursor.take(into, 8 * dimensions).map(|_| ()),
        2 => cursor.vertices(into, dimensions).map(|_| ()),
        4 | 5 if depth <= DEPTH => {
            for _ in 0..cursor.count(into, 5, "parts")? {
                cursor.byte_order(into)?;
                let header = cursor.u32(into)?;
                match kind_and_dimensions(header) {
                    Some((part, dimensions)) if part + 3 == kind => skip(cursor, into, part, dimensions, depth + 1)?,
                    _ => return Err(unknown(into, header)),
                }
            }
            Ok(())
        }
        _ => {
            // Curves, surfaces: of no use here, and nothing that follows is needed.
            cursor.at = cursor.bytes.len();
            Ok(())
        }
    }
}

fn unknown(into: &Collector, header: u32) -> ReadError {
    into.malformed(format!("WKB: no geometry has the type {header}"))
}

/// Type without its dimensions, and how many coordinates a vertex has.
fn kind_and_dimensions(header: u32) -> Option<(u32, usize)> {
    let flags = usize::from(header & EWKB_Z != 0) + usize::from(header & EWKB_M != 0);
    let kind = header & !(EWKB_Z | EWKB_M | EWKB_SRID);
    let iso = match kind / 1000 {
        0 => 0,
        1 | 2 => 1,
        3 => 2,
        _ => return None,
    };
    Some((kind % 1000, 2 + flags.max(iso)))
}

fn name(kind: u32) -> Option<&'static str> {
    const NAMES: [&str; 18] = [
        "Geometry",
        "Point",
        "LineString",
        "Polygon",
        "MultiPoint",
        "MultiLineString",
        "MultiPolygon",
        "GeometryCollection",
        "CircularString",
        "CompoundCurve",
        "CurvePolygon",
        "MultiCurve",
        "MultiSurface",
        "Curve",
        "Surface",
        "PolyhedralSurface",
        "TIN",
        "Triangle",
    ];
    NAMES.get(kind as usize).copied()
}

fn number(bytes: &[u8], little: bool) -> f64 {
    let mut word = [0; 8];
    word.copy_from_slice(bytes);
    if little { f64::from_le_bytes(word) } else { f64::from_be_bytes(word) }
}

struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
    little: bool,
}

impl<'a> Cursor<'a> {
    fn take(&mut self, into: &Collector, length: usize) -> Result<&'a [u8], ReadError> {
        let taken = self.bytes.get(self.at..).and_then(|rest| rest.get(..length)).ok_or_else(|| {
            let left = self.bytes.len() - self.at;
            into.malformed(format!("WKB: {length} bytes expected at byte {}, {left} are left", self.at))
        })?;
        self.at += length;
        Ok(taken)
    }

    fn byte_order(&mut self, into: &Collector) -> Result<(), ReadError> {
        match self.take(into, 1)? {
            [0] => self.little = false,
            [1] => self.little = true,
            other => return Err(into.malformed(format!("WKB: byte order is 0 or 1, got {other:?}"))),
        }
        Ok(())
    }

    fn u32(&mut self, into: &Collector) -> Result<u32, ReadError> {
        let mut word = [0; 4];
        word.copy_from_slice(self.take(into, 4)?);
        Ok(if self.little { u32::from_le_bytes(word) } else { u32::from_be_bytes(word) })
    }

    /// A number of things of at least `size` bytes each, no more than there can be.
    fn count(&mut self, into: &Collector, size: usize, what: &str) -> Result<usize, ReadError> {
        let count = self.u32(into)? as usize;
        let left = self.bytes.len() - self.at;
        match count.checked_mul(size) {
            Some(needed) if needed <= left => Ok(count),
            _ => Err(into.malformed(format!("WKB: {count} {what} announced, {left} bytes are left"))),
        }
    }

    /// The bytes of a run of vertices.
    fn vertices(&mut self, into: &Collector, dimensions: usize) -> Result<&'a [u8], ReadError> {
        let count = self.count(into, 8 * dimensions, "vertices")?;
        self.take(into, count * 8 * dimensions)
    }
}

#[cfg(test)]
mod tests {
    use geo_types::Coord;

    use super::super::layer::Problem;
    use super::*;

    /// A square with its corner at (0, 0), header and byte order as asked.
    fn square(header: u32, little: bool, extra: usize) -> Vec<u8> {
        let mut bytes = vec![u8::from(little)];
        let word = |value: u32| if little { value.to_le_bytes() } else { value.to_be_bytes() };
        bytes.extend(word(header));
        if header & EWKB_SRID != 0 {
            bytes.extend(word(4326));
        }
        bytes.extend(word(1));
        bytes.extend(word(5));
        for (x, y) in [(0.0, 0.0), (2.0, 0.0), (2.0, 1.0), (0.0, 1.0), (0.0, 0.0)] {
            for value in [x, y].into_iter().chain(std::iter::repeat_n(9.0, extra)) {
                bytes.extend(if little { f64::to_le_bytes(value) } else { f64::to_be_bytes(value) });
            }
        }
        bytes
    }

    fn read(bytes: &[u8]) -> Result<Collector, ReadError> {
        let mut collector = Collector::default();
        read_feature(bytes, &mut collector)?;
        Ok(collector)
    }

    fn corners(collector: &Collector) -> Vec<Coord<f64>> {
        collector.shapes.vertices().to_vec()
    }

    #[test]
    fn both_byte_orders_and_every_way_to_say_dimensions_give_the_same_polygon() {
        let expected = corners(&read(&square(3, true, 0)).unwrap());
        assert_eq!(expected.len(), 5);
        let ways = [(3, 0), (1003, 1), (2003, 1), (3003, 2), (3 | EWKB_Z, 1), (3 | EWKB_M, 1)];
        let ewkb = [(3 | EWKB_SRID, 0), (3 | EWKB_Z | EWKB_M | EWKB_SRID, 2)];
        for (header, extra) in ways.into_iter().chain(ewkb) {
            for little in [true, false] {
                let read = read(&square(header, little, extra)).unwrap();
                assert_eq!(corners(&read), expected, "{header:x} {little}");
                assert_eq!(read.problems.len(), usize::from(extra > 0));
            }
        }
    }

    #[test]
    fn a_collection_of_polygons_is_its_polygons_and_a_mixed_one_is_told() {
        let collection = |parts: &[Vec<u8>]| {
            let mut bytes = vec![1, 7, 0, 0, 0, parts.len() as u8, 0, 0, 0];
            bytes.extend(parts.concat());
            bytes
        };
        let polygons = read(&collection(&[square(3, true, 0), square(3, false, 0)])).unwrap();
        assert_eq!((polygons.shapes.polygons(0).count(), polygons.problems.len()), (2, 0));
        let point = [vec![1, 1, 0, 0, 0], vec![0; 16]].concat();
        let mixed = read(&collection(&[square(3, true, 0), point.clone()])).unwrap();
        assert_eq!(mixed.shapes.polygons(0).count(), 1);
        assert_eq!(mixed.problems[0].problem, Problem::OtherParts("Point".to_owned()));
        let alone = read(&point).unwrap();
        assert!(alone.shapes.is_empty_face(0));
        assert_eq!(alone.problems[0].problem, Problem::NotPolygon("Point".to_owned()));
    }

    #[test]
    fn a_count_beyond_the_bytes_is_refused_before_anything_is_made_of_it() {
        let mut bytes = square(3, true, 0);
        bytes[9..13].copy_from_slice(&u32::MAX.to_le_bytes());
        let error = read(&bytes).err().unwrap().to_string();
        assert_eq!(error, "feature 1: WKB: 4294967295 vertices announced, 80 bytes are left");
    }

    #[test]
    fn every_truncation_is_an_error() {
        let bytes = square(3, true, 0);
        for length in 0..bytes.len() {
            assert!(read(&bytes[..length]).is_err(), "{length}");
        }
    }

    #[test]
    fn a_vertex_that_is_not_finite_is_refused() {
        let mut bytes = square(3, true, 0);
        bytes[13..21].copy_from_slice(&f64::NAN.to_le_bytes());
        assert!(matches!(read(&bytes), Err(ReadError::OutOfRange { feature: 0, .. })));
    }

    #[test]
    fn an_unclosed_ring_is_closed_and_told() {
        let mut bytes = square(3, true, 0);
        bytes[9] = 4;
        bytes.truncate(13 + 4 * 16);
        let read = read(&bytes).unwrap();
        assert_eq!(read.problems[0].problem, Problem::Unclosed);
        assert_eq!(read.shapes.vertex_count(), 5);
    }
}
