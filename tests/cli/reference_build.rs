//! `maillage reference build --boundaries`: a reference with a user's contours.

use std::path::{Path, PathBuf};
use std::process::Output;

use super::{FIXTURE, Written, command, maillage, stderr, stdout};

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().expect("a folder"))
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn write(&self, name: &str, text: &str) {
        std::fs::write(self.path(name), text).expect("a file");
    }

    fn run(&self, args: &[&str]) -> Output {
        command().current_dir(self.0.path()).args(args).output().expect("maillage runs")
    }

    fn ok(&self, args: &[&str]) -> String {
        let output = self.run(args);
        assert!(output.status.success(), "{args:?}: {}", stderr(&output));
        stdout(&output)
    }
}

/// The lists of three communes in two departments, and a recipe that says no more than it must.
fn lists() -> Folder {
    let folder = Folder::new();
    folder.write(
        "communes.json",
        r#"[{"code":"01001","nom":"Un","type":"commune-actuelle","departement":"01","region":"84","population":100},
            {"code":"01002","nom":"Deux","type":"commune-actuelle","departement":"01","region":"84","population":200},
            {"code":"02001","nom":"Trois","type":"commune-actuelle","departement":"02","region":"84","population":50}]"#,
    );
    folder.write("epci.json", "[]");
    folder.write("departements.json", r#"[{"code":"01","nom":"Ain"},{"code":"02","nom":"Aisne"}]"#);
    folder.write("regions.json", r#"[{"code":"84","nom":"Auvergne-Rhône-Alpes"}]"#);
    folder.write("recipe.toml", "cog = 2031\npopulation_kind = \"PMUN\"\npopulation_year = 2028\n");
    folder.write("table.csv", "cpts_id,code_insee\nA,01001\nA,02001\n");
    folder
}

/// Squares, each from one west edge to one east edge, under codes.
fn squares(codes: &[(&str, f64, f64)]) -> String {
    let feature = |(code, west, east): &(&str, f64, f64)| {
        let ring = format!("[{west},46],[{east},46],[{east},46.01],[{west},46.01],[{west},46]");
        let properties = format!(r#""properties":{{"INSEE_COM":"{code}"}}"#);
        format!(r#"{{"type":"Feature",{properties},"geometry":{{"type":"Polygon","coordinates":[[{ring}]]}}}}"#)
    };
    let features: Vec<String> = codes.iter().map(feature).collect();
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","))
}

const BUILD: [&str; 7] =
    ["reference", "build", "--decoupage", ".", "--recipe", "recipe.toml", "--boundaries=limites.geojson"];

#[test]
fn the_references_own_boundaries_from_a_file_give_a_reference_with_the_same_report() {
    let folder = Folder::new();
    folder.ok(&["reference", "export", "-o", "communes.topojson"]);
    folder.ok(&["reference", "build", "--boundaries", "communes.topojson", "-o", "own.pack"]);
    let pack = folder.path("own.pack");
    let own = Written::fixture();
    let options = ["--region", "32", "--reference", pack.to_str().expect("UTF-8")];
    let given = Written::report(Path::new(FIXTURE), &options);
    assert_eq!(own.names(), given.names());
    for name in own.names().iter().filter(|name| name.ends_with(".csv")) {
        // Units without contour are told of boundaries that a user gave.
        if name != "anomalies.csv" {
            assert!(own.text(name) == given.text(name), "{name}");
        }
    }
    assert_eq!(own.json("resume.json")["totaux"], given.json("resume.json")["totaux"]);
    assert_eq!(given.json("resume.json")["contours"], serde_json::json!(["communes.topojson"]));
    // With the same file in place of its own contours, the program says the same to the letter.
    let file = folder.path("communes.topojson");
    let options = ["--region", "32", "--boundaries", file.to_str().expect("UTF-8")];
    let in_place = Written::report(Path::new(FIXTURE), &options);
    for name in ["anomalies.csv", "resume.json", "territoires.csv", "zones_blanches.csv"] {
        assert!(in_place.text(name) == given.text(name), "{name}");
    }
}

#[test]
fn a_reference_of_other_lists_needs_but_a_recipe_of_three_lines_and_tells_what_it_mended() {
    let folder = lists();
    // 0.00001° of longitude is 0.77 m here: an overlap.
    let boundaries = squares(&[("01001", 5.0, 5.01), ("01002", 5.00999, 5.02), ("02001", 5.02, 5.0312345678)]);
    folder.write("limites.geojson", &boundaries);
    let said = folder.ok(&[&BUILD[..], &["-o", "own.pack"]].concat());
    assert!(said.contains("0 vide comblé, 1 chevauchement attribué"), "{said}");
    let info = folder.ok(&["reference", "info", "--reference", "own.pack"]);
    for wanted in [
        "COG 2031, populations PMUN 2028",
        "contours : limites.geojson (licence non précisée)",
        "01001 01002 : 1 chevauchement, 8",
        "défauts laissés : –",
        "tolérance 5 m",
    ] {
        assert!(info.contains(wanted), "{wanted}: {info}");
    }
    let exported = folder.ok(&["reference", "export", "--reference", "own.pack"]);
    folder.write("again.topojson", &exported);
    assert_eq!(folder.run(&["boundaries", "check", "again.topojson"]).status.code(), Some(0));
    // The same bytes each time.
    folder.ok(&[&BUILD[..], &["-o", "twice.pack"]].concat());
    let bytes = |name: &str| std::fs::read(folder.path(name)).expect("a pack");
    assert_eq!(bytes("own.pack"), bytes("twice.pack"));
}

#[test]
fn what_the_files_lack_is_told_by_the_reference_and_by_every_report_with_it() {
    let folder = lists();
    folder.write("limites.geojson", &squares(&[("01001", 5.0, 5.01), ("01002", 5.01, 5.02)]));
    folder.ok(&[&BUILD[..], &["-o", "own.pack"]].concat());
    let info = folder.ok(&["reference", "info", "--reference", "own.pack"]);
    assert!(info.contains("rien pour les départements 02"), "{info}");
    let check = folder.run(&["check", "table.csv", "--reference", "own.pack"]);
    assert!(stdout(&check).contains("absente des contours donnés"), "{}", stdout(&check));
}

#[test]
fn an_overlap_wider_than_the_tolerance_is_left_and_told_and_another_tolerance_closes_it() {
    let folder = lists();
    folder.write("limites.geojson", &squares(&[("01001", 5.0, 5.01), ("01002", 5.0099, 5.02), ("02001", 5.02, 5.03)]));
    folder.ok(&[&BUILD[..], &["-o", "own.pack"]].concat());
    let info = folder.ok(&["reference", "info", "--reference", "own.pack"]);
    assert!(info.contains("overlap 01001 01002, il faudrait déplacer une limite de 7,7 m"), "{info}");
    let recipe = std::fs::read_to_string(folder.path("recipe.toml")).expect("a recipe");
    folder.write("recipe.toml", &(recipe + "tolerance_m = 8.0\n"));
    let said = folder.ok(&[&BUILD[..], &["-o", "own.pack"]].concat());
    assert!(said.contains("0 défaut laissé"), "{said}");
}

#[test]
fn boundaries_of_another_vintage_are_refused_and_nothing_is_written() {
    let folder = lists();
    folder.write("limites.geojson", &squares(&[("01001", 5.0, 5.01), ("01997", 5.01, 5.02)]));
    let output = folder.run(&[&BUILD[..], &["-o", "own.pack"]].concat());
    assert_eq!(output.status.code(), Some(2));
    for said in ["COG 2031", "01997 (limites.geojson)", "01002"] {
        assert!(stderr(&output).contains(said), "{said}: {}", stderr(&output));
    }
    assert!(!folder.path("own.pack").exists());
}

#[test]
fn what_to_build_from_must_be_said_and_lists_go_with_their_recipe() {
    for args in [
        &["-o", "own.pack"][..],
        &["--boundaries", "a.geojson", "--contours", "b.csv", "-o", "own.pack"],
        &["--boundaries", "a.geojson", "--decoupage", ".", "-o", "own.pack"],
        &["--boundaries", "a.geojson", "--recipe", "recipe.toml", "-o", "own.pack"],
        &["--contours", "b.csv", "-o", "own.pack"],
    ] {
        let output = maillage(&[&["reference", "build"], args].concat());
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(stderr(&output).contains("--"), "{}", stderr(&output));
    }
}
