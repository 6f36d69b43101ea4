//! The figures beside the map of a card.

use super::furniture::ScaleBar;
use super::legend::{self, stage_text};
use super::letters::Face;
use super::svg::{Anchor, Ink, Rect, Style, Svg};
use super::{colours, paint};
use crate::report::model::Report;
use crate::report::{Lang, kind_and_year};
use crate::rules::FundingReading;
use crate::territory::{Status, Territory};

/// Neighbours and overlaps shown; more are counted.
const SHOWN: usize = 7;

/// A line of figures: what, and how much.
type Line = (String, String);

/// The card in a sentence, for those who hear it.
pub(super) fn description(report: &Report, territory: &Territory, lang: Lang) -> String {
    let lines = figures(report, territory, lang);
    let colon = lang.pick(" : ", ": ");
    lines.iter().map(|(what, much)| format!("{what}{colon}{much}")).collect::<Vec<_>>().join(". ")
}

/// Draws the column.
pub(super) fn draw(svg: &mut Svg, report: &Report, territory: &Territory, place: Rect, scale: Option<f64>, lang: Lang) {
    let Some(cpts) = report.cpts.get(territory.cpts as usize) else { return };
    svg.open("chiffres");
    let mut pen = Pen { svg, place, y: place.top };
    let name = if cpts.name.trim().is_empty() { &cpts.id } else { &cpts.name };
    pen.wrapped(name, Style::new(Face::Bold, 560, colours::TEXT), 3);
    if *name != cpts.id {
        pen.wrapped(&cpts.id, Style::new(Face::Regular, 290, colours::QUIET), 2);
    }
    pen.y += 200;
    let swatch = Rect { left: place.left, top: pen.y, width: 620, height: 340 };
    let ink = Ink { fill: Some(colours::stage(cpts.stage)), line: Some((colours::COAST, 12)) };
    pen.svg.rect(swatch, ink);
    let style = Style::new(Face::Bold, 300, colours::TEXT);
    pen.svg.write(stage_text(cpts.stage, lang), [place.left + 820, pen.y + 275], Anchor::Left, style);
    pen.y += 700;
    for (what, much) in figures(report, territory, lang) {
        pen.line(&what, &much);
    }
    pen.heading(lang.pick("Financement par an", "Funding a year"));
    for (what, much) in funding(report, territory, lang) {
        pen.line(&what, &much);
    }
    let neighbours: Vec<Line> = territory
        .neighbours
        .iter()
        .map(|neighbour| {
            let kilometres = lang.decimal(neighbour.metres as f64 / 1_000.0, 1);
            (paint::name(report, neighbour.cpts), format!("{kilometres}\u{a0}km"))
        })
        .collect();
    pen.list(lang.pick("Voisines (frontière commune)", "Neighbours (common border)"), &neighbours, lang);
    let overlaps: Vec<Line> = territory
        .units
        .iter()
        .filter(|&&unit| report.partition.status(unit) == Status::Overlap)
        .map(|&unit| {
            let others: Vec<u32> =
                report.partition.claimants(unit).iter().copied().filter(|&cpts| cpts != territory.cpts).collect();
            (report.reference.unit(unit).name.clone(), report.ids(&others).replace('|', ", "))
        })
        .collect();
    pen.list(lang.pick("Chevauchements (aussi à)", "Overlaps (also of)"), &overlaps, lang);
    let y = pen.y;
    svg.close();
    let Some(scale) = scale else { return };
    let entries = legend::card_entries(!overlaps.is_empty(), lang);
    let height = (entries.len() as i32 + 1) * legend::ROW;
    // What the figures need is theirs; the legend gives way.
    let below = Rect { top: (place.bottom() - height).max(y + 300), height, ..place };
    legend::draw(svg, &entries, &ScaleBar::new(scale, place.width / 2, lang), below, 1);
}

