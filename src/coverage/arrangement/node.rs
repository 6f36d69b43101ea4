//! Noding: segments are cut where they meet until they meet at ends only.
//!
//! Where they cross, a vertex is made, rounded to a number of decimals; nearer than that to an end of either segment,
//! that end is taken instead. A piece that is led through a rounded vertex may come to cross another one, so that it
//! is all done again until nothing meets. Vertices of the input stay as they are, bit for bit.

use geo_types::Coord;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{Edge, Meeting, meet, pairs};
use crate::ring::{NodeKey, node_key};

/// A segment to be noded.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Source {
    pub from: Coord<f64>,
    pub to: Coord<f64>,
}

/// Lines that are to end on other segments, made a little longer where they do so between ends: what is rounded would
/// else fall short of them half of the time.
pub(crate) fn reaching(sources: &[Source], lines: &[Source], decimals: u32) -> Vec<Source> {
    let ends: FxHashSet<NodeKey> = sources.iter().flat_map(|source| [source.from, source.to]).map(node_key).collect();
    let units = 10f64.powi(decimals as i32);
    let round = |at: Coord<f64>| Coord { x: (at.x * units).round() / units, y: (at.y * units).round() / units };
    let beyond = |from: Coord<f64>, to: Coord<f64>| {
        let (way, length) = (to - from, (to.x - from.x).hypot(to.y - from.y));
        if ends.contains(&node_key(to)) { to } else { round(to + way / (length * units)) }
    };
    let lengthened =
        lines.iter().map(|line| Source { from: beyond(line.to, line.from), to: beyond(line.from, line.to) });
    lengthened.filter(|line| line.from != line.to).collect()
}

/// A piece of a source, by the numbers of its ends.
#[derive(Clone, Copy)]
struct Piece {
    from: u32,
    to: u32,
    source: u32,
}

/// Rounds after which noding is given up: more than a few are not to be expected.
const ROUNDS: usize = 24;

/// Vertices and pieces of segments.
pub(crate) struct Noder {
    pub vertices: Vec<Coord<f64>>,
    ids: FxHashMap<NodeKey, u32>,
    pieces: Vec<Piece>,
    /// Number of vertices that were there from the beginning.
    pub given: usize,
    units: f64,
}

impl Noder {
    /// Segments that have a length; vertices that are made get this many decimals.
    pub fn new(sources: &[Source], decimals: u32) -> Self {
        let units = 10f64.powi(decimals as i32);
        let mut noder = Self { vertices: vec![], ids: FxHashMap::default(), pieces: vec![], given: 0, units };
        for (source, segment) in (0..).zip(sources) {
            let (from, to) = (noder.id(segment.from), noder.id(segment.to));
            noder.pieces.push(Piece { from, to, source });
        }
        noder.given = noder.vertices.len();
        noder
    }

    fn id(&mut self, vertex: Coord<f64>) -> u32 {
        *self.ids.entry(node_key(vertex)).or_insert_with(|| {
            self.vertices.push(vertex);
            self.vertices.len() as u32 - 1
        })
    }

    /// Cuts the segments where they meet. None if that does not come to an end.
    pub fn node(&mut self) -> Option<()> {
        for _ in 0..ROUNDS {
            let ends = |piece: u32| {
                let piece = self.pieces[piece as usize];
                (self.vertices[piece.from as usize], self.vertices[piece.to as usize])
            };
            let mut met = pairs(self.pieces.len(), ends, 0.0, |i, j| {
                let ((a, b), (c, d)) = (ends(i), ends(j));
                meet(a, b, c, d).map(|meeting| (i, j, meeting))
            });
            if met.is_empty() {
                return Some(());
            }
            met.sort_unstable_by_key(|&(i, j, _)| (i, j));
            let mut cuts: Vec<(u32, u32)> = Vec::new();
            for (i, j, meeting) in met {
                match meeting {
                    Meeting::Cross(at) => {
                        let vertex = self.vertex_at(at, i, j);
                        cuts.extend([(i, vertex), (j, vertex)]);
                    }
                    Meeting::Touch(at) => {
                        let vertex = self.id(at);
                        cuts.extend([(i, vertex), (j, vertex)]);
                    }
                    Meeting::Overlap(from, to) => {
                        for end in [from, to] {
                            let vertex = self.id(end);
                            cuts.extend([(i, vertex), (j, vertex)]);
                        }
                    }
                }
            }
            cuts.sort_unstable();
            cuts.dedup();
            for cuts in cuts.chunk_by(|a, b| a.0 == b.0) {
                self.cut(cuts[0].0 as usize, cuts.iter().map(|&(_, vertex)| vertex));
            }
        }
        None
    }

    /// The vertex where two pieces cross: an end of theirs if one is near enough.
    fn vertex_at(&mut self, at: Coord<f64>, i: u32, j: u32) -> u32 {
        let round = |value: f64| (value * self.units).round() / self.units;
        let rounded = Coord { x: round(at.x), y: round(at.y) };
        let away = |vertex: u32| {
            let end = self.vertices[vertex as usize];
            (end.x - at.x).abs().max((end.y - at.y).abs())
        };
        let pieces = [self.pieces[i as usize], self.pieces[j as usize]];
        let near = pieces.iter().flat_map(|piece| [piece.from, piece.to]).min_by(|&a, &b| away(a).total_cmp(&away(b)));
        match near {
            Some(end) if away(end) <= 1.0 / self.units => end,
            _ => self.id(rounded),
        }
    }

    fn cut(&mut self, index: usize, at: impl Iterator<Item = u32>) {
        let piece = self.pieces[index];
        let (from, to) = (self.vertices[piece.from as usize], self.vertices[piece.to as usize]);
        let along = |vertex: u32| {
            let way = self.vertices[vertex as usize] - from;
            way.x * (to.x - from.x) + way.y * (to.y - from.y)
        };
        let mut at: Vec<u32> = at.filter(|&vertex| vertex != piece.from && vertex != piece.to).collect();
        at.sort_by(|&a, &b| along(a).total_cmp(&along(b)).then(a.cmp(&b)));
        at.push(piece.to);
        let mut start = piece.from;
        for (i, end) in at.into_iter().enumerate() {
            let cut = Piece { from: start, to: end, source: piece.source };
            if i == 0 {
                self.pieces[index] = cut
            } else {
                self.pieces.push(cut)
            }
            start = end;
        }
    }

    /// The edges: each once, with the sources that it is a piece of, in an order that depends on the segments only.
    pub fn edges(&self) -> Vec<Edge> {
        let directed = |piece: &Piece| {
            let forward = piece.from < piece.to;
            (piece.from.min(piece.to), piece.from.max(piece.to), piece.source, forward)
        };
        let mut pieces: Vec<_> = self.pieces.iter().map(directed).collect();
        pieces.sort_unstable();
        pieces
            .chunk_by(|a, b| (a.0, a.1) == (b.0, b.1))
            .map(|run| Edge {
                from: run[0].0,
                to: run[0].1,
                sources: run.iter().map(|&(_, _, source, forward)| (source, forward)).collect(),
            })
            .collect()
    }
}
