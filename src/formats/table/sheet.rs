//! Sheets of a workbook: which one is the table, and its cells as rows.

use std::collections::BTreeMap;

use super::grid::{CellKind, Grid, MOST_CELLS};
use super::note::{TableNote, cell_name};
use super::{HEADER_ROWS, HeaderAt, Numbering, Table, TableError, TableOptions, find_header};

/// Cells merged over several rows: rows and the column, from 0.
#[derive(Debug, Clone, Copy)]
pub(super) struct Merged {
    pub first: u32,
    pub last: u32,
    pub column: u32,
}

/// A workbook.
pub(super) trait Workbook {
    /// Names of the sheets of cells, in order.
    fn names(&self) -> Vec<String>;

    /// Hands the cells of a sheet over, rows ascending, until `into` has enough.
    fn cells(&mut self, sheet: &str, into: &mut SheetRows) -> Result<(), TableError>;

    /// Cells merged over several rows, in any order.
    fn merged(&mut self, sheet: &str) -> Result<Vec<Merged>, TableError>;
}

/// Reads the sheet asked for, or the one whose header is recognised best.
pub(super) fn read(workbook: &mut dyn Workbook, options: &TableOptions) -> Result<Table, TableError> {
    let names = workbook.names();
    let mut heads = Vec::new();
    for name in &names {
        let mut rows = SheetRows::new(HEADER_ROWS, Vec::new());
        workbook.cells(name, &mut rows)?;
        let grid = rows.finish()?.0;
        if let Some(HeaderAt { score, .. }) = find_header(&grid, options.header) {
            heads.push((name.clone(), score));
        }
    }
    let chosen = match options.sheet {
        Some(asked) => named(&names, asked)?,
        None => {
            let best = heads.iter().map(|&(_, score)| score).max().ok_or(TableError::Empty)?;
            heads.iter().find(|&&(_, score)| score == best).map(|(name, _)| name.clone()).unwrap_or_default()
        }
    };
    let score = heads.iter().find(|(name, _)| *name == chosen).map(|&(_, score)| score);
    let merged = workbook.merged(&chosen)?;
    let mut rows = SheetRows::new(usize::MAX, merged);
    workbook.cells(&chosen, &mut rows)?;
    let (grid, filled) = rows.finish()?;
    let mut table = Table::new(grid, Numbering::SheetRows, options.header)?;
    let others: Vec<String> = heads.iter().map(|(name, _)| name.clone()).filter(|name| *name != chosen).collect();
    if !others.is_empty() && options.sheet.is_none() {
        let as_good = heads.iter().filter(|(name, other)| *name != chosen && Some(*other) == score);
        let tied = as_good.map(|(name, _)| name.clone()).collect();
        table.notes.insert(0, TableNote::Sheet { name: chosen, others, tied });
    }
    table.notes.extend(about_cells(&table, &filled));
    Ok(table)
}

/// The sheet of that name, case aside, or of that number from 1.
fn named(names: &[String], asked: &str) -> Result<String, TableError> {
    let exact = names.iter().find(|name| *name == asked);
    let lower = |name: &str| name.trim().to_lowercase();
    let alike = || names.iter().find(|name| lower(name) == lower(asked));
    let number = || asked.parse::<usize>().ok()?.checked_sub(1).and_then(|index| names.get(index));
    let found = exact.or_else(alike).or_else(number);
    found.cloned().ok_or_else(|| TableError::NoSuchSheet { name: asked.to_owned(), names: names.to_vec() })
}

/// What to tell of cells below the header.
fn about_cells(table: &Table, filled: &[(u32, u32)]) -> Vec<TableNote> {
    let (mut errors, mut without) = (Vec::new(), Vec::new());
    for row in table.rows() {
        for index in 0..row.kinds_len() {
            let name = || cell_name(u32::try_from(row.line().saturating_sub(1)).unwrap_or(u32::MAX), index as u32);
            match row.kind(index) {
                CellKind::Error => errors.push(name()),
                CellKind::NoValue => without.push(name()),
                CellKind::Text | CellKind::Number | CellKind::Date => {}
            }
        }
    }
    let below = table.rows().next().map_or(u64::MAX, |row| row.line());
    let filled: Vec<(u32, u32)> = filled.iter().copied().filter(|&(row, _)| u64::from(row) + 1 >= below).collect();
    let mut rows: Vec<u32> = filled.iter().map(|&(row, _)| row).collect();
    rows.dedup();
    let first = |names: &[String]| names.first().cloned();
    let formulas = first(&without).map(|first| TableNote::FormulasWithoutValue { cells: without.len(), first });
    let errors = first(&errors).map(|first| TableNote::ErrorCells { cells: errors.len(), first });
    let merged =
        filled.first().map(|&(row, column)| TableNote::MergedCells { rows: rows.len(), first: cell_name(row, column) });
    formulas.into_iter().chain(errors).chain(merged).collect()
}

