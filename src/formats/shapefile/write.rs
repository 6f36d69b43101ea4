//! A layer written as a shapefile: `.shp` and `.shx`, `.dbf` with `.cpg`, and `.prj`.
//!
//! Exteriors go clockwise here and holes the other way, each hole after its exterior.

use std::io::{Cursor, Write};

use geo_types::{Coord, LineString, MultiPolygon};

use super::write_dbf::{self, Cut};
use crate::formats::feature_table::{EncodeError, FeatureTable, Shape, extent, whole_extent};

/// Number that begins a `.shp` and a `.shx`.
const MAGIC: i32 = 9994;
const VERSION: i32 = 1000;
/// Types of shapes.
const NULL: i32 = 0;
const POLYGON: i32 = 5;
const HEADER: usize = super::HEADER;

/// WGS 84 as ESRI writes it.
const PRJ: &str = "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],\
     PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]";

/// The files of a shapefile.
#[derive(Debug)]
pub struct Written {
    /// Content by extension.
    pub files: Vec<(&'static str, Vec<u8>)>,
    /// What had to be cut.
    pub cut: Vec<Cut>,
}

/// Writes a layer. A text longer than 254 bytes is cut after the last whole item of the list that it is, items being
/// parted by `list`, else after a character.
///
/// # Errors
/// The layer is larger than the format's 32-bit numbers of words.
pub fn write(table: &FeatureTable, shapes: &[Shape], list: &str) -> Result<Written, EncodeError> {
    let (dbf, cut) = write_dbf::write(table, list)?;
    let (shp, shx) = geometries(shapes)?;
    let files = vec![("shp", shp), ("shx", shx), ("dbf", dbf), ("prj", PRJ.into()), ("cpg", b"UTF-8".to_vec())];
    Ok(Written { files, cut })
}

/// The same files in one archive, each by the name `stem` with its extension.
///
/// # Errors
/// The archive cannot be written.
pub fn zipped(files: &[(&str, Vec<u8>)], stem: &str) -> Result<Vec<u8>, EncodeError> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    // The default time is a fixed one: the same layer gives the same bytes.
    let options = zip::write::SimpleFileOptions::default().last_modified_time(zip::DateTime::default());
    for (extension, bytes) in files {
        archive.start_file(format!("{stem}.{extension}"), options).map_err(std::io::Error::from)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish().map_err(std::io::Error::from)?.into_inner())
}

/// The `.shp` and the `.shx`.
fn geometries(shapes: &[Shape]) -> Result<(Vec<u8>, Vec<u8>), EncodeError> {
    let (mut shp, mut shx) = (vec![0; HEADER], vec![0; HEADER]);
    for (number, shape) in (1_i32..).zip(shapes) {
        let record = record(shape);
        let head = [words(shp.len())?, words(record.len())?];
        shx.extend(head.iter().flat_map(|word| word.to_be_bytes()));
        shp.extend(number.to_be_bytes());
        shp.extend(head[1].to_be_bytes());
        shp.extend(record);
    }
    let extent = whole_extent(shapes).unwrap_or_default();
    for bytes in [&mut shp, &mut shx] {
        let header = header(words(bytes.len())?, extent);
        bytes[..HEADER].copy_from_slice(&header);
    }
    Ok((shp, shx))
}

/// A length in words of 16 bits.
fn words(bytes: usize) -> Result<i32, EncodeError> {
    i32::try_from(bytes / 2).map_err(|_| EncodeError::TooLarge { format: "Shapefile", limit: "4 GiB" })
}

fn header(words: i32, extent: [f64; 4]) -> [u8; HEADER] {
    let mut header = [0; HEADER];
    header[..4].copy_from_slice(&MAGIC.to_be_bytes());
    header[24..28].copy_from_slice(&words.to_be_bytes());
    header[28..32].copy_from_slice(&VERSION.to_le_bytes());
    header[32..36].copy_from_slice(&POLYGON.to_le_bytes());
    for (place, number) in header[36..68].chunks_exact_mut(8).zip(extent) {
        place.copy_from_slice(&number.to_le_bytes());
    }
    header
}

/// A shape: its extent, where each ring begins, and the vertices of all.
fn record(shape: &MultiPolygon<f64>) -> Vec<u8> {
    let Some(extent) = extent(shape) else { return NULL.to_le_bytes().to_vec() };
    let rings = shape.iter().flat_map(|polygon| {
        let holes = polygon.interiors().iter().map(|hole| turned(hole, false));
        std::iter::once(turned(polygon.exterior(), true)).chain(holes)
    });
    let rings: Vec<Vec<Coord<f64>>> = rings.collect();
    let vertices: usize = rings.iter().map(Vec::len).sum();
    let mut bytes = Vec::with_capacity(44 + 4 * rings.len() + 16 * vertices);
    bytes.extend(POLYGON.to_le_bytes());
    extent.iter().for_each(|number| bytes.extend(number.to_le_bytes()));
    bytes.extend((rings.len() as i32).to_le_bytes());
    bytes.extend((vertices as i32).to_le_bytes());
    let mut first = 0_i32;
    for ring in &rings {
        bytes.extend(first.to_le_bytes());
        first += ring.len() as i32;
    }
    for vertex in rings.iter().flatten() {
        bytes.extend(vertex.x.to_le_bytes());
        bytes.extend(vertex.y.to_le_bytes());
    }
    bytes
}

/// The ring, clockwise or the other way.
fn turned(line: &LineString<f64>, clockwise: bool) -> Vec<Coord<f64>> {
    let mut ring = line.0.clone();
    // From the first vertex: products of whole coordinates would lose the digits that matter.
    let origin = ring.first().copied().unwrap_or_default();
    let twice: f64 =
        ring.windows(2).map(|pair| (pair[0] - origin, pair[1] - origin)).map(|(a, b)| a.x * b.y - b.x * a.y).sum();
    if (twice < 0.0) != clockwise {
        ring.reverse();
    }
    ring
}
