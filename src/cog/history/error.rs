//! Why a history cannot be read or made.

use std::path::PathBuf;

/// A history that cannot be read or made.
#[derive(Debug, thiserror::Error)]
pub enum HistoryError {
    /// The file cannot be opened or read.
    #[error("{}: {source}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The bytes are not a packed history.
    #[error("not a maillage history: {reason}. Make one with 'maillage cog build'")]
    NotAHistory {
        /// What was wrong.
        reason: String,
    },
    /// The packed file was made by another version.
    #[error("the history has layout {found}, this program reads {expected}: make it again with 'maillage cog build'")]
    OtherFormat {
        /// Layout of the file.
        found: u32,
        /// Layout that this program reads.
        expected: u32,
    },
    /// The program was built without an embedded history.
    #[error("this build has no embedded history of the COG: name one with --history FILE or MAILLAGE_HISTORY")]
    NotEmbedded,
    /// A source cannot be read.
    #[error("{file}: {reason}")]
    Source {
        /// The file.
        file: String,
        /// What was wrong, and what was expected.
        reason: String,
    },
    /// A source contradicts itself.
    #[error("{file}: on {day}, {code} {reason}")]
    Incoherent {
        /// The file.
        file: String,
        /// The day.
        day: String,
        /// The code.
        code: String,
        /// What does not hold.
        reason: &'static str,
    },
}

impl HistoryError {
    pub(super) fn source(file: &str, reason: impl std::fmt::Display) -> Self {
        Self::Source { file: file.to_owned(), reason: reason.to_string() }
    }
}
