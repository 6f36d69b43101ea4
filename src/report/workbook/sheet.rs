//! A sheet with a table: title, what a row is, heads with notes and filters, rows, colours, and how it is printed.

use rust_xlsxwriter::{
    ConditionalFormat2ColorScale, ConditionalFormatCell, ConditionalFormatCellRule, ConditionalFormatType,
    ExcelDateTime, FormatAlign, IgnoreError, Note, Url, Worksheet, XlsxError,
};

use super::columns::{Column, Kind};
use super::names::Names;
use super::places::{self, HEAD};
use super::print;
use super::style;
use super::tables::Table;
use super::values::{Reader, Value};
use super::widths::{self, Widths};
use super::{limits, words};
use crate::formats::csv::Cell;
use crate::report::Lang;
use crate::report::model::Report;
use crate::territory::Stage;

/// Signs that begin a formula where a text is typed: such texts are marked as texts for good.
const FORMULA_SIGNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// What stands in a sheet with a table.
pub(super) struct Written {
    /// Names of its columns.
    pub header: Vec<&'static str>,
    /// Number of its rows.
    pub rows: usize,
}

/// Writes a table to an empty sheet. Rows are written in their order and never again, as sheets
/// that do not stay in memory need it.
pub(super) fn write(
    sheet: &mut Worksheet,
    report: &Report,
    names: &Names,
    table: &Table,
    lang: Lang,
) -> Result<Written, XlsxError> {
    let (header, rows) = table.sheet(report, names, lang);
    let columns: Vec<Column> = header.iter().map(|name| Column::of(table.form, name, lang)).collect();
    let name = lang.pick(table.name[0], table.name[1]);
    sheet.set_name(name)?.set_screen_gridlines(false);
    above_heads(sheet, table, rows.is_empty(), columns.len() as u16, lang)?;
    let file = table.files_text();
    let reader = Reader { names, lang, file: &file };
    let kept = rows.len().min(limits::rows_below(HEAD as usize + 1));
    let mut widths = Widths::new(&columns);
    let read = |row: Vec<Cell>| -> Vec<Value> {
        let values: Vec<Value> = (0..columns.len()).map(|at| reader.value(&columns, &row, at)).collect();
        values.iter().enumerate().for_each(|(at, value)| widths.see(at, value));
        values
    };
    let rows: Vec<Vec<Value>> = rows.into_iter().map(read).collect();
    formats(sheet, &columns, lang)?;
    heads(sheet, &columns)?;
    let width = widths.apply(sheet, HEAD)?;
    let body = if table.has_total { kept.saturating_sub(1) } else { kept };
    let count = rows.len();
    for (line, row) in (HEAD + 1..).zip(rows.into_iter().take(kept)) {
        let is_total = (line - HEAD - 1) as usize >= body;
        write_row(sheet, &columns, row, line, is_total, lang)?;
    }
    if kept < count {
        let left = lang.integer((count - kept) as u64);
        let text = lang.pick(format!("… {left} lignes de plus dans {file}"), format!("… {left} more rows in {file}"));
        sheet.write_string(HEAD + 1 + kept as u32, 0, text)?;
    }
    let last = HEAD + (body as u32).max(1);
    let right = columns.len().saturating_sub(1) as u16;
    if body > 0 {
        sheet.autofilter(HEAD, 0, last, right)?;
        colours(sheet, table, &columns, last, lang)?;
    }
    // Codes are texts of digits for good: no green corners.
    sheet.ignore_error_range(HEAD + 1, 0, HEAD + kept.max(1) as u32, right, IgnoreError::NumberStoredAsText)?;
    sheet.set_freeze_panes(HEAD + 1, table.pinned)?;
    let corner = (HEAD + (count.min(kept + 1) as u32).max(1), right);
    print::table(sheet, report, name, &print::Form { head: HEAD, corner, pinned: table.pinned, width }, lang)?;
    Ok(Written { header, rows: count })
}

/// The title, the way back, and what a row is.
fn above_heads(
    sheet: &mut Worksheet,
    table: &Table,
    is_empty: bool,
    columns: u16,
    lang: Lang,
) -> Result<(), XlsxError> {
    // Columns have lines below cells, which no cell above the heads takes.
    let plain = style::subtitle();
    (1..columns).try_for_each(|column| sheet.write_blank(0, column, &plain).map(drop))?;
    sheet.write_string_with_format(0, 0, lang.pick(table.name[0], table.name[1]), &style::title())?;
    (2..columns).try_for_each(|column| sheet.write_blank(1, column, &plain).map(drop))?;
    let summary = places::summary(lang);
    let back = Url::new(format!("internal:'{summary}'!A1")).set_text(format!("← {summary}"));
    sheet.write_url_with_format(1, 0, back, &style::link())?;
    let told = if is_empty { table.empty } else { table.about };
    sheet.write_string_with_format(1, 1, lang.pick(told[0], told[1]), &plain)?;
    Ok(())
}

/// The formats of whole columns, which cells without one of their own take.
fn formats(sheet: &mut Worksheet, columns: &[Column], lang: Lang) -> Result<(), XlsxError> {
    for (at, column) in (0..).zip(columns) {
        sheet.set_column_format(at, &format_of(column.kind, lang))?;
    }
    Ok(())
}

