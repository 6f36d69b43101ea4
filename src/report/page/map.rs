//! The map of the page: contours of the units, who claims them, and the frames that they lie in.
//!
//! Only units are drawn here. Outlines of CPTS, of white zones and of departments are the arcs between units that are not
//! in the same one, and the page finds them: so they are there once, and agree with the units to the vertex.

use std::io;

use geo_types::Coord;
use rayon::prelude::*;
use serde::Serialize;

use super::arcs::{self, Step};
use super::columns::Columns;
use super::plane::{Frame, Plane};
use crate::coverage::{ArcColumns, Coverage, Ellipsoid, FaceId, Simplify};
use crate::formats;
use crate::reference::UnitId;
use crate::report::model::Report;
use crate::report::parts::{Extent, Part};

/// Vertices that a page holds at most, where simplification can do it: so many, and so many more for each unit. Each
/// takes four characters or five: 1 MB of text for a region, 3 MB for all of France. The reference's own have fewer.
const VERTICES: usize = 160_000;
const VERTICES_OF_A_UNIT: usize = 16;
/// The first tolerance tried, in metres; it doubles until the vertices are few enough.
const TOLERANCE: f64 = 25.0;
/// After so many doublings what is left is nodes.
const ROUNDS: usize = 8;

/// The map, as the page gets it.
#[derive(Debug, Serialize)]
pub(super) struct Map {
    /// Metres of a step in the main frame.
    pub step: f64,
    /// Tolerance of simplification in metres; 0 where contours are as given.
    pub tolerance: f64,
    /// Frames, the main one first.
    pub frames: Vec<Frame>,
    /// Left, top, right, bottom of the scope's land and of the insets, in steps.
    pub home: [i32; 4],
    /// Number of arcs.
    pub arc_count: usize,
    /// Number of vertices.
    pub vertex_count: usize,
    /// See [`arcs`].
    pub arcs: String,
    /// See [`arcs`]; units in the order of the table of communes, then those beyond the scope.
    pub rings: String,
    /// Sets of claimants, each a list of rows of the table of CPTS.
    pub sets: Vec<Vec<u32>>,
    /// The set of each unit.
    pub claimed: Vec<u32>,
    /// Units beyond the scope that a CPTS of the report claims.
    pub beyond: Columns,
}

/// The map of a report.
pub(super) fn map(report: &Report) -> io::Result<Map> {
    let (units, in_scope) = units(report);
    let (coverage, tolerance) = simplified(faces(&report.reference.coverage, &units)?)?;
    let part_of = |&unit: &UnitId| {
        Part::of(&report.reference.areas.departments[report.reference.unit(unit).department as usize].code)
    };
    let parts: Vec<usize> = units.iter().map(part_of).collect();
    let (metres, part_of_arc) = projected(&coverage, &parts)?;
    let mut extents = vec![Extent::EMPTY; Part::COUNT];
    for (line, &part) in metres.iter().zip(&part_of_arc) {
        line.iter().for_each(|&place| extents[part].take_in(place));
    }
    let main = extents.iter().position(|extent| *extent != Extent::EMPTY);
    let lines_of_main = || metres.iter().zip(&part_of_arc).filter(|(_, part)| Some(**part) == main);
    let plane = Plane::new(&extents, |south, north| {
        let between = |place: &&Coord<f64>| (south..=north).contains(&place.y);
        lines_of_main().flat_map(|(line, _)| line).filter(between).map(|place| place.x).fold(f64::INFINITY, f64::min)
    });
    let steps: Vec<Vec<Step>> = metres
        .par_iter()
        .zip(&part_of_arc)
        .map(|(line, &part)| line.iter().map(|&place| plane.step_of(part, place)).collect())
        .collect();
    let texts = arcs::encode(&coverage, &steps);
    let (sets, claimed) = claimants(report, &units);
    Ok(Map {
        step: plane.step,
        tolerance,
        home: home(&coverage, &steps, in_scope, &plane),
        frames: plane.frames,
        arc_count: texts.arc_count,
        vertex_count: texts.vertex_count,
        arcs: texts.arcs,
        rings: texts.rings,
        sets,
        claimed,
        beyond: beyond(report, &units[in_scope..]),
    })
}

/// The units drawn: those of the scope, and how many they are; then those beyond it that a CPTS of the report claims.
fn units(report: &Report) -> (Vec<UnitId>, usize) {
    let holds = |unit: &UnitId| report.options.scope.holds(report.reference.unit(*unit));
    let mut units: Vec<UnitId> = (0..report.reference.units.len() as UnitId).filter(holds).collect();
    let in_scope = units.len();
    let claimed = report.territories.iter().flat_map(|territory| territory.units.iter().copied());
    let mut beyond: Vec<UnitId> = claimed.filter(|unit| !holds(unit)).collect();
    beyond.sort_unstable();
    beyond.dedup();
    units.extend(beyond);
    (units, in_scope)
}

