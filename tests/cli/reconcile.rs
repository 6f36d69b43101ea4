//! R12: the same figure is the same in every file, and parts sum to their whole.

use std::collections::BTreeMap;

use super::{FIXTURE, Written, command, stderr};

type Row = BTreeMap<String, String>;

const FUNDING: [&str; 3] = ["financement_max", "financement_regime", "financement_fixe"];

fn number(row: &Row, column: &str) -> u64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column}: {:?}", row[column]))
}

fn sum<'a>(rows: impl IntoIterator<Item = &'a Row>, column: &str) -> u64 {
    rows.into_iter().map(|row| number(row, column)).sum()
}

/// Reports of a region, of a stage set, of two regions of which one is without CPTS, and of another scheme.
fn reports() -> Vec<Written> {
    let report = |options: &[&str]| Written::report(FIXTURE.as_ref(), options);
    vec![
        Written::fixture(),
        report(&["--region", "32", "--stages", "aci"]),
        report(&["--region", "32", "--region", "28", "--scheme", "cnam_avril_2019", "--results", "37,5"]),
    ]
}

#[test]
fn lines_of_funding_sum_to_the_amounts_of_the_cpts_and_those_to_the_envelopes() {
    for written in reports() {
        let set = written.json("resume.json")["ensemble_stades"].as_str().expect("a set").to_owned();
        let (territories, lines) = (written.rows("territoires.csv"), written.rows("financement.csv"));
        for territory in &territories {
            for (column, reading) in FUNDING.into_iter().zip(["max", "regime", "fixe"]) {
                let of_reading = |row: &&Row| row["cpts_id"] == territory["cpts_id"] && row["lecture"] == reading;
                let (totals, parts): (Vec<&Row>, Vec<&Row>) =
                    lines.iter().filter(of_reading).partition(|row| row["ligne"] == "total");
                assert_eq!(
                    sum(parts.iter().copied(), "montant"),
                    number(territory, column),
                    "{}",
                    territory["cpts_id"]
                );
                for column in ["part_fixe", "part_variable", "montant"] {
                    assert_eq!(sum(parts.iter().copied(), column), sum(totals.iter().copied(), column));
                }
                for row in parts {
                    assert_eq!(number(row, "part_fixe") + number(row, "part_variable"), number(row, "montant"));
                }
            }
        }
        let envelopes = written.rows("enveloppes.csv");
        let now = |row: &&Row| row["situation"] == "actuelle" && row["ensemble_stades"] == set;
        let at = |levels: &[&str], column| {
            sum(envelopes.iter().filter(now).filter(|row| levels.contains(&row["niveau"].as_str())), column)
        };
        for column in FUNDING {
            assert_eq!(at(&["perimetre", "hors_perimetre"], column), sum(&territories, column));
        }
        assert_eq!(at(&["perimetre", "hors_perimetre"], "nb_cpts"), territories.len() as u64);
        assert_eq!(at(&["perimetre", "hors_perimetre"], "population_cpts"), sum(&territories, "population"));
    }
}

#[test]
fn envelopes_of_departments_sum_to_regions_and_to_the_scope_in_every_situation() {
    for written in reports() {
        let envelopes = written.rows("enveloppes.csv");
        let cases: std::collections::BTreeSet<(&str, &str)> =
            envelopes.iter().map(|row| (row["situation"].as_str(), row["ensemble_stades"].as_str())).collect();
        assert_eq!(cases.len(), 6);
        for (situation, set) in cases {
            let of = |level: &str, column| {
                let is = |row: &&Row| {
                    row["niveau"] == level && row["situation"] == situation && row["ensemble_stades"] == set
                };
                sum(envelopes.iter().filter(is), column)
            };
            for column in
                FUNDING.into_iter().chain(["financement_redaction", "nb_cpts", "population_cpts", "nb_cpts_taille_2"])
            {
                let levels = ["departement", "region", "perimetre"].map(|level| of(level, column));
                assert_eq!(levels, [levels[2]; 3], "{situation} {set} {column}");
            }
        }
    }
}

#[test]
fn at_full_coverage_the_cpts_serve_the_whole_population_and_what_is_counted_again() {
    let written = Written::fixture();
    let identity = &written.json("resume.json")["identites"][0];
    let figure = |key: &str| identity[key].as_u64().expect("a number");
    let envelopes = written.rows("enveloppes.csv");
    let whole = |situation: &str| {
        let row = envelopes.iter().find(|row| row["niveau"] == "perimetre" && row["situation"] == situation);
        row.map(|row| number(row, "population_cpts"))
    };
    let everybody = figure("population") + figure("comptee_plusieurs_fois");
    assert_eq!(["complete_voisines", "complete_nouvelles"].map(whole), [Some(everybody); 2]);
}

