//! Why populations cannot take the place of a reference's own.

use super::note::FigureAt;
use crate::cog::CommuneCode;
use crate::reference::PopulationKind;

/// Populations that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PopulationError {
    /// The reference has no populations of that kind, and no file is given.
    #[error("no {} in the reference, which has {}: name a file with --population", asked.column(), has.column())]
    NotInReference {
        /// The kind asked for.
        asked: PopulationKind,
        /// The kind that it has.
        has: PopulationKind,
    },
    /// No column of figures of that kind.
    #[error("{file}: no column {}; columns read: {}", kind.column(), header.join(" | "))]
    NoFigures {
        /// The file.
        file: String,
        /// The kind asked for.
        kind: PopulationKind,
        /// A column of the other kind.
        other: Option<String>,
        /// The header.
        header: Vec<String>,
    },
    /// Several columns of figures that do not agree.
    #[error("{file}: several columns of figures: {}; say which with --population-year, or remove the others", names.join(" | "))]
    SeveralColumns {
        /// The file.
        file: String,
        /// Their names.
        names: Vec<String>,
    },
    /// No column of codes, nor one of departments with one of communes' numbers.
    #[error("{file}: no column of INSEE codes (COM, CODGEO; or DEP and CODCOM); columns read: {}", header.join(" | "))]
    NoCodes {
        /// The file.
        file: String,
        /// The header.
        header: Vec<String>,
    },
    /// Rows of several years.
    #[error("{file}: column {column} has several years: {years:?}; say which with --population-year")]
    SeveralYears {
        /// The file.
        file: String,
        /// The column of years.
        column: String,
        /// The years, ascending.
        years: Vec<u16>,
    },
    /// No row has both a code and a figure.
    #[error("{file}: none of its {rows} rows has both an INSEE code and a whole number of inhabitants")]
    Nothing {
        /// The file.
        file: String,
        /// Its rows.
        rows: usize,
    },
    /// No year's list has any of the codes.
    #[error("{file}: none of its codes is a commune's in any year; check the column {column}")]
    NoVintage {
        /// The file.
        file: String,
        /// The column of codes.
        column: String,
    },
    /// The history of the COG does not hold both the file's vintage and the reference's.
    #[error(
        "{file}: its codes are of COG {cog}, the reference of COG {reference}, and the history of the COG goes from \
         {first} to {last}: give a longer one with --history, or the vintage with --population-cog"
    )]
    OutsideHistory {
        /// The file.
        file: String,
        /// Vintage of its codes.
        cog: u16,
        /// Vintage of the reference.
        reference: u16,
        /// First year of the history.
        first: u16,
        /// Last year of the history.
        last: u16,
    },
    /// Files that give different figures for the same commune.
    #[error(
        "{}; {count} codes have several figures in the files given: keep one file of each department",
        figures.iter().map(|it| format!("{} line {}: {} has {}", it.file, it.line, it.code, it.figure)).collect::<Vec<_>>().join(", ")
    )]
    Contradiction {
        /// The first of them: a figure of each file.
        figures: Vec<FigureAt>,
        /// How many there are.
        count: usize,
    },
    /// A sum of figures that no unit can have.
    #[error("unit {unit}: its parts add up to {sum} inhabitants")]
    TooMany {
        /// The unit.
        unit: CommuneCode,
        /// The sum.
        sum: u64,
    },
}
