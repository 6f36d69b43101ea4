//! The first sheet: what an analyst wants to know before any other, and ways to the other sheets.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder, Url, Worksheet, XlsxError};

use super::board::{Board, count, euros, percent, square_kilometres, text};
use super::columns::Kind;
use super::values::Value;
use super::{charts, method, places, print, style, words};
use crate::indicators::{Identities, Place, Situation};
use crate::reference::Level;
use crate::report::Lang;
use crate::report::model::Report;
use crate::report::rules_summary::{deadlines_text, envelope_name, funding_basis, thresholds_text};
use crate::report::summary::other_years;
use crate::report::{day_text, populations_line, rows_line};
use crate::rules::FundingReading;
use crate::territory::{Severity, Stage, StageSet, ZoneClass};

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

/// The figures that the page has on top, each a way to its sheet.
fn tiles(board: &mut Board, report: &Report) -> Result<(), XlsxError> {
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

/// Rates of all stage sets with their denominators; the rows of the sets.
fn coverage(board: &mut Board, report: &Report) -> Result<[u32; 2], XlsxError> {
    let lang = board.lang();
    board.section(lang.pick("Couverture selon l’ensemble de stades", "Coverage by stage set"))?;
    board.heads(
        0,
        &lang.pick(
            [
                "Ensemble de stades",
                "Population couverte",
                "% population",
                "Communes couvertes",
                "% communes",
                "Surface couverte (km²)",
                "% surface",
                "CPTS",
            ],
            [
                "Stage set",
                "Covered population",
                "% population",
                "Covered communes",
                "% communes",
                "Covered area (km²)",
                "% area",
                "CPTS",
            ],
        ),
    )?;
    let first = board.row;
    let sets = report.rates.of(Level::France);
    for rates in sets {
        let name = words::shown("ensemble_stades", rates.stages.key(), lang);
        let is_chosen = rates.stages == report.options.stages;
        let items = [
            text(name),
            count(rates.covered.population),
            percent(rates.population_rate()),
            count(rates.covered.units),
            percent(rates.units_rate()),
            square_kilometres(rates.covered.area),
            percent(rates.area_rate()),
            count(rates.cpts()),
        ];
        board.items(0, &items, is_chosen)?;
    }
    let last = board.row.saturating_sub(1);
    if let Some(rates) = sets.first() {
        let total = rates.total;
        let empty = || (Value::Empty, Kind::Text);
        let all = lang.pick("Dénominateurs : tout le périmètre", "Denominators: the whole scope");
        let items = [
            text(all),
            count(total.population),
            empty(),
            count(total.units),
            empty(),
            square_kilometres(total.area),
            empty(),
            empty(),
        ];
        board.items(0, &items, false)?;
    }
    let scope = &report.options.scope;
    let without = report.reference.units.iter().filter(|unit| scope.holds(unit) && unit.population.is_none()).count();
    let without = match without as u64 {
        0 => String::new(),
        number => lang.pick(
            format!(" {} communes sans population connue ne comptent pour rien.", lang.integer(number)),
            format!(" {} communes without a known population add nothing.", lang.integer(number)),
        ),
    };
    board.note(
        &(lang
            .pick(
                "En gras, l’ensemble de stades du rapport. Paris, Lyon et Marseille comptent par arrondissement.",
                "In bold, the stage set of the report. Paris, Lyon and Marseille count by arrondissement.",
            )
            .to_owned()
            + &without),
    )?;
    Ok([first, last])
}

/// CPTS by stage, and beside it by size.
fn cpts(board: &mut Board, report: &Report) -> Result<(), XlsxError> {
    let lang = board.lang();
    board.section(lang.pick("CPTS par stade et par taille", "CPTS by stage and by size"))?;
    let top = board.row;
    let of = |stage: Option<Stage>| {
        report.territories.iter().filter(|it| report.cpts[it.cpts as usize].stage == stage).count()
    };
    board.heads(0, &[lang.pick("Stade", "Stage"), "CPTS"])?;
    for stage in Stage::ALL.into_iter().map(Some).chain([None]) {
        let name = words::shown("stade", stage.map_or("", Stage::label), lang);
        board.items(0, &[text(name), count(of(stage) as u64)], false)?;
    }
    let bottom = board.row;
    board.row = top;
    board.heads(3, &[lang.pick("Taille", "Size"), "", "", "CPTS"])?;
    for (size, range) in (1u8..).zip(method::sizes(&report.options.rules, lang)) {
        let number = report.territories.iter().filter(|it| it.size.is_some_and(|it| it.category == size)).count();
        let name = format!("{} {size} ({range})", lang.pick("taille", "size"));
        let empty = || (Value::Empty, Kind::Text);
        board.items(3, &[text(name), empty(), empty(), count(number as u64)], false)?;
    }
    board.row = bottom.max(board.row);
    Ok(())
}

fn problems(board: &mut Board, report: &Report) -> Result<(), XlsxError> {
    let lang = board.lang();
    board.section(lang.pick("Chevauchements et zones blanches", "Overlaps and white zones"))?;
    board.heads(0, &lang.pick(["", "Nombre", "Communes", "Population"], ["", "Number", "Communes", "Population"]))?;
    let overlaps = report.overlaps.len() as u64;
    let in_overlap = report.overlap_population();
    let name = lang.pick("Communes en chevauchement", "Communes in overlap");
    board.items(0, &[text(name), count(overlaps), count(overlaps), count(in_overlap)], false)?;
    for class in ZoneClass::ALL {
        let of_class = || report.zones.iter().filter(|zone| zone.class == class);
        let name = match class {
            ZoneClass::Enclave => lang.pick("Zones blanches enclavées", "White zones, enclosed"),
            ZoneClass::Between => lang.pick("Zones blanches entre CPTS", "White zones between CPTS"),
            ZoneClass::Open => lang.pick("Zones blanches ouvertes", "White zones, open"),
        };
        let (communes, population) =
            of_class().fold((0, 0), |sum, zone| (sum.0 + zone.units.len() as u64, sum.1 + zone.population));
        board.items(0, &[text(name), count(of_class().count() as u64), count(communes), count(population)], false)?;
    }
    Ok(())
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

/// R12, by region.
fn identities(board: &mut Board, report: &Report) -> Result<(), XlsxError> {
    let lang = board.lang();
    board.section(lang.pick("Identités vérifiées (R12)", "Identities, checked (R12)"))?;
    board.heads(
        0,
        &lang.pick(
            [
                "Région",
                "Population",
                "Couverte",
                "Blanche",
                "Exclusive",
                "Partagée",
                "Somme des CPTS",
                "Comptée plusieurs fois",
            ],
            [
                "Region",
                "Population",
                "Covered",
                "White",
                "Exclusive",
                "Shared",
                "Sum of CPTS",
                "Counted more than once",
            ],
        ),
    )?;
    let parts: [fn(&Identities) -> u64; 7] = [
        |i| i.population,
        |i| i.covered,
        |i| i.white,
        |i| i.exclusive,
        |i| i.shared,
        |i| i.sum_of_cpts,
        |i| i.counted_again,
    ];
    for one in &report.identities {
        let mut items = vec![text(&one.region.name)];
        items.extend(parts.map(|part| count(part(one))));
        board.items(0, &items, false)?;
    }
    if report.identities.len() > 1 {
        let mut items = vec![text(lang.pick("Ensemble", "All"))];
        items.extend(parts.map(|part| count(report.identities.iter().map(part).sum())));
        board.items(0, &items, true)?;
    }
    board.note(lang.pick(
        "Vérifié sur chaque ligne : couverte + blanche = population ; exclusive + partagée = couverte ; somme des CPTS − couverte = comptée plusieurs fois.",
        "Checked on every row: covered + white = population; exclusive + shared = covered; sum of CPTS − covered = counted more than once.",
    ))
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
