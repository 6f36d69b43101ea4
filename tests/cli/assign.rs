//! `maillage assign`: drawn territories made claims.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::{FIXTURE, Written, command, maillage, stderr, stdout};

/// Real CPTS of the Alpes-Maritimes, beside the project.
fn real(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/cpts").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not there", path.display());
    None
}

fn rows(text: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().collect::<Result<_, _>>().expect("a table")
}

/// A file of one feature a geometry, all of CPTS Nord.
pub fn drawing(folder: &Path, geometries: &[Value]) -> PathBuf {
    let features: Vec<Value> = geometries
        .iter()
        .map(|geometry| json!({"type": "Feature", "properties": {"cpts": "Nord"}, "geometry": geometry}))
        .collect();
    let path = folder.join("drawing.geojson");
    std::fs::write(&path, json!({"type": "FeatureCollection", "features": features}).to_string()).expect("written");
    path
}

/// What `assign` says of a file that cannot be used.
pub fn refused(path: &Path, options: &[&str]) -> String {
    let output = command().arg("assign").arg(path).args(options).output().expect("maillage runs");
    assert_eq!((output.status.code(), stdout(&output)), (Some(2), String::new()), "{}", stderr(&output));
    stderr(&output)
}

#[test]
fn the_outlines_of_a_report_give_the_table_back() {
    let written = Written::fixture();
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("table.csv");
    let outlines = written.path("territoires.geojson");
    let output = command().arg("assign").arg(&outlines).arg("-o").arg(&table).output().expect("maillage runs");
    assert!(output.status.success(), "{}", stderr(&output));
    let clean = |table: &Path| stdout(&command().arg("clean").arg(table).output().expect("maillage runs"));
    let (before, after) = (clean(Path::new(FIXTURE)), clean(&table));
    let claims = |text: &str| -> std::collections::BTreeSet<_> {
        rows(text)
            .into_iter()
            .map(|row| ["cpts_id", "cpts_nom", "stade", "code_insee"].map(|it| row[it].clone()))
            .collect()
    };
    assert!(claims(&before).len() > 100);
    assert_eq!(claims(&before), claims(&after));
}

#[test]
fn a_drawing_by_hand_gives_claims_doubts_and_pieces_to_look_at() {
    let folder = tempfile::tempdir().expect("a folder");
    // Around Lille: whole communes, and others in part.
    let square = json!({"type": "Polygon", "coordinates":
        [[[3.0, 50.6], [3.1, 50.6], [3.1, 50.66], [3.0, 50.66], [3.0, 50.6]]]});
    let path = drawing(folder.path(), &[square]);
    let (anomalies, review) = (folder.path().join("a.csv"), folder.path().join("r.geojson"));
    let output =
        command().arg("assign").arg(&path).arg("--anomalies").arg(&anomalies).arg("--review").arg(&review).output();
    let output = output.expect("maillage runs");
    assert!(output.status.success(), "{}", stderr(&output));
    let claims = rows(&stdout(&output));
    assert!(
        claims.iter().any(|row| row["code_insee"] == "59350" && row["cpts_id"] == "Nord"),
        "Lille is mostly inside"
    );
    let doubts = rows(&std::fs::read_to_string(&anomalies).expect("anomalies"));
    assert!(doubts.iter().any(|row| row["regle"] == "commune_divisee" && row["severite"] == "avertissement"));
    let review: Value = serde_json::from_slice(&std::fs::read(&review).expect("a layer")).expect("JSON");
    let pieces = review["features"].as_array().expect("features");
    assert!(!pieces.is_empty());
    assert!(pieces.iter().all(|piece| piece["properties"]["classe"] != "eclat" && piece["geometry"].is_object()));
}

#[test]
fn a_drawing_outside_france_or_in_another_reference_system_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let square = |x: f64, y: f64, side: f64| json!({"type": "Polygon", "coordinates": [[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]]});
    let error = refused(&drawing(folder.path(), &[square(13.0, 52.0, 0.5)]), &[]);
    assert!(error.contains("aucune commune rattachée") && error.contains("--drawing-crs"), "{error}");
    let lambert = drawing(folder.path(), &[square(700_000.0, 7_055_000.0, 10_000.0)]);
    assert!(refused(&lambert, &[]).contains("drawing.geojson"));
    let output = command().arg("assign").arg(&lambert).args(["--drawing-crs", "EPSG:2154"]).output().expect("it runs");
    assert!(output.status.success(), "{}", stderr(&output));
}

