//! `couverture_*.csv`: a row for each area and stage set.

use super::cells::{BY_SIZE, BY_STAGE};
use super::model::Report;
use super::sheet::Sheet;
use super::territories::km2;
use crate::formats::csv::Cell;
use crate::indicators::AreaRates;
use crate::reference::Level;

/// Columns and rows of a level, sorted by code, then from the narrowest stage set.
pub(super) fn sheet(report: &Report, level: Level) -> Sheet {
    let mut header = vec![
        "code",
        "nom",
        "ensemble_stades",
        "population",
        "population_couverte",
        "taux_population",
        "nb_communes",
        "nb_communes_couvertes",
        "taux_communes",
        "surface_km2",
        "surface_couverte_km2",
        "taux_surface",
        "nb_cpts",
    ];
    header.extend(BY_STAGE);
    header.extend(BY_SIZE);
    (header, report.rates.of(level).iter().map(row).collect())
}

fn row(rates: &AreaRates) -> Vec<Cell> {
    let percent = |rate: Option<f64>| rate.map_or(Cell::Empty, |rate| Cell::Decimal(rate, 2));
    let mut row: Vec<Cell> = vec![
        rates.area.code.as_str().into(),
        rates.area.name.as_str().into(),
        rates.stages.key().into(),
        rates.total.population.into(),
        rates.covered.population.into(),
        percent(rates.population_rate()),
        rates.total.units.into(),
        rates.covered.units.into(),
        percent(rates.units_rate()),
        km2(rates.total.area),
        km2(rates.covered.area),
        percent(rates.area_rate()),
        rates.cpts().into(),
    ];
    row.extend(rates.cpts_by_stage.map(Cell::from));
    row.extend(rates.cpts_by_size.iter().map(|&count| Cell::from(count)));
    row
}
