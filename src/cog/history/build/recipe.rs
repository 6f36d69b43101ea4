//! The recipe of a history: its sources, and what they leave out.

use serde::Deserialize;

use crate::cog::CommuneCode;
use crate::cog::history::HistoryError;

/// Read from TOML.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Recipe {
    /// First vintage.
    pub first: u16,
    /// Lines to print as sources.
    pub sources: Vec<String>,
    /// Communes that the source has from its beginning but that INSEE's list has from a day on.
    #[serde(default)]
    pub entries: Vec<Entry>,
    /// Communes that the source leaves out.
    #[serde(default)]
    pub exits: Vec<Exit>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Entry {
    /// First characters of their codes.
    pub prefix: String,
    /// The day.
    pub since: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Exit {
    pub code: CommuneCode,
    pub name: String,
    pub since: String,
    pub until: String,
    /// The code that the collectivity has now.
    pub to: CommuneCode,
}

pub(super) fn read(text: &str, file: &str) -> Result<Recipe, HistoryError> {
    toml::from_str(text).map_err(|error| HistoryError::source(file, error))
}