#[test]
fn a_bow_tie_is_used_once_mended() {
    let folder = tempfile::tempdir().expect("a folder");
    let bow =
        json!({"type": "Polygon", "coordinates": [[[2.9, 50.5], [3.2, 50.8], [3.2, 50.5], [2.9, 50.8], [2.9, 50.5]]]});
    let anomalies = folder.path().join("a.csv");
    let path = drawing(folder.path(), &[bow]);
    let output = command().arg("assign").arg(&path).arg("--anomalies").arg(&anomalies).output().expect("maillage runs");
    assert!(output.status.success(), "{}", stderr(&output));
    let doubts = rows(&std::fs::read_to_string(&anomalies).expect("anomalies"));
    assert_eq!(doubts.iter().filter(|row| row["regle"] == "polygone_repare").count(), 1);
    assert!(!rows(&stdout(&output)).is_empty());
}

#[test]
fn options_without_sense_are_refused() {
    for (options, said) in [
        (["--threshold", "1.5"], "--threshold"),
        (["--sliver-share", "beaucoup"], "--sliver-share"),
        (["--by", "population"], "--iris"),
        (["--columns", "couleur=x"], "couleur"),
    ] {
        let output = maillage(&["assign", "nowhere.geojson", options[0], options[1]]);
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(said), "{}", stderr(&output));
    }
}

#[test]
fn the_real_cpts_of_the_alpes_maritimes_come_out_as_communes_and_nice_as_shared() {
    let (Some(polygons), Some(iris)) = (real("contours_cpts_06_0.geojson"), real("cpts_iris_2024_AM_1.geojson")) else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let anomalies = folder.path().join("a.csv");
    let output =
        command().arg("assign").arg(&polygons).arg("--iris").arg(&iris).arg("--anomalies").arg(&anomalies).output();
    let output = output.expect("maillage runs");
    assert!(output.status.success(), "{}", stderr(&output));
    let claims = rows(&stdout(&output));
    let distinct =
        |column: &str| claims.iter().map(|row| row[column].clone()).collect::<std::collections::BTreeSet<_>>().len();
    assert_eq!((distinct("cpts_id"), distinct("code_insee")), (16, 150));
    // Every other commune is in one CPTS alone.
    let (nice, others): (Vec<_>, Vec<_>) = claims.iter().partition(|row| row["code_insee"] == "06088");
    assert_eq!((nice.len(), others.len()), (146, 149));
    assert!(others.iter().all(|row| row["part"].is_empty()));
    let names: std::collections::BTreeSet<&str> = nice.iter().map(|row| row["cpts_id"].as_str()).collect();
    assert_eq!(
        names.into_iter().collect::<Vec<_>>(),
        ["CPTS NICE CENTRE NICE EST", "CPTS NICE NORD ET SES COLLINES", "CPTS NICE OUEST VALLEE"]
    );
    let doubts = rows(&std::fs::read_to_string(&anomalies).expect("anomalies"));
    let rules: Vec<&str> = doubts.iter().map(|row| row["regle"].as_str()).collect();
    assert_eq!(rules, ["eclats", "estimation", "exclu", "commune_partagee"]);
    let shared = &doubts[3]["message"];
    assert!(shared.contains("% de la surface (≈ ") && !shared.contains("% (≈"), "{shared}");
}

#[test]
fn compare_tells_what_it_cannot_take_of_a_drawing() {
    let folder = tempfile::tempdir().expect("a folder");
    let square = |x: f64| json!([[[x, 50.6], [x + 0.1, 50.6], [x + 0.1, 50.66], [x, 50.66], [x, 50.6]]]);
    let feature = |properties: Value, x: f64| {
        json!({"type": "Feature", "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": square(x)}})
    };
    let path = folder.path().join("two.geojson");
    let both = json!({"type": "FeatureCollection", "features": [feature(json!({"cpts": "Nord"}), 3.0), feature(json!({}), 3.1)]});
    std::fs::write(&path, both.to_string()).expect("written");
    let output = command().arg("compare").arg(FIXTURE).arg(&path).output().expect("maillage runs");
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stderr(&output).contains("objet 2 : polygone sans nom de CPTS"), "{}", stderr(&output));
}

