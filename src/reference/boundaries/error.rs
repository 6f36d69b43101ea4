//! Why boundaries cannot take the place of a reference's own.

use crate::cog::CommuneCode;
use crate::coverage::CoverageError;

/// Boundaries that cannot be used.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum BoundariesError {
    /// No file was given, or none holds a feature.
    #[error("{file}: no feature")]
    Empty {
        /// The file.
        file: String,
    },
    /// No column holds INSEE codes.
    #[error(
        "{file}: no column of INSEE codes among {}; the column is found by its values, five characters as in 01001",
        columns.join(", ")
    )]
    NoCodeColumn {
        /// The file.
        file: String,
        /// Its columns, each with a value as an example.
        columns: Vec<String>,
    },
    /// Features whose code is missing or malformed.
    #[error("{file}: column {column}: no INSEE code in {}; give each feature one, or remove it", sample(features))]
    WithoutCode {
        /// The file.
        file: String,
        /// The column of codes.
        column: String,
        /// Each feature by its index from 0, with the value found.
        features: Vec<String>,
    },
    /// The contours are of another vintage than the populations.
    #[error(
        "the boundaries are not of the vintage of the populations (COG {cog}){}{}; use boundaries of that vintage, or a \
         reference of theirs ('maillage reference build', --reference)",
        part(unknown, "in no list of that vintage: "),
        part(missing, "without contour: ")
    )]
    OtherVintage {
        /// Vintage of the populations.
        cog: u16,
        /// Codes of the files that the reference does not know, with the file.
        unknown: Vec<String>,
        /// Units of the departments in the files that have no contour there.
        missing: Vec<String>,
    },
    /// The contours do not form a coverage.
    #[error(
        "{}{}. 'maillage boundaries check' lists all that is wrong, 'maillage boundaries repair' mends it",
        list(units),
        what(flaw)
    )]
    Flawed {
        /// The units concerned.
        units: Vec<CommuneCode>,
        /// What is wrong; its faces are not numbered as in any file.
        flaw: CoverageError,
    },
}

impl BoundariesError {
    /// What the engine refuses, with the units in place of its faces.
    pub(super) fn flawed(flaw: CoverageError, codes: &[CommuneCode]) -> Self {
        let faces = match &flaw {
            CoverageError::NotFinite { at, .. }
            | CoverageError::RingTooShort { at, .. }
            | CoverageError::UnknownArc { at, .. }
            | CoverageError::BrokenRing { at } => vec![at.face],
            CoverageError::SameSide { first, second, .. } => vec![*first, *second],
            CoverageError::ArcTooShort { .. } | CoverageError::BrokenColumns | CoverageError::TooLarge { .. } => vec![],
        };
        let mut units: Vec<CommuneCode> = faces.iter().filter_map(|&face| codes.get(face as usize).copied()).collect();
        units.dedup();
        Self::Flawed { units, flaw }
    }
}

/// How many are named before "and n more".
const NAMED: usize = 20;

fn sample(items: &[String]) -> String {
    let mut text = items.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
    if items.len() > NAMED {
        text += &format!(" and {} more", items.len() - NAMED);
    }
    text
}

fn part(items: &[String], what: &str) -> String {
    if items.is_empty() { String::new() } else { format!("; {} {what}{}", items.len(), sample(items)) }
}

/// What is wrong, without the engine's numbers of faces where the units say it.
fn what(flaw: &CoverageError) -> String {
    match flaw {
        CoverageError::SameSide { from, to, .. } => {
            format!(" overlap along ({}, {}) – ({}, {})", from.x, from.y, to.x, to.y)
        }
        CoverageError::RingTooShort { distinct, .. } => {
            format!(": a ring has {distinct} distinct vertices, 3 are needed")
        }
        CoverageError::NotFinite { x, y, .. } => format!(": a vertex is not finite, ({x}, {y})"),
        other => format!(": {other}"),
    }
}

fn list(units: &[CommuneCode]) -> String {
    let units: Vec<String> = units.iter().map(ToString::to_string).collect();
    format!("boundaries of {}", units.join(" and "))
}
