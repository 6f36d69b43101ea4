//! A layer written as TopoJSON: features name arcs, and a border that several of them have is there once.

use std::io::{self, Write};

use geo_types::Coord;
use rayon::prelude::*;
use serde_json::{Map, Value, json};

use crate::coverage::{ArcRef, Coverage, FaceArcs};
use crate::formats::csv::Cell;
use crate::formats::feature_table::FeatureTable;

/// A vertex as whole steps of the grid.
type Step = (i64, i64);

/// Writes a layer whose features are unions of faces: `faces` are their arcs in `coverage`, as
/// [`Coverage::dissolve_arcs`] gives them. Vertices lie on a grid of so many decimals of a degree.
///
/// Gives the number of rings that vanished for being smaller than a cell of the grid.
///
/// # Errors
/// Those of the writer.
pub fn write(
    out: &mut (impl Write + ?Sized),
    table: &FeatureTable,
    coverage: &Coverage,
    faces: &[FaceArcs],
    decimals: usize,
) -> io::Result<usize> {
    let scale = 10f64.powi(decimals as i32);
    let used = used(coverage, faces);
    let lines: Vec<Vec<Step>> = used.par_iter().map(|&arc| steps(coverage.arc(arc), scale)).collect();
    let renumbered = |arc: ArcRef| {
        let index = used.partition_point(|&other| other < arc.index());
        (if arc.is_reversed() { ArcRef::forward(index).reversed() } else { ArcRef::forward(index) }).0
    };
    let mut vanished = 0;
    let mut polygons = |face: &FaceArcs| {
        let mut kept: Vec<Vec<Vec<i32>>> = Vec::new();
        for rings in face {
            let mut rings = rings.iter().map(|refs| {
                let refs: Vec<i32> = refs.iter().map(|&arc| renumbered(arc)).collect();
                let stays = bounds_something(&refs, &lines);
                vanished += usize::from(!stays);
                stays.then_some(refs)
            });
            let exterior = rings.next().flatten();
            let holes: Vec<Vec<i32>> = rings.flatten().collect();
            kept.extend(exterior.map(|exterior| std::iter::once(exterior).chain(holes).collect()));
        }
        kept
    };
    // Member by member: a tree of all values would take ten times the room of the file.
    let transform = json!({ "scale": [1.0 / scale, 1.0 / scale], "translate": [0.0, 0.0] });
    let name = Value::from(table.name);
    write!(out, "{{\"type\":\"Topology\",\"transform\":{transform},\"objects\":{{{name}:")?;
    out.write_all(b"{\"type\":\"GeometryCollection\",\"geometries\":[")?;
    for (index, (row, face)) in table.rows.iter().zip(faces).enumerate() {
        let properties: Map<String, Value> =
            table.columns.iter().zip(row).map(|(it, cell)| (it.name.to_owned(), Cell::to_json(cell))).collect();
        let polygons = polygons(face);
        let geometry = match polygons.as_slice() {
            [] => json!({ "type": null, "properties": properties }),
            [polygon] => json!({ "type": "Polygon", "arcs": polygon, "properties": properties }),
            _ => json!({ "type": "MultiPolygon", "arcs": polygons, "properties": properties }),
        };
        write!(out, "{}{geometry}", if index > 0 { ",\n" } else { "\n" })?;
    }
    out.write_all(b"\n]}},\"arcs\":[")?;
    for (index, line) in lines.iter().enumerate() {
        out.write_all(if index > 0 { b",\n" } else { b"\n" })?;
        serde_json::to_writer(&mut *out, &deltas(line))?;
    }
    out.write_all(b"\n]}\n")?;
    Ok(vanished)
}

/// Arcs of the features, ascending, each once.
fn used(coverage: &Coverage, faces: &[FaceArcs]) -> Vec<usize> {
    let mut is_used = vec![false; coverage.arc_count()];
    for arc in faces.iter().flatten().flatten().flatten() {
        is_used[arc.index()] = true;
    }
    (0..is_used.len()).filter(|&arc| is_used[arc]).collect()
}

/// An arc on the grid, without vertices that fall on the one before; its two ends stay, even in one place.
fn steps(arc: &[Coord<f64>], scale: f64) -> Vec<Step> {
    let step = |vertex: &Coord<f64>| ((vertex.x * scale).round() as i64, (vertex.y * scale).round() as i64);
    let mut steps: Vec<Step> = arc.iter().map(step).collect();
    let last = steps.last().copied();
    steps.dedup();
    if steps.len() == 1 {
        steps.extend(last);
    }
    steps
}

/// Whether a ring has three places or more on the grid.
fn bounds_something(refs: &[i32], lines: &[Vec<Step>]) -> bool {
    let mut places: Vec<Step> = Vec::new();
    for &arc in refs {
        for step in &lines[ArcRef(arc).index()] {
            if !places.contains(step) {
                places.push(*step);
            }
            if places.len() > 2 {
                return true;
            }
        }
    }
    false
}

/// Each vertex from the one before it.
fn deltas(line: &[Step]) -> Vec<[i64; 2]> {
    let mut last = (0, 0);
    line.iter()
        .map(|&(x, y)| {
            let step = [x - last.0, y - last.1];
            last = (x, y);
            step
        })
        .collect()
}
