//! Whether coordinates can be of the reference system that a file declares.
//!
//! A wrong declaration is the commonest fault of such files: metres in a GeoJSON, degrees with a `.prj` of metres, or
//! latitude first. Each puts France elsewhere, so it is found by where the coordinates would lie.

use geo_types::Coord;
use rayon::prelude::*;

use super::super::layer::Layer;
use super::super::misfit::{CrsRemedy, Expected, Extent};
use super::super::read_error::ReadError;
use super::{Crs, KNOWN, Projection};

/// Where France is, overseas and Corsica included, in degrees with a margin of one: west, south, east, north.
const FRANCE: [[f64; 4]; 8] = [
    [-6.5, 40.0, 11.0, 52.5],      // mainland and Corsica
    [-64.5, 13.0, -59.5, 19.5],    // Antilles
    [-56.0, 1.0, -50.5, 7.0],      // Guyane
    [54.0, -22.5, 57.0, -19.5],    // Réunion
    [43.5, -14.5, 46.5, -11.0],    // Mayotte
    [-58.0, 45.5, -55.0, 48.5],    // Saint-Pierre-et-Miquelon
    [-156.0, -29.0, -133.0, -6.0], // Polynésie
    [155.0, -28.0, 175.0, -13.0],  // Nouvelle-Calédonie
];
/// Radius of the sphere of web maps, in metres.
const SPHERE: f64 = 6_378_137.0;
/// Share of the vertices that another system must explain, in tenths.
const TENTHS: usize = 9;

/// Refuses coordinates that the system cannot have, and those that another explains where this does not.
///
/// `certain` says that a person named the system: then only coordinates without any place in it are refused.
pub(in super::super) fn check(layer: &Layer, crs: &Crs, certain: bool) -> Result<(), ReadError> {
    let vertices = layer.shapes.vertices();
    let runs = runs(vertices);
    let outside = vertices.len() - count(&runs, |corners| crs.can_hold(corners));
    let at_home = count(&runs, |corners| crs.is_home(corners));
    if vertices.is_empty() || (outside == 0 && (certain || at_home * 2 >= vertices.len())) {
        return Ok(());
    }
    if outside * 2 < vertices.len() && outside > 0 {
        return Err(first_outside(layer, crs));
    }
    let fitting = fitting(vertices, Some(crs));
    if outside == 0 && fitting.is_empty() {
        return Ok(());
    }
    Err(ReadError::CrsDoesNotFit {
        declared: crs.label(),
        extent: extent(vertices),
        expected: crs.expected(),
        remedy: remedy(&fitting),
    })
}

/// The error for a file that does not say its system.
pub(in super::super) fn missing(layer: &Layer) -> ReadError {
    let vertices = layer.shapes.vertices();
    ReadError::CrsMissing { extent: extent(vertices), remedy: remedy(&fitting(vertices, None)) }
}

/// A system that explains the coordinates, perhaps only with the axes swapped.
struct Fit {
    crs: &'static Crs,
    swapped: bool,
}

fn fitting(vertices: &[Coord<f64>], besides: Option<&Crs>) -> Vec<Fit> {
    let runs = runs(vertices);
    let enough = |held: usize| held > 0 && held * 10 >= vertices.len() * TENTHS;
    let mut fitting: Vec<Fit> = KNOWN
        .iter()
        .filter(|crs| besides != Some(crs) && enough(count(&runs, |corners| crs.is_home(corners))))
        .map(|crs| Fit { crs, swapped: false })
        .collect();
    if fitting.is_empty() {
        let swapped = KNOWN.iter().filter(|crs| enough(count(&runs, |corners| crs.is_home(corners.map(swap)))));
        fitting.extend(swapped.map(|crs| Fit { crs, swapped: true }));
    }
    fitting
}

fn remedy(fitting: &[Fit]) -> CrsRemedy {
    match fitting {
        [] => CrsRemedy::Name,
        [Fit { crs, swapped: true }, ..] => {
            CrsRemedy::Swap { crs: crs.label(), degrees: matches!(crs.projection, Projection::Degrees) }
        }
        [Fit { crs, .. }, ..] => {
            CrsRemedy::Declare { code: crs.code, labels: fitting.iter().map(|fit| fit.crs.label()).collect() }
        }
    }
}

