//! How far borders move, measured from where they were before anything was given away.

use geo_types::{Coord, MultiPolygon, Rect};
use rustc_hash::FxHashSet;

use super::local::Local;
use crate::arrangement::{HalfEdge, Source, farthest, foot};
use crate::ring::{NodeKey, node_key};
use crate::validate::reach;
use crate::{FaceId, Surface};

type Segment = (Coord<f64>, Coord<f64>);

/// Cells that are decided, with those decided before that lie so near that the moves add up.
pub(super) struct Region<'a> {
    local: &'a Local,
    cells: Vec<u32>,
    /// Number of cells that are decided now.
    decided: usize,
    /// Edges that may be gone or have come.
    changing: Vec<HalfEdge>,
    /// These, and all others at the vertices of the cells.
    edges: Vec<HalfEdge>,
}

impl<'a> Region<'a> {
    pub fn new(local: &'a Local, seam: &[u32], given_away: &[u32], surface: &impl Surface, tolerance: f64) -> Self {
        let extent = extent(seam.iter().flat_map(|&cell| local.vertices_of(cell)).map(|vertex| local.cells.at(vertex)));
        let margin = match extent {
            Some(extent) if !given_away.is_empty() => {
                let corners = [extent.min(), extent.max()].map(|at| Source { from: at, to: at });
                reach(&corners, surface, tolerance.max(0.0))
            }
            _ => 0.0,
        };
        // What lies beside a border that is within the tolerance of the seam may be twice that away from it.
        let is_near = |&cell: &u32| {
            let vertices = local.vertices_of(cell).into_iter().map(|vertex| local.cells.at(vertex));
            self::extent(vertices).zip(extent).is_some_and(|(other, extent)| meet(&grown(extent, 2.0 * margin), &other))
        };
        let mut cells: Vec<u32> = given_away.iter().copied().filter(is_near).collect();
        let is_alone = cells.is_empty();
        cells.extend(seam);
        cells.sort_unstable();
        let mut edges: Vec<HalfEdge> = cells
            .iter()
            .flat_map(|&cell| local.vertices_of(cell))
            .flat_map(|vertex| local.around(vertex))
            .map(|half| half & !1)
            .collect();
        edges.sort_unstable();
        edges.dedup();
        // What was measured when it was given away, and is not near, is as it was.
        let is_changing = |&half: &HalfEdge| {
            let (from, to) = local.ends(half);
            let beside = [half, half ^ 1].map(|half| cells.binary_search(&local.cells.left(half)).is_ok());
            let is_near = || extent.is_some_and(|extent| meet(&grown(extent, margin), &Rect::new(from, to)));
            beside.contains(&true) && (is_alone || is_near())
        };
        let changing = edges.iter().copied().filter(is_changing).collect();
        Self { local, cells, decided: seam.len(), changing, edges }
    }

    /// Whether there are others than those decided now.
    pub fn is_more_than(&self, seam: &[u32]) -> bool {
        debug_assert_eq!(self.decided, seam.len());
        self.cells.len() > self.decided
    }

    /// How far the border of any of the faces moves at most. For a face that had no border here, or has none any more, to
    /// measure from, it is the width of the widest cell.
    pub fn moved(
        &self,
        before: &[Vec<FaceId>],
        after: &[Vec<FaceId>],
        faces: &[FaceId],
        surface: &impl Surface,
    ) -> f64 {
        let cells = &self.local.cells;
        let mut farthest_of_all = 0.0f64;
        for &face in faces {
            let is_of = |owners: &[Vec<FaceId>], half: HalfEdge| {
                owners[cells.left(half) as usize].contains(&face)
                    != owners[cells.left(half ^ 1) as usize].contains(&face)
            };
            let of = |edges: &[HalfEdge], keep: &dyn Fn(HalfEdge) -> bool| -> Vec<Segment> {
                edges.iter().copied().filter(|&half| keep(half)).map(|half| self.local.ends(half)).collect()
            };
            let gone = of(&self.changing, &|half| is_of(before, half) && !is_of(after, half));
            let come = of(&self.changing, &|half| is_of(after, half) && !is_of(before, half));
            for (segments, others) in [(gone, after), (come, before)] {
                if !segments.is_empty() {
                    let others = of(&self.edges, &|half| is_of(others, half));
                    let far = farthest(surface, &segments, &others).unwrap_or_else(|| self.widest(surface));
                    farthest_of_all = farthest_of_all.max(far);
                }
            }
        }
        farthest_of_all
    }

