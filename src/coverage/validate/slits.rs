//! Slits: gaps that give on the outside, or on a gap too large to be told.
//!
//! A *lid* is a straight line from a vertex of one face to the nearest point of another face's free segments, no longer
//! than a mouth may be wide. Lids cut a slit into a row of small cells, each as narrow as the lids are short. Cells of
//! one row are taken together; the lids that are left at its edge are its mouths.

use rustc_hash::{FxHashMap, FxHashSet};

use geo_types::Coord;

use super::free::Free;
use super::piece::Piece;
use super::{Defect, Options};
use crate::arrangement::{Cells, HalfEdge, Source, foot, pairs};
use crate::ring::{NodeKey, node_key};
use crate::{FaceId, Surface};

/// A slit.
pub(super) struct Slit {
    pub defects: Vec<Defect>,
    pub mouths: Vec<Source>,
}

/// Slits that are not part of gaps told already, which are known by the segments around them.
pub(super) fn find(free: &Free, told_gaps: &FxHashSet<u32>, surface: &impl Surface, options: &Options) -> Vec<Slit> {
    let lids = lids(&free.sources, &free.faces, surface, options.mouth_width);
    if lids.is_empty() {
        return Vec::new();
    }
    let Some(plane) = free.plane(&lids) else { return Vec::new() };
    let cells = &plane.cells;
    let counts = free.counts(cells);
    let is_lid = |half: HalfEdge| {
        let sources = &cells.edges[half as usize / 2].sources;
        free.is_lid(sources) && sources.iter().all(|&(source, _)| source as usize >= free.sources.len())
    };
    let is_narrow = |cell: u32| {
        cell != 0
            && counts[cell as usize] == 0
            && cells.around(cell).any(is_lid)
            && cell_width(cells, cell, surface) <= options.mouth_width
    };
    let narrow: Vec<bool> = (0..cells.count() as u32).map(is_narrow).collect();
    let mut row_of = vec![u32::MAX; cells.count()];
    let mut rows: Vec<Vec<u32>> = Vec::new();
    for cell in (0..cells.count() as u32).filter(|&cell| narrow[cell as usize]) {
        if row_of[cell as usize] != u32::MAX {
            continue;
        }
        let mut row = vec![cell];
        row_of[cell as usize] = rows.len() as u32;
        let mut next = 0;
        while next < row.len() {
            for half in cells.around(row[next]).filter(|&half| is_lid(half)) {
                let across = cells.left(half ^ 1);
                if narrow[across as usize] && row_of[across as usize] == u32::MAX {
                    row_of[across as usize] = rows.len() as u32;
                    row.push(across);
                }
            }
            next += 1;
        }
        rows.push(row);
    }
    let slit = |(row, members): (usize, &Vec<u32>)| {
        let outline: Vec<HalfEdge> = members
            .iter()
            .flat_map(|&cell| cells.around(cell))
            .filter(|&half| row_of[cells.left(half ^ 1) as usize] != row as u32)
            .collect();
        let edges = outline.iter().flat_map(|&half| &cells.edges[half as usize / 2].sources);
        if edges.into_iter().any(|(source, _)| told_gaps.contains(source)) {
            return None;
        }
        let piece = Piece::of_cycles(free, cells, closed(cells, outline), surface);
        let mouths: Vec<Source> = piece
            .cycles
            .iter()
            .flatten()
            .filter(|&&half| is_lid(half))
            .map(|&half| Source { from: cells.at(cells.start(half)), to: cells.at(cells.end(half)) })
            .collect();
        let mouth: f64 = mouths.iter().map(|mouth| surface.length(mouth.from, mouth.to)).sum();
        let is_deep = piece.perimeter - mouth >= 4.0 * mouth;
        if !is_deep || piece.faces.len() < 2 || !options.gaps.hold(piece.width, piece.area) {
            return None;
        }
        let mut defects = piece.unmatched(free, cells, false, surface);
        defects.push(piece.gap(true));
        Some(Slit { defects, mouths })
    };
    rows.iter().enumerate().filter_map(slit).collect()
}

/// Half-edges as closed cycles, the longest way round first.
fn closed(cells: &Cells, outline: Vec<HalfEdge>) -> Vec<Vec<HalfEdge>> {
    let mut leaving: FxHashMap<u32, Vec<HalfEdge>> = FxHashMap::default();
    outline.iter().rev().for_each(|&half| leaving.entry(cells.start(half)).or_default().push(half));
    let mut cycles: Vec<Vec<HalfEdge>> = Vec::new();
    for &begin in &outline {
        let mut cycle = Vec::new();
        let mut at = cells.start(begin);
        while let Some(half) = leaving.get_mut(&at).and_then(Vec::pop) {
            cycle.push(half);
            at = cells.end(half);
        }
        if !cycle.is_empty() {
            cycles.push(cycle);
        }
    }
    cycles.sort_by_key(|cycle| std::cmp::Reverse(cycle.len()));
    cycles
}

