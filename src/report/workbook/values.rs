//! Cells of the files as cells of the workbook: numbers stay numbers with the digits of the files, days become days, words
//! are in the reader's language, and what is not known is said.

use super::columns::{Column, Kind};
use super::names::Names;
use super::{limits, words};
use crate::day::Day;
use crate::formats::csv::Cell;
use crate::report::Lang;
use crate::report::sheet::LIST;

/// A cell of the workbook.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Nothing.
    Empty,
    /// A text, which no program takes for a formula.
    Text(String),
    /// A number.
    Number(f64),
    /// Year, month and day.
    Day(u16, u8, u8),
}

/// Days before it are told as texts: Excel has a 29 February 1900.
const FIRST_YEAR: u16 = 1901;

/// How cells are read.
pub(super) struct Reader<'a> {
    pub names: &'a Names<'a>,
    pub lang: Lang,
    /// Name of the CSV file that holds what a cell cannot.
    pub file: &'a str,
}

impl Reader<'_> {
    /// The value of a cell of a row.
    pub(super) fn value(&self, columns: &[Column], row: &[Cell], at: usize) -> Value {
        let (Some(column), Some(cell)) = (columns.get(at), row.get(at)) else { return Value::Empty };
        match cell {
            Cell::Empty => self.missing(columns, row, column),
            Cell::Integer(number) => Value::Number(*number as f64),
            Cell::Decimal(number, places) => decimal(*number, *places, column.kind == Kind::Percent),
            Cell::Text(text) => self.text(column, text),
        }
    }

    fn text(&self, column: &Column, text: &str) -> Value {
        let list = |items: &[String]| limits::list(items.iter().map(String::as_str), self.file, self.lang);
        let items = || text.split(LIST).filter(|_| !text.is_empty());
        let shown = match column.kind {
            Kind::Date => return day(text),
            Kind::Lines => match text.parse::<u32>() {
                Ok(line) => return Value::Number(f64::from(line)),
                Err(_) => limits::list(items(), self.file, self.lang),
            },
            Kind::Word => words::shown(column.name, text, self.lang).to_owned(),
            Kind::Words => {
                let items: Vec<&str> = items().map(|item| words::shown(column.name, item, self.lang)).collect();
                limits::list(items.into_iter(), self.file, self.lang)
            }
            Kind::List => limits::list(items(), self.file, self.lang),
            Kind::Neighbours => list(&items().map(|item| self.neighbour(item)).collect::<Vec<_>>()),
            _ if matches!(column.name, "ligne_nom" | "mission_nom") && self.lang == Lang::En => {
                self.names.line_in_english(text).to_owned()
            }
            _ => limits::text(text, self.file, self.lang),
        };
        if shown.is_empty() { Value::Empty } else { Value::Text(shown) }
    }

    /// `id:metres` as `id name (metres m)`. An identifier may hold any sign, so the last colon counts.
    fn neighbour(&self, item: &str) -> String {
        match item.rsplit_once(':').map(|(id, metres)| (id, metres.parse::<u64>())) {
            Some((id, Ok(metres))) => format!("{} ({} m)", self.names.cpts_with_name(id), self.lang.integer(metres)),
            _ => item.to_owned(),
        }
    }

    /// An empty cell: unknown amounts and populations are told; what has no sense stays empty.
    fn missing(&self, columns: &[Column], row: &[Cell], column: &Column) -> Value {
        let cell = |name: &str| columns.iter().position(|column| column.name == name).and_then(|at| row.get(at));
        let is_empty = |name: &str| cell(name) == Some(&Cell::Empty);
        let amount = self.lang.pick("inconnu", "unknown");
        let population = self.lang.pick("inconnue", "unknown");
        let text = match (column.kind, column.name) {
            (Kind::Euros, name) if name.ends_with("_apres") && is_empty("population_apres") => return Value::Empty,
            (Kind::Euros | Kind::EurosMore, _) => amount,
            (Kind::EurosEach, "euros_par_habitant") if is_empty("montant") => amount,
            (Kind::EurosEach, name) if is_empty(&name.replace("euros_par_habitant", "financement")) => amount,
            (_, "population") => population,
            (_, "autre_population" | "autre_taille") if cell("motif") == Some(&"population".into()) => population,
            (_, "stade") if !columns.iter().any(|column| column.name == "statut") => {
                words::shown("stade", "", self.lang)
            }
            _ => return Value::Empty,
        };
        Value::Text(text.to_owned())
    }
}

/// The number whose digits the file holds; a share of which it holds the percents is divided by moving its point.
fn decimal(number: f64, places: usize, is_percent: bool) -> Value {
    let exponent = if is_percent { "e-2" } else { "" };
    format!("{number:.places$}{exponent}").parse().map_or(Value::Empty, Value::Number)
}

fn day(text: &str) -> Value {
    match text.parse::<Day>().map(Day::parts) {
        Ok((year, month, day)) if year >= FIRST_YEAR => Value::Day(year, month, day),
        _ if text.is_empty() => Value::Empty,
        _ => Value::Text(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_the_number_whose_percents_the_file_holds() {
        assert_eq!(decimal(75.604_999, 2, true), Value::Number(0.756));
        assert_eq!(decimal(0.07, 2, true), Value::Number(0.0007));
        assert_eq!(decimal(1.005, 2, false), Value::Number(1.0));
    }

    #[test]
    fn days_are_days_and_those_that_no_spreadsheet_counts_are_texts() {
        assert_eq!(day("2024-02-29"), Value::Day(2024, 2, 29));
        assert_eq!(day("1900-01-31"), Value::Text("1900-01-31".into()));
    }
}