#[test]
fn dashboards_tell_the_figures_of_the_other_files_and_their_last_row_is_the_whole() {
    for written in reports() {
        let (resume, envelopes) = (written.json("resume.json"), written.rows("enveloppes.csv"));
        let set = resume["ensemble_stades"].as_str().expect("a set");
        for (file, coverage) in [
            ("tableau_departements.csv", "couverture_departements.csv"),
            ("atlas_regions.csv", "couverture_regions.csv"),
        ] {
            let (rows, coverage) = (written.rows(file), written.rows(coverage));
            let (whole, areas) = rows.split_last().expect("rows");
            assert_eq!(whole["niveau"], "perimetre");
            for column in FUNDING.into_iter().chain([
                "population",
                "nb_communes",
                "population_couverte_aci",
                "population_couverte_tous",
                "population_couverte",
                "population_blanche",
                "nb_communes_blanches",
                "nb_chevauchements",
                "population_en_chevauchement",
                "nb_cpts_financees",
            ]) {
                assert_eq!(sum(areas, column), number(whole, column), "{file} {column}");
            }
            for row in areas {
                let rate =
                    |set: &str| coverage.iter().find(|it| it["code"] == row["code"] && it["ensemble_stades"] == set);
                let (all, aci, chosen) = (rate("tous").unwrap(), rate("aci").unwrap(), rate(set).unwrap());
                assert_eq!(
                    [
                        &row["nb_cpts"],
                        &row["taux_population_tous"],
                        &row["taux_population_aci"],
                        &row["taux_population"]
                    ],
                    [&all["nb_cpts"], &all["taux_population"], &aci["taux_population"], &chosen["taux_population"]],
                );
                let is_here = |it: &&Row| {
                    it["niveau"] == row["niveau"]
                        && it["code"] == row["code"]
                        && it["situation"] == "actuelle"
                        && it["ensemble_stades"] == set
                };
                let envelope = envelopes.iter().find(is_here).expect("an envelope");
                assert_eq!(FUNDING.map(|column| &row[column]), FUNDING.map(|column| &envelope[column]));
            }
            let total = |key: &str| resume["totaux"][key].as_u64().expect("a number");
            assert_eq!(number(whole, "population_couverte"), total("population_couverte"));
            assert_eq!(number(whole, "nb_zones_blanches"), total("nb_zones_blanches"));
            assert_eq!(number(whole, "nb_chevauchements"), total("nb_chevauchements"));
        }
    }
}

#[test]
fn the_summary_file_tells_the_envelopes_and_alerts_of_the_tables() {
    for written in reports() {
        let (resume, envelopes) = (written.json("resume.json"), written.rows("enveloppes.csv"));
        let told = resume["financement"]["enveloppes"].as_array().expect("a list");
        let here = envelopes.iter().filter(|row| ["perimetre", "hors_perimetre"].contains(&row["niveau"].as_str()));
        let here: Vec<&Row> = here.collect();
        assert_eq!(told.len(), here.len());
        for (told, row) in told.iter().zip(here) {
            for column in FUNDING.into_iter().chain(["nb_cpts", "population_cpts", "financement_redaction"]) {
                assert_eq!(told[column].as_u64(), Some(number(row, column)), "{column}");
            }
        }
        let alerts = written.rows("seuils.csv");
        let with = |column: &str, value: &str| alerts.iter().filter(|row| row[column] == value).count() as u64;
        let count = |key: &str| resume["seuils"][key].as_u64().expect("a number");
        assert_eq!(count("nb_cpts_sous_un_seuil"), with("sens", "hausse"));
        assert_eq!(count("nb_cpts_sur_un_seuil"), with("sens", "baisse"));
        let told = written.rows("anomalies.csv").iter().filter(|row| row["regle"] == "R09").count() as u64;
        assert_eq!(with("motif", "proximite"), told);
    }
}

#[test]
fn a_comparison_tells_what_a_drawing_leaves_out() {
    let folder = tempfile::tempdir().expect("a folder");
    let (table, drawing) = (folder.path().join("table.csv"), folder.path().join("drawing.geojson"));
    std::fs::write(&table, "cpts,code_insee\nA,60057\n").expect("a table");
    let square = |name: &str, west: f64| {
        let (east, south, north) = (west + 0.3, 49.3, 49.6);
        format!(
            "{{\"type\":\"Feature\",\"properties\":{{\"cpts\":\"{name}\"}},\"geometry\":{{\"type\":\"Polygon\",\"coordinates\":\
             [[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]]}}}}"
        )
    };
    let features = [square("A", 1.9), square("", 2.3)].join(",");
    let layer = format!("{{\"type\":\"FeatureCollection\",\"features\":[{features}]}}");
    std::fs::write(&drawing, layer).expect("a drawing");
    let run = command().arg("compare").args([&table, &drawing]).args(["--region", "32", "--lang", "en"]).output();
    let run = run.expect("a run");
    assert!(run.status.success(), "{}", stderr(&run));
    assert!(stderr(&run).contains("2 features = 1 used + 1 "), "{}", stderr(&run));
    assert!(stderr(&run).contains("without the name"), "{}", stderr(&run));
}
