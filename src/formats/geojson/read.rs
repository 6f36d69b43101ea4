//! A layer out of GeoJSON: a feature collection, a feature, or a geometry by itself.

use std::io::Read;

use geo_types::Coord;

use super::json::{Cursor, Fault, Parsed};
use super::stream;
use crate::formats::layer::{Attributes, FeatureProblem, Layer, Problem, Value};
use crate::formats::read_error::ReadError;

/// Reads a layer from a text in memory. See [`read_from`].
///
/// # Errors
/// Those of [`read_from`].
pub fn read(bytes: &[u8]) -> Result<Layer, ReadError> {
    read_from(bytes)
}

/// Reads a layer from a stream, some megabytes at a time: the text is never held whole.
///
/// Polygons, and collections that hold some, become faces; coordinates beyond the second are left out. Attributes that
/// are lists or objects are kept as their JSON text. The `crs` member that GeoJSON had before RFC 7946 is passed on.
///
/// # Errors
/// A text that is not JSON, or not GeoJSON ([`ReadError::Malformed`] with line and feature); a stream that fails.
pub fn read_from(source: impl Read + Send) -> Result<Layer, ReadError> {
    stream::read(source)
}

/// What was passed over in a feature.
#[derive(Default)]
struct Noticed {
    unclosed: bool,
    third_coordinate: bool,
}

/// Reads a feature, or a geometry by itself, and adds it to the layer as feature `index` of the file.
pub(super) fn feature(text: &[u8], index: usize, layer: &mut Layer) -> Parsed<()> {
    let mut kind: &[u8] = b"";
    let mut attributes = Attributes::new();
    let mut noticed = Noticed::default();
    let mut found = None;
    Cursor::new(text).members(|cursor, key| {
        match key {
            b"type" => kind = cursor.string()?,
            b"properties" => attributes = properties(cursor)?,
            b"geometry" if found.is_some() => return cursor.fault("one geometry, not a second one"),
            b"geometry" => found = Some(geometry(cursor, layer, &mut noticed)?),
            _ => cursor.skip_value()?,
        }
        Ok(())
    })?;
    if kind != b"Feature" {
        found = Some(geometry(&mut Cursor::new(text), layer, &mut noticed)?);
    }
    let mut notice = |problem| layer.problems.push(FeatureProblem { feature: index, problem });
    match found.unwrap_or(Found::Nothing) {
        Found::Polygons => {}
        Found::Nothing => notice(Problem::NoGeometry),
        Found::Other(kind) => notice(Problem::NotPolygon(kind)),
    }
    if noticed.unclosed {
        notice(Problem::Unclosed);
    }
    if noticed.third_coordinate {
        notice(Problem::MoreThanTwoDimensions);
    }
    layer.shapes.end_face();
    layer.attributes.push(attributes);
    Ok(())
}

fn properties(cursor: &mut Cursor) -> Parsed<Attributes> {
    cursor.peek();
    let start = cursor.at();
    cursor.skip_value()?;
    let members: Option<serde_json::Map<String, serde_json::Value>> = serde_json::from_slice(cursor.since(start))
        .map_err(|error| Fault { at: start, reason: format!("properties: {error}") })?;
    Ok(members.unwrap_or_default().into_iter().filter_map(|(name, value)| Some((name, attribute(value)?))).collect())
}

fn attribute(value: serde_json::Value) -> Option<Value> {
    Some(match value {
        serde_json::Value::Null => return None,
        serde_json::Value::Bool(value) => Value::Boolean(value),
        serde_json::Value::String(text) => Value::Text(text),
        serde_json::Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(whole), _) => Value::Integer(whole),
            (None, Some(value)) => Value::Number(value),
            (None, None) => Value::Text(number.to_string()),
        },
        list => Value::Text(list.to_string()),
    })
}

/// What a geometry turned out to be.
enum Found {
    Nothing,
    Polygons,
    /// Another type, by its name.
    Other(String),
}

