//! `--population`: figures from files, and what every output says of them.

use std::path::{Path, PathBuf};

use maillage::reference::{Unit, load};

use super::{FIXTURE, Written, command, maillage, stderr, stdout};

/// A file of that name in a folder that goes with the value.
struct File {
    path: PathBuf,
    _folder: tempfile::TempDir,
}

impl File {
    fn with(name: &str, text: &str) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join(name);
        std::fs::write(&path, text).expect("a file");
        Self { path, _folder: folder }
    }

    fn name(&self) -> &str {
        self.path.to_str().expect("UTF-8")
    }
}

/// INSEE's layout for the units of Hauts-de-France, with the figures that `of` gives.
fn table(of: impl Fn(&Unit) -> Option<u32>) -> String {
    let reference = load(None).expect("the embedded reference");
    let region = reference.areas.regions.iter().position(|region| region.code == "32").expect("a region");
    let units = reference.units.iter().filter(|unit| unit.region as usize == region);
    let rows = units.map(|unit| {
        let figure = of(unit).map_or_else(String::new, |figure| figure.to_string());
        format!("32;Hauts-de-France;{};{};{figure};0;{figure}\r\n", unit.code, unit.name)
    });
    "REG;Région;COM;Commune;PMUN;PCAP;PTOT\r\n".to_owned() + &rows.collect::<String>()
}

#[test]
fn figures_that_are_the_references_own_give_the_same_report_and_name_their_file() {
    let file = File::with("donnees_pop2023_geo2026.csv", &table(|unit| unit.population));
    let options = ["--region", "32", "--population", file.name()];
    let (own, given) = (Written::fixture(), Written::report(Path::new(FIXTURE), &options));
    for name in own.names().iter().filter(|name| name.ends_with(".csv") || name.ends_with(".geojson")) {
        assert!(own.text(name) == given.text(name), "{name}");
    }
    let population = &given.json("resume.json")["population"];
    assert_eq!((&population["nature"], &population["annee"]), (&"PMUN".into(), &2023.into()));
    assert_eq!(population["fichiers"][0]["nom"], "donnees_pop2023_geo2026.csv");
    assert_eq!(population["fichiers"][0]["population_non_placee"], 0);
}

#[test]
fn the_summary_says_kind_year_and_files() {
    let file = File::with("pop2021_geo2026.csv", &table(|unit| unit.population.map(|it| it + 10)));
    let args = ["report", FIXTURE, "--region", "32", "--population-kind", "ptot", "--population", file.name()];
    let summary = stdout(&maillage(&args));
    let lines: Vec<&str> = summary.lines().take(3).collect();
    assert_eq!(lines[1..], ["COG 2026, population PTOT 2021", "Populations : pop2021_geo2026.csv"]);
    let unknown = File::with("table.csv", &table(|unit| unit.population));
    let args = [
        "report",
        FIXTURE,
        "--region",
        "32",
        "--lang",
        "en",
        "--population-cog",
        "2026",
        "--population",
        unknown.name(),
    ];
    assert!(stdout(&maillage(&args)).contains("population PMUN of unknown year"));
}

