//! `communes.csv`: a row for each unit of the scope.

use super::model::Report;
use super::sheet::Sheet;
use crate::reference::UnitId;

/// Columns and rows, sorted by code.
pub(super) fn sheet(report: &Report) -> Sheet {
    let header = vec![
        "code_insee",
        "nom",
        "code_departement",
        "code_region",
        "code_epci",
        "population",
        "statut",
        "cpts_ids",
        "stade",
    ];
    let areas = &report.reference.areas;
    let rows = report.reference.units.iter().enumerate().filter(|(_, unit)| report.options.scope.holds(unit));
    let rows = rows.map(|(id, unit)| {
        let claimants = report.partition.claimants(id as UnitId);
        // The most advanced of the claimants' stages: the one by which the unit counts as covered.
        let stage = claimants.iter().filter_map(|&cpts| report.cpts[cpts as usize].stage).min();
        vec![
            unit.code.as_str().into(),
            unit.name.as_str().into(),
            areas.departments[unit.department as usize].code.as_str().into(),
            areas.regions[unit.region as usize].code.as_str().into(),
            unit.epci.map(|epci| areas.epcis[epci as usize].code.as_str()).into(),
            unit.population.map(u64::from).into(),
            report.partition.status(id as UnitId).key().into(),
            report.ids(claimants).into(),
            stage.map(|stage| stage.label()).into(),
        ]
    });
    (header, rows.collect())
}
