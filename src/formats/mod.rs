//! File formats, one file each. Nothing here knows what a CPTS is.

pub mod csv;
pub mod folder;
pub mod geojson;
pub mod layer;
pub mod table;
