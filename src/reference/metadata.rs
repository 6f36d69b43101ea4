//! What is told of a reference beside its units: vintage, populations, sources, and what was mended.

use serde::{Deserialize, Serialize};

use super::populations::Populations;
use crate::cog::CommuneCode;

/// Which of INSEE's population figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PopulationKind {
    /// Population municipale.
    #[serde(rename = "PMUN")]
    Municipale,
    /// Population totale: municipale plus those counted apart.
    #[serde(rename = "PTOT")]
    Totale,
}

impl PopulationKind {
    /// INSEE's column name for it.
    pub fn column(self) -> &'static str {
        match self {
            Self::Municipale => "PMUN",
            Self::Totale => "PTOT",
        }
    }
}

/// A department or region whose populations are of another year than the rest.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct OtherYear {
    /// Code of the department or collectivity.
    pub code: String,
    /// Its name.
    pub name: String,
    /// The year, where the source says it.
    pub year: Option<u16>,
}

/// Where data came from.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// What was taken from it.
    pub what: String,
    /// Package and version, or file.
    pub package: String,
    /// Licence of the data; empty where it is not stated.
    pub licence: String,
}

/// A unit whose contour the main source lacks, and how it was found.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Mend {
    /// The unit.
    pub code: CommuneCode,
    /// How its contour was made.
    pub how: String,
}

/// Overlaps and gaps between some units that were closed.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ClosedSummary {
    /// The units.
    pub codes: Vec<CommuneCode>,
    /// Longitude and latitude of a vertex of the first.
    pub at: [f64; 2],
    /// Number of gaps.
    pub gaps: usize,
    /// Number of overlaps.
    pub overlaps: usize,
    /// Area of all, in square metres.
    pub area_m2: f64,
    /// How far a border moved at most, in metres.
    pub moved_m: f64,
}

/// A defect that was left: see [`Defect`](crate::coverage::validate::Defect).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LeftSummary {
    /// The rule that is broken.
    pub rule: String,
    /// The units.
    pub codes: Vec<CommuneCode>,
    /// Longitude and latitude of a vertex of it.
    pub at: Option<[f64; 2]>,
    /// How far a border would have to move, in metres, where that is known.
    pub needed_m: Option<f64>,
}

/// What was done to make the contours a valid coverage.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RepairSummary {
    /// No border moved farther than this, in metres.
    pub tolerance_m: f64,
    /// What was closed, once for each set of units, sorted by them.
    pub closed: Vec<ClosedSummary>,
    /// Units left without contour, for theirs had no area on the grid.
    pub emptied: Vec<CommuneCode>,
    /// What could not be closed.
    pub left: Vec<LeftSummary>,
}

impl RepairSummary {
    /// How far a border moved at most, in metres.
    pub fn farthest_m(&self) -> f64 {
        self.closed.iter().map(|place| place.moved_m).fold(0.0, f64::max)
    }
}

/// Totals counted in the source itself, against which the reference can be checked.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceTotals {
    /// Communes of the 18 regions; Paris, Lyon and Marseille are one each.
    pub communes: u32,
    /// Communes with the overseas collectivities.
    pub communes_with_collectivities: u32,
    /// Arrondissements municipaux.
    pub arrondissements: u32,
    /// Inhabitants of the communes of the 18 regions.
    pub population: u64,
    /// Inhabitants with the overseas collectivities.
    pub population_with_collectivities: u64,
}

/// Everything told of a reference beside its units.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Metadata {
    /// Version of the packed file's layout.
    pub format: u32,
    /// Vintage of the COG: the list of communes on 1 January of this year.
    pub cog: u16,
    /// Kind of the populations.
    pub population_kind: PopulationKind,
    /// Year of the populations (the middle year of the census cycle); `None` where nobody says.
    pub population_year: Option<u16>,
    /// Departments and collectivities whose populations are of another year.
    pub population_other_years: Vec<OtherYear>,
    /// What is known of populations that were read from files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub populations: Option<Populations>,
    /// Totals of the source, to check against.
    pub source_totals: SourceTotals,
    /// Sources of the lists.
    pub sources: Vec<Source>,
    /// Sources of the contours.
    pub contour_sources: Vec<Source>,
    /// Units whose contour was mended.
    pub mends: Vec<Mend>,
    /// What was done to make the contours a valid coverage.
    pub repair: RepairSummary,
}
