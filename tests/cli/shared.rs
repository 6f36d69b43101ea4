//! Communes shared between CPTS by part: what a report, `clean` and `simulate` make of them.

use std::collections::BTreeMap;
use std::path::Path;

use super::{FIXTURE, Written, command, maillage, schemas, stderr};

const TABLE: &str = "cpts_id,cpts_nom,stade,code_insee,part,population_part
N1,Nice Nord,ACI signé,06088,Nord,100000
N2,Nice Sud,projet de santé validé,06088,Sud,150000
N2,Nice Sud,projet de santé validé,06088,Centre,50 000
N2,Nice Sud,projet de santé validé,06149,,
";

fn written(table: &str, options: &[&str]) -> Written {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("table.csv");
    std::fs::write(&path, table).expect("a table");
    let options: Vec<&str> = options.iter().copied().chain(["--region", "93"]).collect();
    Written::report(&path, &options)
}

fn row(report: &Written, file: &str, column: &str, value: &str) -> BTreeMap<String, String> {
    report.rows(file).into_iter().find(|row| row[column] == value).unwrap_or_else(|| panic!("{file}: no {value}"))
}

#[test]
fn a_shared_commune_counts_by_part_and_is_no_overlap() {
    let report = written(TABLE, &[]);
    let nice: u64 = row(&report, "communes.csv", "code_insee", "06088")["population"].parse().expect("a number");
    assert_eq!(row(&report, "communes.csv", "code_insee", "06088")["statut"], "partagee");
    assert_eq!(row(&report, "territoires.csv", "cpts_id", "N1")["population"], "100000");
    assert!(report.rows("chevauchements.csv").is_empty());
    let parts = report.rows("communes_partagees.csv");
    let told: Vec<(&str, &str)> =
        parts.iter().map(|row| (row["part"].as_str(), row["population_part"].as_str())).collect();
    let rest = (nice - 300_000).to_string();
    assert_eq!(told, [("Nord", "100000"), ("Centre", "50000"), ("Sud", "150000"), ("", rest.as_str())]);
    let resume = report.json("resume.json");
    assert_eq!(resume["totaux"]["nb_communes_partagees"], 1);
    assert_eq!(resume["totaux"]["population_reste_des_partagees"], nice - 300_000);
}

#[test]
fn a_part_that_moves_is_written_as_a_table_that_reads_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, out, script) =
        (folder.path().join("table.csv"), folder.path().join("out.csv"), folder.path().join("s.toml"));
    std::fs::write(&path, TABLE).expect("a table");
    std::fs::write(&script, "[[step]]\nmove = \"06088/centre=N1\"\n").expect("a script");
    let path = path.to_str().expect("a path");
    let options: [&[&str]; 2] =
        [&["--move", "06088/Centre=Nice Nord"], &["--script", script.to_str().expect("a path")]];
    for option in options {
        let run = command().args(["simulate", path, "--region", "93"]).args(option).arg("-o").arg(&out).output();
        let run = run.expect("a run");
        assert!(run.status.success(), "{}", stderr(&run));
        let report = written(&std::fs::read_to_string(&out).expect("a table"), &[]);
        let population = |id: &str| row(&report, "territoires.csv", "cpts_id", id)["population"].clone();
        assert_eq!(population("N1"), "150000");
        let before = written(TABLE, &[]).json("resume.json");
        let after = report.json("resume.json");
        assert_eq!(before["totaux"]["population_couverte"], after["totaux"]["population_couverte"]);
        assert!(after["totaux"]["population_couverte"].as_u64() > Some(300_000));
    }
}

#[test]
fn a_part_that_cannot_move_is_told_with_those_that_can() {
    let refused = |table: &str, step: &str, lang: &str| {
        let run = command().args(["simulate", "-", "--move", step, "--lang", lang]).write_stdin(table).output();
        let run = run.expect("a run");
        assert_eq!(run.status.code(), Some(2));
        stderr(&run)
    };
    let no_part = "pas de partie « Ouest » de 06088 Nice dans la table ; il y a : Centre (N2) | Nord (N1) | Sud (N2)";
    assert!(refused(TABLE, "06088/Ouest=N1", "fr").contains(no_part));
    let whole = "no part \"Bourg\" of 06149 Valbonne in the table; N2: the whole commune, move 06149 Valbonne";
    let said = refused(&TABLE.replace("06149", "06152"), "06152/Bourg=N1", "en");
    assert!(said.contains(&whole.replace("06149", "06152")), "{said}");
    let unknown = TABLE.replace("150000", "");
    let said = refused(&unknown, "06088/Sud=N1", "fr");
    assert!(said.contains("la population de « Sud » ou d'une autre partie de 06088 Nice n'est pas connue"), "{said}");
    assert!(said.contains("N2 compte la commune entière ; remplir population_part"), "{said}");
    assert!(refused(TABLE, "06088/Nord=N1", "fr").contains("N1 a déjà ces parties"));
    let several = refused(TABLE, "13055/Nord=N1", "en");
    assert!(several.contains("13055 is several communes or arrondissements"), "{several}");
    let run = command().args(["simulate", "-", "--add", "06088/Nord=N1"]).write_stdin(TABLE).output().expect("a run");
    assert!(stderr(&run).contains("--add: « 06088/Nord=N1 » nomme une partie de commune"), "{}", stderr(&run));
}

