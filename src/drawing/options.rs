//! What is asked of an assignment, and the rows that it answers with.

use super::pieces::SliverLimits;
use crate::reference::UnitId;

/// By what a unit is assigned.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum By {
    /// The share of its area.
    #[default]
    Area,
    /// The territories that a point inside it lies in.
    Point,
    /// The share of its population, by IRIS; by area where a unit has none.
    Population,
}

/// How to assign units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct AssignOptions {
    /// By what.
    pub by: By,
    /// The share above which a territory claims a unit, from 0 to 1.
    pub threshold: f64,
    /// A unit divided between territories comes out as a row for each of them, with its population.
    pub shared: bool,
    /// What makes a piece a sliver.
    pub slivers: SliverLimits,
    /// Below this share of a unit, from 0 to 1, a territory barely touches it.
    pub touched: f64,
    /// Whether the review shows slivers too.
    pub show_slivers: bool,
}

impl Default for AssignOptions {
    fn default() -> Self {
        Self {
            by: By::Area,
            threshold: 0.5,
            shared: false,
            slivers: SliverLimits::default(),
            touched: 0.05,
            show_slivers: false,
        }
    }
}

/// A row: a territory claims a unit, or a part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Claimed {
    /// The territory, by index.
    pub territory: usize,
    /// The unit.
    pub unit: UnitId,
    /// The part; empty for the whole unit.
    pub part: String,
    /// Inhabitants of the part, estimated.
    pub population: Option<u64>,
}
