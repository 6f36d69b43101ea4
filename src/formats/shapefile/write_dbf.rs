//! The `.dbf` table of a shapefile, in UTF-8.
//!
//! dBASE III has names of ten bytes, texts of 254, and numbers written as texts. A column is as wide as what it holds.

use crate::formats::csv::Cell;
use crate::formats::feature_table::{Column, EncodeError, FeatureTable, Kind};

/// dBASE III without a memo file.
const VERSION: u8 = 3;
/// Year since 1900, month and day of the last change: a fixed one, so that the same layer gives the same bytes.
const NO_DAY: [u8; 3] = [100, 1, 1];
const HEADER: usize = 32;
/// Bytes of a name.
const NAME: usize = 10;
/// Bytes of a text.
const TEXT: usize = 254;

/// Texts of a column that were longer than a shapefile can hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cut {
    /// The column.
    pub column: &'static str,
    /// How many of its texts were cut.
    pub texts: usize,
}

/// Writes the table; tells which texts were cut.
pub(super) fn write(table: &FeatureTable, list: &str) -> Result<(Vec<u8>, Vec<Cut>), EncodeError> {
    let mut cut = Vec::new();
    let mut columns: Vec<Vec<String>> = Vec::new();
    for (index, column) in table.columns.iter().enumerate() {
        let mut texts = 0;
        let cells = table.rows.iter().map(|row| {
            let text = row.get(index).map_or_else(String::new, |cell| text(cell, column.kind));
            let kept = kept(&text, list);
            texts += usize::from(kept.len() < text.len());
            kept.to_owned()
        });
        columns.push(cells.collect());
        if texts > 0 {
            cut.push(Cut { column: column.name, texts });
        }
    }
    let widths: Vec<usize> =
        columns.iter().map(|cells| cells.iter().map(String::len).max().unwrap_or(0).max(1)).collect();
    let mut bytes = header(table, &widths)?;
    for row in 0..table.rows.len() {
        // A blank: the row is not deleted.
        bytes.push(b' ');
        for ((cells, column), &width) in columns.iter().zip(&table.columns).zip(&widths) {
            let cell = cells[row].as_bytes();
            let blanks = std::iter::repeat_n(b' ', width - cell.len());
            if column.kind == Kind::Text {
                bytes.extend_from_slice(cell);
                bytes.extend(blanks);
            } else {
                bytes.extend(blanks);
                bytes.extend_from_slice(cell);
            }
        }
    }
    bytes.push(0x1a);
    Ok((bytes, cut))
}

fn text(cell: &Cell, kind: Kind) -> String {
    match (cell, kind) {
        (Cell::Text(text), _) => text.to_string(),
        (Cell::Integer(number), Kind::Decimal(places)) => format!("{number:.places$}", number = *number as f64),
        (Cell::Integer(number), _) => number.to_string(),
        (Cell::Decimal(number, _), Kind::Decimal(places)) => format!("{number:.places$}"),
        (Cell::Decimal(number, places), _) => format!("{number:.places$}"),
        (Cell::Empty, _) => String::new(),
    }
}

/// As much of a text as a cell takes: whole items of a list, else whole characters.
fn kept<'a>(text: &'a str, list: &str) -> &'a str {
    if text.len() <= TEXT {
        return text;
    }
    let end = (0..=TEXT).rev().find(|&end| text.is_char_boundary(end)).unwrap_or(0);
    let (head, rest) = text.split_at(end);
    match head.rfind(list) {
        Some(end) if !rest.starts_with(list) => &head[..end],
        _ => head,
    }
}

fn header(table: &FeatureTable, widths: &[usize]) -> Result<Vec<u8>, EncodeError> {
    let too_large = |limit| EncodeError::TooLarge { format: "Shapefile", limit };
    let rows = u32::try_from(table.rows.len()).map_err(|_| too_large("4 billion rows"))?;
    let length = HEADER * (1 + table.columns.len()) + 1;
    let row = 1 + widths.iter().sum::<usize>();
    let [length, row] = [length, row].map(u16::try_from);
    let mut bytes = vec![VERSION];
    bytes.extend(NO_DAY);
    bytes.extend(rows.to_le_bytes());
    bytes.extend(length.map_err(|_| too_large("2,047 columns"))?.to_le_bytes());
    bytes.extend(row.map_err(|_| too_large("64 KiB a row"))?.to_le_bytes());
    bytes.resize(HEADER, 0);
    for (name, (column, &width)) in names(&table.columns).iter().zip(table.columns.iter().zip(widths)) {
        let (kind, places) = match column.kind {
            Kind::Text => (b'C', 0),
            Kind::Integer => (b'N', 0),
            Kind::Decimal(places) => (b'N', places as u8),
        };
        let mut field = [0; HEADER];
        field[..name.len()].copy_from_slice(name.as_bytes());
        // No text or number is wider than 254.
        (field[11], field[16], field[17]) = (kind, width as u8, places);
        bytes.extend(field);
    }
    bytes.push(b'\r');
    Ok(bytes)
}

/// Names of ten bytes at most, each once: the short ones, cut and numbered where that is not yet so.
fn names(columns: &[Column]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for column in columns {
        let cut = |bytes: usize| {
            let end = (0..=bytes.min(column.short.len())).rev().find(|&end| column.short.is_char_boundary(end));
            &column.short[..end.unwrap_or(0)]
        };
        let mut name = cut(NAME).to_owned();
        for count in 2.. {
            if !names.contains(&name) {
                break;
            }
            let suffix = format!("_{count}");
            name = format!("{}{suffix}", cut(NAME - suffix.len()));
        }
        names.push(name);
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column(short: &'static str, kind: Kind) -> Column {
        Column { name: short, short, kind }
    }

    #[test]
    fn a_list_is_cut_after_a_whole_item_and_another_text_after_a_whole_character() {
        let codes = vec!["59350"; 60].join("|");
        assert_eq!(kept(&codes, "|"), vec!["59350"; 42].join("|"));
        let accents = format!("a{}", "é".repeat(200));
        assert_eq!(kept(&accents, "|"), format!("a{}", "é".repeat(126)));
        let just = "x".repeat(TEXT);
        assert_eq!(kept(&just, "|"), just);
        assert_eq!(kept(&format!("{just}|y"), "|"), just);
    }

    #[test]
    fn names_are_cut_to_ten_bytes_and_stay_apart() {
        let columns = ["population_exclusive", "population_partagee", "nom", "écoles_élémentaires"];
        let columns = columns.map(|name| column(name, Kind::Text));
        assert_eq!(names(&columns), ["population", "populati_2", "nom", "écoles_é"]);
    }

    #[test]
    fn columns_are_as_wide_as_what_they_hold_and_numbers_stand_right() {
        let columns = vec![column("nom", Kind::Text), column("n", Kind::Integer), column("km2", Kind::Decimal(2))];
        let rows = vec![
            vec!["Èze".into(), Cell::Integer(7), Cell::Decimal(12.345, 2)],
            vec![Cell::Empty, Cell::Integer(1234), Cell::Empty],
        ];
        let table = FeatureTable { name: "t", title: String::new(), columns, rows };
        let (bytes, cut) = write(&table, "|").unwrap();
        assert!(
            bytes.ends_with("\r Èze   712.35     1234     \u{1a}".as_bytes()),
            "{:?}",
            bytes.escape_ascii().to_string()
        );
        assert_eq!(cut, []);
    }
}
