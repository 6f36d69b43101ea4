//! Rules of the CPTS that are data: sizes, funding and deadlines, read from `assets/schemes.toml` or a file of that form.
//!
//! - *size scheme*: thresholds of population between the sizes 1 to 4 (*taille*);
//! - *funding scheme*: what a text gives a CPTS of each size in a year, *line* by line: running costs (*fonctionnement*),
//!   then missions, which are *core* (*socle*) or *optional*; a line has a fixed and a variable part, the latter by results;
//! - *reading*: which of these amounts a year brings: see [`FundingReading`];
//! - *deadline*: when a mission must have begun and be deployed, in months from the signature of the contract.
//!
//! Amounts are whole euros a year. One that no source gives is unknown (`None`), and so is every sum that needs it.

mod calendar;
mod describe;
mod error;
mod file;
mod funding;
mod readings;
mod ruleset;
mod schemes;
mod sizes;
#[cfg(test)]
mod tests;
mod thresholds;

pub use calendar::{Deadlines, Due, Milestone};
pub use error::{SchemeError, SettingError};
pub use funding::{FundingLine, FundingScheme, LineKind, Parts};
pub use readings::{Assumptions, FundingReading, LineAmounts, OptionalMissions, Results, Totals};
pub use ruleset::{Assessment, Rules, Settings};
pub use schemes::Schemes;
pub use sizes::{Convention, SIZES, Side, Size, SizeScheme};
pub use thresholds::{Direction, NearThreshold};

/// Whether a scheme is in force.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
pub enum Status {
    /// In force (*en vigueur*).
    #[serde(rename = "en_vigueur")]
    InForce,
    /// Once in force, since replaced (*remplacé*).
    #[serde(rename = "remplace")]
    Replaced,
    /// A draft that was given up (*projet abandonné*).
    #[serde(rename = "projet_abandonne")]
    Dropped,
}

impl Status {
    /// The status as written in a schemes file.
    pub fn key(self) -> &'static str {
        match self {
            Self::InForce => "en_vigueur",
            Self::Replaced => "remplace",
            Self::Dropped => "projet_abandonne",
        }
    }
}

/// Where a scheme comes from; parts that its file does not give are empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Origin {
    /// Day of the text.
    pub date: Option<crate::day::Day>,
    /// Document in which it was found.
    pub source: String,
    /// What to know of it, in French.
    pub note: String,
    /// The same in English; empty where the file says it in one language alone.
    pub note_en: String,
}

impl Origin {
    /// The note in English; where there is none, the one in French.
    pub fn english_note(&self) -> &str {
        if self.note_en.is_empty() { &self.note } else { &self.note_en }
    }
}
