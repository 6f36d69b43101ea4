//! TopoJSON: objects whose rings are runs of arcs that they share.

mod parse;
mod write;

use std::collections::BTreeMap;

use super::collect::Collector;
use super::layer::{Attributes, Layer, Value};
use super::read_error::ReadError;
pub(super) use parse::kind;
use parse::{Arcs, Object, Topology};
pub use write::write;

/// Vertices that may come out for each that went in: an arc serves two rings, or more where objects overlap.
const MOST_USES: usize = 64;

/// Reads the object named, or the only one that has polygons.
pub(super) fn read(bytes: &[u8], layer: Option<&str>) -> Result<Layer, ReadError> {
    let topology = parse::topology(bytes)?;
    let (name, object) = choose(&topology.objects, layer)?;
    let arcs = positions(&topology)?;
    let mut builder = Builder {
        most: arcs.iter().map(Vec::len).sum::<usize>().saturating_mul(MOST_USES),
        arcs,
        into: Collector::default(),
        attributes: Vec::new(),
        ring: Vec::new(),
    };
    if topology.third_coordinate {
        builder.into.third_coordinate();
    }
    match (object.kind.as_deref(), &object.geometries) {
        (Some("GeometryCollection"), Some(features)) => {
            for feature in features {
                builder.feature(feature)?;
            }
        }
        _ => builder.feature(object)?,
    }
    let Builder { into, attributes, .. } = builder;
    let crs = topology.crs.and_then(|crs| crs.properties.get("name")?.as_str().map(str::to_owned));
    Ok(Layer { name: Some(name.to_owned()), crs, attributes, shapes: into.shapes, problems: into.problems })
}

fn choose<'a>(objects: &'a BTreeMap<String, Object>, asked: Option<&str>) -> Result<(&'a str, &'a Object), ReadError> {
    let mut polygons = objects.iter().filter(|(_, object)| object.has_polygons());
    let names = || objects.iter().filter(|(_, object)| object.has_polygons()).map(|(name, _)| name.clone()).collect();
    if let Some(asked) = asked {
        let found = objects.get_key_value(asked);
        let found = found.ok_or_else(|| ReadError::NoSuchLayer { name: asked.to_owned(), names: names() })?;
        return Ok((found.0, found.1));
    }
    match (polygons.next(), polygons.next()) {
        (Some((name, object)), None) => Ok((name, object)),
        (Some(_), Some(_)) => Err(ReadError::SeveralLayers { names: names() }),
        (None, _) => Err(ReadError::NotALayer { found: "a topology without polygons".to_owned() }),
    }
}

/// The arcs with their vertices as coordinates: quantised ones are steps on a grid.
fn positions(topology: &Topology) -> Result<Vec<Vec<(f64, f64)>>, ReadError> {
    let Some(transform) = &topology.transform else { return Ok(topology.arcs.clone()) };
    let [scale_x, scale_y] = transform.scale;
    let [x0, y0] = transform.translate;
    if ![scale_x, scale_y, x0, y0].iter().all(|number| number.is_finite()) {
        return Err(ReadError::malformed("transform: its numbers are not finite"));
    }
    let unpacked = topology.arcs.iter().map(|arc| {
        let (mut x, mut y) = (0.0, 0.0);
        let vertex = |&(dx, dy): &(f64, f64)| {
            x += dx;
            y += dy;
            (x * scale_x + x0, y * scale_y + y0)
        };
        arc.iter().map(vertex).collect()
    });
    Ok(unpacked.collect())
}

struct Builder {
    arcs: Vec<Vec<(f64, f64)>>,
    into: Collector,
    attributes: Vec<Attributes>,
    /// The ring being joined.
    ring: Vec<(f64, f64)>,
    /// Vertices that may come out yet.
    most: usize,
}

