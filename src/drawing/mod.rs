//! Territories that were drawn, made claims on units.
//!
//! - *layer*: polygons as a file gives them, each with the name of a CPTS among its attributes;
//! - *sketch*: a layer whose features are put together by CPTS and on the grid, before it is laid over the units of a reference;
//! - *drawing*: a sketch laid over them: the territories drawn, mended, and what was noticed about them;
//! - *drawn territory*: what the features of one CPTS hold together;
//! - *share* of a unit: how much of its area, or of its population, a drawn territory holds;
//! - *piece*: a connected part of a unit that the same drawn territories hold;
//! - *sliver* (éclat): a narrow piece that is a small share of its unit, where two versions of one border run beside each other. It says
//!   nothing of who claims the unit;
//! - *doubt*: what a person should look at, with the unit, the CPTS and the shares. Each is data; its words are in `report/`.
//!
//! Every feature is used or in a doubt that says why not; every unit that a territory holds more of than slivers is claimed or in a doubt.

mod assign;
mod between;
mod claims;
mod doubt;
mod error;
mod features;
mod fit;
mod iris;
mod options;
mod parts;
mod pieces;
mod shares;
mod territories;
#[cfg(test)]
mod tests;

pub use assign::{Assignment, assign};
pub use between::{Between, BetweenKind, between};
pub use doubt::{Doubt, Noted, Share};
pub use error::DrawingError;
pub use iris::{IrisBasis, IrisError, IrisLayer};
pub use options::{AssignOptions, By, Claimed};
pub use pieces::{PieceClass, Review, SliverLimits};
pub use territories::{Drawing, DrawnTerritory, Sketch};
