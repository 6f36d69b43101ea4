//! Each trap of real tables: a file in `fixtures/dirt`, the table that `clean` makes of it, and what is told. The two expected files
//! stand beside each; with `UPDATE_DIRT=1` they are written anew, to be looked at before they are committed.

use std::collections::BTreeMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::*;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/dirt")
}

pub(super) fn tables() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder()).expect("fixtures/dirt");
    let is_table = |path: &PathBuf| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let is_expected = name.ends_with(".clean.csv") || name.ends_with(".anomalies.csv");
        !is_expected && (name.ends_with(".csv") || name.ends_with(".tsv"))
    };
    let mut tables: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).filter(is_table).collect();
    tables.sort();
    tables
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path that is text")
}

fn run(args: &[&str]) {
    let output = maillage(args);
    assert!(output.status.success(), "{args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// The clean table of a table, and what was noticed.
fn clean(table: &Path, out: &Path) -> (String, String) {
    let (clean, anomalies) = (out.join("clean.csv"), out.join("anomalies.csv"));
    run(&["clean", text(table), "-o", text(&clean), "--anomalies", text(&anomalies)]);
    (std::fs::read_to_string(clean).unwrap(), std::fs::read_to_string(anomalies).unwrap())
}

#[test]
fn each_trap_comes_out_as_expected() {
    let out = tempfile::tempdir().unwrap();
    let tables = tables();
    assert!(tables.len() > 20);
    for table in tables {
        let (clean, anomalies) = clean(&table, out.path());
        for (suffix, found) in [("clean.csv", clean), ("anomalies.csv", anomalies)] {
            let expected = table.with_extension(suffix);
            if std::env::var_os("UPDATE_DIRT").is_some() {
                std::fs::write(&expected, &found).unwrap();
            }
            let expected_text = std::fs::read_to_string(&expected).unwrap_or_default();
            assert_eq!(found, expected_text, "{}", expected.display());
        }
    }
}

#[test]
fn a_clean_table_reads_back_as_itself_and_tells_nothing_of_codes_or_rows() {
    let out = tempfile::tempdir().unwrap();
    for table in tables() {
        let (once, _) = clean(&table, out.path());
        let copy = out.path().join("once.csv");
        std::fs::write(&copy, &once).unwrap();
        let (twice, anomalies) = clean(&copy, out.path());
        assert_eq!(once, twice, "{}", table.display());
        for line in anomalies.lines().skip(1) {
            let rule = line.split(',').nth(1).unwrap_or_default();
            // What a clean table cannot say better: a stage that is missing, CPTS that look alike, days that no day was asked for.
            assert!(matches!(rule, "stade" | "cpts" | "date"), "{}: {line}", table.display());
        }
    }
}

#[test]
fn a_clean_table_gives_the_same_report_as_its_table() {
    let out = tempfile::tempdir().unwrap();
    for table in tables() {
        let (once, _) = clean(&table, out.path());
        let copy = out.path().join("once.csv");
        std::fs::write(&copy, &once).unwrap();
        let [of_table, of_clean] = [table.as_path(), copy.as_path()].map(|table| {
            let folder = out.path().join(table.file_stem().unwrap());
            run(&["report", text(table), "--out", text(&folder), "--formats", "csv"]);
            let files = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
            let mut contents: BTreeMap<_, _> = files
                .map(|path| (path.file_name().unwrap().to_owned(), std::fs::read_to_string(&path).unwrap()))
                .collect();
            // What was noticed is of the table as it was written.
            assert!(contents.remove(OsStr::new("anomalies.csv")).is_some() && contents.len() > 15);
            contents
        });
        assert_eq!(of_table, of_clean, "{}", table.display());
    }
}

#[test]
fn by_the_vintage_asked_for_a_commune_deleguee_stands_for_its_commune() {
    let table = folder().join("delegated-communes.csv");
    let output = maillage(&["check", text(&table), "--cog", "2026"]);
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(told.contains("04198 est en 2026 le code de Saint-Vincent-les-Forts, commune déléguée de 04033"), "{told}");
    assert!(told.contains("4 lignes = 4 utilisées + 0 rejetée"), "{told}");
}

#[test]
fn a_vintage_outside_of_the_history_is_refused() {
    let table = folder().join("lost-zeros.csv");
    let output = maillage(&["check", text(&table), "--cog", "1900"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("--cog 1900 : l'histoire du COG va de 1943 à 2026"));
}

#[test]
fn two_spellings_are_one_cpts_only_on_request() {
    let table = folder().join("two-spellings.csv");
    let cpts = |options: &[&str]| {
        let output = maillage(&[&["clean", text(&table)], options].concat());
        let rows = String::from_utf8(output.stdout).unwrap();
        let mut ids: Vec<String> =
            rows.lines().skip(1).filter_map(|row| Some(row.split(',').next()?.to_owned())).collect();
        ids.dedup();
        ids
    };
    assert_eq!(cpts(&[]).len(), 6);
    assert_eq!(cpts(&["--merge-spellings"]), ["CPTS Embrumais", "CPTS Gapençais", "CPTS Lyon 3", "CPTS Lyon 8"]);
    assert_eq!(cpts(&["--same", "CPTS du Gapençais=CPTS Gapençais"]).len(), 5);
}

/// The CPTS of a table as `clean` writes it, and the anomalies, with `--merge-spellings` or without.
fn cleaned(rows: &[&str], merges: bool) -> (Vec<String>, String) {
    let folder = tempfile::tempdir().unwrap();
    let (table, anomalies) = (folder.path().join("table.csv"), folder.path().join("anomalies.csv"));
    std::fs::write(&table, rows.join("\n") + "\n").unwrap();
    let option: &[&str] = if merges { &["--merge-spellings"] } else { &[] };
    let output = maillage(&[&["clean", text(&table), "--anomalies", text(&anomalies)], option].concat());
    let (written, told) = (String::from_utf8(output.stdout).unwrap(), std::fs::read_to_string(anomalies).unwrap());
    let mut ids: Vec<String> =
        written.lines().skip(1).filter_map(|row| Some(row.split(',').next()?.to_owned())).collect();
    ids.sort();
    ids.dedup();
    (ids, told)
}

#[test]
fn spellings_alike_by_way_of_others_are_one_whatever_the_order_of_rows() {
    let names = ["cpts;code_insee", "CPTS du Gapençais;05061", "CPTS Gapençais;05001", "CPTS Gapençais;05003"];
    let names = [&names[..], &["CPTS GAPENCAIS;05004"]].concat();
    let ids = ["cpts_id;cpts_nom;code_insee", "1;CPTS A;60057", "1;CPTS B;60639", "2;CPTS A;80021", "01;CPTS A;80010"];
    // Alpes and Alpas, Alpas and Alpaz are a letter apart; Alpes and Alpaz are two.
    let letters = ["cpts;code_insee", "CPTS Alpas;05061", "CPTS Alpes;05001", "CPTS Alpes;05003", "CPTS Alpaz;05004"];
    for (rows, kept) in [(&names[..], "CPTS Gapençais"), (&ids[..], "1"), (&letters[..], "CPTS Alpes")] {
        let mut backward = rows.to_vec();
        backward[1..].reverse();
        for rows in [rows, &backward[..]] {
            let (apart, told) = cleaned(rows, false);
            assert!(apart.len() == 3 && told.matches("peut-être la même").count() == 2, "{apart:?} {told}");
            let (merged, told) = cleaned(rows, true);
            assert!(merged == [kept] && !told.contains("peut-être la même"), "{merged:?} {told}");
        }
    }
}

#[test]
fn a_row_without_identifier_is_suggested_and_read_as_the_cpts_of_its_name() {
    let rows = ["cpts_id;cpts_nom;code_insee;stade", ";CPTS Alpha;60639;ACI signé", ";CPTS Alpha;60001;ACI signé"];
    let rows = [&rows[..], &["1;CPTS Alpha;60057;ACI signé"]].concat();
    let (apart, told) = cleaned(&rows, false);
    assert!(apart.len() == 2 && told.contains("peut-être la même CPTS que « 1 »"), "{apart:?} {told}");
    assert!(told.contains("même nom, l'une sans identifiant"), "{told}");
    assert_eq!(cleaned(&rows, true).0, ["1"]);
}

#[test]
fn one_old_code_does_not_move_the_others_to_its_time() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("table.csv");
    // Briançon and Manosque were larger in 1975 than they are: Puy-Saint-Pierre and Saint-Martin-les-Eaux were parts of them.
    std::fs::write(&table, "cpts_nom;code_insee\nA;05023\nB;04112\nC;05061\nD;20004\n").unwrap();
    let output = maillage(&["clean", text(&table)]);
    let rows = String::from_utf8(output.stdout).unwrap();
    let codes: Vec<&str> = rows.lines().skip(1).filter_map(|row| row.split(',').nth(2)).collect();
    assert_eq!(codes, ["05023", "04112", "05061", "2A004"]);
}

#[test]
fn a_table_of_which_nothing_can_be_used_is_not_cleaned() {
    let folder = tempfile::tempdir().unwrap();
    let (table, out) = (folder.path().join("table.csv"), folder.path().join("out.csv"));
    std::fs::write(&table, "cpts;code_insee\nA;99999\n").unwrap();
    let output = maillage(&["clean", text(&table), "-o", text(&out)]);
    assert!(output.status.code() == Some(2) && !out.exists());
}
