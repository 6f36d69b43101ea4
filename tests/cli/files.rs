//! The files of a report: names and columns of the contract, formats as their standards say.

use geojson::{FeatureCollection, GeometryValue};

use super::{FIXTURE, Written, maillage, stderr};

#[test]
fn the_files_of_the_contract_are_written_and_nothing_else() {
    let expected = [
        "anomalies.csv",
        "atlas_regions.csv",
        "carte.png",
        "carte.svg",
        "chevauchements.csv",
        "chevauchements.geojson",
        "chevauchements_options.csv",
        "communes.csv",
        "communes_partagees.csv",
        "couverture_departements.csv",
        "couverture_epci.csv",
        "couverture_france.csv",
        "couverture_regions.csv",
        "echeances.csv",
        "enveloppes.csv",
        "financement.csv",
        "maillage.gpkg",
        "rapport.html",
        "rapport.xlsx",
        "resume.json",
        "seuils.csv",
        "tableau_departements.csv",
        "territoires.csv",
        "territoires.geojson",
        "zones_blanches.csv",
        "zones_blanches.geojson",
        "zones_blanches_options.csv",
    ];
    assert_eq!(Written::fixture().names(), expected);
}

#[test]
fn columns_are_those_of_the_contract() {
    let written = Written::fixture();
    let header = |name: &str| written.text(name).lines().next().unwrap_or_default().to_owned();
    let expected = [
        ("anomalies.csv", "severite,regle,ligne,colonne,valeur,code_insee,message,correction"),
        ("chevauchements.csv", "code_insee,nom,population,cpts_ids,stades"),
        ("communes.csv", "code_insee,nom,code_departement,code_region,code_epci,population,statut,cpts_ids,stade"),
        (
            "territoires.csv",
            "cpts_id,cpts_nom,stade,departements,nb_communes,population,population_exclusive,population_partagee,\
             taille,seuil_inferieur,seuil_superieur,marge_basse,marge_haute,financement_max,financement_regime,\
             financement_fixe,surface_km2,nb_parties,voisins,contacts",
        ),
        (
            "financement.csv",
            "cpts_id,cpts_nom,stade,taille,bareme,lecture,ligne,ligne_nom,nature,part_fixe,part_variable,montant,\
             euros_par_habitant",
        ),
        (
            "enveloppes.csv",
            "niveau,code,nom,situation,ensemble_stades,nb_cpts,nb_cpts_taille_1,nb_cpts_taille_2,nb_cpts_taille_3,\
             nb_cpts_taille_4,nb_cpts_taille_inconnue,nb_cpts_montant_inconnu,population_cpts,financement_max,financement_regime,\
             financement_redaction,financement_fixe,euros_par_habitant_max,euros_par_habitant_regime,\
             euros_par_habitant_fixe",
        ),
        (
            "seuils.csv",
            "cpts_id,cpts_nom,stade,population,taille,motif,seuil,marge,sens,autre_population_nature,autre_population,\
             autre_taille,ecart_financement_max,ecart_financement_regime,ecart_financement_fixe",
        ),
        ("echeances.csv", "cpts_id,cpts_nom,stade,date_signature,mission,mission_nom,jalon,echeance,date_constat,etat"),
        ("zones_blanches.csv", "zone_id,classe,nb_communes,codes_insee,population,surface_km2,voisins"),
    ];
    for (name, columns) in expected {
        assert_eq!(header(name), columns, "{name}");
    }
    assert!(header("couverture_epci.csv").starts_with("code,nom,ensemble_stades,population,population_couverte,taux_"));
}

#[test]
fn every_unit_of_the_region_has_its_row_and_its_status() {
    let rows = Written::fixture().rows("communes.csv");
    let with = |status: &str| rows.iter().filter(|row| row["statut"] == status).count();
    assert_eq!((rows.len(), with("couverte"), with("chevauchement"), with("blanche")), (3_782, 2_863, 2, 917));
}

