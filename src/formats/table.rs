//! A table as it was read: a header and rows of texts, each with the line where it begins.

/// One row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Line of the file where the row begins; the header is usually line 1.
    pub line: u64,
    /// Texts, as many as the row has.
    pub cells: Vec<String>,
}

/// A header and rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Column names, as written.
    pub header: Vec<String>,
    /// Rows, in the order of the file; lines without any text are not rows.
    pub rows: Vec<Row>,
}
