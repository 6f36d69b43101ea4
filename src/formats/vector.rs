//! Polygons from any file that is read, in degrees.
//!
//! The first bytes of a file decide what it is, not its name. The format's reader gives coordinates as they are in the
//! file and the reference system that it declares; here the system is settled, the coordinates are checked against
//! it, and made degrees.

use std::path::Path;

pub use super::compress::Limits;
use super::crs::{self, Crs};
use super::layer::Layer;
use super::open;
use super::read_error::ReadError;
pub use super::read_options::ReadOptions;
use super::stream::{Opened, WithoutCrs};

/// Reads the polygons of a file, in degrees of WGS 84 with longitude first.
///
/// Reads [the formats listed](super::FORMATS). Features come in the order of the file, one face each. What could be
/// passed over without doubt is told in [`Layer::problems`]. [`Layer::crs`] stays what the file declares.
///
/// # Errors
/// The file cannot be read, is of no format read here, is malformed, holds several layers of which none was named, or
/// its coordinates are not of the reference system that it declares.
pub fn read(path: &Path, options: &ReadOptions) -> Result<Layer, ReadError> {
    settled(open::open(path, options)?, options)
}

/// Reads the polygons of a file that is in memory. `beside` are the files that belong to a shapefile, each by its
/// extension.
///
/// # Errors
/// Those of [`read`].
pub fn read_memory(
    bytes: &[u8],
    name: &str,
    beside: &[(&str, &[u8])],
    options: &ReadOptions,
) -> Result<Layer, ReadError> {
    settled(open::memory(bytes, name, beside, options)?, options)
}

/// The layer in degrees, once its reference system is settled.
fn settled((mut layer, without): Opened, options: &ReadOptions) -> Result<Layer, ReadError> {
    let asked = options.crs.as_deref().map(Crs::named).transpose()?;
    let crs = match (asked, &layer.crs, without) {
        (Some(asked), _, _) => asked,
        (None, Some(declared), _) => Crs::named(declared)?,
        (None, None, WithoutCrs::Degrees) => crs::degrees(),
        (None, None, WithoutCrs::Unknown) => return Err(crs::missing(&layer)),
    };
    crs::check(&layer, crs, asked.is_some())?;
    crs::to_degrees(layer.shapes.vertices_mut(), crs)?;
    Ok(layer)
}
