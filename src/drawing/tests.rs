//! Drawings over small references drawn as letters: each letter a commune of 100 inhabitants, a hundredth of a degree wide.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use proptest::prelude::*;

use super::*;
use crate::formats::layer::{Attributes, Layer, Value};
use crate::reference::Reference;
use crate::reference::sample::{code, drawn};
use crate::territory::ColumnChoice;

/// A polygon in cells of the reference: x to the east, y to the south.
fn polygon(points: &[(f64, f64)]) -> MultiPolygon<f64> {
    let line: LineString<f64> =
        points.iter().map(|&(x, y)| Coord { x: 2.0 + x / 100.0, y: 48.0 - y / 100.0 }).collect();
    Polygon::new(line, vec![]).into()
}

fn rectangle(west: f64, north: f64, east: f64, south: f64) -> MultiPolygon<f64> {
    polygon(&[(west, south), (east, south), (east, north), (west, north)])
}

fn attributes(texts: &[(&str, &str)]) -> Attributes {
    texts.iter().map(|&(name, text)| (name.to_owned(), Value::Text(text.to_owned()))).collect()
}

fn layer(features: &[(&str, MultiPolygon<f64>)]) -> Layer {
    Layer {
        attributes: features.iter().map(|(name, _)| attributes(&[("cpts", name)])).collect(),
        shapes: features.iter().map(|(_, shape)| shape).collect(),
        ..Layer::default()
    }
}

fn assigned(reference: &Reference, layer: &Layer, options: &AssignOptions) -> (Drawing, Assignment) {
    let drawing = Sketch::new(layer.clone(), &ColumnChoice::default(), &[]).unwrap().over(reference);
    let found = assign(reference, &drawing, None, options);
    (drawing, found)
}

/// Rows as `CPTS:letter`, with the inhabitants of a part.
fn rows(reference: &Reference, (drawing, found): &(Drawing, Assignment)) -> Vec<String> {
    let letter = |row: &Claimed| ('A'..='z').find(|&letter| code(letter) == reference.unit(row.unit).code).unwrap();
    let row = |row: &Claimed| {
        let people = row.population.map(|people| format!("={people}")).unwrap_or_default();
        format!("{}:{}{people}", drawing.territories[row.territory].label(), letter(row))
    };
    found.rows.iter().map(row).collect()
}

fn keys((_, found): &(Drawing, Assignment)) -> Vec<&'static str> {
    found.notes.iter().map(|noted| noted.doubt.key()).collect()
}

/// What two features over `AB` give.
fn of_two(
    one: MultiPolygon<f64>,
    other: MultiPolygon<f64>,
    options: &AssignOptions,
) -> (Vec<String>, Vec<&'static str>) {
    let reference = drawn("AB");
    let found = assigned(&reference, &layer(&[("Est", other), ("Ouest", one)]), options);
    (rows(&reference, &found), keys(&found))
}

#[test]
fn territories_made_of_communes_claim_these_communes_without_a_doubt() {
    let reference = drawn("AAB\nCDB");
    let face = |letters: &[u32]| reference.coverage.dissolve(letters);
    let found =
        assigned(&reference, &layer(&[("Nord", face(&[0, 1])), ("Sud", face(&[2]))]), &AssignOptions::default());
    assert_eq!(rows(&reference, &found), ["Nord:A", "Nord:B", "Sud:C"]);
    assert_eq!(keys(&found), [""; 0]);
}

#[test]
fn a_commune_goes_to_who_holds_most_of_it_and_a_real_split_is_told() {
    let found = of_two(rectangle(0.0, 0.0, 1.3, 1.0), rectangle(1.3, 0.0, 2.0, 1.0), &AssignOptions::default());
    assert_eq!(found, (vec!["Est:B".to_owned(), "Ouest:A".to_owned()], vec!["commune_divisee"]));
}

