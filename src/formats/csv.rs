//! CSV, written as RFC 4180; the shortest way to read it.

use std::io::Write;

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
    /// What Excel in French opens by a double click: byte-order mark, `;` and a decimal comma.
    ExcelFrench,
}

/// A cell to be written.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// A text.
    Text(String),
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
        Self::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(text)
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

/// Writes a header and rows.
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
    fn excel_in_french_gets_a_mark_semicolons_and_decimal_commas() {
        let rows = [vec![Cell::Decimal(12.5, 2), Cell::from("a;b")]];
        let bytes = write(&["x", "y"], &rows, Dialect::ExcelFrench).unwrap();
        assert_eq!(bytes, "\u{feff}x;y\r\n12,50;\"a;b\"\r\n".as_bytes());
    }
}
