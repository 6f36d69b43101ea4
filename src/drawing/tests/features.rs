//! What features say, and what of them cannot be used.

use super::*;

#[test]
fn features_that_cannot_be_used_are_told_and_counted() {
    let reference = drawn("AB");
    let mut features = layer(&[
        ("", rectangle(0.0, 0.0, 1.0, 1.0)),
        ("HORS CPTS", rectangle(0.0, 0.0, 1.0, 1.0)),
        ("Vide", MultiPolygon(vec![])),
        ("Nord", rectangle(1.0, 0.0, 2.0, 1.0)),
        ("Loin", rectangle(50.0, 50.0, 51.0, 51.0)),
    ]);
    features.attributes[0] = Attributes::new();
    let found = assigned(&reference, &features, &AssignOptions::default());
    assert_eq!(keys(&found), ["sans_nom", "sans_polygone", "hors_communes", "exclu"]);
    assert_eq!((found.0.features, found.0.used), (5, 2));
    assert_eq!(rows(&reference, &found), ["Nord:B"]);
}

#[test]
fn names_of_what_is_no_cpts_can_be_given() {
    let reference = drawn("AB");
    let features = layer(&[("Nord", rectangle(0.0, 0.0, 1.0, 1.0)), ("Autre dép.", rectangle(1.0, 0.0, 2.0, 1.0))]);
    let drawing = Sketch::new(features, &ColumnChoice::default(), &["autre dep".to_owned()]).unwrap().over(&reference);
    assert_eq!((drawing.territories.len(), drawing.used, drawing.features), (1, 1, 2));
}

#[test]
fn features_of_one_cpts_are_one_territory_even_where_they_overlap() {
    let reference = drawn("ABC");
    let features = layer(&[("Nord", rectangle(0.0, 0.0, 2.0, 1.0)), ("Nord", rectangle(1.0, 0.0, 3.0, 1.0))]);
    let found = assigned(&reference, &features, &AssignOptions::default());
    assert_eq!(rows(&reference, &found), ["Nord:A", "Nord:B", "Nord:C"]);
    assert_eq!(keys(&found), ["objets_superposes", "objets_reunis"]);
}

#[test]
fn a_polygon_given_twice_counts_once_for_a_cpts_and_is_told_of_two() {
    let reference = drawn("AB");
    let square = || rectangle(0.0, 0.0, 1.0, 1.0);
    let found = assigned(&reference, &layer(&[("Nord", square()), ("Nord", square())]), &AssignOptions::default());
    assert_eq!((rows(&reference, &found), keys(&found)), (vec!["Nord:A".to_owned()], vec!["polygone_en_double"]));
    let found = assigned(&reference, &layer(&[("Nord", square()), ("Sud", square())]), &AssignOptions::default());
    assert_eq!(rows(&reference, &found), ["Nord:A", "Sud:A"]);
    assert_eq!(keys(&found), ["chevauchement", "polygone_en_double"]);
}

#[test]
fn a_bow_tie_is_mended_and_told() {
    let reference = drawn("AB");
    let bow = polygon(&[(0.0, -1.0), (2.0, 2.0), (2.0, -1.0), (0.0, 2.0)]);
    let found = assigned(&reference, &layer(&[("Nord", bow)]), &AssignOptions::default());
    assert!(keys(&found).contains(&"polygone_repare"));
    assert_eq!(rows(&reference, &found), ["Nord:A", "Nord:B"]);
}

#[test]
fn polygons_of_a_feature_that_overlap_along_the_borders_of_communes_are_united_and_told() {
    let reference = drawn("ABC");
    let united = |parts: &[MultiPolygon<f64>]| MultiPolygon(parts.iter().flat_map(|part| part.0.clone()).collect());
    let commune = |at: f64| rectangle(at, 0.0, at + 1.0, 1.0);
    let twice = united(&[commune(0.0), commune(1.0), commune(1.0), commune(2.0)]);
    let two_by_two = united(&[rectangle(0.0, 0.0, 2.0, 1.0), rectangle(1.0, 0.0, 3.0, 1.0)]);
    for (shape, is_told) in [(twice, true), (two_by_two, true), (united(&[0.0, 1.0, 2.0].map(commune)), false)] {
        let found = assigned(&reference, &layer(&[("Nord", shape)]), &AssignOptions::default());
        assert_eq!(rows(&reference, &found), ["Nord:A", "Nord:B", "Nord:C"]);
        assert_eq!(keys(&found), ["polygone_repare"].repeat(usize::from(is_told)));
    }
    // An enclave beside the hole that it is in, and once more in a territory that holds it already.
    let around = drawn("AAA\nABA\nAAA");
    for (shape, is_told) in [
        (united(&[rectangle(0.0, 0.0, 3.0, 3.0), rectangle(1.0, 1.0, 2.0, 2.0)]), true),
        (united(&[rectangle(0.0, 0.0, 3.0, 3.0)]), false),
    ] {
        let found = assigned(&around, &layer(&[("Nord", shape)]), &AssignOptions::default());
        assert_eq!(rows(&around, &found), ["Nord:A", "Nord:B"]);
        assert_eq!(keys(&found), ["polygone_repare"].repeat(usize::from(is_told)));
    }
}

#[test]
fn names_of_signs_alone_are_no_cpts() {
    let reference = drawn("AB");
    for name in ["-", "?", "…", "0"] {
        let shapes = [(name, rectangle(0.0, 0.0, 1.0, 1.0)), ("Sud", rectangle(1.0, 0.0, 2.0, 1.0))];
        let found = assigned(&reference, &layer(&shapes), &AssignOptions::default());
        assert_eq!((rows(&reference, &found), keys(&found)), (vec!["Sud:B".to_owned()], vec!["exclu"]));
    }
}

