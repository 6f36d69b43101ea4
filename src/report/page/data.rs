//! The data of the page: `resume.json`, the tables, what the figures stand on, and the map.

use std::io;

use serde::Serialize;
use serde_json::Value;

use super::columns::Columns;
use super::excerpts;
use super::map::{self, Map};
use crate::reference::{Level, Source};
use crate::report::basis::{funding_lines, size_lines, sizes};
use crate::report::model::Report;
use crate::report::reference_info::repair_line;
use crate::report::rules_summary::funding_basis;
use crate::report::texts::source_text;
use crate::report::{
    Lang, day_text, deadlines, envelopes, overlaps, rates, resume, shared, territories, thresholds, units, zones,
};

/// Everything that the page holds.
#[derive(Debug, Serialize)]
pub(super) struct Page {
    /// Language that it opens in.
    lang: &'static str,
    /// The content of `resume.json`.
    resume: Value,
    /// The content of the CSV files, by their names.
    pub tables: Tables,
    /// Texts of `anomalies.csv` in English, where they differ.
    anomalies_en: Columns,
    method: Method,
    pub map: Map,
}

/// The tables, by the names of their files.
#[derive(Debug, Serialize)]
pub(super) struct Tables {
    couverture_france: Columns,
    couverture_regions: Columns,
    couverture_departements: Columns,
    couverture_epci: Columns,
    pub territoires: Columns,
    pub communes: Columns,
    chevauchements: Columns,
    communes_partagees: Columns,
    zones_blanches: Columns,
    enveloppes: Columns,
    seuils: Columns,
    echeances: Columns,
    /// Of the options, what cards show; nothing of either where they are too many.
    pub chevauchements_options: Columns,
    pub zones_blanches_options: Columns,
    /// With the first lines only of what is told for information.
    pub anomalies: Columns,
}

/// What the figures stand on.
#[derive(Debug, Serialize)]
struct Method {
    sources: Vec<Told>,
    contour_sources: Vec<Told>,
    /// Units whose contour was mended.
    mends: usize,
    /// What was done to make contours match, in French and English.
    repair: [String; 2],
    departments: Vec<Name>,
    regions: Vec<Name>,
    /// From where to where each size goes, in French and English.
    sizes: [Vec<String>; 2],
    /// What sizes stand on.
    size_lines: [Vec<String>; 2],
    /// What amounts stand on, the scheme and what is taken for granted first.
    funding: [String; 2],
    funding_lines: [Vec<String>; 2],
    /// The day asked for; empty without one.
    day: [String; 2],
}

/// A source of the reference.
#[derive(Debug, Serialize)]
struct Told {
    /// What was taken from it, in French and English.
    what: [String; 2],
    package: String,
    licence: String,
}

/// A code and what it stands for.
#[derive(Debug, Serialize)]
struct Name {
    code: String,
    nom: String,
}

/// The data of a report's page.
pub(super) fn page(report: &Report, lang: Lang) -> io::Result<Page> {
    let ((tables, anomalies_en), map) = rayon::join(|| tables(report), || map::map(report));
    Ok(Page {
        lang: lang.pick("fr", "en"),
        resume: serde_json::from_slice(&resume::json(report)?)?,
        tables,
        anomalies_en,
        method: method(report),
        map: map?,
    })
}

fn tables(report: &Report) -> (Tables, Columns) {
    let level = |level| Columns::new(rates::sheet(report, level));
    let anomalies = |lang| Columns::new(excerpts::anomalies(report, lang));
    let french = anomalies(Lang::Fr);
    let english = anomalies(Lang::En).that_differ_from(&french);
    let tables = Tables {
        couverture_france: level(Level::France),
        couverture_regions: level(Level::Region),
        couverture_departements: level(Level::Department),
        couverture_epci: level(Level::Epci),
        territoires: Columns::new(territories::sheet(report)),
        communes: Columns::new(units::sheet(report)),
        chevauchements: Columns::new(overlaps::sheet(report)),
        communes_partagees: Columns::new(shared::sheet(report)),
        zones_blanches: Columns::new(zones::sheet(report)),
        enveloppes: Columns::new(envelopes::sheet(report)),
        seuils: Columns::new(thresholds::sheet(report)),
        echeances: Columns::new(deadlines::sheet(report)),
        chevauchements_options: Columns::new(excerpts::overlap_options(report)),
        zones_blanches_options: Columns::new(excerpts::zone_options(report)),
        anomalies: french,
    };
    (tables, english)
}

fn method(report: &Report) -> Method {
    let metadata = &report.reference.metadata;
    // With contours of the user, those of the reference are not drawn.
    let is_own = report.reference.boundaries.is_none();
    let names = |areas: &[crate::reference::Area]| {
        areas.iter().map(|area| Name { code: area.code.clone(), nom: area.name.clone() }).collect()
    };
    let told = |source: &Source| Told {
        what: [Lang::Fr, Lang::En].map(|lang| source_text(&source.what, lang).to_owned()),
        package: source.package.clone(),
        licence: source.licence.clone(),
    };
    let rules = &report.options.rules;
    let both = |lines: &dyn Fn(Lang) -> Vec<String>| [Lang::Fr, Lang::En].map(lines);
    let contour_sources = if is_own { metadata.contour_sources.as_slice() } else { &[] };
    Method {
        sources: metadata.sources.iter().map(told).collect(),
        contour_sources: contour_sources.iter().map(told).collect(),
        mends: if is_own { metadata.mends.len() } else { 0 },
        repair: [Lang::Fr, Lang::En]
            .map(|lang| if is_own { repair_line(&metadata.repair, lang) } else { String::new() }),
        departments: names(&report.reference.areas.departments),
        regions: names(&report.reference.areas.regions),
        sizes: both(&|lang| sizes(rules, lang)),
        size_lines: both(&|lang| size_lines(rules, lang)),
        funding: [Lang::Fr, Lang::En].map(|lang| funding_basis(rules, lang)),
        funding_lines: both(&|lang| funding_lines(rules, lang)),
        day: [Lang::Fr, Lang::En].map(|lang| report.options.date.map_or_else(String::new, |day| day_text(day, lang))),
    }
}
