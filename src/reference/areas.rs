//! The areas above the units: regions, departments, EPCI and cities; and the scope of a report, a set of regions.

use serde::{Deserialize, Serialize};

use super::Unit;
use crate::cog::{CommuneCode, plain_text};

/// INSEE's code for "no EPCI": a few islands belong to none.
pub const NO_EPCI: &str = "ZZZZZZZZZ";

/// A region, a department or an EPCI.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// INSEE code, or SIREN number for an EPCI.
    pub code: String,
    /// Name.
    #[serde(rename = "nom")]
    pub name: String,
}

/// Paris, Lyon or Marseille.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct City {
    /// INSEE code.
    pub code: CommuneCode,
    /// Name.
    #[serde(rename = "nom")]
    pub name: String,
}

/// The areas that units refer to by index.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Areas {
    /// The 18 regions and the overseas collectivities (codes of three digits), sorted by code.
    pub regions: Vec<Area>,
    /// Departments and collectivities, sorted by code.
    #[serde(rename = "departements")]
    pub departments: Vec<Area>,
    /// EPCI à fiscalité propre, sorted by SIREN number.
    #[serde(rename = "epci")]
    pub epcis: Vec<Area>,
    /// Paris, Lyon and Marseille, sorted by code.
    #[serde(rename = "villes")]
    pub cities: Vec<City>,
}

impl Areas {
    /// Whether the region is one of the 18, and not an overseas collectivity.
    pub fn is_region(&self, region: u32) -> bool {
        self.regions[region as usize].code.len() == 2
    }

    /// The areas of a level, sorted by code; for France, none.
    pub fn of(&self, level: Level) -> &[Area] {
        match level {
            Level::France => &[],
            Level::Region => &self.regions,
            Level::Department => &self.departments,
            Level::Epci => &self.epcis,
        }
    }
}

/// A level at which coverage is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// Everything in the scope of the report.
    France,
    /// Regions.
    Region,
    /// Departments.
    Department,
    /// EPCI.
    Epci,
}

impl Level {
    /// All levels, from the widest.
    pub const ALL: [Self; 4] = [Self::France, Self::Region, Self::Department, Self::Epci];

    /// Index of the unit's area at this level; `None` where it belongs to none (some islands have no EPCI).
    pub fn area_of(self, unit: &Unit) -> Option<u32> {
        match self {
            Self::France => Some(0),
            Self::Region => Some(unit.region),
            Self::Department => Some(unit.department),
            Self::Epci => unit.epci,
        }
    }
}

/// The regions that a report is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// Indexes in [`Areas::regions`], ascending.
    pub regions: Vec<u32>,
    /// Whether it is the 18 regions.
    pub is_france: bool,
}

/// A region that is not known.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("région inconnue : {value:?} ; codes et noms admis : {known} (unknown region)")]
pub struct ScopeError {
    /// What was asked for.
    pub value: String,
    /// The regions there are.
    pub known: String,
}

impl Scope {
    /// The 18 regions.
    pub fn france(areas: &Areas) -> Self {
        let regions = (0..areas.regions.len() as u32).filter(|&region| areas.is_region(region)).collect();
        Self { regions, is_france: true }
    }

    /// The regions with these codes or names (case, accents and hyphens aside); the 18 of them when there is none.
    ///
    /// # Errors
    /// A code or name that no region has.
    pub fn parse(areas: &Areas, wanted: &[String]) -> Result<Self, ScopeError> {
        if wanted.is_empty() {
            return Ok(Self::france(areas));
        }
        let find = |value: &String| {
            let region =
                areas.regions.iter().position(|r| r.code == value.trim() || plain_text(&r.name) == plain_text(value));
            region.map(|region| region as u32).ok_or_else(|| ScopeError {
                value: value.clone(),
                known: areas.regions.iter().map(|r| format!("{} {}", r.code, r.name)).collect::<Vec<_>>().join(", "),
            })
        };
        let mut regions = wanted.iter().map(find).collect::<Result<Vec<_>, _>>()?;
        regions.sort_unstable();
        regions.dedup();
        let is_france = regions == Self::france(areas).regions;
        Ok(Self { regions, is_france })
    }

    /// Whether the unit lies in the scope.
    pub fn holds(&self, unit: &Unit) -> bool {
        self.regions.binary_search(&unit.region).is_ok()
    }

    /// The scope as one area: `FR` France, or the regions' codes and names joined by `+`.
    pub fn area(&self, areas: &Areas) -> Area {
        if self.is_france {
            return Area { code: "FR".into(), name: "France".into() };
        }
        let join = |part: fn(&Area) -> &str| {
            self.regions.iter().map(|&r| part(&areas.regions[r as usize])).collect::<Vec<_>>().join("+")
        };
        Area { code: join(|area| &area.code), name: join(|area| &area.name) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn areas() -> Areas {
        let area = |code: &str, name: &str| Area { code: code.into(), name: name.into() };
        Areas {
            regions: vec![
                area("32", "Hauts-de-France"),
                area("93", "Provence-Alpes-Côte d'Azur"),
                area("977", "Saint-Barthélemy"),
            ],
            ..Areas::default()
        }
    }

    #[test]
    fn a_region_is_found_by_code_or_by_name_without_accents() {
        for wanted in ["93", "Provence-Alpes-Côte d'Azur", "provence alpes cote d’azur"] {
            assert_eq!(Scope::parse(&areas(), &[wanted.to_owned()]).map(|scope| scope.regions), Ok(vec![1]));
        }
    }

    #[test]
    fn no_region_asked_for_is_france_without_the_overseas_collectivities() {
        let scope = Scope::parse(&areas(), &[]).unwrap();
        assert_eq!((scope.regions.clone(), scope.area(&areas()).code), (vec![0, 1], "FR".to_owned()));
    }

    #[test]
    fn an_unknown_region_is_refused_with_the_known_ones() {
        let error = Scope::parse(&areas(), &["Bretagne".to_owned()]).unwrap_err().to_string();
        assert!(error.contains("32 Hauts-de-France"), "{error}");
    }
}