#[test]
fn an_identifier_that_says_nothing_gives_way_to_the_name_and_zero_among_numbers_is_one() {
    let reference = drawn("AB");
    let read = |said: [[&str; 2]; 2]| {
        let shapes = [("", rectangle(0.0, 0.0, 1.0, 1.0)), ("", rectangle(1.0, 0.0, 2.0, 1.0))];
        let mut features = layer(&shapes);
        for (it, [id, name]) in features.attributes.iter_mut().zip(said) {
            *it = attributes(&[("cpts_id", id), ("cpts_nom", name)]);
        }
        let found = assigned(&reference, &features, &AssignOptions::default());
        (rows(&reference, &found), keys(&found))
    };
    assert_eq!(read([["0", "Nord"], ["S", "Sud"]]).0, ["Nord:A", "Sud:B"]);
    assert_eq!(read([["?", "Nord"], ["S", "-"]]).0, ["Nord:A", "S:B"]);
    assert_eq!(read([["0", ""], ["1", ""]]).0, ["0:A", "1:B"]);
    assert_eq!(read([["9", "HORS CPTS"], ["S", "Sud"]]), (vec!["Sud:B".to_owned()], vec!["exclu"]));
}

#[test]
fn attributes_are_kept_and_those_that_a_table_would_misread_get_a_prefix() {
    let reference = drawn("AB");
    let mut features = layer(&[("Nord", rectangle(0.0, 0.0, 2.0, 1.0))]);
    features.attributes[0] =
        attributes(&[("cpts", "Nord"), ("stade", "aci"), ("commune", "Lens"), ("contact", "M. X")]);
    let (drawing, _) = assigned(&reference, &features, &AssignOptions::default());
    assert_eq!(drawing.others, ["attribut_commune", "contact"]);
    assert_eq!(drawing.territories[0].others, ["Lens", "M. X"]);
    assert_eq!(drawing.territories[0].known[0], "ACI signé");
}

/// One CPTS whose two features, over A and B, give a column these values.
fn of_values(column: &str, values: [&str; 2]) -> (String, Vec<&'static str>) {
    let reference = drawn("AB");
    let mut features = layer(&[("Nord", rectangle(0.0, 0.0, 1.0, 1.0)), ("Nord", rectangle(1.0, 0.0, 2.0, 1.0))]);
    for (it, value) in features.attributes.iter_mut().zip(values) {
        it.insert(column.to_owned(), Value::Text(value.to_owned()));
    }
    let found = assigned(&reference, &features, &AssignOptions::default());
    (found.0.territories[0].known.join(""), keys(&found))
}

#[test]
fn of_several_stages_the_least_advanced_counts_and_a_feature_without_one_is_told() {
    let told = vec!["valeurs_differentes", "objets_reunis"];
    assert_eq!(
        of_values("stade", ["projet de santé validé", "ACI signé"]),
        ("projet de santé validé".into(), told.clone())
    );
    assert_eq!(
        of_values("stade", ["ACI signé", "lettre d'intention"]),
        ("lettre d'intention validée".into(), told.clone())
    );
    assert_eq!(of_values("stade", ["ACI signé", ""]), ("ACI signé".into(), told));
    assert_eq!(of_values("stade", ["aci", "ACI signé"]), ("ACI signé".into(), vec!["objets_reunis"]));
}

#[test]
fn a_day_of_one_feature_is_not_spread_over_the_others() {
    let told = vec!["valeurs_differentes", "objets_reunis"];
    assert_eq!(of_values("date_fin", ["", "2019-12-31"]), (String::new(), told.clone()));
    assert_eq!(of_values("date_debut", ["2020-01-01", "2024-01-01"]), (String::new(), told));
    assert_eq!(of_values("date_debut", ["2020-01-01", "2020-01-01"]), ("2020-01-01".into(), vec!["objets_reunis"]));
}

#[test]
fn names_alike_names_to_exclude_that_nobody_has_and_flat_polygons_are_told() {
    let reference = drawn("AB");
    let features = layer(&[
        ("CPTS Éden", rectangle(0.0, 0.0, 1.0, 1.0)),
        ("cpts eden", rectangle(1.0, 0.0, 2.0, 1.0)),
        ("Fil", polygon(&[(0.2, 0.2), (0.8, 0.8), (0.5, 0.5)])),
        ("Autre", rectangle(0.0, 0.0, 1.0, 1.0)),
    ]);
    let exclude = ["AUTRE".to_owned(), "nimporte".to_owned()];
    let drawing = Sketch::new(features, &ColumnChoice::default(), &exclude).unwrap().over(&reference);
    let found = assign(&reference, &drawing, None, &AssignOptions::default());
    let found = keys(&(drawing, found));
    assert!(
        ["sans_surface", "exclusion_sans_effet", "noms_semblables", "exclu"].iter().all(|it| found.contains(it)),
        "{found:?}"
    );
    assert!(!found.contains(&"hors_communes"), "{found:?}");
}

#[test]
fn names_of_attributes_stay_apart_and_the_number_of_a_feature_is_none() {
    let reference = drawn("AB");
    let mut features = layer(&[("Nord", rectangle(0.0, 0.0, 2.0, 1.0))]);
    features.attributes[0] =
        attributes(&[("cpts", "Nord"), ("fid", "7"), ("commune", "Lens"), ("attribut_commune", "Liévin")]);
    let (drawing, _) = assigned(&reference, &features, &AssignOptions::default());
    assert_eq!(drawing.others.len(), 2);
    assert!(drawing.others[0] != drawing.others[1] && drawing.others.iter().all(|it| it.starts_with("attribut_")));
}