/// Some faces of a coverage, in this order, with the arcs that they have.
fn faces(coverage: &Coverage, faces: &[FaceId]) -> io::Result<Coverage> {
    let mut place = vec![None; coverage.arc_count()];
    let mut columns = ArcColumns::default();
    for &face in faces {
        let before = columns.polygons.len();
        for rings in coverage.polygons(face) {
            let first = columns.rings.len();
            for refs in rings {
                columns.rings.push(refs.len() as u32);
                for arc in refs {
                    let index = *place[arc.index()].get_or_insert_with(|| {
                        let line = coverage.arc(arc.index());
                        columns.vertices.extend_from_slice(line);
                        columns.arcs.push(line.len() as u32);
                        columns.arcs.len() - 1
                    });
                    let forward = crate::coverage::ArcRef::forward(index);
                    columns.refs.push(if arc.is_reversed() { forward.reversed() } else { forward });
                }
            }
            columns.polygons.push((columns.rings.len() - first) as u32);
        }
        columns.faces.push((columns.polygons.len() - before) as u32);
    }
    Coverage::from_columns(columns).map_err(io::Error::other)
}

/// The coverage with few enough vertices, and the tolerance that it took.
fn simplified(mut coverage: Coverage) -> io::Result<(Coverage, f64)> {
    let mut used = 0.0;
    for round in 0..ROUNDS {
        if coverage.vertex_count() <= VERTICES + VERTICES_OF_A_UNIT * coverage.face_count() {
            break;
        }
        used = TOLERANCE * f64::from(1 << round);
        coverage = coverage.simplified(&Ellipsoid::WGS84, Simplify::Visvalingam(used)).map_err(io::Error::other)?;
    }
    Ok((coverage, used))
}

/// Vertices of an arc.
type Line = Vec<Coord<f64>>;

/// The arcs in metres of the part that their faces lie in, and that part.
fn projected(coverage: &Coverage, parts: &[usize]) -> io::Result<(Vec<Line>, Vec<usize>)> {
    let part_of_arc: Vec<usize> = (0..coverage.arc_count())
        .map(|arc| {
            let sides = coverage.sides(arc);
            sides.left.or(sides.right).map_or(0, |face| parts[face as usize])
        })
        .collect();
    let mut lines: Vec<Line> = (0..coverage.arc_count()).map(|arc| coverage.arc(arc).to_vec()).collect();
    for part in 0..Part::COUNT {
        let mine = || part_of_arc.iter().enumerate().filter(move |(_, of)| **of == part).map(|(arc, _)| arc);
        let mut vertices: Vec<Coord<f64>> = mine().flat_map(|arc| lines[arc].iter().copied()).collect();
        if vertices.is_empty() {
            continue;
        }
        formats::from_degrees(&mut vertices, Part::at(part).epsg).map_err(io::Error::other)?;
        let mut vertices = vertices.into_iter();
        for arc in mine() {
            lines[arc].iter_mut().zip(vertices.by_ref()).for_each(|(to, vertex)| *to = vertex);
        }
    }
    Ok((lines, part_of_arc))
}

/// What to show first: the land of the scope, and the insets.
fn home(coverage: &Coverage, steps: &[Vec<Step>], in_scope: usize, plane: &Plane) -> [i32; 4] {
    let mut home = [i32::MAX, i32::MAX, i32::MIN, i32::MIN];
    let mut take_in = |[x, y]: Step| {
        home = [home[0].min(x), home[1].min(y), home[2].max(x), home[3].max(y)];
    };
    for face in 0..in_scope as FaceId {
        coverage.arcs_of(face).iter().flat_map(|arc| &steps[arc.index()]).for_each(|&step| take_in(step));
    }
    for frame in plane.frames.iter().skip(1) {
        let [left, top, right, bottom] = frame.extent;
        take_in([left, top]);
        take_in([right, bottom]);
    }
    if home[0] > home[2] { plane.frames.first().map_or([0, 0, 1, 1], |frame| frame.extent) } else { home }
}

/// Sets of claimants as rows of the table of CPTS, and the set of each unit.
fn claimants(report: &Report, units: &[UnitId]) -> (Vec<Vec<u32>>, Vec<u32>) {
    let mut row = vec![None; report.cpts.len()];
    (0..).zip(&report.territories).for_each(|(number, territory)| row[territory.cpts as usize] = Some(number));
    let set_of = |&unit: &UnitId| -> Vec<u32> {
        report.partition.claimants(unit).iter().filter_map(|&cpts| row[cpts as usize]).collect()
    };
    let of_units: Vec<Vec<u32>> = units.iter().map(set_of).collect();
    let mut sets = of_units.clone();
    sets.push(Vec::new());
    sets.sort_unstable();
    sets.dedup();
    let claimed = of_units.iter().map(|set| sets.binary_search(set).unwrap_or(0) as u32).collect();
    (sets, claimed)
}

/// The units beyond the scope, which the table of communes does not have.
fn beyond(report: &Report, units: &[UnitId]) -> Columns {
    let rows = units.iter().map(|&id| {
        let unit = report.reference.unit(id);
        let department = &report.reference.areas.departments[unit.department as usize];
        vec![
            unit.code.as_str().into(),
            unit.name.as_str().into(),
            department.code.as_str().into(),
            unit.population.map(u64::from).into(),
        ]
    });
    Columns::new((vec!["code_insee", "nom", "code_departement", "population"], rows.collect()))
}
