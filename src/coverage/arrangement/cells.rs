//! The cells between edges, and the cycles of edges around each.

use std::cmp::Ordering;

use geo::kernels::Orientation;
use geo_types::Coord;

use super::orientation;

/// A piece of one source or more between two vertices; no edge meets another but at its ends.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Edge {
    pub from: u32,
    pub to: u32,
    /// Number of each source, and whether it goes the same way.
    pub sources: Vec<(u32, bool)>,
}

/// Twice the number of an edge for the way as stored, and one more for the way back.
pub(crate) type HalfEdge = u32;

/// The plane cut along edges. Cell 0 is the unbounded one.
pub(crate) struct Cells {
    pub vertices: Vec<Coord<f64>>,
    pub edges: Vec<Edge>,
    next: Vec<HalfEdge>,
    cell: Vec<u32>,
    /// One half-edge of each cycle of each cell; the outer cycle first but for cell 0, which has none.
    cycles: Vec<Vec<HalfEdge>>,
}

impl Cells {
    /// Cuts the plane.
    pub fn new(vertices: Vec<Coord<f64>>, edges: Vec<Edge>) -> Self {
        let halves = 2 * edges.len();
        let mut cells =
            Self { vertices, edges, next: vec![0; halves], cell: vec![u32::MAX; halves], cycles: vec![vec![]] };
        let last_around = cells.link();
        let starts = cells.components(&last_around);
        let mut cycle_of = vec![u32::MAX; halves];
        let mut cycles: Vec<HalfEdge> = Vec::new();
        for half in 0..halves as u32 {
            if cycle_of[half as usize] == u32::MAX {
                cells.cycle(half).for_each(|step| cycle_of[step as usize] = cycles.len() as u32);
                cycles.push(half);
            }
        }
        // Cycles that run around a component from outside belong to the cell that the component lies in.
        let mut outer = vec![false; cycles.len()];
        starts.iter().for_each(|&half| outer[cycle_of[half as usize] as usize] = true);
        let mut cell_of_cycle = vec![0; cycles.len()];
        for (cycle, &half) in cycles.iter().enumerate() {
            if !outer[cycle] {
                cell_of_cycle[cycle] = cells.cycles.len() as u32;
                cells.cycles.push(vec![half]);
            }
        }
        let around = cells.what_is_west_of(&starts);
        for (&half, facing) in starts.iter().zip(around) {
            // Components come by their western end, so that the one to the west has its cell already.
            let cell = facing.map_or(0, |facing| cell_of_cycle[cycle_of[facing as usize] as usize]);
            let cycle = cycle_of[half as usize];
            cell_of_cycle[cycle as usize] = cell;
            cells.cycles[cell as usize].push(cycles[cycle as usize]);
        }
        for half in 0..halves {
            cells.cell[half] = cell_of_cycle[cycle_of[half] as usize];
        }
        cells
    }

    /// Number of cells, the unbounded one included.
    pub fn count(&self) -> usize {
        self.cycles.len()
    }

    /// The cell on the left of a half-edge.
    pub fn left(&self, half: HalfEdge) -> u32 {
        self.cell[half as usize]
    }

    /// The vertex where a half-edge begins.
    pub fn start(&self, half: HalfEdge) -> u32 {
        let edge = &self.edges[half as usize / 2];
        if half.is_multiple_of(2) { edge.from } else { edge.to }
    }

    /// The vertex where a half-edge ends.
    pub fn end(&self, half: HalfEdge) -> u32 {
        self.start(half ^ 1)
    }

    /// The half-edge that follows on the cycle; of those that leave the vertex, the first clockwise from the way back.
    pub fn next(&self, half: HalfEdge) -> HalfEdge {
        self.next[half as usize]
    }

    /// For each vertex one of the half-edges that leave it.
    pub fn leaving(&self) -> Vec<Option<HalfEdge>> {
        let mut leaving = vec![None; self.vertices.len()];
        (0..2 * self.edges.len() as u32).for_each(|half| leaving[self.start(half) as usize] = Some(half));
        leaving
    }

    /// Place of a vertex.
    pub fn at(&self, vertex: u32) -> Coord<f64> {
        self.vertices[vertex as usize]
    }

    /// A cycle from one of its half-edges, with its cell on the left.
    pub fn cycle(&self, from: HalfEdge) -> impl Iterator<Item = HalfEdge> {
        let mut step = Some(from);
        std::iter::from_fn(move || {
            let current = step?;
            let next = self.next[current as usize];
            step = (next != from).then_some(next);
            Some(current)
        })
    }

    /// The cycles of a cell by one half-edge each: the outer one first, but for cell 0 which has none.
    pub fn cycles_of(&self, cell: u32) -> &[HalfEdge] {
        &self.cycles[cell as usize]
    }

    /// All half-edges around a cell.
    pub fn around(&self, cell: u32) -> impl Iterator<Item = HalfEdge> {
        self.cycles_of(cell).iter().flat_map(|&half| self.cycle(half))
    }

