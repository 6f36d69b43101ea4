//! What can be wrong with polygons that should form a valid coverage: one variant for each rule.

use geo_types::{Coord, Polygon};

use crate::{FaceId, FaceRing};

/// How much a defect matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Of no consequence here: another program may mind.
    Info,
    /// Against the rules of a format, but clear.
    Warning,
    /// The polygons are not a valid coverage.
    Error,
}

/// A defect of a ring, of a face or between faces. Places are vertices of the input, or near where segments cross.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum Defect {
    /// A coordinate is NaN or infinite. The polygon is not looked at any further.
    #[error("{ring}: vertex {vertex} is not finite ({x}, {y})")]
    NotFinite {
        /// The ring.
        ring: FaceRing,
        /// Index of the vertex in the ring.
        vertex: usize,
        /// Its first coordinate.
        x: f64,
        /// Its second coordinate.
        y: f64,
    },
    /// A ring of fewer than three distinct vertices.
    #[error("{ring}: {distinct} distinct vertices, where a ring needs 3{}", place(.at))]
    RingTooShort {
        /// The ring.
        ring: FaceRing,
        /// Its first vertex, where it has one.
        at: Option<Coord<f64>>,
        /// Number of distinct vertices; 2 if there are two that take turns.
        distinct: usize,
    },
    /// A ring whose last vertex is not its first. It is taken as closed.
    #[error("{ring}: not closed: the last vertex is not the first one, ({}, {})", .at.x, .at.y)]
    Unclosed {
        /// The ring.
        ring: FaceRing,
        /// Its first vertex.
        at: Coord<f64>,
    },
    /// A vertex that is repeated in a row: a segment of no length.
    #[error("{ring}: vertex {vertex} is the one before again, ({}, {})", .at.x, .at.y)]
    RepeatedVertex {
        /// The ring.
        ring: FaceRing,
        /// Index of the vertex in the ring.
        vertex: usize,
        /// The vertex.
        at: Coord<f64>,
    },
    /// An exterior wound clockwise or a hole wound counter-clockwise, against RFC 7946 (shapefiles want the opposite).
    #[error("{ring}: wound {}", if .ring.ring == 0 { "clockwise, being an exterior" } else { "counter-clockwise, being a hole" })]
    WrongWinding {
        /// The ring.
        ring: FaceRing,
        /// Its first vertex.
        at: Coord<f64>,
    },
    /// A way out and straight back: no area is between.
    #[error("{ring}: spike at vertex {vertex}, ({}, {})", .at.x, .at.y)]
    Spike {
        /// The ring.
        ring: FaceRing,
        /// Index of the tip in the ring.
        vertex: usize,
        /// The tip.
        at: Coord<f64>,
    },
    /// A ring of three distinct vertices or more that has no area.
    #[error("{ring}: no area, at ({}, {})", .at.x, .at.y)]
    NoArea {
        /// The ring.
        ring: FaceRing,
        /// Its first vertex.
        at: Coord<f64>,
    },
    /// Two segments of a face cross, or lie on each other.
    #[error("{} near ({}, {})", crossing(.ring, .other), .at.x, .at.y)]
    RingCrossing {
        /// A ring.
        ring: FaceRing,
        /// The other ring of the same face; the same one where a ring crosses itself.
        other: FaceRing,
        /// Where.
        at: Coord<f64>,
    },
    /// A ring comes back to a place where it has been: it should be two rings.
    #[error("{ring}: touches itself at ({}, {})", .at.x, .at.y)]
    SelfTouch {
        /// The ring.
        ring: FaceRing,
        /// Where.
        at: Coord<f64>,
    },
    /// A hole that is not inside the exterior of its polygon.
    #[error("{ring}: a hole outside of its exterior, at ({}, {})", .at.x, .at.y)]
    HoleOutside {
        /// The hole.
        ring: FaceRing,
        /// A vertex of it.
        at: Coord<f64>,
    },
    /// A hole within another hole, or a polygon within another polygon of the same face.
    #[error("{ring}: inside {other}, at ({}, {})", .at.x, .at.y)]
    Nested {
        /// The inner ring.
        ring: FaceRing,
        /// The ring around it.
        other: FaceRing,
        /// A vertex of the inner ring.
        at: Coord<f64>,
    },
    /// Rings that touch each other cut the inside of a polygon in two.
    #[error("{ring}: the inside is cut in two by rings that touch, at ({}, {})", .at.x, .at.y)]
    CutInside {
        /// The exterior.
        ring: FaceRing,
        /// One of the places where they touch.
        at: Coord<f64>,
    },
    /// The same polygon twice. The second is left out of what is looked for between faces.
    #[error("{second}: the same polygon as {first}, at ({}, {})", .at.x, .at.y)]
    Duplicate {
        /// Exterior of the first.
        first: FaceRing,
        /// Exterior of the second.
        second: FaceRing,
        /// A vertex.
        at: Coord<f64>,
    },
    /// Borders of different faces cross where no overlap is told: one of the faces has a ring that crosses itself, or
    /// the overlap is thinner than coordinates can say.
    #[error("faces {}: borders cross near ({}, {})", list(.faces), .at.x, .at.y)]
    BorderCrossing {
        /// Faces beside the two segments, ascending.
        faces: Vec<FaceId>,
        /// Where.
        at: Coord<f64>,
    },
    /// Segments of one face whose counterparts on the other side have other vertices.
    #[error(
        "faces {face} and {}: {length:.1} m of border do not match, up to {distance:.2} m apart, from ({}, {}) to ({}, {})",
        list(.others), .from.x, .from.y, .to.x, .to.y
    )]
    UnmatchedEdge {
        /// The face whose segments they are.
        face: FaceId,
        /// The faces on the other side, ascending.
        others: Vec<FaceId>,
        /// First vertex, with the face on the left.
        from: Coord<f64>,
        /// Last vertex.
        to: Coord<f64>,
        /// Length, in metres.
        length: f64,
        /// How far these segments lie from the other version of the border at most, in metres.
        distance: f64,
    },
    /// Faces that cover the same place.
    #[error("faces {}: overlap of {area:.2} m², {width:.2} m wide, at ({}, {})", list(.faces), .at.x, .at.y)]
    Overlap {
        /// The faces, ascending.
        faces: Vec<FaceId>,
        /// A vertex of it.
        at: Coord<f64>,
        /// What they cover.
        polygon: Polygon<f64>,
        /// Area, in square metres.
        area: f64,
        /// Area over half the perimeter, in metres.
        width: f64,
    },
    /// A place between faces that none covers.
    #[error(
        "faces {}: {}gap of {area:.2} m², {width:.2} m wide, at ({}, {})", list(.faces),
        if *.open { "open " } else { "" }, .at.x, .at.y
    )]
    Gap {
        /// The faces around it, ascending.
        faces: Vec<FaceId>,
        /// A vertex of it.
        at: Coord<f64>,
        /// The place.
        polygon: Polygon<f64>,
        /// Area, in square metres.
        area: f64,
        /// Area over half the perimeter, in metres.
        width: f64,
        /// Whether it gives on the outside.
        open: bool,
    },
}

