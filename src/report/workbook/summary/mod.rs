//! The first sheet: what an analyst wants to know before any other, and ways to the other sheets.

mod tables;
mod tiles;

use rust_xlsxwriter::{FormatAlign, Url, Worksheet, XlsxError};

use self::tables::{coverage, cpts, identities, problems};
use self::tiles::tiles;
use super::board::{Board, count, euros, text};
use super::columns::Kind;
use super::{charts, places, print, style, words};
use crate::indicators::{Place, Situation};
use crate::report::Lang;
use crate::report::model::Report;
use crate::report::rules_summary::{deadlines_text, envelope_name, funding_basis, thresholds_text};
use crate::report::summary::other_years;
use crate::report::{day_text, populations_line, rows_line};
use crate::rules::FundingReading;
use crate::territory::StageSet;

/// The last column of what is printed.
const RIGHT: u16 = 7;

/// The column of the list of sheets, beside what is printed.
const LIST: u16 = RIGHT + 2;

/// A sheet that the first one leads to.
pub(super) struct Listed {
    pub name: String,
    pub rows: Option<usize>,
    pub about: String,
}

/// Writes it.
pub(super) fn write(report: &Report, listed: &[Listed], lang: Lang) -> Result<Worksheet, XlsxError> {
    let mut board = Board::new(places::summary(lang), RIGHT, lang)?;
    board.sheet.set_column_width(0, 40)?.set_column_range_width(1, RIGHT, 15)?;
    heading(&mut board, report)?;
    tiles(&mut board, report)?;
    let sets = coverage(&mut board, report)?;
    charts::insert(&mut board, report, sets)?;
    cpts(&mut board, report)?;
    problems(&mut board, report)?;
    rules(&mut board, report)?;
    identities(&mut board, report)?;
    read(&mut board, report)?;
    let Board { mut sheet, row, .. } = board;
    list(&mut sheet, listed, lang)?;
    print::page(&mut sheet, report, places::summary(lang), lang);
    sheet.set_portrait().set_print_fit_to_pages(1, 0).set_print_area(0, 0, row, RIGHT)?;
    sheet.set_tab_color(style::ACCENT);
    Ok(sheet)
}

fn heading(board: &mut Board, report: &Report) -> Result<(), XlsxError> {
    let lang = board.lang();
    board.line(&print::title(report, lang), &style::title())?;
    let set = words::shown("ensemble_stades", report.options.stages.key(), lang);
    let mut told = format!("{}{}", populations_line(report.reference, lang), other_years(report, lang));
    told += &match report.options.date {
        Some(date) => {
            let date = day_text(date, lang);
            lang.pick(format!(" ; rattachements et échéances au {date}"), format!("; claims and deadlines of {date}"))
        }
        None => String::new(),
    };
    board.note(&told)?;
    let rules = &report.options.rules;
    let (sizes, funding) = (&rules.sizes().id, funding_basis(rules, lang));
    board.note(&lang.pick(
        format!("Ensemble de stades du rapport : {set}. Tailles : {sizes}. Financement : {funding}."),
        format!("Stage set of the report: {set}. Sizes: {sizes}. Funding: {funding}."),
    ))
}

/// Funding, thresholds and deadlines.
fn rules(board: &mut Board, report: &Report) -> Result<(), XlsxError> {
    let lang = board.lang();
    board.section(lang.pick("Financement par an", "Funding a year"))?;
    board.heads(
        0,
        &lang.pick(
            ["", "CPTS", "Maximum affiché", "En régime", "Parts fixes"],
            ["", "CPTS", "Printed maximum", "Steady year", "Fixed parts"],
        ),
    )?;
    for envelope in report.envelopes.iter().filter(|it| it.place == Place::Whole) {
        let is_chosen = envelope.stages == report.options.stages;
        if !is_chosen && envelope.stages != StageSet::Aci {
            continue;
        }
        let amounts = [FundingReading::Printed, FundingReading::Steady, FundingReading::Fixed];
        let name = match envelope.situation {
            Situation::Now => words::shown("ensemble_stades", envelope.stages.key(), lang),
            _ => envelope_name(envelope, lang),
        };
        let mut items = vec![text(name), count(envelope.cpts())];
        items.extend(amounts.map(|reading| euros(envelope.funding.get(reading), lang)));
        board.items(0, &items, is_chosen && envelope.situation == Situation::Now)?;
    }
    board.note(lang.pick(
        "Une CPTS compte là où vivent le plus de ses habitants ; ce que chaque lecture suppose est dans « Sources et méthode ».",
        "A CPTS counts where most of its inhabitants live; what each reading takes for granted is in “Sources and method”.",
    ))?;
    let near = format!("{} {}", lang.pick("Seuils de taille :", "Size thresholds:"), thresholds_text(report, lang));
    board.note(&near)?;
    if !report.schedules.is_empty() {
        let deadlines = format!("{} {}", lang.pick("Échéances :", "Deadlines:"), deadlines_text(report, lang));
        board.note(&deadlines)?;
    }
    Ok(())
}

/// The table that was read.
fn read(board: &mut Board, report: &Report) -> Result<(), XlsxError> {
    let lang = board.lang();
    let rows = rows_line(report.rows, report.rows_used, lang);
    board.row += 1;
    board.note(&lang.pick(format!("Table lue : {rows} (anomalies)."), format!("Table read: {rows} (anomalies).")))?;
    board.note(&print::source(report, lang))
}

/// The other sheets, beside what is printed.
fn list(sheet: &mut Worksheet, listed: &[Listed], lang: Lang) -> Result<(), XlsxError> {
    sheet.set_column_width(LIST - 1, 3)?.set_column_width(LIST, 30)?.set_column_width(LIST + 1, 9)?;
    sheet.set_column_width(LIST + 2, 90)?;
    let top = 8;
    let titles =
        lang.pick(["Feuilles de ce classeur", "Lignes", "Contenu"], ["Sheets of this workbook", "Rows", "Content"]);
    for (at, title) in (LIST..).zip(titles) {
        sheet.write_string_with_format(top, at, title, &style::section())?;
    }
    for (row, one) in (top + 1..).zip(listed) {
        let link = Url::new(format!("internal:'{}'!A1", one.name)).set_text(&one.name);
        sheet.write_url_with_format(row, LIST, link, &style::link().set_align(FormatAlign::Top))?;
        if let Some(rows) = one.rows {
            sheet.write_number_with_format(row, LIST + 1, rows as f64, &style::cells(Kind::Count))?;
        }
        sheet.write_string_with_format(row, LIST + 2, &one.about, &style::subtitle().set_align(FormatAlign::Top))?;
    }
    Ok(())
}
