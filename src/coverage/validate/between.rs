//! Rules between faces: overlaps, gaps and edges that do not match, from the count of faces that cover each cell
//! between free segments.

use geo_types::Rect;
use rustc_hash::FxHashSet;

use super::piece::Piece;
use super::segments::{SegmentMeeting, Segments};
use super::slits::{self, Slit};
use super::{Defect, Options};
use crate::arrangement::{Cells, HalfEdge, Noder, Source, reaching};
use crate::{FaceId, Shapes, Surface};

/// What is wrong between faces.
pub(crate) struct Found {
    /// The defects, sorted.
    pub defects: Vec<Defect>,
    /// Straight lines that end open gaps.
    pub mouths: Vec<Source>,
    /// Extents of borders that lie on each other with other vertices.
    pub without_width: Vec<Rect<f64>>,
}

pub(crate) fn check(
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
        (defect.rule(), defect.faces(), crate::ring::node_key(at))
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
