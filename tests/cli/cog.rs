//! `maillage cog`: histories of codes, and tables moved to another vintage.

use super::{command, maillage, stderr, stdout};

/// A table in a file of its own, converted; rows as written, and what was said.
fn convert(table: &str, options: &[&str]) -> (String, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("table.csv");
    std::fs::write(&path, table).expect("written");
    let output = command().args(["cog", "convert"]).arg(&path).args(options).output().expect("maillage runs");
    assert!(output.status.success(), "{}", stderr(&output));
    (stdout(&output), stderr(&output))
}

#[test]
fn the_history_of_codes_is_told_in_french() {
    insta::assert_snapshot!(stdout(&maillage(&["cog", "01338", "01182", "15141", "14697", "12218", "75101", "97123"])));
}

#[test]
fn the_history_of_codes_is_told_in_english_too() {
    insta::assert_snapshot!(stdout(&maillage(&["cog", "15141", "01182", "--lang", "en"])));
}

#[test]
fn the_history_of_a_code_is_data_too() {
    let list: serde_json::Value =
        serde_json::from_str(&stdout(&maillage(&["cog", "12076", "99999", "--format", "json"]))).expect("JSON");
    assert_eq!(list[0]["codes_actuels"], serde_json::json!(["12218"]));
    assert_eq!(list[0]["mouvements"].as_array().expect("a list").len(), 4);
    assert_eq!(list[1]["connu"], false);
}

#[test]
fn a_code_that_never_was_gets_the_nearest_explanation_and_is_no_failure() {
    for (text, expected) in [
        ("99999", "aucun département n'a le code 99"),
        ("13999", "le département 13 a en 2026 les codes 13001 à 13216"),
        ("4001", "peut-être 04001 Aiglun"),
        ("2a004", "peut-être 2A004 Ajaccio"),
        ("Paris", "n'est pas un code INSEE"),
    ] {
        let output = maillage(&["cog", text]);
        assert!(output.status.success());
        assert!(stdout(&output).contains(expected), "{}", stdout(&output));
    }
}

#[test]
fn no_code_is_bad_usage() {
    let output = maillage(&["cog"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_table_is_moved_to_another_vintage_a_row_for_each_successor_with_what_changed() {
    let table = "cpts;code_insee;nom\nA;01182;Groslée\nA;01338;Saint-Benoît\nB;15141;Neussargues\nB;12076;Conques\n";
    let (rows, said) = convert(table, &["--from", "2015"]);
    insta::assert_snapshot!(rows);
    assert!(said.contains("4 lignes = 2 inchangées + 2 converties + 0 sans correspondance"), "{said}");
    let (rows, _) = convert(table, &["--from", "2024", "--to", "2025"]);
    assert_eq!(rows.lines().filter(|line| line.starts_with("B,15")).count(), 5, "{rows}");
}

#[test]
fn a_table_moved_back_has_a_row_for_each_commune_that_joined() {
    let (rows, _) = convert("code\n01338\n", &["--from", "2026", "--to", "2015"]);
    let codes: Vec<&str> = rows.lines().skip(1).map(|line| &line[..5]).collect();
    assert_eq!(codes, ["01182", "01338"]);
}

#[test]
fn the_vintage_of_a_table_is_found_and_told_with_ties_and_codes_that_depend_on_it() {
    let (_, said) = convert("code\n15141\n01004\n", &[]);
    assert!(said.contains("millésime : 1943 à 2026 (2 codes sur 2) ; lu comme 2026"), "{said}");
    assert!(said.contains("15141"), "{said}");
    let (_, said) = convert("code\n15031\n", &["--lang", "en"]);
    assert!(said.contains("vintage: 2025 to 2026 or 1943 to 2016 (1 codes of 1); read as 2026"), "{said}");
}

#[test]
fn no_row_is_lost_whatever_its_code() {
    let (rows, said) = convert("code,x\n01004,1\n,2\n99999,3\nabc,4\n1004,5\n", &["--from", "2026"]);
    assert_eq!(rows.lines().count(), 6, "{rows}");
    assert!(rows.contains("99999,3,99999,2026,2026,99999 : code d'aucune commune"), "{rows}");
    assert!(rows.contains("01004,5,1004,2026,2026,"), "{rows}");
    assert!(said.contains("5 lignes = 1 inchangée + 1 convertie + 3 sans correspondance"), "{said}");
}

#[test]
fn cells_beyond_the_header_are_kept_under_a_name_of_their_own() {
    let (rows, _) = convert("code,x\n01004,1,more\n01002,2,\n", &["--from", "2026"]);
    let lines: Vec<&str> = rows.lines().collect();
    assert_eq!(lines[0], "code,x,colonne_3,code_origine,cog_origine,cog,mouvement");
    assert_eq!(lines[1..], ["01004,1,more,01004,2026,2026,", "01002,2,,01002,2026,2026,"]);
}

#[test]
fn a_year_out_of_the_history_and_a_column_that_is_not_there_are_refused() {
    for (options, expected) in [
        (["--to", "1900"], "--to 1900 : l'histoire du COG va de 1943 à 2026"),
        (["--column", "x"], "pas de colonne « x »"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("table.csv");
        std::fs::write(&path, "code\n01004\n").expect("written");
        let output = command().args(["cog", "convert"]).arg(&path).args(options).output().expect("maillage runs");
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(expected), "{}", stderr(&output));
    }
}

#[test]
fn a_history_made_of_insees_files_is_used_in_place_of_the_programs_own() {
    let insee = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/insee");
    if !insee.exists() {
        eprintln!("skipped: {} is not there", insee.display());
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let pack = folder.path().join("insee.pack");
    let made = command()
        .args(["cog", "build", "--year", "2026", "--movements"])
        .arg(insee.join("v_mvt_commune_2026.csv"))
        .arg("--communes")
        .arg(insee.join("v_commune_2026.csv"))
        .arg("-o")
        .arg(&pack)
        .output()
        .expect("maillage runs");
    assert!(made.status.success(), "{}", stderr(&made));
    let output = command().args(["cog", "12218", "--history"]).arg(&pack).output().expect("maillage runs");
    // The day of the change itself, which the packages do not tell.
    assert!(stdout(&output).contains("le 4 mars 2024, changement de code"), "{}", stdout(&output));
}
