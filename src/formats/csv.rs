//! CSV, written as RFC 4180; the shortest way to read it.

use std::io::Write;

use compact_str::CompactString;

use super::table::{self, Table, TableError, TableOptions};

/// Reads a table whose first row is its header: separator and encoding are found as in [`table`].
///
/// # Errors
/// An empty file, or quotes that do not fit together.
pub fn read(bytes: &[u8]) -> Result<Table, TableError> {
    table::read_csv(bytes, &TableOptions::default())
}

/// How numbers and cells are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// RFC 4180: `,` between cells and a decimal point.
    Standard,
    /// What Excel in French opens by a double click: byte-order mark, `;` and a decimal comma. Texts that a spreadsheet would
    /// take for formulas have an apostrophe before them.
    ExcelFrench,
}

/// Whether a spreadsheet that opens a file would take a text for a formula, and carry it out.
fn is_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r'])
}

/// A text as it was before [`write()`] put an apostrophe before it for a spreadsheet.
pub fn without_guard(text: &str) -> &str {
    text.strip_prefix('\'').filter(|rest| is_like_a_formula(rest)).unwrap_or(text)
}

/// A cell to be written.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A text; most are short enough to stand in the cell itself.
    Text(CompactString),
    /// A whole number.
    Integer(i64),
    /// A number with this many decimals.
    Decimal(f64, usize),
    /// Nothing: the value is unknown or has no sense here.
    Empty,
}

impl Cell {
    /// The cell as a JSON value.
    pub fn to_json(&self) -> serde_json::Value {
        match self {
            Self::Text(text) => text.as_str().into(),
            Self::Integer(number) => (*number).into(),
            Self::Decimal(number, places) => {
                let scale = 10f64.powi(*places as i32);
                ((number * scale).round() / scale).into()
            }
            Self::Empty => serde_json::Value::Null,
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<u64> for Cell {
    fn from(number: u64) -> Self {
        Self::Integer(number as i64)
    }
}

impl From<usize> for Cell {
    fn from(number: usize) -> Self {
        Self::Integer(number as i64)
    }
}

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// Writes a header and rows. Texts are written as they are, for programs; only for [`Dialect::ExcelFrench`] are those that begin like
/// formulas kept from being one, since names come from tables and scripts of other people.
///
/// # Errors
/// Only those of the writer; to memory there are none.
pub fn write(header: &[&str], rows: &[Vec<Cell>], dialect: Dialect) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    if dialect == Dialect::ExcelFrench {
        bytes.write_all(b"\xef\xbb\xbf")?;
    }
    let separator = if dialect == Dialect::ExcelFrench { b';' } else { b',' };
    let mut writer =
        csv::WriterBuilder::new().delimiter(separator).terminator(csv::Terminator::CRLF).from_writer(&mut bytes);
    writer.write_record(header)?;
    for row in rows {
        for cell in row {
            match cell {
                Cell::Text(text) if dialect == Dialect::ExcelFrench && is_like_a_formula(text) => {
                    writer.write_field(format!("'{text}"))?;
                }
                Cell::Text(text) => writer.write_field(text)?,
                Cell::Integer(number) => writer.write_field(number.to_string())?,
                Cell::Decimal(number, places) => writer.write_field(decimal(*number, *places, dialect))?,
                Cell::Empty => writer.write_field("")?,
            }
        }
        writer.write_record(None::<&[u8]>)?;
    }
    writer.flush()?;
    drop(writer);
    Ok(bytes)
}

fn decimal(number: f64, places: usize, dialect: Dialect) -> String {
    let text = format!("{number:.places$}");
    if dialect == Dialect::ExcelFrench { text.replace('.', ",") } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let rows = [vec![Cell::from("a,b"), Cell::from("say \"x\""), Cell::Decimal(1.005, 2), Cell::Empty]];
        let text = String::from_utf8(write(&["w", "x", "y", "z"], &rows, Dialect::Standard).unwrap()).unwrap();
        assert_eq!(text, "w,x,y,z\r\n\"a,b\",\"say \"\"x\"\"\",1.00,\r\n");
    }

    #[test]
    fn texts_like_formulas_are_kept_from_being_one_where_a_spreadsheet_opens_the_file() {
        for text in ["=1+1", "+33", "-2", "@SUM(A1)", "\t=1", "'", "CPTS = A", "'=1"] {
            let cells = |dialect| {
                let bytes = write(&["x", "y"], &[vec![Cell::from(text), Cell::Integer(-2)]], dialect).unwrap();
                let row = read(&bytes).unwrap();
                [row.rows().next().unwrap().cell(0).to_owned(), row.rows().next().unwrap().cell(1).to_owned()]
            };
            let [plain, guarded] = [Dialect::Standard, Dialect::ExcelFrench].map(cells);
            // White space around a cell is not read.
            assert_eq!(plain, [text.trim(), "-2"], "{text:?}");
            let expected = if is_like_a_formula(text) { format!("'{text}") } else { text.to_owned() };
            assert_eq!(guarded, [expected.as_str(), "-2"], "{text:?}");
            assert_eq!(without_guard(&guarded[0]), without_guard(text), "{text:?}");
        }
    }

    #[test]
    fn excel_in_french_gets_a_mark_semicolons_and_decimal_commas() {
        let rows = [vec![Cell::Decimal(12.5, 2), Cell::from("a;b")]];
        let bytes = write(&["x", "y"], &rows, Dialect::ExcelFrench).unwrap();
        assert_eq!(bytes, "\u{feff}x;y\r\n12,50;\"a;b\"\r\n".as_bytes());
    }
}
