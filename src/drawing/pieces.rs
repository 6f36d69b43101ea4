//! Pieces told apart: slivers along a border, and what is really there.

use geo_types::MultiPolygon;

use crate::coverage::Ellipsoid;
use crate::coverage::overlay::{Grid, Measures, Piece};
use crate::reference::UnitId;

/// The grid that drawings and units are laid over each other on.
pub(super) const GRID: Grid = Grid::DEGREES;

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

/// A piece of a unit, and what is known of it.
#[derive(Debug, Clone)]
pub(super) struct MeasuredPiece {
    piece: Piece,
    /// Square metres.
    pub area: f64,
    /// Metres; not known of a piece that took its area from what the others leave.
    perimeter: Option<f64>,
    pub is_sliver: bool,
}

impl MeasuredPiece {
    pub fn new(piece: Piece, whole: f64, limits: SliverLimits) -> Self {
        let measures = piece.measures(GRID, &Ellipsoid::WGS84);
        let is_sliver = limits.hold(&measures, whole);
        Self { piece, area: measures.area, perimeter: Some(measures.perimeter), is_sliver }
    }

    /// Of a unit that is not divided: no piece of it is a sliver.
    pub fn of_whole(piece: Piece) -> Self {
        Self::new(piece, 0.0, SliverLimits { width: 0.0, share: 0.0 })
    }

    /// How large it is.
    pub fn measures(&self) -> Measures {
        let perimeter = || self.piece.measures(GRID, &Ellipsoid::WGS84).perimeter;
        Measures { area: self.area, perimeter: self.perimeter.unwrap_or_else(perimeter) }
    }
}

/// The pieces of the parts of a unit, measured.
///
/// Most often one piece has nearly all points, those of the unit's own outline. It is what the others leave of the unit, and too large
/// for a sliver whatever its outline: it need not be followed.
pub(super) fn measured(parts: Vec<Vec<Piece>>, whole: f64, limits: SliverLimits) -> Vec<Vec<MeasuredPiece>> {
    let counts = parts.iter().flatten().map(Piece::point_count);
    let longest = counts.enumerate().max_by_key(|&(_, points)| points).map(|(at, _)| at);
    let mut at = 0;
    let mut left = whole;
    let mut one = |piece: Piece| {
        at += 1;
        if longest == Some(at - 1) {
            return MeasuredPiece { piece, area: 0.0, perimeter: None, is_sliver: false };
        }
        let piece = MeasuredPiece::new(piece, whole, limits);
        left -= piece.area;
        piece
    };
    let mut parts: Vec<Vec<MeasuredPiece>> =
        parts.into_iter().map(|pieces| pieces.into_iter().map(&mut one).collect()).collect();
    if let Some(rest) = parts.iter_mut().flatten().find(|piece| piece.perimeter.is_none()) {
        rest.area = left;
        if left < limits.share * whole {
            *rest = MeasuredPiece::new(rest.piece.clone(), whole, limits);
        }
    }
    parts
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
    pub(super) fn of_piece(
        class: PieceClass,
        unit: UnitId,
        territories: &[usize],
        piece: &MeasuredPiece,
        whole: u64,
    ) -> Self {
        Self {
            class,
            unit: Some(unit),
            territories: territories.to_vec(),
            features: Vec::new(),
            shape: piece.piece.shape(GRID),
            measures: piece.measures(),
            share: (whole > 0).then(|| piece.area / whole as f64),
        }
    }
}
