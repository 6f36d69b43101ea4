//! What repair did, and what it left.

use geo_types::Coord;

use crate::validate::Defect;
use crate::{FaceId, Shapes};

/// Polygons after repair, and what was done to them.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Repair {
    /// All faces, in the same order. Those whose border is as before are so bit for bit.
    pub shapes: Shapes,
    /// Overlaps and gaps that went to a face, in the order they were mended.
    pub changes: Vec<Change>,
    /// Faces whose polygons are not as before, ascending.
    pub redrawn: Vec<FaceId>,
    /// Faces that have no polygon left, for they had none with an area; ascending.
    pub emptied: Vec<FaceId>,
    /// Vertices repeated in a row that were taken out.
    pub repeats: usize,
    /// Rings without area that were taken out.
    pub rings_without_area: usize,
    /// Polygons that came twice and were taken out the second time.
    pub duplicates: usize,
    /// Vertices that were made: where borders cross, or at a straight line that ends a gap. Each is counted once.
    pub made_vertices: usize,
    /// Defects of level [`Error`](crate::validate::Level::Error) that are left.
    pub left: Vec<Left>,
}

impl Repair {
    /// How far a border moved at most, in metres.
    pub fn farthest(&self) -> f64 {
        self.changes.iter().map(|change| change.moved).fold(0.0, f64::max)
    }
}

/// Whether faces overlapped or left a gap.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// No face held it.
    Gap,
    /// Several faces held it.
    Overlap,
}

/// An overlap or a gap that went to a face.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Which of the two it was.
    pub kind: Kind,
    /// The faces that held it, ascending; of a gap, the faces around it.
    pub faces: Vec<FaceId>,
    /// The face that has it now.
    pub to: FaceId,
    /// A vertex of it.
    pub at: Coord<f64>,
    /// Area, in square metres.
    pub area: f64,
    /// Area over half the perimeter, in metres.
    pub width: f64,
    /// How far borders moved at most, in metres, in this and what touches it.
    pub moved: f64,
}

/// A defect that was left.
#[derive(Debug, Clone, PartialEq)]
pub struct Left {
    /// The defect.
    pub defect: Defect,
    /// How far borders would have to move, in metres, where that is known.
    pub needed: Option<f64>,
}
