//! The table in its plain form: a row for each CPTS and unit, as `maillage clean` writes it. It reads back as the same claims.

use super::sheet::Sheet;
use super::territories::contacts;
use crate::formats::csv::Cell;
use crate::reference::Reference;
use crate::territory::{Claim, Column, Cpts, Details, Resolution};

/// Columns of a table of claims in its plain form, contacts aside.
pub(super) const COLUMNS: [Column; 10] = [
    Column::CptsId,
    Column::CptsName,
    Column::Stage,
    Column::Code,
    Column::CommuneName,
    Column::Part,
    Column::PartPopulation,
    Column::Start,
    Column::End,
    Column::Signed,
];

/// Columns and rows, by CPTS and code. Columns that no row fills are left out.
pub fn clean_rows(resolution: &Resolution, reference: &Reference) -> Sheet {
    clean_table(&resolution.cpts, reference)
}

/// The same of any CPTS.
pub fn clean_table(all_cpts: &[Cpts], reference: &Reference) -> Sheet {
    let all: Vec<Column> = COLUMNS.into_iter().chain([Column::Contact]).collect();
    let none = [Details::default()];
    let mut rows: Vec<Vec<String>> = Vec::new();
    for cpts in all_cpts {
        for claim in &cpts.claims {
            let details = if claim.details.is_empty() { none.as_slice() } else { &claim.details };
            rows.extend(details.iter().map(|details| row(cpts, claim, details, reference)));
        }
    }
    let is_filled = |place: &usize| rows.iter().any(|row| !row[*place].is_empty());
    let places: Vec<usize> = (0..all.len()).filter(is_filled).collect();
    let header = places.iter().map(|&place| all[place].name()).collect();
    let cells = |row: &Vec<String>| places.iter().map(|&place| Cell::from(row[place].as_str())).collect();
    (header, rows.iter().map(cells).collect())
}

fn row(cpts: &Cpts, claim: &Claim, details: &Details, reference: &Reference) -> Vec<String> {
    let unit = reference.unit(claim.unit);
    let text = |text: &str| text.to_owned();
    vec![
        text(&cpts.id),
        text(&cpts.name),
        cpts.stage.map(|stage| stage.label().to_owned()).unwrap_or_default(),
        unit.code.to_string(),
        text(&unit.name),
        text(&details.part),
        text(&details.part_population),
        text(&details.start),
        text(&details.end),
        cpts.signed.map(|day| day.to_string()).unwrap_or_default(),
        contacts(cpts),
    ]
}