#[test]
fn neighbours_are_mutual_with_the_same_length() {
    let rows = Written::fixture().rows("territoires.csv");
    let mut borders = std::collections::BTreeMap::new();
    for row in &rows {
        for neighbour in row["voisins"].split('|').filter(|neighbour| !neighbour.is_empty()) {
            let (id, metres) = neighbour.rsplit_once(':').expect("id:metres");
            borders.insert((row["cpts_id"].clone(), id.to_owned()), metres.to_owned());
        }
    }
    assert!(borders.len() > 100);
    for ((a, b), metres) in &borders {
        assert_eq!(borders.get(&(b.clone(), a.clone())), Some(metres), "{a} and {b}");
    }
}

#[test]
fn geojson_follows_rfc_7946() {
    let written = Written::fixture();
    for (name, features) in [("territoires.geojson", 59), ("zones_blanches.geojson", 19), ("chevauchements.geojson", 2)]
    {
        let text = written.text(name);
        let collection: FeatureCollection = text.parse().unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(collection.features.len(), features, "{name}");
        for feature in &collection.features {
            for polygon in polygons(&feature.geometry.as_ref().expect("a geometry").value) {
                for (ring, line) in polygon.iter().enumerate() {
                    assert_eq!(line.first(), line.last(), "{name}: rings are closed");
                    assert_eq!(
                        twice_area(line) > 0.0,
                        ring == 0,
                        "{name}: exteriors counter-clockwise, holes clockwise"
                    );
                }
            }
        }
        let decimals = |number: &str| number.split_once('.').map_or(0, |(_, decimals)| decimals.len());
        let coordinates = text.split(['[', ']', ',']).filter(|part| part.parse::<f64>().is_ok());
        assert!(coordinates.map(decimals).all(|decimals| decimals <= 6), "{name}: 6 decimals at most");
    }
}

fn polygons(value: &GeometryValue) -> Vec<Vec<Vec<[f64; 2]>>> {
    let json = serde_json::to_value(value).expect("JSON");
    let polygons = json["coordinates"].clone();
    match json["type"].as_str() {
        Some("Polygon") => vec![serde_json::from_value(polygons).expect("a polygon")],
        _ => serde_json::from_value(polygons).expect("a multipolygon"),
    }
}

fn twice_area(line: &[[f64; 2]]) -> f64 {
    line.windows(2).map(|pair| (pair[0][0] - pair[1][0]) * (pair[0][1] + pair[1][1] - 2.0 * line[0][1])).sum()
}

#[test]
fn csv_for_excel_in_french_has_a_mark_semicolons_and_decimal_commas() {
    let written = Written::report(FIXTURE.as_ref(), &["--region", "32", "--excel-fr"]);
    let text = written.text("couverture_regions.csv");
    assert!(text.starts_with("\u{feff}code;nom;"));
    assert!(text.contains(";75,60;"), "{text}");
}

#[test]
fn only_the_formats_asked_for_are_written() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    let output = super::maillage(&[
        "report",
        super::FIXTURE,
        "--region",
        "32",
        "--formats",
        "geojson,json",
        "--out",
        out.to_str().unwrap(),
    ]);
    assert!(output.status.success());
    let mut names: Vec<String> =
        std::fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    assert_eq!(names, ["chevauchements.geojson", "resume.json", "territoires.geojson", "zones_blanches.geojson"]);
}

#[test]
fn files_of_an_earlier_report_that_stay_in_the_folder_are_named() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().to_str().unwrap();
    let run = |options: &[&str]| {
        let output = maillage(&[&["report", FIXTURE, "--region", "32", "--out", out], options].concat());
        assert!(output.status.success());
        stderr(&output)
    };
    assert!(!run(&["--formats", "json,csv"]).contains("antérieur"));
    assert!(!run(&["--formats", "json,csv", "--cards"]).contains("antérieur"));
    std::fs::write(folder.path().join("mes notes.txt"), "").unwrap();
    let said = run(&["--formats", "csv"]);
    assert!(said.contains("Restent là d'un rapport antérieur : cartes/HDF-01.svg, "), "{said}");
    assert!(said.contains("(+ ") && !said.contains("notes"), "{said}");
    std::fs::remove_dir_all(folder.path().join("cartes")).unwrap();
    let said = run(&["--formats", "csv", "--lang", "en"]);
    assert!(said.contains("Still there from an earlier report: resume.json. Delete"), "{said}");
}
