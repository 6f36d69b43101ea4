//! Names of the columns that every table of features has.

/// That of geometries.
pub(super) const GEOMETRY: &str = "geom";
/// That of identifiers.
pub(super) const FID: &str = "fid";
