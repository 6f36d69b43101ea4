//! How a file of polygons is to be read.

use super::compress::Limits;

/// How to read a file.
#[derive(Debug, Clone, Default)]
pub struct ReadOptions {
    /// The layer, where a file has several: a table of a GeoPackage, an object of a TopoJSON, a member of an archive.
    pub layer: Option<String>,
    /// The reference system in place of the one declared: `EPSG:2154`, or any other way to name it.
    pub crs: Option<String>,
    /// How much an archive may unpack to.
    pub limits: Limits,
}
