//! Sizes and funding: the scheme in force, others, a file of one's own, and what is taken for granted.

use super::{FIXTURE, Written, command, maillage, stderr};

/// A table of one CPTS, on one commune.
fn one_cpts(folder: &std::path::Path, code: &str) -> std::path::PathBuf {
    let table = folder.join("one.csv");
    std::fs::write(&table, format!("cpts_id,code_insee,stade\nA,{code},ACI signé\n")).expect("a file");
    table
}

#[test]
fn each_cpts_has_the_three_amounts_of_its_size() {
    let rows = Written::fixture().rows("territoires.csv");
    let amounts = |size: &str| match size {
        "1" => ["287500", "237500", "165000"],
        "2" => ["382500", "312500", "215000"],
        "3" => ["487500", "397500", "275000"],
        _ => ["580000", "480000", "330000"],
    };
    assert_eq!(rows.len(), 59);
    for row in rows {
        let found = ["financement_max", "financement_regime", "financement_fixe"].map(|column| row[column].as_str());
        assert_eq!(found, amounts(&row["taille"]), "{}", row["cpts_id"]);
    }
}

#[test]
fn another_scheme_gives_other_sizes_and_what_it_does_not_tell_is_empty() {
    let written = |scheme| Written::report(FIXTURE.as_ref(), &["--region", "32", "--scheme", scheme]);
    let first = |written: &Written| written.rows("territoires.csv").remove(0);
    let draft = first(&written("cnam_avril_2019"));
    assert_eq!((draft["population"].as_str(), draft["taille"].as_str()), ("79010", "3"));
    assert_eq!((draft["seuil_inferieur"].as_str(), draft["financement_max"].as_str()), ("70000", "300000"));
    let signed = first(&written("aci_2019_signe"));
    assert_eq!((signed["taille"].as_str(), signed["financement_max"].as_str()), ("2", ""));
}

#[test]
fn optional_missions_and_results_lower_the_steady_year_and_not_the_printed_total() {
    let options = ["--region", "32", "--optional", "accompagnement_ps", "--results", "50"];
    let row = Written::report(FIXTURE.as_ref(), &options).rows("territoires.csv").remove(0);
    // Size 2: 60,000 + 70,000 + 15,000 + 35,000 + 17,500 + 15,000 + 7,500 + 17,500 + 7,500 + 3,750.
    assert_eq!((row["financement_max"].as_str(), row["financement_regime"].as_str()), ("382500", "248750"));
}

#[test]
fn schemes_of_a_file_take_the_place_of_those_of_the_program() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.toml");
    let embedded = std::fs::read_to_string("assets/schemes.toml").expect("the schemes");
    std::fs::write(&path, embedded.replacen("[40000, 80000, 175000]", "[40000, 79000, 175000]", 1)).expect("a file");
    let schemes = path.to_string_lossy().into_owned();
    let row =
        Written::report(FIXTURE.as_ref(), &["--region", "32", "--schemes", &schemes]).rows("territoires.csv").remove(0);
    assert_eq!((row["taille"].as_str(), row["marge_basse"].as_str()), ("3", "10"));
    let output = command()
        .args(["check", FIXTURE, "--region", "32"])
        .env("MAILLAGE_SCHEMES", folder.path().join("none.toml"))
        .output();
    let output = output.expect("maillage runs");
    assert_eq!(output.status.code(), Some(2));
    assert!(stderr(&output).contains("none.toml"), "{}", stderr(&output));
}

#[test]
fn schemes_that_do_not_add_up_are_refused_with_file_scheme_line_and_figure() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("mine.toml");
    let embedded = std::fs::read_to_string("assets/schemes.toml").expect("the schemes");
    for (from, to, lang, expected) in [
        (
            "[287500,",
            "[287501,",
            "fr",
            "funding.aci_2024, taille 1 : les lignes font 287\u{202f}500 €, mais le total affiché est 287\u{202f}501 €",
        ),
        (
            "[287500,",
            "[287501,",
            "en",
            "funding.aci_2024, size 1: the lines make 287500 euros, but the printed total is 287501",
        ),
        ("printed_total = ", "printed_totals = ", "fr", "clé inconnue « printed_totals »"),
    ] {
        std::fs::write(&path, embedded.replacen(from, to, 1)).expect("a file");
        let schemes = path.to_string_lossy().into_owned();
        let output = maillage(&["report", FIXTURE, "--schemes", &schemes, "--lang", lang]);
        let told = stderr(&output);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains("mine.toml") && told.contains(expected), "{told}");
    }
}