    /// What covers each cell, from what covers the unbounded one; `step` gives the label to the left of a half-edge from
    /// that to its right.
    pub fn labels<L: Clone>(&self, outside: L, step: impl Fn(&L, HalfEdge) -> L) -> Vec<L> {
        let mut labels: Vec<Option<L>> = vec![None; self.count()];
        labels[0] = Some(outside.clone());
        let mut open = vec![0];
        while let Some(cell) = open.pop() {
            let Some(label) = labels[cell as usize].clone() else { continue };
            for half in self.around(cell) {
                let across = self.left(half ^ 1);
                if labels[across as usize].is_none() {
                    labels[across as usize] = Some(step(&label, half ^ 1));
                    open.push(across);
                }
            }
        }
        labels.into_iter().map(|label| label.unwrap_or_else(|| outside.clone())).collect()
    }

    /// Links each half-edge to the next of its cycle. Gives the last half-edge out of each vertex, in the order of
    /// angles from just past south round to south.
    fn link(&mut self) -> Vec<HalfEdge> {
        let mut out: Vec<HalfEdge> = (0..2 * self.edges.len() as u32).collect();
        out.sort_unstable_by(|&a, &b| {
            let node = self.start(a);
            node.cmp(&self.start(b))
                .then_with(|| by_angle(self.at(node), self.at(self.end(a)), self.at(self.end(b))))
                .then(a.cmp(&b))
        });
        let mut last = vec![u32::MAX; self.vertices.len()];
        let mut from = 0;
        while from < out.len() {
            let node = self.start(out[from]);
            let number = out[from..].iter().take_while(|&&half| self.start(half) == node).count();
            let around = &out[from..from + number];
            for (i, &half) in around.iter().enumerate() {
                // Coming in against `half`, the cell on the left goes on with what is next clockwise.
                self.next[half as usize ^ 1] = around[(i + number - 1) % number];
            }
            last[node as usize] = around[number - 1];
            from += number;
        }
        last
    }

    /// For each connected set of edges the half-edge with the outside of the set on its left that leaves its
    /// westernmost vertex (the southernmost of these), from west to east.
    fn components(&self, last_around: &[HalfEdge]) -> Vec<HalfEdge> {
        let mut group: Vec<u32> = (0..self.vertices.len() as u32).collect();
        for edge in &self.edges {
            let (a, b) = (find(&mut group, edge.from), find(&mut group, edge.to));
            group[a.max(b) as usize] = a.min(b);
        }
        let order = |a: u32, b: u32| {
            let (a, b) = (self.at(a), self.at(b));
            a.x.total_cmp(&b.x).then(a.y.total_cmp(&b.y))
        };
        let mut lowest = vec![u32::MAX; self.vertices.len()];
        for vertex in (0..self.vertices.len() as u32).filter(|&vertex| last_around[vertex as usize] != u32::MAX) {
            let root = find(&mut group, vertex) as usize;
            if lowest[root] == u32::MAX || order(vertex, lowest[root]) == Ordering::Less {
                lowest[root] = vertex;
            }
        }
        lowest.retain(|&vertex| vertex != u32::MAX);
        lowest.sort_unstable_by(|&a, &b| order(a, b));
        // All edges of the westernmost vertex lead east: past the last of them lies what is outside.
        lowest.into_iter().map(|vertex| last_around[vertex as usize]).collect()
    }

    /// For the start of each of these half-edges, the first edge due west of it, as a half-edge with it on the left.
    fn what_is_west_of(&self, starts: &[HalfEdge]) -> Vec<Option<HalfEdge>> {
        if starts.len() < 2 {
            return vec![None; starts.len()];
        }
        let ys = || self.vertices.iter().map(|vertex| vertex.y);
        let (low, high) = (ys().fold(f64::MAX, f64::min), ys().fold(f64::MIN, f64::max));
        let strips = (self.edges.len() / 4).clamp(1, 1 << 16);
        let strip =
            |y: f64| if high > low { (((y - low) / (high - low) * strips as f64) as usize).min(strips - 1) } else { 0 };
        let mut wanted: Vec<Vec<HalfEdge>> = vec![Vec::new(); strips];
        let needed: Vec<usize> = starts.iter().map(|&half| strip(self.at(self.start(half)).y)).collect();
        let is_needed: rustc_hash::FxHashSet<usize> = needed.iter().copied().collect();
        for (index, edge) in (0u32..).zip(&self.edges) {
            let (a, b) = (self.at(edge.from), self.at(edge.to));
            if a.y != b.y {
                // Downwards the edge has the east on its left.
                let half = 2 * index + u32::from(a.y < b.y);
                let passed = strip(a.y.min(b.y))..=strip(a.y.max(b.y));
                passed.filter(|strip| is_needed.contains(strip)).for_each(|strip| wanted[strip].push(half));
            }
        }
        let west_of = |(&half, &strip): (&HalfEdge, &usize)| {
            let vertex = self.at(self.start(half));
            let mut best: Option<HalfEdge> = None;
            for &half in &wanted[strip] {
                let (top, bottom) = (self.at(self.start(half)), self.at(self.end(half)));
                let spans = bottom.y <= vertex.y && vertex.y < top.y;
                if spans
                    && orientation(bottom, top, vertex) == Orientation::Clockwise
                    && best.is_none_or(|best| self.is_east_of(half, best))
                {
                    best = Some(half);
                }
            }
            best
        };
        starts.iter().zip(&needed).map(west_of).collect()
    }

