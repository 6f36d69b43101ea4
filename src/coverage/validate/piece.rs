//! An overlap or a gap: its outline, its measures, and the edges around it.

use geo::coordinate_position::CoordPos;
use geo_types::{Coord, LineString, Polygon};

use super::Defect;
use super::free::Free;
use super::rings::Ring;
use super::segments::Segments;
use crate::arrangement::{Cells, HalfEdge, farthest, position};
use crate::{FaceId, Shapes, Surface};

/// Both ends of a segment.
type Ends = (Coord<f64>, Coord<f64>);

/// An overlap or a gap: one cell, or several side by side.
pub(super) struct Piece {
    /// Its outline, each ring as half-edges with the piece on the left; the outer ring first.
    pub cycles: Vec<Vec<HalfEdge>>,
    pub polygon: Polygon<f64>,
    pub at: Coord<f64>,
    pub faces: Vec<FaceId>,
    pub area: f64,
    pub width: f64,
    pub perimeter: f64,
}

impl Piece {
    pub fn new(free: &Free, cells: &Cells, cell: u32, surface: &impl Surface) -> Self {
        let cycles = cells.cycles_of(cell).iter().map(|&half| cells.cycle(half).collect()).collect();
        Self::of_cycles(free, cells, cycles, surface)
    }

    pub fn of_cycles(free: &Free, cells: &Cells, cycles: Vec<Vec<HalfEdge>>, surface: &impl Surface) -> Self {
        let line = |cycle: &Vec<HalfEdge>| {
            let mut line: LineString<f64> = cycle.iter().map(|&half| cells.at(cells.start(half))).collect();
            line.close();
            line
        };
        let mut lines: Vec<LineString<f64>> = cycles.iter().map(line).collect();
        let (area, perimeter) = lines.iter().fold((0.0, 0.0), |(area, perimeter), line| {
            (area + signed_area(&line.0, surface), perimeter + length(&line.0, surface))
        });
        let at = lines.first().and_then(|line| line.0.first().copied()).unwrap_or_default();
        let mut faces: Vec<FaceId> = cycles.iter().flatten().flat_map(|&half| free.faces_of(cells, half)).collect();
        faces.sort_unstable();
        faces.dedup();
        let exterior = if lines.is_empty() { LineString(vec![]) } else { lines.remove(0) };
        let area = area.abs();
        let width = if perimeter > 0.0 { 2.0 * area / perimeter } else { 0.0 };
        Self { cycles, polygon: Polygon::new(exterior, lines), at, faces, area, width, perimeter }
    }

    pub fn sources(&self, free: &Free, cells: &Cells) -> Vec<u32> {
        let edges = self.cycles.iter().flatten().map(|&half| &cells.edges[half as usize / 2]);
        edges
            .flat_map(|edge| edge.sources.iter().map(|&(s, _)| s))
            .filter(|&s| (s as usize) < free.sources.len())
            .collect()
    }

    /// With the faces that hold it without having a segment at its edge, where there must be some.
    pub fn with_holders(mut self, shapes: &Shapes, segments: &Segments, count: usize) -> Self {
        if self.faces.len() >= count.max(2) {
            return self;
        }
        // Points of its outline, few of them likely to be on borders of others.
        let line = &self.polygon.exterior().0;
        let points: Vec<Coord<f64>> =
            line.windows(2).step_by(line.len() / 16 + 1).map(|ends| ends[0] + (ends[1] - ends[0]) * 0.414).collect();
        let inside = |rings: &[Ring], point: &Coord<f64>| {
            let ends = rings.iter().flat_map(|ring| segments.of_ring(ring)).map(|segment| segments.ends(segment));
            position(*point, ends) == CoordPos::Inside
        };
        for rings in segments.rings().chunk_by(|a, b| a.at.face == b.at.face) {
            let face = rings[0].at.face;
            let around = |point: &Coord<f64>| {
                let mut vertices = rings.iter().flat_map(|ring| &shapes.vertices()[ring.range.clone()]);
                // Many faces, few of them near: vertices on either side on both axes will do for a first look.
                let (mut west, mut east, mut south, mut north) = (false, false, false, false);
                vertices.any(|v| {
                    (west, east) = (west || v.x <= point.x, east || v.x >= point.x);
                    (south, north) = (south || v.y <= point.y, north || v.y >= point.y);
                    west && east && south && north
                })
            };
            if !self.faces.contains(&face) && points.iter().any(|point| around(point) && inside(rings, point)) {
                self.faces.push(face);
            }
        }
        self.faces.sort_unstable();
        self
    }

