//! Parquet: columns of values as a table.

use super::super::compress::Limits;
use super::super::geoparquet::{PlainColumns, read_plain};
use super::super::layer::Value;
use super::grid::{CellKind, Grid};
use super::note::TableNote;
use super::number::number;
use super::{Numbering, Table, TableError};

/// Reads all columns that are no lists or structures.
pub(super) fn read(bytes: Vec<u8>, limits: Limits) -> Result<Table, TableError> {
    let mut grid = Grid::default();
    let mut record = 0;
    let mut error = None;
    let PlainColumns { names, left_out } = read_plain(bytes, limits, &mut |columns| {
        let rows = columns.iter().map(Vec::len).max().unwrap_or(0);
        for row in 0..rows {
            record += 1;
            grid.begin(record);
            for column in &columns {
                let (text, kind) = column.get(row).and_then(Option::as_ref).map_or_else(Default::default, cell);
                if let Err(too_long) = grid.cell(&text, kind) {
                    error.get_or_insert(too_long);
                }
            }
            grid.end();
        }
    })?;
    if let Some(error) = error {
        return Err(error.into());
    }
    if names.is_empty() {
        return Err(TableError::NotATable { found: "a Parquet file without columns of texts or numbers".to_owned() });
    }
    let mut table = Table::with_header(names, grid, Numbering::Records);
    if !left_out.is_empty() {
        table.notes.push(TableNote::ColumnsLeftOut { names: left_out });
    }
    Ok(table)
}

fn cell(value: &Value) -> (String, CellKind) {
    match value {
        Value::Integer(_) => (value.to_text(), CellKind::Number),
        Value::Number(value) => (number(*value), CellKind::Number),
        Value::Text(_) | Value::Boolean(_) => (value.to_text(), CellKind::Text),
    }
}
