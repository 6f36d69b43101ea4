//! Why a reference cannot be read or made.

use std::path::PathBuf;

use super::boundaries::BoundariesError;
use crate::cog::{CommuneCode, InvalidCode};
use crate::coverage::CoverageError;

/// A reference that cannot be read or made.
#[derive(Debug, thiserror::Error)]
pub enum ReferenceError {
    /// The file cannot be read or written.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is not a packed reference.
    #[error("not a maillage reference: {reason}. Make one with 'maillage reference build'")]
    NotAReference {
        /// What was wrong.
        reason: String,
    },
    /// The packed file was made by another version.
    #[error(
        "the reference has layout {found}, this program reads {expected}: make it again with 'maillage reference build'"
    )]
    OtherFormat {
        /// Layout of the file.
        found: u32,
        /// Layout that this program reads.
        expected: u32,
    },
    /// The contours do not form a coverage.
    #[error("the contours do not form a coverage: {0}")]
    Coverage(#[from] CoverageError),
    /// Boundaries cannot take the place of contours.
    #[error(transparent)]
    Boundaries(#[from] BoundariesError),
    /// A source is not as expected.
    #[error("{}: {reason}", path.display())]
    Source {
        /// The file.
        path: PathBuf,
        /// What was wrong, and what was expected.
        reason: String,
    },
    /// A code in a source is not one.
    #[error("{}: {source}", path.display())]
    Code {
        /// The file.
        path: PathBuf,
        /// The code.
        source: InvalidCode,
    },
    /// A code refers to something that is not there.
    #[error("unit {unit} refers to the {what} {code}, which is not listed")]
    Dangling {
        /// The unit.
        unit: CommuneCode,
        /// Department, region, EPCI.
        what: &'static str,
        /// The code.
        code: String,
    },
    /// The program was built without an embedded reference.
    #[error("this build has no embedded reference: name one with --reference FILE or MAILLAGE_REFERENCE")]
    NotEmbedded,
}
