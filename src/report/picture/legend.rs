//! The legend: what the colours mean, with counts, and the scale of the map.

use super::colours;
use super::furniture::ScaleBar;
use super::hatch;
use super::letters::Face;
use super::path::{Point, lines};
use super::svg::{Anchor, Ink, Rect, Style, Svg};
use crate::report::Lang;
use crate::report::model::Report;
use crate::territory::Stage;

/// Height of a row.
pub(super) const ROW: i32 = 540;
/// Width and height of a swatch, and where texts begin.
const SWATCH: Point = [620, 340];
const TEXT: i32 = 820;

/// What stands beside a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sign {
    Heading,
    Fill(&'static str),
    White,
    Overlap,
    Shared,
    /// A line of this width.
    Line(&'static str, i32),
}

/// A row: its sign, its text, and its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    sign: Sign,
    text: String,
    figures: String,
}

/// The rows of a report's legend. Stages that no CPTS has, and what there is none of, are left out.
pub(super) fn entries(report: &Report, lang: Lang) -> Vec<Entry> {
    let row = |sign, text: &str, figures| Entry { sign, text: text.to_owned(), figures };
    let cpts = |count: u64| format!("{} CPTS", lang.integer(count));
    let count = report.territories.len() as u64;
    let mut entries = vec![row(Sign::Heading, lang.pick("Stade des CPTS", "Stage of the CPTS"), cpts(count))];
    for stage in Stage::ALL.into_iter().map(Some).chain([None]) {
        let of_stage = |cpts: u32| report.cpts.get(cpts as usize).is_some_and(|cpts| cpts.stage == stage);
        let count = report.territories.iter().filter(|territory| of_stage(territory.cpts)).count() as u64;
        if count > 0 {
            entries.push(row(Sign::Fill(colours::stage(stage)), stage_text(stage, lang), cpts(count)));
        }
    }
    let communes = |count: usize| lang.count(count as u64, "commune", "communes");
    let people = |count: u64| format!("{}\u{a0}{}", lang.integer(count), lang.pick("hab.", "inhab."));
    if !report.zones.is_empty() {
        let units: usize = report.zones.iter().map(|zone| zone.units.len()).sum();
        let population = report.zones.iter().map(|zone| zone.population).sum();
        let text = lang.pick("zone blanche", "white zone");
        let zones = lang.count(report.zones.len() as u64, "zone", "zones");
        let figures = format!("{zones}, {}, {}", communes(units), people(population));
        entries.push(row(Sign::White, text, figures));
    }
    if !report.overlaps.is_empty() {
        let population = report.overlap_population();
        let figures = format!("{}, {}", communes(report.overlaps.len()), people(population));
        entries.push(row(Sign::Overlap, lang.pick("chevauchement", "overlap"), figures));
    }
    let shared = report.shared_units().count();
    if shared > 0 {
        entries.push(row(Sign::Shared, lang.pick("commune partagée", "shared commune"), communes(shared)));
    }
    let line = |width, text: &str| row(Sign::Line(colours::BORDER, width), text, String::new());
    if report.options.scope.regions.len() > 1 {
        entries.push(line(62, lang.pick("limite de région", "border of a region")));
    }
    let in_scope = || report.reference.units.iter().filter(|unit| report.options.scope.holds(unit));
    let first = in_scope().next().map(|unit| unit.department);
    if in_scope().any(|unit| Some(unit.department) != first) {
        entries.push(line(30, lang.pick("limite de département", "border of a department")));
    }
    let beyond = report
        .territories
        .iter()
        .any(|territory| territory.units.iter().any(|&unit| !report.options.scope.holds(report.reference.unit(unit))));
    if beyond {
        entries.push(line(56, lang.pick("limite du périmètre", "border of the scope")));
    }
    entries
}

