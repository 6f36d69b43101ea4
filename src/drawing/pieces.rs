//! Pieces told apart: slivers along a border, and what is really there.

use geo_types::MultiPolygon;

use super::territories::GRID;
use crate::coverage::overlay::{Measures, Piece};
use crate::reference::UnitId;

/// What makes a piece a sliver: both must hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SliverLimits {
    /// It is narrower than this, in metres.
    pub width: f64,
    /// It is less than this share of its unit.
    pub share: f64,
}

impl Default for SliverLimits {
    /// 150 m and 10 %: contours simplified for maps of France run up to some hundred metres beside the true ones, while what people
    /// divide a commune into, quarters or IRIS, is wider.
    fn default() -> Self {
        Self { width: 150.0, share: 0.1 }
    }
}

impl SliverLimits {
    /// Whether a piece of a unit of this area is one.
    pub fn hold(&self, measures: &Measures, whole: f64) -> bool {
        measures.width() < self.width && measures.area < self.share * whole
    }
}

/// Why a piece is in the review layer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PieceClass {
    /// Of a unit divided between territories.
    Split,
    /// Of such a unit, and in no territory.
    Uncovered,
    /// In several territories.
    Overlap,
    /// Of a unit that a territory barely touches.
    Touched,
    /// A sliver.
    Sliver,
    /// A feature that is not used.
    NotUsed,
    /// A territory outside all units.
    Outside,
}

impl PieceClass {
    /// What it is called in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Split => "partage",
            Self::Uncovered => "non_couvert",
            Self::Overlap => "chevauchement",
            Self::Touched => "effleure",
            Self::Sliver => "eclat",
            Self::NotUsed => "objet_non_utilise",
            Self::Outside => "hors_communes",
        }
    }
}

/// A piece to be looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// Why.
    pub class: PieceClass,
    /// The unit; none for features that are not used.
    pub unit: Option<UnitId>,
    /// The territories that hold it, by index.
    pub territories: Vec<usize>,
    /// Numbers of features, for those that are not used.
    pub features: Vec<usize>,
    /// Its polygon.
    pub shape: MultiPolygon<f64>,
    /// How large it is.
    pub measures: Measures,
    /// Of its unit's area, from 0 to 1.
    pub share: Option<f64>,
}

impl Review {
    pub(super) fn of_piece(class: PieceClass, unit: UnitId, territories: &[usize], piece: &Piece, whole: u64) -> Self {
        Self {
            class,
            unit: Some(unit),
            territories: territories.to_vec(),
            features: Vec::new(),
            shape: piece.shape(GRID),
            measures: piece.measures,
            share: (whole > 0).then(|| piece.measures.area / whole as f64),
        }
    }
}