    /// Of two edges that a line due east passes, both given downwards, whether the first is the farther east.
    fn is_east_of(&self, half: HalfEdge, other: HalfEdge) -> bool {
        let ends = |half| (self.at(self.end(half)), self.at(self.start(half)));
        let ((low, high), (other_low, other_high)) = (ends(half), ends(other));
        if low.y >= other_low.y {
            let side = orientation(other_low, other_high, low);
            let side = if side == Orientation::Collinear { orientation(other_low, other_high, high) } else { side };
            side == Orientation::Clockwise
        } else {
            let side = orientation(low, high, other_low);
            let side = if side == Orientation::Collinear { orientation(low, high, other_high) } else { side };
            side == Orientation::CounterClockwise
        }
    }
}

/// Order of directions by angle, counter-clockwise, from just past south round to south.
fn by_angle(node: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> Ordering {
    // East of the line from south to north, or due north; then the rest.
    let half = |to: Coord<f64>| if to.x > node.x || (to.x == node.x && to.y > node.y) { 0 } else { 1 };
    half(a).cmp(&half(b)).then_with(|| match orientation(node, a, b) {
        Orientation::CounterClockwise => Ordering::Less,
        Orientation::Clockwise => Ordering::Greater,
        Orientation::Collinear => Ordering::Equal,
    })
}

fn find(group: &mut [u32], mut vertex: u32) -> u32 {
    while group[vertex as usize] != vertex {
        group[vertex as usize] = group[group[vertex as usize] as usize];
        vertex = group[vertex as usize];
    }
    vertex
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::arrangement::{Noder, Source};

    fn cells(rings: &[&[(i32, i32)]]) -> Cells {
        let at = |&(x, y): &(i32, i32)| Coord { x: f64::from(x), y: f64::from(y) };
        let segments = |ring: &&[(i32, i32)]| {
            let ring = ring.to_vec();
            (0..ring.len()).map(move |i| Source { from: at(&ring[i]), to: at(&ring[(i + 1) % ring.len()]) })
        };
        let sources: Vec<Source> = rings.iter().flat_map(segments).collect();
        let mut noder = Noder::new(&sources, 7);
        noder.node().unwrap();
        Cells::new(noder.vertices.clone(), noder.edges())
    }

    /// How many rings are around each cell, ascending, the unbounded one left out.
    fn depths(cells: &Cells) -> Vec<i32> {
        let step = |label: &i32, half: HalfEdge| {
            let forward = half.is_multiple_of(2);
            let sources = &cells.edges[half as usize / 2].sources;
            label + sources.iter().map(|&(_, same)| if same == forward { 1 } else { -1 }).sum::<i32>()
        };
        let mut labels = cells.labels(0, step).split_off(1);
        labels.sort_unstable();
        labels
    }

    #[test]
    fn two_squares_that_overlap_make_three_cells() {
        let cells = cells(&[&[(0, 0), (4, 0), (4, 4), (0, 4)], &[(2, 2), (6, 2), (6, 6), (2, 6)]]);
        assert_eq!(depths(&cells), [1, 1, 2]);
    }

    #[test]
    fn what_lies_within_a_cell_without_touching_it_is_known() {
        let nested = cells(&[
            &[(0, 0), (9, 0), (9, 9), (0, 9)],
            &[(1, 1), (5, 1), (5, 5), (1, 5)],
            &[(2, 2), (4, 2), (4, 4), (2, 4)],
            &[(6, 1), (8, 1), (8, 3)],
            &[(20, 0), (21, 0), (21, 1)],
        ]);
        assert_eq!(depths(&nested), [1, 1, 2, 2, 3]);
        let frame = (1..5).map(|cell| nested.cycles_of(cell).len()).max();
        assert_eq!(frame, Some(3));
    }

    #[test]
    fn a_ring_that_crosses_itself_winds_both_ways() {
        assert_eq!(depths(&cells(&[&[(0, 0), (4, 4), (4, 0), (0, 4)]])), [-1, 1]);
    }

    #[test]
    fn rings_that_touch_in_a_vertex_are_one_component() {
        let touching = cells(&[&[(0, 0), (4, 0), (4, 4), (0, 4)], &[(0, 0), (2, 1), (1, 2)]]);
        assert_eq!(depths(&touching), [1, 2]);
    }
}
