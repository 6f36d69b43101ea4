//! What was done with features of boundary files beyond taking them as the contour of a unit.

use serde::{Deserialize, Serialize};

use super::BoundaryLayer;
use crate::cog::CommuneCode;

/// Something to know about boundaries that were read from files. In the order in which people are told.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum BoundaryNote {
    /// A unit whose feature has no polygon: it counts, without contour.
    NoContour {
        /// The unit.
        code: CommuneCode,
    },
    /// A reader passed something over.
    Reading {
        /// The file.
        file: String,
        /// Index of the feature from 0.
        feature: usize,
        /// What it was.
        problem: String,
    },
    /// A contour under a former code, joined to that of today's commune.
    FormerCode {
        /// The former code.
        code: CommuneCode,
        /// Today's commune.
        today: CommuneCode,
    },
    /// Several features of one unit.
    Repeated {
        /// The unit.
        code: CommuneCode,
        /// How many.
        features: usize,
        /// Whether they are the same, and one was taken; else they were joined.
        identical: bool,
    },
    /// A city given beside its arrondissements: they count, it does not.
    CityBesideArrondissements {
        /// The city.
        code: CommuneCode,
    },
    /// A city without its arrondissements: one unit.
    CityWhole {
        /// The city.
        code: CommuneCode,
        /// Its name.
        name: String,
    },
    /// Departments of which the files hold nothing: they are left out.
    DepartmentsAbsent {
        /// Their codes.
        codes: Vec<String>,
    },
}

/// What the reader of a file passed over. Features without polygons are told by their code instead.
pub(super) fn of_reading(layer: &BoundaryLayer) -> impl Iterator<Item = BoundaryNote> {
    layer.layer.problems.iter().map(|entry| BoundaryNote::Reading {
        file: layer.file.clone(),
        feature: entry.feature,
        problem: entry.problem.to_string(),
    })
}
