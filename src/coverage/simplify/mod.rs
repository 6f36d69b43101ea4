//! Simplification: fewer vertices on each arc, the same faces around them.
//!
//! Each arc is simplified once, for both its faces, so no gap and no overlap opens between neighbours. Nodes stay, arcs
//! stay arcs, and what is left of an arc is a choice of its own vertices, bit for bit.
//!
//! - *shortcut*: a segment put in place of a chain of segments of an arc.
//! - *swept*: the region between a chain and its shortcut, its edge included.
//!
//! A shortcut is taken only if no vertex of another arc, and none of the arc's own outside the chain, is in what it
//! sweeps (orientation tests are exact). A segment that would cross the shortcut without crossing the chain has one
//! end in the swept region, so no shortcut makes a crossing; and nothing passes from one side of an arc to the other.
//! The vertices of other arcs are the given ones, removed or not: what becomes of an arc does not depend on what
//! becomes of the others, so arcs are done in any order and by any number of threads with the same result.
//!
//! Two cases are left, which no vertex tells: a ring made of one arc keeps three vertices, and of the arcs between the
//! same two nodes one at most becomes a single segment ([`Floor`]).

mod douglas_peucker;
mod frame;
mod grid;
mod visvalingam;

use geo_types::Coord;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

use self::douglas_peucker::DouglasPeucker;
use self::frame::Frame;
use self::grid::Grid;
use self::visvalingam::Visvalingam;
use super::ring::{NodeKey, node_key};
use super::{ArcColumns, Coverage, CoverageError, FaceId, Surface};

/// A way to simplify arcs, with its tolerance in metres. A tolerance that is not above zero changes nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Simplify {
    /// Visvalingam and Whyatt (1993): the vertex that matters least goes first, until all that are left matter.
    ///
    /// What a vertex matters is its effective area, that of the triangle with its two neighbours on the arc, weighted
    /// by `1 - 0.7 cos(angle)` with the angle between the two segments at the vertex: 0.3 for a spike, 1.7 for an
    /// almost straight line, so that lines come out smooth. An area never counts as less than one removed before it
    /// beside it. A vertex goes while its weighted area is less than the *square of the tolerance*: 100 m stands for
    /// one hectare.
    Visvalingam(f64),
    /// Douglas and Peucker (1973): a chain is replaced by a shortcut that no vertex of the chain is farther from than
    /// the tolerance, else cut at the farthest vertex. Where what the shortcut sweeps is not free it is cut too, so
    /// the tolerance holds for every vertex removed.
    DouglasPeucker(f64),
}

/// The fewest vertices that an arc may be left with, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Floor {
    /// Its two nodes alone: a single segment.
    Segment,
    /// One vertex more than its two nodes, for another arc between them is or may become their segment.
    Bend,
    /// A ring by itself: a triangle.
    Triangle,
}

impl Floor {
    /// The number of vertices, the first one of a ring twice.
    fn vertices(self) -> usize {
        match self {
            Self::Segment => 2,
            Self::Bend => 3,
            Self::Triangle => 4,
        }
    }
}

impl Coverage {
    /// The coverage with fewer vertices: the same faces, arcs and nodes, and the same neighbours.
    ///
    /// Where this coverage has no [crossing](Coverage::crossings) the simplified one has none, and its polygons are as
    /// valid; where it has, no more come. The first vertex of a ring without a node is kept, as if it were one.
    ///
    /// Metres are those of `surface`, whose scale is taken at the ends of the arc from south to north, and
    /// in proportion between them: 4e-5 from the true one where an arc spans a degree of latitude.
    ///
    /// # Errors
    /// Those of [`Coverage::from_columns`], which a valid coverage does not give.
    pub fn simplified(&self, surface: &impl Surface, method: Simplify) -> Result<Self, CoverageError> {
        let (Simplify::Visvalingam(tolerance) | Simplify::DouglasPeucker(tolerance)) = method;
        if tolerance.is_nan() || tolerance <= 0.0 {
            return Ok(self.clone());
        }
        let grid = Grid::new(self);
        let floors = self.floors();
        let arcs: Vec<Vec<Coord<f64>>> = match method {
            Simplify::Visvalingam(_) => (0..self.arc_count())
                .into_par_iter()
                .map_init(
                    || Visvalingam::new(&grid, tolerance),
                    |worker, arc| worker.simplify(arc, self.arc(arc), floors[arc], &Frame::new(surface, self.arc(arc))),
                )
                .collect(),
            Simplify::DouglasPeucker(_) => (0..self.arc_count())
                .into_par_iter()
                .map_init(
                    || DouglasPeucker::new(&grid, tolerance),
                    |worker, arc| worker.simplify(arc, self.arc(arc), floors[arc], &Frame::new(surface, self.arc(arc))),
                )
                .collect(),
        };
        self.with_arcs(&arcs)
    }

    /// How few vertices each arc may be left with.
    fn floors(&self) -> Vec<Floor> {
        let mut floors = vec![Floor::Segment; self.arc_count()];
        let mut between: FxHashMap<(NodeKey, NodeKey), usize> = FxHashMap::default();
        for arc in 0..self.arc_count() {
            let [first, .., last] = *self.arc(arc) else { continue };
            let (first, last) = (node_key(first), node_key(last));
            if first == last {
                floors[arc] = Floor::Triangle;
                continue;
            }
            // The segment is for the arc that is one already, else for the first.
            let segment = between.entry((first.min(last), first.max(last))).or_insert(arc);
            let bend = if *segment != arc && self.arc(arc).len() == 2 { std::mem::replace(segment, arc) } else { arc };
            if bend != *segment {
                floors[bend] = Floor::Bend;
            }
        }
        floors
    }

    /// The same faces made of other arcs, one for one: simplified, or on another plane.
    ///
    /// # Errors
    /// Those of [`Coverage::from_columns`].
    pub fn with_arcs(&self, arcs: &[Vec<Coord<f64>>]) -> Result<Self, CoverageError> {
        let mut columns = ArcColumns {
            vertices: arcs.concat(),
            arcs: arcs.iter().map(|arc| arc.len() as u32).collect(),
            ..ArcColumns::default()
        };
        for face in 0..self.face_count() as FaceId {
            let mut polygons = 0;
            for rings in self.polygons(face) {
                let before = columns.rings.len();
                for refs in rings {
                    columns.rings.push(refs.len() as u32);
                    columns.refs.extend_from_slice(refs);
                }
                columns.polygons.push((columns.rings.len() - before) as u32);
                polygons += 1;
            }
            columns.faces.push(polygons);
        }
        Self::from_columns(columns)
    }
}
