//! A reference as TopoJSON, for other tools: mapshaper, QGIS, a web page, or a check that decodes it by itself.
//!
//! Coordinates are whole micro-degrees (`transform`); the units are one `GeometryCollection`, each a `MultiPolygon`
//! with its attributes as properties, or a geometry of type null where no contour is known.

use std::borrow::Cow;
use std::collections::BTreeMap;

use geo_types::Coord;
use serde::Serialize;

use super::pack::GRID;
use super::{Area, Areas, Metadata, Reference, Unit};
use crate::cog::CommuneCode;
use crate::coverage::FaceId;

/// The file, in the order in which its members are written.
#[derive(Serialize)]
struct Topology<'a> {
    #[serde(rename = "type")]
    kind: Cow<'a, str>,
    maillage: Metadata,
    areas: Areas,
    /// Codes no longer in use and today's commune.
    former_codes: BTreeMap<CommuneCode, CommuneCode>,
    transform: Transform,
    objects: Objects<'a>,
    arcs: Vec<Vec<[i32; 2]>>,
}

#[derive(Serialize)]
struct Transform {
    scale: [f64; 2],
    translate: [f64; 2],
}

#[derive(Serialize)]
struct Objects<'a> {
    units: Collection<'a>,
}

#[derive(Serialize)]
struct Collection<'a> {
    #[serde(rename = "type")]
    kind: Cow<'a, str>,
    geometries: Vec<Geometry<'a>>,
}

#[derive(Serialize)]
struct Geometry<'a> {
    #[serde(rename = "type")]
    kind: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    arcs: Vec<Vec<Vec<i32>>>,
    properties: Properties<'a>,
}

#[derive(Serialize)]
struct Properties<'a> {
    code: CommuneCode,
    nom: Cow<'a, str>,
    departement: Cow<'a, str>,
    region: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    epci: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    population: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    commune: Option<CommuneCode>,
}

/// Writes a reference as TopoJSON.
///
/// # Errors
/// Only if the JSON cannot be written to memory.
pub fn to_topojson(reference: &Reference) -> Result<Vec<u8>, serde_json::Error> {
    serde_json::to_vec(&topology(reference))
}

fn topology(reference: &Reference) -> Topology<'_> {
    let code_of = |areas: &'_ [Area], index: u32| -> Cow<'_, str> { Cow::Owned(areas[index as usize].code.clone()) };
    let geometry = |(face, unit): (usize, &_)| {
        let unit: &Unit = unit;
        let face = face as FaceId;
        let arcs: Vec<Vec<Vec<i32>>> = reference
            .coverage
            .polygons(face)
            .map(|rings| rings.map(|refs| refs.iter().map(|arc| arc.0).collect()).collect())
            .collect();
        Geometry {
            kind: (!arcs.is_empty()).then(|| "MultiPolygon".into()),
            arcs,
            properties: Properties {
                code: unit.code,
                nom: Cow::Owned(unit.name.clone()),
                departement: code_of(&reference.areas.departments, unit.department),
                region: code_of(&reference.areas.regions, unit.region),
                epci: unit.epci.map(|epci| code_of(&reference.areas.epcis, epci)),
                population: unit.population,
                commune: unit.city,
            },
        }
    };
    Topology {
        kind: "Topology".into(),
        maillage: reference.metadata.clone(),
        areas: reference.areas.clone(),
        former_codes: reference.former_codes.clone(),
        transform: Transform { scale: [1.0 / GRID; 2], translate: [0.0; 2] },
        objects: Objects {
            units: Collection {
                kind: "GeometryCollection".into(),
                geometries: reference.units.iter().enumerate().map(geometry).collect(),
            },
        },
        arcs: (0..reference.coverage.arc_count()).map(|arc| deltas(reference.coverage.arc(arc))).collect(),
    }
}

/// Vertices as grid steps, each from the one before.
fn deltas(arc: &[Coord<f64>]) -> Vec<[i32; 2]> {
    let mut last = [0, 0];
    arc.iter()
        .map(|vertex| {
            let now = [(vertex.x * GRID).round() as i32, (vertex.y * GRID).round() as i32];
            let step = [now[0] - last[0], now[1] - last[1]];
            last = now;
            step
        })
        .collect()
}