#[test]
fn a_narrow_strip_along_a_border_is_a_sliver_and_no_doubt() {
    // 0.02 of a cell is 15 m.
    let found = of_two(rectangle(0.0, 0.0, 1.02, 1.0), rectangle(1.02, 0.0, 2.0, 1.0), &AssignOptions::default());
    assert_eq!(found, (vec!["Est:B".to_owned(), "Ouest:A".to_owned()], vec!["eclats"]));
    let narrow = AssignOptions { slivers: SliverLimits { width: 5.0, share: 0.1 }, ..AssignOptions::default() };
    let found = of_two(rectangle(0.0, 0.0, 1.02, 1.0), rectangle(1.02, 0.0, 2.0, 1.0), &narrow);
    assert_eq!(found.1, ["effleure"]);
}

#[test]
fn a_commune_that_none_holds_enough_of_is_not_claimed_and_told_as_an_error() {
    let strict = AssignOptions { threshold: 0.8, ..AssignOptions::default() };
    let found = of_two(rectangle(0.0, 0.0, 1.3, 1.0), rectangle(1.3, 0.0, 2.0, 1.0), &strict);
    assert_eq!(found, (vec!["Ouest:A".to_owned()], vec!["sans_majorite", "sans_commune"]));
}

#[test]
fn a_shared_commune_has_a_row_for_each_part_whose_inhabitants_sum_to_no_more_than_its_own() {
    let shared = AssignOptions { shared: true, ..AssignOptions::default() };
    let found = of_two(rectangle(0.0, 0.0, 1.3, 1.0), rectangle(1.3, 0.0, 2.0, 1.0), &shared);
    let expected = ["Est:B=70", "Ouest:A", "Ouest:B=30"].map(str::to_owned).to_vec();
    assert_eq!(found, (expected, vec!["estimation", "commune_partagee"]));
}

#[test]
fn what_nobody_disputes_of_a_shared_commune_is_assigned_and_the_disputed_part_goes_to_both_as_an_error() {
    let shared = AssignOptions { shared: true, ..AssignOptions::default() };
    // Of B, 30 belong to Ouest alone, 50 to Est alone, and 20 to both.
    let found = of_two(rectangle(0.0, 0.0, 1.5, 1.0), rectangle(1.3, 0.0, 2.0, 1.0), &shared);
    let expected = ["Est:B=50", "Est:B=20", "Ouest:A", "Ouest:B=30", "Ouest:B=20"].map(str::to_owned).to_vec();
    assert_eq!(found, (expected, vec!["partie_disputee", "estimation", "commune_partagee"]));
    // Both hold more than half of A, and share it all the same.
    let reference = drawn("A");
    let features = layer(&[("Est", rectangle(0.42, 0.0, 1.0, 1.0)), ("Ouest", rectangle(0.0, 0.0, 0.58, 1.0))]);
    let found = assigned(&reference, &features, &shared);
    assert_eq!(rows(&reference, &found), ["Est:A=42", "Est:A=16", "Ouest:A=42", "Ouest:A=16"]);
}

#[test]
fn two_that_both_hold_more_than_half_of_a_commune_overlap_however_little() {
    let reference = drawn("A");
    let features = layer(&[("Est", rectangle(0.48, 0.0, 1.0, 1.0)), ("Ouest", rectangle(0.0, 0.0, 0.52, 1.0))]);
    let found = assigned(&reference, &features, &AssignOptions::default());
    assert_eq!(
        (rows(&reference, &found), keys(&found)),
        (vec!["Est:A".to_owned(), "Ouest:A".to_owned()], vec!["chevauchement", "eclats"])
    );
    assert_eq!(found.1.notes[0].doubt.severity(), crate::territory::Severity::Error);
}

#[test]
fn slivers_leave_no_inhabitant_of_a_shared_commune_without_a_territory() {
    let shared = AssignOptions { shared: true, ..AssignOptions::default() };
    // 15 m along the northern border, and as much between the two.
    let found = of_two(rectangle(0.0, 0.02, 1.3, 1.0), rectangle(1.32, 0.02, 2.0, 1.0), &shared);
    let people: Vec<&str> = found.0.iter().filter_map(|row| row.split_once('=')).map(|(_, people)| people).collect();
    assert_eq!(people, ["69", "31"]);
    assert!(found.1.contains(&"eclats") && found.1.contains(&"commune_partagee"));
}