    pub fn overlap(self) -> Defect {
        let Self { polygon, at, faces, area, width, .. } = self;
        Defect::Overlap { faces, at, polygon, area, width }
    }

    pub fn gap(self, open: bool) -> Defect {
        let Self { polygon, at, faces, area, width, .. } = self;
        Defect::Gap { faces, at, polygon, area, width, open }
    }

    /// The edges of each face around it.
    pub fn unmatched(&self, free: &Free, cells: &Cells, is_overlap: bool, surface: &impl Surface) -> Vec<Defect> {
        let ends = |&half: &HalfEdge| (cells.at(cells.start(half)), cells.at(cells.end(half)));
        let all: Vec<(Vec<FaceId>, Ends)> =
            self.cycles.iter().flatten().map(|half| (free.faces_of(cells, *half), ends(half))).collect();
        let mut defects = Vec::new();
        for &face in &self.faces {
            let across: Vec<_> =
                all.iter().filter(|(faces, _)| faces.iter().any(|&f| f != face)).map(|a| a.1).collect();
            for cycle in &self.cycles {
                let mut runs: Vec<Vec<Ends>> = Vec::new();
                let mut open = false;
                for half in cycle {
                    let is_of_face = free.faces_of(cells, *half).contains(&face);
                    match runs.last_mut() {
                        Some(run) if is_of_face && open => run.push(ends(half)),
                        _ if is_of_face => runs.push(vec![ends(half)]),
                        _ => {}
                    }
                    open = is_of_face;
                }
                // A run that goes on where the cycle begins.
                if runs.len() > 1
                    && let (Some(first), Some(last)) = (runs.first(), runs.last())
                    && first.first().map(|ends| ends.0) == last.last().map(|ends| ends.1)
                    && open
                    && let Some(mut last) = runs.pop()
                {
                    last.append(&mut runs[0]);
                    runs[0] = last;
                }
                for run in runs {
                    let (Some(&(first, _)), Some(&(_, last))) = (run.first(), run.last()) else { continue };
                    let (from, to) = if is_overlap { (first, last) } else { (last, first) };
                    defects.push(Defect::UnmatchedEdge {
                        face,
                        others: self.faces.iter().copied().filter(|&other| other != face).collect(),
                        from,
                        to,
                        length: run.iter().map(|&(a, b)| surface.length(a, b)).sum(),
                        distance: farthest(surface, &run, &across).unwrap_or(self.width),
                    });
                }
            }
        }
        defects
    }
}

/// Area inside a closed line, positive where it turns counter-clockwise, in square metres.
fn signed_area(line: &[Coord<f64>], surface: &impl Surface) -> f64 {
    let Some(&first) = line.first() else { return 0.0 };
    let origin = surface.equal_area(first);
    let plane: Vec<Coord<f64>> = line.iter().map(|&vertex| surface.equal_area(vertex) - origin).collect();
    plane.windows(2).map(|pair| (pair[0].x * pair[1].y - pair[1].x * pair[0].y) / 2.0).sum()
}

fn length(line: &[Coord<f64>], surface: &impl Surface) -> f64 {
    line.windows(2).map(|pair| surface.length(pair[0], pair[1])).sum()
}
