//! `enveloppes.csv`: yearly funding by place, now and at full coverage.

use super::cells::BY_SIZE;
use super::model::Report;
use super::sheet::Sheet;
use crate::formats::csv::Cell;
use crate::indicators::Envelope;
use crate::rules::FundingReading;

/// Columns and rows: the scope, regions, departments, elsewhere; then by situation and stage set.
pub(super) fn sheet(report: &Report) -> Sheet {
    let mut header = vec!["niveau", "code", "nom", "situation", "ensemble_stades", "nb_cpts"];
    header.extend(BY_SIZE);
    header.extend([
        "nb_cpts_montant_inconnu",
        "population_cpts",
        "financement_max",
        "financement_regime",
        "financement_redaction",
        "financement_fixe",
        "euros_par_habitant_max",
        "euros_par_habitant_regime",
        "euros_par_habitant_fixe",
    ]);
    (header, report.envelopes.iter().map(|envelope| row(report, envelope)).collect())
}

fn row(report: &Report, envelope: &Envelope) -> Vec<Cell> {
    use FundingReading::{Drafting, Fixed, Printed, Steady};
    let area = envelope.place.area(report.reference, &report.options.scope);
    let mut row: Vec<Cell> = vec![
        envelope.place.key().into(),
        area.code.into(),
        area.name.into(),
        envelope.situation.key().into(),
        envelope.stages.key().into(),
        envelope.cpts().into(),
    ];
    row.extend(envelope.cpts_by_size.map(Cell::from));
    row.extend([envelope.unsized_cpts.into(), envelope.unknown.into(), envelope.population.into()]);
    row.extend([Printed, Steady, Drafting, Fixed].map(|reading| Cell::from(envelope.funding.get(reading))));
    row.extend([Printed, Steady, Fixed].map(|reading| euros_each(envelope.per_inhabitant(reading))));
    row
}

/// Euros per inhabitant, to the cent.
pub(super) fn euros_each(euros: Option<f64>) -> Cell {
    euros.map_or(Cell::Empty, |euros| Cell::Decimal(euros, 2))
}
