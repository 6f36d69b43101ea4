//! Faces as unions of their cells, drawn as they were wherever they can be.

use std::collections::BTreeMap;

use geo::coordinate_position::CoordPos;
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use rustc_hash::{FxHashMap, FxHashSet};

use super::local::{Local, twice_area};
use crate::FaceId;
use crate::arrangement::{HalfEdge, position};
use crate::ring::{NodeKey, node_key, simple_rings};

/// The union of the cells of a face; `before` says where rings begin, which way they turn and in which order they come.
pub(super) fn rebuild(
    local: &Local,
    owners: &[Vec<FaceId>],
    kept: &[bool],
    face: FaceId,
    before: &MultiPolygon<f64>,
) -> MultiPolygon<f64> {
    let former = Former::new(before);
    let (mut shells, mut holes): (Vec<Ring>, Vec<Ring>) = (Vec::new(), Vec::new());
    for (walk, halves) in walks(local, owners, face).into_iter().enumerate() {
        for ring in simple_rings(&halves, |half| (u64::from(local.cells.start(half)), 0)) {
            let vertices = ring.iter().map(|&half| local.cells.start(half)).filter(|&v| kept[v as usize]);
            let mut line: Vec<Coord<f64>> = vertices.map(|vertex| local.cells.at(vertex)).collect();
            line.extend(line.first().copied());
            if line.len() < 4 {
                continue;
            }
            let twice_area = twice_area(&line);
            let ring = Ring { line: former.as_it_was(line, twice_area < 0.0), walk, size: twice_area.abs() };
            if twice_area > 0.0 { shells.push(ring) } else { holes.push(ring) }
        }
    }
    // Smallest first, so that a hole finds the nearest shell around it.
    shells.sort_by(|a, b| a.size.total_cmp(&b.size).then_with(|| former.order(&a.line).cmp(&former.order(&b.line))));
    let mut polygons: Vec<Polygon<f64>> =
        shells.iter().map(|shell| Polygon::new(LineString(shell.line.clone()), Vec::new())).collect();
    holes.sort_by_key(|hole| former.order(&hole.line));
    for hole in holes {
        let same_walk = shells.iter().position(|shell| shell.walk == hole.walk);
        let around = || shells.iter().position(|shell| shell.size > hole.size && lies_in(&hole.line, &shell.line));
        if let Some(shell) = same_walk.or_else(around) {
            polygons[shell].interiors_push(LineString(hole.line));
        }
    }
    polygons.sort_by_key(|polygon| former.order(&polygon.exterior().0));
    MultiPolygon(polygons)
}

struct Ring {
    line: Vec<Coord<f64>>,
    walk: usize,
    size: f64,
}

/// Outlines of a face with it on the left.
fn walks(local: &Local, owners: &[Vec<FaceId>], face: FaceId) -> Vec<Vec<HalfEdge>> {
    let cells = &local.cells;
    let holds = |half: HalfEdge| owners[cells.left(half) as usize].contains(&face);
    let is_outline = |half: HalfEdge| holds(half) && !holds(half ^ 1);
    let mut used: FxHashSet<HalfEdge> = FxHashSet::default();
    let mut walks = Vec::new();
    for begin in (0..2 * cells.edges.len() as u32).filter(|&half| is_outline(half)) {
        let mut walk = Vec::new();
        let mut at = begin;
        while used.insert(at) {
            walk.push(at);
            at = cells.next(at);
            while !is_outline(at) {
                at = cells.next(at ^ 1);
            }
        }
        if !walk.is_empty() {
            walks.push(walk);
        }
    }
    walks
}

/// How a face was drawn.
struct Former<'a> {
    rings: Vec<&'a LineString<f64>>,
    /// The first ring that has a vertex.
    ring_of: FxHashMap<NodeKey, usize>,
    by_lowest: BTreeMap<NodeKey, Vec<usize>>,
    /// Whether exteriors, and holes, turn counter-clockwise.
    turns: [bool; 2],
}

impl<'a> Former<'a> {
    fn new(shape: &'a MultiPolygon<f64>) -> Self {
        let rings: Vec<&LineString<f64>> =
            shape.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors())).collect();
        let turns_left = |ring: &LineString<f64>| twice_area(&ring.0) > 0.0;
        let exterior = shape.iter().map(|polygon| turns_left(polygon.exterior())).next().unwrap_or(true);
        let hole = shape.iter().flat_map(|polygon| polygon.interiors()).map(turns_left).next().unwrap_or(!exterior);
        let (mut ring_of, mut by_lowest) = (FxHashMap::default(), BTreeMap::<NodeKey, Vec<usize>>::new());
        for (index, ring) in rings.iter().enumerate() {
            ring.0.iter().for_each(|&vertex| {
                ring_of.entry(node_key(vertex)).or_insert(index);
            });
            let lowest = ring.0.iter().map(|&vertex| node_key(vertex)).min();
            lowest.into_iter().for_each(|lowest| by_lowest.entry(lowest).or_default().push(index));
        }
        Self { rings, ring_of, by_lowest, turns: [exterior, hole] }
    }

    /// The first of the former rings that a ring has a vertex of, and its own lowest vertex.
    fn order(&self, line: &[Coord<f64>]) -> (usize, Option<NodeKey>) {
        let first = line.iter().filter_map(|&vertex| self.ring_of.get(&node_key(vertex)).copied()).min();
        (first.unwrap_or(usize::MAX), line.iter().map(|&vertex| node_key(vertex)).min())
    }

    /// A closed ring begun, and turned, as the ring that it was; the same ring if nothing else differs.
    fn as_it_was(&self, line: Vec<Coord<f64>>, is_hole: bool) -> Vec<Coord<f64>> {
        let open = &line[..line.len() - 1];
        let lowest = open.iter().map(|&vertex| node_key(vertex)).min();
        let same = lowest.and_then(|lowest| self.by_lowest.get(&lowest)).into_iter().flatten();
        for &ring in same {
            let ring = &self.rings[ring].0;
            if ring.len() == line.len() && (is_rotation(open, ring) || is_rotation(&reversed(open), ring)) {
                return ring.clone();
            }
        }
        let mut open = if self.turns[usize::from(is_hole)] == is_hole { reversed(open) } else { open.to_vec() };
        let (former, _) = self.order(&line);
        let Some(former) = self.rings.get(former) else {
            open.push(open[0]);
            return open;
        };
        let keys: FxHashMap<NodeKey, usize> = open.iter().enumerate().map(|(i, &v)| (node_key(v), i)).collect();
        if let Some(&start) = former.0.iter().find_map(|&vertex| keys.get(&node_key(vertex))) {
            open.rotate_left(start);
        }
        open.push(open[0]);
        open
    }
}

fn reversed(open: &[Coord<f64>]) -> Vec<Coord<f64>> {
    open.iter().rev().copied().collect()
}

/// Whether a ring without its end is a closed ring begun elsewhere.
fn is_rotation(open: &[Coord<f64>], ring: &[Coord<f64>]) -> bool {
    let starts = (0..open.len()).filter(|&start| open[start] == ring[0]);
    starts.into_iter().any(|start| (0..open.len()).all(|i| open[(start + i) % open.len()] == ring[i]))
}

fn lies_in(hole: &[Coord<f64>], shell: &[Coord<f64>]) -> bool {
    let segments = || shell.windows(2).map(|pair| (pair[0], pair[1]));
    let positions = hole.iter().map(|&vertex| position(vertex, segments()));
    positions.into_iter().find(|&position| position != CoordPos::OnBoundary) == Some(CoordPos::Inside)
}