#[test]
fn what_the_reader_of_a_drawing_passed_over_is_told_in_french_and_in_english() {
    let folder = tempfile::tempdir().expect("a folder");
    let unclosed =
        json!({"type": "Polygon", "coordinates": [[[3.0, 50.5, 8], [3.2, 50.5, 8], [3.2, 50.7, 8], [3.0, 50.7, 8]]]});
    let short = json!({"type": "MultiPolygon", "coordinates": [
        [[[3.0, 50.2], [3.2, 50.2], [3.2, 50.4], [3.0, 50.2]]], [[[3.0, 50.2], [3.1, 50.2], [3.0, 50.2]]],
    ]});
    let path =
        drawing(folder.path(), &[unclosed, short, json!({"type": "Point", "coordinates": [3, 50]}), Value::Null]);
    let told = |lang: &str| {
        let anomalies = folder.path().join(format!("{lang}.csv"));
        let output = command().args(["--lang", lang, "assign"]).arg(&path).arg("--anomalies").arg(&anomalies).output();
        let output = output.expect("it runs");
        assert!(output.status.success(), "{}", stderr(&output));
        std::fs::read_to_string(anomalies).expect("a table")
    };
    let cases = [
        (
            "anneau dont le dernier sommet n'est pas le premier ; fermé",
            "a ring whose last vertex is not its first; closed",
        ),
        ("sommets à plus de deux coordonnées", "vertices with more than two coordinates"),
        ("anneau de moins de trois sommets distincts", "a ring of fewer than three distinct vertices"),
        ("géométrie de type Point, qui n'est pas un polygone", "a Point, not polygons; kept without polygons"),
        ("sans géométrie ; gardé sans polygone", "no geometry; kept without polygons"),
    ];
    let (french, english) = (told("fr"), told("en"));
    for (fr, en) in cases {
        assert!(french.contains(fr) && !french.contains(en), "{fr}: {french}");
        assert!(english.contains(en) && !english.contains(fr), "{en}: {english}");
    }
}

#[test]
fn none_and_one_place_between_drawn_territories_are_told_in_the_singular() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = drawing(
        folder.path(),
        &[
            json!({"type": "Polygon", "coordinates": [[[3.0, 50.5], [3.2, 50.5], [3.2, 50.7], [3.0, 50.7], [3.0, 50.5]]]}),
        ],
    );
    let gaps = folder.path().join("gaps.geojson");
    let output = command().arg("assign").arg(&path).arg("--gaps").arg(&gaps).output().expect("it runs");
    let said = stderr(&output);
    assert!(said.contains("vides entre territoires dessinés : 0, dont 0 éclat, 0 ouvert sur l'extérieur"), "{said}");
}

#[test]
fn what_is_noticed_in_a_file_of_iris_is_among_the_doubts_in_the_words_that_were_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let square = |x: f64| json!({"type": "Polygon", "coordinates": [[[x, 50.6], [x + 0.1, 50.6], [x + 0.1, 50.66], [x, 50.66], [x, 50.6]]]});
    let path = drawing(folder.path(), &[square(3.0)]);
    let iris = [("593500101", 3.0), ("sans code", 3.1), ("999990101", 3.2)]
        .map(|(code, x)| json!({"type": "Feature", "properties": {"code_iris": code}, "geometry": square(x)}));
    let (of_iris, anomalies) = (folder.path().join("iris.geojson"), folder.path().join("a.csv"));
    std::fs::write(&of_iris, json!({"type": "FeatureCollection", "features": iris}).to_string()).expect("written");
    let output =
        command().arg("assign").arg(&path).arg("--iris").arg(&of_iris).arg("--anomalies").arg(&anomalies).output();
    let output = output.expect("maillage runs");
    assert!(output.status.success(), "{}", stderr(&output));
    let doubts = rows(&std::fs::read_to_string(&anomalies).expect("anomalies"));
    let of_file: Vec<_> = doubts.iter().filter(|row| row["regle"] == "iris").collect();
    assert_eq!(of_file.len(), 2, "{doubts:?}");
    assert!(of_file[0]["message"].contains("« sans code »") && of_file[1]["message"].contains("999990101"));
    for row in of_file {
        assert!(stderr(&output).contains(&row["message"]) && !row["correction"].is_empty(), "{row:?}");
        assert_eq!(row["severite"], "avertissement");
    }
}

#[test]
fn compare_tells_that_a_drawing_with_codes_is_read_as_a_table() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("drawing.geojson");
    let square = json!({"type": "Polygon", "coordinates": [[[3.0, 50.6], [3.1, 50.6], [3.1, 50.66], [3.0, 50.66], [3.0, 50.6]]]});
    let properties = json!({"cpts": "Nord", "code_insee": "59350"});
    let feature = json!({"type": "Feature", "properties": properties, "geometry": square});
    std::fs::write(&path, json!({"type": "FeatureCollection", "features": [feature]}).to_string()).expect("written");
    let output = command().arg("compare").arg(FIXTURE).arg(&path).output().expect("maillage runs");
    let said = stderr(&output);
    assert!(said.contains("drawing.geojson : lu comme table") && said.matches("lu comme table").count() == 1, "{said}");
}