fn geometry(cursor: &mut Cursor, layer: &mut Layer, noticed: &mut Noticed) -> Parsed<Found> {
    if cursor.peek() == Some(b'n') {
        let start = cursor.at();
        cursor.skip_value()?;
        return if cursor.since(start) == b"null" { Ok(Found::Nothing) } else { cursor.fault("a geometry or null") };
    }
    let mut kind: &[u8] = b"";
    // Usually the type comes first, and coordinates are read at once; else they are passed over and come back to.
    let mut read = None;
    let mut passed = None;
    cursor.members(|cursor, key| {
        match (key, kind) {
            (b"type", _) => kind = cursor.string()?,
            (b"coordinates" | b"geometries", _) if read.is_some() || passed.is_some() => {
                return cursor.fault("one list of coordinates, not a second one");
            }
            (b"coordinates", b"Polygon" | b"MultiPolygon") => read = Some(polygons(cursor, kind, layer, noticed)?),
            (b"coordinates" | b"geometries", _) => {
                cursor.peek();
                passed = Some(cursor.at());
                cursor.skip_value()?;
            }
            _ => cursor.skip_value()?,
        }
        Ok(())
    })?;
    if let Some(found) = read {
        return Ok(found);
    }
    let end = cursor.at();
    match (kind, passed) {
        (b"Polygon" | b"MultiPolygon", Some(at)) => {
            cursor.go_to(at);
            read = Some(polygons(cursor, kind, layer, noticed)?);
        }
        (b"GeometryCollection", Some(at)) => {
            cursor.go_to(at);
            let mut whole = Found::Nothing;
            cursor.elements(|cursor| {
                match geometry(cursor, layer, noticed)? {
                    Found::Polygons => whole = Found::Polygons,
                    Found::Other(kind) if matches!(whole, Found::Nothing) => whole = Found::Other(kind),
                    _ => {}
                }
                Ok(())
            })?;
            read = Some(whole);
        }
        (b"Point" | b"MultiPoint" | b"LineString" | b"MultiLineString", Some(_)) => {
            read = Some(Found::Other(String::from_utf8_lossy(kind).into_owned()));
        }
        _ => {}
    }
    cursor.go_to(end);
    read.ok_or_else(|| {
        let kind = String::from_utf8_lossy(kind);
        Fault { at: end, reason: format!("expected a feature or a geometry with its coordinates, found type {kind:?}") }
    })
}

fn polygons(cursor: &mut Cursor, kind: &[u8], layer: &mut Layer, noticed: &mut Noticed) -> Parsed<Found> {
    let mut number = 0;
    let mut polygon = |cursor: &mut Cursor| {
        let mut rings = 0;
        cursor.elements(|cursor| {
            rings += usize::from(ring(cursor, layer, noticed)?);
            Ok(())
        })?;
        if rings > 0 {
            layer.shapes.end_polygon();
            number += 1;
        }
        Ok(())
    };
    if kind == b"Polygon" {
        polygon(cursor)?
    } else {
        cursor.elements(polygon)?
    }
    Ok(if number > 0 { Found::Polygons } else { Found::Nothing })
}

/// Reads a ring, and whether it has any vertex.
fn ring(cursor: &mut Cursor, layer: &mut Layer, noticed: &mut Noticed) -> Parsed<bool> {
    let (mut first, mut last) = (None, None);
    cursor.elements(|cursor| {
        let vertex = position(cursor, noticed)?;
        first.get_or_insert(vertex);
        last = Some(vertex);
        layer.shapes.push_vertex(vertex);
        Ok(())
    })?;
    let Some(start) = first else { return Ok(false) };
    if last != first {
        noticed.unclosed = true;
        layer.shapes.push_vertex(start);
    }
    layer.shapes.end_ring();
    Ok(true)
}

fn position(cursor: &mut Cursor, noticed: &mut Noticed) -> Parsed<Coord<f64>> {
    cursor.expect(b'[', "a position [x, y]")?;
    let x = cursor.number()?;
    cursor.expect(b',', "a second coordinate")?;
    let y = cursor.number()?;
    while cursor.take(b',') {
        cursor.number()?;
        noticed.third_coordinate = true;
    }
    cursor.expect(b']', "']' at the end of a position")?;
    Ok(Coord { x, y })
}
