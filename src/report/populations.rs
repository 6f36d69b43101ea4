//! Kind and year of the populations, for outputs of programs: every figure of population goes with them.

use serde_json::{Value, json};

use super::Lang;
use super::summary::populations_line;
use crate::formats::csv::Cell;
use crate::reference::Reference;

/// Columns that tell the kind of the populations of a row, `PMUN` or `PTOT`, and their year.
pub const POPULATION_COLUMNS: [&str; 2] = ["population_nature", "population_annee"];

/// The cells of [`POPULATION_COLUMNS`]; no year where nobody says it.
pub fn population_cells(reference: &Reference) -> [Cell; 2] {
    let metadata = &reference.metadata;
    [metadata.population_kind.column().into(), metadata.population_year.map(u64::from).into()]
}

/// Vintage of the units, kind and year of the populations, by the keys of `resume.json`.
pub fn populations_json(reference: &Reference) -> Value {
    let metadata = &reference.metadata;
    json!({
        "millesime_cog": metadata.cog,
        "population": { "nature": metadata.population_kind.column(), "annee": metadata.population_year },
    })
}

/// The line that stands over figures of two states: once where both have the same vintage and populations.
pub fn populations_heading([old, new]: [&Reference; 2], lang: Lang) -> String {
    let [old, new] = [old, new].map(|reference| populations_line(reference, lang));
    if old == new {
        return format!("{old}\n\n");
    }
    let [before, after] = lang.pick(["avant :", "après :"], ["before:", "after:"]);
    format!("{before} {old}\n{after} {new}\n\n")
}
