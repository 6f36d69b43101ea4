//! `rapport.xlsx`: the whole report as one workbook, for those who sort, filter, print and copy.
//!
//! - *tables*: the very [`Sheet`](super::sheet::Sheet)s that the CSV files are written from ([`tables`]), with names beside
//!   codes ([`names`]), as numbers, days and texts ([`values`]) in sheets with filters, notes and colours ([`sheet`]);
//! - *first sheet*: the essential, charts, and ways to the others ([`summary`], [`charts`]);
//! - *method* and *glossary*: what figures stand on, and what each column means.
//!
//! Nothing in it is a clock: the same report gives the same bytes, whatever the number of threads. Texts are never formulas.

mod board;
mod charts;
mod columns;
mod glossary;
mod limits;
mod method;
mod names;
mod notes;
mod places;
mod print;
mod sheet;
mod style;
mod summary;
mod tables;
#[cfg(test)]
mod tests;
mod titles;
mod values;
mod widths;
mod words;

use std::io;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use super::Lang;
use super::model::Report;
#[cfg(test)]
use columns::Column;
use names::Names;
use summary::Listed;
use tables::TABLES;

/// Little effort: cells are alike. The next level takes twice the time for 7 % fewer bytes, the one before makes 43 % more of them.
const COMPRESSION: u8 = 2;

/// The workbook.
pub(super) fn xlsx(report: &Report, lang: Lang) -> io::Result<Vec<u8>> {
    workbook(report, lang).map_err(io::Error::other)
}

fn workbook(report: &Report, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    let names = Names::of(report);
    let mut book = Workbook::new();
    book.set_zip_compression_level(COMPRESSION);
    book.set_properties(&properties(report, lang)?);
    // One after the other, since formats and strings are numbered as they come. Rows wait in files and not in memory; texts that come
    // again, as most do, are written once.
    let mut sheets = Vec::with_capacity(TABLES.len());
    for table in &TABLES {
        let mut sheet = book.new_worksheet_with_low_memory()?;
        let written = sheet::write(&mut sheet, report, &names, table, lang)?;
        sheets.push((sheet, written));
    }
    let mut listed: Vec<Listed> = TABLES
        .iter()
        .zip(&sheets)
        .map(|(table, (_, written))| Listed {
            name: lang.pick(table.name[0], table.name[1]).to_owned(),
            rows: Some(written.rows),
            about: lang.pick(table.about[0], table.about[1]).to_owned(),
        })
        .collect();
    let others = [
        (
            method::name(lang),
            lang.pick(
                "Ce que les chiffres supposent, les règles et les sources.",
                "What the figures take for granted, rules and sources.",
            ),
        ),
        (
            glossary::name(lang),
            lang.pick(
                "Chaque colonne, son sens et son nom dans les fichiers CSV.",
                "Every column, what it means and its name in the CSV files.",
            ),
        ),
    ];
    listed.extend(others.map(|(name, about)| Listed { name: name.to_owned(), rows: None, about: about.to_owned() }));

    book.push_worksheet(summary::write(report, &listed, lang)?);
    let (sheets, written): (Vec<_>, Vec<_>) = sheets.into_iter().unzip();
    sheets.into_iter().for_each(|sheet| book.push_worksheet(sheet));
    book.push_worksheet(method::write(report, lang)?);
    let headers: Vec<&[&'static str]> = written.iter().map(|written| written.header.as_slice()).collect();
    book.push_worksheet(glossary::write(report, &headers, lang)?);
    book.save_to_buffer()
}

/// Title, and the first day of the vintage in place of a day of making.
fn properties(report: &Report, lang: Lang) -> Result<DocProperties, XlsxError> {
    let day = ExcelDateTime::from_ymd(report.reference.metadata.cog, 1, 1)?;
    let title = print::title(report, lang);
    let author = concat!("maillage ", env!("CARGO_PKG_VERSION"));
    Ok(DocProperties::new().set_title(title).set_author(author).set_creation_datetime(&day))
}
