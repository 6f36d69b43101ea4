//! Every layer in every format against the report that it is of.

use geo_types::MultiPolygon;

use super::{LayerKind, ReportLayer, simplified, styled};
use crate::cog::history::HistorySource;
use crate::coverage::{Coverage, Ellipsoid, Shapes, Surface};
use crate::formats::csv::{self, Cell};
use crate::formats::feature_table::{Kind, Shape};
use crate::formats::layer::{Layer, Value};
use crate::formats::vector::{self, ReadOptions};
use crate::formats::{geojson, geopackage, geoparquet, shapefile, topojson};
use crate::reference::sample::{code, drawn};
use crate::reference::{Reference, Scope};
use crate::report::model::{Options, Report};
use crate::report::sheet::LIST;
use crate::report::{Lang, layers};
use crate::rules::Rules;
use crate::territory::{Facts, ResolveOptions, StageSet, read_claims, resolve};

/// A is around D, which nobody claims; B and E overlap; c and f lie in another region.
pub(in crate::report) const DRAWING: &str = "
    AAABBcc
    ADABBff
    AAAEE..
";

/// A report on region 11 of a table whose CPTS have names and stages with accents, and one that also claims a unit beyond.
pub(in crate::report) fn report(reference: &Reference) -> Report<'_> {
    let claims = [("Été", "A", "ACI signé"), ("L'Œuvre & Cie", "Bc", "pré-projet"), ("Trois", "EB", "")];
    let rows = claims
        .iter()
        .flat_map(|(cpts, units, stage)| units.chars().map(move |unit| format!("\"{cpts}\",{},{stage}\n", code(unit))));
    let table = csv::read(format!("cpts,code_insee,stade\n{}", rows.collect::<String>()).as_bytes()).unwrap();
    let reading = read_claims(&table).unwrap();
    let resolution = resolve(reading, reference, &HistorySource::default(), &ResolveOptions::default()).unwrap();
    let rules = Rules::in_force().unwrap();
    let scope = Scope { regions: vec![0], is_france: false };
    let options = Options { scope, stages: StageSet::Tous, rules, date: None, other_populations: Vec::new() };
    Report::new(reference, Facts::measure(reference), resolution, options).unwrap()
}

