//! Visvalingam–Whyatt on one arc: a heap of vertices by weighted effective area, and shortcuts over one vertex each.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo_types::Coord;

use super::frame::extent;
use super::{Floor, Frame, Grid};

/// How much the angle at a vertex counts: mapshaper's choice, which its users know.
const ANGLE_WEIGHT: f64 = 0.7;

/// What a thread needs to simplify arcs, kept from one arc to the next.
pub(super) struct Visvalingam<'a> {
    grid: &'a Grid,
    /// Square of the tolerance.
    threshold: f64,
    vertices: Vec<Vertex>,
    /// Weighted area (by its bits, which sort as it does) and index, the least first. An entry is out of date when the
    /// vertex has another area by now.
    heap: BinaryHeap<Reverse<(u64, u32)>>,
}

/// A vertex's place on the arc as it is now.
#[derive(Debug, Clone, Copy)]
struct Vertex {
    before: u32,
    after: u32,
    /// Bits of its area in the heap; `GONE` once removed.
    area: u64,
}

/// More than any area.
const GONE: u64 = u64::MAX;

impl<'a> Visvalingam<'a> {
    pub(super) fn new(grid: &'a Grid, tolerance: f64) -> Self {
        Self { grid, threshold: tolerance * tolerance, vertices: Vec::new(), heap: BinaryHeap::new() }
    }

    /// What is left of an arc.
    pub(super) fn simplify(&mut self, arc: usize, line: &[Coord<f64>], floor: Floor, frame: &Frame) -> Vec<Coord<f64>> {
        let mut left = line.len();
        if left <= floor.vertices() {
            return line.to_vec();
        }
        let last = line.len() as u32 - 1;
        self.vertices.clear();
        self.vertices.extend((0..=last).map(|i| Vertex { before: i.saturating_sub(1), after: i + 1, area: 0 }));
        self.heap.clear();
        for i in 1..last {
            self.weigh(line, frame, i, 0.0);
        }
        while let Some(Reverse((area, i))) = self.heap.pop() {
            let Vertex { before, after, area: current } = self.vertices[i as usize];
            if area != current || !self.is_free(arc, line, [before, i, after]) {
                continue;
            }
            self.vertices[i as usize].area = GONE;
            self.vertices[before as usize].after = after;
            self.vertices[after as usize].before = before;
            left -= 1;
            if left == floor.vertices() {
                break;
            }
            for beside in [before, after] {
                if beside != 0 && beside != last {
                    self.weigh(line, frame, beside, f64::from_bits(area));
                }
            }
        }
        line.iter().zip(&self.vertices).filter(|(_, vertex)| vertex.area != GONE).map(|(&coord, _)| coord).collect()
    }

    /// Puts a vertex in the heap if it may go, with an area of `least` or more.
    fn weigh(&mut self, line: &[Coord<f64>], frame: &Frame, i: u32, least: f64) {
        let vertex = &mut self.vertices[i as usize];
        let [a, b, c] = [vertex.before, i, vertex.after].map(|i| line[i as usize]);
        let area = weighted_area(frame.scale(b.y), a, b, c).max(least);
        vertex.area = area.to_bits();
        if area < self.threshold {
            self.heap.push(Reverse((vertex.area, i)));
        }
    }

    /// Whether what the shortcut over a vertex sweeps, a triangle, holds no vertex but its corners.
    fn is_free(&self, arc: usize, line: &[Coord<f64>], corners: [u32; 3]) -> bool {
        let [a, b, c] = corners.map(|i| line[i as usize]);
        !self.grid.any_within(extent(&[a, b, c]), |entry| {
            let own = entry.arc as usize == arc;
            let passed = own && (entry.at == corners[1] || self.vertices[entry.at as usize].area == GONE);
            // Other arcs end at the nodes too, and a ring ends where it begins.
            !passed && entry.vertex != a && entry.vertex != c && in_triangle(entry.vertex, [a, b, c])
        })
    }
}

/// Area of the triangle in square metres, weighted by the angle at `b`.
fn weighted_area(scale: Coord<f64>, a: Coord<f64>, b: Coord<f64>, c: Coord<f64>) -> f64 {
    let metres = |from: Coord<f64>| Coord { x: (from.x - b.x) * scale.x, y: (from.y - b.y) * scale.y };
    let (a, c) = (metres(a), metres(c));
    let lengths = ((a.x * a.x + a.y * a.y) * (c.x * c.x + c.y * c.y)).sqrt();
    let cosine = if lengths > 0.0 { (a.x * c.x + a.y * c.y) / lengths } else { 0.0 };
    (a.x * c.y - a.y * c.x).abs() / 2.0 * (1.0 - ANGLE_WEIGHT * cosine)
}

/// Whether a point of the triangle's extent is in it or on its sides. The triangle may be flat.
fn in_triangle(point: Coord<f64>, [a, b, c]: [Coord<f64>; 3]) -> bool {
    let sides = [(a, b), (b, c), (c, a)].map(|(from, to)| RobustKernel::orient2d(from, to, point));
    !(sides.contains(&Orientation::Clockwise) && sides.contains(&Orientation::CounterClockwise))
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::coord;

    #[test]
    fn a_spike_weighs_less_than_a_bend_of_the_same_area() {
        let (scale, b) = (coord! { x: 1.0, y: 1.0 }, coord! { x: 0.0, y: 0.0 });
        let right = weighted_area(scale, coord! { x: 4.0, y: 0.0 }, b, coord! { x: 0.0, y: 4.0 });
        let spike = weighted_area(scale, coord! { x: 16.0, y: 0.5 }, b, coord! { x: 16.0, y: -0.5 });
        let flat = weighted_area(scale, coord! { x: -16.0, y: 0.5 }, b, coord! { x: 16.0, y: 0.5 });
        assert_eq!(right, 8.0);
        assert!((spike - 8.0 * 0.3).abs() < 0.1 && (flat - 8.0 * 1.7).abs() < 0.1, "{spike} {flat}");
    }

    #[test]
    fn a_triangle_holds_its_inside_its_sides_and_its_corners_and_a_flat_one_its_segment() {
        let triangle = [coord! { x: 0.0, y: 0.0 }, coord! { x: 2.0, y: 2.0 }, coord! { x: 4.0, y: 0.0 }];
        let holds = |x, y| in_triangle(coord! { x: x, y: y }, triangle);
        assert!(holds(2.0, 1.0) && holds(1.0, 0.0) && holds(1.0, 1.0) && holds(2.0, 2.0));
        assert!(!holds(0.0, 1.0) && !holds(4.0, 2.0) && !holds(3.0, 1.5));
        let flat = [coord! { x: 0.0, y: 0.0 }, coord! { x: 1.0, y: 1.0 }, coord! { x: 4.0, y: 4.0 }];
        assert!(in_triangle(coord! { x: 3.0, y: 3.0 }, flat) && !in_triangle(coord! { x: 3.0, y: 3.1 }, flat));
    }
}
