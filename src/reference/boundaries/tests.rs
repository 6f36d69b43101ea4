//! Boundaries in place of those of drawn references (see [`crate::reference::sample`]).

use geo_types::MultiPolygon;

use super::*;
use crate::coverage::Ellipsoid;
use crate::formats::layer::Value;
use crate::reference::City;
use crate::reference::sample::{code, drawn};

/// A layer with a feature for each letter of a drawing, under the codes that `rename` gives.
fn layer(drawing: &str, rename: impl Fn(CommuneCode) -> String) -> BoundaryLayer {
    let drawing = drawn(drawing);
    let mut layer = Layer::default();
    for (face, unit) in (0..).zip(&drawing.units) {
        let attributes = [("nom", unit.name.clone()), ("code", rename(unit.code))];
        layer.attributes.push(attributes.map(|(name, value)| (name.to_owned(), Value::Text(value))).into());
        layer.shapes.push_face(&drawing.coverage.face(face));
    }
    BoundaryLayer { file: "communes.geojson".to_owned(), layer }
}

fn same(drawing: &str) -> BoundaryLayer {
    layer(drawing, |code| code.to_string())
}

fn codes(reference: &Reference) -> Vec<String> {
    reference.units.iter().map(|unit| unit.code.to_string()).collect()
}

fn notes(reference: &Reference) -> &[BoundaryNote] {
    &reference.boundaries.as_ref().expect("boundaries").notes
}

/// A reference whose units are the arrondissements of a city.
fn city(drawing: &str) -> Reference {
    let mut reference = drawn(drawing);
    let code: CommuneCode = "01999".parse().unwrap();
    reference.areas.cities.push(City { code, name: "Ville".to_owned() });
    reference.units.iter_mut().for_each(|unit| unit.city = Some(code));
    reference
}

#[test]
fn contours_take_the_place_of_the_references_own_whatever_their_order() {
    let reference = drawn("ABC");
    let mut wider = same("AABBCC");
    wider.layer.attributes.reverse();
    wider.layer.shapes = wider.layer.shapes.select(&[2, 1, 0]);
    let joined = with_boundaries(reference.clone(), vec![wider]).unwrap();
    let areas = |reference: &Reference| reference.coverage.areas(&Ellipsoid::WGS84);
    for (before, after) in areas(&reference).into_iter().zip(areas(&joined)) {
        assert!((after / before - 2.0).abs() < 1e-9);
    }
    assert_eq!((codes(&joined), notes(&joined)), (codes(&reference), [].as_slice()));
}

#[test]
fn a_contour_under_a_former_code_joins_that_of_todays_commune() {
    let file = layer("AAb", |it| if it == code('b') { "01900".to_owned() } else { it.to_string() });
    let joined = with_boundaries(drawn("A"), vec![file]).unwrap();
    assert_eq!(joined.coverage.face(0).0.len(), 1);
    assert_eq!(joined.coverage.face(0).0[0].exterior().0.len(), 9);
    assert_eq!(notes(&joined), [BoundaryNote::FormerCode { code: "01900".parse().unwrap(), today: code('A') }]);
}

#[test]
fn another_vintage_is_refused_with_the_codes_that_differ_on_both_sides() {
    let file = layer("AB", |it| if it == code('B') { "01555".to_owned() } else { it.to_string() });
    let error = with_boundaries(drawn("ABC"), vec![file]).unwrap_err();
    let BoundariesError::OtherVintage { unknown, missing, .. } = &error else { panic!("{error}") };
    assert_eq!(unknown, &["01555 (communes.geojson)"]);
    assert_eq!(missing, &[code('B').to_string(), code('C').to_string()]);
    assert!(error.to_string().contains("01555") && error.to_string().contains("01067"), "{error}");
}

#[test]
fn departments_that_the_files_do_not_hold_are_left_out_and_told() {
    let joined = with_boundaries(drawn("ABx"), vec![same("AB")]).unwrap();
    assert_eq!(codes(&joined), [code('A').to_string(), code('B').to_string()]);
    assert_eq!(notes(&joined), [BoundaryNote::DepartmentsAbsent { codes: vec!["02".to_owned()] }]);
    assert!(joined.boundaries.unwrap().beyond.contains(&code('x')));
}