#[test]
fn what_is_missing_or_wrong_in_a_file_is_told_with_its_line_and_is_no_error_of_the_table() {
    let broken = |unit: &Unit| unit.population.filter(|_| !matches!(unit.code.as_str(), "02001" | "59350"));
    let text = table(broken) + "32;Hauts-de-France;99999;Nulle part;7;0;7\r\n";
    let file = File::with("pop2023_geo2026.csv", &text);
    let written = Written::report(Path::new(FIXTURE), &["--region", "32", "--population", file.name()]);
    let rows = written.rows("anomalies.csv");
    let told = |code: &str| {
        let mut rows =
            rows.iter().filter(|row| row["code_insee"] == code && row["message"].contains("pop2023_geo2026.csv"));
        let row = rows.next().unwrap_or_else(|| panic!("{code}"));
        assert!(rows.next().is_none(), "{code}");
        (row["severite"].clone(), row["message"].clone())
    };
    let (severity, message) = told("02001");
    assert_eq!(severity, "avertissement");
    assert!(message.contains("ligne 2 : pas de population pour 02001"), "{message}");
    assert!(told("99999").1.contains("code d'aucune commune"));
    let lille = rows.iter().filter(|row| row["code_insee"] == "59350");
    assert!(lille.clone().count() >= 1 && lille.clone().all(|row| row["severite"] != "erreur"));
    assert!(
        stdout(&maillage(&["report", FIXTURE, "--region", "32", "--population", file.name()]))
            .contains("7 habitants non placés")
    );
    let communes = written.rows("communes.csv");
    let abbecourt = communes.iter().find(|row| row["code_insee"] == "02001").expect("a commune");
    assert_eq!(abbecourt["population"], "");
    // `check` ends with the same code as without the file.
    let code = |options: &[&str]| {
        command()
            .args(["check", FIXTURE, "--region", "32"])
            .args(options)
            .output()
            .expect("maillage runs")
            .status
            .code()
    };
    assert_eq!(code(&["--population", file.name()]), code(&[]));
}

#[test]
fn a_cpts_with_a_commune_of_unknown_population_has_no_size_margins_or_amounts_in_any_file() {
    // Claimed by HDF-09 and HDF-10.
    let file =
        File::with("pop2023_geo2026.csv", &table(|unit| unit.population.filter(|_| unit.code.as_str() != "60685")));
    let options = ["--region", "32", "--population", file.name()];
    let (all, without) = (Written::fixture(), Written::report(Path::new(FIXTURE), &options));
    let touched = ["HDF-09", "HDF-10"];
    let of_size = ["taille", "seuil_inferieur", "seuil_superieur", "marge_basse", "marge_haute"];
    let amounts = ["financement_max", "financement_regime", "financement_fixe"];
    for (before, after) in all.rows("territoires.csv").iter().zip(without.rows("territoires.csv")) {
        let is_touched = touched.contains(&after["cpts_id"].as_str());
        for column in of_size.into_iter().chain(amounts) {
            let expected = if is_touched { "" } else { before[column].as_str() };
            assert_eq!(after[column], expected, "{} {column}", after["cpts_id"]);
        }
    }
    let is_about = |row: &std::collections::BTreeMap<String, String>| touched.contains(&row["cpts_id"].as_str());
    let lines = without.rows("financement.csv");
    let (there, before) = (lines.iter().filter(|row| is_about(row)), all.rows("financement.csv"));
    assert_eq!(there.clone().count(), before.iter().filter(|row| is_about(row)).count());
    for row in there {
        assert!(["taille", "part_fixe", "part_variable", "montant"].iter().all(|column| row[*column].is_empty()));
    }
    assert!(!without.rows("seuils.csv").iter().any(is_about));
    for row in without.rows("enveloppes.csv").iter().filter(|row| row["niveau"] == "departement" && row["code"] == "60")
    {
        assert_eq!(row["nb_cpts_taille_inconnue"], "2", "{row:?}");
        assert!(amounts.iter().all(|column| row[*column].is_empty()), "{row:?}");
    }
    for name in ["tableau_departements.csv", "couverture_departements.csv", "couverture_epci.csv", "enveloppes.csv"] {
        for row in without.rows(name) {
            let sizes = row.iter().filter(|(column, _)| column.starts_with("nb_cpts_taille_"));
            let sum: u64 = sizes.map(|(_, count)| count.parse::<u64>().unwrap()).sum();
            assert_eq!(sum.to_string(), row["nb_cpts"], "{name}");
        }
    }
    for row in without.rows("chevauchements_options.csv").iter().filter(|row| is_about(row)) {
        assert!(["taille_avant", "financement_max_avant"].iter().all(|column| row[*column].is_empty()), "{row:?}");
    }
    let sizes = without.json("resume.json")["tailles"].as_array().unwrap().clone();
    assert_eq!(sizes.last().unwrap(), &serde_json::json!({ "cle": "taille_inconnue", "nombre": 2 }));
    let told = without.rows("anomalies.csv");
    let told: Vec<_> = told.iter().filter(|row| row["regle"] == "taille").collect();
    assert_eq!(told.iter().map(|row| row["valeur"].as_str()).collect::<Vec<_>>(), touched);
    assert!(told.iter().all(|row| row["message"].contains("inconnus") && row["message"].contains("60685")));
    let summary = stdout(&maillage(&[&["report", FIXTURE][..], &options].concat()));
    assert!(summary.contains("taille inconnue : 2") && summary.contains("inconnu"), "{summary}");
    let changes = stdout(&maillage(&["diff", FIXTURE, FIXTURE, "--region", "32", "--new-population", file.name()]));
    assert!(changes.contains("taille 3 → inconnue (population)"), "{changes}");
}

