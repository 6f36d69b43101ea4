//! Douglas–Peucker on one arc: chains cut at their farthest vertex until their shortcuts are near enough and free.

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo_types::Coord;

use super::frame::extent;
use super::{Floor, Frame, Grid};

/// What a thread needs to simplify arcs, kept from one arc to the next.
pub(super) struct DouglasPeucker<'a> {
    grid: &'a Grid,
    tolerance: f64,
    keep: Vec<bool>,
    /// Chains to look at, by their first and last vertex.
    chains: Vec<(usize, usize)>,
}

impl<'a> DouglasPeucker<'a> {
    pub(super) fn new(grid: &'a Grid, tolerance: f64) -> Self {
        Self { grid, tolerance, keep: Vec::new(), chains: Vec::new() }
    }

    /// What is left of an arc.
    pub(super) fn simplify(&mut self, arc: usize, line: &[Coord<f64>], floor: Floor, frame: &Frame) -> Vec<Coord<f64>> {
        if line.len() <= floor.vertices() {
            return line.to_vec();
        }
        let Some(anchors) = anchors(line, floor, frame) else { return line.to_vec() };
        self.keep.clear();
        self.keep.resize(line.len(), false);
        self.chains.clear();
        self.chains.extend(anchors.windows(2).map(|pair| (pair[0], pair[1])));
        anchors.iter().for_each(|&anchor| self.keep[anchor] = true);
        while let Some((from, to)) = self.chains.pop() {
            if to - from < 2 {
                continue;
            }
            let shortcut = Shortcut::new(line[from], line[to], frame);
            let (farthest, distance) = shortcut.farthest(line, from + 1..to);
            if distance <= self.tolerance && self.is_free(arc, line, (from, to), &shortcut, distance) {
                continue;
            }
            self.keep[farthest] = true;
            self.chains.extend([(from, farthest), (farthest, to)]);
        }
        line.iter().zip(&self.keep).filter(|(_, keep)| **keep).map(|(&vertex, _)| vertex).collect()
    }

    /// Whether no vertex of another chain is in what the shortcut sweeps.
    fn is_free(
        &self,
        arc: usize,
        line: &[Coord<f64>],
        (from, to): (usize, usize),
        shortcut: &Shortcut,
        farthest: f64,
    ) -> bool {
        let chain = &line[from..=to];
        // The chain, and so what lies between it and the shortcut, is no farther than its farthest vertex: most of
        // the rectangle's vertices are. The margin is for rounding.
        let near = farthest * 1.001 + 1e-6;
        !self.grid.any_within(extent(chain), |entry| {
            let own = entry.arc as usize == arc && (from..=to).contains(&(entry.at as usize));
            // Other arcs end at the nodes too, and a ring ends where it begins.
            !own && entry.vertex != line[from]
                && entry.vertex != line[to]
                && shortcut.distance(entry.vertex) <= near
                && in_swept(entry.vertex, chain)
        })
    }
}

/// Vertices that stay whatever the tolerance: the ends, and those that the floor asks for. None if there are none.
fn anchors(line: &[Coord<f64>], floor: Floor, frame: &Frame) -> Option<Vec<usize>> {
    let last = line.len() - 1;
    let bend = |from: usize, to: usize, within: std::ops::Range<usize>| {
        let shortcut = Shortcut::new(line[from], line[to], frame);
        let off = |&i: &usize| RobustKernel::orient2d(line[from], line[to], line[i]) != Orientation::Collinear;
        let bends = within.filter(off).map(|i| (i, shortcut.distance(line[i])));
        first_greatest(bends).map(|(i, _)| i)
    };
    match floor {
        Floor::Segment => Some(vec![0, last]),
        Floor::Bend => Some(vec![0, bend(0, last, 1..last)?, last]),
        Floor::Triangle => {
            let start = Shortcut::new(line[0], line[0], frame);
            let (opposite, _) = first_greatest((1..last).map(|i| (i, start.distance(line[i]))))?;
            let third = bend(0, opposite, 1..last)?;
            Some(vec![0, third.min(opposite), third.max(opposite), last])
        }
    }
}

