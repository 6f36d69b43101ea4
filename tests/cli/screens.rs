//! R12 across all screens: what `communes.csv` says of each unit, counted anew, is what every table, `resume.json` and the page tell.

use std::collections::{BTreeMap, BTreeSet};

use super::{FIXTURE, Written};

type Row = BTreeMap<String, String>;

/// A table of two regions with overlaps within and across departments, every stage, and CPTS over the border.
fn two_regions() -> (tempfile::TempDir, std::path::PathBuf) {
    let reference = maillage::reference::load(None).expect("the embedded reference");
    let of = |department: &str, skip: usize, take: usize| -> Vec<String> {
        let here = reference.units.iter().filter(|unit| unit.code.as_str().starts_with(department));
        here.skip(skip).take(take).map(|unit| unit.code.to_string()).collect()
    };
    let cpts = [
        ("A", "ACI signé", [of("80", 0, 300), of("76", 0, 20)].concat()),
        ("B", "projet de santé validé", of("80", 280, 200)),
        ("C", "lettre d'intention validée", [of("76", 10, 250), of("27", 0, 40)].concat()),
        ("D", "pré-projet", of("27", 30, 400)),
        ("E", "", of("60", 100, 90)),
        ("F", "ACI signé", of("60", 150, 300)),
    ];
    let row = |id: &str, stage: &str, code: &String| format!("{id},{stage},{code}\n");
    let rows: String =
        cpts.iter().flat_map(|(id, stage, codes)| codes.iter().map(move |code| row(id, stage, code))).collect();
    let folder = tempfile::tempdir().expect("a folder");
    let table = folder.path().join("table.csv");
    std::fs::write(&table, format!("cpts,stade,code_insee\n{rows}")).expect("a table");
    (folder, table)
}

fn number(row: &Row, column: &str) -> u64 {
    row[column].parse().unwrap_or_else(|_| panic!("{column}: {:?}", row[column]))
}

/// What is counted of some units, by the columns of dashboards.
fn counted(units: &[&Row]) -> BTreeMap<&'static str, u64> {
    let of = |keep: &dyn Fn(&Row) -> bool| -> (u64, u64) {
        let kept: Vec<u64> = units.iter().filter(|row| keep(row)).map(|row| number(row, "population")).collect();
        (kept.len() as u64, kept.iter().sum())
    };
    let (all, covered) = (of(&|_| true), of(&|row| row["statut"] != "blanche"));
    let (white, overlap) = (of(&|row| row["statut"] == "blanche"), of(&|row| row["statut"] == "chevauchement"));
    BTreeMap::from([
        ("nb_communes", all.0),
        ("population", all.1),
        ("nb_communes_couvertes", covered.0),
        ("population_couverte", covered.1),
        ("nb_communes_blanches", white.0),
        ("population_blanche", white.1),
        ("nb_chevauchements", overlap.0),
        ("population_en_chevauchement", overlap.1),
    ])
}

/// The columns of a row that are counted must be as counted; at least some are there.
fn tells(row: &Row, counted: &BTreeMap<&str, u64>, what: &str) {
    let there: Vec<_> = counted.iter().filter(|(column, _)| row.contains_key(**column)).collect();
    assert!(there.len() > 3, "{what}: {row:?}");
    for (column, count) in there {
        assert_eq!(number(row, column), *count, "{what}, {column}");
    }
}

fn reconciles(written: &Written, what: &str) {
    let (units, resume) = (written.rows("communes.csv"), written.json("resume.json"));
    let set = resume["ensemble_stades"].as_str().expect("a set");
    let by = |column: &str| -> BTreeMap<String, Vec<&Row>> {
        let mut groups: BTreeMap<String, Vec<&Row>> = BTreeMap::new();
        units.iter().for_each(|row| groups.entry(row[column].clone()).or_default().push(row));
        groups
    };
    let whole = counted(&units.iter().collect::<Vec<_>>());
    for (dashboard, rates, key) in [
        ("tableau_departements.csv", "couverture_departements.csv", "code_departement"),
        ("atlas_regions.csv", "couverture_regions.csv", "code_region"),
    ] {
        let groups = by(key);
        let (rows, rates) = (written.rows(dashboard), written.rows(rates));
        let (last, areas) = rows.split_last().expect("rows");
        tells(last, &whole, &format!("{what}, {dashboard}"));
        assert_eq!(areas.iter().map(|row| &row["code"]).collect::<Vec<_>>(), groups.keys().collect::<Vec<_>>());
        for row in areas {
            tells(row, &counted(&groups[&row["code"]]), &format!("{what}, {dashboard}"));
        }
        for row in rates.iter().filter(|row| row["ensemble_stades"] == set) {
            tells(row, &counted(&groups[&row["code"]]), &format!("{what}, rates by {key}"));
        }
    }
    for row in written.rows("couverture_epci.csv").iter().filter(|row| row["ensemble_stades"] == set) {
        tells(row, &counted(&by("code_epci")[&row["code"]]), &format!("{what}, EPCI"));
    }
    for (key, count) in resume["totaux"].as_object().expect("totals") {
        if let Some(expected) = whole.get(key.as_str()) {
            assert_eq!(count.as_u64(), Some(*expected), "{what}, resume.json, {key}");
        }
    }
    zones_and_overlaps(written, &units, what);
    list_of_cpts(written, &units, what);
    the_page(written, what);
}

