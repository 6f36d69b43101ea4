//! Coverages drawn with letters.
//!
//! Each letter is a face, made of the unit cells that bear it: `A` is face 0, `B` is face 1, and a letter left out is
//! an empty face. Dots are outside. The lower left corner of a drawing is (0, 0), and every corner of a cell is a
//! vertex of the borders that pass there.
//!
//! Shapes are found here from cells alone, by another way than the engine's, so that they can judge it.

use std::collections::{BTreeMap, BTreeSet};

use geo_types::MultiPolygon;
use maillage::coverage::{Coverage, FaceId};

use crate::pen::Pen;

/// A cell, by its lower left corner; or a corner of cells.
pub type Cell = (i32, i32);

/// Polygons, each a list of rings (exterior first), each a list of corners (the first is not repeated).
pub type Corners = Vec<Vec<Vec<Cell>>>;

/// The face of each cell that is not outside.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawing {
    pub cells: BTreeMap<Cell, FaceId>,
}

/// A drawing, row by row from the north.
pub fn draw(rows: &[&str]) -> Drawing {
    let mut cells = BTreeMap::new();
    for (row, y) in rows.iter().rev().zip(0..) {
        for (letter, x) in row.chars().zip(0..) {
            cells.extend((letter != '.').then(|| ((x, y), face(letter))));
        }
    }
    Drawing { cells }
}

/// The face that a letter stands for.
pub fn face(letter: char) -> FaceId {
    assert!(letter.is_ascii_uppercase(), "a face is a capital letter (got {letter})");
    letter as FaceId - 'A' as FaceId
}

/// The faces that letters stand for.
pub fn faces(letters: &str) -> Vec<FaceId> {
    letters.chars().map(face).collect()
}

impl Drawing {
    /// Number of faces, letters left out included.
    pub fn face_count(&self) -> usize {
        self.cells.values().max().map_or(0, |&last| last as usize + 1)
    }

    /// Every face.
    pub fn all(&self) -> Vec<FaceId> {
        (0..self.face_count() as FaceId).collect()
    }

    /// The shape of each face.
    pub fn shapes(&self, pen: &Pen) -> Vec<MultiPolygon<f64>> {
        self.all().iter().map(|&face| self.union(&[face], pen)).collect()
    }

    /// The coverage, with cells of one metre.
    pub fn coverage(&self) -> Coverage {
        Coverage::from_polygons(&self.shapes(&Pen::PLAIN)).expect("a drawing is a coverage")
    }

    /// The union of some faces.
    pub fn union(&self, faces: &[FaceId], pen: &Pen) -> MultiPolygon<f64> {
        let polygons: Corners = self.parts(faces).iter().map(rings_around).collect();
        pen.draw(&polygons)
    }

    /// The cells of some faces, in parts connected by sides of cells.
    pub fn parts(&self, faces: &[FaceId]) -> Vec<BTreeSet<Cell>> {
        let inside = |(_, face): &(&Cell, &FaceId)| faces.contains(face);
        let mut left: BTreeSet<Cell> = self.cells.iter().filter(inside).map(|(&cell, _)| cell).collect();
        let mut parts = Vec::new();
        while let Some(seed) = left.pop_first() {
            let mut part = BTreeSet::from([seed]);
            let mut stack = vec![seed];
            while let Some((x, y)) = stack.pop() {
                for next in [(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)] {
                    if left.remove(&next) {
                        part.insert(next);
                        stack.push(next);
                    }
                }
            }
            parts.push(part);
        }
        parts
    }
}

/// The rings of a connected part: its exterior, then its holes.
fn rings_around(part: &BTreeSet<Cell>) -> Vec<Vec<Cell>> {
    // Sides of cells that have the part on the left only, by where they start.
    let mut sides: BTreeMap<Cell, Vec<Cell>> = BTreeMap::new();
    for &(x, y) in part {
        let corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)];
        for (side, across) in [(x, y - 1), (x + 1, y), (x, y + 1), (x - 1, y)].iter().enumerate() {
            if !part.contains(across) {
                sides.entry(corners[side]).or_default().push(corners[(side + 1) % 4]);
            }
        }
    }
    // Any walk along them will do: cut wherever it comes back to a corner, it falls into the same rings.
    let mut rings: Vec<Vec<Cell>> = Vec::new();
    let mut walk: Vec<Cell> = Vec::new();
    while let Some(corner) = walk.last().copied().or_else(|| sides.keys().next().copied()) {
        let Some(ends) = sides.get_mut(&corner) else {
            walk.clear();
            continue;
        };
        let next = ends.pop().expect("no corner is kept without a side");
        if ends.is_empty() {
            sides.remove(&corner);
        }
        if walk.is_empty() {
            walk.push(corner);
        }
        match walk.iter().position(|&seen| seen == next) {
            Some(back) => {
                rings.push(walk[back..].to_vec());
                walk.truncate(back + 1);
            }
            None => walk.push(next),
        }
    }
    rings.sort_by_key(|ring| (twice_area(ring) < 0, ring.clone()));
    rings
}

fn twice_area(ring: &[Cell]) -> i32 {
    let next = ring.iter().cycle().skip(1);
    ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum()
}