#[test]
fn settings_that_no_scheme_serves_are_refused_with_what_there_is() {
    for (options, expected) in [
        (
            ["--scheme", "aci_2030"],
            "barème inconnu : « aci_2030 » ; il y a : aci_2019, aci_2019_signe, aci_2024, cnam_avril_2019",
        ),
        (["--optional", "parcours"], "« parcours » n'est pas une mission optionnelle du barème aci_2024"),
        (["--results", "101"], "« 101 » n'est pas un pourcentage"),
    ] {
        let output = maillage(&[&["report", FIXTURE][..], &options].concat());
        assert_eq!(output.status.code(), Some(2));
        assert!(stderr(&output).contains(expected), "{}", stderr(&output));
    }
}

#[test]
fn a_population_of_exactly_80_000_takes_the_size_asked_for_and_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    // No commune has exactly 80,000 inhabitants: a scheme with a threshold at the population of one stands in.
    let table = one_cpts(folder.path(), "59350");
    let row = Written::report(&table, &["--region", "32"]).rows("territoires.csv").remove(0);
    let population = row["population"].clone();
    let embedded = std::fs::read_to_string("assets/schemes.toml").expect("the schemes");
    let path = folder.path().join("mine.toml");
    let bounds = format!("[40000, {population}, 1000000]");
    std::fs::write(&path, embedded.replacen("[40000, 80000, 175000]", &bounds, 1)).expect("a file");
    let schemes = path.to_string_lossy().into_owned();
    for (side, size) in [("upper", "3"), ("lower", "2")] {
        let written = Written::report(&table, &["--region", "32", "--schemes", &schemes, "--undecided", side]);
        assert_eq!(written.rows("territoires.csv")[0]["taille"], size);
        let told = written.rows("anomalies.csv").into_iter().find(|row| row["regle"] == "taille").expect("a warning");
        assert!(told["message"].ends_with(&format!("taille {size} retenue")), "{}", told["message"]);
    }
}

#[test]
fn the_only_cpts_near_a_threshold_is_named_with_what_the_other_size_would_bring() {
    let rows = Written::fixture().rows("seuils.csv");
    assert_eq!(rows.len(), 1);
    let cells = ["cpts_id", "population", "taille", "motif", "seuil", "marge", "sens", "autre_taille"];
    assert_eq!(
        cells.map(|cell| rows[0][cell].as_str()),
        ["HDF-01", "79010", "2", "proximite", "80000", "990", "hausse", "3"]
    );
    let effects = ["ecart_financement_max", "ecart_financement_regime", "ecart_financement_fixe"];
    assert_eq!(effects.map(|cell| rows[0][cell].as_str()), ["105000", "85000", "60000"]);
}

#[test]
fn deadlines_follow_from_the_days_of_signature_and_are_past_or_not_at_a_date() {
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("signed.csv");
    let rows = "A,59350,ACI signé,31/08/2024\nB,59512,ACI signé,\nC,59009,pré-projet,\n";
    std::fs::write(&table, format!("cpts_id,code_insee,stade,date de signature\n{rows}")).expect("a file");
    let written = |options: &[&str]| Written::report(&table, &[&["--region", "32"], options].concat());

    let undated = written(&[]);
    let states = |written: &Written| {
        let cells = ["mission", "jalon", "echeance", "etat"];
        let row = |row: &std::collections::BTreeMap<String, String>| cells.map(|cell| row[cell].clone()).join(" ");
        written.rows("echeances.csv").iter().map(row).collect::<Vec<_>>()
    };
    assert_eq!(states(&undated).len(), 8);
    assert_eq!(states(&undated)[0], "acces_soins demarrage 2025-02-28 ");
    assert!(undated.rows("anomalies.csv").iter().all(|row| row["regle"] != "R10"));
    assert_eq!(undated.json("resume.json")["echeances"]["nb_depassees"], serde_json::Value::Null);

    let dated = written(&["--date", "2025-09-01"]);
    let past = states(&dated).iter().filter(|state| state.ends_with("depassee")).count();
    let told = dated.rows("anomalies.csv").into_iter().find(|row| row["regle"] == "R10").expect("a warning");
    let expected = "A, contrat signé le 31 août 2024 : échéances passées au 1er septembre 2025 : Accès aux soins (démarrage, 28 \
                    février 2025), Crise sanitaire (démarrage, 28 février 2025), Parcours pluriprofessionnels (démarrage, 31 \
                    août 2025), Prévention (démarrage, 31 août 2025)";
    assert_eq!((past, told["message"].as_str(), told["severite"].as_str()), (4, expected, "avertissement"));
    let told = &dated.json("resume.json")["echeances"];
    let figures = ["nb_contrats_dates", "nb_contrats_sans_date", "nb_echeances", "nb_depassees"];
    assert_eq!(figures.map(|key| told[key].as_u64().expect("a number")), [1, 1, 8, 4]);
}

