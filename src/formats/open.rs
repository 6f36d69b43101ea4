//! From a file, packed or not, to the reader of its format.

use std::fs::File;
use std::io::{BufReader, Seek};
use std::path::{Path, PathBuf};

use super::compress::{Bounded, Content, unpacked};
use super::read_error::ReadError;
use super::read_options::ReadOptions;
use super::stream::{Opened, WithoutCrs, head, read};
use super::{archive, geopackage};

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
