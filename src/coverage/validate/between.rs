//! Rules between faces: overlaps, gaps and edges that do not match, from the count of faces that cover each cell
//! between free segments.

use geo::coordinate_position::CoordPos;
use geo_types::{Coord, LineString, Polygon, Rect};
use rustc_hash::FxHashSet;

use super::rings::Ring;
use super::segments::{SegmentMeeting, Segments};
use super::slits::{self, Slit};
use super::{Defect, Options};
use crate::coverage::arrangement::{Cells, HalfEdge, Noder, Source, farthest, position, reaching};
use crate::coverage::{FaceId, Shapes, Surface};

/// What is wrong between faces.
pub(in crate::coverage) struct Found {
    /// The defects, sorted.
    pub defects: Vec<Defect>,
    /// Straight lines that end open gaps.
    pub mouths: Vec<Source>,
    /// Extents of borders that lie on each other with other vertices.
    pub without_width: Vec<Rect<f64>>,
}

pub(in crate::coverage) fn check(
    shapes: &Shapes,
    segments: &Segments,
    meetings: &[SegmentMeeting],
    surface: &impl Surface,
    options: &Options,
) -> Found {
    let free = Free::new(segments);
    let mut found = Found { defects: Vec::new(), mouths: Vec::new(), without_width: Vec::new() };
    let mut told_gaps: FxHashSet<u32> = FxHashSet::default();
    if let Some(plane) = free.plane(&[]) {
        found.without_width = plane.unwidened.iter().map(|(edge, _)| Rect::new(edge.from, edge.to)).collect();
        found.defects.extend(free.edges_without_width(&plane.unwidened, surface));
        let counts = free.counts(&plane.cells);
        for cell in 1..plane.cells.count() as u32 {
            let count = counts[cell as usize];
            if count != 0 && count < 2 {
                continue;
            }
            let piece = Piece::new(&free, &plane.cells, cell, surface);
            if count == 0 && piece.faces.len() > 1 && options.gaps.hold(piece.width, piece.area) {
                told_gaps.extend(piece.sources(&free, &plane.cells));
                found.defects.extend(piece.unmatched(&free, &plane.cells, false, surface));
                found.defects.push(piece.gap(false));
            } else if count >= 2 {
                let piece = piece.with_holders(shapes, segments, count as usize);
                if piece.faces.len() < 2 {
                    // Polygons of one face: told as a defect of the face.
                    continue;
                }
                found.defects.extend(piece.unmatched(&free, &plane.cells, true, surface));
                if options.overlaps.hold(piece.width, piece.area) {
                    found.defects.push(piece.overlap());
                }
            }
        }
    }
    if options.mouth_width > 0.0 {
        for Slit { defects, mouths } in slits::find(&free, &told_gaps, surface, options) {
            found.defects.extend(defects);
            found.mouths.extend(mouths);
        }
    }
    let crossings = border_crossings(segments, meetings, &free, &found.defects);
    found.defects.extend(crossings);
    found.defects.sort_by_cached_key(|defect| {
        let at = defect.at().unwrap_or_default();
        (defect.rule(), defect.faces(), crate::coverage::ring::node_key(at))
    });
    found
}

/// The free segments, each with its face on the left.
pub(super) struct Free<'a> {
    pub segments: &'a Segments<'a>,
    pub sources: Vec<Source>,
    pub faces: Vec<FaceId>,
}

/// The plane cut along free segments and other lines.
pub(super) struct FreePlane {
    pub cells: Cells,
    /// Edges that several segments are on, without any width between them.
    unwidened: Vec<(Source, Vec<(u32, bool)>)>,
}

impl<'a> Free<'a> {
    fn new(segments: &'a Segments<'a>) -> Self {
        let mut free = Self { segments, sources: Vec::new(), faces: Vec::new() };
        for &segment in &segments.free {
            let ring = segments.ring_of(segment);
            let (from, to) = segments.ends(segment);
            free.sources.push(if ring.face_on_left { Source { from, to } } else { Source { from: to, to: from } });
            free.faces.push(ring.at.face);
        }
        free
    }

    /// How many decimals a double has to spare at these coordinates, up to nine.
    fn decimals(&self) -> u32 {
        let largest = self.sources.iter().flat_map(|s| [s.from.x.abs(), s.from.y.abs()]).fold(1.0, f64::max);
        (14.0 - largest.log10().ceil()).clamp(0.0, 9.0) as u32
    }

    /// Cuts the plane along the segments, and along `lids` too. None where that does not come to an end.
    pub fn plane(&self, lids: &[Source]) -> Option<FreePlane> {
        let mut sources = self.sources.clone();
        sources.extend(reaching(&self.sources, lids, self.decimals()));
        let mut noder = Noder::new(&sources, self.decimals());
        noder.node()?;
        let (edges, rest): (Vec<_>, Vec<_>) = noder
            .edges()
            .into_iter()
            .partition(|edge| self.step(&edge.sources, true) != 0 || self.is_lid(&edge.sources));
        let at = |vertex: u32| noder.vertices[vertex as usize];
        let unwidened =
            rest.into_iter().map(|edge| (Source { from: at(edge.from), to: at(edge.to) }, edge.sources)).collect();
        Some(FreePlane { cells: Cells::new(noder.vertices, edges), unwidened })
    }

    /// Whether an edge is on a line that is no segment.
    pub fn is_lid(&self, sources: &[(u32, bool)]) -> bool {
        sources.iter().any(|&(source, _)| source as usize >= self.sources.len())
    }

    /// How many more faces cover what is on the left of an edge than what is on its right.
    fn step(&self, sources: &[(u32, bool)], forward: bool) -> i32 {
        let segments = sources.iter().filter(|&&(source, _)| (source as usize) < self.sources.len());
        segments.map(|&(_, same)| if same == forward { 1 } else { -1 }).sum()
    }

