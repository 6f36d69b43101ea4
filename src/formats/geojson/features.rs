//! Features out of GeoJSON, or geometries by themselves, one after the other.

use super::json::{Cursor, Fault, Parsed};
use super::plain;
use crate::formats::collect::Collector;
use crate::formats::layer::{Attributes, Value};

/// Features as they are read, one after the other.
#[derive(Default)]
pub(super) struct Features {
    pub attributes: Vec<Attributes>,
    pub polygons: Collector,
}

impl Features {
    /// Begins with the feature of this index.
    pub fn starting_at(feature: usize) -> Self {
        Self { polygons: Collector::starting_at(feature), ..Self::default() }
    }

    /// Takes in the features that come next.
    pub fn append(&mut self, next: Self) {
        self.attributes.extend(next.attributes);
        self.polygons.append(next.polygons);
    }

    /// Reads a feature, or a geometry by itself.
    pub fn read(&mut self, text: &[u8]) -> Parsed<()> {
        let mut kind: &[u8] = b"";
        let mut attributes = Attributes::new();
        let mut found = None;
        Cursor::new(text).members(|cursor, key| {
            match key {
                b"type" => kind = cursor.string()?,
                b"properties" => attributes = properties(cursor)?,
                b"geometry" if found.is_some() => return cursor.fault("one geometry, not a second one"),
                b"geometry" => found = Some(self.geometry(cursor)?),
                _ => cursor.skip_value()?,
            }
            Ok(())
        })?;
        if kind != b"Feature" {
            found = Some(self.geometry(&mut Cursor::new(text))?);
        }
        match found.and_then(|Found(other)| other) {
            Some(other) => self.polygons.end_with_other(other),
            None => self.polygons.end_feature(),
        }
        self.attributes.push(attributes);
        Ok(())
    }

    fn geometry(&mut self, cursor: &mut Cursor) -> Parsed<Found> {
        if cursor.peek() == Some(b'n') {
            let start = cursor.at();
            cursor.skip_value()?;
            return if cursor.since(start) == b"null" { Ok(Found(None)) } else { cursor.fault("a geometry or null") };
        }
        let mut kind: &[u8] = b"";
        // Usually the type comes first, and coordinates are read at once; else they are passed over and come back to.
        let mut read = false;
        let mut passed = None;
        cursor.members(|cursor, key| {
            match (key, kind) {
                (b"type", _) => kind = cursor.string()?,
                (b"coordinates" | b"geometries", _) if read || passed.is_some() => {
                    return cursor.fault("one list of coordinates, not a second one");
                }
                (b"coordinates", b"Polygon" | b"MultiPolygon") => {
                    self.polygons(cursor, kind)?;
                    read = true;
                }
                (b"coordinates" | b"geometries", _) => {
                    cursor.peek();
                    passed = Some(cursor.at());
                    cursor.skip_value()?;
                }
                _ => cursor.skip_value()?,
            }
            Ok(())
        })?;
        let end = cursor.at();
        let found = match (kind, passed) {
            _ if read => Found(None),
            (b"Polygon" | b"MultiPolygon", Some(at)) => {
                cursor.go_to(at);
                self.polygons(cursor, kind)?;
                Found(None)
            }
            (b"GeometryCollection", Some(at)) => {
                cursor.go_to(at);
                let mut other = None;
                cursor.elements(|cursor| {
                    let Found(kind) = self.geometry(cursor)?;
                    other = other.take().or(kind);
                    Ok(())
                })?;
                Found(other)
            }
            (b"Point" | b"MultiPoint" | b"LineString" | b"MultiLineString", Some(_)) => {
                Found(Some(String::from_utf8_lossy(kind).into_owned()))
            }
            _ => {
                let kind = String::from_utf8_lossy(kind);
                let reason = format!("expected a feature or a geometry with its coordinates, found type {kind:?}");
                return Err(Fault { at: end, reason });
            }
        };
        cursor.go_to(end);
        Ok(found)
    }

    fn polygons(&mut self, cursor: &mut Cursor, kind: &[u8]) -> Parsed<()> {
        let mut polygon = |cursor: &mut Cursor| {
            cursor.elements(|cursor| self.ring(cursor))?;
            self.polygons.end_polygon();
            Ok(())
        };
        if kind == b"Polygon" { polygon(cursor) } else { cursor.elements(polygon) }
    }

    fn ring(&mut self, cursor: &mut Cursor) -> Parsed<()> {
        let start = cursor.at();
        let mut third = false;
        cursor.elements(|cursor| {
            let (x, y) = position(cursor, &mut third)?;
            self.polygons.vertex(x, y);
            Ok(())
        })?;
        if third {
            self.polygons.third_coordinate();
        }
        self.polygons.end_ring().map_err(|error| Fault { at: start, reason: error.to_string() })
    }
}

fn properties(cursor: &mut Cursor) -> Parsed<Attributes> {
    cursor.peek();
    let start = cursor.at();
    cursor.skip_value()?;
    let text = std::str::from_utf8(cursor.since(start)).map_err(|error| {
        let at = start + error.valid_up_to();
        Fault { at, reason: "properties: text that is not UTF-8".to_owned() }
    })?;
    let members: Option<serde_json::Map<String, serde_json::Value>> =
        serde_json::from_str(text).map_err(|error| Fault { at: start, reason: format!("properties: {error}") })?;
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

/// What a geometry held beside polygons: the name of another type.
struct Found(Option<String>);

#[inline]
fn position(cursor: &mut Cursor, third: &mut bool) -> Parsed<(f64, f64)> {
    if let Some((position, length)) = plain::position(cursor.rest()) {
        cursor.go_to(cursor.at() + length);
        return Ok(position);
    }
    cursor.expect(b'[', "a position [x, y]")?;
    let x = cursor.number()?;
    cursor.expect(b',', "a second coordinate")?;
    let y = cursor.number()?;
    while cursor.take(b',') {
        cursor.number()?;
        *third = true;
    }
    cursor.expect(b']', "']' at the end of a position")?;
    Ok((x, y))
}
