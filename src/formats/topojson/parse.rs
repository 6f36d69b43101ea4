//! The JSON of a topology as types.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::super::read_error::ReadError;

/// A topology with its arcs as they are written.
#[derive(Debug)]
pub(super) struct Topology {
    pub objects: BTreeMap<String, Object>,
    pub arcs: Vec<Vec<(f64, f64)>>,
    pub transform: Option<Transform>,
    pub crs: Option<NamedCrs>,
    /// A vertex has more than two coordinates.
    pub third_coordinate: bool,
}

/// Grid of quantised arcs.
#[derive(Debug, Deserialize)]
pub(super) struct Transform {
    pub scale: [f64; 2],
    pub translate: [f64; 2],
}

/// A reference system as old GeoJSON names it.
#[derive(Debug, Deserialize)]
pub(super) struct NamedCrs {
    #[serde(default)]
    pub properties: BTreeMap<String, serde_json::Value>,
}

/// A geometry: its type, arcs or parts, and attributes.
#[derive(Debug, Deserialize)]
pub(super) struct Object {
    #[serde(rename = "type")]
    pub kind: Option<String>,
    pub arcs: Option<Arcs>,
    pub geometries: Option<Vec<Object>>,
    pub properties: Option<BTreeMap<String, serde_json::Value>>,
    pub id: Option<serde_json::Value>,
}

impl Object {
    pub fn has_polygons(&self) -> bool {
        matches!(self.kind.as_deref(), Some("Polygon" | "MultiPolygon"))
            || self.geometries.iter().flatten().any(Self::has_polygons)
    }
}

/// Indexes of arcs in lists as deep as the geometry's type asks.
#[derive(Debug)]
pub(super) enum Arcs {
    Arc(i64),
    List(Vec<Arcs>),
}

impl<'de> Deserialize<'de> for Arcs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Nested;
        impl<'de> Visitor<'de> for Nested {
            type Value = Arcs;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("the index of an arc, or a list of them")
            }
            fn visit_i64<E: Error>(self, index: i64) -> Result<Arcs, E> {
                Ok(Arcs::Arc(index))
            }
            fn visit_u64<E: Error>(self, index: u64) -> Result<Arcs, E> {
                i64::try_from(index).map(Arcs::Arc).map_err(|_| E::custom(format!("arc {index} does not exist")))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Arcs, A::Error> {
                let mut all = Vec::new();
                while let Some(next) = list.next_element()? {
                    all.push(next);
                }
                Ok(Arcs::List(all))
            }
        }
        deserializer.deserialize_any(Nested)
    }
}

/// A vertex: its first two coordinates, and whether there are more.
struct Position(f64, f64, bool);

impl<'de> Deserialize<'de> for Position {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Coordinates;
        impl<'de> Visitor<'de> for Coordinates {
            type Value = Position;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a list of two coordinates")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Position, A::Error> {
                let x = list.next_element()?.ok_or_else(|| A::Error::invalid_length(0, &self))?;
                let y = list.next_element()?.ok_or_else(|| A::Error::invalid_length(1, &self))?;
                let mut more = false;
                while list.next_element::<IgnoredAny>()?.is_some() {
                    more = true;
                }
                Ok(Position(x, y, more))
            }
        }
        deserializer.deserialize_seq(Coordinates)
    }
}

/// An arc, straight into pairs.
struct Arc {
    vertices: Vec<(f64, f64)>,
    third_coordinate: bool,
}

impl<'de> Deserialize<'de> for Arc {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Positions;
        impl<'de> Visitor<'de> for Positions {
            type Value = Arc;
            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("an arc, a list of positions")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Arc, A::Error> {
                let mut arc = Arc { vertices: Vec::new(), third_coordinate: false };
                while let Some(Position(x, y, more)) = list.next_element()? {
                    arc.vertices.push((x, y));
                    arc.third_coordinate |= more;
                }
                Ok(arc)
            }
        }
        deserializer.deserialize_seq(Positions)
    }
}

#[derive(Deserialize)]
struct Document {
    objects: BTreeMap<String, Object>,
    arcs: Vec<Arc>,
    transform: Option<Transform>,
    crs: Option<NamedCrs>,
}

/// Parses a topology.
pub(super) fn topology(bytes: &[u8]) -> Result<Topology, ReadError> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let Document { objects, arcs, transform, crs } = serde_json::from_slice(text).map_err(|error| {
        let reason = format!("column {}: {error}", error.column());
        ReadError::Malformed { feature: None, line: Some(error.line() as u64), reason }
    })?;
    let third_coordinate = arcs.iter().any(|arc| arc.third_coordinate);
    let arcs = arcs.into_iter().map(|arc| arc.vertices).collect();
    Ok(Topology { objects, arcs, transform, crs, third_coordinate })
}

/// The member `type` of a JSON object; nothing after it is looked at, and the text may end there.
pub(in super::super) fn kind(bytes: &[u8]) -> Option<String> {
    struct Kind<'a>(&'a mut Option<String>);
    impl<'de> Visitor<'de> for Kind<'_> {
        type Value = ();
        fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
            f.write_str("an object")
        }
        fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
            while let Some(name) = members.next_key::<std::borrow::Cow<str>>()? {
                if name == "type" {
                    *self.0 = members.next_value()?;
                    // Stops the parser.
                    return Err(A::Error::custom("found"));
                }
                members.next_value::<IgnoredAny>()?;
            }
            Ok(())
        }
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut found = None;
    // Malformed JSON is for the reader to tell.
    let _ = serde_json::Deserializer::from_slice(text).deserialize_map(Kind(&mut found));
    found
}