fn first_outside(layer: &Layer, crs: &Crs) -> ReadError {
    for face in 0..layer.shapes.face_count() {
        for vertex in layer.shapes.rings_of(face as u32).flatten() {
            if !crs.can_hold([*vertex; 2]) {
                let (declared, expected) = (Some(crs.label()), crs.expected());
                return ReadError::OutOfRange { feature: face, x: vertex.x, y: vertex.y, declared, expected };
            }
        }
    }
    ReadError::malformed(format!("coordinates outside {}", crs.label()))
}

/// Vertices one after the other, and what they span.
type Run<'a> = (&'a [Coord<f64>], Corners);

fn runs(vertices: &[Coord<f64>]) -> Vec<Run<'_>> {
    vertices.par_chunks(1024).map(|run| (run, corners(run))).collect()
}

/// How many vertices are where the system may have them. The test is of a rectangle by its two [`Corners`]: a run of vertices
/// that lies in one as a whole is counted at once.
fn count(runs: &[Run], test: impl Fn(Corners) -> bool) -> usize {
    let of_run = |&(run, corners): &Run| {
        if test(corners) { run.len() } else { run.iter().filter(|&&vertex| test([vertex; 2])).count() }
    };
    runs.iter().map(of_run).sum()
}

/// The south-western and the north-eastern corner of what vertices span.
type Corners = [Coord<f64>; 2];

fn corners(run: &[Coord<f64>]) -> Corners {
    let first = run.first().copied().unwrap_or_default();
    run.iter().fold([first; 2], |[low, high], v| {
        [
            Coord { x: if v.x < low.x { v.x } else { low.x }, y: if v.y < low.y { v.y } else { low.y } },
            Coord { x: if v.x > high.x { v.x } else { high.x }, y: if v.y > high.y { v.y } else { high.y } },
        ]
    })
}

fn swap(vertex: Coord<f64>) -> Coord<f64> {
    Coord { x: vertex.y, y: vertex.x }
}

fn extent(vertices: &[Coord<f64>]) -> Extent {
    let [low, high] = corners(vertices);
    if vertices.is_empty() { Extent::Nothing } else { Extent::Within(Box::new([low.x, low.y, high.x, high.y])) }
}

#[inline]
fn within([west, south, east, north]: [f64; 4], [low, high]: Corners) -> bool {
    west <= low.x && high.x <= east && south <= low.y && high.y <= north
}

/// A place in degrees from one on a web map.
fn from_web_mercator(vertex: Coord<f64>) -> Coord<f64> {
    Coord { x: (vertex.x / SPHERE).to_degrees(), y: (vertex.y / SPHERE).sinh().atan().to_degrees() }
}

impl Crs {
    /// Whether the system has such places at all.
    #[inline]
    fn can_hold(&self, corners: Corners) -> bool {
        match &self.projection {
            Projection::Degrees => within([-180.0, -90.0, 180.0, 90.0], corners),
            Projection::WebMercator => within([-2.004e7, -2.005e7, 2.004e7, 2.005e7], corners),
            Projection::Local { extent, .. } => within(*extent, corners),
        }
    }

    /// Whether they would be in one part of France, or for a system of one territory, in that.
    #[inline]
    fn is_home(&self, corners: Corners) -> bool {
        match &self.projection {
            Projection::Degrees => FRANCE.iter().any(|&part| within(part, corners)),
            // Anything in degrees would be within 200 m of the null island.
            Projection::WebMercator => {
                let corners = corners.map(from_web_mercator);
                FRANCE.iter().any(|&part| within(part, corners))
            }
            Projection::Local { extent, .. } => within(*extent, corners),
        }
    }

    fn expected(&self) -> Expected {
        match &self.projection {
            Projection::Degrees => Expected::Degrees,
            Projection::WebMercator => Expected::WebMercator,
            Projection::Local { extent, .. } => Expected::Local(Box::new(*extent)),
        }
    }
}