/// The first of the pairs with the greatest distance.
fn first_greatest(pairs: impl Iterator<Item = (usize, f64)>) -> Option<(usize, f64)> {
    pairs.reduce(|best, pair| if pair.1 > best.1 { pair } else { best })
}

/// A segment to measure distances from, on the plane of its middle's scale.
struct Shortcut {
    from: Coord<f64>,
    scale: Coord<f64>,
    /// From its start to its end, in metres.
    along: Coord<f64>,
    length2: f64,
}

impl Shortcut {
    fn new(from: Coord<f64>, to: Coord<f64>, frame: &Frame) -> Self {
        let scale = frame.scale(from.y / 2.0 + to.y / 2.0);
        let along = Coord { x: (to.x - from.x) * scale.x, y: (to.y - from.y) * scale.y };
        Self { from, scale, along, length2: along.x * along.x + along.y * along.y }
    }

    /// Metres from a vertex to the nearest point of the segment, squared.
    fn distance2(&self, vertex: Coord<f64>) -> f64 {
        let Self { from, scale, along, length2 } = *self;
        let to = Coord { x: (vertex.x - from.x) * scale.x, y: (vertex.y - from.y) * scale.y };
        let part = if length2 > 0.0 { ((to.x * along.x + to.y * along.y) / length2).clamp(0.0, 1.0) } else { 0.0 };
        let (x, y) = (to.x - part * along.x, to.y - part * along.y);
        x * x + y * y
    }

    fn distance(&self, vertex: Coord<f64>) -> f64 {
        self.distance2(vertex).sqrt()
    }

    /// The first of the vertices that are farthest, and how far they are.
    fn farthest(&self, line: &[Coord<f64>], within: std::ops::Range<usize>) -> (usize, f64) {
        let start = within.start;
        let pairs = within.map(|i| (i, self.distance2(line[i])));
        let (farthest, distance2) = first_greatest(pairs).unwrap_or((start, 0.0));
        (farthest, distance2.sqrt())
    }
}

/// Whether a point is between a chain and its shortcut, or on either: the ring that they make turns round it.
fn in_swept(point: Coord<f64>, chain: &[Coord<f64>]) -> bool {
    let closing = chain.last().zip(chain.first());
    let mut turns = 0;
    for (&from, &to) in chain.iter().zip(&chain[1..]).chain(closing) {
        let side = RobustKernel::orient2d(from, to, point);
        let beside = |p: f64, a: f64, b: f64| p >= a.min(b) && p <= a.max(b);
        if side == Orientation::Collinear && beside(point.x, from.x, to.x) && beside(point.y, from.y, to.y) {
            return true;
        }
        match side {
            Orientation::CounterClockwise if from.y <= point.y && point.y < to.y => turns += 1,
            Orientation::Clockwise if to.y <= point.y && point.y < from.y => turns -= 1,
            _ => {}
        }
    }
    turns != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(vertices: &[(i32, i32)]) -> Vec<Coord<f64>> {
        vertices.iter().map(|&(x, y)| Coord { x: f64::from(x), y: f64::from(y) }).collect()
    }

    #[test]
    fn what_is_swept_is_on_both_sides_of_a_chain_that_crosses_its_shortcut() {
        let chain = line(&[(0, 0), (2, 2), (4, -2), (6, 0)]);
        let swept = |x, y| in_swept(line(&[(x, y)])[0], &chain);
        assert!(swept(2, 1) && swept(4, -1) && swept(2, 0) && swept(1, 1));
        assert!(!swept(2, -1) && !swept(4, 1) && !swept(2, 3) && !swept(7, 0));
    }

    #[test]
    fn what_a_flat_chain_sweeps_is_its_segment() {
        let chain = line(&[(0, 0), (2, 1), (4, 2)]);
        assert!(in_swept(line(&[(2, 1)])[0], &chain) && !in_swept(line(&[(2, 2)])[0], &chain));
    }
}
