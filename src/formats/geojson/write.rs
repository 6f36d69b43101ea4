//! GeoJSON as RFC 7946: WGS 84, exteriors counter-clockwise, 6 decimals.

use geo_types::{LineString, MultiPolygon, Polygon};
use geojson::{Feature, FeatureCollection, JsonObject};
use rayon::prelude::*;

use crate::formats::csv::Cell;

/// Decimals of a coordinate: a tenth of a metre.
const PLACES: usize = 6;
const SCALE: f64 = 1e6;

/// A feature: cells under the header, and its polygons.
pub type Row<'a> = (Vec<Cell>, &'a MultiPolygon<f64>);

/// How a coordinate is written.
type WriteCoordinate = fn(&mut Vec<u8>, f64);

/// Writes polygons with their attributes, one feature each, a feature a line.
///
/// # Errors
/// Only if JSON cannot be written to memory.
pub fn write(header: &[&str], features: &[Row]) -> Result<Vec<u8>, serde_json::Error> {
    write_with(header, features, write_degrees)
}

/// The same with every digit of the coordinates, so that they are read back bit for bit.
///
/// # Errors
/// Only if JSON cannot be written to memory.
pub fn write_exact(header: &[&str], features: &[Row]) -> Result<Vec<u8>, serde_json::Error> {
    write_with(header, features, |text, degrees| text.extend_from_slice(degrees.to_string().as_bytes()))
}

fn write_with(header: &[&str], features: &[Row], coordinate: WriteCoordinate) -> Result<Vec<u8>, serde_json::Error> {
    let lines: Vec<Vec<u8>> = features
        .par_iter()
        .map(|(cells, shape)| Ok(with_geometry(&serde_json::to_string(&attributes(header, cells))?, shape, coordinate)))
        .collect::<Result<_, serde_json::Error>>()?;
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

/// A feature without its geometry: coordinates are most of a file, and are written by themselves.
fn attributes(header: &[&str], cells: &[Cell]) -> Feature {
    let properties: JsonObject =
        header.iter().zip(cells).map(|(name, cell)| ((*name).to_owned(), value(cell))).collect();
    Feature { bbox: None, geometry: None, id: None, properties: Some(properties), foreign_members: None }
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

/// The text of a feature, with the geometry in place of its null.
fn with_geometry(feature: &str, shape: &MultiPolygon<f64>, coordinate: WriteCoordinate) -> Vec<u8> {
    const NULL: &str = "\"geometry\":null";
    // The member comes before the properties, so the first place is the right one whatever a name says.
    let Some((head, tail)) = feature.split_once(NULL).filter(|_| !shape.0.is_empty()) else {
        return feature.as_bytes().to_vec();
    };
    let vertices: usize = shape.iter().flat_map(rings).map(|ring| ring.0.len()).sum();
    let mut text = Vec::with_capacity(feature.len() + 80 + 22 * vertices);
    text.extend_from_slice(head.as_bytes());
    text.extend_from_slice(b"\"geometry\":{\"type\":");
    if let [polygon] = shape.0.as_slice() {
        text.extend_from_slice(b"\"Polygon\",\"coordinates\":");
        write_polygon(&mut text, polygon, coordinate);
    } else {
        text.extend_from_slice(b"\"MultiPolygon\",\"coordinates\":");
        write_list(&mut text, shape, |text, polygon| write_polygon(text, polygon, coordinate));
    }
    text.push(b'}');
    text.extend_from_slice(tail.as_bytes());
    text
}

fn rings(polygon: &Polygon<f64>) -> impl Iterator<Item = &LineString<f64>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors())
}

fn write_polygon(text: &mut Vec<u8>, polygon: &Polygon<f64>, coordinate: WriteCoordinate) {
    write_list(text, rings(polygon), |text, ring| {
        write_list(text, &ring.0, |text, vertex| {
            text.push(b'[');
            coordinate(text, vertex.x);
            text.push(b',');
            coordinate(text, vertex.y);
            text.push(b']');
        });
    });
}

fn write_list<T>(text: &mut Vec<u8>, items: impl IntoIterator<Item = T>, mut write: impl FnMut(&mut Vec<u8>, T)) {
    text.push(b'[');
    for (i, item) in items.into_iter().enumerate() {
        if i > 0 {
            text.push(b',');
        }
        write(text, item);
    }
    text.push(b']');
}

/// A coordinate rounded to six decimals, without the zeros at its end.
///
/// Whole micro-degrees are written as an integer with a point in it: the digits of the shortest form of the rounded
/// double, without the search for it.
fn write_degrees(text: &mut Vec<u8>, degrees: f64) {
    let micro = (degrees * SCALE).round() as i64;
    if micro < 0 {
        text.push(b'-');
    }
    let micro = micro.unsigned_abs();
    let (mut whole, mut part) = (micro / SCALE as u64, micro % SCALE as u64);
    let mut digits = [0; 20];
    let mut at = digits.len();
    if part > 0 {
        let mut places = PLACES;
        while part.is_multiple_of(10) {
            part /= 10;
            places -= 1;
        }
        for _ in 0..places {
            at -= 1;
            digits[at] = b'0' + (part % 10) as u8;
            part /= 10;
        }
        at -= 1;
        digits[at] = b'.';
    }
    loop {
        at -= 1;
        digits[at] = b'0' + (whole % 10) as u8;
        whole /= 10;
        if whole == 0 {
            break;
        }
    }
    text.extend_from_slice(&digits[at..]);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn coordinates_are_written_with_six_decimals_at_most() {
        for (degrees, written) in [
            (0.0, "0"),
            (-0.0000004, "0"),
            (2.35, "2.35"),
            (-61.000001, "-61.000001"),
            (48.1234567, "48.123457"),
            (179.9999999, "180"),
            (-0.5, "-0.5"),
            (100.0, "100"),
        ] {
            let mut text = Vec::new();
            write_degrees(&mut text, degrees);
            assert_eq!(String::from_utf8(text).unwrap(), written, "{degrees}");
        }
    }
}