    /// How many faces cover each cell.
    pub fn counts(&self, cells: &Cells) -> Vec<i32> {
        cells
            .labels(0, |count, half| count + self.step(&cells.edges[half as usize / 2].sources, half.is_multiple_of(2)))
    }

    /// The faces whose segments a half-edge is on, ascending.
    pub fn faces_of(&self, cells: &Cells, half: HalfEdge) -> Vec<FaceId> {
        let sources = cells.edges[half as usize / 2].sources.iter();
        let mut faces: Vec<FaceId> =
            sources.filter_map(|&(source, _)| self.faces.get(source as usize).copied()).collect();
        faces.sort_unstable();
        faces.dedup();
        faces
    }

    /// Borders that lie on each other with other vertices.
    fn edges_without_width(&self, edges: &[(Source, Vec<(u32, bool)>)], surface: &impl Surface) -> Vec<Defect> {
        let mut pieces: Vec<(u32, Vec<FaceId>, f64)> = Vec::new();
        for (edge, sources) in edges {
            let length = surface.length(edge.from, edge.to);
            for &(source, _) in sources {
                let face = self.faces[source as usize];
                let mut others: Vec<FaceId> = sources.iter().map(|&(other, _)| self.faces[other as usize]).collect();
                others.sort_unstable();
                others.dedup();
                others.retain(|&other| other != face);
                if !others.is_empty() {
                    pieces.push((source, others, length));
                }
            }
        }
        pieces.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.cmp(&b.1)));
        let follows = |a: &(u32, Vec<FaceId>, f64), b: &(u32, Vec<FaceId>, f64)| {
            let (first, second) = (self.segments.free[a.0 as usize], self.segments.free[b.0 as usize]);
            a.1 == b.1
                && self.faces[a.0 as usize] == self.faces[b.0 as usize]
                && (first == second || self.segments.ends(first).1 == self.segments.ends(second).0)
        };
        pieces
            .chunk_by(follows)
            .map(|run| {
                let (first, last) = (self.sources[run[0].0 as usize], self.sources[run[run.len() - 1].0 as usize]);
                // With the face on the left, segments of a ring wound the other way come from the last to the first.
                let forward = run[0].0 == run[run.len() - 1].0
                    || first.to != last.from && last.to != first.from
                    || self.segments.ring_of(self.segments.free[run[0].0 as usize]).face_on_left;
                let (from, to) = if forward { (first.from, last.to) } else { (last.from, first.to) };
                Defect::UnmatchedEdge {
                    face: self.faces[run[0].0 as usize],
                    others: run[0].1.clone(),
                    from,
                    to,
                    length: run.iter().map(|piece| piece.2).sum(),
                    distance: 0.0,
                }
            })
            .collect()
    }
}

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
    fn new(free: &Free, cells: &Cells, cell: u32, surface: &impl Surface) -> Self {
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

    fn sources(&self, free: &Free, cells: &Cells) -> Vec<u32> {
        let edges = self.cycles.iter().flatten().map(|&half| &cells.edges[half as usize / 2]);
        edges
            .flat_map(|edge| edge.sources.iter().map(|&(s, _)| s))
            .filter(|&s| (s as usize) < free.sources.len())
            .collect()
    }

    /// With the faces that hold it without having a segment at its edge, where there must be some.
    fn with_holders(mut self, shapes: &Shapes, segments: &Segments, count: usize) -> Self {
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

    fn overlap(self) -> Defect {
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
        let all: Vec<(Vec<FaceId>, (Coord<f64>, Coord<f64>))> =
            self.cycles.iter().flatten().map(|half| (free.faces_of(cells, *half), ends(half))).collect();
        let mut defects = Vec::new();
        for &face in &self.faces {
            let across: Vec<_> =
                all.iter().filter(|(faces, _)| faces.iter().any(|&f| f != face)).map(|a| a.1).collect();
            for cycle in &self.cycles {
                let mut runs: Vec<Vec<(Coord<f64>, Coord<f64>)>> = Vec::new();
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

/// Crossings of borders where no overlap of the faces is told.
fn border_crossings(segments: &Segments, meetings: &[SegmentMeeting], free: &Free, told: &[Defect]) -> Vec<Defect> {
    let is_free = |uses: &[u32]| uses.iter().any(|segment| free.segments.free.binary_search(segment).is_ok());
    let overlaps: Vec<(&[FaceId], geo_types::Rect<f64>)> = told
        .iter()
        .filter_map(|defect| match defect {
            Defect::Overlap { faces, polygon, .. } => {
                Some((faces.as_slice(), geo::BoundingRect::bounding_rect(polygon.exterior())?))
            }
            _ => None,
        })
        .collect();
    let mut crossings = Vec::new();
    for &SegmentMeeting { segments: (a, b), meeting } in meetings {
        let (a, b) = (segments.uses(a), segments.uses(b));
        if is_free(&a) && is_free(&b) {
            continue;
        }
        let faces_of = |uses: &[u32]| uses.iter().map(|&segment| segments.face_of(segment)).collect::<Vec<_>>();
        let (a, b) = (faces_of(&a), faces_of(&b));
        if a.iter().any(|face| b.contains(face)) {
            continue;
        }
        let at = meeting.at();
        let is_told = overlaps.iter().any(|(faces, extent)| {
            let holds = |of: &[FaceId]| of.iter().any(|face| faces.contains(face));
            holds(&a) && holds(&b) && geo::Intersects::intersects(extent, &at)
        });
        if !is_told {
            let mut faces = [a, b].concat();
            faces.sort_unstable();
            faces.dedup();
            crossings.push(Defect::BorderCrossing { faces, at });
        }
    }
    crossings
}
