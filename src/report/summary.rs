//! The summary that `maillage report` prints: what an analyst wants to know before opening any file.

use std::fmt::{self, Write};

use super::Lang;
use super::model::Report;
use super::rules_summary::{deadlines, funding, thresholds};
use super::texts::kind_and_year;
use crate::indicators::AreaRates;
use crate::reference::{PopulationNote, Reference};
use crate::territory::{Severity, StageSet, ZoneClass};

/// The summary, in lines of at most about a hundred characters.
pub fn summary(report: &Report, lang: Lang) -> String {
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = write_summary(&mut text, report, lang);
    text
}

fn write_summary(out: &mut String, report: &Report, lang: Lang) -> fmt::Result {
    heading(out, report, lang)?;
    coverage(out, report, lang)?;
    territories(out, report, lang)?;
    problems(out, report, lang)?;
    thresholds(out, report, lang)?;
    deadlines(out, report, lang)?;
    funding(out, report, lang)?;
    identities(out, report, lang)?;
    anomalies(out, report, lang)
}

fn heading(out: &mut String, report: &Report, lang: Lang) -> fmt::Result {
    let scope = report.options.scope.area(&report.reference.areas);
    writeln!(out, "{} ({})", scope.name, scope.code)?;
    writeln!(out, "{}{}", populations_line(report.reference, lang), other_years(report, lang))?;
    populations(out, report, lang)?;
    let Some(boundaries) = &report.reference.boundaries else { return Ok(()) };
    writeln!(out, "{} {}", lang.pick("Contours :", "Boundaries:"), boundaries.files.join(", "))
}

/// Vintage of the units, kind and year of the populations: `COG 2026, population PMUN 2023`.
pub fn populations_line(reference: &Reference, lang: Lang) -> String {
    let metadata = &reference.metadata;
    let population = lang.pick("population", "population");
    format!("COG {}, {population} {}", metadata.cog, kind_and_year(metadata, lang))
}

/// The files of the populations, where they are not those of the reference.
fn populations(out: &mut String, report: &Report, lang: Lang) -> fmt::Result {
    let Some(populations) = &report.reference.metadata.populations else { return Ok(()) };
    let files: Vec<&str> = populations.files.iter().map(|file| file.file.as_str()).collect();
    let notes = populations.notes_in(report.reference, &report.options.scope);
    // What the boundaries given do not hold is not in the report.
    let notes = notes.filter(|note| !matches!(note, PopulationNote::BeyondBoundaries { .. }));
    let left = match notes.map(PopulationNote::not_placed).sum() {
        0 => String::new(),
        left => {
            let left = lang.integer(left);
            lang.pick(format!(" ; {left} habitants non placés"), format!("; {left} inhabitants not placed"))
        }
    };
    writeln!(out, "{} {}{left}", lang.pick("Populations :", "Populations:"), files.join(", "))
}

/// The departments of the scope whose populations are of another year.
pub(super) fn other_years(report: &Report, lang: Lang) -> String {
    let here = |code: &str| {
        report.reference.units.iter().any(|unit| {
            report.options.scope.holds(unit)
                && report.reference.areas.departments[unit.department as usize].code == code
        })
    };
    let others = report.reference.metadata.population_other_years.iter().filter(|other| here(&other.code));
    others.fold(String::new(), |text, other| {
        let unknown = || lang.pick("année non précisée", "year not stated").to_owned();
        text + &format!(", {} {}", other.name, other.year.map_or_else(unknown, |year| year.to_string()))
    })
}

fn coverage(out: &mut String, report: &Report, lang: Lang) -> fmt::Result {
    let whole = report.rates.of(crate::reference::Level::France);
    let Some(first) = whole.first() else { return Ok(()) };
    let (population, units) = (lang.integer(first.total.population), lang.integer(first.total.units));
    let scope = &report.options.scope;
    let without = report.reference.units.iter().filter(|unit| scope.holds(unit) && unit.population.is_none()).count();
    let without = match without as u64 {
        0 => String::new(),
        count => lang.pick(
            format!(", dont {} sans population connue, qui ne comptent pour rien", lang.integer(count)),
            format!(", {} of them without a known population, which add nothing", lang.integer(count)),
        ),
    };
    writeln!(out)?;
    writeln!(
        out,
        "{}",
        lang.pick(
            format!("Population couverte (sur {population} habitants, {units} communes et arrondissements{without})"),
            format!("Covered population (of {population} inhabitants, {units} communes and arrondissements{without})"),
        )
    )?;
    for rates in whole {
        writeln!(out, "{}", coverage_line(report, rates, lang))?;
    }
    Ok(())
}

fn coverage_line(report: &Report, rates: &AreaRates, lang: Lang) -> String {
    let name = match rates.stages {
        StageSet::Aci => lang.pick("ACI signés", "signed ACI"),
        StageSet::AciProjet => lang.pick("+ projets validés", "+ validated projects"),
        StageSet::AciProjetLettre => lang.pick("+ lettres d'intention", "+ letters of intent"),
        StageSet::Tous => lang.pick("tous stades", "all stages"),
    };
    let mark = if rates.stages == report.options.stages { '▸' } else { ' ' };
    format!(
        " {mark} {name:<22} {:>8}  {:>12}   {:>4} CPTS   {} {}",
        lang.percent(rates.population_rate()),
        lang.integer(rates.covered.population),
        rates.cpts(),
        lang.percent(rates.units_rate()),
        lang.pick("des communes", "of communes"),
    )
}

