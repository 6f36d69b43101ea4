//! Layers that are written are read back as they were: attributes, and vertices bit for bit.

use std::borrow::Cow;

use flatgeobuf::{FallibleStreamingIterator, FeatureProperties, FgbReader};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use maillage::formats::csv::Cell;
use maillage::formats::feature_table::{Column, FeatureTable, Kind, Shape};
use maillage::formats::geopackage::StyledLayer;
use maillage::formats::layer::{Attributes, Layer, Value};
use maillage::formats::vector::{self, ReadOptions};
use maillage::formats::{flatgeobuf as fgb, geojson, geopackage, geoparquet, shapefile};
use proptest::prelude::*;

const COLUMNS: [Column; 3] = [
    Column { name: "nom_complet_de_la_cpts", short: "nom", kind: Kind::Text },
    Column { name: "habitants", short: "habitants", kind: Kind::Integer },
    Column { name: "surface_km2", short: "surf_km2", kind: Kind::Decimal(2) },
];

/// A square of side `side` with its corner there, counter-clockwise.
fn square(x: f64, y: f64, side: f64) -> LineString<f64> {
    let corner = |right: f64, up: f64| Coord { x: x + right * side, y: y + up * side };
    LineString(vec![corner(0., 0.), corner(1., 0.), corner(1., 1.), corner(0., 1.), corner(0., 0.)])
}

/// Shape number `index`: some squares beside each other, each with a hole or not; none at all is a feature without geometry.
fn shape(index: usize, squares: &[bool]) -> MultiPolygon<f64> {
    let polygon = |(at, has_hole): (usize, &bool)| {
        let (x, y) = (2.1 + 0.13 * at as f64, 45.7 + 0.11 * index as f64);
        let mut hole = square(x + 0.01, y + 0.02, 0.03);
        hole.0.reverse();
        Polygon::new(square(x, y, 0.1), if *has_hole { vec![hole] } else { Vec::new() })
    };
    MultiPolygon(squares.iter().enumerate().map(polygon).collect())
}

/// The same rings the other way.
fn reversed(shape: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let ring = |line: &LineString<f64>| LineString(line.0.iter().rev().copied().collect());
    shape.iter().map(|it| Polygon::new(ring(it.exterior()), it.interiors().iter().map(ring).collect())).collect()
}

fn row() -> impl Strategy<Value = Vec<Cell>> {
    let text = prop_oneof![
        Just(Cell::Empty),
        "[a-zA-ZÀ-ÿŒœ'|; -]{0,40}[a-zé]".prop_map(Cell::from),
        "[é|]{100,300}x".prop_map(Cell::from)
    ];
    let integer = prop_oneof![Just(Cell::Empty), (-999_999_999_i64..9_999_999_999).prop_map(Cell::Integer)];
    let cents = prop_oneof![
        Just(Cell::Empty),
        (-99_999_999_i64..99_999_999).prop_map(|cents| Cell::Decimal(cents as f64 / 100.0, 2))
    ];
    (text, integer, cents).prop_map(|(text, integer, cents)| vec![text, integer, cents])
}

prop_compose! {
    fn layers()(features in prop::collection::vec((row(), prop::collection::vec(any::<bool>(), 0..4)), 0..7))
        -> (FeatureTable, Vec<Shape<'static>>) {
        let shapes = features.iter().enumerate().map(|(at, (_, squares))| Cow::Owned(shape(at, squares))).collect();
        let rows = features.into_iter().map(|(row, _)| row).collect();
        (FeatureTable { name: "essai", title: "Essai à l'écrit".to_owned(), columns: COLUMNS.to_vec(), rows }, shapes)
    }
}

/// Attributes as they should be read: decimals may come back as whole numbers.
fn expected(table: &FeatureTable, name: impl Fn(&Column) -> &'static str) -> Vec<Attributes> {
    let attribute = |(column, cell): (&Column, &Cell)| {
        let value = match cell {
            Cell::Text(text) => Value::Text(text.to_string()),
            Cell::Integer(number) => Value::Integer(*number),
            Cell::Decimal(number, _) => Value::Number(*number),
            Cell::Empty => return None,
        };
        Some((name(column).to_owned(), value))
    };
    table.rows.iter().map(|row| table.columns.iter().zip(row).filter_map(attribute).collect()).collect()
}

fn number(value: &Value) -> Value {
    match value {
        Value::Integer(number) => Value::Number(*number as f64),
        other => other.clone(),
    }
}

fn plain(rows: &[Attributes]) -> Vec<Attributes> {
    let row = |row: &Attributes| {
        row.iter().filter(|(name, _)| *name != "fid").map(|(name, value)| (name.clone(), number(value))).collect()
    };
    rows.iter().map(row).collect()
}