impl Defect {
    /// How much it matters.
    pub fn level(&self) -> Level {
        match self {
            Self::Unclosed { .. } => Level::Info,
            Self::RepeatedVertex { .. } | Self::WrongWinding { .. } => Level::Warning,
            _ => Level::Error,
        }
    }

    /// A short name of the rule, for counts and tables.
    pub fn rule(&self) -> &'static str {
        match self {
            Self::NotFinite { .. } => "not-finite",
            Self::RingTooShort { .. } => "ring-too-short",
            Self::Unclosed { .. } => "unclosed",
            Self::RepeatedVertex { .. } => "repeated-vertex",
            Self::WrongWinding { .. } => "wrong-winding",
            Self::Spike { .. } => "spike",
            Self::NoArea { .. } => "no-area",
            Self::RingCrossing { .. } => "ring-crossing",
            Self::SelfTouch { .. } => "self-touch",
            Self::HoleOutside { .. } => "hole-outside",
            Self::Nested { .. } => "nested",
            Self::CutInside { .. } => "cut-inside",
            Self::Duplicate { .. } => "duplicate",
            Self::BorderCrossing { .. } => "border-crossing",
            Self::UnmatchedEdge { .. } => "unmatched-edge",
            Self::Overlap { .. } => "overlap",
            Self::Gap { .. } => "gap",
        }
    }

    /// The faces concerned, ascending.
    pub fn faces(&self) -> Vec<FaceId> {
        let mut faces = match self {
            Self::NotFinite { ring, .. }
            | Self::RingTooShort { ring, .. }
            | Self::Unclosed { ring, .. }
            | Self::RepeatedVertex { ring, .. }
            | Self::WrongWinding { ring, .. }
            | Self::Spike { ring, .. }
            | Self::NoArea { ring, .. }
            | Self::SelfTouch { ring, .. }
            | Self::RingCrossing { ring, .. }
            | Self::HoleOutside { ring, .. }
            | Self::Nested { ring, .. }
            | Self::CutInside { ring, .. } => vec![ring.face],
            Self::Duplicate { first, second, .. } => vec![first.face, second.face],
            Self::UnmatchedEdge { face, others, .. } => others.iter().copied().chain([*face]).collect(),
            Self::BorderCrossing { faces, .. } | Self::Overlap { faces, .. } | Self::Gap { faces, .. } => faces.clone(),
        };
        faces.sort_unstable();
        faces.dedup();
        faces
    }

    /// A place to look at on a map; none for what has no finite vertex.
    pub fn at(&self) -> Option<Coord<f64>> {
        match self {
            Self::NotFinite { .. } => None,
            Self::RingTooShort { at, .. } => *at,
            Self::UnmatchedEdge { from, .. } => Some(*from),
            Self::Unclosed { at, .. }
            | Self::RepeatedVertex { at, .. }
            | Self::WrongWinding { at, .. }
            | Self::Spike { at, .. }
            | Self::NoArea { at, .. }
            | Self::RingCrossing { at, .. }
            | Self::SelfTouch { at, .. }
            | Self::HoleOutside { at, .. }
            | Self::Nested { at, .. }
            | Self::CutInside { at, .. }
            | Self::Duplicate { at, .. }
            | Self::BorderCrossing { at, .. }
            | Self::Overlap { at, .. }
            | Self::Gap { at, .. } => Some(*at),
        }
    }
}

fn place(at: &Option<Coord<f64>>) -> String {
    at.map_or_else(String::new, |at| format!(", at ({}, {})", at.x, at.y))
}

fn crossing(ring: &FaceRing, other: &FaceRing) -> String {
    if ring == other {
        format!("{ring}: crosses itself")
    } else {
        format!("{ring}: crosses ring {} of polygon {}", other.ring, other.polygon)
    }
}

fn list(faces: &[FaceId]) -> String {
    faces.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
