//! From a stream of unpacked bytes to the reader of its format.

use std::io::Read;
use std::path::{Path, PathBuf};

use super::compress::Content;
use super::layer::Layer;
use super::read_error::ReadError;
use super::read_options::ReadOptions;
use super::shapefile::Siblings;
use super::{geojson, geopackage, geoparquet, shapefile, topojson};

/// What a format's rules say of coordinates where the file names no reference system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WithoutCrs {
    /// Longitude and latitude.
    Degrees,
    /// Nothing.
    Unknown,
}

/// A layer as its reader gave it, and what the format says where no reference system is declared.
pub(super) type Opened = (Layer, WithoutCrs);

/// Bytes at the beginning that tell what a file is; the type of a JSON object is nearly always among them.
const HEAD: u64 = 16 << 10;

/// Reads the layer of a stream. `sibling` finds the files that belong to a shapefile by their extension.
pub(super) fn read(
    source: &mut (impl Read + Send),
    name: &str,
    options: &ReadOptions,
    mut sibling: impl FnMut(&str) -> Result<Option<Vec<u8>>, ReadError>,
) -> Result<Opened, ReadError> {
    let failed = |source| ReadError::Io { path: PathBuf::new(), source };
    let mut bytes = head(source).map_err(failed)?;
    let content = Content::of(&bytes);
    if content == Content::Json && topojson::kind(&bytes).is_some_and(|kind| kind != "Topology") {
        return Ok((geojson::read_from(bytes.chain(source))?, WithoutCrs::Degrees));
    }
    if matches!(content, Content::Json | Content::Parquet | Content::Sqlite | Content::Shapefile) {
        source.read_to_end(&mut bytes).map_err(failed)?;
    }
    let layer = options.layer.as_deref();
    match content {
        Content::Json if topojson::kind(&bytes).is_some_and(|kind| kind == "Topology") => {
            Ok((topojson::read(&bytes, layer)?, WithoutCrs::Degrees))
        }
        Content::Json => Ok((geojson::read(&bytes)?, WithoutCrs::Degrees)),
        Content::Parquet => Ok((geoparquet::read(bytes, options.limits)?, WithoutCrs::Unknown)),
        Content::Sqlite => Ok((geopackage::read_bytes(&bytes, layer)?, WithoutCrs::Unknown)),
        Content::Shapefile => {
            let siblings =
                Siblings { shx: sibling("shx")?, dbf: sibling("dbf")?, prj: sibling("prj")?, cpg: sibling("cpg")? };
            Ok((shapefile::read(&bytes, &siblings)?, WithoutCrs::Unknown))
        }
        Content::Gzip | Content::Xz | Content::Zip => {
            Err(not_a_layer(name, "an archive within an archive, to be unpacked first"))
        }
        Content::Other(found) => Err(not_a_layer(name, found)),
        Content::Unknown => Err(not_a_layer(name, "nothing that is recognised")),
    }
}

/// The first bytes of a stream.
pub(super) fn head(source: &mut impl Read) -> std::io::Result<Vec<u8>> {
    let mut head = Vec::new();
    source.by_ref().take(HEAD).read_to_end(&mut head)?;
    Ok(head)
}

/// What to say of content that is not read; the name helps where it is part of a shapefile.
fn not_a_layer(name: &str, found: &str) -> ReadError {
    let extension = Path::new(name).extension().and_then(|text| text.to_str()).unwrap_or_default().to_ascii_lowercase();
    let found = match extension.as_str() {
        "dbf" | "shx" | "prj" | "cpg" => format!("{name} is a part of a shapefile, to be read by its .shp"),
        "shp" => format!("{name} does not begin as a shapefile does, it is {found}"),
        _ => format!("{name} is {found}"),
    };
    ReadError::NotALayer { found }
}
