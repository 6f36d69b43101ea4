//! Files that cannot be read or written: in French, with what to do, and not in the words of the system.

use super::{FIXTURE, maillage, stderr};

/// Writes a file and gives its path.
fn file_in(folder: &tempfile::TempDir, name: &str, content: &[u8]) -> String {
    let path = folder.path().join(name);
    std::fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

#[test]
fn a_file_that_cannot_be_read_or_written_is_told_in_french_with_a_remedy() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &[u8]| file_in(&folder, name, content);
    let (nowhere, is_folder) =
        (folder.path().join("absent/x").display().to_string(), folder.path().display().to_string());
    let (bytes, list) = (file("octets.toml", b"\xff\xfe\x00\x01"), file("liste.json", b"[1,2]"));
    let (toml, key) = (file("a.toml", b"[[step]\n"), file("b.toml", b"[[step]]\nmuve = \"1=A\"\n"));
    let (cut, sheet) =
        (file("coupe.geojson", b"{\"type\":\"FeatureCollection\",\"features\":["), file("a.xlsx", b"PK\x03\x04ab"));
    let quote = file("a.json", b"{\"a\": [1,2");
    let (taken, pack) = (file("pris", b""), file("a.pack", b"not one"));
    let missing = "fichier ou dossier introuvable ; vérifier le chemin";
    let cases: [(&[&str], &str); 24] = [
        (&["report", &nowhere], missing),
        (&["report", &is_folder], "c'est un dossier ; donner un fichier"),
        (&["check", &sheet], "fichier abîmé ou incomplet"),
        (&["check", &quote], "fichier abîmé ou incomplet"),
        (&["check", FIXTURE, "--schemes", &nowhere], missing),
        (&["check", FIXTURE, "--schemes", &toml], "ligne 1, colonne 8 : ce n'est pas du TOML"),
        (&["check", FIXTURE, "--schemes", &key], "clé inconnue « step » ; clés admises : sizes, funding"),
        (&["simulate", FIXTURE, "--script", &nowhere], missing),
        (&["simulate", FIXTURE, "--script", &is_folder], "c'est un dossier"),
        (&["simulate", FIXTURE, "--script", &bytes], "le texte n'est pas en UTF-8"),
        (
            &["simulate", FIXTURE, "--script", &key],
            "ligne 2, colonne 1 : clé inconnue « muve » ; clés admises : move, add",
        ),
        (&["check", FIXTURE, "--reference", &nowhere], missing),
        (&["check", FIXTURE, "--reference", &pack], "n'est pas une référence de maillage"),
        (&["check", FIXTURE, "--history", &nowhere], missing),
        (&["schemes", "--history", &nowhere], missing),
        (&["reference", "info", "--history", &is_folder], "c'est un dossier"),
        (&["check", FIXTURE, "--history", &pack], "n'est pas une histoire du COG de maillage"),
        (&["cog", "59350", "--history", &taken], "n'est pas une histoire du COG de maillage"),
        (&["report", FIXTURE, "--boundaries", &nowhere], missing),
        (&["report", FIXTURE, "--boundaries", &list], "ce n'est pas une couche de polygones"),
        (&["report", FIXTURE, "--boundaries", &cut], "ligne 1 : fichier abîmé ou incomplet"),
        (&["check", FIXTURE, "--population", &is_folder], "c'est un dossier"),
        (&["clean", FIXTURE, "-o", &nowhere], missing),
        (&["report", FIXTURE, "--region", "32", "--out", &taken], "un fichier porte déjà ce nom"),
    ];
    for (args, expected) in cases {
        let output = maillage(args);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{args:?}: {said}");
        assert!(said.contains(expected), "{args:?}: {said}");
        assert!(
            !["os error", "No such file", "parse error", "unknown field"].iter().any(|it| said.contains(it)),
            "{said}"
        );
    }
}

#[test]
fn a_workbook_that_its_reader_gives_up_on_is_told_once_and_without_a_trace_of_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.xls");
    // Found by fuzzing: the header of a compound file whose directory begins beyond its end.
    let mut bytes = vec![0xff; 4102];
    let head = "d0cf11e0a1b11ae1000000000000000000000000000000003e000300feff0900\
        06000000000000000000000001000000090000000000000000100000feffffff00000000feffffff0000000008000000";
    for (at, byte) in bytes.iter_mut().enumerate().take(head.len() / 2) {
        *byte = u8::from_str_radix(&head[2 * at..2 * at + 2], 16).unwrap();
    }
    std::fs::write(&path, bytes).unwrap();
    let output = maillage(&["check", path.to_str().unwrap()]);
    let told = stderr(&output);
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("fichier abîmé ou incomplet"), "{told}");
    assert!(!told.contains("panicked"), "{told}");
}

