//! The main job on the fixture: its figures are those that fixtures/README.md gives, computed there by another program.

use std::path::Path;

use super::{FIXTURE, Written, command, maillage, stderr, stdout};

#[test]
fn the_summary_tells_an_analyst_what_to_know() {
    let output = maillage(&["report", FIXTURE, "--region", "32"]);
    insta::assert_snapshot!(stdout(&output));
}

#[test]
fn the_summary_is_told_in_english_too() {
    let output = maillage(&["report", FIXTURE, "--region", "Hauts-de-France", "--lang", "en"]);
    insta::assert_snapshot!(stdout(&output));
}

#[test]
fn each_stage_set_covers_what_the_independent_count_says() {
    let covered: Vec<(String, String)> = Written::fixture()
        .rows("couverture_regions.csv")
        .iter()
        .map(|row| (row["ensemble_stades"].clone(), row["population_couverte"].clone()))
        .collect();
    let expected =
        [("aci", "3095584"), ("aci_projet", "3771941"), ("aci_projet_lettre", "4233205"), ("tous", "4529867")];
    assert_eq!(covered, expected.map(|(set, population)| (set.to_owned(), population.to_owned())));
}

#[test]
fn white_zones_of_each_class_are_found() {
    let resume = Written::fixture().json("resume.json");
    let zones: Vec<(u64, u64, u64)> = resume["zones_blanches"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|zone| {
            let number = |key: &str| zone[key].as_u64().expect("a number");
            (number("nombre"), number("nb_communes"), number("population"))
        })
        .collect();
    assert_eq!(zones, [(3, 4, 6_241), (7, 406, 468_587), (9, 507, 987_499)]);
}

#[test]
fn the_identities_hold_and_are_written() {
    let resume = Written::fixture().json("resume.json");
    let figures = &resume["identites"][0];
    let figure = |key: &str| figures[key].as_u64().expect("a number");
    assert_eq!(figure("couverte") + figure("blanche"), figure("population"));
    assert_eq!(figure("somme_cpts") - figure("couverte"), figure("comptee_plusieurs_fois"));
    assert_eq!(figure("exclusive") + figure("partagee"), figure("couverte"));
    assert_eq!(figure("comptee_plusieurs_fois"), 2_350);
}

#[test]
fn a_cpts_over_two_departments_counts_once_in_the_region_and_in_each_department() {
    let written = Written::fixture();
    let number = |row: &std::collections::BTreeMap<String, String>| row["nb_cpts"].parse::<u64>().expect("a number");
    let all = |name: &str| -> u64 {
        written.rows(name).iter().filter(|row| row["ensemble_stades"] == "tous").map(number).sum()
    };
    assert_eq!((all("couverture_regions.csv"), all("couverture_departements.csv")), (59, 60));
}

#[test]
fn populations_of_departments_and_epci_add_up_to_the_region() {
    let written = Written::fixture();
    for column in ["population", "population_couverte", "nb_communes", "nb_communes_couvertes"] {
        let sum = |name: &str| -> u64 {
            let rows = written.rows(name);
            rows.iter().map(|row| row[column].parse::<u64>().expect("a number")).sum()
        };
        let levels =
            ["couverture_france.csv", "couverture_regions.csv", "couverture_departements.csv", "couverture_epci.csv"];
        assert_eq!(levels.map(sum), [sum("couverture_regions.csv"); 4], "{column}");
    }
}

#[test]
fn a_stage_set_leaves_out_the_others_and_says_so() {
    let written = Written::report(FIXTURE.as_ref(), &["--region", "32", "--stages", "aci"]);
    assert_eq!(written.rows("territoires.csv").len(), 32);
    let out_of_set = written.rows("anomalies.csv").iter().filter(|row| row["regle"] == "perimetre").count();
    assert_eq!(out_of_set, 27);
    assert_eq!(written.json("resume.json")["totaux"]["population_couverte"], 3_095_584);
}

