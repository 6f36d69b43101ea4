//! Drawings, boundaries and options that `maillage assign` refuses, and what it says of them.

use std::path::Path;

use serde_json::{Value, json};

use super::assign::{drawing, refused};
use super::{FIXTURE, command, stderr};

#[test]
fn what_is_no_drawing_is_refused_with_what_was_expected() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |text: &str| {
        let path = folder.path().join("bad.geojson");
        std::fs::write(&path, text).expect("written");
        path
    };
    for (text, said) in [
        (String::new(), "un fichier vide"),
        (json!({"type": "FeatureCollection", "features": []}).to_string(), "aucun objet"),
        (
            json!({"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"nom_zone": "Nord"},
                "geometry": {"type": "Polygon", "coordinates": [[[3.0, 50.6], [3.1, 50.6], [3.1, 50.66], [3.0, 50.6]]]}}]})
            .to_string(),
            "--columns cpts=NOM",
        ),
        (
            r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"cpts":"N"},"geometry":{"type":
            "Polygon","coordinates":[[[NaN,50.6],[3.1,50.6],[3.1,50.66],[3.0,50.6]]]}}]}"#
                .to_owned(),
            "bad.geojson",
        ),
    ] {
        let error = refused(&write(&text), &[]);
        assert!(error.contains(said), "{error}");
    }
    for geometry in [
        json!({"type": "LineString", "coordinates": [[3.0, 50.6], [3.1, 50.6]]}),
        json!({"type": "Point", "coordinates": [3.0, 50.6]}),
        Value::Null,
    ] {
        let error = refused(&drawing(folder.path(), &[geometry]), &[]);
        assert!(error.contains("polygone"), "{error}");
    }
}

#[test]
fn what_would_be_written_over_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let square = json!({"type": "Polygon", "coordinates": [[[3.0, 50.6], [3.1, 50.6], [3.1, 50.66], [3.0, 50.66], [3.0, 50.6]]]});
    let path = drawing(folder.path(), &[square]);
    let (drawn, one) = (path.display().to_string(), folder.path().join("one.csv").display().to_string());
    let before = std::fs::read(&path).expect("the drawing");
    assert!(refused(&path, &["-o", &drawn]).contains("fichier lu"));
    assert!(refused(&path, &["-o", &one, "--anomalies", &one]).contains("le même fichier"));
    let other = format!("{}/./one.csv", folder.path().display());
    assert!(refused(&path, &["--review", &one, "--gaps", &other]).contains("--review et --gaps"));
    assert_eq!(std::fs::read(&path).expect("the drawing"), before);
    assert!(!Path::new(&one).exists());
    let output = command().args(["clean", FIXTURE, "-o", FIXTURE]).output().expect("maillage runs");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_hyphen_is_standard_output_for_every_result_and_for_one_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    let square = json!({"type": "Polygon", "coordinates": [[[3.0, 50.6], [3.1, 50.6], [3.1, 50.66], [3.0, 50.66], [3.0, 50.6]]]});
    let path = drawing(folder.path(), &[square]);
    for two in
        [&["--anomalies", "-"][..], &["-o", "-", "--gaps", "-"], &["-o", "one.csv", "--gaps", "-", "--review", "-"]]
    {
        let error = refused(&path, two);
        assert!(error.contains("sortie standard"), "{error}");
    }
    let run = |args: &[&str]| {
        let output = command().current_dir(folder.path()).args(args).output().expect("maillage runs");
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        String::from_utf8(output.stdout).expect("text")
    };
    let drawn = path.display().to_string();
    assert!(run(&["assign", &drawn, "-o", "one.csv", "--anomalies", "-"]).starts_with("severite,"));
    assert!(run(&["assign", &drawn, "-o", "one.csv", "--review", "-"]).starts_with('{'));
    let table = Path::new(env!("CARGO_MANIFEST_DIR")).join(FIXTURE).display().to_string();
    assert!(run(&["clean", &table, "-o", "clean.csv", "--anomalies", "-"]).starts_with("severite,"));
    assert!(run(&["boundaries", "check", &drawn, "-o", "-"]).starts_with('{'));
    assert!(!folder.path().join("-").exists());
}