    fn widest(&self, surface: &impl Surface) -> f64 {
        self.cells.iter().map(|&cell| self.local.measures(cell, surface).2).fold(0.0, f64::max)
    }
}

/// How far a face that was redrawn before is from what it was given as, where it comes to be redrawn again: the farthest
/// that a new segment lies from the given ones, or a given one from the new ones if it lay nearer before.
pub(super) fn drift(
    given: &MultiPolygon<f64>,
    before: &MultiPolygon<f64>,
    after: &MultiPolygon<f64>,
    surface: &impl Surface,
    tolerance: f64,
) -> f64 {
    let [given, before, after] = [given, before, after].map(segments);
    let [of_given, of_before, of_after] = [&given, &before, &after].map(|segments| keys(segments));
    let lacking = |segments: &[Segment], known: &FxHashSet<[NodeKey; 2]>| -> Vec<Segment> {
        segments.iter().copied().filter(|segment| !known.contains(&key(segment))).collect()
    };
    let (come, gone) = (lacking(&lacking(&after, &of_before), &of_given), lacking(&before, &of_after));
    let Some(extent) = extent(come.iter().chain(&gone).flat_map(|&(from, to)| [from, to])) else { return 0.0 };
    let margin = reach(&[extent.min(), extent.max()].map(|at| Source { from: at, to: at }), surface, tolerance);
    let near = grown(extent, 2.0 * margin);
    let nearby = |segments: &[Segment]| -> Vec<Segment> {
        segments.iter().copied().filter(|&(from, to)| meet(&near, &Rect::new(from, to))).collect()
    };
    let distance = |vertex: Coord<f64>, others: &[Segment]| {
        let of = |&(from, to): &Segment| foot(surface, from, to, vertex).1;
        let box_of = grown(Rect::new(vertex, vertex), margin);
        let close = others.iter().filter(|&&(from, to)| meet(&box_of, &Rect::new(from, to)));
        let close = close.map(of).fold(f64::INFINITY, f64::min);
        if close.is_finite() { close } else { others.iter().map(of).fold(f64::INFINITY, f64::min) }
    };
    let samples = |&(from, to): &Segment| [from, (from + to) / 2.0, to];
    let (given_near, before_near, after_near) = (nearby(&given), nearby(&before), nearby(&after));
    let of_come = come.iter().flat_map(samples).map(|vertex| distance(vertex, &given_near));
    let left = lacking(&given_near, &of_after);
    let of_left = left.iter().flat_map(samples).filter(|&at| meet(&grown(extent, margin), &Rect::new(at, at)));
    let of_left = of_left.filter_map(|vertex| {
        let far = distance(vertex, &after_near);
        (far > distance(vertex, &before_near)).then_some(far)
    });
    of_come.chain(of_left).fold(0.0, f64::max)
}

fn segments(shape: &MultiPolygon<f64>) -> Vec<Segment> {
    let rings = shape.iter().flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    rings.flat_map(|ring| ring.0.windows(2).map(|pair| (pair[0], pair[1]))).collect()
}

/// A segment whichever way it goes.
fn key(&(from, to): &Segment) -> [NodeKey; 2] {
    let (from, to) = (node_key(from), node_key(to));
    [from.min(to), from.max(to)]
}

fn keys(segments: &[Segment]) -> FxHashSet<[NodeKey; 2]> {
    segments.iter().map(key).collect()
}

fn extent(vertices: impl Iterator<Item = Coord<f64>>) -> Option<Rect<f64>> {
    vertices.map(|at| Rect::new(at, at)).reduce(super::cluster::around)
}

fn grown(rect: Rect<f64>, by: f64) -> Rect<f64> {
    Rect::new(rect.min() - Coord { x: by, y: by }, rect.max() + Coord { x: by, y: by })
}

fn meet(a: &Rect<f64>, b: &Rect<f64>) -> bool {
    a.min().x <= b.max().x && b.min().x <= a.max().x && a.min().y <= b.max().y && b.min().y <= a.max().y
}