#[test]
fn a_simulated_merger_of_those_that_share_a_commune_holds_all_their_parts() {
    let folder = tempfile::tempdir().expect("a folder");
    let (path, out) = (folder.path().join("table.csv"), folder.path().join("out.csv"));
    std::fs::write(&path, TABLE).expect("a table");
    let path = path.to_str().expect("a path");
    let run = command()
        .args(["simulate", path, "--region", "93", "--merge", "N1+N2=Nice", "-o"])
        .arg(&out)
        .output()
        .expect("a run");
    assert!(run.status.success(), "{}", stderr(&run));
    let table = std::fs::read_to_string(&out).expect("a table");
    let report = written(&table, &[]);
    let population =
        |id: &str| row(&report, "territoires.csv", "cpts_id", id)["population"].parse::<u64>().expect("a number");
    let valbonne: u64 = row(&report, "communes.csv", "code_insee", "06149")["population"].parse().expect("a number");
    assert_eq!(population("Nice"), 300_000 + valbonne);
}

#[test]
fn iris_make_parts_and_the_clean_table_says_the_same_without_them() {
    let iris = Path::new("../shared/data/cpts/cpts_iris_2024_AM_1.geojson");
    let Some(file) = iris.exists().then(|| iris.to_str().expect("a path")) else {
        return eprintln!("skipped: {} is not there", iris.display());
    };
    let report = Written::report(Path::new(file), &["--region", "93", "--iris", file]);
    let shared = report.rows("communes_partagees.csv");
    let cpts: std::collections::BTreeSet<&str> = shared.iter().map(|row| row["cpts_id"].as_str()).collect();
    assert_eq!((shared.len(), cpts.len()), (146, 3), "Nice has 146 IRIS, of three CPTS");
    let people: u64 = shared.iter().map(|row| row["population_part"].parse::<u64>().expect("a number")).sum();
    assert_eq!(people.to_string(), row(&report, "communes.csv", "code_insee", "06088")["population"]);

    let folder = tempfile::tempdir().expect("a folder");
    let clean = folder.path().join("clean.csv");
    let run = command().args(["clean", file, "--iris", file, "-o"]).arg(&clean).output().expect("a run");
    assert!(run.status.success(), "{}", stderr(&run));
    let again = Written::report(&clean, &["--region", "93"]);
    for name in
        ["territoires.csv", "communes.csv", "communes_partagees.csv", "couverture_france.csv", "zones_blanches.csv"]
    {
        assert_eq!(report.text(name), again.text(name), "{name}");
    }
}

#[test]
fn rows_of_a_file_of_iris_that_are_left_out_are_told() {
    let folder = tempfile::tempdir().expect("a folder");
    let iris = folder.path().join("iris.csv");
    std::fs::write(&iris, "iris,habitants\n060880101,300\n060880102,100\n60880103,5\nabc,5\n999990101,7\n")
        .expect("a file");
    let run = command().args(["check", "-", "--iris"]).arg(&iris).write_stdin(TABLE).output().expect("a run");
    let said = crate::stdout(&run);
    assert!(said.contains("laissés de côté : 1 ; par exemple « abc »"), "{said}");
    assert!(
        said.contains("codes rétablis (zéro du début, espaces, décimales) : 1 ; par exemple « 60880103 »"),
        "{said}"
    );
    assert!(
        said.contains("IRIS de communes que la référence n'a pas, laissés de côté : 1 ; par exemple 999990101"),
        "{said}"
    );
}

#[test]
fn a_file_without_iris_is_refused_with_what_was_expected() {
    let run = maillage(&["report", FIXTURE, "--iris", FIXTURE]);
    assert_eq!(run.status.code(), Some(2));
    assert!(stderr(&run).contains("IRIS"), "{}", stderr(&run));
}

