//! Boundaries from files: in place of the reference's own, checked, and repaired.

use std::path::{Path, PathBuf};
use std::process::Output;

use super::{FIXTURE, Written, command, maillage, stderr, stdout};

/// A file in a folder that goes with the value.
struct File {
    path: PathBuf,
    _folder: tempfile::TempDir,
}

impl File {
    fn with(name: &str, bytes: impl AsRef<[u8]>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        std::fs::write(&path, bytes).expect("a file");
        Self { path, _folder: folder }
    }

    fn name(&self) -> &str {
        self.path.to_str().expect("UTF-8")
    }
}

/// The boundaries of the reference in the program, as another file would bring them.
fn of_the_reference() -> File {
    let output = maillage(&["reference", "export"]);
    assert!(output.status.success());
    File::with("communes.topojson", output.stdout)
}

/// Squares a hundredth of a degree wide, each from one west edge to one east edge, under the codes given.
fn squares(codes: &[(&str, f64, f64)]) -> String {
    let feature = |(code, west, east): &(&str, f64, f64)| {
        format!(
            r#"{{"type":"Feature","properties":{{"code":"{code}"}},"geometry":{{"type":"Polygon","coordinates":[[[{west},46],[{east},46],[{east},46.01],[{west},46.01],[{west},46]]]}}}}"#
        )
    };
    let features: Vec<String> = codes.iter().map(feature).collect();
    format!("{{\"type\":\"FeatureCollection\",\"features\":[{}]}}", features.join(","))
}

fn report_on(file: &File) -> Output {
    maillage(&["report", FIXTURE, "--boundaries", file.name()])
}

/// The vertices of each feature of a layer, sorted.
fn vertices(layer: &str) -> Vec<Vec<&str>> {
    layer
        .lines()
        .map(|line| {
            let mut pairs: Vec<&str> =
                line.split('[').filter(|text| text.starts_with(|c: char| c == '-' || c.is_ascii_digit())).collect();
            pairs.iter_mut().for_each(|pair| *pair = pair.split(']').next().unwrap_or_default());
            pairs.sort_unstable();
            pairs.dedup();
            pairs
        })
        .collect()
}

#[test]
fn the_references_own_boundaries_from_a_file_give_the_same_report() {
    let file = of_the_reference();
    let own = Written::fixture();
    let given = Written::report(Path::new(FIXTURE), &["--region", "32", "--boundaries", file.name()]);
    // Pages, pictures and layers name their sources, and begin rings where the arcs of their file do.
    let is_compared = |name: &&String| name.ends_with(".csv") || name.ends_with(".geojson");
    for name in own.names().iter().filter(is_compared).filter(|name| *name != "anomalies.csv") {
        let (own, given) = (own.text(name), given.text(name));
        if name.ends_with(".geojson") {
            // Where a ring begins follows the order of arcs, which is the file's.
            assert!(vertices(&own) == vertices(&given), "{name}");
        } else {
            assert!(own == given, "{name}");
        }
    }
    assert_eq!(own.json("resume.json")["totaux"], given.json("resume.json")["totaux"]);
    assert_eq!(given.json("resume.json")["contours"], serde_json::json!(["communes.topojson"]));
}

#[test]
fn boundaries_of_another_vintage_are_refused_with_the_codes_that_differ() {
    let file = File::with("communes.geojson", squares(&[("01001", 5.0, 5.01), ("01997", 5.01, 5.02)]));
    let output = report_on(&file);
    let message = stderr(&output);
    assert_eq!(output.status.code(), Some(2));
    for said in ["COG 2026", "01997 (communes.geojson)", "01002", "reference build"] {
        assert!(message.contains(said), "{said}: {message}");
    }
}

