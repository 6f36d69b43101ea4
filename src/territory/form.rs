//! The forms in which people write who claims what.
//!
//! - *long*: a row a commune, with its CPTS;
//! - *lists*: a row a CPTS, all codes in one cell;
//! - *across*: a row a CPTS, the codes in several cells;
//! - *column a CPTS*: its name in the header, the codes below;
//! - *marks*: a row a commune, a column a CPTS, and a mark where they belong together.
//!
//! Of the long form and of marks, the commune may be named, or given by its postal code, where there is no column of codes.

use super::codes::{is_of_codes, list, mostly, speaks_of_codes};
use super::column::Column;
use super::columns::{Columns, ColumnsError};
use crate::cog::plain_text;
use crate::formats::table::Table;

/// What was made of a table's columns, where it is not the long form under the usual names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum FormNote {
    /// Cells hold lists of codes.
    Lists {
        /// The column.
        column: String,
        /// Signs between codes, the most frequent first; a space stands for any white space.
        signs: Vec<char>,
    },
    /// Each row gives the codes of a CPTS in several columns.
    Across {
        /// Names of the columns, without those that have none.
        columns: Vec<String>,
    },
    /// Each column gives the codes of a CPTS.
    ColumnPerCpts {
        /// Their names.
        cpts: Vec<String>,
        /// Columns that are not read.
        unread: Vec<String>,
    },
    /// Each column of marks is a CPTS.
    Marks {
        /// Their names.
        cpts: Vec<String>,
        /// Columns that are not read.
        unread: Vec<String>,
    },
    /// A column numbers the rows and identifies no CPTS.
    RowNumbers {
        /// Its name.
        column: String,
    },
    /// The codes are in a column that is told by what it holds.
    CodesByContent {
        /// Its name.
        column: String,
    },
}

/// How claims are to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Form {
    /// One code a row.
    Long,
    /// Lists of codes in the column of codes.
    Lists,
    /// A commune a row, by its name or postal code.
    Named,
    /// Codes in these columns.
    Across(Vec<usize>),
    /// Codes in these columns, each of the CPTS that its header names.
    ColumnPerCpts(Vec<usize>),
    /// Marks in these columns.
    Marks(Vec<usize>),
}

