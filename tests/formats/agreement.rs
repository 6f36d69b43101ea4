//! The same layer in every format.

use geo_types::Coord;
use maillage::coverage::Shapes;
use maillage::formats::layer::{Layer, Value};
use maillage::formats::vector::{self, ReadOptions};

use super::files::{fixture, read};

const SAME: [&str; 20] = [
    "layer.topojson",
    "layer.shp",
    "layer.gpkg",
    "layer.parquet",
    "gzip.parquet",
    "plain.parquet",
    "multipolygon.parquet",
    "layer.geojson.gz",
    "layer.geojson.xz",
    "layer.geojson.zip",
    "layer.topojson.gz",
    "layer.topojson.xz",
    "layer.topojson.zip",
    "layer.gpkg.gz",
    "layer.gpkg.xz",
    "layer.gpkg.zip",
    "layer.parquet.gz",
    "layer.parquet.xz",
    "layer.parquet.zip",
    "layer.shp.zip",
];

/// A ring as the bits of its vertices.
type Bits = Vec<(u64, u64)>;

/// Rings of each polygon of each face, turned to begin at their lowest vertex and to go counter-clockwise, so that
/// files that wind them otherwise compare equal; vertices are not touched.
fn normal(shapes: &Shapes) -> Vec<Vec<Vec<Bits>>> {
    let ring = |ring: &[Coord<f64>]| {
        let mut open: Vec<Coord<f64>> = ring[..ring.len() - 1].to_vec();
        let next = open.iter().cycle().skip(1);
        let area: f64 = open.iter().zip(next).map(|(a, b)| a.x * b.y - b.x * a.y).sum();
        if area < 0.0 {
            open.reverse();
        }
        let lowest =
            (0..open.len()).min_by(|&a, &b| (open[a].x, open[a].y).partial_cmp(&(open[b].x, open[b].y)).unwrap());
        open.rotate_left(lowest.unwrap());
        open.iter().map(|vertex| (vertex.x.to_bits(), vertex.y.to_bits())).collect()
    };
    (0..shapes.face_count() as u32)
        .map(|face| {
            let mut polygons: Vec<Vec<_>> = shapes.polygons(face).map(|rings| rings.map(ring).collect()).collect();
            polygons.sort();
            polygons
        })
        .collect()
}

/// Attributes but for those that a format adds or writes otherwise: numbers of rows, and truth values as 0 and 1.
fn attributes(layer: &Layer) -> Vec<Vec<(String, String)>> {
    let text = |value: &Value| match value {
        Value::Boolean(value) => u8::from(*value).to_string(),
        other => other.to_text(),
    };
    let row = |row: &maillage::formats::layer::Attributes| {
        let kept = row.iter().filter(|(name, _)| *name != "id" && *name != "fid");
        kept.map(|(name, value)| (name.clone(), text(value))).collect()
    };
    layer.attributes.iter().map(row).collect()
}

#[test]
fn every_format_gives_the_same_vertices_bit_for_bit_and_the_same_attributes() {
    let expected = read("layer.geojson");
    assert_eq!((expected.shapes.face_count(), expected.shapes.vertex_count()), (8, 59));
    assert_eq!(expected.problems, []);
    for name in SAME {
        let layer = read(name);
        assert_eq!(layer.problems, [], "{name}");
        assert_eq!(normal(&layer.shapes), normal(&expected.shapes), "{name}");
        assert_eq!(attributes(&layer), attributes(&expected), "{name}");
    }
}

#[test]
fn lambert_93_in_every_format_gives_the_same_degrees_within_a_tenth_of_a_millimetre() {
    let expected = read("layer.geojson");
    let first = read("lambert.gpkg");
    for name in ["lambert.gpkg", "lambert.parquet", "lambert.shp", "lambert.geojson"] {
        let layer = read(name);
        assert_eq!(layer.shapes.vertex_count(), expected.shapes.vertex_count(), "{name}");
        let (found, wanted) = (normal_places(&layer.shapes), normal_places(&expected.shapes));
        for (found, wanted) in found.iter().zip(&wanted) {
            let distance = (found.0 - wanted.0).hypot(found.1 - wanted.1);
            assert!(distance < 1e-9, "{name}: {found:?} {wanted:?}");
        }
        if name != "lambert.geojson" {
            assert_eq!(normal(&layer.shapes), normal(&first.shapes), "{name}");
        }
    }
}

fn normal_places(shapes: &Shapes) -> Vec<(f64, f64)> {
    let mut all: Vec<(f64, f64)> = shapes.vertices().iter().map(|vertex| (vertex.x, vertex.y)).collect();
    let grid = |value: f64| (value * 1e6).round() as i64;
    all.sort_by_key(|&(x, y)| (grid(x), grid(y)));
    all
}

#[test]
fn native_polygons_of_geoparquet_are_those_of_its_wkb() {
    let polygons = read("polygon.parquet");
    let all = read("layer.geojson");
    let single: Vec<u32> = (0..8).filter(|&face| all.shapes.polygons(face).count() == 1).collect();
    assert_eq!(normal(&polygons.shapes), normal(&all.shapes.select(&single)));
    assert_eq!(polygons.problems, []);
}

#[test]
fn a_quantised_topology_keeps_common_borders_common() {
    let layer = read("quantized.topojson");
    let place = |vertex: &Coord<f64>| (vertex.x.to_bits(), vertex.y.to_bits());
    let distinct =
        |shapes: &Shapes| shapes.vertices().iter().map(place).collect::<std::collections::BTreeSet<_>>().len();
    assert_eq!(distinct(&layer.shapes), distinct(&read("layer.geojson").shapes));
}

#[test]
fn values_have_the_types_that_formats_tell() {
    for name in ["layer.gpkg", "layer.parquet", "layer.topojson", "layer.geojson"] {
        let layer = read(name);
        let value = |row: usize, column: &str| layer.attributes[row].get(column).cloned();
        assert_eq!(value(0, "code"), Some(Value::Text("01004".to_owned())), "{name}");
        assert_eq!(value(0, "population"), Some(Value::Integer(14081)), "{name}");
        assert_eq!(value(1, "part"), Some(Value::Number(-0.125)), "{name}");
        assert_eq!(value(1, "chef_lieu"), Some(Value::Boolean(false)), "{name}");
        assert_eq!([value(3, "part"), value(4, "chef_lieu"), value(5, "population")], [None, None, None], "{name}");
    }
}

#[test]
fn a_layer_is_chosen_by_its_name_and_several_are_listed() {
    for (name, names) in [("two-tables.gpkg", "communes, deux"), ("two-objects.topojson", "communes, deux")] {
        let choose = |layer: Option<&str>| {
            let options = ReadOptions { layer: layer.map(str::to_owned), ..ReadOptions::default() };
            vector::read(&fixture(name), &options)
        };
        let error = choose(None).err().unwrap().to_string();
        assert_eq!(error, format!("several layers: {names}; name one with --layer"), "{name}");
        let layer = choose(Some("deux")).unwrap();
        assert_eq!((layer.shapes.face_count(), layer.name.as_deref()), (2, Some("deux")), "{name}");
        let error = choose(Some("trois")).err().unwrap().to_string();
        assert_eq!(error, format!("no layer \"trois\"; there are: {names}"), "{name}");
    }
}
