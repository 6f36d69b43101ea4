//! A sheet written from top to bottom: titles, small tables, sentences.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Worksheet, XlsxError};

use super::columns::Kind;
use super::values::Value;
use super::{style, widths};
use crate::report::Lang;

/// A sheet and the row where the next thing is written.
pub(super) struct Board {
    pub sheet: Worksheet,
    pub row: u32,
    /// The last column of what is printed.
    right: u16,
    lang: Lang,
}

/// A cell of a small table.
pub(super) type Item = (Value, Kind);

/// A text in a small table.
pub(super) fn text(text: impl Into<String>) -> Item {
    (Value::Text(text.into()), Kind::Text)
}

/// A whole number.
pub(super) fn count(number: u64) -> Item {
    (Value::Number(number as f64), Kind::Count)
}

/// Euros a year; nothing is not zero.
pub(super) fn euros(amount: Option<u64>, lang: Lang) -> Item {
    let unknown = || Value::Text(lang.pick("inconnu", "unknown").to_owned());
    (amount.map_or_else(unknown, |amount| Value::Number(amount as f64)), Kind::Euros)
}

/// A share in percent, with the two decimals of the files.
pub(super) fn percent(rate: Option<f64>) -> Item {
    let share = rate.and_then(|rate| format!("{rate:.2}e-2").parse().ok());
    (share.map_or(Value::Empty, Value::Number), Kind::Percent)
}

/// A measure with two decimals, from square metres.
pub(super) fn square_kilometres(area: u64) -> Item {
    let number = format!("{:.2}", area as f64 / 1e6).parse();
    (number.map_or(Value::Empty, Value::Number), Kind::Decimal)
}

impl Board {
    pub(super) fn new(name: &str, right: u16, lang: Lang) -> Result<Self, XlsxError> {
        let mut sheet = Worksheet::new();
        sheet.set_name(name)?.set_screen_gridlines(false);
        Ok(Self { sheet, row: 0, right, lang })
    }

    /// A text in the first column.
    pub(super) fn line(&mut self, text: &str, format: &Format) -> Result<(), XlsxError> {
        self.sheet.write_string_with_format(self.row, 0, text, format)?;
        self.row += 1;
        Ok(())
    }

    /// The title of a part, with a line under it over all columns.
    pub(super) fn section(&mut self, title: &str) -> Result<(), XlsxError> {
        self.row += 1;
        for column in 1..=self.right {
            self.sheet.write_blank(self.row, column, &style::section())?;
        }
        self.line(title, &style::section())
    }

    /// The heads of a small table, from a column on.
    pub(super) fn heads(&mut self, from: u16, titles: &[&str]) -> Result<(), XlsxError> {
        let most = titles.iter().map(|title| widths::lines(title, 15)).max().unwrap_or(1);
        self.sheet.set_row_height(self.row, 16 * most as u32 + 2)?;
        for (at, title) in (from..).zip(titles) {
            let align = if at == from { FormatAlign::Left } else { FormatAlign::Right };
            let format = Format::new().set_bold().set_text_wrap().set_align(align).set_align(FormatAlign::Bottom);
            let format = format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(style::ACCENT);
            self.sheet.write_string_with_format(self.row, at, *title, &format)?;
        }
        self.row += 1;
        Ok(())
    }

    /// A row of a small table, from a column on; one that is chosen stands out.
    pub(super) fn items(&mut self, from: u16, items: &[Item], is_chosen: bool) -> Result<(), XlsxError> {
        for (at, (value, kind)) in (from..).zip(items) {
            let format =
                style::cells(*kind).set_border_right(FormatBorder::None).set_align(FormatAlign::VerticalCenter);
            let format = if is_chosen { format.set_bold().set_background_color(style::ACCENT_GROUND) } else { format };
            match value {
                Value::Text(text) => drop(self.sheet.write_string_with_format(self.row, at, text, &format)?),
                Value::Number(number) => drop(self.sheet.write_number_with_format(self.row, at, *number, &format)?),
                Value::Empty | Value::Day(..) => drop(self.sheet.write_blank(self.row, at, &format)?),
            }
        }
        self.sheet.set_row_height(self.row, 17)?;
        self.row += 1;
        Ok(())
    }

    /// A sentence in quiet letters.
    pub(super) fn note(&mut self, text: &str) -> Result<(), XlsxError> {
        self.line(text, &style::subtitle())
    }

    /// The language.
    pub(super) fn lang(&self) -> Lang {
        self.lang
    }
}