#[test]
fn a_file_that_is_no_layer_or_is_cut_short_is_refused_by_name() {
    let text = squares(&[("01001", 5.0, 5.01)]);
    for (name, bytes, said) in [
        ("notes.txt", "Bonjour", "pas une couche de polygones"),
        ("coupe.geojson", &text[..text.len() - 20], "ligne 1"),
        ("vide.geojson", "", "un fichier vide"),
        ("metres.geojson", &text.replace("[5,46]", "[652000,6862000]"), "EPSG:"),
    ] {
        let output = report_on(&File::with(name, bytes));
        let message = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{name}");
        assert!(message.contains(name) && message.contains(said), "{name}: {message}");
    }
}

#[test]
fn check_names_what_is_wrong_and_ends_with_code_1() {
    // 0.00001° of longitude is 0.77 m here: an overlap of 01001 and 01002, a gap before 01004.
    let text = squares(&[("01001", 5.0, 5.01), ("01002", 5.00999, 5.02), ("01004", 5.02001, 5.03)]);
    let file = File::with("communes.geojson", text);
    let output = maillage(&["boundaries", "check", file.name()]);
    assert_eq!(output.status.code(), Some(1), "{}", stderr(&output));
    let text = stdout(&output);
    for said in ["overlap 01001, 01002 : chevauchement de 8", "gap 01002, 01004 : vide ouvert de 8", "1  erreur gap"] {
        assert!(text.contains(said), "{said}: {text}");
    }
    let flaws = tempfile::tempdir().expect("a folder");
    let path = flaws.path().join("flaws.geojson");
    let options = ["--gaps", "aucun", "--format", "json", "--lang", "en", "-o"];
    let output = command().args(["boundaries", "check", file.name()]).args(options).arg(&path).output().expect("runs");
    let list: Vec<serde_json::Value> = serde_json::from_slice(&output.stdout).expect("a list");
    assert!(list.iter().any(|it| it["regle"] == "overlap" && it["objets"] == serde_json::json!(["01001", "01002"])));
    assert!(list.iter().all(|it| it["regle"] != "gap"));
    let layer = std::fs::read_to_string(path).expect("a layer");
    assert_eq!(layer.matches("\"Polygon\"").count(), 1, "{layer}");
}

#[test]
fn repair_makes_boundaries_valid_and_tells_what_it_moved() {
    let text = squares(&[("01001", 5.0, 5.01), ("01002", 5.00999, 5.02), ("01004", 5.02001, 5.03)]);
    let file = File::with("communes.geojson", text);
    let folder = tempfile::tempdir().expect("a folder");
    let mended = folder.path().join("mended.geojson");
    let mended = mended.to_str().expect("UTF-8");
    let output = maillage(&["boundaries", "repair", file.name(), "-o", mended]);
    assert!(output.status.success(), "{}", stderr(&output));
    assert!(stdout(&output).contains("1 vide comblé, 1 chevauchement attribué"), "{}", stdout(&output));
    let output = maillage(&["boundaries", "check", mended]);
    assert_eq!(output.status.code(), Some(0), "{}", stdout(&output));
    assert!(std::fs::read_to_string(mended).expect("a layer").contains("01004"));
}

#[test]
fn repair_leaves_what_would_move_more_than_the_tolerance_and_says_how_much_it_needs() {
    let file = File::with("communes.geojson", squares(&[("01001", 5.0, 5.01), ("01002", 5.0099, 5.02)]));
    let folder = tempfile::tempdir().expect("a folder");
    let mended = folder.path().join("mended.geojson");
    let output = maillage(&["boundaries", "repair", file.name(), "-o", mended.to_str().expect("UTF-8")]);
    let text = stdout(&output);
    assert!(text.contains("laissé overlap") && text.contains("il faudrait déplacer une limite de 7,7 m"), "{text}");
}

#[test]
fn a_range_that_is_none_is_refused_with_examples() {
    let file = File::with("communes.geojson", squares(&[("01001", 5.0, 5.01)]));
    for range in ["5", "9..1", "a..b", "-1.."] {
        let gaps = format!("--gaps={range}");
        let output = maillage(&["boundaries", "check", file.name(), &gaps]);
        assert_eq!(output.status.code(), Some(2), "{range}");
        assert!(stderr(&output).contains("0..5"), "{}", stderr(&output));
    }
}
