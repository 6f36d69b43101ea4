//! File formats, one file each. Nothing here knows what a CPTS is.

mod archive;
mod collect;
mod compress;
mod crs;
pub mod csv;
pub mod feature_table;
pub mod flatgeobuf;
pub mod folder;
pub mod geojson;
pub mod geopackage;
pub mod geoparquet;
pub mod layer;
pub mod misfit;
mod open;
pub mod read_error;
mod read_options;
pub mod shapefile;
mod stream;
pub mod table;
pub mod topojson;
pub mod vector;
mod wkb;

pub(crate) use crs::from_degrees;

/// The formats that polygons are read from, for help and messages.
pub const FORMATS: &str =
    "GeoJSON, TopoJSON, Shapefile, GeoPackage and GeoParquet, each as it is or in .zip, .gz or .xz";
