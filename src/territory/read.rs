//! Rows of a table to claims as they are written, codes not looked up yet.

use super::anomaly::{Anomaly, Finding, Source};
use super::columns::{Column, Columns, ColumnsError};
use crate::formats::table::Table;

/// A row that names a CPTS and a code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawClaim {
    /// Line of the row.
    pub line: u64,
    /// Identifier of the CPTS, or its name where it has none.
    pub cpts: String,
    /// Name of the CPTS; empty where the row gives none.
    pub name: String,
    /// Stage as written; empty where the row gives none.
    pub stage: String,
    /// Code as written.
    pub code: String,
}

/// What was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Rows of the table.
    pub rows: usize,
    /// Rows that name a CPTS and a code.
    pub claims: Vec<RawClaim>,
    /// The others, and what else was noticed.
    pub anomalies: Vec<Anomaly>,
    /// Whether the table has a column of stages.
    pub has_stages: bool,
}

/// Reads the claims of a table.
///
/// # Errors
/// The columns needed cannot be told from the header.
pub fn read_claims(table: &Table) -> Result<Reading, ColumnsError> {
    let columns = Columns::find(table)?;
    let has_stages = columns.place(Column::Stage).is_some();
    let mut reading = Reading { rows: table.rows.len(), claims: Vec::new(), anomalies: Vec::new(), has_stages };
    for row in &table.rows {
        let cell = |column| columns.cell(&row.cells, column);
        let (id, name, code) = (cell(Column::CptsId), cell(Column::CptsName), cell(Column::Code));
        let mut note = |finding, column: Option<Column>, value: String| {
            let source = Source { lines: vec![row.line], column: column.map(Column::name), value, code: None };
            reading.anomalies.push(Anomaly { finding, source });
        };
        let (cells, expected) = (row.cells.len(), table.header.len());
        // Empty cells at the end are what a spreadsheet leaves there, not cells too many.
        let is_long = row.cells.iter().skip(expected).any(|cell| !cell.is_empty());
        let no_cpts = id.is_empty() && name.is_empty();
        let is_used = !code.is_empty() && !no_cpts;
        if is_long || (cells < expected) {
            note(Finding::RowLength { cells, expected, is_used }, None, row.cells.join(" | "));
        }
        if code.is_empty() {
            // A row that is too short has said so already.
            if cells >= expected {
                note(Finding::NoCode, Some(Column::Code), String::new());
            }
        } else if no_cpts {
            if cells >= expected {
                let has_id = columns.place(Column::CptsId).is_some();
                note(Finding::NoCpts, Some(if has_id { Column::CptsId } else { Column::CptsName }), String::new());
            }
        } else {
            let cpts = if id.is_empty() { name.clone() } else { id };
            reading.claims.push(RawClaim { line: row.line, cpts, name, stage: cell(Column::Stage), code });
        }
    }
    if !has_stages {
        reading.anomalies.push(Anomaly { finding: Finding::NoStages, source: Source::default() });
    }
    Ok(reading)
}
