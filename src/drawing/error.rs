//! Why nothing can be made of a drawing.

use crate::formats::layer::Problem;
use crate::formats::table::TableError;
use crate::territory::ColumnsError;

/// A drawing that no claims can be made of.
#[derive(Debug, thiserror::Error)]
pub enum DrawingError {
    /// The file holds no feature.
    #[error("no feature: expected polygons, each with the name of a CPTS among its attributes")]
    NoFeature,
    /// None of the features has a polygon.
    #[error("none of the {features} features has a polygon; found {}", found.as_ref().map_or_else(|| "nothing".to_owned(), Problem::to_string))]
    NoPolygon {
        /// Number of features.
        features: usize,
        /// What the first of them has instead.
        found: Option<Problem>,
    },
    /// No attribute says which CPTS, or two do.
    #[error("no column says which CPTS a polygon is of")]
    Columns(ColumnsError),
    /// The attributes are more than a table holds.
    #[error(transparent)]
    Attributes(#[from] TableError),
}
