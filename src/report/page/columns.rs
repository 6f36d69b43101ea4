//! A sheet as columns: less text than rows, and read faster.

use rustc_hash::FxHashMap;
use serde::Serialize;

use crate::formats::csv::Cell;
use crate::report::sheet::Sheet;

/// A table, column by column.
#[derive(Debug, Serialize, PartialEq)]
pub(super) struct Columns {
    /// Names of the columns.
    pub names: Vec<&'static str>,
    /// Number of rows.
    pub rows: usize,
    /// Cells of each column.
    pub columns: Vec<Column>,
}

/// The cells of a column, in the shortest of four ways. An empty cell is null, or an empty text.
#[derive(Debug, Serialize, PartialEq)]
#[serde(untagged)]
pub(super) enum Column {
    /// Whole numbers.
    Integers {
        /// The numbers.
        integers: Vec<Option<i64>>,
    },
    /// Numbers of which each has as many decimals.
    Decimals {
        /// Their digits without the point: 12.50 is 1250.
        digits: Vec<Option<i64>>,
        /// How many of the digits are decimals.
        places: usize,
    },
    /// Texts.
    Texts {
        /// The texts.
        texts: Vec<String>,
    },
    /// Texts of which many are equal.
    Words {
        /// The texts, each once, as they first come.
        words: Vec<String>,
        /// For each cell, which of them it is.
        which: Vec<u32>,
    },
}

impl Columns {
    pub(super) fn new((names, rows): Sheet) -> Self {
        let columns = (0..names.len()).map(|at| Column::new(&rows, at)).collect();
        Self { names, rows: rows.len(), columns }
    }

    /// Only the columns that differ from those of another table of the same form.
    pub(super) fn that_differ_from(mut self, other: &Self) -> Self {
        let differs: Vec<bool> = self.columns.iter().zip(&other.columns).map(|(mine, theirs)| mine != theirs).collect();
        let mut kept = differs.iter();
        self.names.retain(|_| kept.next() == Some(&true));
        let mut kept = differs.iter();
        self.columns.retain(|_| kept.next() == Some(&true));
        self
    }
}

impl Column {
    fn new(rows: &[Vec<Cell>], at: usize) -> Self {
        let cells = || rows.iter().map(|row| row.get(at).unwrap_or(&Cell::Empty));
        let places = cells().find_map(|cell| match cell {
            Cell::Decimal(_, places) => Some(*places),
            _ => None,
        });
        let is_integer = cells().all(|cell| matches!(cell, Cell::Integer(_) | Cell::Empty));
        if is_integer && cells().any(|cell| matches!(cell, Cell::Integer(_))) {
            let integer = |cell: &Cell| if let Cell::Integer(number) = cell { Some(*number) } else { None };
            return Self::Integers { integers: cells().map(integer).collect() };
        }
        if let Some(places) = places
            && let Some(digits) = cells().map(|cell| digits(cell, places)).collect()
        {
            return Self::Decimals { digits, places };
        }
        words(cells().map(text).collect())
    }
}

/// The digits of a number with that many decimals; nothing if the cell is anything else.
fn digits(cell: &Cell, places: usize) -> Option<Option<i64>> {
    match cell {
        Cell::Empty => Some(None),
        Cell::Decimal(number, theirs) if *theirs == places => {
            format!("{number:.places$}").replace('.', "").parse().ok().map(Some)
        }
        _ => None,
    }
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => text.to_string(),
        Cell::Integer(number) => number.to_string(),
        Cell::Decimal(number, places) => format!("{number:.places$}"),
        Cell::Empty => String::new(),
    }
}

/// Texts, those that come again once.
fn words(texts: Vec<String>) -> Column {
    let mut known: FxHashMap<&str, u32> = FxHashMap::default();
    let which: Vec<u32> = texts
        .iter()
        .map(|text| {
            let next = known.len() as u32;
            *known.entry(text).or_insert(next)
        })
        .collect();
    if known.len() * 2 > texts.len() {
        return Column::Texts { texts };
    }
    let mut words: Vec<(u32, &str)> = known.into_iter().map(|(word, place)| (place, word)).collect();
    words.sort_unstable();
    Column::Words { words: words.into_iter().map(|(_, word)| word.to_owned()).collect(), which }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(cells: &[Cell]) -> Column {
        Column::new(&cells.iter().map(|cell| vec![cell.clone()]).collect::<Vec<_>>(), 0)
    }

    #[test]
    fn numbers_keep_the_digits_of_the_csv() {
        let cells = [Cell::Decimal(1.005, 2), Cell::Decimal(-0.5, 2), Cell::Empty, Cell::Decimal(100.0, 2)];
        let digits = vec![Some(100), Some(-50), None, Some(10_000)];
        assert_eq!(column(&cells), Column::Decimals { digits, places: 2 });
    }

    #[test]
    fn an_empty_cell_among_numbers_is_not_zero() {
        assert_eq!(column(&[Cell::Integer(0), Cell::Empty]), Column::Integers { integers: vec![Some(0), None] });
    }

    #[test]
    fn texts_that_come_again_are_told_once() {
        let cells = ["a", "b", "a", "a"].map(Cell::from);
        assert_eq!(column(&cells), Column::Words { words: vec!["a".into(), "b".into()], which: vec![0, 1, 0, 0] });
    }

    #[test]
    fn numbers_among_texts_are_texts() {
        assert_eq!(column(&[Cell::Integer(1), "x".into()]), Column::Texts { texts: vec!["1".into(), "x".into()] });
    }

    #[test]
    fn a_second_language_holds_only_what_is_said_otherwise() {
        let table = |text: &str| Columns::new((vec!["regle", "message"], vec![vec!["R01".into(), text.into()]]));
        let english = table("overlap").that_differ_from(&table("chevauchement"));
        assert_eq!(english.names, ["message"]);
        assert_eq!(english.columns, [Column::Texts { texts: vec!["overlap".into()] }]);
    }
}