/// What a cell of a column of marks says.
pub(super) fn mark(text: &str) -> Option<bool> {
    match plain_text(text).as_str() {
        "x" | "1" | "o" | "y" | "oui" | "yes" | "vrai" | "true" => Some(true),
        "0" | "n" | "non" | "no" | "faux" | "false" => Some(false),
        "" => match text {
            "✓" | "✔" | "☑" | "✗" | "✘" | "×" | "●" | "•" | "*" => Some(true),
            "" | "-" | "–" | "—" | "☐" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

impl Form {
    /// The form of a table whose columns are found, and what to tell of it.
    ///
    /// # Errors
    /// In no form the table tells who claims what.
    pub fn find(table: &Table, columns: &Columns) -> Result<(Self, Vec<FormNote>), ColumnsError> {
        let name = |place: usize| table.header.get(place).cloned().unwrap_or_default();
        let names = |places: &[usize]| places.iter().map(|&it| name(it)).filter(|it| !it.is_empty()).collect();
        let mut notes = Vec::new();
        if let Some(place) = columns.row_numbers {
            notes.push(FormNote::RowNumbers { column: name(place) });
        }
        if let Some(place) = columns.place(Column::Code).filter(|_| columns.codes_by_content) {
            notes.push(FormNote::CodesByContent { column: name(place) });
        }
        let missing =
            |wanted: &[Column]| ColumnsError::Missing { wanted: wanted.to_vec(), header: table.header.clone() };
        let form = match (columns.place(Column::Code), columns.cpts()) {
            (Some(code), Some(_)) => {
                let mut places = vec![code];
                places.extend(nameless(table, columns));
                let signs = signs(table, &places);
                if !signs.is_empty() {
                    notes.push(FormNote::Lists { column: name(code), signs: signs.clone() });
                }
                match (places.len() > 1, signs.is_empty()) {
                    (true, _) => {
                        notes.push(FormNote::Across { columns: names(&places) });
                        Self::Across(places)
                    }
                    (false, true) => Self::Long,
                    (false, false) => Self::Lists,
                }
            }
            (Some(_), None) => {
                let (places, unread) = split(table, columns, |place| is_of_marks(table, place));
                // A single column of marks may say anything of the communes.
                if places.len() < 2 && !places.iter().any(|&place| says_cpts(&name(place))) {
                    return Err(missing(&[Column::CptsId, Column::CptsName]));
                }
                notes.push(FormNote::Marks { cpts: names(&places), unread: names(&unread) });
                Self::Marks(places)
            }
            (None, Some(_)) => {
                let (mut places, others) =
                    split(table, columns, |place| speaks_of_codes(&name(place)) && is_of_codes(table, place));
                // One of them that holds no code is told cell by cell.
                let alike: Vec<String> = places.iter().map(|&place| without_number(&name(place))).collect();
                places.extend(others.into_iter().filter(|&place| alike.contains(&without_number(&name(place)))));
                places.sort_unstable();
                if places.is_empty() {
                    if columns.commune().is_none() {
                        return Err(missing(&[Column::Code]));
                    }
                    return Ok((Self::Named, notes));
                }
                notes.push(FormNote::Across { columns: names(&places) });
                Self::Across(places)
            }
            (None, None) => {
                let (marks, unread) = split(table, columns, |place| is_of_marks(table, place));
                if columns.commune().is_some()
                    && (marks.len() > 1 || marks.iter().any(|&place| says_cpts(&name(place))))
                {
                    notes.push(FormNote::Marks { cpts: names(&marks), unread: names(&unread) });
                    return Ok((Self::Marks(marks), notes));
                }
                let (places, unread) =
                    split(table, columns, |place| is_of_codes(table, place) && names_cpts(&name(place)));
                let says_so = |&place: &usize| says_cpts(&name(place));
                // Under names that do not say CPTS, numbers of four digits may be anything.
                let are_whole =
                    |&place: &usize| mostly(table.rows().map(|row| row.cell(place)), |text| text.len() >= 5);
                if !places.iter().any(says_so) && (places.len() < 2 || !places.iter().all(are_whole)) {
                    return Err(missing(&[Column::Code]));
                }
                notes.push(FormNote::ColumnPerCpts { cpts: names(&places), unread: names(&unread) });
                Self::ColumnPerCpts(places)
            }
        };
        Ok((form, notes))
    }
}

/// Columns that are for nothing else: those that are so, and the others.
fn split(table: &Table, columns: &Columns, is_so: impl Fn(usize) -> bool) -> (Vec<usize>, Vec<usize>) {
    (0..table.header.len()).filter(|&place| !columns.holds(place)).partition(|&place| is_so(place))
}

/// Columns without a name right of the others that hold codes, as under a header merged over several columns.
fn nameless(table: &Table, columns: &Columns) -> Vec<usize> {
    let width = table.rows().map(|row| row.len()).max().unwrap_or(0);
    let has_name = |place: usize| table.header.get(place).is_some_and(|name| !name.is_empty());
    // A row too long in a text is told as such.
    let width = if table.is_delimited { table.width } else { width };
    (0..width).filter(|&it| !has_name(it) && !columns.holds(it) && is_of_codes(table, it)).collect()
}

fn says_cpts(name: &str) -> bool {
    plain_text(name).split(' ').any(|word| word == "cpts")
}

/// Marks in nine cells of ten, and no numbers in the others: one that is not understood is told.
fn is_of_marks(table: &Table, place: usize) -> bool {
    let named = table.header.get(place).is_some_and(|name| name.contains(char::is_alphabetic));
    let (mut cells, mut marks, mut numbers) = (0_usize, 0_usize, 0_usize);
    for cell in table.rows().map(|row| row.cell(place)).filter(|cell| !cell.is_empty()) {
        cells += 1;
        let is_mark = mark(cell).is_some();
        marks += usize::from(is_mark);
        numbers += usize::from(!is_mark && cell.bytes().any(|byte| byte.is_ascii_digit()));
    }
    named && cells > 0 && numbers == 0 && marks * 10 >= cells * 9
}

/// Whether a header may be the name of a CPTS: not one that speaks of codes.
fn names_cpts(name: &str) -> bool {
    const OTHER: [&str; 9] = ["code", "codes", "insee", "postal", "cp", "commune", "communes", "siren", "population"];
    let plain = plain_text(name);
    name.contains(char::is_alphabetic) && !plain.split(' ').any(|word| OTHER.contains(&word))
}

/// The name of a column without the number that tells it from those like it.
fn without_number(name: &str) -> String {
    plain_text(name).split(' ').map(|word| word.trim_end_matches(|c: char| c.is_ascii_digit())).collect()
}

/// Signs between the codes of lists, the most frequent first.
fn signs(table: &Table, places: &[usize]) -> Vec<char> {
    let mut counts = std::collections::BTreeMap::<char, usize>::new();
    for row in table.rows() {
        for (_, sign) in places.iter().filter_map(|&place| list(row.cell(place))) {
            *counts.entry(sign).or_default() += 1;
        }
    }
    let mut signs: Vec<(usize, char)> = counts.into_iter().map(|(sign, count)| (count, sign)).collect();
    signs.sort_by(|a, b| b.cmp(a));
    signs.into_iter().map(|(_, sign)| sign).collect()
}
