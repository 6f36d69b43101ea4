//! From a file, packed or not, to the reader of its format.

use std::fs::File;
use std::io::{BufReader, Read, Seek};
use std::path::{Path, PathBuf};

use super::compress::{Bounded, Content, unpacked};
use super::layer::Layer;
use super::read_error::ReadError;
use super::shapefile::Siblings;
use super::vector::{ReadOptions, WithoutCrs};
use super::{archive, geojson, geopackage, geoparquet, shapefile, topojson};

/// A layer as its reader gave it, and what the format says where no reference system is declared.
pub(super) type Opened = (Layer, WithoutCrs);

/// Bytes at the beginning that tell what a file is; the type of a JSON object is nearly always among them.
const HEAD: u64 = 16 << 10;

/// Reads the layer of a file.
pub(super) fn open(path: &Path, options: &ReadOptions) -> Result<Opened, ReadError> {
    let failed = |source| ReadError::Io { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(failed)?;
    let head = head(&mut file).map_err(failed)?;
    file.rewind().map_err(failed)?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    match Content::of(&head) {
        Content::Zip => archive::read(BufReader::new(file), options),
        Content::Sqlite => Ok((geopackage::read_file(path, options.layer.as_deref())?, WithoutCrs::Unknown)),
        content @ (Content::Gzip | Content::Xz) => {
            let length = file.metadata().map_err(failed)?.len();
            let mut stream = Bounded::new(unpacked(BufReader::new(file), content), length, options.limits);
            let sibling = |extension: &str| packed_sibling(path, extension, options);
            read(&mut stream, &name, options, sibling).map_err(|error| stream.explain(error, &name))
        }
        _ => {
            let sibling = |extension: &str| match sibling(path, extension) {
                Some(path) => std::fs::read(&path).map(Some).map_err(|source| ReadError::Io { path, source }),
                None => Ok(None),
            };
            read(&mut file, &name, options, sibling).map_err(|error| match error {
                ReadError::Io { path: unnamed, source } if unnamed.as_os_str().is_empty() => failed(source),
                other => other,
            })
        }
    }
}

/// Reads the layer of a file in memory, with the files beside it by their extension.
pub(super) fn memory(
    mut bytes: &[u8],
    name: &str,
    beside: &[(&str, &[u8])],
    options: &ReadOptions,
) -> Result<Opened, ReadError> {
    let sibling = |extension: &str| Ok(beside.iter().find(|it| it.0 == extension).map(|it| it.1.to_vec()));
    match Content::of(bytes) {
        Content::Zip => archive::read(std::io::Cursor::new(bytes), options),
        content @ (Content::Gzip | Content::Xz) => {
            let mut stream = Bounded::new(unpacked(bytes, content), bytes.len() as u64, options.limits);
            read(&mut stream, name, options, sibling).map_err(|error| stream.explain(error, name))
        }
        _ => read(&mut bytes, name, options, sibling),
    }
}

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

fn head(source: &mut impl Read) -> std::io::Result<Vec<u8>> {
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
    let packed = path.extension().unwrap_or_default();
    let Some(inner) = path.file_stem().map(|stem| path.with_file_name(stem)) else { return Ok(None) };
    let mut name = inner.with_extension(extension).into_os_string();
    name.push(".");
    name.push(packed);
    let other = PathBuf::from(name);
    if !other.is_file() {
        return Ok(None);
    }
    let failed = |source| ReadError::Io { path: other.clone(), source };
    let mut file = File::open(&other).map_err(failed)?;
    let length = file.metadata().map_err(failed)?.len();
    let content = Content::of(&head(&mut file).map_err(failed)?);
    file.rewind().map_err(failed)?;
    let stream = Bounded::new(unpacked(BufReader::new(file), content), length, options.limits);
    stream.whole(&other.display().to_string()).map(Some)
}
