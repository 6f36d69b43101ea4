//! `seuils.csv`: CPTS whose size may change, a row for each reason.

use super::cells::category;
use super::model::Report;
use super::sheet::Sheet;
use crate::formats::csv::Cell;
use crate::indicators::{Reason, SizeAlert};
use crate::rules::FundingReading;

/// Columns and rows, in the order of the CPTS.
pub(super) fn sheet(report: &Report) -> Sheet {
    let header = vec![
        "cpts_id",
        "cpts_nom",
        "stade",
        "population",
        "taille",
        "motif",
        "seuil",
        "marge",
        "sens",
        "autre_population_nature",
        "autre_population",
        "autre_taille",
        "ecart_financement_max",
        "ecart_financement_regime",
        "ecart_financement_fixe",
    ];
    (header, report.alerts.iter().filter_map(|alert| row(report, alert)).collect())
}

fn row(report: &Report, alert: &SizeAlert) -> Option<Vec<Cell>> {
    let territory = report.territories.get(alert.territory)?;
    let cpts = report.cpts.get(alert.cpts as usize)?;
    let (threshold, margin, direction, label, population): (Option<u64>, Option<u64>, _, _, _) = match alert.reason {
        Reason::Near(near) => (Some(near.threshold), Some(near.margin), Some(near.direction.key()), None, None),
        Reason::Convention => (Some(territory.population), Some(0), None, None, None),
        Reason::Population { other, population } => {
            let label = report.options.other_populations.get(other).map(|it| it.label.as_str());
            (None, None, None, label, population)
        }
    };
    let effect = |reading| {
        let euros = alert.effect(&report.options.rules, territory, reading);
        euros.map_or(Cell::Empty, Cell::Integer)
    };
    Some(vec![
        cpts.id.as_str().into(),
        cpts.name.as_str().into(),
        cpts.stage.map(|stage| stage.label()).into(),
        territory.population.into(),
        category(territory.size),
        alert.reason.key().into(),
        threshold.into(),
        margin.into(),
        direction.into(),
        label.into(),
        population.into(),
        alert.category.map(u64::from).into(),
        effect(FundingReading::Printed),
        effect(FundingReading::Steady),
        effect(FundingReading::Fixed),
    ])
}