fn format_of(kind: Kind, lang: Lang) -> rust_xlsxwriter::Format {
    if kind == Kind::Date { style::days(lang) } else { style::cells(kind) }
}

fn heads(sheet: &mut Worksheet, columns: &[Column]) -> Result<(), XlsxError> {
    let head = style::head();
    for (at, column) in (0..).zip(columns) {
        let format = if column.kind.is_number() { head.clone().set_align(FormatAlign::Right) } else { head.clone() };
        sheet.write_string_with_format(HEAD, at, column.title, &format)?;
        if !column.note.is_empty() {
            let lines = widths::lines(column.note, 42) as u32;
            let note = Note::new(column.note).add_author_prefix(false).set_author("maillage");
            sheet.insert_note(HEAD, at, &note.set_width(300).set_height(18 * lines + 16))?;
        }
    }
    Ok(())
}

fn write_row(
    sheet: &mut Worksheet,
    columns: &[Column],
    row: Vec<Value>,
    line: u32,
    is_total: bool,
    lang: Lang,
) -> Result<(), XlsxError> {
    let mut most = 1;
    for (place, (column, value)) in (0u16..).zip(columns.iter().zip(row)) {
        if let (Kind::Prose, Value::Text(text)) = (column.kind, &value) {
            most = most.max(widths::prose_lines(text, widths::PROSE));
        }
        let own = || {
            let format = format_of(column.kind, lang);
            if is_total { style::total(&format) } else { format }
        };
        match value {
            Value::Empty if is_total => drop(sheet.write_blank(line, place, &own())?),
            Value::Empty => {}
            Value::Text(text) if text.starts_with(FORMULA_SIGNS) => {
                sheet.write_string_with_format(line, place, text, &own().set_quote_prefix())?;
            }
            Value::Text(text) if is_total => drop(sheet.write_string_with_format(line, place, text, &own())?),
            Value::Text(text) => drop(sheet.write_string(line, place, text)?),
            Value::Number(number) if is_total => drop(sheet.write_number_with_format(line, place, number, &own())?),
            Value::Number(number) => drop(sheet.write_number(line, place, number)?),
            Value::Day(year, month, day) => {
                let day = ExcelDateTime::from_ymd(year, month, day)?;
                sheet.write_datetime_with_format(line, place, &day, &own())?;
            }
        }
    }
    // Not every program finds the height of a row by itself.
    if most > 1 {
        sheet.set_row_height(line, widths::height(most))?;
    }
    Ok(())
}

/// Colours that follow the cells wherever they are sorted to.
fn colours(sheet: &mut Worksheet, table: &Table, columns: &[Column], last: u32, lang: Lang) -> Result<(), XlsxError> {
    for (at, column) in (0..).zip(columns) {
        if column.kind == Kind::Percent {
            let scale = ConditionalFormat2ColorScale::new().set_minimum(ConditionalFormatType::Number, 0);
            let scale = scale.set_maximum(ConditionalFormatType::Number, 1);
            let scale = scale.set_minimum_color(style::NONE).set_maximum_color(style::ALL);
            sheet.add_conditional_format(HEAD + 1, at, last, at, &scale)?;
        }
        for (word, colours) in painted_words(table, column.name, lang) {
            let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo(word));
            sheet.add_conditional_format(HEAD + 1, at, last, at, &rule.set_format(style::painted(colours)))?;
        }
        let is_size = column.name.starts_with("taille_") || column.name == "autre_taille";
        if is_size || (column.name == "taille" && BY_CPTS.contains(&table.form)) {
            for (size, colours) in (1..).zip(style::SIZES) {
                let rule = ConditionalFormatCell::new().set_rule(ConditionalFormatCellRule::EqualTo(size));
                sheet.add_conditional_format(HEAD + 1, at, last, at, &rule.set_format(style::painted(colours)))?;
            }
        }
    }
    Ok(())
}

/// Tables that are about a CPTS in each row.
const BY_CPTS: [&str; 2] = ["territoires", "seuils"];

type Paint = (&'static str, (rust_xlsxwriter::Color, rust_xlsxwriter::Color));

/// The words of a column that have a colour.
fn painted_words(table: &Table, column: &str, lang: Lang) -> Vec<Paint> {
    let shown = |word: &'static str, colours| (words::shown(column, word, lang), colours);
    match column {
        // Elsewhere a CPTS has many rows, and other things are to be seen.
        "stade" if BY_CPTS.contains(&table.form) => {
            let stages = Stage::ALL.map(Stage::label).into_iter().chain([""]);
            stages.zip(style::STAGES).map(|(stage, colours)| shown(stage, colours)).collect()
        }
        "statut" => vec![shown("chevauchement", style::OVERLAP), shown("blanche", style::WHITE)],
        "etat" => vec![shown("depassee", style::OVERLAP)],
        "severite" => {
            let words = [lang.pick("erreur", "error"), lang.pick("avertissement", "warning")];
            words.into_iter().zip(style::SEVERITIES).collect()
        }
        _ => Vec::new(),
    }
}
