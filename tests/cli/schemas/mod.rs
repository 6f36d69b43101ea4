//! The Table Schemas of `schemas/`: every table that is written keeps to its own.

mod table_schema;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{DIRTY, FIXTURE, Written, dirt, maillage, stderr};
use table_schema::{Field, Kind, Schema, folder};

/// The tables of a report, each with its schema.
const REPORT: [(&str, &str); 18] = [
    ("anomalies.csv", "anomalies"),
    ("atlas_regions.csv", "tableau"),
    ("chevauchements.csv", "chevauchements"),
    ("chevauchements_options.csv", "chevauchements_options"),
    ("communes.csv", "communes"),
    ("communes_partagees.csv", "communes_partagees"),
    ("couverture_departements.csv", "couverture"),
    ("couverture_epci.csv", "couverture"),
    ("couverture_france.csv", "couverture"),
    ("couverture_regions.csv", "couverture"),
    ("echeances.csv", "echeances"),
    ("enveloppes.csv", "enveloppes"),
    ("financement.csv", "financement"),
    ("seuils.csv", "seuils"),
    ("tableau_departements.csv", "tableau"),
    ("territoires.csv", "territoires"),
    ("zones_blanches.csv", "zones_blanches"),
    ("zones_blanches_options.csv", "zones_blanches_options"),
];

/// Schemas of the tables of other commands: `clean`, `assign`, `diff`, `compare`, `timeline`, `simulate`.
const OTHERS: [&str; 7] =
    ["table", "dessin", "differences", "differences_regions", "desaccords", "courbe", "scenarios"];

/// Columns whose values (items, where they hold lists) are those of a column of another table.
const RELATIONS: [[&str; 4]; 14] = [
    ["communes.csv", "cpts_ids", "territoires.csv", "cpts_id"],
    ["communes_partagees.csv", "code_insee", "communes.csv", "code_insee"],
    ["communes_partagees.csv", "cpts_id", "territoires.csv", "cpts_id"],
    ["chevauchements.csv", "code_insee", "communes.csv", "code_insee"],
    ["chevauchements.csv", "cpts_ids", "territoires.csv", "cpts_id"],
    ["chevauchements_options.csv", "codes_insee", "chevauchements.csv", "code_insee"],
    ["chevauchements_options.csv", "cpts_ids", "territoires.csv", "cpts_id"],
    ["chevauchements_options.csv", "cpts_id", "territoires.csv", "cpts_id"],
    ["zones_blanches.csv", "codes_insee", "communes.csv", "code_insee"],
    ["zones_blanches_options.csv", "zone_id", "zones_blanches.csv", "zone_id"],
    ["zones_blanches_options.csv", "cpts_id", "territoires.csv", "cpts_id"],
    ["financement.csv", "cpts_id", "territoires.csv", "cpts_id"],
    ["seuils.csv", "cpts_id", "territoires.csv", "cpts_id"],
    ["echeances.csv", "cpts_id", "territoires.csv", "cpts_id"],
];

/// What a table breaks of a schema.
pub fn faults(schema: &str, csv: &str) -> Vec<String> {
    Schema::named(schema).faults(csv).iter().map(|fault| format!("{fault:?}")).collect()
}

/// Fails with what a table breaks of its schema.
fn keeps(schema: &str, csv: &str, what: &str) {
    let faults = Schema::named(schema).faults(csv);
    assert!(faults.is_empty(), "{what}: {} faults, {:#?}", faults.len(), &faults[..faults.len().min(10)]);
}

/// Every table of a report keeps to its schema, and to the tables that it refers to.
fn report_keeps(report: &Written, what: &str) {
    for (file, schema) in REPORT {
        keeps(schema, &report.text(file), &format!("{what}, {file}"));
    }
    let items = |file: &str, column: &str| -> BTreeSet<String> {
        let rows = report.rows(file);
        rows.iter().flat_map(|row| row[column].split('|')).filter(|it| !it.is_empty()).map(str::to_owned).collect()
    };
    for [file, column, other, key] in RELATIONS {
        let (items, keys) = (items(file, column), items(other, key));
        let lost: Vec<&String> = items.difference(&keys).collect();
        assert!(lost.is_empty(), "{what}, {file}: {column} {lost:?} not in {other}");
    }
}

