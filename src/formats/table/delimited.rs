//! CSV and TSV: cells between separators, rows between line ends.
//!
//! Cells may be quoted as in RFC 4180, and hold separators and line breaks then. Lines end in LF, CR or both, mixed as
//! they come. The reader of the crate `csv` is not used here: it takes any quote, and does not say where one is open.

use super::encoding::decode;
use super::grid::{CellKind, Grid};
use super::note::TableNote;
use super::{HeaderAt, HeaderFinder, Numbering, Table, TableError, find_header};

/// Separators that a table may have, most likely first.
const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];

/// Bytes and rows by which the separator is chosen.
const SAMPLE: usize = 256 << 10;
const SAMPLE_ROWS: usize = 200;

/// Reads a table of separated cells.
pub(super) fn read(bytes: &[u8], header: &HeaderFinder) -> Result<Table, TableError> {
    let (text, encoding) = decode(bytes);
    if text.trim().is_empty() {
        return Err(TableError::Empty);
    }
    if text.contains('\0') {
        return Err(TableError::NotATable { found: "binary data".to_owned() });
    }
    let (text, first_line, told) = without_told_separator(&text);
    let (separator, other) = told.map_or_else(|| separator(text, header), |separator| (separator, None));
    let mut grid = Grid::with_room(text.len());
    Parser::new(text, separator, first_line).rows(&mut grid, usize::MAX)?;
    let mut table = Table::new(grid, Numbering::Lines, header)?;
    table.is_delimited = true;
    let doubt = other.map(|other| TableNote::Delimiter { taken: char::from(separator), other: char::from(other) });
    table.notes.splice(0..0, encoding.into_iter().chain(doubt));
    Ok(table)
}

/// The text after a first line such as `sep=;`, which Excel takes for the separator; its number; the separator told.
fn without_told_separator(text: &str) -> (&str, u64, Option<u8>) {
    let (line, rest) = text.split_once('\n').unwrap_or((text, ""));
    let told = line.trim_end_matches('\r').trim_matches('"').strip_prefix("sep=").map(str::as_bytes);
    match told {
        Some(&[separator]) if separator != b'"' && separator.is_ascii() => (rest, 2, Some(separator)),
        _ => (text, 1, None),
    }
}

/// The separator, and another that splits the text as well.
///
/// It is the one under which the header is recognised best; else the one under which most rows have as many cells as
/// most rows have, and then the one with most cells. One is out where another one follows a closing quote.
fn separator(text: &str, header: &HeaderFinder) -> (u8, Option<u8>) {
    let mut sample = text.get(..floor(text, SAMPLE)).unwrap_or(text);
    if sample.len() < text.len() {
        // A row cut in two would count as one of another length.
        sample = sample.rsplit_once('\n').map_or(sample, |(whole, _)| whole);
    }
    let mut ranked: Vec<((bool, u32, usize, usize), u8)> = SEPARATORS
        .into_iter()
        .map(|separator| {
            let mut grid = Grid::default();
            let mut parser = Parser::new(sample, separator, 1);
            // What else goes wrong here is told when the whole is read.
            let is_cut = parser.rows(&mut grid, SAMPLE_ROWS).is_err();
            let fits = !(is_cut && sample.as_bytes().get(parser.at).is_some_and(|byte| SEPARATORS.contains(byte)));
            let (rows, cells) = usual_length(&grid);
            let score = find_header(&grid, header).map_or(0, |HeaderAt { score, .. }| score);
            // One cell a row is what every other separator gives.
            (if cells > 1 { (fits, score, rows, cells) } else { (fits, score, 0, 0) }, separator)
        })
        .collect();
    // Stable: among equals the most likely one stays first.
    ranked.sort_by_key(|&(rank, _)| std::cmp::Reverse(rank));
    match ranked.as_slice() {
        [(best, taken), (next, other), ..] if best == next && best.2 > 0 => (*taken, Some(*other)),
        [(_, taken), ..] => (*taken, None),
        [] => (b',', None),
    }
}

/// The largest place up to `at` that is between letters.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// How many rows have the number of cells that most rows have, and that number.
fn usual_length(grid: &Grid) -> (usize, usize) {
    let mut counts = std::collections::BTreeMap::<usize, usize>::new();
    for row in (0..grid.len()).map(|index| grid.row(index)) {
        *counts.entry(row.len()).or_default() += 1;
    }
    counts.into_iter().map(|(cells, rows)| (rows, cells)).max().unwrap_or_default()
}