fn cell_width(cells: &Cells, cell: u32, surface: &impl Surface) -> f64 {
    let (mut area, mut perimeter) = (0.0, 0.0);
    for half in cells.around(cell) {
        let (from, to) = (cells.at(cells.start(half)), cells.at(cells.end(half)));
        perimeter += surface.length(from, to);
        let origin = surface.equal_area(cells.at(cells.start(cells.cycles_of(cell)[0])));
        let (a, b) = (surface.equal_area(from) - origin, surface.equal_area(to) - origin);
        area += (a.x * b.y - b.x * a.y) / 2.0;
    }
    2.0 * area.abs() / perimeter
}

/// A vertex of a face.
type Corner = (FaceId, NodeKey);

/// How far a vertex is from a segment, that segment, where on it, and the vertex.
type Foot = (f64, u32, f64, Coord<f64>);

/// The lids between segments, each of a face.
pub(crate) fn lids(sources: &[Source], faces: &[FaceId], surface: &impl Surface, mouth_width: f64) -> Vec<Source> {
    let ends = |i: u32| (sources[i as usize].from, sources[i as usize].to);
    let reach = reach(sources, surface, mouth_width);
    // For a vertex of one segment, the nearest point of the other.
    let found = pairs(sources.len(), ends, reach / 2.0, |i, j| {
        if faces[i as usize] == faces[j as usize] {
            return None;
        }
        let lid = |i: u32, vertex: Coord<f64>, j: u32| {
            let (from, to) = ends(j);
            let (along, distance) = foot(surface, from, to, vertex);
            (distance <= mouth_width).then_some((i, vertex, j, along, distance))
        };
        let ((a, b), (c, d)) = (ends(i), ends(j));
        let near: Vec<_> = [lid(i, a, j), lid(i, b, j), lid(j, c, i), lid(j, d, i)].into_iter().flatten().collect();
        (!near.is_empty()).then_some(near)
    });
    let corners: FxHashSet<(FaceId, NodeKey)> = (0..sources.len())
        .flat_map(|i| [sources[i].from, sources[i].to].map(|vertex| (faces[i], node_key(vertex))))
        .collect();
    let mut nearest: FxHashMap<Corner, Foot> = FxHashMap::default();
    for (i, vertex, j, along, distance) in found.into_iter().flatten() {
        let candidate = (distance, j, along, vertex);
        let best = nearest.entry((faces[i as usize], node_key(vertex))).or_insert(candidate);
        if (candidate.0, candidate.1) < (best.0, best.1) {
            *best = candidate;
        }
    }
    let lid = |((face, _), (distance, j, along, vertex)): (Corner, Foot)| {
        let (from, to) = ends(j);
        let onto = [from, to, from + (to - from) * along][if along == 0.0 {
            0
        } else if along == 1.0 {
            1
        } else {
            2
        }];
        // Where the faces are together already there is no slit, nor is there towards a corner that both have.
        let together = distance == 0.0 || onto == vertex || corners.contains(&(face, node_key(onto)));
        (!together).then_some(Source { from: vertex, to: onto })
    };
    let mut lids: Vec<Source> = nearest.into_iter().filter_map(lid).collect();
    let key = |lid: &Source| {
        let (a, b) = (node_key(lid.from), node_key(lid.to));
        (a.min(b), a.max(b))
    };
    lids.sort_unstable_by_key(key);
    lids.dedup_by_key(|lid| key(lid));
    lids
}

/// A length in metres as a difference of coordinates that is surely as long, anywhere among these segments.
pub(crate) fn reach(sources: &[Source], surface: &impl Surface, metres: f64) -> f64 {
    let (mut low, mut high) = (Coord { x: f64::MAX, y: f64::MAX }, Coord { x: f64::MIN, y: f64::MIN });
    for vertex in sources.iter().flat_map(|source| [source.from, source.to]) {
        low = Coord { x: low.x.min(vertex.x), y: low.y.min(vertex.y) };
        high = Coord { x: high.x.max(vertex.x), y: high.y.max(vertex.y) };
    }
    let step = ((high.x - low.x).max(high.y - low.y) * 1e-6).max(1e-9);
    let metres_a_unit = |at: Coord<f64>| {
        let east = surface.length(at, Coord { x: at.x + step, y: at.y });
        east.min(surface.length(at, Coord { x: at.x, y: at.y + step })) / step
    };
    let middle = Coord { x: low.x, y: 0.0f64.clamp(low.y.min(high.y), high.y.max(low.y)) };
    let least = [low, high, middle].into_iter().map(metres_a_unit).fold(f64::INFINITY, f64::min);
    if least > 0.0 { 1.01 * metres / least } else { 0.0 }
}
