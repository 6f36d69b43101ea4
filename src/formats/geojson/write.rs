//! GeoJSON as RFC 7946: WGS 84, exteriors counter-clockwise, 6 decimals.

use std::io::{self, Write};

use geo_types::{LineString, MultiPolygon, Polygon};
use geojson::{Feature, FeatureCollection, JsonObject};
use rayon::prelude::*;

use crate::formats::csv::Cell;

/// Units of the last of six decimals of a degree, a tenth of a metre.
const SCALE: f64 = 1e6;

/// A feature: cells under the header, and its polygons.
pub type Row<'a> = (Vec<Cell>, &'a MultiPolygon<f64>);

/// How a coordinate is written.
type WriteCoordinate = fn(&mut Vec<u8>, f64);

/// Features whose texts are made while those before them are written.
const BATCH: usize = 128;

/// Writes polygons with their attributes, one feature each, a feature a line.
///
/// # Errors
/// Those of the writer.
pub fn write(out: &mut (impl Write + Send + ?Sized), header: &[&str], features: &[Row]) -> io::Result<()> {
    write_with(out, header, features, write_degrees)
}

/// The same with every digit of the coordinates, so that they are read back bit for bit.
///
/// # Errors
/// Those of the writer.
pub fn write_exact(out: &mut (impl Write + Send + ?Sized), header: &[&str], features: &[Row]) -> io::Result<()> {
    write_with(out, header, features, |text, degrees| text.extend_from_slice(degrees.to_string().as_bytes()))
}

fn write_with(
    out: &mut (impl Write + Send + ?Sized),
    header: &[&str],
    features: &[Row],
    coordinate: WriteCoordinate,
) -> io::Result<()> {
    let empty = FeatureCollection { bbox: None, features: Vec::new(), foreign_members: None };
    let frame = serde_json::to_string(&empty)?;
    let (head, tail) = frame.split_once("[]").unwrap_or((&frame, ""));
    out.write_all(head.as_bytes())?;
    out.write_all(b"[")?;
    let text = |(cells, shape): &Row| {
        Ok(with_geometry(&serde_json::to_string(&attributes(header, cells))?, shape, coordinate))
    };
    let mut separator: &[u8] = b"\n";
    let mut write = |lines: Vec<Vec<u8>>| -> io::Result<()> {
        for line in lines {
            out.write_all(separator)?;
            out.write_all(&line)?;
            separator = b",\n";
        }
        Ok(())
    };
    let mut ready: Vec<Vec<u8>> = Vec::new();
    for batch in features.chunks(BATCH) {
        let texts = || batch.par_iter().map(text).collect::<io::Result<Vec<_>>>();
        let (texts, written) = rayon::join(texts, || write(std::mem::take(&mut ready)));
        written?;
        ready = texts?;
    }
    write(ready)?;
    out.write_all(b"\n]")?;
    out.write_all(tail.as_bytes())?;
    out.write_all(b"\n")
}

/// A feature without its geometry: coordinates are most of a file, and are written by themselves.
fn attributes(header: &[&str], cells: &[Cell]) -> Feature {
    let properties: JsonObject =
        header.iter().zip(cells).map(|(name, cell)| ((*name).to_owned(), cell.to_json())).collect();
    Feature { bbox: None, geometry: None, id: None, properties: Some(properties), foreign_members: None }
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
    let (whole, part) = (micro / SCALE as u64, micro % SCALE as u64);
    if whole < 100 {
        text.extend_from_slice(&two_digits(whole)[usize::from(whole < 10)..]);
    } else {
        text.extend_from_slice(whole.to_string().as_bytes());
    }
    if part > 0 {
        let ([a, b], [c, d], [e, f]) =
            (two_digits(part / 10_000), two_digits(part / 100 % 100), two_digits(part % 100));
        let decimals = [b'.', a, b, c, d, e, f];
        let mut end = decimals.len();
        while decimals[end - 1] == b'0' {
            end -= 1;
        }
        text.extend_from_slice(&decimals[..end]);
    }
}

/// The digits of a number below a hundred. Written out, for `map` over an array was a call for each digit.
#[inline]
fn two_digits(number: u64) -> [u8; 2] {
    [b'0' + (number / 10) as u8, b'0' + (number % 10) as u8]
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