/// Where the parser is in a text.
struct Parser<'a> {
    text: &'a str,
    at: usize,
    line: u64,
    separator: u8,
}

/// How a cell ends.
#[derive(Debug, Clone, Copy, PartialEq)]
enum End {
    Cell,
    Row,
    Text,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str, separator: u8, line: u64) -> Self {
        Self { text, at: 0, line, separator }
    }

    /// Reads so many rows at most.
    fn rows(&mut self, grid: &mut Grid, most: usize) -> Result<(), TableError> {
        let mut unquoted = String::new();
        while self.at < self.text.len() && grid.len() < most {
            grid.begin(self.line);
            loop {
                let end = match self.opening_quote() {
                    Some(open) => self.quoted(open, &mut unquoted, grid)?,
                    None => self.plain(grid)?,
                };
                if end != End::Cell {
                    break;
                }
            }
            grid.end();
        }
        Ok(())
    }

    /// The place after the quote that opens the cell; spaces may stand before it.
    fn opening_quote(&self) -> Option<usize> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let spaces = rest.iter().take_while(|&&byte| byte == b' ').count();
        (rest.get(spaces) == Some(&b'"')).then_some(self.at + spaces + 1)
    }

    fn plain(&mut self, grid: &mut Grid) -> Result<End, TableError> {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        let length = memchr::memchr3(self.separator, b'\n', b'\r', rest).unwrap_or(rest.len());
        let cell = self.text.get(self.at..self.at + length).unwrap_or_default();
        grid.cell(cell, CellKind::Text)?;
        self.at += length;
        Ok(self.end_of_cell())
    }

    /// Goes over what ends a cell, which is here.
    fn end_of_cell(&mut self) -> End {
        let bytes = self.text.as_bytes();
        match bytes.get(self.at) {
            None => End::Text,
            Some(&byte) if byte == self.separator => {
                self.at += 1;
                End::Cell
            }
            Some(&byte) => {
                self.at += if byte == b'\r' && bytes.get(self.at + 1) == Some(&b'\n') { 2 } else { 1 };
                self.line += 1;
                End::Row
            }
        }
    }

    fn quoted(&mut self, open: usize, unquoted: &mut String, grid: &mut Grid) -> Result<End, TableError> {
        let opened = self.line;
        let bytes = self.text.as_bytes();
        unquoted.clear();
        self.at = open;
        loop {
            let rest = bytes.get(self.at..).unwrap_or_default();
            let Some(length) = memchr::memchr(b'"', rest) else { return Err(TableError::UnclosedQuote { opened }) };
            let part = self.text.get(self.at..self.at + length).unwrap_or_default();
            self.line += line_ends(part);
            unquoted.push_str(part);
            self.at += length + 1;
            if bytes.get(self.at) != Some(&b'"') {
                break;
            }
            unquoted.push('"');
            self.at += 1;
        }
        let rest = bytes.get(self.at..).unwrap_or_default();
        self.at += rest.iter().take_while(|&&byte| byte == b' ').count();
        match bytes.get(self.at) {
            Some(&byte) if byte != self.separator && byte != b'\n' && byte != b'\r' => {
                Err(TableError::StrayQuote { line: self.line, opened })
            }
            _ => {
                grid.cell(unquoted, CellKind::Text)?;
                Ok(self.end_of_cell())
            }
        }
    }
}