fn read(bytes: &[u8], name: &str, beside: &[(&str, &[u8])]) -> Layer {
    vector::read_memory(bytes, name, beside, &ReadOptions::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn assert_same(layer: &Layer, table: &FeatureTable, shapes: &[Shape], name: impl Fn(&Column) -> &'static str) {
    assert_eq!(plain(&layer.attributes), plain(&expected(table, name)));
    let read: Vec<MultiPolygon<f64>> = (0..shapes.len() as u32).map(|face| layer.shapes.face(face)).collect();
    assert_eq!(layer.shapes.face_count(), shapes.len());
    assert!(read.iter().eq(shapes.iter().map(Cow::as_ref)));
}

fn geopackage(table: &FeatureTable, shapes: &[Shape<'static>]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let layer = StyledLayer { table: table.clone(), shapes: shapes.to_vec(), qml: "<qgis/>".to_owned() };
    geopackage::write(&mut bytes, [layer]).unwrap();
    bytes
}

/// Rings of a feature of a FlatGeobuf, each as its vertices.
fn rings(geometry: &flatgeobuf::Geometry) -> Vec<Vec<Coord<f64>>> {
    if let Some(parts) = geometry.parts() {
        return parts.iter().flat_map(|part| rings(&part)).collect();
    }
    let numbers: Vec<f64> = geometry.xy().into_iter().flatten().collect();
    let vertices: Vec<Coord<f64>> = numbers.chunks(2).map(|pair| Coord { x: pair[0], y: pair[1] }).collect();
    let ends: Vec<usize> = match geometry.ends() {
        Some(ends) => ends.iter().map(|end| end as usize).collect(),
        None => vec![vertices.len()],
    };
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(&ends).filter(|(start, end)| start < end).map(|(start, &end)| vertices[start..end].to_vec()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn a_geopackage_is_read_back((table, shapes) in layers()) {
        let bytes = geopackage(&table, &shapes);
        let layer = read(&bytes, "essai.gpkg", &[]);
        assert_same(&layer, &table, &shapes, |column| column.name);
        prop_assert_eq!((layer.name.as_deref(), layer.crs.as_deref()), (Some("essai"), Some("EPSG:4326")));
        prop_assert_eq!(bytes, geopackage(&table, &shapes));
    }

    #[test]
    fn a_geoparquet_is_read_back((table, shapes) in layers()) {
        let mut bytes = Vec::new();
        geoparquet::write(&mut bytes, &table, &shapes).unwrap();
        let layer = read(&bytes, "essai.parquet", &[]);
        assert_same(&layer, &table, &shapes, |column| column.name);
        prop_assert_eq!(layer.crs.as_deref(), Some("OGC:CRS84"));
        // The column of extents is known for what it is.
        let problems = layer.problems.iter().filter(|it| it.problem != maillage::formats::layer::Problem::NoGeometry);
        prop_assert_eq!(problems.count(), 0);
    }

    #[test]
    fn a_geojson_with_all_digits_is_read_back((table, shapes) in layers()) {
        let mut bytes = Vec::new();
        let header: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
        let rows: Vec<geojson::Row> = table.rows.iter().cloned().zip(shapes.iter().map(Cow::as_ref)).collect();
        geojson::write_exact(&mut bytes, &header, &rows).unwrap();
        assert_same(&read(&bytes, "essai.geojson", &[]), &table, &shapes, |column| column.name);
    }

    #[test]
    fn a_shapefile_is_read_back_but_for_what_it_told_that_it_cut((mut table, shapes) in layers()) {
        let written = shapefile::write(&table, &shapes, "|").unwrap();
        let beside: Vec<(&str, &[u8])> = written.files[1..].iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
        let mut layer = read(&written.files[0].1, "essai.shp", &beside);
        let mut cut = 0;
        for (row, attributes) in table.rows.iter_mut().zip(&mut layer.attributes) {
            let Cell::Text(text) = &row[0] else { continue };
            if text.len() > 254 {
                // A list of nothing but separators leaves an empty text, which is none.
                let kept = attributes.remove("nom").map_or_else(String::new, |value| value.to_text());
                prop_assert!(text.starts_with(&kept) && kept.len() <= 254);
                cut += 1;
                row[0] = Cell::Empty;
            }
        }
        let told: usize = written.cut.iter().map(|cut| cut.texts).sum();
        prop_assert_eq!(told, cut);
        let clockwise: Vec<Shape> = shapes.iter().map(|shape| Cow::Owned(reversed(shape))).collect();
        assert_same(&layer, &table, &clockwise, |column| column.short);
        let zip = shapefile::zipped(&written.files, "essai").unwrap();
        let zipped = read(&zip, "essai.zip", &[]);
        prop_assert_eq!(zipped.shapes, layer.shapes);
    }

    #[test]
    fn a_flatgeobuf_holds_every_feature_once((table, shapes) in layers()) {
        let mut bytes = Vec::new();
        fgb::write(&mut bytes, &table, &shapes).unwrap();
        let reader = FgbReader::open(std::io::Cursor::new(&bytes)).unwrap();
        let header = reader.header();
        prop_assert_eq!((header.features_count() as usize, header.crs().unwrap().code()), (shapes.len(), 4326));
        if shapes.is_empty() {
            return Ok(());
        }
        let mut found = Vec::new();
        let mut features = reader.select_all_seq().unwrap();
        while let Some(feature) = features.next().unwrap() {
            let attributes = feature.properties().unwrap();
            let rings = feature.fbs_feature().geometry().map(|geometry| rings(&geometry)).unwrap_or_default();
            found.push(format!("{:?} {rings:?}", attributes.into_iter().collect::<std::collections::BTreeMap<_, _>>()));
        }
        let mut wanted: Vec<String> = expected(&table, |column| column.name).iter().zip(&shapes).map(|(row, shape)| {
            let texts: std::collections::BTreeMap<&String, String> = row.iter().map(|(name, value)| (name, value.to_text())).collect();
            let rings = shape.iter().flat_map(|it| std::iter::once(it.exterior()).chain(it.interiors())).map(|it| it.0.clone());
            format!("{texts:?} {:?}", rings.collect::<Vec<_>>())
        }).collect();
        found.sort();
        wanted.sort();
        prop_assert_eq!(found, wanted);
    }
}
