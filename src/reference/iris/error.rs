//! Why a file gives no IRIS.

use crate::coverage::CoverageError;
use crate::formats::read_error::ReadError;
use crate::formats::table::TableError;

/// A file that gives no IRIS.
#[derive(Debug, thiserror::Error)]
pub enum IrisError {
    /// The file can be read neither as polygons nor as a table.
    #[error(transparent)]
    Layer(#[from] ReadError),
    /// The file is a table that cannot be read.
    #[error(transparent)]
    Table(TableError),
    /// No column holds codes of IRIS.
    #[error("no column holds codes of IRIS (nine characters: the commune's code and four digits); columns read: {}", columns.join(" | "))]
    NoCodes {
        /// Names of the columns.
        columns: Vec<String>,
    },
    /// Codes that are there twice.
    #[error("IRIS given twice: {}; keep one row or polygon for each", codes.join(", "))]
    Twice {
        /// The codes, ascending.
        codes: Vec<String>,
    },
    /// Neither populations nor areas.
    #[error("neither a column of populations (population, pop, p21_pop…) nor polygons; give one of them")]
    NoFigures,
    /// No IRIS has a polygon, where territories are to be laid over them.
    #[error("none of the {iris} IRIS has a polygon; give their contours")]
    NoPolygons {
        /// How many there are.
        iris: usize,
    },
    /// A population that is no number.
    #[error("IRIS {code}: population {text:?} is no number; expected inhabitants, such as 2450 or 2450.7")]
    NotANumber {
        /// The IRIS.
        code: String,
        /// The text.
        text: String,
    },
    /// Polygons that overlap, where they must not.
    #[error("the IRIS do not form a coverage: {error} (faces {faces}); 'maillage boundaries repair' mends them")]
    Coverage {
        /// Why.
        error: CoverageError,
        /// Codes in order of the faces that it names.
        faces: String,
    },
}