#[test]
fn two_sources_are_compared_commune_by_commune_with_the_inhabitants_at_stake() {
    let folder = tempfile::tempdir().expect("a folder");
    let [first, second] = ["1.csv", "2.csv"].map(|name| folder.path().join(name));
    std::fs::write(&first, TABLE).expect("a table");
    std::fs::write(
        &second,
        TABLE.replace("100000", "90000").replace("N2,Nice Sud,projet de santé validé,06149", "V,Valmy,,06149"),
    )
    .expect("a table");
    let run =
        command().arg("compare").args([&first, &second]).args(["--region", "93", "-o", "-"]).output().expect("a run");
    assert!(run.status.success(), "{}", stderr(&run));
    let text = String::from_utf8(run.stdout).expect("UTF-8");
    let faults = schemas::faults("desaccords", &text);
    assert!(faults.is_empty(), "{faults:?}");
    let mut rows = csv::Reader::from_reader(text.as_bytes());
    let told: Vec<[String; 3]> =
        rows.records().map(|row| row.expect("a row")).map(|row| [0, 4, 9].map(|place| row[place].to_owned())).collect();
    let trinite = row(&written(TABLE, &[]), "communes.csv", "code_insee", "06149")["population"].clone();
    assert_eq!(
        told,
        [["06088".into(), "autres_parties".into(), "10000".into()], ["06149".into(), "autre_cpts".into(), trinite]]
    );
}

#[test]
fn a_report_folder_holds_the_parts_of_shared_communes() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("table.csv");
    std::fs::write(&table, format!("{TABLE}A,Antibes,ACI,06004,,\nB,Bord,ACI,06004,Cap,5000\n")).expect("a table");
    let report = Written::report(&table, &["--region", "93"]);
    let run =
        command().arg("diff").arg(report.path("")).arg(&table).args(["--region", "93", "--format", "json"]).output();
    let found: serde_json::Value = serde_json::from_slice(&run.expect("a run").stdout).expect("JSON");
    assert_eq!(found["cpts"], serde_json::json!([]), "{found:#}");
}

fn checked(table: &str, options: &[&str]) -> String {
    let run = command().args(["check", "-"]).args(options).write_stdin(table).output().expect("a run");
    crate::stdout(&run)
}

const HEAD: &str = "cpts_id,cpts_nom,code_insee,part,population_part\n";

#[test]
fn a_part_of_a_city_or_of_a_commune_split_since_is_rejected_and_never_counted_several_times() {
    let city = checked(&format!("{HEAD}A,A,75056,Quartier,10000\n"), &[]);
    assert!(city.contains("la partie « Quartier » est d'un code qui vaut 20 communes ou arrondissements"), "{city}");
    let table = format!("{HEAD}A,A,15141,Bourg,60\nA,A,15268,,\n");
    let split = checked(&table, &["--cog", "2020"]);
    assert!(
        split.contains("(15031, 15035, 15047, 15141, 15171)") && split.contains("1 utilisée + 1 rejetée"),
        "{split}"
    );
    let run = command().args(["cog", "convert", "-", "--from", "2020", "--to", "2026"]).write_stdin(table).output();
    let run = run.expect("a run");
    assert_eq!(crate::stdout(&run).lines().filter(|line| line.contains("Bourg")).count(), 1);
    assert!(stderr(&run).contains("1 de parties de communes scindées"), "{}", stderr(&run));
}

#[test]
fn a_clean_table_keeps_the_names_of_parts_without_a_population() {
    let table = format!("{HEAD}A,A,60057,Nord,\nB,B,60057,Sud,30000\n");
    let clean = |table: &str| {
        let run = command().args(["clean", "-"]).write_stdin(table).output().expect("a run");
        crate::stdout(&run)
    };
    let once = clean(&table);
    assert!(once.contains("A,A,60057,Beauvais,Nord,\r\n"), "{once}");
    assert_eq!(clean(&once), once);
    let said = checked(&once, &[]);
    assert!(said.contains("1 partie sans population (« Nord » de 60057 Beauvais)"), "{said}");
    // Where another row claims the whole, the whole is what is written.
    assert!(!clean(&format!("{HEAD}A,A,60057,Nord,\nA,A,60057,,\n")).contains("Nord"));
}

#[test]
fn codes_of_iris_without_a_file_of_iris_are_told_as_such_with_the_option_that_reads_them() {
    let said = checked("cpts_nom,code_insee\nA,060880101\nB,60880102\n", &["--lang", "en"]);
    assert!(
        said.contains("code of an IRIS (060880102, of the commune 06088)") && said.contains("--iris FILE"),
        "{said}"
    );
}