#[test]
fn every_table_of_a_report_has_a_schema_and_every_schema_is_of_a_table() {
    let mut written = Written::fixture().names();
    written.retain(|name| name.ends_with(".csv"));
    assert_eq!(written, REPORT.map(|(file, _)| file), "a new table needs a schema");
    let used: BTreeSet<String> =
        REPORT.iter().map(|(_, schema)| *schema).chain(OTHERS).map(|name| format!("{name}.json")).collect();
    let files = std::fs::read_dir(folder()).expect("schemas");
    let files = files.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned());
    assert_eq!(files.filter(|name| name.ends_with(".json")).collect::<BTreeSet<_>>(), used);
}

#[test]
fn every_schema_says_what_it_is_and_gives_examples_that_keep_to_it() {
    let names: BTreeSet<&str> = REPORT.iter().map(|(_, schema)| *schema).chain(OTHERS).collect();
    let common = Schema::named("table");
    for name in names {
        let schema = Schema::named(name);
        assert_eq!(schema.name, name);
        assert_eq!(
            (&schema.profile, &schema.country_code, &schema.version),
            (&common.profile, &common.country_code, &common.version)
        );
        assert!(!schema.title.is_empty() && schema.description.ends_with('.'), "{name}");
        assert!(schema.created.0 <= schema.last_modified.0, "{name}");
        assert!(schema.contributors.iter().all(|it| !it.title.is_empty() && it.role == "author"), "{name}");
        assert!(schema.licenses.iter().map(|it| it.name.as_str()).eq(["MIT", "Apache-2.0"]), "{name}");
        assert_eq!(schema.missing_values, [""], "{name}");
        let columns: BTreeSet<&str> = schema.fields.iter().map(|field| field.name.as_str()).collect();
        assert_eq!(columns.len(), schema.fields.len(), "{name}: a column twice");
        assert!(
            schema.primary_key.iter().all(|key| columns.contains(key.as_str())),
            "{name}: {:?}",
            schema.primary_key
        );
        for field in &schema.fields {
            field_is_told(name, field, schema.primary_key.contains(&field.name));
        }
    }
}

fn field_is_told(schema: &str, field: &Field, is_key: bool) {
    let what = format!("{schema}, {}", field.name);
    let (is_required, text) = (field.constraints.required, &field.description);
    assert!(!field.title.is_empty() && text.ends_with('.'), "{what}");
    assert!(is_required || !is_key, "{what}: a key is never empty");
    let says = ["Vide", "vide", "Nécessaire si"].iter().any(|word| text.contains(word));
    assert_eq!(!is_required, says, "{what}: an empty cell means something where there may be one: {text}");
    let example = match (&field.example, field.kind) {
        (serde_json::Value::String(text), Kind::String | Kind::Date) => text.clone(),
        (serde_json::Value::Number(number), Kind::Integer | Kind::Number) => number.to_string(),
        (other, kind) => panic!("{what}: {other} is no example of {kind:?}"),
    };
    assert_eq!(field.fault(&example, false), None, "{what}");
}

#[test]
fn the_reports_of_the_example_keep_to_the_schemas() {
    report_keeps(&Written::fixture(), "the example");
    // Amounts that no source gives, CPTS that are left out, the other language.
    let options = ["--region", "32", "--region", "93", "--stages", "aci", "--scheme", "aci_2019_signe", "--lang", "en"];
    report_keeps(&Written::report(FIXTURE.as_ref(), &options), "signed contracts, the scheme of 2019");
}

#[test]
fn a_report_of_all_of_france_keeps_to_the_schemas() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("national.csv");
    let names = ["cpts_id", "cpts_nom", "stade", "code_insee", "date_signature"];
    let mut writer = csv::Writer::from_path(&table).unwrap();
    writer.write_record(names).unwrap();
    // The tables with traps claim communes all over the country; their CPTS have the same names, so each gets its table's.
    let clean: Vec<_> = dirt::tables().into_iter().map(|table| table.with_extension("clean.csv")).collect();
    for path in clean.iter().map(|path| path.as_path()).chain([Path::new(FIXTURE)]) {
        let prefix = path.file_stem().unwrap().to_string_lossy();
        let delimiter = if path == Path::new(FIXTURE) { b';' } else { b',' };
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_path(path).unwrap();
        for row in reader.deserialize::<BTreeMap<String, String>>() {
            let row = row.unwrap();
            let cell = |name: &str| row.get(name).cloned().unwrap_or_default();
            let id = format!("{prefix} {}", cell("cpts_id"));
            writer
                .write_record([id, cell("cpts_nom"), cell("stade"), cell("code_insee"), cell("date_signature")])
                .unwrap();
        }
    }
    writer.flush().unwrap();
    let report = Written::report(&table, &[]);
    let regions: BTreeSet<String> =
        report.rows("territoires.csv").iter().map(|row| row["departements"].clone()).collect();
    assert!(regions.len() > 8 && report.rows("chevauchements.csv").len() > 2, "{regions:?}");
    report_keeps(&report, "all of France");
}

