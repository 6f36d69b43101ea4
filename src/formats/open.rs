//! From a file, packed or not, to the reader of its format.

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::{Path, PathBuf};

use super::compress::{Content, HEAD, gunzip, unxz};
use super::layer::Layer;
use super::read_error::ReadError;
use super::shapefile::Siblings;
use super::vector::{ReadOptions, WithoutCrs};
use super::{archive, geojson, geopackage, geoparquet, shapefile, topojson};

/// A layer as its reader gave it, and what the format says where no reference system is declared.
pub(super) type Opened = (Layer, WithoutCrs);

/// Reads the layer of a file.
pub(super) fn open(path: &Path, options: &ReadOptions) -> Result<Opened, ReadError> {
    let failed = |source| ReadError::Io { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(failed)?;
    let mut head = Vec::with_capacity(HEAD);
    file.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(failed)?;
    file.rewind().map_err(failed)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match Content::of(&head) {
        Content::Zip => archive::read(BufReader::new(file), options),
        Content::Sqlite => Ok((geopackage::read_file(path, options.layer.as_deref())?, WithoutCrs::Unknown)),
        Content::Gzip | Content::Xz => {
            let bytes = unpack(path, options)?;
            memory(bytes, &name, options, |extension| packed_sibling(path, extension, options))
        }
        _ => {
            let mut bytes = Vec::with_capacity(file.metadata().map_or(0, |about| about.len() as usize));
            file.read_to_end(&mut bytes).map_err(failed)?;
            memory(bytes, &name, options, |extension| match sibling(path, extension) {
                Some(path) => std::fs::read(&path).map(Some).map_err(|source| ReadError::Io { path, source }),
                None => Ok(None),
            })
        }
    }
}

/// Reads the layer of a file in memory. `sibling` finds the files that belong to a shapefile by their extension.
pub(super) fn memory(
    bytes: Vec<u8>,
    name: &str,
    options: &ReadOptions,
    mut sibling: impl FnMut(&str) -> Result<Option<Vec<u8>>, ReadError>,
) -> Result<Opened, ReadError> {
    let layer = options.layer.as_deref();
    match Content::of(&bytes) {
        Content::Json if topojson::is_topology(&bytes) => Ok((topojson::read(&bytes, layer)?, WithoutCrs::Degrees)),
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

/// What to say of content that is not read; the name helps where it is part of a shapefile.
fn not_a_layer(name: &str, found: &str) -> ReadError {
    let extension = Path::new(name).extension().and_then(|text| text.to_str()).unwrap_or_default().to_ascii_lowercase();
    let found = match extension.as_str() {
        "dbf" | "shx" | "prj" | "cpg" => format!("{name} is a part of a shapefile, to be read by its .shp"),
        "shp" => format!("{name} does not begin as a shapefile does, but as {found}"),
        _ => format!("{name} is {found}"),
    };
    ReadError::NotALayer { found }
}

/// The file beside `path` with the same name and another extension, written in any case.
fn sibling(path: &Path, extension: &str) -> Option<PathBuf> {
    let exact = path.with_extension(extension);
    if exact.is_file() {
        return Some(exact);
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut found: Vec<PathBuf> = std::fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|other| other.file_stem() == path.file_stem())
        .filter(|other| other.extension().is_some_and(|found| found.eq_ignore_ascii_case(extension)))
        .collect();
    found.sort();
    found.into_iter().next()
}

/// The same where each file is packed on its own: `x.dbf.gz` beside `x.shp.gz`.
fn packed_sibling(path: &Path, extension: &str, options: &ReadOptions) -> Result<Option<Vec<u8>>, ReadError> {
    let packed = path.extension().unwrap_or_default().to_owned();
    let Some(inner) = path.file_stem().map(|stem| path.with_file_name(stem)) else { return Ok(None) };
    let mut name = inner.with_extension(extension).into_os_string();
    name.push(".");
    name.push(packed);
    let other = PathBuf::from(name);
    if other.is_file() { unpack(&other, options).map(Some) } else { Ok(None) }
}

/// What a .gz or .xz file holds.
fn unpack(path: &Path, options: &ReadOptions) -> Result<Vec<u8>, ReadError> {
    let failed = |source| ReadError::Io { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    let mut head = Vec::with_capacity(HEAD);
    file.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(failed)?;
    file.rewind().map_err(failed)?;
    let name = path.display().to_string();
    match Content::of(&head) {
        Content::Gzip => gunzip(BufReader::new(file), length, options.limits, &name),
        Content::Xz => unxz(BufReader::new(file), length, options.limits, &name),
        _ => Err(ReadError::malformed(format!("{name} is not packed as its name says"))),
    }
}