fn territories(out: &mut String, report: &Report, lang: Lang) -> fmt::Result {
    let counts = report.by_size();
    let size = lang.pick("taille", "size");
    let mut sizes: Vec<String> =
        (1..=report.categories).zip(&counts).map(|(category, count)| format!("{size} {category} : {count}")).collect();
    // No word of it where every population is known.
    let unknown = counts.last().filter(|&&count| count > 0);
    sizes.extend(unknown.map(|count| format!("{} : {count}", lang.pick("taille inconnue", "unknown size"))));
    writeln!(out)?;
    writeln!(out, "{}   {}", lang.count(report.territories.len() as u64, "CPTS", "CPTS"), sizes.join("   "))
}

fn problems(out: &mut String, report: &Report, lang: Lang) -> fmt::Result {
    let people =
        |population| lang.count(population, lang.pick("habitant", "inhabitant"), lang.pick("habitants", "inhabitants"));
    let communes = |count| lang.count(count, "commune", "communes");
    let in_overlap = report.overlap_population();
    let overlaps = lang.pick("Chevauchements", "Overlaps");
    writeln!(out, "{overlaps:<16} {}, {}", communes(report.overlaps.len() as u64), people(in_overlap))?;
    let shared = report.shared_units().count() as u64;
    if shared > 0 {
        let rest = report.identities.iter().map(|region| region.rest).sum();
        let (name, left) = lang.pick(("Partagées", "sans CPTS"), ("Shared", "without a CPTS"));
        writeln!(out, "{name:<16} {}, {} {left}", communes(shared), people(rest))?;
    }
    let units: usize = report.zones.iter().map(|zone| zone.units.len()).sum();
    let population = report.zones.iter().map(|zone| zone.population).sum();
    let classes: Vec<String> = ZoneClass::ALL
        .iter()
        .map(|&class| {
            let count = report.zones.iter().filter(|zone| zone.class == class).count() as u64;
            match class {
                ZoneClass::Enclave => lang.count(count, lang.pick("enclave", "enclave"), "enclaves"),
                ZoneClass::Between => format!("{} {}", lang.integer(count), lang.pick("entre CPTS", "between CPTS")),
                ZoneClass::Open => lang.count(count, lang.pick("ouverte", "open"), lang.pick("ouvertes", "open")),
            }
        })
        .collect();
    let zones = lang.pick("Zones blanches", "White zones");
    let (communes, people) = (communes(units as u64), people(population));
    writeln!(out, "{zones:<16} {} ({}), {communes}, {people}", report.zones.len(), classes.join(", "))
}

fn identities(out: &mut String, report: &Report, lang: Lang) -> fmt::Result {
    let sum =
        |figure: fn(&crate::indicators::Identities) -> u64| lang.integer(report.identities.iter().map(figure).sum());
    writeln!(out)?;
    let (covered, white, all) = (sum(|i| i.covered), sum(|i| i.white), sum(|i| i.population));
    let (cpts, again) = (sum(|i| i.sum_of_cpts), sum(|i| i.counted_again));
    let (exclusive, shared) = (sum(|i| i.exclusive), sum(|i| i.shared));
    writeln!(
        out,
        "{}",
        lang.pick(
            format!(
                "Vérifié   couverte {covered} + blanche {white} = {all}\n          \
                 somme des CPTS {cpts} − couverte {covered} = {again} comptés plusieurs fois\n          \
                 exclusive {exclusive} + partagée {shared} = couverte {covered}"
            ),
            format!(
                "Checked   covered {covered} + white {white} = {all}\n          \
                 sum of CPTS {cpts} − covered {covered} = {again} counted more than once\n          \
                 exclusive {exclusive} + shared {shared} = covered {covered}"
            ),
        )
    )
}

/// How many rows of a table were read, used and rejected: `3 lignes = 2 utilisées + 1 rejetée`.
pub fn rows_line(rows: usize, used: usize, lang: Lang) -> String {
    let rejected = rows.saturating_sub(used);
    format!(
        "{} = {} + {}",
        lang.nouns(rows, ["ligne", "lignes"], ["rows", "rows"]),
        lang.nouns(used, ["utilisée", "utilisées"], ["used", "used"]),
        lang.nouns(rejected, ["rejetée", "rejetées"], ["rejected", "rejected"]),
    )
}

fn anomalies(out: &mut String, report: &Report, lang: Lang) -> fmt::Result {
    let count = |severity| report.count(severity) as u64;
    let errors = lang.count(count(Severity::Error), lang.pick("erreur", "error"), lang.pick("erreurs", "errors"));
    let warnings = lang.count(
        count(Severity::Warning),
        lang.pick("avertissement", "warning"),
        lang.pick("avertissements", "warnings"),
    );
    let notes = lang.count(count(Severity::Info), lang.pick("information", "note"), lang.pick("informations", "notes"));
    writeln!(out)?;
    writeln!(out, "Table     {}", rows_line(report.rows, report.rows_used, lang))?;
    writeln!(out, "          {errors}, {warnings}, {notes} (anomalies.csv)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rows_of_a_table_are_told_in_the_singular_for_none_and_for_one() {
        assert_eq!(rows_line(1, 1, Lang::Fr), "1 ligne = 1 utilisée + 0 rejetée");
        assert_eq!(rows_line(2867, 2865, Lang::Fr), "2\u{202f}867 lignes = 2\u{202f}865 utilisées + 2 rejetées");
        assert_eq!(rows_line(24, 22, Lang::En), "24 rows = 22 used + 2 rejected");
    }
}