#[test]
fn reports_and_clean_forms_of_tables_with_traps_keep_to_the_schemas() {
    for table in dirt::tables().iter().map(|path| path.as_path()).chain([Path::new(DIRTY)]) {
        let report = Written::report(table, &[]);
        let name = table.file_name().unwrap().to_string_lossy();
        report_keeps(&report, &name);
        let (clean, anomalies) = (report.path("clean.csv"), report.path("doubts.csv"));
        let [clean, anomalies] = [&clean, &anomalies].map(|path| path.to_str().unwrap());
        run(&["clean", table.to_str().unwrap(), "-o", clean, "--anomalies", anomalies]);
        keeps("table", &report.text("clean.csv"), &format!("{name}, clean"));
        keeps("anomalies", &report.text("doubts.csv"), &format!("{name}, what clean noticed"));
    }
}

/// Days and populations of parts as people write them.
const WRITTEN: &str = "cpts;code_insee;part;population_part;date_debut;date_fin;date_signature\n\
                       A;59350;Vauban;12 345;15/01/2020;;20/06/2019\nA;59009;;;01.06.2021;31/12/2022;\n\
                       B;59009;;;2023-01-01;;\nB;59512;;;15/07/2023;;01/07/2023\n";

#[test]
fn the_clean_form_writes_days_and_numbers_in_one_way() {
    let folder = tempfile::tempdir().unwrap();
    let [table, clean] = ["table.csv", "clean.csv"].map(|name| folder.path().join(name));
    std::fs::write(&table, WRITTEN).unwrap();
    run(&["clean", table.to_str().unwrap(), "-o", clean.to_str().unwrap()]);
    let text = std::fs::read_to_string(clean).unwrap();
    keeps("table", &text, "clean");
    assert!(text.contains(",59350,Lille,Vauban,12345,2020-01-15,,2019-06-20"), "{text}");
    assert!(text.contains(",2021-06-01,2022-12-31,"), "{text}");
}

#[test]
fn differences_the_curve_and_scenarios_keep_to_the_schemas() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let text = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    let after = path("after.csv");
    let steps = ["--merge", "HDF-01+HDF-02=Les deux", "--move", "60685,62279=HDF-09"];
    run(&[&["simulate", FIXTURE, "--region", "32", "-o", &after][..], &steps].concat());
    keeps("table", &text("after.csv"), "simulate -o");
    for (old, new) in [(FIXTURE, after.as_str()), (FIXTURE, DIRTY), (DIRTY, FIXTURE)] {
        run(&["diff", old, new, "--out", &path("diff")]);
        keeps("differences", &text("diff/differences.csv"), &format!("{old} and {new}"));
        keeps("differences_regions", &text("diff/differences_regions.csv"), &format!("{old} and {new}"));
    }
    assert!(text("diff/differences.csv").lines().count() > 50);

    std::fs::write(path("dated.csv"), WRITTEN).unwrap();
    run(&["timeline", &path("dated.csv"), "--every", "month", "-o", &path("curve.csv")]);
    keeps("courbe", &text("curve.csv"), "timeline");
    assert!(text("curve.csv").lines().count() > 40);

    let script = "[[scenario]]\nname = \"fusion\"\nsteps = [{ merge = \"HDF-01+HDF-02=Les deux\" }]\n\
                  [[scenario]]\nname = \"rien\"\nsteps = [{ move = \"59350=HDF-99\" }]\n";
    std::fs::write(path("script.toml"), script).unwrap();
    run(&["simulate", FIXTURE, "--script", &path("script.toml"), "-o", &path("compared.csv")]);
    keeps("scenarios", &text("compared.csv"), "simulate --script");
}

