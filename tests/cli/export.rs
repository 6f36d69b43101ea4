//! `maillage export`: one layer for a GIS program.

use std::path::Path;

use maillage::formats::layer::{Layer, Value};
use maillage::formats::vector::{self, ReadOptions};

use super::{FIXTURE, command, maillage, stderr};

fn export(options: &[&str]) -> std::process::Output {
    let args: Vec<&str> = ["export", FIXTURE, "--region", "32"].iter().chain(options).copied().collect();
    maillage(&args)
}

fn read(path: &Path) -> Layer {
    vector::read(path, &ReadOptions::default()).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn population(layer: &Layer) -> i64 {
    let of = |row: &std::collections::BTreeMap<String, Value>| match row.get("population") {
        Some(Value::Integer(number)) => *number,
        other => panic!("population: {other:?}"),
    };
    layer.attributes.iter().map(of).sum()
}

#[test]
fn formats_of_one_file_go_to_standard_output_and_the_others_ask_for_a_file() {
    for (format, begins) in [("geojson", "{\"type\":\"FeatureCollection\""), ("topojson", "{\"type\":\"Topology\"")] {
        let output = export(&["--layer", "overlaps", "--format", format]);
        assert!(
            output.status.success() && output.stdout.starts_with(begins.as_bytes()),
            "{format}: {}",
            stderr(&output)
        );
    }
    let output = export(&["--layer", "overlaps", "--format", "flatgeobuf", "-o", "-"]);
    assert!(output.stdout.starts_with(b"fgb\x03fgb"));
    for (format, told) in [("gpkg", "-o FICHIER.gpkg"), ("shapefile", "-o FICHIER.shp ou -o FICHIER.zip")] {
        let output = export(&["--layer", "overlaps", "--format", format]);
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
        assert!(stderr(&output).contains(told), "{}", stderr(&output));
    }
}

#[test]
fn a_shapefile_is_its_five_files_or_one_archive_and_nothing_else() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name).to_str().expect("UTF-8").to_owned();
    let output = export(&["--layer", "white-zones", "--format", "shapefile", "-o", &path("zb.shp")]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("textes de la colonne codes_insee coupés à 254 octets : 8 ;"),
        "{}",
        stderr(&output)
    );
    assert!(export(&["--layer", "white-zones", "--format", "shapefile", "-o", &path("zb.zip")]).status.success());
    let names = |folder: &Path| {
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .expect("the folder")
            .map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"))
            .collect();
        names.sort();
        names
    };
    assert_eq!(names(folder.path()), ["zb.cpg", "zb.dbf", "zb.prj", "zb.shp", "zb.shx", "zb.zip"]);
    let (side_by_side, archive) = (read(Path::new(&path("zb.shp"))), read(Path::new(&path("zb.zip"))));
    assert_eq!((side_by_side.shapes.face_count(), side_by_side.attributes), (19, archive.attributes));
    let nowhere = export(&["--layer", "white-zones", "--format", "shapefile", "-o", &path("none/zb.shp")]);
    assert_eq!((nowhere.status.code(), folder.path().join("none").exists()), (Some(2), false));
    let refused = export(&["--layer", "white-zones", "--format", "shapefile", "-o", &path("zb.txt")]);
    assert_eq!(refused.status.code(), Some(2));
    assert!(stderr(&refused).contains("un Shapefile s'écrit dans un fichier .shp"), "{}", stderr(&refused));
}

#[test]
fn options_that_decide_the_content_decide_it_here_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("aci.parquet");
    let name = path.to_str().expect("UTF-8");
    let all = export(&["--layer", "territories", "--format", "geojson"]);
    let aci = export(&["--layer", "territories", "--format", "parquet", "--stages", "aci", "-o", name]);
    assert!(aci.status.success(), "{}", stderr(&aci));
    let aci = read(&path);
    assert!(aci.attributes.iter().all(|row| row["stade"] == Value::Text("ACI signé".to_owned())));
    let all = vector::read_memory(&all.stdout, "all.geojson", &[], &ReadOptions::default()).expect("GeoJSON");
    assert!(population(&aci) < population(&all));
}

#[test]
fn fewer_vertices_and_decimals_are_asked_for_apart() {
    let size = |options: &[&str]| {
        let output = export(&[&["--layer", "communes", "--format", "geojson"], options].concat());
        assert!(output.status.success(), "{}", stderr(&output));
        let layer = vector::read_memory(&output.stdout, "c.geojson", &[], &ReadOptions::default()).expect("GeoJSON");
        let decimals = |degrees: f64| degrees.to_string().split_once('.').map_or(0, |(_, part)| part.len());
        let most = layer.shapes.vertices().iter().map(|vertex| decimals(vertex.x).max(decimals(vertex.y))).max();
        (layer.shapes.face_count(), layer.shapes.vertex_count(), most.expect("vertices"))
    };
    let (faces, vertices, decimals) = size(&[]);
    assert_eq!((faces, decimals), (3_782, 6));
    let (faces, fewer, decimals) = size(&["--simplify", "300", "--precision", "4"]);
    assert_eq!((faces, decimals), (3_782, 4));
    assert!(fewer * 5 < vertices * 4, "{fewer} of {vertices}");
}

#[test]
fn what_makes_no_sense_is_refused_before_any_work() {
    for (options, told) in [
        (["--simplify", "0"], "un nombre de mètres au-dessus de zéro"),
        (["--simplify", "-3"], "un nombre de mètres au-dessus de zéro"),
        (["--simplify", "inf"], "un nombre de mètres au-dessus de zéro"),
        (["--precision", "2"], "attendu : un nombre entier de 3 à 12"),
        (["--boundaries-layer", "x"], "--boundaries"),
    ] {
        let output = export(&[&["--layer", "communes", "--format", "geojson"][..], &options].concat());
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0), "{options:?}");
        assert!(stderr(&output).contains(told), "{options:?}: {}", stderr(&output));
    }
}

#[test]
fn a_layer_of_the_boundaries_is_named_by_an_option_of_its_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let boundaries = folder.path().join("two.topojson");
    std::fs::write(
        &boundaries,
        r#"{"type":"Topology","arcs":[[[2,48],[3,48],[3,49],[2,48]]],"objects":{"a":{"type":"Polygon","arcs":[[0]]},"b":{"type":"Polygon","arcs":[[0]]}}}"#,
    )
    .expect("a file");
    let args = ["export", FIXTURE, "--layer", "communes", "--format", "geojson", "--boundaries"];
    let output = command().args(args).arg(&boundaries).output().expect("maillage runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("--boundaries-layer ; couches du fichier : a, b"), "{}", stderr(&output));
}