#[test]
fn a_report_on_all_of_france_hints_at_the_only_region_of_the_table() {
    let output = maillage(&["report", FIXTURE]);
    assert!(stdout(&output).starts_with("France (FR)"));
    assert!(stderr(&output).contains("--region 32"), "{}", stderr(&output));
}

#[test]
fn a_cpts_of_another_region_is_left_out_and_told() {
    let written = Written::report(FIXTURE.as_ref(), &["--region", "Corse"]);
    let anomalies = written.rows("anomalies.csv");
    assert_eq!(anomalies.iter().filter(|row| row["regle"] == "perimetre").count(), 59);
    assert_eq!(written.rows("territoires.csv").len(), 0);
    assert_eq!(written.rows("communes.csv").len(), 360);
}

#[test]
fn the_real_table_of_three_departments_goes_through() {
    let table = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/cpts/cpts-paca-13-83-84.csv");
    if !table.exists() {
        eprintln!("skipped: {} is not there", table.display());
        return;
    }
    let written = Written::report(&table, &["--region", "93"]);
    let resume = written.json("resume.json");
    assert_eq!(resume["table"]["lignes_utilisees"], 438);
    assert_eq!(resume["totaux"]["nb_cpts"], 46);
    assert_eq!(resume["totaux"]["population_couverte"], 3_779_021);
}

const CONTACTS: &str = "fixtures/dirt/contacts.csv";

#[test]
fn contacts_are_in_tables_and_on_the_page_and_in_no_layer() {
    let report = Written::report(Path::new(CONTACTS), &["--region", "32"]);
    for name in ["territoires.csv", "rapport.html"] {
        assert!(report.text(name).contains("secretariat@example.org"), "{name}");
    }
    for name in ["territoires.geojson", "maillage.gpkg", "resume.json"] {
        let bytes = report.bytes(name);
        assert!(!String::from_utf8_lossy(&bytes).contains("example.org"), "{name}");
    }
    assert!(!report.text("rapport.html").contains("<script>alert(3)"));
}

#[test]
fn a_column_of_contacts_under_any_name_is_one_where_the_user_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("table.csv");
    std::fs::write(&table, "insee,cpts,qui,mail\n60057,A,Dr Exemple,a@example.org\n60175,A,Dr Autre,\n").unwrap();
    let contacts = |options: &[&str]| {
        let report = Written::report(&table, &[&["--region", "32", "--formats", "csv"], options].concat());
        report.rows("territoires.csv")[0]["contacts"].clone()
    };
    assert_eq!(contacts(&[]), "mail : a@example.org");
    assert_eq!(contacts(&["--columns", "contact=qui"]), "qui : Dr Autre|qui : Dr Exemple");
    let both = "mail : a@example.org|qui : Dr Autre|qui : Dr Exemple";
    assert_eq!(contacts(&["--columns", "contact=qui,contact=mail"]), both);
}

#[test]
fn contacts_that_a_drawing_has_as_attributes_come_to_the_report() {
    let report = Written::report(Path::new(CONTACTS), &["--region", "32", "--formats", "geojson"]);
    let mut drawing = report.json("territoires.geojson");
    for feature in drawing["features"].as_array_mut().unwrap() {
        let name = feature["properties"]["cpts_nom"].clone();
        feature["properties"] = serde_json::json!({ "cpts": name, "Courriel du président": "b@example.org" });
    }
    let [outlines, table] = ["outlines.geojson", "table.csv"].map(|name| report.path(name));
    std::fs::write(&outlines, drawing.to_string()).unwrap();
    let output = command().arg("assign").arg(&outlines).arg("-o").arg(&table).output().unwrap();
    assert!(output.status.success(), "{}", stderr(&output));
    let of_drawing = Written::report(&table, &["--region", "32", "--formats", "csv"]);
    for row in of_drawing.rows("territoires.csv") {
        assert_eq!(row["contacts"], "Courriel du président : b@example.org");
    }
}