#[test]
fn the_inhabitants_told_of_a_shared_commune_are_those_of_its_rows() {
    let shared = AssignOptions { shared: true, ..AssignOptions::default() };
    let reference = drawn("A");
    let features = layer(&[("Est", rectangle(0.6, 0.0, 0.98, 1.0)), ("Ouest", rectangle(0.0, 0.0, 0.5, 1.0))]);
    let (_, found) = assigned(&reference, &features, &shared);
    let told = found.notes.iter().find_map(|noted| match &noted.doubt {
        Doubt::Shared { shares, .. } => Some(shares.iter().map(|it| it.population.unwrap_or(0)).collect::<Vec<_>>()),
        _ => None,
    });
    assert_eq!(told, Some(vec![51, 39, 10]));
    assert_eq!(found.rows.iter().filter_map(|row| row.population).sum::<u64>(), 90);
}

#[test]
fn with_iris_the_disputed_ones_go_to_both_and_the_others_to_their_own() {
    let reference = drawn("AB");
    let features = layer(&[("Ouest", rectangle(0.0, 0.0, 2.0, 0.5)), ("Est", rectangle(1.5, 0.0, 2.0, 1.0))]);
    let drawing = Sketch::new(features, &ColumnChoice::default(), &[]).unwrap().over(&reference);
    let found = assign(&reference, &drawing, Some(&iris(&reference, false)), &AssignOptions::default());
    let parts: Vec<(&str, usize)> =
        found.rows.iter().filter(|row| row.unit == 1).map(|row| (&row.part[6..], row.territory)).collect();
    assert_eq!(parts, [("101", 0), ("103", 0), ("100", 1), ("101", 1)]);
    let told: Vec<_> = found.notes.iter().filter(|noted| noted.doubt.key() == "chevauchement").collect();
    assert_eq!(
        (told.len(), &told[0].part[6..], told[0].doubt.severity()),
        (1, "101", crate::territory::Severity::Error)
    );
}

#[test]
fn territories_that_both_hold_a_commune_both_claim_it() {
    let all = || rectangle(0.0, 0.0, 2.0, 1.0);
    let found = of_two(rectangle(0.0, 0.0, 1.0, 1.0), all(), &AssignOptions::default());
    assert_eq!(found, (["Est:A", "Est:B", "Ouest:A"].map(str::to_owned).to_vec(), vec!["chevauchement"]));
}

#[test]
fn by_point_a_commune_goes_to_the_territory_around_a_point_of_it() {
    let by_point = AssignOptions { by: By::Point, threshold: 0.9, ..AssignOptions::default() };
    let found = of_two(rectangle(0.0, 0.0, 1.4, 1.0), rectangle(1.4, 0.0, 2.0, 1.0), &by_point);
    assert_eq!(found.0, ["Est:B", "Ouest:A"]);
}

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

#[test]
fn iris_that_do_not_make_up_their_commune_decide_nothing_and_are_told() {
    let reference = drawn("AB");
    let quarters = [(1.0, 0.0), (1.5, 0.0), (1.0, 0.5), (1.5, 0.5)];
    // One quarter is missing, at sea, or without polygon.
    let of = |last: Option<MultiPolygon<f64>>| {
        let squares = quarters[..3].iter().map(|&(x, y)| ("", rectangle(x, y, x + 0.5, y + 0.5)));
        let mut features = layer(&squares.chain(last.map(|it| ("", it))).collect::<Vec<_>>());
        for (number, it) in features.attributes.iter_mut().enumerate() {
            *it = attributes(&[("code_iris", &format!("{}010{number}", code('B')))]);
        }
        IrisLayer::new(&features, &reference).unwrap()
    };
    for last in [None, Some(rectangle(7.0, 7.0, 7.5, 7.5)), Some(MultiPolygon(vec![]))] {
        let (iris, drawing) = (of(last), divided(&reference));
        let found = assign(&reference, &drawing, Some(&iris), &AssignOptions::default());
        let found = (drawing, found);
        assert_eq!(rows(&reference, &found), ["Est:B=55", "Ouest:A", "Ouest:B=45"]);
        assert!(keys(&found).contains(&"iris_incomplets"));
    }
    let whole = of(Some(rectangle(1.5, 0.5, 2.0, 1.0)));
    assert!(whole.unfit.is_empty());
}