/// Population, size and margins, communes, area, pieces.
fn figures(report: &Report, territory: &Territory, lang: Lang) -> Vec<Line> {
    let line = |what: &str, much: String| (what.to_owned(), much);
    let areas = &report.reference.areas.departments;
    let departments: Vec<String> = territory
        .departments
        .iter()
        .filter_map(|&department| areas.get(department as usize))
        .map(|department| format!("{} ({})", department.name, department.code))
        .collect();
    let metadata = &report.reference.metadata;
    let unknown = || lang.pick("inconnue", "unknown").to_owned();
    let (above, left) = territory.size.map_or((None, None), |size| size.margins(territory.population));
    let mut lines = vec![
        line(
            if departments.len() > 1 {
                lang.pick("Départements", "Departments")
            } else {
                lang.pick("Département", "Department")
            },
            departments.join(", "),
        ),
        line(&format!("Population {}", kind_and_year(metadata, lang)), lang.integer(territory.population)),
    ];
    if territory.population_shared > 0 {
        let shared = lang.integer(territory.population_shared);
        lines.push(line(lang.pick("dont avec d’autres CPTS", "of them with other CPTS"), shared));
    }
    lines
        .push(line(lang.pick("Taille", "Size"), territory.size.map_or_else(unknown, |size| size.category.to_string())));
    if let (Some(margin), Some(threshold)) = (above, territory.size.and_then(|size| size.lower)) {
        let threshold = lang.integer(threshold);
        let what =
            lang.pick(format!("au-dessus du seuil de {threshold}"), format!("above the threshold of {threshold}"));
        lines.push((what, lang.integer(margin)));
    }
    if let (Some(margin), Some(threshold)) = (left, territory.size.and_then(|size| size.upper)) {
        let threshold = lang.integer(threshold);
        let what = lang.pick(format!("avant le seuil de {threshold}"), format!("below the threshold of {threshold}"));
        lines.push((what, lang.integer(margin)));
    }
    lines.push(line("Communes", lang.integer(territory.units.len() as u64)));
    lines
        .push(line(lang.pick("Surface", "Area"), format!("{}\u{a0}km²", lang.measure(territory.area as f64 / 1e6, 1))));
    lines.push(line(lang.pick("Parties", "Pieces"), lang.integer(territory.pieces.len() as u64)));
    lines
}

/// The yearly funding of its size, read in three ways; what no source gives is said to be unknown.
fn funding(report: &Report, territory: &Territory, lang: Lang) -> Vec<Line> {
    let readings = [
        (FundingReading::Printed, lang.pick("maximum affiché", "printed maximum")),
        (FundingReading::Steady, lang.pick("année de régime, sans crise", "steady year, no crisis")),
        (FundingReading::Fixed, lang.pick("parts fixes seules", "fixed parts alone")),
    ];
    let unknown = || lang.pick("inconnu", "unknown").to_owned();
    let totals = territory.size.map(|size| report.options.rules.totals(size.category));
    let amount = |reading| {
        totals
            .and_then(|totals| totals.get(reading))
            .map_or_else(unknown, |euros| format!("{}\u{a0}€", lang.integer(euros)))
    };
    readings.map(|(reading, what)| (what.to_owned(), amount(reading))).into()
}

/// Writes down a column.
struct Pen<'a> {
    svg: &'a mut Svg,
    place: Rect,
    y: i32,
}

impl Pen<'_> {
    /// A text in as many lines as it takes, up to so many; the last is cut.
    fn wrapped(&mut self, text: &str, style: Style, most: usize) {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            match lines.last_mut() {
                Some(last) if lines_fit(last, word, style, self.place.width) => {
                    last.push(' ');
                    last.push_str(word);
                }
                _ => lines.push(word.to_owned()),
            }
        }
        if lines.len() > most {
            let rest = lines.split_off(most).join(" ");
            if let Some(last) = lines.last_mut() {
                last.push(' ');
                last.push_str(&rest);
            }
        }
        for line in lines {
            let (fitted, line) = style.fitted(&line, self.place.width, style.size * 3 / 4);
            self.y += style.size * 6 / 5;
            self.svg.write(&line, [self.place.left, self.y], Anchor::Left, fitted);
        }
    }

    fn heading(&mut self, text: &str) {
        self.y += 560;
        let style = Style::new(Face::Bold, 290, colours::TEXT);
        self.svg.write(text, [self.place.left, self.y], Anchor::Left, style);
        self.y += 110;
    }

    fn line(&mut self, what: &str, much: &str) {
        self.y += 440;
        // A cut name is better than a cut figure: the figure takes what it needs, up to two thirds.
        let style = Style::new(Face::Bold, 280, colours::TEXT);
        let (style, much) = style.fitted(much, self.place.width * 2 / 3, 200);
        let taken = style.width(&much) + 250;
        self.svg.write(&much, [self.place.right(), self.y], Anchor::Right, style);
        let style = Style::new(Face::Regular, 280, colours::TEXT);
        let (style, what) = style.fitted(what, self.place.width - taken, 200);
        self.svg.write(&what, [self.place.left, self.y], Anchor::Left, style);
    }

    /// Some lines under a heading, if there are any; those beyond [`SHOWN`] are counted.
    fn list(&mut self, heading: &str, lines: &[Line], lang: Lang) {
        if lines.is_empty() {
            return;
        }
        self.heading(heading);
        for (what, much) in lines.iter().take(SHOWN) {
            self.line(what, much);
        }
        if lines.len() > SHOWN {
            let left = lines.len() - SHOWN;
            self.line(&lang.pick(format!("et {left} de plus"), format!("and {left} more")), "");
        }
    }
}

/// Whether a line has room for one word more.
fn lines_fit(line: &str, word: &str, style: Style, most: i32) -> bool {
    style.width(&format!("{line} {word}")) <= most
}
