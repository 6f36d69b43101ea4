//! What is told of a reference beside its units: vintage, populations, sources, and what was mended.

use serde::{Deserialize, Serialize};

use crate::cog::CommuneCode;

/// Which of INSEE's population figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
    /// Licence of the data.
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

/// A place where the borders of some units do not match.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct SeamSummary {
    /// The units around it.
    pub codes: Vec<CommuneCode>,
    /// Longitude and latitude of a vertex of it.
    pub at: [f64; 2],
    /// Area in square metres.
    pub area_m2: f64,
    /// Mean width in metres.
    pub width_m: f64,
}

/// A place where the borders of some units cross.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CrossingSummary {
    /// The units whose borders cross.
    pub codes: Vec<CommuneCode>,
    /// Longitude and latitude of a crossing.
    pub at: [f64; 2],
}

/// What was done about unmatched edges.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RepairSummary {
    /// Seams no wider than this were closed, in metres.
    pub tolerance_m: f64,
    /// Seams closed.
    pub closed: usize,
    /// The farthest a border moved, in metres.
    pub farthest_m: f64,
    /// What could not be closed.
    pub left: Vec<SeamSummary>,
    /// Places where borders cross all the same: slight overlaps that remain, most of them at the coast.
    pub crossings: Vec<CrossingSummary>,
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
    /// Year of the populations (the middle year of the census cycle).
    pub population_year: u16,
    /// Departments and collectivities whose populations are of another year.
    pub population_other_years: Vec<OtherYear>,
    /// Totals of the source, to check against.
    pub source_totals: SourceTotals,
    /// Sources.
    pub sources: Vec<Source>,
    /// Units whose contour was mended.
    pub mends: Vec<Mend>,
    /// What was done about unmatched edges.
    pub repair: RepairSummary,
}
