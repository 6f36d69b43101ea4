//! GeoJSON as RFC 7946: WGS 84, exteriors counter-clockwise, 6 decimals.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use geojson::{Feature, FeatureCollection, Geometry, GeometryValue, JsonObject};
use rayon::prelude::*;

use super::csv::Cell;

/// Decimals of a coordinate: a tenth of a metre.
const SCALE: f64 = 1e6;

/// Writes polygons with their attributes, one feature each, a feature a line.
///
/// # Errors
/// Only if JSON cannot be written to memory.
pub fn write(header: &[&str], features: &[(Vec<Cell>, &MultiPolygon<f64>)]) -> Result<Vec<u8>, serde_json::Error> {
    let lines: Vec<Vec<u8>> = features
        .par_iter()
        .map(|(cells, shape)| serde_json::to_vec(&feature(header, cells, shape)))
        .collect::<Result<_, _>>()?;
    let empty = FeatureCollection { bbox: None, features: Vec::new(), foreign_members: None };
    let frame = serde_json::to_string(&empty)?;
    let (head, tail) = frame.split_once("[]").unwrap_or((&frame, ""));
    let mut bytes = Vec::with_capacity(lines.iter().map(|line| line.len() + 2).sum::<usize>() + frame.len() + 4);
    bytes.extend_from_slice(head.as_bytes());
    bytes.extend_from_slice(b"[\n");
    for (i, line) in lines.iter().enumerate() {
        if i > 0 {
            bytes.extend_from_slice(b",\n");
        }
        bytes.extend_from_slice(line);
    }
    bytes.extend_from_slice(b"\n]");
    bytes.extend_from_slice(tail.as_bytes());
    bytes.push(b'\n');
    Ok(bytes)
}

fn feature(header: &[&str], cells: &[Cell], shape: &MultiPolygon<f64>) -> Feature {
    let properties: JsonObject =
        header.iter().zip(cells).map(|(name, cell)| ((*name).to_owned(), value(cell))).collect();
    Feature {
        bbox: None,
        geometry: (!shape.0.is_empty()).then(|| geometry(shape)),
        id: None,
        properties: Some(properties),
        foreign_members: None,
    }
}

fn value(cell: &Cell) -> serde_json::Value {
    match cell {
        Cell::Text(text) => text.as_str().into(),
        Cell::Integer(number) => (*number).into(),
        Cell::Decimal(number, places) => {
            let scale = 10f64.powi(*places as i32);
            ((number * scale).round() / scale).into()
        }
        Cell::Empty => serde_json::Value::Null,
    }
}

fn geometry(shape: &MultiPolygon<f64>) -> Geometry {
    let rounded: MultiPolygon<f64> = shape
        .iter()
        .map(|polygon| Polygon::new(round(polygon.exterior()), polygon.interiors().iter().map(round).collect()))
        .collect();
    let value = match rounded.0.as_slice() {
        [polygon] => GeometryValue::from(polygon),
        _ => GeometryValue::from(&rounded),
    };
    Geometry::new(value)
}

fn round(line: &LineString<f64>) -> LineString<f64> {
    let round = |degrees: f64| (degrees * SCALE).round() / SCALE;
    line.0.iter().map(|vertex| Coord { x: round(vertex.x), y: round(vertex.y) }).collect()
}
