//! Layers in a .zip.

use std::io::{Read, Seek};
use std::path::Path;

use zip::ZipArchive;
use zip::read::ZipFile;

use super::compress::Bounded;
use super::read_error::ReadError;
use super::read_options::ReadOptions;
use super::stream::{self, Opened};

/// Reads the one layer of an archive, or the member named.
pub(super) fn read(file: impl Read + Seek + Send, options: &ReadOptions) -> Result<Opened, ReadError> {
    let mut archive = ZipArchive::new(file).map_err(|error| unreadable("the archive", &error))?;
    let members = Members::of(&archive);
    let mut candidates = Vec::new();
    for &index in &members.layers {
        if may_hold_polygons(&mut archive, index, members.name(index))? {
            candidates.push(index);
        }
    }
    if candidates.is_empty() {
        candidates = members.layers.clone();
    }
    let names = || candidates.iter().map(|&index| members.name(index).to_owned()).collect::<Vec<_>>();
    let named: Option<Vec<usize>> = options.layer.as_deref().map(|layer| members.named(layer));
    let (index, inner) = match (named.as_deref(), candidates.as_slice()) {
        // The name is a member's, so it is not for the reader of that member.
        (Some([index]), _) => (*index, None),
        (Some([_, ..]), _) | (None, [_, _, ..]) => return Err(ReadError::SeveralLayers { names: names() }),
        (_, [index]) => (*index, options.layer.clone()),
        (Some([]), [_, _, ..]) => {
            return Err(ReadError::NoSuchLayer { name: options.layer.clone().unwrap_or_default(), names: names() });
        }
        (_, []) => {
            let found = if members.names.iter().any(|name| name.starts_with("xl/") || name == "[Content_Types].xml") {
                "an Office document".to_owned()
            } else {
                format!("an archive without any ({} files)", members.names.len())
            };
            return Err(ReadError::NotALayer { found });
        }
    };
    let options = ReadOptions { layer: inner, ..options.clone() };
    let name = members.name(index).to_owned();
    let (mut layer, without) = if extension(&name) == "shp" {
        let bytes = unpack(&mut archive, index, &name, &options)?;
        stream::read(&mut bytes.as_slice(), &name, &options, |extension| {
            let sibling = members.sibling(&name, extension);
            sibling.map(|index| unpack(&mut archive, index, members.name(index), &options)).transpose()
        })?
    } else {
        let mut stream = member(&mut archive, index, &name, &options)?;
        stream::read(&mut stream, &name, &options, |_| Ok(None)).map_err(|error| stream.explain(error, &name))?
    };
    layer.name = layer.name.or_else(|| Path::new(&name).file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    Ok((layer, without))
}

/// Names of the members, and which may be layers.
struct Members {
    names: Vec<String>,
    layers: Vec<usize>,
}

impl Members {
    fn of<R: Read + Seek>(archive: &ZipArchive<R>) -> Self {
        let names: Vec<String> =
            archive.file_names_raw().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
        let visible = |name: &str| {
            let file = name.rsplit('/').next().unwrap_or_default();
            !(file.is_empty() || file.starts_with('.') || name.starts_with("__MACOSX/"))
        };
        let known = ["shp", "geojson", "json", "topojson", "gpkg", "parquet", "geoparquet"];
        let of_layer = |name: &str| known.contains(&extension(name).as_str());
        let all: Vec<usize> = (0..names.len()).filter(|&index| visible(&names[index])).collect();
        let layers: Vec<usize> = all.iter().copied().filter(|&index| of_layer(&names[index])).collect();
        // One file of any name is looked at for what it is.
        let layers = if layers.is_empty() && all.len() == 1 { all } else { layers };
        Self { names, layers }
    }

    fn name(&self, index: usize) -> &str {
        self.names.get(index).map_or("", String::as_str)
    }

    /// Layers with that path, file name, or file name without extension.
    fn named(&self, layer: &str) -> Vec<usize> {
        let by = |same: &dyn Fn(&str) -> bool| -> Vec<usize> {
            self.layers.iter().copied().filter(|&index| same(self.name(index))).collect()
        };
        let path = by(&|name| name == layer);
        if !path.is_empty() {
            return path;
        }
        by(&|name| {
            let path = Path::new(name);
            path.file_name().is_some_and(|name| name == layer) || path.file_stem().is_some_and(|stem| stem == layer)
        })
    }

    /// The member with the same name and another extension, written in any case.
    fn sibling(&self, name: &str, wanted: &str) -> Option<usize> {
        let stem = |name: &str| name.rsplit_once('.').map_or(name.to_owned(), |(stem, _)| stem.to_owned());
        (0..self.names.len()).find(|&index| {
            let other = self.name(index);
            extension(other) == wanted && stem(other) == stem(name)
        })
    }
}

fn extension(name: &str) -> String {
    Path::new(name).extension().and_then(|text| text.to_str()).unwrap_or_default().to_ascii_lowercase()
}

/// Whether a member is worth offering: shapefiles of points or lines and other JSON are not.
fn may_hold_polygons<R: Read + Seek>(archive: &mut ZipArchive<R>, index: usize, name: &str) -> Result<bool, ReadError> {
    let kind = extension(name);
    if kind != "shp" && kind != "json" {
        return Ok(true);
    }
    let mut head = Vec::new();
    let member = archive.by_index(index).map_err(|error| unreadable(name, &error))?;
    member.take(4096).read_to_end(&mut head).map_err(|error| ReadError::malformed(format!("{name}: {error}")))?;
    if kind == "shp" {
        return Ok(head.get(32).is_none_or(|kind| matches!(kind, 0 | 5 | 15 | 25)));
    }
    let head = String::from_utf8_lossy(&head);
    Ok(["\"FeatureCollection\"", "\"Topology\"", "\"Feature\""].iter().any(|kind| head.contains(kind)))
}

fn member<'a, R: Read + Seek>(
    archive: &'a mut ZipArchive<R>,
    index: usize,
    name: &str,
    options: &ReadOptions,
) -> Result<Bounded<ZipFile<'a, R>>, ReadError> {
    let member = archive.by_index(index).map_err(|error| unreadable(name, &error))?;
    let packed = member.compressed_size();
    Ok(Bounded::new(member, packed, options.limits))
}

fn unpack<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    index: usize,
    name: &str,
    options: &ReadOptions,
) -> Result<Vec<u8>, ReadError> {
    member(archive, index, name, options)?.whole(name)
}

fn unreadable(name: &str, error: &zip::result::ZipError) -> ReadError {
    ReadError::malformed(format!("{name} cannot be unpacked: {error}"))
}
