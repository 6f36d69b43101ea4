//! File formats, one file each. Nothing here knows what a CPTS is.

pub mod csv;
pub mod folder;
pub mod geojson;
pub mod layer;
pub mod read_error;
pub mod table;

/// The formats that polygons are read from, for help and messages.
pub const FORMATS: &str =
    "GeoJSON, TopoJSON, Shapefile, GeoPackage and GeoParquet, each as it is or in .zip, .gz or .xz";
