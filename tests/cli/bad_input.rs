//! Bad input: a clear message with the place and the remedy, exit code 2, and nothing written.

use super::{DIRTY, FIXTURE, command, maillage, stderr, stdout};

/// What `report` says of a table given on standard input, and its exit code.
fn refusal(table: impl Into<Vec<u8>>) -> (String, Option<i32>) {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("out");
    let output = command().args(["report", "-", "--out"]).arg(&out).write_stdin(table).output().expect("maillage runs");
    assert!(!out.exists(), "nothing is written");
    (stderr(&output), output.status.code())
}

#[test]
fn a_file_that_is_not_there_is_named() {
    let output = maillage(&["report", "nowhere.csv"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("nowhere.csv"), "{}", stderr(&output));
}

#[test]
fn an_empty_file_is_refused() {
    for table in ["", "\u{feff}", "\n\n"] {
        let (message, code) = refusal(table);
        assert!(message.contains("le fichier est vide") && code == Some(2), "{message}");
    }
}

#[test]
fn a_table_without_the_columns_needed_is_refused_with_those_it_has() {
    let (message, code) = refusal("quartier,nom_cpts\nLille,Une\n");
    assert!(message.contains("code_insee") && message.contains("quartier | nom_cpts") && code == Some(2), "{message}");
    let (message, _) = refusal("code_insee,ville\n59350,Lille\n");
    assert!(message.contains("cpts_id ou cpts_nom"), "{message}");
}

#[test]
fn a_table_with_a_header_alone_is_refused() {
    let (message, code) = refusal("code_insee,nom_cpts\n");
    assert!(message.contains("la table n'a aucune ligne sous son en-tête") && code == Some(2), "{message}");
}

#[test]
fn quotes_that_do_not_fit_together_are_refused_with_the_line() {
    let (message, code) = refusal("code_insee;nom_cpts\n59350;\"CPTS \"Nord\"\"\n");
    assert!(message.contains("ligne 2") && message.contains("guillemet") && code == Some(2), "{message}");
    let (message, code) = refusal("code_insee;nom_cpts\n59350;\"CPTS Nord\n59002;CPTS Sud\n");
    assert!(message.contains("ligne 2") && message.contains("jamais refermé") && code == Some(2), "{message}");
}

#[test]
fn columns_that_the_table_does_not_have_are_refused_with_those_it_has() {
    let refused = |columns| {
        let arguments = ["report", FIXTURE, "--columns", columns];
        let output = maillage(&arguments);
        (stderr(&output), output.status.code())
    };
    let (message, code) = refused("code=COM,cpts=NOM");
    assert!(message.contains("« COM »") && message.contains("Colonnes lues") && code == Some(2), "{message}");
    let (message, code) = refused("couleur=COM");
    assert!(message.contains("couleur") && message.contains("code, cpts, id") && code == Some(2), "{message}");
}

#[test]
fn a_sheet_that_the_workbook_does_not_have_is_refused_with_those_it_has() {
    let output = maillage(&["report", "fixtures/tables/same/sheets.xlsx", "--sheet", "Feuil9"]);
    let message = stderr(&output);
    assert!(message.contains("Lisez-moi | Communes | Rattachements"), "{message}");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_sheet_asked_of_a_file_without_sheets_is_refused() {
    for (name, format) in [("comma.csv", "un texte comme le CSV"), ("list.json", "JSON"), ("plain.parquet", "Parquet")]
    {
        let output = maillage(&["check", &format!("fixtures/tables/same/{name}"), "--sheet", "Feuil1"]);
        let message = stderr(&output);
        assert!(message.contains(&format!("--sheet Feuil1 : le fichier est {format}, sans feuilles")), "{message}");
        assert_eq!(output.status.code(), Some(2));
    }
    let converted = maillage(&["cog", "convert", FIXTURE, "--sheet", "2", "--lang", "en"]);
    assert!(stderr(&converted).contains("without sheets. Leave --sheet out"), "{}", stderr(&converted));
}

#[test]
fn a_file_of_an_archive_is_chosen_in_place_of_a_sheet_but_has_none_itself() {
    let archive = "fixtures/tables/same/zip.csv.zip";
    let inside = maillage(&["check", archive, "--sheet", "Feuil1"]);
    assert!(stderr(&inside).contains("sans feuilles"), "{}", stderr(&inside));
}

#[test]
fn a_history_that_no_code_needs_is_refused_all_the_same_where_it_is_none() {
    let output = maillage(&["check", FIXTURE, "--region", "32", "--history", "nowhere.pack", "--lang", "en"]);
    let message = stderr(&output);
    assert!(message.contains("unreadable history of the COG: nowhere.pack: no such file"), "{message}");
    assert_eq!(output.status.code(), Some(2));
    let real = maillage(&["schemes", "--history", "assets/history-2026.pack"]);
    assert!(real.status.success(), "{}", stderr(&real));
}

#[test]
fn a_binary_file_is_refused() {
    let (message, code) = refusal(b"PK\x03\x04\x00\x00\xff\xfe".to_vec());
    assert_eq!(code, Some(2), "{message}");
}

#[test]
fn an_unknown_region_is_refused_with_the_known_ones() {
    let output = maillage(&["report", FIXTURE, "--region", "Picardie"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("32 Hauts-de-France"), "{}", stderr(&output));
}

#[test]
fn a_file_that_is_no_reference_is_refused() {
    let output = maillage(&["--reference", FIXTURE, "reference", "info"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("reference build"), "{}", stderr(&output));
}

#[test]
fn a_folder_that_cannot_be_made_is_named() {
    let output = maillage(&["report", FIXTURE, "--region", "32", "--out", "Cargo.toml/out"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("Cargo.toml/out"), "{}", stderr(&output));
}

#[test]
fn a_report_that_fails_leaves_the_files_that_were_there() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("resume.json"), "before").expect("a file");
    let output = command().args(["report", "-", "--out"]).arg(folder.path()).write_stdin("a,b\n1,2\n").output();
    assert_eq!(output.expect("maillage runs").status.code(), Some(2));
    assert_eq!(std::fs::read_to_string(folder.path().join("resume.json")).expect("the file"), "before");
}

#[test]
fn check_tells_every_broken_rule_of_the_dirty_table() {
    let output = maillage(&["check", DIRTY]);
    assert_eq!(output.status.code(), Some(1));
    insta::assert_snapshot!(stdout(&output));
}

#[test]
fn check_tells_why_no_row_of_a_table_can_be_used() {
    let output = command().args(["check", "-"]).write_stdin("cpts,insee\nUne,99999\n").output().expect("maillage runs");
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("ligne 2 insee=\"99999\""), "{}", stdout(&output));
}

#[test]
fn check_gives_the_same_as_json() {
    let output = maillage(&["check", DIRTY, "--format", "json"]);
    let data: serde_json::Value = serde_json::from_str(&stdout(&output)).expect("JSON");
    let list = data["anomalies"].as_array().expect("a list");
    let of = |key: &str| data["table"][key].as_u64().expect("a number");
    assert_eq!(of("lignes"), of("lignes_utilisees") + of("lignes_rejetees"));
    assert_eq!(list.iter().filter(|entry| entry["severite"] == "erreur").count(), 5);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn check_of_a_table_without_errors_ends_well() {
    let output = command().args(["check", "-"]).write_stdin("cpts,insee,stade\nUne,97611,ACI\n").output();
    assert_eq!(output.expect("maillage runs").status.code(), Some(0));
}

#[cfg(unix)]
#[test]
fn a_reader_that_goes_away_is_no_failure() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_maillage"))
        .args(["reference", "export"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("maillage runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("maillage ends");
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
}
