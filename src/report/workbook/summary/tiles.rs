//! The figures on top of the first sheet.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Url, XlsxError};

use super::super::board::{Board, count, percent};
use super::super::values::Value;
use super::super::{style, words};
use crate::report::model::Report;
use crate::territory::Severity;

/// The figures that the page has on top, each a way to its sheet.
pub(super) fn tiles(board: &mut Board, report: &Report) -> Result<(), XlsxError> {
    let lang = board.lang();
    let whole = report.rates.whole(report.options.stages);
    let (total, covered) = whole.map_or_else(Default::default, |whole| (whole.total, whole.covered));
    let people =
        |number: u64| lang.pick(format!("{} hab.", lang.integer(number)), format!("{} inhab.", lang.integer(number)));
    let communes = |number: usize| lang.count(number as u64, "commune", "communes");
    let set = words::shown("ensemble_stades", report.options.stages.key(), lang);
    let in_overlap = report.overlap_population();
    let white = whole.and_then(|whole| whole.population_rate()).map(|rate| 100.0 - two_decimals(rate));
    let zones = report.zones.iter().map(|zone| zone.units.len()).sum();
    let severe = [
        lang.count(report.count(Severity::Error) as u64, lang.pick("erreur", "error"), lang.pick("erreurs", "errors")),
        lang.count(
            report.count(Severity::Warning) as u64,
            lang.pick("avertiss.", "warning"),
            lang.pick("avertiss.", "warnings"),
        ),
    ];
    let covered_of = lang.pick(" sur ", " of ");
    let covered_of = format!("{}{covered_of}{}", lang.integer(covered.population), people(total.population));
    let departments = lang.pick("Départements", "Departments");
    let tiles = [
        (
            format!("{} ({set})", lang.pick("Population couverte", "Covered population")),
            percent(whole.and_then(|it| it.population_rate())),
            covered_of,
            departments,
        ),
        (
            lang.pick("Non couverte", "Not covered").to_owned(),
            percent(white),
            people(total.population - covered.population),
            lang.pick("Zones blanches", "White zones"),
        ),
        ("CPTS".to_owned(), count(report.territories.len() as u64), set.to_owned(), "CPTS"),
        (
            lang.pick("Chevauchements", "Overlaps").to_owned(),
            count(report.overlaps.len() as u64),
            people(in_overlap),
            lang.pick("Chevauchements", "Overlaps"),
        ),
        (
            lang.pick("Zones blanches", "White zones").to_owned(),
            count(report.zones.len() as u64),
            communes(zones),
            lang.pick("Zones blanches", "White zones"),
        ),
        ("Anomalies".to_owned(), count(report.anomalies.len() as u64), severe.join(", "), "Anomalies"),
        (
            lang.pick("Communes", "Communes").to_owned(),
            count(total.units),
            lang.pick(
                format!("dont {} couvertes", lang.integer(covered.units)),
                format!("{} of them covered", lang.integer(covered.units)),
            ),
            "Communes",
        ),
    ];
    board.row += 1;
    let top = board.row;
    for (at, (label, (value, kind), below, sheet)) in (0..).zip(tiles) {
        let ground = |format: Format| {
            format.set_background_color(style::ACCENT_GROUND).set_align(FormatAlign::Left).set_text_wrap()
        };
        let edge = |format: Format| format.set_border_right(FormatBorder::Thick).set_border_right_color("FFFFFF");
        let label_format = edge(ground(style::link().set_bold()));
        let link = Url::new(format!("internal:'{sheet}'!A1")).set_text(label);
        board.sheet.write_url_with_format(top, at, link, &label_format)?;
        let figure =
            edge(ground(style::cells(kind)).set_indent(0).set_font_size(18).set_bold().set_font_color(style::TEXT));
        if let Value::Number(number) = value {
            board.sheet.write_number_with_format(top + 1, at, number, &figure)?;
        } else {
            board.sheet.write_string_with_format(top + 1, at, "–", &figure)?;
        }
        let quiet = edge(ground(style::subtitle()).set_align(FormatAlign::Top));
        board.sheet.write_string_with_format(top + 2, at, below, &quiet)?;
    }
    board.sheet.set_row_height(top, 20)?.set_row_height(top + 1, 27)?.set_row_height(top + 2, 33)?;
    board.row = top + 3;
    Ok(())
}

fn two_decimals(rate: f64) -> f64 {
    (rate * 100.0).round() / 100.0
}