impl Builder {
    fn feature(&mut self, object: &Object) -> Result<(), ReadError> {
        let mut attributes = object.properties.clone().unwrap_or_default();
        if let Some(id) = &object.id
            && !attributes.contains_key("id")
        {
            attributes.insert("id".to_owned(), id.clone());
        }
        self.attributes
            .push(attributes.into_iter().filter_map(|(name, value)| Some((name, attribute(value)?))).collect());
        match self.polygons(object)? {
            None => self.into.end_feature(),
            Some(other) => self.into.end_with_other(other),
        }
        Ok(())
    }

    /// Takes in the polygons of a geometry; the name of another type if there is one.
    fn polygons(&mut self, object: &Object) -> Result<Option<String>, ReadError> {
        match (object.kind.as_deref(), &object.arcs, &object.geometries) {
            (None, None, None) => Ok(None),
            (Some("Polygon"), Some(rings), _) => self.polygon(rings).map(|()| None),
            (Some("MultiPolygon"), Some(polygons), _) => {
                for polygon in self.list(polygons, "a MultiPolygon")? {
                    self.polygon(polygon)?;
                }
                Ok(None)
            }
            (Some("GeometryCollection"), _, Some(parts)) => {
                let mut other = None;
                for part in parts {
                    let found = self.polygons(part)?;
                    other = other.or(found);
                }
                Ok(other)
            }
            (Some(kind @ ("Polygon" | "MultiPolygon")), None, _) => {
                Err(self.into.malformed(format!("{kind} without arcs")))
            }
            (Some(kind), _, _) => Ok(Some(kind.to_owned())),
            (None, _, _) => Err(self.into.malformed("a geometry without a type")),
        }
    }

    fn list<'a>(&self, arcs: &'a Arcs, what: &str) -> Result<&'a [Arcs], ReadError> {
        match arcs {
            Arcs::List(list) => Ok(list),
            Arcs::Arc(_) => Err(self.into.malformed(format!("arcs: {what} expects a list here, got a number"))),
        }
    }

    fn polygon(&mut self, rings: &Arcs) -> Result<(), ReadError> {
        for ring in self.list(rings, "a Polygon")? {
            self.ring.clear();
            for arc in self.list(ring, "a ring")? {
                let Arcs::Arc(arc) = arc else { return Err(self.into.malformed("arcs: nested too deep")) };
                self.join(*arc)?;
            }
            self.most = match self.most.checked_sub(self.ring.len()) {
                Some(left) => left,
                None => return Err(self.into.malformed(format!("arcs are used more than {MOST_USES} times"))),
            };
            self.into.ring(self.ring.iter().copied())?;
        }
        self.into.end_polygon();
        Ok(())
    }

    /// Adds an arc to the ring; `!i` is arc `i` backwards. Arcs meet in a vertex, which is taken once.
    fn join(&mut self, index: i64) -> Result<(), ReadError> {
        let forward = index >= 0;
        let found = usize::try_from(if forward { index } else { !index }).ok().and_then(|index| self.arcs.get(index));
        let Some(arc) = found else {
            return Err(self.into.malformed(format!("arc {index} does not exist (there are {})", self.arcs.len())));
        };
        if self.ring.len() > self.most {
            return Err(self.into.malformed(format!("arcs are used more than {MOST_USES} times")));
        }
        let start = if forward { arc.first() } else { arc.last() };
        if let (Some(end), Some(start)) = (self.ring.last(), start) {
            if end != start {
                return Err(self.into.malformed(format!("arc {index} does not begin where the one before it ends")));
            }
            self.ring.pop();
        }
        if forward {
            self.ring.extend(arc);
        } else {
            self.ring.extend(arc.iter().rev());
        }
        Ok(())
    }
}

fn attribute(value: serde_json::Value) -> Option<Value> {
    match value {
        serde_json::Value::Null => None,
        serde_json::Value::Bool(value) => Some(Value::Boolean(value)),
        serde_json::Value::Number(number) => number.as_i64().map(Value::Integer).or(number.as_f64().map(Value::Number)),
        serde_json::Value::String(text) => Some(Value::Text(text)),
        other => Some(Value::Text(other.to_string())),
    }
}
