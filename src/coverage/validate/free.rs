//! Free segments (those that no other face has in the other direction) as borders of cells of the plane, and how many faces cover each
//! cell.

use super::Defect;
use super::segments::Segments;
use crate::arrangement::{Cells, HalfEdge, Noder, Source, reaching};
use crate::{FaceId, Surface};

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
    pub unwidened: Vec<(Source, Vec<(u32, bool)>)>,
}

impl<'a> Free<'a> {
    pub fn new(segments: &'a Segments<'a>) -> Self {
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
    pub fn edges_without_width(&self, edges: &[(Source, Vec<(u32, bool)>)], surface: &impl Surface) -> Vec<Defect> {
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
