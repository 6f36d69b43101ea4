//! Why a file is not read as a table.

use std::path::PathBuf;

use super::super::read_error::ReadError;
use super::grid::Overflow;

/// Formats that tables are read from, for help and messages.
pub const TABLE_FORMATS: &str =
    "CSV or TSV, XLSX, XLS, ODS, Parquet, JSON, GeoJSON, each as it is or in .zip, .gz or .xz";

/// A file that cannot be read as a table.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file cannot be opened or read.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file; empty for the standard input.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// Nothing but white space, or sheets without cells.
    #[error("the file is empty")]
    Empty,
    /// The content is of a format that is not read, or of none.
    #[error("not a table: {found}; read are {TABLE_FORMATS}")]
    NotATable {
        /// What the content looks like.
        found: String,
    },
    /// A quoted cell is closed and text follows it.
    #[error("line {line}: text after a closing quote; the cell was opened on line {opened}")]
    StrayQuote {
        /// The line of the closing quote.
        line: u64,
        /// The line where the cell begins.
        opened: u64,
    },
    /// A quoted cell is not closed.
    #[error("line {opened}: a quote is opened and never closed")]
    UnclosedQuote {
        /// The line where the cell begins.
        opened: u64,
    },
    /// A row too long to be one.
    #[error("line {line}: more than 4 GiB of text in one row")]
    RowTooLong {
        /// The line.
        line: u64,
    },
    /// More cells than any table has.
    #[error("row {line}: more than 268 million cells up to here")]
    TooManyCells {
        /// The row.
        line: u64,
    },
    /// No sheet, or member of an archive, has the name or number asked for.
    #[error("no sheet {name:?}; there are: {}", names.join(", "))]
    NoSuchSheet {
        /// The name asked for.
        name: String,
        /// Names of those there are.
        names: Vec<String>,
    },
    /// A sheet is asked for of a file that is no workbook.
    #[error("no sheet {name:?}: the file is {format}, which has no sheets; ask for none, or give the workbook itself")]
    NoSheets {
        /// The name asked for.
        name: String,
        /// What the file is.
        format: &'static str,
    },
    /// An archive with several files that may be tables.
    #[error("several files in the archive: {}; name one with --sheet", names.join(", "))]
    SeveralFiles {
        /// Their names.
        names: Vec<String>,
    },
    /// A workbook that asks for a password.
    #[error("the workbook is protected by a password; save it without one")]
    Password,
    /// The content breaks the rules of its format.
    #[error("{reason}")]
    Malformed {
        /// What is wrong.
        reason: String,
    },
    /// An archive or workbook that unpacks to more than is allowed.
    #[error("{name} unpacks to more than {} MiB: {rule}; unpack it first if that is what it should be", limit >> 20)]
    TooLarge {
        /// The file or the archive's member.
        name: String,
        /// Bytes that are allowed.
        limit: u64,
        /// The rule that sets the limit.
        rule: String,
    },
}

impl TableError {
    pub(super) fn malformed(reason: impl Into<String>) -> Self {
        Self::Malformed { reason: reason.into() }
    }
}

impl From<ReadError> for TableError {
    fn from(error: ReadError) -> Self {
        match error {
            ReadError::Io { path, source } => Self::Io { path, source },
            ReadError::TooLarge { name, limit, rule } => Self::TooLarge { name, limit, rule },
            other => Self::Malformed { reason: other.to_string() },
        }
    }
}

impl From<Overflow> for TableError {
    fn from(error: Overflow) -> Self {
        match error {
            Overflow::Row { line } => Self::RowTooLong { line },
            Overflow::Cells { line } => Self::TooManyCells { line },
        }
    }
}
