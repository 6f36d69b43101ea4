//! Reads the lists of `@etalab/decoupage-administratif`: communes with populations, departments, regions and EPCI.

use std::collections::BTreeMap;
use std::path::Path;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use super::{read_text, unexpected};
use crate::cog::CommuneCode;
use crate::reference::pack::index_of;
use crate::reference::{Area, Areas, City, ReferenceError, SourceTotals, Unit};

/// What the lists give.
pub(super) struct Decoupage {
    /// Units sorted by code.
    pub units: Vec<Unit>,
    pub areas: Areas,
    pub former_codes: BTreeMap<CommuneCode, CommuneCode>,
    /// Postal codes with the communes of each, sorted.
    pub postal_codes: Vec<(u32, CommuneCode)>,
    /// For each commune, the communes déléguées and associées that make it up, sorted.
    pub parts: BTreeMap<CommuneCode, Vec<CommuneCode>>,
    pub totals: SourceTotals,
}

#[derive(Deserialize)]
struct CommuneRecord {
    code: CommuneCode,
    nom: String,
    #[serde(rename = "type")]
    kind: Kind,
    departement: String,
    region: String,
    commune: Option<CommuneCode>,
    #[serde(rename = "chefLieu")]
    chef_lieu: Option<CommuneCode>,
    population: Option<u32>,
    #[serde(rename = "anciensCodes", default)]
    anciens_codes: Vec<CommuneCode>,
    #[serde(rename = "codesPostaux", default)]
    codes_postaux: Vec<String>,
}

#[derive(Deserialize, PartialEq)]
enum Kind {
    #[serde(rename = "commune-actuelle")]
    Commune,
    #[serde(rename = "arrondissement-municipal")]
    Arrondissement,
    #[serde(rename = "commune-deleguee", alias = "commune-associee")]
    Part,
}

#[derive(Deserialize)]
struct EpciRecord {
    code: String,
    nom: String,
    membres: Vec<Member>,
}

#[derive(Deserialize)]
struct Member {
    code: CommuneCode,
}

pub(super) fn read(folder: &Path) -> Result<Decoupage, ReferenceError> {
    let records: Vec<CommuneRecord> = list(folder, "communes.json")?;
    let epcis: Vec<EpciRecord> = list(folder, "epci.json")?;
    let mut regions: Vec<Area> = list(folder, "regions.json")?;
    let mut departments: Vec<Area> = list(folder, "departements.json")?;
    regions.sort_by(|a, b| a.code.cmp(&b.code));
    departments.sort_by(|a, b| a.code.cmp(&b.code));

    let totals = totals(&records);
    let mut epci_of: FxHashMap<CommuneCode, String> = FxHashMap::default();
    for epci in &epcis {
        epci_of.extend(epci.membres.iter().map(|member| (member.code, epci.code.clone())));
    }
    let mut epcis: Vec<Area> = epcis.into_iter().map(|epci| Area { code: epci.code, name: epci.nom }).collect();
    epcis.sort_by(|a, b| a.code.cmp(&b.code));

    let mut parts: BTreeMap<CommuneCode, Vec<CommuneCode>> = BTreeMap::new();
    let mut former_codes = BTreeMap::new();
    let mut cities: Vec<City> = Vec::new();
    let above: rustc_hash::FxHashSet<CommuneCode> = records.iter().filter_map(|record| record.commune).collect();
    let mut units = Vec::new();
    let mut postal_codes = Vec::new();
    for record in records {
        match (&record.kind, record.chef_lieu) {
            (Kind::Part, Some(chef_lieu)) => parts.entry(chef_lieu).or_default().push(record.code),
            (Kind::Part, None) => return Err(unexpected(folder, format!("{} has no chefLieu", record.code))),
            (Kind::Commune, _) if above.contains(&record.code) => {
                cities.push(City { code: record.code, name: record.nom });
                former_codes.extend(record.anciens_codes.iter().map(|&old| (old, record.code)));
            }
            (Kind::Commune | Kind::Arrondissement, _) => {
                former_codes.extend(record.anciens_codes.iter().map(|&old| (old, record.code)));
                for text in &record.codes_postaux {
                    postal_codes.push((postal_code(folder, record.code, text)?, record.code));
                }
                let epci = epci_of.get(&record.commune.unwrap_or(record.code));
                units.push(Unit {
                    code: record.code,
                    name: record.nom,
                    city: record.commune,
                    department: index_of(&departments, "department", &record.departement, record.code)?,
                    region: index_of(&regions, "region", &record.region, record.code)?,
                    epci: epci.map(|epci| index_of(&epcis, "EPCI", epci, record.code)).transpose()?,
                    population: record.population,
                });
            }
        }
    }
    units.sort_by_key(|unit| unit.code);
    cities.sort_by_key(|city| city.code);
    parts.values_mut().for_each(|codes| codes.sort_unstable());
    postal_codes.sort_unstable();
    postal_codes.dedup();
    let areas = Areas { regions, departments, epcis, cities };
    Ok(Decoupage { units, areas, former_codes, postal_codes, parts, totals })
}

fn postal_code(folder: &Path, code: CommuneCode, text: &str) -> Result<u32, ReferenceError> {
    text.parse().map_err(|_| unexpected(folder, format!("{code} has the postal code {text:?}")))
}

/// Totals of the list as it stands, before anything is made of it.
fn totals(records: &[CommuneRecord]) -> SourceTotals {
    let mut totals = SourceTotals::default();
    for record in records {
        match record.kind {
            Kind::Commune => {
                let population = u64::from(record.population.unwrap_or(0));
                totals.communes_with_collectivities += 1;
                totals.population_with_collectivities += population;
                if record.region.len() == 2 {
                    totals.communes += 1;
                    totals.population += population;
                }
            }
            Kind::Arrondissement => totals.arrondissements += 1,
            Kind::Part => {}
        }
    }
    totals
}

fn list<T: DeserializeOwned>(folder: &Path, name: &str) -> Result<Vec<T>, ReferenceError> {
    let path = folder.join(name);
    serde_json::from_str(&read_text(&path)?).map_err(|error| unexpected(&path, error))
}