#[test]
fn a_cpts_of_another_size_with_other_populations_is_named_and_one_without_a_figure_too() {
    let folder = tempfile::tempdir().expect("a folder");
    let (table, figures) = (folder.path().join("cpts.csv"), folder.path().join("other.csv"));
    std::fs::write(&table, "cpts_id,code_insee\nA,59350\nB,59512\nC,59009\n").expect("a file");
    std::fs::write(&figures, "COM;PMUN;PTOT\n59350;100000;174000\n59512;95000;39000\n").expect("a file");
    let other = figures.to_string_lossy().into_owned();
    let options = ["--region", "32", "--other-population", &other, "--other-kind", "ptot"];
    let written = Written::report(&table, &options);
    let rows = written.rows("seuils.csv");
    let cells =
        ["cpts_id", "taille", "autre_population_nature", "autre_population", "autre_taille", "ecart_financement_max"];
    let told: Vec<String> = rows
        .iter()
        .filter(|row| row["motif"] == "population")
        .map(|row| cells.map(|cell| row[cell].as_str()).join(" "))
        .collect();
    assert_eq!(told, ["A 4 PTOT 174000 3 -92500", "B 3 PTOT 39000 1 -200000", "C 2 PTOT   "]);
    let summary = super::stdout(&maillage(&[&["report", table.to_str().unwrap()], options.as_slice()].concat()));
    assert!(summary.contains("2 d'une autre taille avec PTOT (1 dont la taille y est inconnue)"), "{summary}");
    let other = &written.json("resume.json")["seuils"]["autres_populations"][0];
    assert_eq!((other["nb_cpts_autre_taille"].as_u64(), other["nb_cpts_inconnues"].as_u64()), (Some(2), Some(1)));
}

#[test]
fn the_cpts_near_a_threshold_of_the_real_table_and_the_envelopes_of_its_region() {
    let table = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/data/cpts/cpts-paca-13-83-84.csv");
    if !table.exists() {
        eprintln!("skipped: {} is not there", table.display());
        return;
    }
    let written = Written::report(&table, &["--region", "93"]);
    let territories = written.rows("territoires.csv");
    let near = |row: &&std::collections::BTreeMap<String, String>| {
        let population: i64 = row["population"].parse().expect("a number");
        [40_000, 80_000, 175_000].iter().any(|threshold| (population - threshold).abs() <= 1_000.max(threshold / 50))
    };
    let expected: Vec<&String> = territories.iter().filter(near).map(|row| &row["cpts_id"]).collect();
    let alerts = written.rows("seuils.csv");
    assert_eq!(alerts.iter().map(|row| &row["cpts_id"]).collect::<Vec<_>>(), expected);
    assert_eq!(expected, ["CPTS Cerebellum - Pays de Sorgues et Lubéron"]);
    // Now, and at full coverage in its two ways: printed maximum, steady year, fixed parts.
    let envelopes = written.rows("enveloppes.csv");
    let whole = envelopes.iter().filter(|row| row["niveau"] == "perimetre" && row["ensemble_stades"] == "tous");
    let columns = ["financement_max", "financement_regime", "financement_fixe"];
    let told: Vec<[&str; 3]> = whole.map(|row| columns.map(|column| row[column].as_str())).collect();
    assert_eq!(
        told,
        [
            ["19042500", "15592500", "10775000"],
            ["19335000", "15835000", "10940000"],
            ["19622500", "16072500", "11105000"],
        ]
    );
}

#[test]
fn the_schemes_can_be_read_with_what_a_change_of_size_is_worth() {
    insta::assert_snapshot!(super::stdout(&maillage(&["schemes"])));
}

#[test]
fn the_schemes_are_told_in_english_too() {
    let text = super::stdout(&maillage(&["schemes", "--lang", "en"]));
    assert!(text.contains("merger of two CPTS of the size below"), "{text}");
    assert!(text.contains("-192,500") || text.contains("−192,500"), "{text}");
}
