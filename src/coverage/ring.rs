//! Closed walks of arcs: which arc comes next at a node, and simple rings out of a walk that meets a node twice.

use std::cmp::Ordering;

use geo::kernels::{Kernel, Orientation, RobustKernel};
use geo_types::Coord;

/// A vertex as a key that can be sorted and compared exactly.
pub(super) type NodeKey = (u64, u64);

/// The key of a vertex: its bits, with -0 taken as 0.
pub(super) fn node_key(vertex: Coord<f64>) -> NodeKey {
    ((vertex.x + 0.0).to_bits(), (vertex.y + 0.0).to_bits())
}

/// Order of two directions out of `node` by the clockwise angle from the direction back to `from`.
///
/// On a walk that keeps its face on the left, the first direction in this order bounds the same wedge of the face.
/// Taking it at every node keeps two parts of a face that touch in a point apart, so that each comes out valid.
pub(super) fn clockwise_from(node: Coord<f64>, from: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> Ordering {
    let half = |to| match RobustKernel::orient2d(node, from, to) {
        Orientation::Clockwise => 0,
        // Straight ahead is half a turn; straight back is a whole one.
        Orientation::Collinear if !same_direction(node, from, to) => 1,
        Orientation::CounterClockwise => 2,
        Orientation::Collinear => 3,
    };
    half(a).cmp(&half(b)).then_with(|| match RobustKernel::orient2d(node, a, b) {
        Orientation::Clockwise => Ordering::Less,
        Orientation::CounterClockwise => Ordering::Greater,
        Orientation::Collinear => Ordering::Equal,
    })
}

fn same_direction(node: Coord<f64>, a: Coord<f64>, b: Coord<f64>) -> bool {
    let (a, b) = (a - node, b - node);
    a.x * b.x + a.y * b.y > 0.0
}

/// Cuts a closed walk into simple rings: each time the walk comes back to a node it has been at, the loop between is
/// a ring of its own. `step` gives a step's start; the walk's last step ends at its first one's start.
pub(super) fn simple_rings<T: Copy>(walk: &[T], start: impl Fn(T) -> NodeKey) -> Vec<Vec<T>> {
    let mut rings = Vec::new();
    let mut open: Vec<(NodeKey, T)> = Vec::with_capacity(walk.len());
    for &step in walk {
        let node = start(step);
        if let Some(back) = open.iter().position(|&(seen, _)| seen == node) {
            rings.push(open.drain(back..).map(|(_, step)| step).collect());
        }
        open.push((node, step));
    }
    if !open.is_empty() {
        rings.push(open.into_iter().map(|(_, step)| step).collect());
    }
    rings
}

#[cfg(test)]
mod tests {
    use super::*;
    use geo_types::coord;

    #[test]
    fn directions_are_ordered_clockwise_from_the_way_back() {
        let node = coord! { x: 0.0, y: 0.0 };
        let west = coord! { x: -1.0, y: 0.0 };
        let mut ways = [
            coord! { x: 0.0, y: -1.0 },
            coord! { x: 1.0, y: 0.0 },
            coord! { x: -1.0, y: 1.0 },
            coord! { x: 0.0, y: 1.0 },
        ];
        ways.sort_by(|&a, &b| clockwise_from(node, west, a, b));
        let expected = [(-1.0, 1.0), (0.0, 1.0), (1.0, 0.0), (0.0, -1.0)];
        assert_eq!(ways.map(|way| (way.x, way.y)), expected);
    }

    #[test]
    fn a_walk_that_comes_back_to_a_node_is_cut_there() {
        // Steps named by their start: a b c b d (then back to a): the loop b c is a ring of its own.
        let rings = simple_rings(&[1u64, 2, 3, 2, 4], |node| (node, 0));
        assert_eq!(rings, vec![vec![2, 3], vec![1, 2, 4]]);
    }
}