#[test]
fn a_refusal_names_the_options_that_help() {
    let folder = tempfile::tempdir().expect("a folder");
    let square = |x: f64, y: f64, side: f64| json!({"type": "Polygon", "coordinates": [[[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]]});
    let metres = drawing(folder.path(), &[square(700_000.0, 7_055_000.0, 10_000.0)]);
    let error = refused(&metres, &[]);
    assert!(error.contains("--drawing-crs EPSG:2154") && !error.contains(" --crs"), "{error}");
    let compared = command().arg("compare").arg(FIXTURE).arg(&metres).output().expect("maillage runs");
    assert_eq!(compared.status.code(), Some(2));
    assert!(stderr(&compared).contains("EPSG:2154"), "{}", stderr(&compared));
    let iris = folder.path().join("iris.geojson");
    std::fs::copy(&metres, &iris).expect("copied");
    let degrees = drawing(folder.path(), &[square(3.0, 50.6, 0.1)]);
    let error = refused(&degrees, &["--iris", &iris.display().to_string()]);
    assert!(error.contains("--iris-crs EPSG:2154") && error.contains("iris.geojson"), "{error}");
    assert!(refused(&degrees, &["--drawing-layer", "foo"]).contains("--drawing-layer"));
    assert!(refused(&degrees, &["--sliver-width", "NaN"]).contains("--sliver-width"));
}

#[test]
fn options_that_would_exclude_what_has_no_name_or_measure_nothing_are_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let square = json!({"type": "Polygon", "coordinates": [[[3.0, 50.6], [3.1, 50.6], [3.1, 50.66], [3.0, 50.66], [3.0, 50.6]]]});
    let path = drawing(folder.path(), &[square]);
    for (options, said) in [
        (["--exclude", ""], "un nom vide"),
        (["--exclude", " - "], "un nom vide"),
        (["--mouth", "nan"], "--mouth : « NaN » n'est pas une largeur"),
        (["--mouth=-1", "--shared"], "n'est pas une largeur"),
    ] {
        assert!(refused(&path, &options).contains(said), "{options:?}");
    }
}

#[test]
fn a_drawing_whose_accents_are_of_another_encoding_is_told_as_such_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("latin.geojson");
    let head = b"{\"type\":\"FeatureCollection\",\"features\":[\n{\"type\":\"Feature\",\"properties\":{\"cpts\":\"Saint-\xc9tienne\"},";
    let tail =
        b"\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[[[3.0,50.6],[3.1,50.6],[3.1,50.66],[3.0,50.6]]]}}]}";
    std::fs::write(&path, [&head[..], tail].concat()).expect("written");
    let said = refused(&path, &[]);
    assert!(said.contains("ligne 2, objet 1") && said.contains("en UTF-8") && !said.contains("abîmé"), "{said}");
    let said = refused(&path, &["--lang", "en"]);
    assert!(said.contains("line 2, feature 1: text that is not UTF-8"), "{said}");
}

#[test]
fn boundaries_that_cannot_be_used_are_told_in_the_language_asked_for() {
    let folder = tempfile::tempdir().expect("a folder");
    let square = json!({"type": "Polygon", "coordinates": [[[3.0, 50.6], [3.1, 50.6], [3.1, 50.66], [3.0, 50.66], [3.0, 50.6]]]});
    let path = drawing(folder.path(), std::slice::from_ref(&square));
    let write = |name: &str, codes: &[&str]| {
        let features: Vec<Value> = codes
            .iter()
            .map(|code| json!({"type": "Feature", "properties": {"code": code}, "geometry": square}))
            .collect();
        let path = folder.path().join(name);
        std::fs::write(&path, json!({"type": "FeatureCollection", "features": features}).to_string()).expect("written");
        path.display().to_string()
    };
    let cases = [
        (write("none.geojson", &[]), "aucun objet", "no feature"),
        (write("words.geojson", &["x", "y"]), "aucune colonne de codes INSEE", "no column of INSEE codes"),
        (write("one.geojson", &["59350"]), "pas du millésime des populations", "not of the vintage"),
    ];
    for (boundaries, french, english) in cases {
        let said = refused(&path, &["--boundaries", &boundaries]);
        assert!(said.contains(french) && !said.contains(english), "{said}");
        let said = refused(&path, &["--boundaries", &boundaries, "--lang", "en"]);
        assert!(said.contains(english) && !said.contains(french), "{said}");
    }
}