#[test]
fn claims_and_doubts_of_a_drawing_keep_to_the_schemas() {
    let report = Written::fixture();
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let text = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    // Attributes that no schema knows are kept as they are: here there are none.
    let mut outlines = report.json("territoires.geojson");
    for feature in outlines["features"].as_array_mut().unwrap() {
        feature["properties"]
            .as_object_mut()
            .unwrap()
            .retain(|name, _| ["cpts_id", "cpts_nom", "stade"].contains(&name.as_str()));
    }
    std::fs::write(path("outlines.geojson"), outlines.to_string()).unwrap();
    run(&["assign", &path("outlines.geojson"), "-o", &path("claims.csv"), "--anomalies", &path("doubts.csv")]);
    keeps("table", &text("claims.csv"), "assign -o");
    keeps("dessin", &text("doubts.csv"), "assign --anomalies");
    assert!(text("doubts.csv").contains(",chevauchement,"), "{}", text("doubts.csv"));
}

fn run(args: &[&str]) {
    let output = maillage(args);
    assert!(output.status.success(), "{args:?}: {}", stderr(&output));
}

/// A schema of two columns, with more keywords for the first, for the second, and for the table.
fn small(first: &str, second: &str, table: &str) -> serde_json::Result<Schema> {
    Schema::parse(&format!(
        r#"{{"$schema": "x", "name": "x", "title": "x", "description": "x.", "countryCode": "FR", "version": "1",
            "created": "2026-11-22", "lastModified": "2026-11-22", "contributors": [], "licenses": [],
            "missingValues": [""]{table}, "fields": [
            {{"name": "a", "title": "A", "description": "A.", "example": "x", {first}}},
            {{"name": "b", "title": "B", "description": "B.", "example": "x", {second}}}]}}"#
    ))
}

#[test]
fn a_file_that_breaks_its_schema_is_told() {
    let text = r#""type": "string""#;
    let of = |keywords: &str, table: &str, csv: &str| small(keywords, text, table).expect("a schema").faults(csv).len();
    let constrained = |kind: &str, constraints: &str| format!(r#""type": "{kind}", "constraints": {{{constraints}}}"#);
    for (keywords, good, bad) in [
        (constrained("string", r#""required": true"#), "x", ""),
        (constrained("string", r#""enum": ["x", "y"]"#), "y", "X"),
        (constrained("string", r#""pattern": "^(x|yy)$""#), "yy", "xyy"),
        (constrained("integer", r#""minimum": 1"#), "1", "0"),
        (constrained("integer", ""), "-3", "1.0"),
        (constrained("number", r#""maximum": 100"#), "100.00", "100.01"),
        (constrained("number", ""), "1.5", "1,5"),
        (constrained("date", ""), "2024-02-29", "2023-02-29"),
        (constrained("date", ""), "2024-02-29", "29/02/2024"),
    ] {
        assert_eq!(of(&keywords, "", &format!("a,b\n{good},\n")), 0, "{keywords}: {good}");
        assert_eq!(of(&keywords, "", &format!("a,b\n\"{bad}\",\n")), 1, "{keywords}: {bad}");
    }
    let key = r#", "primaryKey": ["a", "b"]"#;
    assert_eq!(
        [of(text, key, "a,b\n1,1\n1,2\n"), of(text, key, "a,b\n1,1\n1,1\n"), of(text, key, "a,b\n1,\n")],
        [0, 1, 1]
    );
    let unique = constrained("string", r#""unique": true"#);
    assert_eq!([of(&unique, "", "a,b\n1,1\n2,1\n"), of(&unique, "", "a,b\n1,1\n1,2\n")], [0, 1]);
    for columns in ["b,a", "a", "a,b,c", "a,B"] {
        assert_eq!(of(text, "", &format!("{columns}\n")), 1, "{columns}");
    }
    let superset = r#", "fieldsMatch": "superset""#;
    assert_eq!(["a,b", "a", "b", "b,a", "a,c"].map(|columns| of(text, superset, columns)), [0, 0, 0, 1, 1]);
}

#[test]
fn a_schema_with_a_keyword_that_is_not_checked_is_refused() {
    let text = r#""type": "string""#;
    assert!(small(text, text, "").is_ok());
    for first in [
        r#""type": "boolean""#,
        r#""type": "string", "format": "email""#,
        r#""type": "string", "constraints": {"minLength": 2}"#,
        r#""type": "string", "constraints": {"pattern": "[0-9]"}"#,
    ] {
        assert!(small(first, text, "").is_err(), "{first}");
    }
    assert!(small(text, text, r#", "foreignKeys": []"#).is_err());
}
