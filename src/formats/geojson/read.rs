//! A layer out of GeoJSON: a feature collection, a feature, or a geometry by itself.

use std::io::Read;

use super::stream;
use crate::formats::layer::Layer;
use crate::formats::read_error::ReadError;

/// Reads a layer from a text in memory. See [`read_from`].
///
/// # Errors
/// Those of [`read_from`].
pub fn read(bytes: &[u8]) -> Result<Layer, ReadError> {
    read_from(bytes)
}

/// Reads a layer from a stream, some megabytes at a time: the text is never held whole.
///
/// Polygons, and collections that hold some, become faces; coordinates beyond the second are left out. Attributes that
/// are lists or objects are kept as their JSON text. The `crs` member that GeoJSON had before RFC 7946 is passed on.
///
/// # Errors
/// A text that is not JSON, or not GeoJSON ([`ReadError::Malformed`] with line and feature); a stream that fails.
pub fn read_from(source: impl Read + Send) -> Result<Layer, ReadError> {
    stream::read(source)
}