/// The rows of a card's legend.
pub(super) fn card_entries(has_overlaps: bool, lang: Lang) -> Vec<Entry> {
    let row = |sign, text: &str| Entry { sign, text: text.to_owned(), figures: String::new() };
    let mut entries = vec![
        row(Sign::Fill(colours::OTHER), lang.pick("autre CPTS", "other CPTS")),
        row(Sign::White, lang.pick("zone blanche", "white zone")),
    ];
    if has_overlaps {
        entries.push(row(Sign::Overlap, lang.pick("chevauchement", "overlap")));
    }
    entries
        .push(row(Sign::Fill(colours::BEYOND), lang.pick("hors du périmètre du rapport", "beyond the report’s scope")));
    entries.push(row(Sign::Line(colours::BORDER, 32), lang.pick("limite de département", "border of a department")));
    entries
}

/// A stage in words.
pub(super) fn stage_text(stage: Option<Stage>, lang: Lang) -> &'static str {
    match stage {
        Some(Stage::Aci) => lang.pick("ACI signé", "signed ACI"),
        Some(Stage::Projet) => lang.pick("projet de santé validé", "health project validated"),
        Some(Stage::Lettre) => lang.pick("lettre d’intention validée", "letter of intent validated"),
        Some(Stage::PreProjet) => lang.pick("pré-projet", "first project"),
        None => lang.pick("sans stade", "no stage"),
    }
}

/// Draws the rows and the scale bar in so many columns.
pub(super) fn draw(svg: &mut Svg, entries: &[Entry], bar: &ScaleBar, place: Rect, columns: usize) {
    svg.open("legende");
    let rows = (entries.len() + 1).div_ceil(columns.max(1)).max(1);
    let step = place.width / columns.max(1) as i32;
    let at = |number: usize| -> Point {
        [place.left + (number / rows) as i32 * step, place.top + (number % rows) as i32 * ROW]
    };
    for (number, entry) in entries.iter().enumerate() {
        draw_entry(svg, entry, at(number), step - 300);
    }
    let [x, y] = at(entries.len());
    bar.draw(svg, [x, y + ROW * 3 / 4], 250);
    svg.close();
}

fn draw_entry(svg: &mut Svg, entry: &Entry, [x, y]: Point, width: i32) {
    let rect = Rect { left: x, top: y + 80, width: SWATCH[0], height: SWATCH[1] };
    let ring = [vec![
        [rect.left, rect.top],
        [rect.right(), rect.top],
        [rect.right(), rect.bottom()],
        [rect.left, rect.bottom()],
        [rect.left, rect.top],
    ]];
    match entry.sign {
        Sign::Heading => {}
        Sign::Fill(colour) => svg.rect(rect, Ink { fill: Some(colour), line: Some((colours::COAST, 12)) }),
        Sign::White => {
            svg.rect(rect, Ink { fill: Some(colours::WHITE), line: Some((colours::WHITE_LINE, 20)) });
            svg.path(&hatch::dots(&ring, 170, 45), Ink::line(colours::WHITE_DOT, 32), None);
        }
        Sign::Overlap => {
            svg.rect(rect, Ink { fill: Some(colours::OVERLAP), line: Some((colours::HATCH, 30)) });
            svg.path(&hatch::lines(&ring, 130), Ink::line(colours::HATCH, 38), None);
        }
        Sign::Shared => {
            svg.rect(rect, Ink { fill: None, line: Some((colours::HATCH, 20)) });
            svg.path(&hatch::dots(&ring, 150, 60), Ink::line(colours::HATCH, 45), None);
        }
        Sign::Line(colour, width) => {
            let middle = rect.top + rect.height / 2;
            let line = [[rect.left, middle], [rect.right(), middle]];
            svg.path(&lines(std::iter::once(line.as_slice())), Ink::line(colour, width), None);
        }
    }
    let (left, face) = match entry.sign {
        Sign::Heading => (x, Face::Bold),
        _ => (x + TEXT, Face::Regular),
    };
    let baseline = y + 350;
    let style = Style::new(face, 280, colours::TEXT);
    svg.write(&entry.text, [left, baseline], Anchor::Left, style);
    let after = left + style.width(&entry.text) + 180;
    let style = Style::new(Face::Bold, 280, colours::ACCENT);
    let (style, figures) = style.fitted(&entry.figures, x + width - after, 190);
    svg.write(&figures, [after, baseline], Anchor::Left, style);
}
