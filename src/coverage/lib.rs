//! The geometry engine. It knows faces and arcs, nothing of communes or CPTS.
//!
//! A *coverage* is a set of polygons (its *faces*) that do not overlap and whose common borders are made of the
//! same vertices on both sides. The words used in this folder:
//!
//! - *segment*: two consecutive vertices of a ring. In a coverage it belongs to one face or to two.
//! - *node*: a vertex where other than two segments meet. Three borders meet there, or two faces touch in a point.
//! - *arc*: a chain of segments between two nodes, or a whole ring that has no node. It has one face on its left and
//!   one on its right; where there is none, the side is *outside*.
//! - *free* arc or segment: one that has the outside on one side: the coast, the border of the country, or a defect.
//!
//! Everything else follows from arcs, without any floating-point boolean operation: a union is the arcs that have
//! just one side in the group, [stitched](Coverage::dissolve) into rings; [neighbours](Coverage::borders) are the two sides
//! of an arc; connected groups are [components](Coverage::components) over arcs. So the vertices that come out are
//! vertices that went in, bit for bit, and the outlines of neighbouring groups share their segments.

mod arcs;
mod arrangement;
mod borders;
mod build;
mod components;
mod crossings;
mod dissolve;
mod error;
pub mod guard;
mod heights;
mod join;
mod measure;
mod merge;
pub mod overlay;
pub mod repair;
mod ring;
mod seams;
mod shapes;
mod simplify;
pub mod validate;

pub use arcs::{ArcColumns, ArcRef, Coverage, FaceArcs, FaceId, Sides};
pub use borders::Border;
pub use crossings::Crossing;
pub use error::{CoverageError, FaceRing};
pub use measure::{Along, Areas, Ellipsoid, Plane, Surface};
pub use seams::{Seam, find_seams};
pub use shapes::Shapes;
pub use simplify::Simplify;