/// Rows of a sheet as its cells come.
pub(super) struct SheetRows {
    grid: Grid,
    most: usize,
    /// Row that the cells are of.
    row: Option<u32>,
    text: String,
    /// Column, place in the text, and kind of the cells of the row.
    cells: Vec<(u32, std::ops::Range<usize>, CellKind)>,
    /// By their first row, those that are yet to begin.
    coming: BTreeMap<u32, Vec<Merged>>,
    /// Those over the row, with their text.
    over: Vec<(Merged, String, CellKind)>,
    filled: Vec<(u32, u32)>,
    /// Cells of rows that repeat.
    announced: usize,
    error: Option<TableError>,
}

impl SheetRows {
    fn new(most: usize, merged: Vec<Merged>) -> Self {
        let mut coming = BTreeMap::<u32, Vec<Merged>>::new();
        for merged in merged.into_iter().filter(|merged| merged.last > merged.first) {
            coming.entry(merged.first).or_default().push(merged);
        }
        Self {
            grid: Grid::default(),
            most,
            row: None,
            text: String::new(),
            cells: Vec::new(),
            coming,
            over: Vec::new(),
            filled: Vec::new(),
            announced: 0,
            error: None,
        }
    }

    /// Whether more cells are wanted.
    pub fn wants_more(&self) -> bool {
        self.grid.len() < self.most && self.error.is_none()
    }

    /// Told before rows that repeat are taken: more than a table may have is refused before any is made.
    pub fn announce(&mut self, row: u32, rows: u32, cells: usize) {
        let rows = (rows as usize).min(self.most.saturating_sub(self.grid.len()));
        self.announced = self.announced.saturating_add(rows.saturating_mul(cells));
        if self.announced > MOST_CELLS {
            self.error.get_or_insert(TableError::TooManyCells { line: u64::from(row) + 1 });
        }
    }

    /// Takes a cell; row and column from 0.
    pub fn cell(&mut self, row: u32, column: u32, text: &str, kind: CellKind) {
        if text.is_empty() && kind == CellKind::Text {
            return;
        }
        if self.row != Some(row) {
            self.end_row();
            self.row = Some(row);
        }
        let start = self.text.len();
        self.text.push_str(text);
        self.cells.push((column, start..self.text.len(), kind));
    }

    fn end_row(&mut self) {
        let Some(row) = self.row.take() else { return };
        self.over.retain(|(merged, ..)| merged.last >= row);
        if !self.cells.is_sorted_by_key(|&(column, ..)| column) {
            self.cells.sort_by_key(|&(column, ..)| column);
        }
        for index in 0..self.over.len() {
            let (Merged { column, .. }, text, kind) = &self.over[index];
            if let Err(place) = self.cells.binary_search_by_key(column, |&(column, ..)| column) {
                let start = self.text.len();
                self.text.push_str(text);
                self.cells.insert(place, (*column, start..self.text.len(), *kind));
                self.filled.push((row, *column));
            }
        }
        for merged in self.coming.remove(&row).into_iter().flatten() {
            if let Ok(place) = self.cells.binary_search_by_key(&merged.column, |&(column, ..)| column)
                && let Some((_, range, kind)) = self.cells.get(place)
            {
                let text = self.text.get(range.clone()).unwrap_or_default().to_owned();
                self.over.push((merged, text, *kind));
            }
        }
        if let Err(error) = self.push_row(row) {
            self.error.get_or_insert(error);
        }
        self.text.clear();
        self.cells.clear();
    }

    fn push_row(&mut self, row: u32) -> Result<(), TableError> {
        self.grid.begin(u64::from(row) + 1);
        let mut next = 0;
        for (column, range, kind) in &self.cells {
            // The same cell twice is no cell more.
            if *column < next {
                continue;
            }
            for _ in next..*column {
                self.grid.cell("", CellKind::Text)?;
            }
            self.grid.cell(self.text.get(range.clone()).unwrap_or_default(), *kind)?;
            next = column + 1;
        }
        self.grid.end();
        Ok(())
    }

    /// The rows, and the cells that took a text from above.
    fn finish(mut self) -> Result<(Grid, Vec<(u32, u32)>), TableError> {
        self.end_row();
        match self.error {
            Some(error) => Err(error),
            None => Ok((self.grid, self.filled)),
        }
    }
}