#[test]
fn iris_that_all_have_no_inhabitants_decide_nothing_and_are_told() {
    let reference = drawn("AB");
    let quarters = [(1.0, 0.0), (1.5, 0.0), (1.0, 0.5), (1.5, 0.5)];
    let mut features = layer(&quarters.map(|(x, y)| ("", rectangle(x, y, x + 0.5, y + 0.5))));
    for (number, it) in features.attributes.iter_mut().enumerate() {
        *it = attributes(&[("code_iris", &format!("{}010{number}", code('B'))), ("pop", "0")]);
    }
    let (iris, drawing) = (IrisLayer::new(&features, &reference).unwrap(), divided(&reference));
    let found = assign(&reference, &drawing, Some(&iris), &AssignOptions::default());
    let found = (drawing, found);
    assert_eq!(rows(&reference, &found), ["Est:B=55", "Ouest:A", "Ouest:B=45"]);
    assert!(keys(&found).contains(&"iris_sans_habitants"));
}

#[test]
fn iris_without_any_polygon_are_refused() {
    let reference = drawn("AB");
    let mut features = layer(&[("", MultiPolygon(vec![]))]);
    features.attributes[0] = attributes(&[("code_iris", &format!("{}0101", code('B')))]);
    let error = IrisLayer::new(&features, &reference).unwrap_err();
    assert!(error.to_string().contains("polygon"), "{error}");
}

/// The four quarters of `B`, of which the first has nine inhabitants in ten.
fn iris(reference: &Reference, with_population: bool) -> IrisLayer {
    let quarters = [(1.0, 0.0), (1.5, 0.0), (1.0, 0.5), (1.5, 0.5)];
    let mut features = layer(&quarters.map(|(x, y)| ("", rectangle(x, y, x + 0.5, y + 0.5))));
    for (number, attributes) in features.attributes.iter_mut().enumerate() {
        attributes.clear();
        attributes.insert("code_iris".to_owned(), Value::Text(format!("{}010{number}", code('B'))));
        if with_population {
            attributes.insert("P21_POP".to_owned(), Value::Integer(if number == 0 { 2700 } else { 100 }));
        }
    }
    IrisLayer::new(&features, reference).unwrap()
}

/// West has A and the western quarters of B but a tenth of a cell.
fn divided(reference: &Reference) -> Drawing {
    let features = layer(&[("Ouest", rectangle(0.0, 0.0, 1.45, 1.0)), ("Est", rectangle(1.45, 0.0, 2.0, 1.0))]);
    Sketch::new(features, &ColumnChoice::default(), &[]).unwrap().over(reference)
}

#[test]
fn with_iris_a_divided_commune_has_a_row_for_each_of_them_with_its_inhabitants() {
    let reference = drawn("AB");
    for (with_population, first) in [(true, "Est:B=4"), (false, "Est:B=25")] {
        let (iris, drawing) = (iris(&reference, with_population), divided(&reference));
        let found = assign(&reference, &drawing, Some(&iris), &AssignOptions::default());
        let found = (drawing, found);
        assert_eq!(rows(&reference, &found)[0], first);
        let sum: u64 = found.1.rows.iter().filter_map(|row| row.population).sum();
        assert_eq!((sum, found.1.rows.len()), (100, 5));
    }
}

#[test]
fn by_population_a_commune_goes_to_who_holds_most_of_its_inhabitants() {
    let reference = drawn("AB");
    let (iris, drawing) = (iris(&reference, true), divided(&reference));
    let options = AssignOptions { by: By::Population, ..AssignOptions::default() };
    let found = assign(&reference, &drawing, Some(&iris), &options);
    assert_eq!(rows(&reference, &(drawing, found)), ["Ouest:A", "Ouest:B"]);
    let found = assigned(&reference, &layer(&[("Est", rectangle(1.45, 0.0, 2.0, 1.0))]), &AssignOptions::default());
    assert_eq!(rows(&reference, &found), ["Est:B"], "by area it is the other");
}