/// Line ends in a part of a text: LF, CR, or both as one.
fn line_ends(part: &str) -> u64 {
    let bytes = part.as_bytes();
    let ends = |(at, &byte): (usize, &u8)| byte == b'\n' || (byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
    bytes.iter().enumerate().filter(|&it| ends(it)).count() as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::table::Row;

    fn read(text: &str) -> Result<Table, TableError> {
        super::read(text.as_bytes(), &|_| HeaderAt { score: 0, row: 0 })
    }

    fn cells(text: &str) -> Vec<Vec<String>> {
        let table = read(text).unwrap();
        let rows = table.rows().map(|row| row.cells().map(str::to_owned).collect());
        std::iter::once(table.header.clone()).chain(rows).collect()
    }

    fn lines(text: &str) -> Vec<u64> {
        read(text).unwrap().rows().map(|row| row.line()).collect()
    }

    #[test]
    fn rows_are_numbered_as_an_editor_numbers_them() {
        assert_eq!(lines("a;b\n1;2\n3;4\n"), [2, 3]);
        assert_eq!(lines("a;b\r\n1;2\r\n3;4\r\n"), [2, 3]);
        assert_eq!(lines("a;b\r1;2\r3;4"), [2, 3]);
        assert_eq!(lines("\n\na;b\n\n1;2\n \n3;4\n"), [5, 7]);
        assert_eq!(lines("a;b\n\"1\n1\";2\n3;4\n"), [2, 4]);
        assert_eq!(lines("a;b\r\n\"1\r\n1\r1\";2\n3;4\r5;6"), [2, 5, 6]);
    }

    #[test]
    fn quoted_cells_hold_separators_quotes_and_line_breaks() {
        assert_eq!(cells("a,b\n\"x,\"\"y\"\"\nz\", \"t\" \n"), [["a", "b"], ["x,\"y\"\nz", "t"]]);
    }

    #[test]
    fn a_quote_inside_a_cell_is_a_letter() {
        assert_eq!(cells("a;b\nCPTS 12\";x\n"), [["a", "b"], ["CPTS 12\"", "x"]]);
    }

    #[test]
    fn text_after_a_closing_quote_is_refused_with_both_lines() {
        let error = read("a;b\n\"x\ny\"z;1\n").unwrap_err();
        assert!(matches!(error, TableError::StrayQuote { line: 3, opened: 2 }), "{error}");
    }

    #[test]
    fn a_quote_that_is_never_closed_is_refused_with_its_line() {
        let error = read("a;b\n1;2\n\"x;3\n4;5\n").unwrap_err();
        assert!(matches!(error, TableError::UnclosedQuote { opened: 3 }), "{error}");
    }

    #[test]
    fn the_separator_is_the_one_that_splits_rows_alike() {
        for text in [
            "a;b,c;d\n1;2;3\n4;5;6",
            "a,\"x;y;z\",c\n1,2,3",
            "a\tb\tc\n1\t2\t3",
            "\u{feff}a|b|c\n1|2|3",
            "a;b;c\n1,5;2,5;3,5\n1,5;2,5;3,5",
            "Titre, sans rien d'autre\na;b;c\n1;2;3\n4;5;6",
        ] {
            assert_eq!(read(text).unwrap().rows().last().unwrap().len(), 3, "{text}");
        }
    }

    #[test]
    fn what_follows_a_closing_quote_is_the_separator_however_good_a_header_seems_under_another() {
        let text = "a;b;c\n\"A header\"\n\"1\";\"2\"\n";
        let header = |rows: &[Row]| match rows.iter().position(|row| row.cell(0) == "A header" && row.len() == 1) {
            Some(row) if rows.iter().all(|row| row.len() == 1) => HeaderAt { score: 9, row },
            _ => HeaderAt { score: 0, row: 0 },
        };
        let table = super::read(text.as_bytes(), &header).unwrap();
        assert_eq!((table.header.len(), table.rows().len()), (3, 2));
    }

    #[test]
    fn a_separator_that_another_could_replace_is_a_doubt() {
        let notes = |text: &str| read(text).unwrap().notes;
        assert_eq!(notes("a;b,c\n1;2,3\n"), [TableNote::Delimiter { taken: ';', other: ',' }]);
        assert_eq!(notes("a;b\n1;2\n"), []);
        assert_eq!(notes("a\n1\n"), []);
    }

    #[test]
    fn a_first_line_that_tells_the_separator_is_believed() {
        assert_eq!(cells("sep=|\r\na,b|c\r\n1,2|3\r\n"), [["a,b", "c"], ["1,2", "3"]]);
        assert_eq!(lines("sep=;\na;b\n1;2\n"), [3]);
    }

    #[test]
    fn an_empty_file_is_refused() {
        for text in ["", "\u{feff}", " \n\r\n", ";;\n;\n"] {
            assert!(matches!(read(text), Err(TableError::Empty)), "{text:?}");
        }
    }
}