fn read(bytes: &[u8], name: &str, beside: &[(&str, &[u8])], layer: Option<&str>) -> Layer {
    let options = ReadOptions { layer: layer.map(str::to_owned), ..ReadOptions::default() };
    vector::read_memory(bytes, name, beside, &options).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Square metres of each feature; several features may overlap.
fn areas(shapes: &Shapes) -> Vec<f64> {
    let ring = |ring: &[geo_types::Coord<f64>]| Ellipsoid::WGS84.along(ring.iter().copied()).under;
    // Holes run the other way than exteriors, whichever way that is.
    (0..shapes.face_count() as u32).map(|face| shapes.rings_of(face).map(ring).sum::<f64>().abs()).collect()
}

/// Every format that our readers know, as they read it, and whether its columns have short names.
fn written(layer: ReportLayer<'_>, coverage: &Coverage) -> Vec<(&'static str, Layer, bool)> {
    let (table, shapes) = (layer.table.clone(), layer.shapes());
    let name = table.name;
    let mut all = Vec::new();
    let mut bytes = Vec::new();
    let header: Vec<&str> = table.columns.iter().map(|column| column.name).collect();
    let rows: Vec<(Vec<Cell>, &MultiPolygon<f64>)> =
        table.rows.iter().cloned().zip(shapes.iter().map(|shape| shape.as_ref())).collect();
    geojson::write(&mut bytes, &header, &rows).unwrap();
    all.push(("GeoJSON", read(&bytes, "l.geojson", &[], None), false));
    bytes.clear();
    topojson::write(&mut bytes, &table, coverage, &layer.arcs_in(coverage), 6).unwrap();
    all.push(("TopoJSON", read(&bytes, "l.topojson", &[], Some(name)), false));
    bytes.clear();
    geoparquet::write(&mut bytes, &table, &shapes).unwrap();
    all.push(("GeoParquet", read(&bytes, "l.parquet", &[], None), false));
    let files = shapefile::write(&table, &shapes, LIST).unwrap().files;
    let beside: Vec<(&str, &[u8])> = files[1..].iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    all.push(("Shapefile", read(&files[0].1, "l.shp", &beside, None), true));
    bytes.clear();
    geopackage::write(&mut bytes, [styled(layer, shapes, Lang::Fr)]).unwrap();
    all.push(("GeoPackage", read(&bytes, "l.gpkg", &[], None), false));
    all
}

#[test]
fn every_layer_in_every_format_has_the_rows_and_the_areas_of_its_table() {
    let reference = drawn(DRAWING);
    let report = report(&reference);
    let counts = LayerKind::ALL.map(|kind| ReportLayer::new(&report, kind, Lang::Fr).table.rows.len());
    assert_eq!(counts, [4, 1, 3, 1, 1]);
    for kind in LayerKind::ALL {
        let table = ReportLayer::new(&report, kind, Lang::Fr).table;
        let own: Vec<MultiPolygon<f64>> =
            ReportLayer::new(&report, kind, Lang::Fr).shapes().into_iter().map(Shape::into_owned).collect();
        let expected = areas(&own.iter().collect());
        for (format, read, short) in written(ReportLayer::new(&report, kind, Lang::Fr), &reference.coverage) {
            let context = format!("{} as {format}", table.name);
            for (area, own) in areas(&read.shapes).iter().zip(&expected) {
                assert!((area - own).abs() <= 1e-6 * own, "{context}: {area} against {own}");
            }
            assert_eq!(read.attributes.len(), table.rows.len(), "{context}");
            for (attributes, row) in read.attributes.iter().zip(&table.rows) {
                for (column, cell) in table.columns.iter().zip(row) {
                    let name = if short { column.short } else { column.name };
                    // A whole number of square kilometres may come back as one.
                    let number = |value: &Value| match value {
                        Value::Integer(number) => Value::Number(*number as f64),
                        other => other.clone(),
                    };
                    let wanted = match cell {
                        // The format has no empty text.
                        Cell::Text(text) if text.is_empty() && short => None,
                        Cell::Text(text) => Some(Value::Text(text.to_string())),
                        Cell::Integer(number) => Some(Value::Number(*number as f64)),
                        Cell::Decimal(number, places) => {
                            Some(Value::Number(format!("{number:.places$}").parse().unwrap()))
                        }
                        Cell::Empty => None,
                    };
                    let found = attributes.get(name).map(number);
                    assert_eq!(found, wanted, "{context}: {name}");
                }
            }
        }
    }
}

#[test]
fn areas_of_the_layers_are_those_of_the_report() {
    let reference = drawn(DRAWING);
    let report = report(&reference);
    let sum = |kind| {
        let shapes = ReportLayer::new(&report, kind, Lang::Fr).shapes();
        areas(&shapes.iter().map(|shape| shape.as_ref()).collect()).iter().sum::<f64>()
    };
    let unit = |letter: char| report.facts.areas[reference.find(code(letter)).unwrap() as usize] as f64;
    let of = |letters: &str| letters.chars().map(unit).sum::<f64>();
    for (kind, letters) in [
        (LayerKind::Communes, "ABDE"),
        (LayerKind::Departments, "ABDE"),
        // B is in overlap, so it counts in two territories; c lies beyond the region, and is in its CPTS all the same.
        (LayerKind::Territories, "ABcEB"),
        (LayerKind::Overlaps, "B"),
        (LayerKind::WhiteZones, "D"),
    ] {
        let (found, wanted) = (sum(kind), of(letters));
        assert!((found / wanted - 1.0).abs() < 1e-6, "{kind:?}: {found} against {wanted}");
    }
}

#[test]
fn every_column_has_a_type_that_holds_its_cells_and_a_short_name() {
    let reference = drawn(DRAWING);
    let report = report(&reference);
    for kind in LayerKind::ALL {
        let table = ReportLayer::new(&report, kind, Lang::Fr).table;
        for (index, column) in table.columns.iter().enumerate() {
            assert!(column.short.len() <= 10, "{}: give {} a short name in layers/columns.rs", table.name, column.name);
            for row in &table.rows {
                let fits = match (&row[index], column.kind) {
                    (Cell::Empty, _) | (Cell::Text(_), Kind::Text) => true,
                    (Cell::Integer(_), Kind::Integer) => true,
                    (Cell::Decimal(_, places), Kind::Decimal(declared)) => *places == declared,
                    _ => false,
                };
                assert!(
                    fits,
                    "{}: {} is {:?} in layers/columns.rs and {:?} here",
                    table.name, column.name, column.kind, row[index]
                );
            }
        }
    }
}

#[test]
fn simplified_layers_still_share_their_borders() {
    let reference = drawn(DRAWING);
    let report = report(&reference);
    // A cell is about a kilometre wide, so that corners of cells go.
    let coverage = simplified(&report, 900.0).unwrap();
    let communes: Vec<MultiPolygon<f64>> = ReportLayer::new(&report, LayerKind::Communes, Lang::Fr)
        .shapes_in(&coverage)
        .into_iter()
        .map(Shape::into_owned)
        .collect();
    let departments = ReportLayer::new(&report, LayerKind::Departments, Lang::Fr).shapes_in(&coverage);
    let vertices = |coverage: &Coverage| coverage.vertex_count();
    assert!(vertices(&coverage) < vertices(&reference.coverage));
    let of_communes = areas(&communes.iter().collect()).iter().sum::<f64>();
    let of_departments = areas(&departments.iter().map(|shape| shape.as_ref()).collect()).iter().sum::<f64>();
    assert!((of_communes / of_departments - 1.0).abs() < 1e-9, "{of_communes} against {of_departments}");
    assert!(Coverage::from_polygons(&communes).is_ok());
}

#[test]
fn a_topojson_holds_a_border_once() {
    let reference = drawn(DRAWING);
    let report = report(&reference);
    let layer = ReportLayer::new(&report, LayerKind::Communes, Lang::Fr);
    let mut bytes = Vec::new();
    topojson::write(&mut bytes, &layer.table, &reference.coverage, &layer.arcs_in(&reference.coverage), 6).unwrap();
    let topology: serde_json::Value = serde_json::from_slice(&bytes).unwrap();
    let geometries = topology["objects"]["communes"]["geometries"].as_array().unwrap();
    let mut uses = std::collections::BTreeMap::new();
    fn count(arcs: &serde_json::Value, uses: &mut std::collections::BTreeMap<i64, usize>) {
        match arcs {
            serde_json::Value::Array(list) => list.iter().for_each(|arcs| count(arcs, uses)),
            arc => *uses.entry(arc.as_i64().map(|arc| if arc < 0 { !arc } else { arc }).unwrap()).or_default() += 1,
        }
    }
    geometries.iter().for_each(|geometry| count(&geometry["arcs"], &mut uses));
    assert_eq!(uses.len(), topology["arcs"].as_array().unwrap().len(), "no arc that nothing uses");
    // A and D, A and B, A and E, B and E share borders; the rest is the edge.
    assert_eq!(uses.values().filter(|&&uses| uses == 2).count(), 4);
    assert!(uses.values().all(|&uses| uses < 3));
}

#[test]
fn the_geopackage_of_a_report_is_the_same_bytes_each_time_and_has_a_style_a_layer() {
    let reference = drawn(DRAWING);
    let report = report(&reference);
    let write = || {
        let mut bytes = Vec::new();
        geopackage::write(&mut bytes, layers::all(&report, Lang::Fr)).unwrap();
        bytes
    };
    let bytes = write();
    assert!(bytes == write());
    let mut database = rusqlite::Connection::open_in_memory().unwrap();
    database.deserialize_read_exact("main", bytes.as_slice(), bytes.len(), true).unwrap();
    let text = |query: &str| database.query_row(query, [], |row| row.get::<_, String>(0)).unwrap();
    let names = "communes,zones_blanches,territoires,chevauchements,departements";
    let contents = "SELECT group_concat(table_name) FROM gpkg_contents WHERE data_type = 'features'";
    assert_eq!(text(contents), names);
    assert_eq!(text("SELECT group_concat(f_table_name) FROM layer_styles WHERE useAsDefault"), names);
    assert_eq!(text("SELECT group_concat(DISTINCT length(update_time)) FROM layer_styles"), "24");
    assert_eq!(text("SELECT count(DISTINCT update_time) || '' FROM layer_styles"), "5");
    assert_eq!(text("PRAGMA integrity_check"), "ok");
    assert_eq!(text("SELECT count(*) || '' FROM rtree_communes_geom"), "4");
    assert_eq!(text("SELECT count(*) || '' FROM sqlite_master WHERE type = 'trigger'"), "30");
}

#[test]
fn styles_are_xml_and_name_every_stage() {
    for lang in [Lang::Fr, Lang::En] {
        for kind in LayerKind::ALL {
            let qml = super::styles::qml(kind, lang);
            let mut reader = quick_xml::Reader::from_str(&qml);
            let mut depth = 0_i32;
            loop {
                match reader.read_event().unwrap_or_else(|error| panic!("{kind:?}: {error}")) {
                    quick_xml::events::Event::Start(_) => depth += 1,
                    quick_xml::events::Event::End(_) => depth -= 1,
                    quick_xml::events::Event::Eof => break,
                    _ => {}
                }
            }
            assert_eq!(depth, 0, "{kind:?}");
            for stage in crate::territory::Stage::ALL {
                let value = format!("value=\"{}\"", stage.label());
                assert_eq!(qml.contains(&value), kind == LayerKind::Territories, "{kind:?} {value}");
            }
        }
    }
}