fn zones_and_overlaps(written: &Written, units: &[Row], what: &str) {
    let codes = |status: &str| -> BTreeSet<String> {
        units.iter().filter(|row| row["statut"] == status).map(|row| row["code_insee"].clone()).collect()
    };
    let zones = written.rows("zones_blanches.csv");
    let in_zones: Vec<String> = zones.iter().flat_map(|row| row["codes_insee"].split('|')).map(str::to_owned).collect();
    assert_eq!((in_zones.len(), in_zones.into_iter().collect()), (codes("blanche").len(), codes("blanche")), "{what}");
    let overlaps: BTreeSet<String> =
        written.rows("chevauchements.csv").iter().map(|row| row["code_insee"].clone()).collect();
    assert_eq!(overlaps, codes("chevauchement"), "{what}");
    let told = written
        .rows("anomalies.csv")
        .into_iter()
        .filter(|row| row["regle"] == "R01")
        .map(|row| row["code_insee"].clone());
    assert_eq!(told.collect::<BTreeSet<_>>(), overlaps, "{what}");
}

/// The list of CPTS against the units of the scope, and envelopes and identities against the list.
fn list_of_cpts(written: &Written, units: &[Row], what: &str) {
    let (list, resume) = (written.rows("territoires.csv"), written.json("resume.json"));
    let mut here: BTreeMap<&str, u64> = BTreeMap::new();
    for row in units {
        row["cpts_ids"].split('|').filter(|id| !id.is_empty()).for_each(|id| *here.entry(id).or_default() += 1);
    }
    assert_eq!(
        here.keys().copied().collect::<Vec<_>>(),
        list.iter().map(|row| row["cpts_id"].as_str()).collect::<Vec<_>>()
    );
    for row in &list {
        assert!(here[row["cpts_id"].as_str()] <= number(row, "nb_communes"), "{what}");
        assert_eq!(number(row, "population_exclusive") + number(row, "population_partagee"), number(row, "population"));
    }
    assert_eq!(resume["totaux"]["nb_cpts"].as_u64(), Some(list.len() as u64));
    for key in ["cpts", "tailles"] {
        let counts = resume[key].as_array().expect("counts").iter().map(|it| it["nombre"].as_u64().expect("a number"));
        assert_eq!(counts.sum::<u64>(), list.len() as u64, "{what}, {key}");
    }
    let set = resume["ensemble_stades"].as_str().expect("a set");
    let envelopes = written.rows("enveloppes.csv");
    let now = |level: &str, column: &str| -> u64 {
        let is = |row: &&Row| row["niveau"] == level && row["situation"] == "actuelle" && row["ensemble_stades"] == set;
        envelopes.iter().filter(is).map(|row| number(row, column)).sum()
    };
    for column in ["financement_max", "financement_regime", "financement_fixe"] {
        let all: u64 = list.iter().map(|row| number(row, column)).sum();
        assert_eq!(now("perimetre", column) + now("hors_perimetre", column), all, "{what}, {column}");
        let dashboard = written.rows("tableau_departements.csv");
        assert_eq!(dashboard.last().map(|row| number(row, column)), Some(now("perimetre", column)), "{what}, {column}");
    }
    let identity = |key: &str| -> u64 {
        let regions = resume["identites"].as_array().expect("identities").iter();
        regions.map(|region| region[key].as_u64().expect("a number")).sum()
    };
    let whole = counted(&units.iter().collect::<Vec<_>>());
    let sum: u64 = units
        .iter()
        .map(|row| row["cpts_ids"].split('|').filter(|id| !id.is_empty()).count() as u64 * number(row, "population"))
        .sum();
    let told = ["population", "couverte", "blanche", "somme_cpts", "partagee"].map(identity);
    let names = ["population", "population_couverte", "population_blanche", "population_en_chevauchement"];
    let [population, covered, white, shared] = names.map(|name| whole[name]);
    assert_eq!(told, [population, covered, white, sum, shared], "{what}");
    assert_eq!((covered + white, sum - covered), (population, identity("comptee_plusieurs_fois")), "{what}");
}

/// The page holds the tables of the files, and `resume.json` itself; of those that could take a white zone, the first three.
fn the_page(written: &Written, what: &str) {
    let html = written.text("rapport.html");
    let (_, data) = html.split_once("id=\"data\">").expect("data");
    let data: serde_json::Value = serde_json::from_str(data.split_once("</script>").expect("an end").0).expect("JSON");
    assert_eq!(data["resume"], written.json("resume.json"), "{what}");
    for (name, table) in data["tables"].as_object().expect("tables") {
        let mut rows = written.rows(&format!("{name}.csv"));
        rows.retain(|row| name != "zones_blanches_options" || row["rang"].parse().is_ok_and(|rank: u64| rank <= 3));
        assert_eq!(table["rows"].as_u64(), Some(rows.len() as u64), "{what}, {name}");
        for (column, cells) in table["names"].as_array().unwrap().iter().zip(table["columns"].as_array().unwrap()) {
            let Some(integers) = cells.get("integers") else { continue };
            let column = column.as_str().unwrap();
            let sum: i64 = integers.as_array().unwrap().iter().filter_map(serde_json::Value::as_i64).sum();
            let written: i64 = rows.iter().filter_map(|row| row[column].parse::<i64>().ok()).sum();
            assert_eq!(sum, written, "{what}, {name}, {column}");
        }
    }
}

#[test]
fn every_screen_tells_the_figures_of_the_units() {
    reconciles(&Written::fixture(), "the fixture");
    reconciles(&Written::report(FIXTURE.as_ref(), &["--region", "32", "--stages", "aci"]), "the fixture, signed");
    let (_folder, table) = two_regions();
    for stages in ["aci", "aci_projet_lettre", "tous"] {
        let written = Written::report(&table, &["--region", "32", "--region", "28", "--stages", stages]);
        reconciles(&written, &format!("two regions, {stages}"));
        assert!(stages == "aci" || !written.rows("chevauchements.csv").is_empty());
    }
}
