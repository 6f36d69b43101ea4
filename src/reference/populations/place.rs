//! From codes of the reference's vintage to its units: cities and their arrondissements, what boundaries do not hold,
//! and which units are left without a figure.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use super::carry::{Carried, Outcome};
use super::note::PopulationNote;
use crate::cog::CommuneCode;
use crate::reference::{Reference, Unit};

/// Whether the code is of a unit or a city of the reference, or would be if the boundaries given held it.
pub(super) fn holds(reference: &Reference, code: CommuneCode) -> bool {
    reference.find(code).is_some()
        || is_split_city(reference, code)
        || is_beyond(reference, code)
        || whole_city(reference, code).is_some()
}

/// Whether the code is of a city whose arrondissements are the units.
fn is_split_city(reference: &Reference, code: CommuneCode) -> bool {
    reference.areas.cities.iter().any(|city| city.code == code)
}

fn is_beyond(reference: &Reference, code: CommuneCode) -> bool {
    reference.boundaries.as_ref().is_some_and(|boundaries| boundaries.beyond.contains(&code))
}

/// The city of an arrondissement, where the boundaries given hold the city whole.
fn whole_city(reference: &Reference, code: CommuneCode) -> Option<CommuneCode> {
    reference.boundaries.as_ref()?.in_whole_city.get(&code).copied()
}

/// The figures of units, and what there is to tell of the others.
pub(super) struct Placed {
    pub units: BTreeMap<CommuneCode, Carried>,
    pub notes: Vec<PopulationNote>,
}

pub(super) fn place(reference: &Reference, outcome: Outcome) -> Placed {
    let Outcome { by_code, notes, mut explained, .. } = outcome;
    let mut placed = Placed { units: BTreeMap::new(), notes };
    let mut arrondissements: BTreeMap<CommuneCode, BTreeMap<CommuneCode, Carried>> = BTreeMap::new();
    let mut cities: Vec<(CommuneCode, Carried)> = Vec::new();
    let mut beyond: BTreeMap<String, (usize, u64)> = BTreeMap::new();
    for (code, carried) in by_code {
        if reference.find(code).is_some() {
            placed.units.insert(code, carried);
        } else if let Some(city) = whole_city(reference, code) {
            arrondissements.entry(city).or_default().insert(code, carried);
        } else if is_split_city(reference, code) {
            cities.push((code, carried));
        } else if is_beyond(reference, code) {
            for at in carried.parts {
                let (rows, inhabitants) = beyond.entry(at.file).or_default();
                *rows += 1;
                *inhabitants += u64::from(at.figure);
            }
        } else {
            let lost = carried.parts.into_iter().map(|at| PopulationNote::NoUnit { at, to: vec![code] });
            placed.notes.extend(lost);
        }
    }
    for (code, carried) in cities {
        placed.city_of_units(reference, code, carried, &mut explained);
    }
    for (city, parts) in arrondissements {
        placed.whole_city(reference, city, parts, &mut explained);
    }
    let beyond = beyond.into_iter();
    placed.notes.extend(beyond.map(|(file, (rows, inhabitants))| PopulationNote::BeyondBoundaries {
        file,
        rows,
        inhabitants,
    }));
    placed.missing(reference, &explained);
    placed
}

impl Placed {
    /// A city's own figure where its arrondissements are the units.
    fn city_of_units(
        &mut self,
        reference: &Reference,
        code: CommuneCode,
        carried: Carried,
        explained: &mut BTreeSet<CommuneCode>,
    ) {
        let name = reference.areas.cities.iter().find(|city| city.code == code).map(|city| city.name.clone());
        let name = name.unwrap_or_else(|| code.to_string());
        let parts: Vec<CommuneCode> = reference.arrondissements(code).map(|unit| reference.unit(unit).code).collect();
        if parts.iter().any(|part| self.units.contains_key(part)) {
            self.notes.push(PopulationNote::CityTwice { name, figures: carried.parts });
            return;
        }
        explained.extend(parts);
        let shared = carried.parts.into_iter().map(|at| PopulationNote::CityWhole { name: name.clone(), at });
        self.notes.extend(shared);
    }

    /// The figures of arrondissements where the city is the unit.
    fn whole_city(
        &mut self,
        reference: &Reference,
        city: CommuneCode,
        parts: BTreeMap<CommuneCode, Carried>,
        explained: &mut BTreeSet<CommuneCode>,
    ) {
        let in_city = reference.boundaries.iter().flat_map(|boundaries| &boundaries.in_whole_city);
        let all = in_city.filter(|(_, of)| **of == city).map(|(&part, _)| part);
        let missing: Vec<CommuneCode> = all.filter(|part| !parts.contains_key(part)).collect();
        let mut sum = Carried::default();
        for part in parts.into_values() {
            sum.population += part.population;
            sum.years.extend(part.years);
            sum.parts.extend(part.parts);
        }
        match (self.units.entry(city), missing.is_empty()) {
            (Entry::Occupied(_), _) => {
                let name = reference.find(city).map(|unit| reference.unit(unit).name.clone()).unwrap_or_default();
                self.notes.push(PopulationNote::CityTwice { name, figures: sum.parts });
            }
            (Entry::Vacant(unit), true) => drop(unit.insert(sum)),
            (Entry::Vacant(_), false) => {
                explained.insert(city);
                self.notes.push(PopulationNote::PartsMissing { unit: city, missing, present: sum.parts });
            }
        }
    }

    /// Units without a figure of which no note says why; departments without any are told as one.
    fn missing(&mut self, reference: &Reference, explained: &BTreeSet<CommuneCode>) {
        let mut departments: BTreeMap<u32, Vec<&Unit>> = BTreeMap::new();
        for unit in &reference.units {
            departments.entry(unit.department).or_default().push(unit);
        }
        for (department, units) in departments {
            let is_told = |unit: &&Unit| self.units.contains_key(&unit.code) || explained.contains(&unit.code);
            let missing: Vec<&Unit> = units.iter().copied().filter(|unit| !is_told(unit)).collect();
            let area = reference.areas.departments.get(department as usize);
            match area.filter(|_| missing.len() == units.len() && missing.len() > 1) {
                Some(area) => self.notes.push(PopulationNote::DepartmentMissing {
                    code: area.code.clone(),
                    name: area.name.clone(),
                    units: missing.len(),
                }),
                None => {
                    let note = |unit: &Unit| PopulationNote::Missing { unit: unit.code, name: unit.name.clone() };
                    self.notes.extend(missing.into_iter().map(note));
                }
            }
        }
    }
}
