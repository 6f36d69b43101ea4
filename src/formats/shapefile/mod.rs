//! Shapefiles: polygons in `.shp`, attributes in `.dbf`, their encoding in `.cpg`, the reference system in `.prj`.
//!
//! The `shapefile` crate decodes each record; this module finds the records, for it checks every length against the
//! bytes there are before the crate allocates on its word, and names the feature that is wrong.

mod dbf;
mod encoding;
mod rings;
mod write;
mod write_dbf;

use std::io::Cursor;

use rayon::prelude::*;
use shapefile::{ReadableShape, Shape};

use super::collect::Collector;
use super::layer::{FeatureProblem, Layer, Problem};
use super::read_error::ReadError;
pub use write::{Written, write, zipped};
pub use write_dbf::Cut;

/// Length of the header of a `.shp` or `.shx`.
const HEADER: usize = 100;
/// Records that a thread decodes at once.
const RUN: usize = 256;

/// The files beside a `.shp`.
#[derive(Debug, Default)]
pub(super) struct Siblings {
    /// Index of the records.
    pub shx: Option<Vec<u8>>,
    /// Attributes.
    pub dbf: Option<Vec<u8>>,
    /// Reference system.
    pub prj: Option<Vec<u8>>,
    /// Encoding of the attributes.
    pub cpg: Option<Vec<u8>>,
}

/// Reads a shapefile. Without `.dbf` features have no attributes, which is told.
pub(super) fn read(shp: &[u8], siblings: &Siblings) -> Result<Layer, ReadError> {
    let records = records(shp)?;
    if let Some(shx) = &siblings.shx {
        check_index(shx, &records)?;
    }
    let runs: Result<Vec<Collector>, ReadError> =
        records.par_chunks(RUN).enumerate().map(|(run, records)| decode(records, run * RUN)).collect();
    let mut all = Collector::default();
    for run in runs? {
        all.append(run);
    }
    let crs = siblings.prj.as_ref().map(|prj| String::from_utf8_lossy(prj).trim().to_owned());
    let crs = crs.filter(|text| !text.is_empty());
    let mut layer = Layer { name: None, crs, attributes: Vec::new(), shapes: all.shapes, problems: all.problems };
    match &siblings.dbf {
        Some(bytes) => attach(&mut layer, dbf::read(bytes, siblings.cpg.as_deref())?)?,
        None => {
            layer.attributes = vec![Default::default(); layer.shapes.face_count()];
            layer.problems.insert(0, FeatureProblem { feature: 0, problem: Problem::NoAttributes });
        }
    }
    Ok(layer)
}

/// Gives each feature its row. Features whose row is marked as deleted lose their polygons.
fn attach(layer: &mut Layer, table: dbf::Table) -> Result<(), ReadError> {
    let features = layer.shapes.face_count();
    if table.rows.len() != features {
        let rows = table.rows.len();
        return Err(ReadError::malformed(format!("the .shp has {features} features, the .dbf {rows} rows")));
    }
    let deleted: Vec<usize> = table.deleted;
    if !deleted.is_empty() {
        let mut shapes = crate::coverage::Shapes::new();
        for feature in 0..features {
            if !deleted.contains(&feature) {
                shapes.append(layer.shapes.select(&[feature as u32]));
            } else {
                shapes.end_face();
            }
        }
        layer.shapes = shapes;
        layer.problems.retain(|problem| !deleted.contains(&problem.feature));
    }
    layer.attributes = table.rows;
    layer.problems.extend(table.problems);
    layer.problems.sort_by_key(|problem| problem.feature);
    Ok(())
}

/// The content of each record, in the order of the file.
fn records(shp: &[u8]) -> Result<Vec<&[u8]>, ReadError> {
    let declared = word_be(shp, 24).map(|words| words as usize * 2);
    match declared {
        Some(length) if length == shp.len() => {}
        Some(length) => {
            let found = shp.len();
            return Err(ReadError::malformed(format!("the .shp says it has {length} bytes, and has {found}")));
        }
        None => return Err(ReadError::malformed("the .shp ends within its header")),
    }
    let mut records = Vec::new();
    let mut at = HEADER;
    while at < shp.len() {
        let feature = records.len();
        let content = word_be(shp, at + 4)
            .map(|words| words as usize * 2)
            .and_then(|length| shp.get(at + 8..)?.get(..length))
            .ok_or_else(|| ReadError::in_feature(feature, format!("the .shp ends within its record, at byte {at}")))?;
        records.push(content);
        at += 8 + content.len();
    }
    Ok(records)
}