#[test]
#[cfg(target_os = "linux")]
fn where_standard_error_cannot_be_written_the_work_is_done_all_the_same() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let program = env!("CARGO_BIN_EXE_maillage");
    let table = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/dirt/merged-communes.csv");
    let folder = tempfile::tempdir().unwrap();
    let square = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"cpts":"Nord"},"geometry":
        {"type":"Polygon","coordinates":[[[5.9,44.4],[6.3,44.4],[6.3,44.7],[5.9,44.7],[5.9,44.4]]]}}]}"#;
    let drawing = file_in(&folder, "nord.geojson", square.as_bytes());
    for args in [&["cog", "convert", table, "--to", "2015"][..], &["assign", &drawing], &["compare", table, &drawing]] {
        let stderr = full.try_clone().unwrap();
        let output = std::process::Command::new(program).args(args).stderr(stderr).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert!(String::from_utf8(output.stdout).unwrap().lines().count() > 3, "{args:?}");
    }
}

#[test]
fn coordinates_of_another_system_are_told_in_french_with_the_option_to_add() {
    let folder = tempfile::tempdir().unwrap();
    let square = |name: &str, west: f64, south: f64, side: f64| {
        let (east, north) = (west + side, south + side);
        let ring = format!("[[{west},{south}],[{east},{south}],[{east},{north}],[{west},{north}],[{west},{south}]]");
        let path = folder.path().join(name);
        let feature = r#"{"type":"Feature","properties":{"cpts":"Nord"},"geometry":{"type":"Polygon","coordinates":["#;
        std::fs::write(&path, format!(r#"{{"type":"FeatureCollection","features":[{feature}{ring}]}}}}]}}"#)).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let lambert = "trouvé x de 630000 à 640000, y de 6920000 à 6930000 ; attendu longitude de -180 à 180, latitude de -90 à \
                   90, celles de la France ; elles semblent être en EPSG:2154 (RGF93 / Lambert-93) : si c'est le cas, \
                   ajouter --drawing-crs EPSG:2154";
    let cases = [
        (square("lambert.geojson", 630_000.0, 6_920_000.0, 10_000.0), lambert),
        (square("swapped.geojson", 48.5, 2.25, 0.5), "avec les axes inversés : écrire la longitude en premier"),
        (square("nobody.geojson", 1e9, 1e9, 10.0), "dire lequel est le bon avec --drawing-crs EPSG:CODE"),
    ];
    for (path, expected) in &cases {
        let output = maillage(&["assign", path]);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains(expected), "{said}");
        assert!(!["found", "expected", " to ", "they ", "write"].iter().any(|word| said.contains(word)), "{said}");
        let english = stderr(&maillage(&["--lang", "en", "assign", path]));
        assert!(english.contains("coordinates do not fit EPSG:4326"), "{english}");
    }
}

#[test]
fn what_is_no_table_and_no_polygons_is_named_in_french() {
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, content: &[u8]| file_in(&folder, name, content);
    let (page, binary) =
        (file("page.xls", b"<html><table><tr><td>1</td></tr></table></html>"), file("a.csv", b"a\0b;c\0d\n"));
    let notes = file("notes.geojson", b"some notes");
    let cases: [(&[&str], &str); 3] = [
        (
            &["check", &page],
            "une page web, quoi qu'en dise son nom ; l'ouvrir dans un tableur et l'enregistrer en .xlsx",
        ),
        (&["check", &binary], "détail : des données binaires"),
        (&["assign", &notes], "détail : notes.geojson : du texte simple"),
    ];
    for (args, expected) in cases {
        let said = stderr(&maillage(args));
        assert!(said.contains(expected), "{args:?}: {said}");
    }
    let empty = file("vide.geojson", br#"{"type":"FeatureCollection","features":[]}"#);
    let said = stderr(&maillage(&["assign", &empty, "--drawing-crs", "Lambert"]));
    assert!(said.contains("système de référence Lambert non reconnu (détail : nom inconnu)"), "{said}");
}
