//! The words that a column can hold, as the program writes them and as its schema lists them.

use std::collections::BTreeSet;

use super::table_schema::Schema;

/// The schema, its column, the file of the program that writes the words, and the type whose `key` they are.
const COLUMNS: [(&str, &str, &str, &str); 14] = [
    ("anomalies", "regle", "territory/anomaly/rule.rs", "Rule"),
    ("chevauchements_options", "conflit", "territory/stage.rs", "Conflict"),
    ("chevauchements_options", "option", "scenario/ways_out.rs", "WayOut"),
    ("communes", "statut", "territory/partition.rs", "Status"),
    ("couverture", "ensemble_stades", "territory/stage.rs", "StageSet"),
    ("desaccords", "nature", "scenario/disagreement.rs", "Nature"),
    ("dessin", "regle", "drawing/doubt.rs", "Doubt"),
    ("echeances", "jalon", "rules/calendar.rs", "Milestone"),
    ("enveloppes", "niveau", "indicators/envelopes.rs", "Place"),
    ("enveloppes", "situation", "indicators/envelopes.rs", "Situation"),
    ("financement", "lecture", "rules/readings.rs", "FundingReading"),
    ("seuils", "motif", "indicators/watch.rs", "Reason"),
    ("seuils", "sens", "rules/thresholds.rs", "Direction"),
    ("zones_blanches", "classe", "territory/white_zones.rs", "ZoneClass"),
];

/// The words of a type, read where they are written: variants that hold data cannot be listed.
fn written(file: &str, of: &str) -> BTreeSet<String> {
    let path = format!("{}/src/{file}", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(&path).expect("a source file");
    let after = |text: &str, mark: &str| -> String {
        text.split_once(mark).unwrap_or_else(|| panic!("{path}: no {mark:?}")).1.to_owned()
    };
    let body = after(&after(&text, &format!("\nimpl {of} {{")), "pub fn key(");
    let body = body.split("\n    }\n").next().unwrap_or_default();
    body.lines().filter_map(|line| line.split('"').nth(1)).map(str::to_owned).collect()
}

/// The words that a schema lists for a column.
fn listed(schema: &str, column: &str) -> BTreeSet<String> {
    let fields = Schema::named(schema).fields;
    let field = fields.into_iter().find(|field| field.name == column).expect("a column of the schema");
    field.constraints.allowed.expect("a list of words").into_iter().collect()
}

#[test]
fn a_schema_lists_every_word_that_its_column_can_hold_and_no_other() {
    for (schema, column, file, of) in COLUMNS {
        let written = written(file, of);
        assert!(written.len() > 1, "{file}: {written:?}");
        assert_eq!(listed(schema, column), written, "schemas/{schema}.json, {column}: {of} of src/{file}");
    }
}
