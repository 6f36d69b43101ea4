//! The reference: the units of a vintage of the COG, with names, departments, regions, EPCI, populations and contours.
//!
//! A *unit* is the smallest area that a CPTS may claim: a commune, or an arrondissement municipal of Paris, Lyon or
//! Marseille. Those three are *cities* here: their code is a way to name all their arrondissements at once.

mod areas;
pub mod boundaries;
pub mod build;
mod embedded;
mod error;
mod iris;
mod metadata;
mod pack;
pub mod populations;
#[cfg(test)]
pub(crate) mod sample;
mod topojson;

pub use areas::{Area, Areas, City, Level, NO_EPCI, Scope, ScopeError};
pub use boundaries::{Boundaries, BoundariesError, BoundaryLayer, BoundaryNote, with_boundaries};
pub use embedded::{load, load_without_contours};
pub use error::ReferenceError;
pub use iris::{
    IrisBasis, IrisError, IrisList, IrisNote, IrisRow, IrisRows, WrittenIris, apportion, commune_of_iris, is_undivided,
    read_iris,
};
pub use metadata::{
    ClosedSummary, LeftSummary, Mend, Metadata, OtherYear, PopulationKind, RepairSummary, Source, SourceTotals,
};
pub use pack::{read_pack, write_pack};
pub use populations::{
    PopulationError, PopulationNote, PopulationOptions, PopulationTable, Populations, with_populations,
};
pub use topojson::to_topojson;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::cog::CommuneCode;
use crate::coverage::{Coverage, FaceId};

/// Index of a unit in [`Reference::units`], and of its face in [`Reference::coverage`].
pub type UnitId = FaceId;

/// A commune, or an arrondissement municipal of Paris, Lyon or Marseille.
#[derive(Debug, Clone, PartialEq)]
pub struct Unit {
    /// INSEE code.
    pub code: CommuneCode,
    /// Name, with its article.
    pub name: String,
    /// The city above an arrondissement municipal.
    pub city: Option<CommuneCode>,
    /// Index of its department in [`Areas::departments`].
    pub department: u32,
    /// Index of its region in [`Areas::regions`].
    pub region: u32,
    /// Index of its EPCI in [`Areas::epcis`]; a few islands belong to none.
    pub epci: Option<u32>,
    /// Inhabitants; `None` where no figure is published, which is not zero.
    pub population: Option<u32>,
}

/// The units of a vintage and what is known of them. Units are sorted by code.
#[derive(Debug, Clone)]
pub struct Reference {
    /// Vintage, kind and year of the populations, sources, mends.
    pub metadata: Metadata,
    /// Units, sorted by code.
    pub units: Vec<Unit>,
    /// Regions, departments, EPCI and cities.
    pub areas: Areas,
    /// Codes no longer in use (merged communes, communes déléguées) and the commune they are part of today.
    pub former_codes: BTreeMap<CommuneCode, CommuneCode>,
    /// Postal codes with the communes that each delivers to, sorted. Empty where the lists tell none.
    pub postal_codes: Vec<(u32, CommuneCode)>,
    /// Contours: face `i` is that of unit `i`, empty where no contour is known.
    pub coverage: Coverage,
    /// What is known of the contours where they come from a user's files.
    pub boundaries: Option<Boundaries>,
    by_code: FxHashMap<CommuneCode, UnitId>,
}

impl Reference {
    /// Puts a reference together; units must be sorted by code and be as many as the faces of the coverage.
    pub(crate) fn new(
        metadata: Metadata,
        units: Vec<Unit>,
        areas: Areas,
        former_codes: BTreeMap<CommuneCode, CommuneCode>,
        coverage: Coverage,
    ) -> Self {
        let by_code = units.iter().enumerate().map(|(i, unit)| (unit.code, i as UnitId)).collect();
        Self { metadata, units, areas, former_codes, postal_codes: Vec::new(), coverage, boundaries: None, by_code }
    }

    /// The unit with this code, if there is one.
    pub fn find(&self, code: CommuneCode) -> Option<UnitId> {
        self.by_code.get(&code).copied()
    }

    /// The unit with this code, or any arrondissement of the city that has it.
    fn find_or_city(&self, code: CommuneCode) -> Option<&Unit> {
        self.find(code).or_else(|| self.arrondissements(code).next()).map(|unit| self.unit(unit))
    }

    /// The communes and arrondissements that a postal code delivers to, ascending.
    pub fn of_postal_code(&self, postal_code: u32) -> impl Iterator<Item = CommuneCode> + Clone {
        let start = self.postal_codes.partition_point(|&(code, _)| code < postal_code);
        let rest = &self.postal_codes[start..];
        rest.iter().take_while(move |&&(code, _)| code == postal_code).map(|&(_, commune)| commune)
    }

    /// A unit by its index.
    pub fn unit(&self, id: UnitId) -> &Unit {
        &self.units[id as usize]
    }

    /// The arrondissements of Paris, Lyon or Marseille by the city's code; empty for any other code.
    pub fn arrondissements(&self, city: CommuneCode) -> impl Iterator<Item = UnitId> {
        let is_city = self.areas.cities.iter().any(|known| known.code == city);
        let units = if is_city { self.units.as_slice() } else { &[] };
        units.iter().enumerate().filter(move |(_, unit)| unit.city == Some(city)).map(|(i, _)| i as UnitId)
    }
}
