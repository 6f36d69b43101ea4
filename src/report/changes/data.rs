//! A difference as data for programs.

use serde_json::{Value, json};

use super::gap;
use crate::reference::UnitId;
use crate::report::{populations_json, row_objects};
use crate::rules::{FundingReading, Totals};
use crate::scenario::{Cause, Covered, Difference, HomeChange, State};

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
    let homes: Vec<Value> = found.homes.iter().map(|change| home(change, new)).collect();
    let [before, after] = found.funding();
    let (sheet, regions) = (super::change_rows(found, old, new), super::region_rows(found, new));
    json!({
        "reference": { "avant": populations_json(old.reference), "apres": populations_json(new.reference) },
        "couverture": { "avant": covered(&found.covered[0]), "apres": covered(&found.covered[1]) },
        "regions": row_objects(&regions),
        "enveloppes": { "avant": totals(before), "apres": totals(after), "effets": Value::Object(effects(found)) },
        "domiciles": homes,
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

/// What each cause adds to the envelope of the scope, in euros a year; null where an amount is unknown.
fn effects(found: &Difference) -> serde_json::Map<String, Value> {
    let effect = |step: &[Totals]| {
        let of = |reading| step[0].get(reading).zip(step[1].get(reading)).map(|(a, b)| gap(a, b));
        let members = FundingReading::ALL.map(|reading| (format!("financement_{}", reading.key()), json!(of(reading))));
        Value::Object(members.into_iter().collect())
    };
    let steps = found.envelope.windows(2).map(effect);
    Cause::ALL.into_iter().map(|cause| cause.key().to_owned()).zip(steps).collect()
}

/// A CPTS that comes to be counted in the envelope of the scope, or no longer is.
fn home(change: &HomeChange, new: &State) -> Value {
    let code = new.reference.areas.departments.get(change.department as usize).map(|area| &area.code);
    let id = new.cpts.get(change.new as usize).map(|cpts| &cpts.id);
    json!({ "cpts_id": id, "code_departement": code, "dans_le_perimetre": change.is_here })
}

fn totals(totals: Totals) -> Value {
    let members =
        FundingReading::ALL.map(|reading| (format!("financement_{}", reading.key()), json!(totals.get(reading))));
    Value::Object(members.into_iter().collect())
}
