//! Cells of a table, kept close together: one text for all of them, and where each ends.
//!
//! A million rows of five cells as lists of texts are six million allocations and some 400 MB before the first letter;
//! this way they are the letters and four bytes a cell.

/// What a cell was in its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum CellKind {
    /// A text, or nothing.
    #[default]
    Text,
    /// A number: zeros that stood before it are lost.
    Number,
    /// A date, written as in ISO 8601.
    Date,
    /// An error of a spreadsheet, such as `#REF!`.
    Error,
    /// A formula whose value the file does not hold.
    NoValue,
}

/// A row of a [`Grid`].
#[derive(Debug, Clone, Copy)]
struct RowAt {
    line: u64,
    /// Where its first cell is among all cells, and its text in the text of all.
    cell: usize,
    text: usize,
}

/// Rows of cells.
#[derive(Debug, Clone, Default)]
pub(crate) struct Grid {
    text: String,
    /// Ends of the cells, from the beginning of the text of their row.
    ends: Vec<u32>,
    /// Kinds of the cells; fewer than cells where those that follow are texts.
    kinds: Vec<CellKind>,
    rows: Vec<RowAt>,
    open: Option<RowAt>,
}

/// Cells that a table may have: a gigabyte of ends. A workbook of a few kilobytes can announce more.
pub(super) const MOST_CELLS: usize = 1 << 28;

/// What does not fit into a grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Overflow {
    /// A row with more than four gigabytes of text.
    Row { line: u64 },
    /// More cells than a table may have.
    Cells { line: u64 },
}

impl Grid {
    /// A grid with room for so many bytes of text.
    pub(super) fn with_room(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes), ..Self::default() }
    }

    /// Begins a row.
    pub(super) fn begin(&mut self, line: u64) {
        self.open = Some(RowAt { line, cell: self.ends.len(), text: self.text.len() });
    }

    /// Adds a cell to the row begun; white space around it goes.
    pub(super) fn cell(&mut self, text: &str, kind: CellKind) -> Result<(), Overflow> {
        self.text.push_str(text.trim());
        if kind != CellKind::Text {
            self.kinds.resize(self.ends.len(), CellKind::Text);
            self.kinds.push(kind);
        }
        let row = self.open.unwrap_or(RowAt { line: 0, cell: 0, text: 0 });
        let end = u32::try_from(self.text.len() - row.text).map_err(|_| Overflow::Row { line: row.line })?;
        if self.ends.len() >= MOST_CELLS {
            return Err(Overflow::Cells { line: row.line });
        }
        self.ends.push(end);
        Ok(())
    }

    /// Ends the row; one without any text or formula is no row.
    pub(super) fn end(&mut self) {
        let Some(row) = self.open.take() else { return };
        let has_kinds = self.kinds.len() > row.cell;
        if self.text.len() > row.text || has_kinds {
            self.rows.push(row);
        } else {
            self.ends.truncate(row.cell);
        }
    }

    /// Number of rows.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// A row by its index; an empty one where there is none.
    pub(crate) fn row(&self, index: usize) -> Row<'_> {
        let Some(at) = self.rows.get(index) else { return Row::default() };
        let next = self.rows.get(index + 1);
        let last = next.map_or(self.ends.len(), |next| next.cell);
        let text_end = next.map_or(self.text.len(), |next| next.text);
        Row {
            line: at.line,
            text: self.text.get(at.text..text_end).unwrap_or_default(),
            ends: self.ends.get(at.cell..last).unwrap_or_default(),
            kinds: self.kinds.get(at.cell..last.min(self.kinds.len())).unwrap_or_default(),
        }
    }
}

/// One row.
#[derive(Debug, Clone, Copy, Default)]
pub struct Row<'a> {
    line: u64,
    text: &'a str,
    ends: &'a [u32],
    kinds: &'a [CellKind],
}

impl<'a> Row<'a> {
    /// Where the row is in its file, from 1: the line where it begins, the row as the spreadsheet shows it, or the
    /// number of the record (see [`Numbering`](super::Numbering)).
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Number of cells.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether it has no cell.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Text of a cell without white space around it; empty beyond the last.
    pub fn cell(&self, index: usize) -> &'a str {
        let Some(&end) = self.ends.get(index) else { return "" };
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.text.get(start as usize..end as usize).unwrap_or_default()
    }

    /// What a cell was in its file.
    pub fn kind(&self, index: usize) -> CellKind {
        self.kinds.get(index).copied().unwrap_or_default()
    }

    /// Number of cells up to the last that is no text.
    pub(super) fn kinds_len(&self) -> usize {
        self.kinds.len()
    }

    /// Texts of all cells.
    pub fn cells(self) -> impl ExactSizeIterator<Item = &'a str> + Clone {
        (0..self.len()).map(move |index| self.cell(index))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn grid(rows: &[(u64, &[(&str, CellKind)])]) -> Grid {
        let mut grid = Grid::default();
        for &(line, cells) in rows {
            grid.begin(line);
            for &(text, kind) in cells {
                grid.cell(text, kind).unwrap();
            }
            grid.end();
        }
        grid
    }

    #[test]
    fn cells_come_back_as_they_went_in_without_white_space_around_them() {
        let text = CellKind::Text;
        let grid = grid(&[(1, &[(" a ", text), ("", text), ("b c", text)]), (3, &[("é", text)])]);
        assert_eq!(grid.row(0).cells().collect::<Vec<_>>(), ["a", "", "b c"]);
        assert_eq!((grid.row(1).line(), grid.row(1).cell(0), grid.row(1).cell(1)), (3, "é", ""));
    }

    #[test]
    fn a_row_without_text_is_none_and_leaves_the_others_in_place() {
        let text = CellKind::Text;
        let grid = grid(&[(1, &[("a", text)]), (2, &[("", text), (" ", text)]), (3, &[("b", text)])]);
        assert_eq!((0..grid.len()).map(|row| grid.row(row).line()).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(grid.row(1).cell(0), "b");
    }

    #[test]
    fn each_cell_keeps_its_kind() {
        let (text, number) = (CellKind::Text, CellKind::Number);
        let grid = grid(&[(1, &[("a", text), ("1", number)]), (2, &[("b", text)]), (3, &[("2", number), ("c", text)])]);
        let kinds = |row| (0..grid.row(row).len()).map(|cell| grid.row(row).kind(cell)).collect::<Vec<_>>();
        assert_eq!([kinds(0), kinds(1), kinds(2)], [vec![text, number], vec![text], vec![number, text]]);
    }
}