#[test]
fn a_city_without_its_arrondissements_is_one_unit_with_their_inhabitants() {
    let whole = layer("A", |_| "01999".to_owned());
    let joined = with_boundaries(city("ABC"), vec![whole]).unwrap();
    assert_eq!(codes(&joined), ["01999"]);
    assert_eq!((joined.units[0].population, joined.units[0].name.as_str()), (Some(300), "Ville"));
    assert_eq!(joined.boundaries.as_ref().unwrap().in_whole_city.len(), 3);
    assert_eq!(joined.arrondissements("01999".parse().unwrap()).count(), 0);
}

#[test]
fn a_city_beside_its_arrondissements_gives_way_to_them() {
    let whole = layer("AAA", |_| "01999".to_owned());
    let joined = with_boundaries(city("ABC"), vec![whole, same("ABC")]).unwrap();
    assert_eq!(codes(&joined).len(), 3);
    assert_eq!(notes(&joined), [BoundaryNote::CityBesideArrondissements { code: "01999".parse().unwrap() }]);
}

#[test]
fn a_feature_given_twice_counts_once_and_parts_of_a_unit_are_joined() {
    let twice = with_boundaries(drawn("AB"), vec![same("AB"), same("AB")]).unwrap();
    let note = |code, identical| BoundaryNote::Repeated { code, features: 2, identical };
    assert_eq!(notes(&twice), [note(code('A'), true), note(code('B'), true)]);
    let parts = layer("ABC", |it| if it == code('C') { code('A').to_string() } else { it.to_string() });
    let joined = with_boundaries(drawn("AB"), vec![parts]).unwrap();
    assert_eq!(joined.coverage.face(0).0.len(), 2);
    assert_eq!(notes(&joined), [note(code('A'), false)]);
}

#[test]
fn a_unit_whose_feature_has_no_polygon_counts_without_contour() {
    let mut file = same("AB");
    file.layer.shapes = [&MultiPolygon(vec![]), &file.layer.shapes.face(1)].into_iter().collect();
    let joined = with_boundaries(drawn("AB"), vec![file]).unwrap();
    assert!(joined.coverage.is_empty_face(0));
    assert_eq!(notes(&joined), [BoundaryNote::NoContour { code: code('A') }]);
}

#[test]
fn the_column_of_codes_is_found_by_its_values_then_by_its_name() {
    let mut file = same("ABC");
    for (attributes, postal) in file.layer.attributes.iter_mut().zip(["01065", "99999", "01000"]) {
        // A column that looks right by its name, and one that a spreadsheet made numbers of.
        attributes.insert("INSEE_COM".to_owned(), Value::Text(postal.to_owned()));
        let number = attributes.remove("code").unwrap().to_text().parse().unwrap();
        attributes.insert("numero".to_owned(), Value::Integer(number));
    }
    assert_eq!(codes(&with_boundaries(drawn("ABC"), vec![file]).unwrap()).len(), 3);
    let mut both = same("ABC");
    for attributes in &mut both.layer.attributes {
        let value = attributes["code"].clone();
        attributes.extend([("zone".to_owned(), value.clone()), ("INSEE_COM".to_owned(), value)]);
    }
    let find = |file: &BoundaryLayer| code_column::find(file, |it| drawn("ABC").find(it).is_some()).unwrap();
    assert_eq!(find(&both), "INSEE_COM");
}

#[test]
fn a_file_without_codes_or_with_features_that_lack_one_is_refused() {
    let named = |rename: &dyn Fn(CommuneCode) -> String| with_boundaries(drawn("ABC"), vec![layer("ABC", rename)]);
    let error = named(&|_| "Bourg".to_owned()).unwrap_err();
    assert!(matches!(&error, BoundariesError::NoCodeColumn { columns, .. } if columns.len() == 2), "{error}");
    let error = named(&|it| if it == code('B') { String::new() } else { it.to_string() }).unwrap_err();
    assert_eq!(error.to_string().matches("feature 2").count(), 1, "{error}");
    let empty = BoundaryLayer { file: "vide.geojson".to_owned(), layer: Layer::default() };
    assert!(matches!(with_boundaries(drawn("A"), vec![empty]), Err(BoundariesError::Empty { .. })));
}

#[test]
fn contours_that_overlap_are_refused_by_the_names_of_their_units() {
    let mut file = same("AB");
    let face = file.layer.shapes.face(0);
    let mut other = face.clone();
    other.0[0].exterior_mut(|ring| ring.0[2].x += 0.001);
    file.layer.shapes = [&face, &other].into_iter().collect();
    let error = with_boundaries(drawn("AB"), vec![file]).unwrap_err();
    assert!(error.to_string().contains("01065 and 01066"), "{error}");
}
