//! What a text gives a CPTS in a year: amounts by line and size.

use serde::Deserialize;

use super::{Deadlines, Origin, SIZES, SchemeError, Status};

/// Kind of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LineKind {
    /// Running costs of the CPTS.
    #[serde(rename = "fonctionnement")]
    Running,
    /// A mission that every CPTS takes on.
    #[serde(rename = "socle")]
    Core,
    /// A mission that a CPTS may take on.
    #[serde(rename = "optionnel")]
    Optional,
}

impl LineKind {
    /// The kind as written in schemes files and in `financement.csv`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Running => "fonctionnement",
            Self::Core => "socle",
            Self::Optional => "optionnel",
        }
    }
}

/// What is known of a line's amount for a size, in euros a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Parts {
    /// No source gives it.
    Unknown,
    /// A source gives it as a whole: fixed and variable part are not told apart.
    Whole(u64),
    /// A fixed part, and a variable one by results.
    Split {
        /// Fixed part.
        fixed: u64,
        /// Variable part where all objectives are met.
        variable: u64,
    },
    /// The plan for health crises: a fixed part that depends on whether it is written or updated in the year, and more
    /// where a crisis happens.
    Crisis {
        /// Fixed part of the year in which the plan is written.
        drafting: u64,
        /// Fixed part of a year in which it is updated.
        update: u64,
        /// Variable part of a year with a crisis.
        crisis: u64,
    },
}

impl Parts {
    /// Everything that the line can bring; `None` where it is not known.
    pub(super) fn most(self) -> Option<u64> {
        match self {
            Self::Unknown => None,
            Self::Whole(amount) => Some(amount),
            Self::Split { fixed, variable } => Some(fixed + variable),
            Self::Crisis { drafting, crisis, .. } => Some(drafting + crisis),
        }
    }
}

/// A line of a funding scheme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FundingLine {
    /// Identifier.
    pub id: String,
    /// Name in French.
    pub name_fr: String,
    /// Name in English.
    pub name_en: String,
    /// Kind.
    pub kind: LineKind,
    /// Amounts by size.
    pub parts: [Parts; SIZES],
    /// When the mission is due.
    pub deadlines: Deadlines,
}

/// What a text gives a CPTS of each size in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FundingScheme {
    /// Identifier.
    pub id: String,
    /// Identifier of the size scheme that it is for.
    pub sizes: String,
    /// Whether it is in force; `None` where the file does not say.
    pub status: Option<Status>,
    /// Where it comes from.
    pub origin: Origin,
    /// Lines in the order of the file.
    pub lines: Vec<FundingLine>,
    /// Totals that the source prints, by size: everything that the lines can bring.
    pub printed_total: [Option<u64>; SIZES],
}

impl FundingScheme {
    /// Holds the lines against each other and against the printed totals.
    pub(super) fn check(&self) -> Result<(), SchemeError> {
        for (place, line) in self.lines.iter().enumerate() {
            if self.lines.iter().take(place).any(|other| other.id == line.id) {
                return Err(SchemeError::Repeated { scheme: self.id.clone(), line: line.id.clone() });
            }
        }
        for (index, &printed) in self.printed_total.iter().enumerate() {
            let known: Vec<u64> = self.lines.iter().filter_map(|line| line.parts.get(index)?.most()).collect();
            let sum = known.iter().sum();
            // A size of which no line is known has a printed total alone.
            if let Some(printed) = printed.filter(|&printed| !known.is_empty() && printed != sum) {
                return Err(SchemeError::Total { scheme: self.id.clone(), size: index + 1, sum, printed });
            }
        }
        Ok(())
    }

    /// Whether every line of every size is known.
    pub(super) fn is_complete(&self) -> bool {
        let is_known = |line: &FundingLine| line.parts.iter().all(|parts| *parts != Parts::Unknown);
        !self.lines.is_empty() && self.lines.iter().all(is_known)
    }

    /// The optional missions, in the order of the file.
    pub fn optional(&self) -> impl Iterator<Item = &FundingLine> {
        self.lines.iter().filter(|line| line.kind == LineKind::Optional)
    }
}
