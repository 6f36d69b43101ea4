//! A difference as data for programs.

use serde_json::{Value, json};

use crate::reference::UnitId;
use crate::report::row_objects;
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
    json!({
        "couverture": { "avant": covered(&found.covered[0]), "apres": covered(&found.covered[1]) },
        "regions": row_objects(&regions),
        "enveloppes": { "avant": totals(found.funding[0]), "apres": totals(found.funding[1]) },
        "chevauchements_ouverts": codes(&found.overlaps_opened, new),
        "chevauchements_regles": codes(&found.overlaps_closed, old),
        "zones_blanches": zones,
        "cpts": row_objects(&sheet),
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