#[test]
fn overlaps_and_gaps_are_measured_before_any_assignment() {
    let reference = drawn("AB");
    let around = Polygon::new(
        rectangle(-1.0, -1.0, 3.0, 2.0).0.remove(0).exterior().clone(),
        vec![rectangle(0.5, 0.0, 1.5, 1.0).0.remove(0).exterior().clone()],
    );
    let features = layer(&[("Nord", around.into()), ("Sud", rectangle(0.25, 0.0, 1.0, 1.0))]);
    let drawing = Sketch::new(features, &ColumnChoice::default(), &[]).unwrap().over(&reference);
    let found = between(&reference, &drawing, None, SliverLimits::default(), 300.0).unwrap();
    let told: Vec<_> = found.iter().map(|it| (it.kind, it.territories.len(), it.units.len(), it.population)).collect();
    assert_eq!(told, [(BetweenKind::Overlap, 2, 1, 25), (BetweenKind::Gap, 2, 1, 50)]);
    assert!(found.iter().all(|it| !it.is_sliver && !it.is_open));
}

#[test]
fn a_gap_that_opens_to_the_outside_is_told_where_its_mouth_is_narrow() {
    let reference = drawn("AB");
    // 224 m by 556 m.
    let west = polygon(&[(0.0, 0.0), (1.0, 0.0), (1.0, 0.5), (0.7, 0.5), (0.7, 1.0), (0.0, 1.0)]);
    let features = layer(&[("Ouest", west), ("Est", rectangle(1.0, 0.0, 2.0, 1.0))]);
    let drawing = Sketch::new(features, &ColumnChoice::default(), &[]).unwrap().over(&reference);
    let found = |mouth: f64| between(&reference, &drawing, None, SliverLimits::default(), mouth).unwrap();
    let told: Vec<_> = found(300.0).iter().map(|it| (it.kind, it.is_open, it.is_sliver, it.population)).collect();
    assert_eq!(told, [(BetweenKind::Gap, true, false, 15)]);
    let (width, area) = (found(300.0)[0].width, found(300.0)[0].area);
    assert!((155.0..165.0).contains(&width) && (area / 124.5e3 - 1.0).abs() < 0.01, "{width} m, {area} m²");
    assert_eq!(found(200.0), [], "it is wider than that");
}

proptest! {
    #[test]
    fn shares_of_a_commune_sum_to_all_of_it_and_parts_to_no_more_than_its_inhabitants(
        cuts in proptest::collection::vec(0.0_f64..2.0, 1..4), shared: bool
    ) {
        let reference = drawn("AB");
        let mut cuts = cuts;
        cuts.extend([0.0, 2.0]);
        cuts.sort_by(f64::total_cmp);
        let strips: Vec<(String, MultiPolygon<f64>)> = cuts
            .windows(2)
            .filter(|pair| pair[1] - pair[0] > 1e-4)
            .enumerate()
            .map(|(at, pair)| (format!("C{at}"), rectangle(pair[0], 0.0, pair[1], 1.0)))
            .collect();
        let features: Vec<(&str, MultiPolygon<f64>)> = strips.iter().map(|(name, it)| (name.as_str(), it.clone())).collect();
        let options = AssignOptions { shared, ..AssignOptions::default() };
        let one = assigned(&reference, &layer(&features), &options);
        let backwards: Vec<_> = features.iter().rev().cloned().collect();
        let other = assigned(&reference, &layer(&backwards), &options);
        prop_assert_eq!(&one.1.rows, &other.1.rows);
        prop_assert_eq!(&one.1.review, &other.1.review);
        for noted in &one.1.notes {
            if let Doubt::Split { shares, .. } | Doubt::NoMajority { shares } | Doubt::Shared { shares, .. } = &noted.doubt {
                prop_assert!(shares.iter().map(|share| share.share).sum::<f64>() <= 1.0 + 1e-12);
            }
        }
        for unit in 0..2 {
            let people: u64 = one.1.rows.iter().filter(|row| row.unit == unit).filter_map(|row| row.population).sum();
            prop_assert!(people <= 100);
        }
    }
}
