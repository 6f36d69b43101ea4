//! `territoires.csv` and `.geojson`: a row for each CPTS. Layers have no contacts: maps go farther than tables.

use super::cells::{category, department_codes};
use super::model::Report;
use super::sheet::{LIST, Sheet};
use crate::formats::csv::Cell;
use crate::rules::FundingReading;
use crate::territory::{Contact, Cpts, Neighbour, Territory};

/// Columns and rows, sorted by identifier.
pub(super) fn sheet(report: &Report) -> Sheet {
    let (mut header, mut rows) = layer_sheet(report);
    header.push("contacts");
    for (row, territory) in rows.iter_mut().zip(&report.territories) {
        row.push(contacts(&report.cpts[territory.cpts as usize]).into());
    }
    (header, rows)
}

/// The same without contacts.
pub(super) fn layer_sheet(report: &Report) -> Sheet {
    let header = vec![
        "cpts_id",
        "cpts_nom",
        "stade",
        "departements",
        "nb_communes",
        "population",
        "population_exclusive",
        "population_partagee",
        "taille",
        "seuil_inferieur",
        "seuil_superieur",
        "marge_basse",
        "marge_haute",
        "financement_max",
        "financement_regime",
        "financement_fixe",
        "surface_km2",
        "nb_parties",
        "voisins",
    ];
    (header, report.territories.iter().map(|territory| row(report, territory)).collect())
}

fn row(report: &Report, territory: &Territory) -> Vec<Cell> {
    let cpts = &report.cpts[territory.cpts as usize];
    let size = territory.size;
    let (above, left) = size.map_or((None, None), |size| size.margins(territory.population));
    let funding = report.options.rules.totals_of(size);
    vec![
        cpts.id.as_str().into(),
        cpts.name.as_str().into(),
        cpts.stage.map(|stage| stage.label()).into(),
        department_codes(report.reference, &territory.departments).into(),
        territory.units.len().into(),
        territory.population.into(),
        territory.population_exclusive.into(),
        territory.population_shared.into(),
        category(size),
        size.and_then(|size| size.lower).into(),
        size.and_then(|size| size.upper).into(),
        above.into(),
        left.into(),
        funding.get(FundingReading::Printed).into(),
        funding.get(FundingReading::Steady).into(),
        funding.get(FundingReading::Fixed).into(),
        km2(territory.area),
        territory.pieces.len().into(),
        neighbours(report, &territory.neighbours).into(),
    ]
}

/// Contacts of a CPTS as a list.
pub(super) fn contacts(cpts: &Cpts) -> String {
    cpts.contacts.iter().map(Contact::to_string).collect::<Vec<_>>().join(LIST)
}

/// Square metres as square kilometres with two decimals, to the hectare.
pub(super) fn km2(area: u64) -> Cell {
    Cell::Decimal(area as f64 / 1e6, 2)
}

/// CPTS with the metres of common border: `id:metres`, longest first.
pub(super) fn neighbours(report: &Report, neighbours: &[Neighbour]) -> String {
    let text = |neighbour: &Neighbour| format!("{}:{}", report.id(neighbour.cpts), neighbour.metres);
    neighbours.iter().map(text).collect::<Vec<_>>().join(LIST)
}
