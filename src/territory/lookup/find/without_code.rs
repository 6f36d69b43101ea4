//! Communes of rows that have no good code: by name and department, or by postal code.

use std::collections::BTreeSet;

use super::super::departments::codes_of;
use super::super::names::{ByName, Names};
use super::super::note::{Key, LookupNote, NamedCode};
use super::super::postal::postal_code;
use super::super::{Found, LookupError, Target, Text, units_of};
use super::{Finder, is_or_begins, rejected};
use crate::cog::{CommuneCode, department_of, name_key, plain_text};
use crate::reference::UnitId;

impl Finder<'_> {
    /// The commune that a row without a good code names, if it can be only one. Never taken for the row: only told.
    pub(super) fn named(&self, text: Text, code: Option<CommuneCode>) -> Result<Option<NamedCode>, LookupError> {
        let (_, commune, department, _) = text;
        if commune.is_empty() {
            return Ok(None);
        }
        let department = self.departments.code(department);
        let department = department.or_else(|| code.map(|code| department_of(code.as_str()).to_owned()));
        let departments = department.as_deref().map(codes_of).unwrap_or_default();
        let ByName::Found(found) = self.look_up(self.names()?, commune, &departments) else { return Ok(None) };
        Ok(if found.len() == 1 { found.first().map(|&code| self.with_name(code)) } else { None })
    }

    pub(super) fn by_name(&self, text: Text) -> Result<Found, LookupError> {
        let (_, commune, said, postal) = text;
        let department = self.departments.code(said);
        let departments = department.as_deref().map(codes_of).unwrap_or_default();
        let mut found = match self.look_up(self.names()?, commune, &departments) {
            ByName::Found(found) => found,
            ByName::Elsewhere(elsewhere) => {
                let elsewhere = elsewhere.into_iter().map(|code| self.with_name(code)).collect();
                return Ok(rejected(LookupNote::NotFound { key: Key::Name, elsewhere }));
            }
        };
        let mut other = None;
        if let Some(postal) = postal_code(postal) {
            let of_postal: BTreeSet<CommuneCode> = self.reference.of_postal_code(postal).collect();
            let both: BTreeSet<CommuneCode> = found.intersection(&of_postal).copied().collect();
            if !both.is_empty() {
                found = both;
            }
            // A city of arrondissements with the postal code of one of them.
            let parts = found.iter().flat_map(|&city| self.reference.arrondissements(city));
            let parts = parts.map(|unit| self.reference.unit(unit).code).filter(|code| of_postal.contains(code));
            let parts: BTreeSet<CommuneCode> = parts.collect();
            if found.len() == 1 && !parts.is_empty() {
                found = parts;
            }
            other = self.other_postal_code(&found, &of_postal)?;
        }
        let mut only = self.only(Key::Name, found)?;
        if only.target.is_ok() {
            only.notes.extend(other);
            let is_unread = department.is_none() && !plain_text(said).is_empty();
            only.notes.extend(is_unread.then(|| LookupNote::UnreadDepartment { text: said.to_owned() }));
        }
        Ok(only)
    }

    /// A row whose one commune by name is none of those of its postal code.
    fn other_postal_code(
        &self,
        found: &BTreeSet<CommuneCode>,
        of_postal: &BTreeSet<CommuneCode>,
    ) -> Result<Option<LookupNote>, LookupError> {
        let (Some(&code), 1) = (found.first(), found.len()) else { return Ok(None) };
        let Ok(lead) = self.lead(code)? else { return Ok(None) };
        // Of communes that merged, the postal code is often that of another of them.
        let is_there = |unit: &UnitId| of_postal.iter().any(|&code| units_of(code, self.reference).contains(unit));
        if of_postal.is_empty() || lead.units.iter().any(is_there) {
            return Ok(None);
        }
        let by_postal = of_postal.iter().map(|&code| self.with_name(code)).collect();
        Ok(Some(LookupNote::OtherPostalCode { by_name: self.with_name(code), by_postal }))
    }

    pub(super) fn by_postal_code(&self, postal: &str, text: Text) -> Result<Found, LookupError> {
        let Some(code) = postal_code(postal) else {
            return Ok(rejected(LookupNote::Malformed { named: self.named(text, None)? }));
        };
        let all: BTreeSet<CommuneCode> = self.reference.of_postal_code(code).collect();
        // Cities have all the postal codes of their arrondissements: the arrondissement is what is meant.
        let is_city = |code: &CommuneCode| self.reference.areas.cities.iter().any(|city| city.code == *code);
        let mut found: BTreeSet<CommuneCode> = all.iter().copied().filter(|code| !is_city(code)).collect();
        if found.is_empty() {
            found = all;
        }
        if found.is_empty() {
            return Ok(rejected(LookupNote::NotFound { key: Key::PostalCode, elsewhere: Vec::new() }));
        }
        let key = name_key(text.1);
        if !key.is_empty() && found.len() > 1 {
            let is_named =
                |code: &CommuneCode| self.name_of(*code).is_some_and(|name| is_or_begins(&key, &name_key(name)));
            let named: BTreeSet<CommuneCode> = found.iter().copied().filter(is_named).collect();
            if !named.is_empty() {
                found = named;
            }
        }
        self.only(Key::PostalCode, found)
    }

    /// The one commune of some, or an error that lists them.
    fn only(&self, key: Key, found: BTreeSet<CommuneCode>) -> Result<Found, LookupError> {
        let &[code] = found.iter().copied().collect::<Vec<_>>().as_slice() else {
            let candidates = found.into_iter().map(|code| self.with_name(code)).collect();
            return Ok(rejected(LookupNote::Several { key, candidates }));
        };
        let lead = match self.lead(code)? {
            Ok(lead) => lead,
            Err(note) => return Ok(rejected(note)),
        };
        let commune = self.with_name(code);
        let via = matches!(lead.note, Some(LookupNote::Former { .. })).then_some(code);
        let is_direct = lead.note.is_none();
        let notes = std::iter::once(LookupNote::Found { key, commune }).chain(lead.note).collect();
        Ok(Found { target: Ok(Target { units: lead.units, city: lead.city, via, is_direct }), notes })
    }

    pub(super) fn look_up(&self, names: &Names, commune: &str, departments: &[&str]) -> ByName {
        let lead = |code| self.lead(code).ok()?.ok().map(|lead| lead.units);
        match departments {
            [] => names.find(commune, None, lead),
            several => {
                let mut elsewhere = BTreeSet::new();
                for department in several {
                    match names.find(commune, Some(department), lead) {
                        ByName::Found(found) => return ByName::Found(found),
                        ByName::Elsewhere(others) => elsewhere.extend(others),
                    }
                }
                ByName::Elsewhere(elsewhere)
            }
        }
    }

    pub(super) fn names(&self) -> Result<&Names, LookupError> {
        if let Some(names) = self.names.get() {
            return Ok(names);
        }
        let names = Names::new(self.reference, self.history.get()?);
        Ok(self.names.get_or_init(|| names))
    }
}
