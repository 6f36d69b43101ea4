//! `tableau_departements.csv` and `atlas_regions.csv`: one row an area with everything that is told of it, and one for all.
//!
//! A CPTS counts in every area where it has a unit, so areas do not sum to the last row; its funding counts at home alone
//! ([`crate::indicators::Envelope`]), so envelopes do.

use super::cells::{BY_SIZE, BY_STAGE};
use super::envelopes::euros_each;
use super::model::Report;
use super::sheet::Sheet;
use crate::formats::csv::Cell;
use crate::indicators::{AreaRates, Dashboard, Envelope, Place, Situation};
use crate::reference::Level;
use crate::rules::FundingReading;
use crate::territory::StageSet;

/// Columns and rows of a level, by code; the last row is the whole scope.
pub(super) fn sheet(report: &Report, level: Level) -> Sheet {
    let mut header = vec!["niveau", "code", "nom", "population", "nb_communes", "nb_cpts"];
    header.extend(BY_STAGE);
    header.extend(BY_SIZE);
    header.extend([
        "population_couverte_aci",
        "taux_population_aci",
        "population_couverte_tous",
        "taux_population_tous",
        "ensemble_stades",
        "nb_cpts_plusieurs_departements",
        "nb_cpts_plusieurs_regions",
        "population_couverte",
        "taux_population",
        "population_blanche",
        "nb_communes_couvertes",
        "nb_communes_blanches",
        "nb_zones_blanches",
        "nb_chevauchements",
        "population_en_chevauchement",
        "nb_cpts_financees",
        "financement_max",
        "financement_regime",
        "financement_fixe",
        "euros_par_habitant_regime",
    ]);
    let mut rows = level_rows(report, level);
    rows.extend(level_rows(report, Level::France));
    (header, rows)
}

fn level_rows(report: &Report, level: Level) -> Vec<Vec<Cell>> {
    let (overlaps, zones) = (&report.overlaps, &report.zones);
    let counts = Dashboard::all(report.reference, &report.partition, level, overlaps, zones, &report.territories);
    let rates = report.rates.of(level);
    let of_set = |code: &str, set| rates.iter().find(|it| it.area.code == code && it.stages == set);
    let here = rates.iter().filter(|it| it.stages == StageSet::Tous);
    let row = |all: &AreaRates| {
        let code = all.area.code.as_str();
        let (aci, chosen) = (of_set(code, StageSet::Aci)?, of_set(code, report.options.stages)?);
        let (place, index) = place(report, level, code)?;
        let is_here = |it: &&Envelope| it.place == place && it.situation == Situation::Now;
        let envelope = report.envelopes.iter().filter(is_here).find(|it| it.stages == report.options.stages)?;
        Some(cells(place, [aci, all, chosen], counts.get(&index).copied().unwrap_or_default(), envelope))
    };
    here.filter_map(row).collect()
}

/// The place of an area, and the index by which it is counted.
fn place(report: &Report, level: Level, code: &str) -> Option<(Place, u32)> {
    let index = || report.reference.areas.of(level).iter().position(|area| area.code == code).map(|it| it as u32);
    match level {
        Level::France => Some((Place::Whole, 0)),
        Level::Region => index().map(|index| (Place::Region(index), index)),
        Level::Department => index().map(|index| (Place::Department(index), index)),
        Level::Epci => None,
    }
}

fn cells(place: Place, [aci, all, chosen]: [&AreaRates; 3], counts: Dashboard, envelope: &Envelope) -> Vec<Cell> {
    let percent = |rates: &AreaRates| rates.population_rate().map_or(Cell::Empty, |rate| Cell::Decimal(rate, 2));
    let mut row: Vec<Cell> = vec![
        place.key().into(),
        all.area.code.as_str().into(),
        all.area.name.as_str().into(),
        all.total.population.into(),
        all.total.units.into(),
        all.cpts().into(),
    ];
    row.extend(all.cpts_by_stage.map(Cell::from));
    row.extend(all.cpts_by_size.iter().map(|&count| Cell::from(count)));
    row.extend([
        aci.covered.population.into(),
        percent(aci),
        all.covered.population.into(),
        percent(all),
        chosen.stages.key().into(),
        counts.over_departments.into(),
        counts.over_regions.into(),
        chosen.covered.population.into(),
        percent(chosen),
        (chosen.total.population - chosen.covered.population).into(),
        chosen.covered.units.into(),
        (chosen.total.units - chosen.covered.units).into(),
        counts.zones.into(),
        counts.overlaps.into(),
        counts.overlap_population.into(),
        envelope.cpts().into(),
        envelope.funding.get(FundingReading::Printed).into(),
        envelope.funding.get(FundingReading::Steady).into(),
        envelope.funding.get(FundingReading::Fixed).into(),
        euros_each(envelope.per_inhabitant(FundingReading::Steady)),
    ]);
    row
}
