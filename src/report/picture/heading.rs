//! Title, rate and source line. A rate is never without its stage set and its denominator.

use super::colours;
use super::letters::Face;
use super::svg::{Anchor, Rect, Style, Svg};
use crate::indicators::AreaRates;
use crate::report::model::Report;
use crate::report::summary::other_years;
use crate::report::{Lang, day_text, kind_and_year};
use crate::territory::StageSet;

/// The title of the map.
pub(super) fn title(report: &Report, lang: Lang) -> String {
    let name = report.options.scope.area(&report.reference.areas).name.replace('+', " + ");
    lang.pick(format!("Couverture par les CPTS – {name}"), format!("CPTS coverage – {name}"))
}

/// What the map shows, in sentences: for those who hear the page.
pub(super) fn description(report: &Report, lang: Lang) -> String {
    let parts = [rate(report, lang), covered_line(report, lang), people_line(report, lang)];
    let full_stop = lang.pick(". Carte", ". Map");
    let shown = lang.pick(
        " des territoires par stade, chevauchements hachurés, zones blanches en gris.",
        " of territories by stage, overlaps hatched, white zones in grey.",
    );
    format!("{} {} ({}){full_stop}{shown}", parts[0], parts[1], parts[2])
}

/// Draws title and rates.
pub(super) fn draw(svg: &mut Svg, report: &Report, head: Rect, lang: Lang) {
    svg.open("titre");
    let style = Style::new(Face::Bold, 640, colours::TEXT);
    let (style, text) = style.fitted(&title(report, lang), head.width, 380);
    svg.write(&text, [head.left, head.top + 560], Anchor::Left, style);

    let figure = Style::new(Face::Bold, 1_080, colours::ACCENT);
    let rate = rate(report, lang);
    svg.write(&rate, [head.left, head.top + 1_760], Anchor::Left, figure);
    let left = head.left + figure.width(&rate) + 350;
    let lines = [
        (covered_line(report, lang), Style::new(Face::Bold, 340, colours::TEXT), 1_340),
        (people_line(report, lang), Style::new(Face::Regular, 300, colours::TEXT), 1_760),
    ];
    for (text, style, y) in lines {
        let (style, text) = style.fitted(&text, head.right() - left, 200);
        svg.write(&text, [left, head.top + y], Anchor::Left, style);
    }
    let style = Style::new(Face::Regular, 270, colours::QUIET);
    let (style, text) = style.fitted(&sets_line(report, lang), head.width, 180);
    svg.write(&text, [head.left, head.top + 2_310], Anchor::Left, style);
    svg.close();
}

/// Draws the source line.
pub(super) fn draw_source(svg: &mut Svg, report: &Report, foot: Rect, note: &str, lang: Lang) {
    svg.open("sources");
    let style = Style::new(Face::Regular, 220, colours::QUIET);
    let program = format!("maillage {}", env!("CARGO_PKG_VERSION"));
    svg.write(&program, [foot.right(), foot.bottom()], Anchor::Right, style);
    let most = foot.width - style.width(&program) - 400;
    let (style, text) = style.fitted(&(sources(report, lang) + note), most, 150);
    svg.write(&text, [foot.left, foot.bottom()], Anchor::Left, style);
    svg.close();
}

fn whole<'a>(report: &'a Report) -> Option<&'a AreaRates> {
    report.rates.whole(report.options.stages)
}

fn rate(report: &Report, lang: Lang) -> String {
    lang.percent(whole(report).and_then(AreaRates::population_rate))
}

fn covered_line(report: &Report, lang: Lang) -> String {
    let set = match report.options.stages {
        StageSet::Aci => lang.pick("ACI signés seuls", "signed ACI alone"),
        StageSet::AciProjet => {
            lang.pick("ACI signés et projets de santé validés", "signed ACI and validated health projects")
        }
        StageSet::AciProjetLettre => lang.pick(
            "ACI signés, projets de santé et lettres d’intention validés",
            "signed ACI, validated health projects and letters of intent",
        ),
        StageSet::Tous => lang.pick("CPTS de tous stades", "CPTS of all stages"),
    };
    let date = report.options.date.map_or_else(String::new, |date| {
        let date = day_text(date, lang);
        lang.pick(format!(", au {date}"), format!(", on {date}"))
    });
    lang.pick(format!("de la population couverte – {set}{date}"), format!("of the population covered – {set}{date}"))
}

fn people_line(report: &Report, lang: Lang) -> String {
    let Some(rates) = whole(report) else { return String::new() };
    let (covered, total) = (lang.integer(rates.covered.population), lang.integer(rates.total.population));
    let (here, all) = (lang.integer(rates.covered.units), lang.integer(rates.total.units));
    let scope = &report.options.scope;
    let has_arrondissements = report.reference.units.iter().any(|unit| unit.city.is_some() && scope.holds(unit));
    let communes = match (has_arrondissements, lang) {
        (false, _) => "communes",
        (true, Lang::Fr) => "communes et arrondissements",
        (true, Lang::En) => "communes and arrondissements",
    };
    lang.pick(
        format!("{covered} habitants sur {total} ; {here} {communes} sur {all}"),
        format!("{covered} inhabitants of {total}; {here} {communes} of {all}"),
    )
}

/// The rate of each stage set, so that nobody takes one for another.
fn sets_line(report: &Report, lang: Lang) -> String {
    let name = |set: StageSet| match set {
        StageSet::Aci => lang.pick("ACI signés", "signed ACI"),
        StageSet::AciProjet => lang.pick("+ projets de santé validés", "+ validated health projects"),
        StageSet::AciProjetLettre => lang.pick("+ lettres d’intention", "+ letters of intent"),
        StageSet::Tous => lang.pick("tous stades", "all stages"),
    };
    let rate = |set: StageSet| {
        let rate = report.rates.whole(set).and_then(AreaRates::population_rate);
        format!("{} {}", name(set), lang.percent(rate))
    };
    let sets = StageSet::ALL.map(rate).join("   ·   ");
    lang.pick("Population couverte selon les stades comptés : ", "Population covered by the stages counted: ")
        .to_owned()
        + &sets
}

/// Contours, populations with kind and year, vintage.
pub(super) fn sources(report: &Report, lang: Lang) -> String {
    let metadata = &report.reference.metadata;
    let contours = match &report.reference.boundaries {
        Some(boundaries) => boundaries.files.join(", "),
        None => "IGN ADMIN EXPRESS".to_owned(),
    };
    let population = kind_and_year(metadata, lang) + &other_years(report, lang);
    let files = metadata.populations.iter().flat_map(|populations| &populations.files);
    let files = files.map(|file| file.file.as_str()).collect::<Vec<_>>().join(", ");
    let files = if files.is_empty() { files } else { format!(" ({files})") };
    let cog = metadata.cog;
    lang.pick(
        format!("Sources : contours {contours} ; populations INSEE {population}{files} ; COG {cog}."),
        format!("Sources: boundaries {contours}; populations INSEE {population}{files}; COG {cog}."),
    )
}
