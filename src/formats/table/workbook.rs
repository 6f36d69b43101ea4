//! Workbooks of Excel: XLSX cell by cell as its reader meets them, XLS as a whole.

use std::io::Cursor;

use calamine::{Data, DataRef, DataType, Dimensions, ExcelDateTime, Reader, SheetType, Xls, XlsError, Xlsx};

use super::grid::CellKind;
use super::number::{date, number};
use super::sheet::{self, Merged, SheetRows, Workbook};
use super::{Table, TableError, TableOptions, compound};

/// Reads a workbook in XLSX whose size unpacked was looked at before, and whether any of its sheets has merged cells.
pub(super) fn read_xlsx(bytes: &[u8], has_merged: bool, options: &TableOptions) -> Result<Table, TableError> {
    guarded(|| {
        let workbook = Xlsx::new(Cursor::new(bytes)).map_err(malformed)?;
        sheet::read(&mut ByCells { workbook, has_merged }, options)
    })
}

/// Reads a workbook in XLS.
pub(super) fn read_xls(bytes: Vec<u8>, options: &TableOptions) -> Result<Table, TableError> {
    let wide: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    if memchr::memmem::find(&bytes, &wide).is_some() {
        return Err(TableError::Password);
    }
    if !compound::chains_end(&bytes) {
        return Err(malformed("a chain of its sectors has no end"));
    }
    guarded(|| {
        let workbook = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
            XlsError::Password => TableError::Password,
            XlsError::Cfb(_) => {
                TableError::NotATable { found: "an old Office document that is no workbook".to_owned() }
            }
            error => malformed(error),
        })?;
        sheet::read(&mut Whole(workbook), options)
    })
}

/// A corrupt workbook may be taken for a fault of the program; nothing outlives it that could be left half done.
fn guarded(read: impl FnOnce() -> Result<Table, TableError>) -> Result<Table, TableError> {
    crate::guard::guarded(read)
        .unwrap_or_else(|_| Err(TableError::malformed("the workbook is corrupt: its reader gave up")))
}

fn malformed(error: impl std::fmt::Display) -> TableError {
    TableError::malformed(format!("the workbook cannot be read: {error}"))
}

/// Those of several rows.
fn over_rows(merged: &[Dimensions]) -> Vec<Merged> {
    let over = |it: &&Dimensions| it.end.0 > it.start.0;
    merged.iter().filter(over).map(|it| Merged { first: it.start.0, last: it.end.0, column: it.start.1 }).collect()
}

struct ByCells<'a> {
    workbook: Xlsx<Cursor<&'a [u8]>>,
    has_merged: bool,
}

impl Workbook for ByCells<'_> {
    fn names(&self) -> Vec<String> {
        sheets(&self.workbook)
    }

    fn cells(&mut self, sheet: &str, into: &mut SheetRows) -> Result<(), TableError> {
        let mut reader = self.workbook.worksheet_cells_reader(sheet).map_err(malformed)?;
        while into.wants_more() {
            let Some(cell) = reader.next_cell_with_formula_metadata().map_err(malformed)? else { break };
            let (row, column) = cell.pos;
            let is_formula = cell.formula.is_some();
            match cell.value {
                DataRef::Empty if is_formula => into.cell(row, column, "", CellKind::NoValue),
                DataRef::SharedString(text) => into.cell(row, column, text, CellKind::Text),
                DataRef::String(text) => into.cell(row, column, &text, CellKind::Text),
                DataRef::Float(value) => into.cell(row, column, &number(value), CellKind::Number),
                DataRef::Int(value) => into.cell(row, column, &value.to_string(), CellKind::Number),
                value => {
                    let (text, kind) = text_of(&value.into());
                    into.cell(row, column, &text, kind);
                }
            }
        }
        Ok(())
    }

    fn merged(&mut self, sheet: &str) -> Result<Vec<Merged>, TableError> {
        if !self.has_merged {
            return Ok(Vec::new());
        }
        Ok(over_rows(&self.workbook.merge_cells_by_sheet_name(sheet).map_err(malformed)?))
    }
}

struct Whole(Xls<Cursor<Vec<u8>>>);

impl Workbook for Whole {
    fn names(&self) -> Vec<String> {
        sheets(&self.0)
    }

    fn cells(&mut self, sheet: &str, into: &mut SheetRows) -> Result<(), TableError> {
        let formulas = self.0.worksheet_formula(sheet).map_err(malformed)?;
        let range = self.0.worksheet_range(sheet).map_err(malformed)?;
        let (top, left) = range.start().unwrap_or_default();
        for (row, cells) in (top..).zip(range.rows()) {
            if !into.wants_more() {
                break;
            }
            for (column, value) in (left..).zip(cells) {
                let (text, kind) = text_of(value);
                let is_formula = || formulas.get_value((row, column)).is_some_and(|formula| !formula.is_empty());
                let kind = if value.is_empty() && is_formula() { CellKind::NoValue } else { kind };
                into.cell(row, column, &text, kind);
            }
        }
        Ok(())
    }

    fn merged(&mut self, sheet: &str) -> Result<Vec<Merged>, TableError> {
        Ok(over_rows(&self.0.merge_cells_by_sheet_name(sheet).map_err(malformed)?))
    }
}

fn sheets<RS: std::io::Read + std::io::Seek>(workbook: &impl Reader<RS>) -> Vec<String> {
    let of_cells = workbook.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    of_cells.map(|sheet| sheet.name.clone()).collect()
}

/// The value of a cell as text.
fn text_of(value: &Data) -> (String, CellKind) {
    match value {
        Data::Int(value) => (value.to_string(), CellKind::Number),
        Data::Float(value) => (number(*value), CellKind::Number),
        Data::String(text) => (text.clone(), CellKind::Text),
        Data::Bool(value) => (value.to_string(), CellKind::Text),
        Data::DateTime(value) => of_date(value),
        Data::DateTimeIso(text) => (text.trim_end_matches("T00:00:00").to_owned(), CellKind::Date),
        Data::DurationIso(text) => (text.clone(), CellKind::Text),
        Data::Error(error) => (error.to_string(), CellKind::Error),
        _ => (String::new(), CellKind::Text),
    }
}

fn of_date(value: &ExcelDateTime) -> (String, CellKind) {
    if value.is_duration() {
        return (number(value.as_f64()), CellKind::Number);
    }
    let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
    (date(year, month, day, [hour, minute, second]), CellKind::Date)
}
