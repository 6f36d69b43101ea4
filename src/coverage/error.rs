//! What can be wrong with polygons that should form a coverage.

use std::fmt;

use geo_types::Coord;

use super::FaceId;

/// Where a ring is: its face, the polygon in the face, and the ring in the polygon (0 is the exterior).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct FaceRing {
    /// Index of the face in the input.
    pub face: FaceId,
    /// Index of the polygon in the face.
    pub polygon: u32,
    /// Index of the ring in the polygon; 0 is the exterior.
    pub ring: u32,
}

impl fmt::Display for FaceRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "face {}, polygon {}, ring {}", self.face, self.polygon, self.ring)
    }
}

/// A reason why polygons, or arcs, do not form a coverage.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum CoverageError {
    /// A coordinate is NaN or infinite.
    #[error("{at}: vertex {vertex} is not finite (got {x}, {y}): every coordinate must be a finite number")]
    NotFinite {
        /// The ring.
        at: FaceRing,
        /// Index of the vertex in the ring.
        vertex: usize,
        /// Its first coordinate.
        x: f64,
        /// Its second coordinate.
        y: f64,
    },
    /// Fewer than three distinct vertices are left once repeated ones are passed over.
    #[error("{at}: a ring needs at least 3 distinct vertices (got {distinct})")]
    RingTooShort {
        /// The ring.
        at: FaceRing,
        /// Distinct vertices found.
        distinct: usize,
    },
    /// Two faces, or one face twice, lie on the same side of a segment: they overlap.
    #[error(
        "faces {first} and {second} overlap: both lie on the same side of the segment \
         ({}, {}) – ({}, {})", from.x, from.y, to.x, to.y
    )]
    SameSide {
        /// The face found first.
        first: FaceId,
        /// The face found on the same side.
        second: FaceId,
        /// Start of the segment.
        from: Coord<f64>,
        /// End of the segment.
        to: Coord<f64>,
    },
    /// A ring refers to an arc that does not exist.
    #[error("{at}: arc {arc} does not exist (there are {arcs})")]
    UnknownArc {
        /// The ring.
        at: FaceRing,
        /// Index of the arc.
        arc: usize,
        /// Number of arcs.
        arcs: usize,
    },
    /// An arc has fewer than two vertices.
    #[error("arc {arc} has fewer than 2 vertices")]
    ArcTooShort {
        /// Index of the arc.
        arc: usize,
    },
    /// The arcs of a ring do not follow each other.
    #[error("{at}: its arcs do not follow each other end to end")]
    BrokenRing {
        /// The ring.
        at: FaceRing,
    },
    /// Counts of arcs, faces, polygons or rings that do not add up to what they count.
    #[error("counts of vertices, polygons, rings or arcs do not add up to what there is")]
    BrokenColumns,
    /// More vertices, arcs or faces than the 32-bit indexes can name.
    #[error("too large a coverage: {what} exceed {limit}")]
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// The largest number allowed.
        limit: usize,
    },
}
