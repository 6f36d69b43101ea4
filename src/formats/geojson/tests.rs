//! What is read from GeoJSON, and what is said of text that is not.

use std::io::Read;

use geo_types::{MultiPolygon, polygon};
use proptest::prelude::*;

use super::{read, read_from};
use crate::formats::layer::{Layer, Problem, Value};
use crate::formats::read_error::ReadError;

const SQUARE: &str = "[[[0,0],[1,0],[1,1],[0,1],[0,0]]]";

fn square() -> MultiPolygon<f64> {
    polygon![(x: 0., y: 0.), (x: 1., y: 0.), (x: 1., y: 1.), (x: 0., y: 1.)].into()
}

fn feature(geometry: &str) -> String {
    format!(r#"{{"type":"Feature","properties":{{"code":"01001"}},"geometry":{geometry}}}"#)
}

fn collection(features: &[String]) -> String {
    format!("{{\"type\":\"FeatureCollection\",\"features\":[\n{}\n]}}", features.join(",\n"))
}

fn of(geometry: &str) -> Result<Layer, ReadError> {
    read(collection(&[feature(geometry)]).as_bytes())
}

/// What was passed over in the only feature.
fn problems(geometry: &str) -> Vec<Problem> {
    of(geometry).unwrap().problems.into_iter().map(|entry| entry.problem).collect()
}

fn reason(text: &str) -> (Option<usize>, Option<u64>, String) {
    match read(text.as_bytes()) {
        Err(ReadError::Malformed { feature, line, reason }) => (feature, line, reason),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_polygon_and_a_multipolygon_become_faces() {
    let polygon = feature(&format!(r#"{{"type":"Polygon","coordinates":{SQUARE}}}"#));
    let multi = feature(&format!(r#"{{"type":"MultiPolygon","coordinates":[{SQUARE},{SQUARE}]}}"#));
    let layer = read(collection(&[polygon, multi]).as_bytes()).unwrap();
    assert_eq!(layer.shapes.face(0), square());
    assert_eq!(layer.shapes.face(1).0.len(), 2);
    assert_eq!(layer.attributes[0]["code"], Value::Text("01001".to_owned()));
    assert!(layer.problems.is_empty());
}

#[test]
fn members_may_come_in_any_order_with_white_space_between() {
    let text = format!(
        "\u{feff}{{ \"features\" : [ {{ \"geometry\" : {{ \"coordinates\" : {SQUARE} , \"type\" : \"Polygon\" }} ,\n\
         \"properties\" : null , \"id\": 7, \"type\" : \"Feature\" }} ] ,\r\n \"crs\" : {{\"type\":\"name\",\
         \"properties\":{{\"name\":\"urn:ogc:def:crs:EPSG::2154\"}}}} , \"type\" : \"FeatureCollection\" }}\n"
    );
    let layer = read(text.as_bytes()).unwrap();
    assert_eq!(layer.shapes.face(0), square());
    assert_eq!(layer.crs.as_deref(), Some("urn:ogc:def:crs:EPSG::2154"));
}

#[test]
fn a_feature_or_a_geometry_by_itself_is_a_layer_of_one() {
    let geometry = format!(r#"{{"type":"Polygon","coordinates":{SQUARE}}}"#);
    for text in [feature(&geometry), geometry] {
        assert_eq!(read(text.as_bytes()).unwrap().shapes.face(0), square(), "{text}");
    }
}

#[test]
fn a_collection_of_geometries_counts_for_its_polygons() {
    let point = r#"{"type":"Point","coordinates":[1,2]}"#;
    let polygon = format!(r#"{{"type":"Polygon","coordinates":{SQUARE}}}"#);
    let layer = of(&format!(r#"{{"type":"GeometryCollection","geometries":[{point},{polygon}]}}"#)).unwrap();
    assert_eq!(layer.shapes.face(0), square());
    assert_eq!(layer.problems[0].problem, Problem::OtherParts("Point".to_owned()));
    let without = format!(r#"{{"type":"GeometryCollection","geometries":[{point}]}}"#);
    assert_eq!(problems(&without), [Problem::NotPolygon("Point".to_owned())]);
}

#[test]
fn a_feature_without_polygons_is_kept_and_told() {
    for (geometry, problem) in [
        ("null", Problem::NoGeometry),
        (r#"{"type":"Polygon","coordinates":[]}"#, Problem::NoGeometry),
        (r#"{"type":"LineString","coordinates":[[0,0],[1,1]]}"#, Problem::NotPolygon("LineString".to_owned())),
    ] {
        assert_eq!(problems(geometry), [problem], "{geometry}");
        let layer = of(geometry).unwrap();
        assert!(layer.shapes.face_count() == 1 && layer.shapes.is_empty_face(0));
    }
}

#[test]
fn an_empty_exterior_takes_its_holes_with_it_and_is_told() {
    let hole = r#"{"type":"MultiPolygon","coordinates":[[[],[[0,0],[1,0],[1,1],[0,0]]]]}"#;
    for geometry in [r#"{"type":"MultiPolygon","coordinates":[[[]]]}"#, hole] {
        assert_eq!(problems(geometry), [Problem::RingTooShort, Problem::NoGeometry], "{geometry}");
    }
}

#[test]
fn an_open_ring_is_closed_and_told_and_heights_are_told_once() {
    assert_eq!(problems(r#"{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1]]]}"#), [Problem::Unclosed]);
    let high = feature(r#"{"type":"Polygon","coordinates":[[[0,0,9],[1,0,9],[1,1,9],[0,0,9]]]}"#);
    let layer = read(collection(&[high.clone(), high]).as_bytes()).unwrap();
    assert_eq!(layer.problems.len(), 1);
    assert_eq!(layer.problems[0].problem, Problem::MoreThanTwoDimensions);
}

#[test]
fn a_ring_that_bounds_nothing_is_left_out_and_told_with_the_holes_of_an_exterior() {
    let flat = "[[5,5],[6,6],[5,5]]";
    let hole = format!(r#"{{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]],{flat}]}}"#);
    assert_eq!(problems(&hole), [Problem::RingTooShort]);
    assert_eq!(of(&hole).unwrap().shapes.face(0), square());
    let exterior = format!(r#"{{"type":"Polygon","coordinates":[{flat},[[0,0],[1,0],[1,1],[0,0]]]}}"#);
    assert_eq!(problems(&exterior), [Problem::RingTooShort, Problem::NoGeometry]);
}

#[test]
fn attributes_keep_their_type_and_lists_their_text() {
    let text =
        feature("null").replace(r#""code":"01001""#, r#""a":1,"b":1.5,"c":true,"d":null,"e":[1,2],"f":"é\n\u00e9""#);
    let layer = read(text.as_bytes()).unwrap();
    let expected = [
        ("a", Value::Integer(1)),
        ("b", Value::Number(1.5)),
        ("c", Value::Boolean(true)),
        ("e", Value::Text("[1,2]".to_owned())),
        ("f", Value::Text("é\né".to_owned())),
    ];
    assert_eq!(layer.attributes[0], expected.map(|(name, value)| (name.to_owned(), value)).into_iter().collect());
}

#[test]
fn what_is_wrong_is_told_with_its_line_and_feature() {
    let good = feature(&format!(r#"{{"type":"Polygon","coordinates":{SQUARE}}}"#));
    let bad = |geometry: &str| collection(&[good.clone(), feature(geometry)]);
    for (text, line, said) in [
        (bad(r#"{"type":"Polygon","coordinates":[[[0,0],[1,NaN]]]}"#), 3, "expected a number, found \"NaN"),
        (bad(r#"{"type":"Polygon","coordinates":[[[0,0],[1]]]}"#), 3, "expected a second coordinate"),
        (bad(r#"{"type":"Polygon","coordinates":[[[0,0],[01,1]]]}"#), 3, "expected a number"),
        (bad(r#"{"type":"Polygon","coordinates":[[0,0],[1,1]]}"#), 3, "expected a position [x, y]"),
        (bad(r#"{"type":"Polygone","coordinates":[]}"#), 3, "found type \"Polygone\""),
        (bad(r#"{"type":"Polygon"}"#), 3, "with its coordinates"),
        (bad(r#"{"type":"Polygon","coordinates":[],"coordinates":[]}"#), 3, "not a second one"),
        (bad("12"), 3, "an object"),
    ] {
        let (feature, at, reason) = reason(&text);
        assert_eq!((feature, at), (Some(1), Some(line)), "{text}: {reason}");
        assert!(reason.contains(said), "{text}: {reason}");
    }
}

#[test]
fn a_text_that_is_no_geojson_is_refused() {
    let cut = collection(&[feature(&format!(r#"{{"type":"Polygon","coordinates":{SQUARE}}}"#))]);
    for text in [
        "",
        "[]",
        "{}",
        "{\"type\":\"FeatureCollection\"}",
        "{\"type\":\"FeatureCollection\",\"features\":7}",
        "{\"type\":\"FeatureCollection\",\"features\":[7]}",
        "{\"type\":\"FeatureCollection\",\"features\":[{}]}",
        "{\"type\":\"FeatureCollection\",\"features\":[],}",
        "{\"type\":\"FeatureCollection\",\"features\":[],\"features\":[]}",
        "{\"type\":\"FeatureCollection\",\"features\":[]} 1",
        "{\"type\":\"Other\",\"features\":[]}",
        &cut[..cut.len() - 1],
        &cut[..cut.len() - 4],
        &cut[..cut.len() / 2],
    ] {
        assert!(matches!(read(text.as_bytes()), Err(ReadError::Malformed { line: Some(_), .. })), "{text}");
    }
    assert!(read(b"{\"type\":\"FeatureCollection\",\"features\":[]}").unwrap().attributes.is_empty());
}

#[test]
fn brackets_without_end_are_refused_rather_than_followed() {
    let deep = "[".repeat(1_000_000);
    assert!(reason(&format!("{{\"bbox\":{deep}")).2.contains("fewer brackets"));
    assert!(
        reason(&collection(&[feature(&format!(r#"{{"type":"GeometryCollection","geometries":{deep}}}"#))])).0.is_some()
    );
}

/// Gives out a few bytes at a time, as a pipe may.
struct Trickle<'a>(&'a [u8]);

impl Read for Trickle<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let length = buffer.len().min(self.0.len()).min(7);
        buffer[..length].copy_from_slice(&self.0[..length]);
        self.0 = &self.0[length..];
        Ok(length)
    }
}

#[test]
fn a_file_larger_than_a_block_is_read_as_a_whole() {
    // Names long enough that features, and the head, span the blocks that the stream is read in.
    let long = "x".repeat(3 << 20);
    let geometry = format!(r#"{{"type":"Polygon","coordinates":{SQUARE}}}"#);
    let features: Vec<String> = (0..9)
        .map(|i| {
            feature(&geometry).replace("01001", &format!("{i}{}", if i == 4 { long.repeat(4) } else { long.clone() }))
        })
        .collect();
    let text = collection(&features).replacen('{', &format!("{{\"name\":\"{}\",", long.repeat(3)), 1);
    let layer = read(text.as_bytes()).unwrap();
    let first: Vec<char> = layer.attributes.iter().filter_map(|it| it["code"].to_text().chars().next()).collect();
    assert_eq!(first, ['0', '1', '2', '3', '4', '5', '6', '7', '8']);
}

/// A number as it may be written, and that it is read as Rust reads it.
fn written_number() -> impl Strategy<Value = String> {
    prop_oneof![
        "-?(0|[1-9][0-9]{0,3})(\\.[0-9]{1,20})?([eE][+-]?[0-9]{1,2})?",
        any::<f64>().prop_filter("finite", |x| x.is_finite()).prop_map(|x| format!("{x:?}")),
        (-180_000_000i64..180_000_000).prop_map(|x| format!("{}", x as f64 / 1e6)),
    ]
}

proptest! {
    #[test]
    fn every_number_is_the_double_nearest_to_what_is_written(number in written_number()) {
        let layer = of(&format!(r#"{{"type":"Polygon","coordinates":[[[{number},0],[1,1],[2,2],[{number},0]]]}}"#)).unwrap();
        let expected: f64 = number.parse().unwrap();
        prop_assert_eq!(layer.shapes.vertices()[0].x.to_bits(), expected.to_bits());
    }

    #[test]
    fn how_a_stream_is_cut_does_not_matter(features in 0usize..6) {
        let text = collection(&vec![feature(&format!(r#"{{"type":"Polygon","coordinates":{SQUARE}}}"#)); features]);
        let (whole, trickled) = (read(text.as_bytes()).unwrap(), read_from(Trickle(text.as_bytes())).unwrap());
        prop_assert_eq!(whole.shapes, trickled.shapes);
    }

    #[test]
    fn a_text_with_a_byte_changed_is_read_or_refused_but_never_panics(at in 0usize..300, byte: u8) {
        let geometry = format!(r#"{{"type":"MultiPolygon","coordinates":[{SQUARE},{SQUARE}]}}"#);
        let mut text = collection(&[feature(&geometry), feature("null")]).into_bytes();
        let at = at % text.len();
        text[at] = byte;
        if let Ok(layer) = read(&text) {
            prop_assert_eq!(layer.shapes.face_count(), layer.attributes.len());
        }
        let _ = read(&text[..at]);
    }
}
