//! What was noticed while a table was read, as data: words for it are made in `report`.

use serde::{Deserialize, Serialize};

/// How texts of a file are written as bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Encoding {
    /// UTF-8.
    Utf8,
    /// UTF-16, either end first.
    Utf16,
    /// Windows-1252, of Windows in western Europe; it holds ISO 8859-1.
    Windows1252,
    /// Mac Roman, of older Excel on a Mac.
    MacRoman,
    /// Code page 850, of DOS in western Europe.
    Dos850,
}

impl Encoding {
    /// Its usual name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "UTF-8",
            Self::Utf16 => "UTF-16",
            Self::Windows1252 => "Windows-1252",
            Self::MacRoman => "Mac Roman",
            Self::Dos850 => "CP850",
        }
    }
}

/// Something about the file as a whole, or about some of its cells.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TableNote {
    /// Texts are not UTF-8.
    Encoding {
        /// How they were read.
        encoding: Encoding,
        /// Nothing in the file says so: it is what gives most French letters.
        guessed: bool,
    },
    /// Most lines are UTF-8, some are not: these were read in another encoding.
    MixedEncoding {
        /// How they were read.
        encoding: Encoding,
        /// Lines that are not UTF-8, ascending; the first few.
        lines: Vec<u64>,
        /// How many there are.
        count: u64,
    },
    /// Another separator would split the file as well.
    Delimiter {
        /// The one taken.
        taken: char,
        /// The other.
        other: char,
    },
    /// The workbook has several sheets with cells.
    Sheet {
        /// The one read.
        name: String,
        /// The others.
        others: Vec<String>,
        /// Those whose header is as good: the first was taken.
        tied: Vec<String>,
    },
    /// Rows above the header, which are no rows of the table.
    TitleRows {
        /// How many.
        rows: usize,
        /// Text of the first.
        first: String,
    },
    /// Formulas whose value the file does not hold: the cells are empty.
    FormulasWithoutValue {
        /// How many.
        cells: usize,
        /// The first, as a spreadsheet names it: `C12`.
        first: String,
    },
    /// Cells with an error of the spreadsheet.
    ErrorCells {
        /// How many.
        cells: usize,
        /// The first, as a spreadsheet names it.
        first: String,
    },
    /// Cells merged over several rows: each row has their text.
    MergedCells {
        /// Rows that took a text from above.
        rows: usize,
        /// The first cell that did, as a spreadsheet names it.
        first: String,
    },
    /// Columns of lists or structures, which are not read.
    ColumnsLeftOut {
        /// Their names.
        names: Vec<String>,
    },
}

/// Name of a cell as a spreadsheet shows it: column letters and row, both counted from 0 here.
pub(super) fn cell_name(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = u64::from(column) + 1;
    while left > 0 {
        left -= 1;
        letters.push(b'A' + (left % 26) as u8);
        left /= 26;
    }
    let letters: String = letters.into_iter().rev().map(char::from).collect();
    format!("{letters}{}", u64::from(row) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_named_as_spreadsheets_do() {
        assert_eq!(
            [(0, 0), (11, 2), (0, 25), (0, 26), (9, 701), (9, 702)].map(|(row, column)| cell_name(row, column)),
            ["A1", "C12", "Z1", "AA1", "ZZ10", "AAA10"]
        );
    }
}
