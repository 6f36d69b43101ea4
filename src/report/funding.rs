//! `financement.csv`: what each CPTS may receive, a row for each line of the scheme and each reading, then their total.

use super::cells::category;
use super::envelopes::euros_each;
use super::model::Report;
use super::sheet::Sheet;
use crate::formats::csv::Cell;
use crate::indicators::per_inhabitant;
use crate::rules::{FundingReading, LineAmounts};
use crate::territory::Territory;

/// What stands for the line and its kind in rows of totals.
const TOTAL: &str = "total";

/// Columns and rows: by CPTS, from the printed maximum to the fixed parts, lines in the order of the scheme.
pub(super) fn sheet(report: &Report) -> Sheet {
    let header = vec![
        "cpts_id",
        "cpts_nom",
        "stade",
        "taille",
        "bareme",
        "lecture",
        "ligne",
        "ligne_nom",
        "nature",
        "part_fixe",
        "part_variable",
        "montant",
        "euros_par_habitant",
    ];
    (header, report.territories.iter().flat_map(|territory| rows(report, territory)).collect())
}

fn rows(report: &Report, territory: &Territory) -> Vec<Vec<Cell>> {
    let rules = &report.options.rules;
    let Some(funding) = rules.funding() else { return Vec::new() };
    let row = |reading: FundingReading, [line, name, kind]: [&str; 3], amounts: LineAmounts| -> Vec<Cell> {
        let cpts = &report.cpts[territory.cpts as usize];
        vec![
            cpts.id.as_str().into(),
            cpts.name.as_str().into(),
            cpts.stage.map(|stage| stage.label()).into(),
            category(territory.size),
            funding.id.as_str().into(),
            reading.key().into(),
            line.into(),
            name.into(),
            kind.into(),
            amounts.fixed.into(),
            amounts.variable.into(),
            amounts.total.into(),
            euros_each(per_inhabitant(amounts.total, territory.population)),
        ]
    };
    let of_reading = |reading: FundingReading| {
        let amounts = rules.amounts(territory.size, reading);
        let lines = funding.lines.iter().zip(&amounts);
        let lines = lines.map(|(line, &it)| row(reading, [&line.id, &line.name_fr, line.kind.key()], it));
        let mut rows: Vec<Vec<Cell>> = lines.collect();
        let sum = |part: fn(&LineAmounts) -> Option<u64>| {
            (!amounts.is_empty()).then(|| amounts.iter().map(part).sum::<Option<u64>>()).flatten()
        };
        let total = rules.totals_of(territory.size).get(reading);
        let total = LineAmounts { fixed: sum(|it| it.fixed), variable: sum(|it| it.variable), total };
        rows.push(row(reading, [TOTAL, "Total", TOTAL], total));
        rows
    };
    FundingReading::ALL.into_iter().rev().flat_map(of_reading).collect()
}
