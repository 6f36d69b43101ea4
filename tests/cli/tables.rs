//! Tables in other files and forms, through the program.

use super::{maillage, stderr, stdout};

#[test]
fn every_file_of_the_same_table_gives_the_same_summary() {
    let folder = "fixtures/tables/same";
    let summary = |name: &str| {
        let output = maillage(&["report", &format!("{folder}/{name}")]);
        assert_eq!(output.status.code(), Some(0), "{name}: {}", stderr(&output));
        // The last line counts what was noticed, which is not the same for all.
        let text = stdout(&output).replace('’', "'");
        text.lines().filter(|line| !line.contains("anomalies.csv")).collect::<Vec<_>>().join("\n")
    };
    let expected = summary("semicolon.csv");
    assert!(expected.contains("7 lignes = 7 utilisées + 0 rejetée"), "{expected}");
    for name in
        ["windows-1252.csv", "plain.xls", "merged.ods", "sheets.xlsx", "plain.parquet", "list.json", "zip.csv.zip"]
    {
        assert_eq!(summary(name), expected, "{name}");
    }
}

#[test]
fn what_was_done_to_read_a_table_is_told_in_both_languages() {
    let told = |file: &str, lang: &str| {
        let output = maillage(&["check", &format!("fixtures/tables/{file}"), "--lang", lang]);
        stdout(&output)
    };
    for (file, french, english) in [
        ("same/windows-1252.csv", "texte lu en Windows-1252, deviné", "text read as Windows-1252, guessed"),
        ("same/titles.xlsx", "2 lignes de titre passées", "2 title rows skipped"),
        ("same/sheets.ods", "feuille lue : « Rattachements »", "sheet read: \"Rattachements\""),
        ("traps/tied.xlsx", "choisir la feuille avec --sheet", "choose the sheet with --sheet"),
        ("traps/formulas.xlsx", "1 formule sans valeur enregistrée", "1 formula without a saved value"),
        ("traps/row-numbers.csv", "« id » numérote les lignes", "\"id\" numbers the rows"),
        ("forms/list-bar.csv", "séparés par : « | »", "separated by: \"|\""),
        ("forms/marks-x.csv", "aucune CPTS cochée", "no CPTS is marked"),
    ] {
        assert!(told(file, "fr").contains(french), "{file}: {}", told(file, "fr"));
        assert!(told(file, "en").contains(english), "{file}: {}", told(file, "en"));
    }
}

#[test]
fn sheet_and_columns_are_chosen_on_the_command_line() {
    let used = |arguments: &[&str]| {
        let output = maillage(arguments);
        let text = stdout(&output) + &stderr(&output);
        text.lines().find(|line| line.contains("utilisées")).unwrap_or(&text).to_owned()
    };
    assert!(used(&["report", "fixtures/tables/traps/tied.xlsx"]).contains("3 lignes = 3 utilisées"));
    assert!(used(&["report", "fixtures/tables/traps/tied.xlsx", "--sheet", "2024"]).contains("7 lignes = 7 utilisées"));
    let own = ["report", "fixtures/tables/traps/own-names.csv", "--columns", "code=lieu,cpts=territoire"];
    assert!(used(&own).contains("7 lignes = 7 utilisées"));
}
