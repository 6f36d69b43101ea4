//! Segments that need not match: where they meet, the plane cut along them, and what covers each part.
//!
//! Shared arcs say all about a coverage that is valid. Where it is not, borders cross or run beside each other, and
//! this folder finds out what lies between them:
//!
//! - a *meeting*: a place where two segments meet elsewhere than at an end of both. Found with exact predicates.
//! - *noding*: cutting segments where they meet, so that all that is left meets at ends only.
//! - an *edge*: a piece of one or more noded segments, which are its *sources*.
//! - a *cell*: a part of the plane that no edge cuts. Around it run *cycles* of edges, with the cell on their left.
//! - a *label*: what covers a cell, which changes from cell to cell as each edge between says.

mod cells;
mod distance;
mod meet;
mod node;
mod position;
mod sweep;

pub(super) use cells::{Cells, Edge, HalfEdge};
pub(super) use distance::{farthest, foot};
pub(super) use meet::{Meeting, meet, orientation};
pub(super) use node::{Noder, Source, reaching};
pub(super) use position::position;
pub(super) use sweep::pairs;
