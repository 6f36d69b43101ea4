//! Tables: a header and rows of texts, read from what people keep them in.
//!
//! - *title rows*: rows above the header of a sheet, such as a merged title; they are no rows of the table;
//! - *header finder*: what tells the header among the first rows. Nothing here knows what a CPTS is, so the caller
//!   brings it; it also decides between sheets, and between separators;
//! - *note*: what was noticed on the way, as data ([`TableNote`]).
//!
//! The format is told by content, never by name. What can be read without doubt is read; each doubt is a note.

mod attributes;
mod compound;
mod delimited;
mod encoding;
mod error;
mod grid;
mod json;
mod note;
mod number;
mod ods;
mod open;
mod parquet;
mod sheet;
mod workbook;

use std::path::Path;

pub use error::{TABLE_FORMATS, TableError};
pub(crate) use grid::Grid;
pub use grid::{CellKind, Row};
pub use note::{Encoding, TableNote};

pub use super::compress::Limits;

/// Rows among which the header is looked for.
pub const HEADER_ROWS: usize = 40;

/// Where the header is among the first rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeaderAt {
    /// How much the row looks like a header, and the rows below like its columns; 0 where nothing is recognised.
    pub score: u32,
    /// Index of the row among those given.
    pub row: usize,
}

/// Tells the header among the first rows of a sheet or file.
pub type HeaderFinder<'a> = dyn Fn(&[Row<'_>]) -> HeaderAt + 'a;

/// How to read a table.
#[derive(Clone, Copy)]
pub struct TableOptions<'a> {
    /// Name of the sheet, or its number from 1; the member, for an archive with several.
    pub sheet: Option<&'a str>,
    /// What tells the header.
    pub header: &'a HeaderFinder<'a>,
    /// How much may be unpacked.
    pub limits: Limits,
}

/// 2 GiB at most: what a workbook holds comes to memory.
const LIMITS: Limits = Limits { bytes: 2 << 30, ratio: 200, free: 64 << 20 };

impl Default for TableOptions<'_> {
    /// The first row is the header, the first sheet the table.
    fn default() -> Self {
        Self { sheet: None, header: &|_| HeaderAt { score: 0, row: 0 }, limits: LIMITS }
    }
}

/// What the numbers of rows count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Numbering {
    /// Lines of a text, from 1, as an editor counts them.
    #[default]
    Lines,
    /// Rows of a sheet, from 1, as a spreadsheet shows them.
    SheetRows,
    /// Records, from 1, of a format without lines.
    Records,
}

/// A header and rows.
#[derive(Debug, Clone, Default)]
pub struct Table {
    /// Column names, as written.
    pub header: Vec<String>,
    /// What the numbers of rows count.
    pub numbering: Numbering,
    /// What was noticed.
    pub notes: Vec<TableNote>,
    /// Cells of the header's row: names, and those at its end that have none.
    pub width: usize,
    /// Rows are written with all their cells, so that one with fewer or more than the header is a doubt.
    pub is_delimited: bool,
    grid: Grid,
    /// Index of the first row below the header.
    first: usize,
}

impl Table {
    /// A table out of a grid whose header is yet to be found.
    pub(super) fn new(grid: Grid, numbering: Numbering, header: &HeaderFinder) -> Result<Self, TableError> {
        let at = find_header(&grid, header).ok_or(TableError::Empty)?;
        let mut notes = Vec::new();
        if at.row > 0 {
            let first = grid.row(0).cells().find(|cell| !cell.is_empty()).unwrap_or_default().to_owned();
            notes.push(TableNote::TitleRows { rows: at.row, first });
        }
        let mut names: Vec<String> = grid.row(at.row).cells().map(str::to_owned).collect();
        let width = names.len();
        // A comma after the last name is no column.
        while names.last().is_some_and(String::is_empty) {
            names.pop();
        }
        Ok(Self { header: names, numbering, notes, width, is_delimited: false, grid, first: at.row + 1 })
    }

    /// A table with these names, all rows below them.
    pub(super) fn with_header(header: Vec<String>, grid: Grid, numbering: Numbering) -> Self {
        let width = header.len();
        Self { header, numbering, notes: Vec::new(), width, is_delimited: false, grid, first: 0 }
    }

    /// Rows below the header, in the order of the file; lines without any text are not rows.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = Row<'_>> + Clone {
        (self.first..self.grid.len().max(self.first)).map(|index| self.grid.row(index))
    }
}

/// The header of a grid; `None` for an empty one.
fn find_header(grid: &Grid, header: &HeaderFinder) -> Option<HeaderAt> {
    let rows: Vec<Row> = (0..grid.len().min(HEADER_ROWS)).map(|index| grid.row(index)).collect();
    if rows.is_empty() {
        return None;
    }
    let at = header(&rows);
    Some(HeaderAt { row: at.row.min(rows.len() - 1), ..at })
}

/// Reads the table of a file.
///
/// # Errors
/// A file that cannot be read, or is no table.
pub fn read(path: &Path, options: &TableOptions) -> Result<Table, TableError> {
    let bytes = std::fs::read(path).map_err(|source| TableError::Io { path: path.to_owned(), source })?;
    read_bytes(bytes, options)
}

/// Reads the table that a file's bytes hold.
///
/// # Errors
/// Bytes that are no table.
pub fn read_bytes(bytes: Vec<u8>, options: &TableOptions) -> Result<Table, TableError> {
    open::open(bytes, options)
}

/// Reads a table of separated cells, whatever the bytes begin with.
///
/// # Errors
/// An empty file, or quotes that do not fit together.
pub fn read_csv(bytes: &[u8], options: &TableOptions) -> Result<Table, TableError> {
    delimited::read(bytes, options.header)
}