#[test]
fn the_order_of_rows_does_not_change_a_byte() {
    let text = table(|unit| unit.population.map(|it| it + 1));
    let (header, rows) = text.split_once("\r\n").expect("rows");
    let mut rows: Vec<&str> = rows.lines().collect();
    rows.reverse();
    let reversed = format!("{header}\r\n{}\r\n", rows.join("\r\n"));
    let report = |text: &str| {
        let file = File::with("pop2021_geo2026.csv", text);
        Written::report(Path::new(FIXTURE), &["--region", "32", "--population", file.name()])
    };
    let (a, b) = (report(&text), report(&reversed));
    for name in a.names() {
        assert!(a.bytes(&name) == b.bytes(&name), "{name}");
    }
}

#[test]
fn a_kind_that_the_reference_does_not_have_is_refused_with_the_remedy() {
    let output = maillage(&["report", FIXTURE, "--population-kind", "ptot"]);
    assert_eq!(output.status.code(), Some(2));
    let said = stderr(&output);
    assert!(said.contains("PTOT") && said.contains("--population FICHIER"), "{said}");
    assert!(maillage(&["report", FIXTURE, "--region", "32", "--population-kind", "pmun"]).status.success());
}

#[test]
fn a_file_that_cannot_be_used_is_refused_by_name_with_what_it_has() {
    for (text, expected) in [
        ("REG;COM;PMUN\n84;01001;800\n", "pas de colonne PTOT ; il y a PMUN"),
        ("nom;PTOT\nAmbérieu;800\n", "pas de colonne de codes INSEE"),
        ("COM;PTOT\n01001;huit cents\n", "aucune de ses 1 lignes"),
        ("", "le fichier est vide"),
    ] {
        let file = File::with("chiffres.csv", text);
        let output = maillage(&["check", FIXTURE, "--population-kind", "ptot", "--population", file.name()]);
        let said = stderr(&output);
        assert!(output.status.code() == Some(2) && said.contains("chiffres.csv") && said.contains(expected), "{said}");
    }
    let output = maillage(&["check", FIXTURE, "--population-year", "2020"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn a_reference_can_be_packed_with_populations() {
    let file = File::with("pop2021_geo2026.csv", &table(|unit| unit.population.map(|it| it + 10)));
    let folder = tempfile::tempdir().expect("a folder");
    let pack = folder.path().join("mine.pack");
    let pack = pack.to_str().expect("UTF-8");
    let built = maillage(&["reference", "build", "--population", file.name(), "-o", pack]);
    assert!(built.status.success(), "{}", stderr(&built));
    let info = stdout(&maillage(&["reference", "info", "--reference", pack]));
    assert!(info.starts_with("COG 2026, populations PMUN 2021\n"), "{info}");
    assert!(info.contains("976 Mayotte : rien dans les fichiers pour ses 17 unités"), "{info}");
    let packed = Written::report(Path::new(FIXTURE), &["--region", "32", "--reference", pack]);
    let direct = Written::report(Path::new(FIXTURE), &["--region", "32", "--population", file.name()]);
    for name in packed.names() {
        assert!(packed.bytes(&name) == direct.bytes(&name), "{name}");
    }
    let nothing = maillage(&["reference", "build", "-o", pack]);
    assert_eq!(nothing.status.code(), Some(2));
}
