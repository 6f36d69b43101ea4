//! The outline of a unit along sides of cells.

use super::lattice::{Cell, Lattice};

/// A side from one corner to the next, with the unit on the left.
pub(super) type Side = (Cell, Cell);

/// Cells of a unit that are connected by sides, and the rings around them, the exterior first.
pub(super) struct Part {
    pub(super) cells: Vec<Cell>,
    pub(super) rings: Vec<Vec<Side>>,
}

/// The parts of a unit.
pub(super) fn parts(lattice: &Lattice, unit: u32) -> Vec<Part> {
    let mut left = lattice.cells(unit).to_vec();
    let mut parts = Vec::new();
    while let Some(seed) = left.pop() {
        let mut cells = vec![seed];
        let mut reached = 0;
        while let Some(&(x, y)) = cells.get(reached) {
            reached += 1;
            for next in [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)] {
                if let Some(index) = left.iter().position(|&cell| cell == next) {
                    cells.push(left.swap_remove(index));
                }
            }
        }
        let rings = rings_around(lattice, unit, &cells);
        parts.push(Part { cells, rings });
    }
    parts
}

fn rings_around(lattice: &Lattice, unit: u32, cells: &[Cell]) -> Vec<Vec<Side>> {
    let mut sides: Vec<Side> = Vec::new();
    for &(x, y) in cells {
        let corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)];
        for (side, across) in [(x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y)].into_iter().enumerate() {
            if !lattice.owns(unit, across) {
                sides.push((corners[side], corners[(side + 1) % 4]));
            }
        }
    }
    // Any walk along them will do: cut wherever it comes back to a corner, it falls into the same simple rings.
    let mut rings: Vec<Vec<Side>> = Vec::new();
    while let Some(first) = sides.pop() {
        let mut walk = vec![first];
        while let Some(&(_, end)) = walk.last() {
            if let Some(back) = walk.iter().position(|side| side.0 == end) {
                rings.push(walk.split_off(back));
                continue;
            }
            let Some(next) = sides.iter().position(|side| side.0 == end) else { break };
            walk.push(sides.swap_remove(next));
        }
    }
    rings.sort_by_key(|ring| (twice_area(ring) < 0, ring[0]));
    rings
}

fn twice_area(ring: &[Side]) -> i64 {
    ring.iter().map(|&(a, b)| i64::from(a.0) * i64::from(b.1) - i64::from(b.0) * i64::from(a.1)).sum()
}
