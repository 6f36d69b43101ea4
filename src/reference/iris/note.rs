//! What was noticed in a file of IRIS, as data.

use super::IrisBasis;
use crate::cog::CommuneCode;

/// What was noticed in a file of IRIS.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum IrisNote {
    /// Rows or polygons whose code is none of an IRIS: passed over.
    NotIris {
        /// How many.
        rows: usize,
        /// The first of their texts, in order; empty where they have none.
        first: String,
    },
    /// Codes that were read through what spreadsheets did to them: most often a leading zero that was lost.
    Mended {
        /// How many.
        rows: usize,
        /// The first of their texts, in order.
        first: String,
    },
    /// A commune of which the file has so little that IRIS must be missing: its figures are taken as they are.
    Incomplete {
        /// The commune.
        commune: CommuneCode,
        /// What was added up.
        basis: IrisBasis,
        /// Inhabitants, or square metres, of its IRIS in the file.
        held: u64,
        /// Those of the commune.
        of: u64,
    },
    /// A commune with inhabitants, whose IRIS have none in the file, or no area: they have no population.
    NoFigures {
        /// The commune.
        commune: CommuneCode,
        /// What was added up.
        basis: IrisBasis,
    },
    /// IRIS of communes that the reference does not have: passed over.
    UnknownCommune {
        /// How many.
        iris: usize,
        /// The first of their codes.
        first: String,
    },
    /// Several columns of populations.
    SeveralColumns {
        /// The one read.
        taken: String,
        /// The others, in order.
        others: Vec<String>,
    },
}

impl IrisNote {
    /// The commune that it is about, where it is about one.
    pub fn commune(&self) -> Option<CommuneCode> {
        match self {
            Self::Incomplete { commune, .. } | Self::NoFigures { commune, .. } => Some(*commune),
            Self::NotIris { .. } | Self::Mended { .. } | Self::UnknownCommune { .. } | Self::SeveralColumns { .. } => {
                None
            }
        }
    }
}
