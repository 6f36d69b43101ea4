//! `communes_partagees.csv`: a row for each claim on a unit of which some CPTS claims a part, and one without CPTS for the inhabitants that
//! nobody claims. A claim on the whole has no part, and all inhabitants.

use std::collections::BTreeSet;

use super::model::Report;
use super::sheet::Sheet;
use crate::formats::csv::Cell;
use crate::reference::UnitId;

/// Columns and rows, sorted by code, CPTS and part; the rest comes last.
pub(super) fn sheet(report: &Report) -> Sheet {
    let header = vec![
        "code_insee",
        "nom",
        "population",
        "statut",
        "part",
        "population_part",
        "taux_part",
        "cpts_id",
        "cpts_nom",
        "stade",
    ];
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    for id in units_claimed_by_part(report) {
        let unit = report.reference.unit(id);
        if !report.options.scope.holds(unit) {
            continue;
        }
        let share = |people: u64| {
            let all = unit.population.filter(|&all| all > 0);
            all.map_or(Cell::Empty, |all| Cell::Decimal(100.0 * people as f64 / f64::from(all), 2))
        };
        let start = |part: &str, people: u64| -> Vec<Cell> {
            vec![
                unit.code.as_str().into(),
                unit.name.as_str().into(),
                unit.population.map(u64::from).into(),
                report.partition.status(id).key().into(),
                part.into(),
                people.into(),
                share(people),
            ]
        };
        let claimants = report.partition.claimants(id).iter().map(|&cpts| &report.cpts[cpts as usize]);
        for (cpts, claim) in claimants.filter_map(|cpts| Some((cpts, cpts.claim_on(id)?))) {
            let stage = cpts.stage.map(|stage| stage.label());
            let mut tell = |part: &str, people: u64| {
                let mut row = start(part, people);
                row.extend([cpts.id.as_str().into(), cpts.name.as_str().into(), stage.into()]);
                rows.push(row);
            };
            claim.parts.iter().for_each(|part| tell(&part.name, part.population));
            if claim.parts.is_empty() {
                tell("", claim.population(report.reference));
            }
        }
        let rest = u64::from(unit.population.unwrap_or(0)) - report.partition.covered_population(report.reference, id);
        if rest > 0 {
            let mut row = start("", rest);
            row.extend([Cell::Empty, Cell::Empty, Cell::Empty]);
            rows.push(row);
        }
    }
    (header, rows)
}

/// Units of which a CPTS that counts claims a part.
fn units_claimed_by_part(report: &Report) -> BTreeSet<UnitId> {
    let counted = report.cpts.iter().filter(|cpts| report.options.stages.holds(cpts.stage));
    let by_part = counted.flat_map(|cpts| &cpts.claims).filter(|claim| !claim.parts.is_empty());
    by_part.map(|claim| claim.unit).collect()
}
