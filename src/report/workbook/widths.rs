//! Widths of columns, from what they hold; heights of heads, from how their titles break.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::columns::{Column, Kind};
use super::values::Value;

/// Signs that a column is wide at least, with room for the filter's button.
const NARROWEST: usize = 8;

/// The same of the first column, which holds the way back to the first sheet.
const FIRST: usize = 12;

/// Signs of a column of sentences.
pub(super) const PROSE: usize = 70;

/// Points of a line of text.
const LINE: f64 = 15.0;

/// How wide columns must be.
pub(super) struct Widths<'a> {
    columns: &'a [Column],
    widest: Vec<usize>,
}

impl<'a> Widths<'a> {
    pub(super) fn new(columns: &'a [Column]) -> Self {
        Self { columns, widest: vec![0; columns.len()] }
    }

    /// Takes note of a cell.
    pub(super) fn see(&mut self, at: usize, value: &Value) {
        let (Some(column), Some(widest)) = (self.columns.get(at), self.widest.get_mut(at)) else { return };
        let signs = match value {
            Value::Empty => 0,
            Value::Text(text) => text.chars().take(PROSE).count(),
            Value::Number(number) => digits(*number, column.kind),
            Value::Day(..) => 10,
        };
        *widest = signs.max(*widest);
    }

    /// Sets the widths, and the height of the heads; tells the width of all in signs.
    pub(super) fn apply(&self, sheet: &mut Worksheet, head: u32) -> Result<usize, XlsxError> {
        let (mut most, mut all) = (1, 0);
        for (at, (column, &widest)) in (0u16..).zip(self.columns.iter().zip(&self.widest)) {
            let width = width(column, widest).max(if at == 0 { FIRST } else { NARROWEST });
            sheet.set_column_width(at, width as f64)?;
            all += width;
            most = most.max(lines(column.title, width));
        }
        sheet.set_row_height(head, height(most) + 8.0)?;
        Ok(all)
    }
}

fn width(column: &Column, widest: usize) -> usize {
    let word = column.title.split(' ').map(|word| word.chars().count()).max().unwrap_or(0);
    // Titles break into three lines or fewer.
    let title = (word + 3).max(column.title.chars().count() / 3 + 4);
    let most = match column.kind {
        Kind::Prose => return PROSE,
        Kind::List | Kind::Words => 36,
        Kind::Neighbours => 52,
        _ => 36,
    };
    (widest + 3).min(most).max(title)
}

/// Signs of a number with its thousands apart and its unit.
fn digits(number: f64, kind: Kind) -> usize {
    let whole = format!("{:.0}", number.abs()).len();
    let apart = whole + (whole - 1) / 3;
    match kind {
        Kind::Lines => whole,
        Kind::Percent => 8,
        Kind::Euros => apart + 2,
        Kind::EurosMore => apart + 3,
        Kind::EurosEach => apart + 5,
        Kind::Decimal => apart + 3,
        Kind::Tenth => apart + 2,
        _ => apart,
    }
}

/// Points of some lines of text.
pub(super) fn height(lines: usize) -> f64 {
    LINE * lines as f64
}

/// Lines that a sentence takes in a column of so many digits: letters are narrower than these.
pub(super) fn prose_lines(text: &str, width: usize) -> usize {
    lines(text, width * 8 / 7)
}

/// Lines that a text takes in a width, broken between words.
pub(super) fn lines(text: &str, width: usize) -> usize {
    let (mut lines, mut used) = (1, 0);
    for word in text.split(' ') {
        let signs = word.chars().count();
        if used > 0 && used + 1 + signs > width {
            lines += 1;
            used = signs;
        } else {
            used += signs + usize::from(used > 0);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_break_between_words() {
        assert_eq!(lines("Population couverte, tous stades", 12), 3);
        assert_eq!(lines("Code", 12), 1);
    }

    #[test]
    fn numbers_are_as_wide_as_they_are_shown() {
        assert_eq!(digits(4_529_867.0, Kind::Count), 9);
        assert_eq!(digits(999.0, Kind::Euros), 5);
    }
}
