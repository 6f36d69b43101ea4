//! `chevauchements.csv` and `.geojson`: a row for each unit that several CPTS claim.

use super::model::Report;
use super::sheet::{LIST, Sheet};

/// Columns and rows, sorted by code.
pub(super) fn sheet(report: &Report) -> Sheet {
    let rows = report.overlaps.iter().map(|&unit| {
        let claimants = report.partition.rivals(&report.cpts, unit);
        let stage = |&cpts: &u32| report.cpts[cpts as usize].stage.map_or("", |stage| stage.label());
        let stages: Vec<&str> = claimants.iter().map(stage).collect();
        let unit = report.reference.unit(unit);
        vec![
            unit.code.as_str().into(),
            unit.name.as_str().into(),
            unit.population.map(u64::from).into(),
            report.ids(&claimants).into(),
            stages.join(LIST).into(),
        ]
    });
    (vec!["code_insee", "nom", "population", "cpts_ids", "stades"], rows.collect())
}
