//! CSV: read with the separator found from the header, written as RFC 4180.

use std::io::Write;

use super::table::{Row, Table};

/// Separators that a table may have, most likely first.
const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// Why a text is not a table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CsvError {
    /// Nothing but white space.
    #[error("the file is empty")]
    Empty,
    /// A line that is not UTF-8.
    #[error("line {line} is not UTF-8")]
    NotUtf8 {
        /// The line.
        line: u64,
    },
    /// The parser gave up.
    #[error("line {line}: {reason}")]
    Malformed {
        /// The line.
        line: u64,
        /// Why.
        reason: String,
    },
}

/// Reads a table: UTF-8, with or without byte-order mark, `;` `,` tab or `|` between cells, quotes as in RFC 4180.
///
/// The separator is the one that splits the header into most cells. Rows may have fewer or more cells than the header:
/// what that means is for the caller to say.
///
/// # Errors
/// An empty file, or one that is not UTF-8.
pub fn read(bytes: &[u8]) -> Result<Table, CsvError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text =
        std::str::from_utf8(bytes).map_err(|error| CsvError::NotUtf8 { line: line_at(bytes, error.valid_up_to()) })?;
    if text.trim().is_empty() {
        return Err(CsvError::Empty);
    }
    let mut reader =
        csv::ReaderBuilder::new().delimiter(separator(text)).flexible(true).has_headers(false).from_reader(bytes);
    let mut rows = Vec::new();
    let mut lines = LineCounter { bytes, at: 0, line: 1 };
    for record in reader.records() {
        let record = record.map_err(|error| {
            let at = error.position().map_or(0, |position| position.byte() as usize);
            CsvError::Malformed { line: line_at(bytes, at), reason: error.to_string() }
        })?;
        let start = record.position().map_or(0, |position| position.byte() as usize);
        let cells: Vec<String> = record.iter().map(|cell| cell.trim().to_owned()).collect();
        if cells.iter().any(|cell| !cell.is_empty()) {
            rows.push(Row { line: lines.at_text(start), cells });
        }
    }
    let mut rows = rows.into_iter();
    let header = rows.next().ok_or(CsvError::Empty)?.cells;
    Ok(Table { header, rows: rows.collect() })
}

/// The separator that splits the first line with text into most cells, quoted parts left out.
fn separator(text: &str) -> u8 {
    let header = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: u8| {
        let mut quoted = false;
        header
            .bytes()
            .filter(|&byte| {
                quoted ^= byte == b'"';
                byte == separator && !quoted
            })
            .count()
    };
    // The first of the largest: `max_by_key` would take the last.
    SEPARATORS.into_iter().rev().max_by_key(|&separator| count(separator)).unwrap_or(b',')
}

fn line_at(bytes: &[u8], at: usize) -> u64 {
    LineCounter { bytes, at: 0, line: 1 }.up_to(at)
}

/// Counts lines as an editor does. The reader's own count is off by one after a carriage return.
struct LineCounter<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u64,
}

impl LineCounter<'_> {
    /// Line of the byte at `to`, which must not lie before the one asked for last.
    fn up_to(&mut self, to: usize) -> u64 {
        let to = to.min(self.bytes.len());
        for i in self.at..to {
            let byte = self.bytes[i];
            let end = byte == b'\n' || (byte == b'\r' && self.bytes.get(i + 1) != Some(&b'\n'));
            self.line += u64::from(end);
        }
        self.at = self.at.max(to);
        self.line
    }

    /// Line of the first text from `start` on: the reader leaves line ends and blank lines before a row to the row.
    fn at_text(&mut self, start: usize) -> u64 {
        let rest = &self.bytes[start.min(self.bytes.len())..];
        let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        self.up_to(start + blank)
    }
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

    fn lines(text: &str) -> Vec<u64> {
        read(text.as_bytes()).unwrap().rows.iter().map(|row| row.line).collect()
    }

    #[test]
    fn rows_are_numbered_as_an_editor_numbers_them() {
        assert_eq!(lines("a;b\n1;2\n3;4\n"), [2, 3]);
        assert_eq!(lines("a;b\r\n1;2\r\n3;4\r\n"), [2, 3]);
        assert_eq!(lines("a;b\r1;2\r3;4"), [2, 3]);
        assert_eq!(lines("\n\na;b\n\n1;2\n \n3;4\n"), [5, 7]);
        assert_eq!(lines("a;b\n\"1\n1\";2\n3;4\n"), [2, 4]);
    }

    #[test]
    fn the_separator_is_the_one_that_splits_the_header_most() {
        for text in ["a;b,c;d\n1;2;3", "a,\"x;y;z\",c\n1,2,3", "a\tb\tc\n1\t2\t3", "\u{feff}a|b|c\n1|2|3"] {
            assert_eq!(read(text.as_bytes()).unwrap().header.len(), 3, "{text}");
        }
    }

    #[test]
    fn an_empty_file_is_refused() {
        for text in ["", "\u{feff}", " \n\r\n"] {
            assert_eq!(read(text.as_bytes()), Err(CsvError::Empty));
        }
    }

    #[test]
    fn a_file_that_is_not_utf8_is_refused_with_the_line() {
        assert_eq!(read(b"a;b\n1;\xe9t\xe9\n"), Err(CsvError::NotUtf8 { line: 2 }));
    }

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