/// Refuses an index that tells of other records: rows would go to the wrong polygons.
fn check_index(shx: &[u8], records: &[&[u8]]) -> Result<(), ReadError> {
    let mut offset = HEADER;
    for (feature, record) in records.iter().enumerate() {
        let at = HEADER + feature * 8;
        let told = word_be(shx, at).zip(word_be(shx, at + 4));
        if told.map(|(start, length)| (start as usize * 2, length as usize * 2)) != Some((offset, record.len())) {
            let reason =
                "the .shx does not tell where its record is in the .shp; write the file again, or remove the .shx";
            return Err(ReadError::in_feature(feature, reason));
        }
        offset += 8 + record.len();
    }
    let told = shx.len().saturating_sub(HEADER) / 8;
    if told != records.len() {
        let found = records.len();
        return Err(ReadError::malformed(format!("the .shx tells of {told} records, the .shp has {found}")));
    }
    Ok(())
}

fn decode(records: &[&[u8]], first: usize) -> Result<Collector, ReadError> {
    let mut into = Collector::starting_at(first);
    for record in records {
        check_counts(record, &into)?;
        let shape = Shape::read_from(&mut Cursor::new(record), record.len() as i32)
            .map_err(|error| into.malformed(format!("its record cannot be read: {error}")))?;
        match shape {
            Shape::NullShape => into.end_feature(),
            Shape::Polygon(polygon) => feature(polygon.rings(), &mut into, |p| (p.x, p.y))?,
            Shape::PolygonM(polygon) => {
                into.third_coordinate();
                feature(polygon.rings(), &mut into, |p| (p.x, p.y))?;
            }
            Shape::PolygonZ(polygon) => {
                into.third_coordinate();
                feature(polygon.rings(), &mut into, |p| (p.x, p.y))?;
            }
            other => into.end_with_other(other.shapetype().to_string()),
        }
    }
    Ok(into)
}

fn feature<P>(
    rings: &[shapefile::PolygonRing<P>],
    into: &mut Collector,
    place: impl Fn(&P) -> (f64, f64),
) -> Result<(), ReadError> {
    let rings: Vec<Vec<(f64, f64)>> = rings.iter().map(|ring| ring.points().iter().map(&place).collect()).collect();
    for polygon in rings::polygons(rings) {
        for ring in polygon {
            into.ring(ring.into_iter())?;
        }
        into.end_polygon();
    }
    into.end_feature();
    Ok(())
}

/// Where the list of the first points of parts is in a record.
const PARTS: usize = 44;

/// Refuses counts of parts and points that the record has no room for, and parts that do not follow each other.
fn check_counts(record: &[u8], into: &Collector) -> Result<(), ReadError> {
    let Some(kind) = word_le(record, 0) else { return Err(into.malformed("its record is empty")) };
    let point = match kind {
        3 | 5 | 8 | 13 | 15 | 18 | 23 | 25 | 28 | 31 => 16,
        _ => return Ok(()),
    };
    let (parts, points) = match kind {
        8 | 18 | 28 => (Some(0), word_le(record, 36)),
        _ => (word_le(record, 36), word_le(record, 40)),
    };
    let (Some(parts), Some(points)) = (parts, points) else {
        return Err(into.malformed("its record ends before its counts"));
    };
    let needed = u64::from(parts) * 4 + u64::from(points) * point;
    if needed > record.len() as u64 {
        let reason = format!("{parts} parts and {points} points in a record of {} bytes", record.len());
        return Err(into.malformed(reason));
    }
    // A part that began after the next one, or beyond the points, would be taken for one of billions of them.
    let mut before = 0;
    for part in 0..parts as usize {
        let start = word_le(record, PARTS + 4 * part).unwrap_or(u32::MAX);
        if start < before || start > points {
            let reason = format!("part {part} begins at point {start} of {points}, and the part before at {before}");
            return Err(into.malformed(reason));
        }
        before = start;
    }
    Ok(())
}

fn word_be(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_be_bytes(bytes.get(at..)?.get(..4)?.try_into().ok()?))
}

fn word_le(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..)?.get(..4)?.try_into().ok()?))
}
