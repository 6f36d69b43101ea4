//! A difference as data for programs.

use serde_json::{Value, json};

use super::sheets::event;
use crate::formats::csv::Cell;
use crate::reference::UnitId;
use crate::report::Sheet;
use crate::rules::{FundingReading, Totals};
use crate::scenario::{Covered, Difference, State};

/// A difference as data; keys are those of the tables.
pub fn difference_json(found: &Difference, old: &State, new: &State) -> Value {
    let codes = |units: &[UnitId], state: &State| -> Vec<String> {
        units.iter().map(|&unit| state.reference.unit(unit).code.to_string()).collect()
    };
    let zones: Vec<Value> = found
        .zones
        .iter()
        .map(|zone| json!({ "zone_id": zone.id, "avant": codes(&zone.before, old), "apres": codes(&zone.after, new) }))
        .collect();
    let (sheet, regions) = (super::change_rows(found, old, new), super::region_rows(found, new));
    debug_assert!(found.changes.iter().all(|change| !event(found, change).is_empty()));
    json!({
        "couverture": { "avant": covered(&found.covered[0]), "apres": covered(&found.covered[1]) },
        "regions": objects(&regions),
        "enveloppes": { "avant": totals(found.funding[0]), "apres": totals(found.funding[1]) },
        "chevauchements_ouverts": codes(&found.overlaps_opened, new),
        "chevauchements_regles": codes(&found.overlaps_closed, old),
        "zones_blanches": zones,
        "cpts": objects(&sheet),
    })
}

fn covered(covered: &Covered) -> Value {
    json!({
        "population": covered.population,
        "population_couverte": covered.covered,
        "taux_population": covered.rate().map(|rate| (rate * 100.0).round() / 100.0),
        "nb_communes": covered.units,
        "nb_communes_couvertes": covered.covered_units,
        "nb_chevauchements": covered.overlaps,
        "population_en_chevauchement": covered.in_overlap,
        "nb_communes_blanches": covered.white(),
    })
}

fn totals(totals: Totals) -> Value {
    let members =
        FundingReading::ALL.map(|reading| (format!("financement_{}", reading.key()), json!(totals.get(reading))));
    Value::Object(members.into_iter().collect())
}

/// The rows of a table as objects.
fn objects((header, rows): &Sheet) -> Vec<Value> {
    let object = |row: &Vec<Cell>| {
        Value::Object(header.iter().map(|name| (*name).to_owned()).zip(row.iter().map(Cell::to_json)).collect())
    };
    rows.iter().map(object).collect()
}
