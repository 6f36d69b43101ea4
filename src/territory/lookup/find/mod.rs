//! What one row leads to.

mod without_code;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::departments::{Departments, codes_of};
use super::names::{ByName, Names};
use super::note::{LookupNote, NamedCode};
use super::postal::{Agreement, Verdict, judge, may_be_postal, postal_code};
use super::{Current, Found, LookupError, Target, Text, current, units_of};
use crate::cog::history::HistorySource;
use crate::cog::{CommuneCode, WrittenCode, department_of, join_code, name_key, read_code};
use crate::reference::{Reference, UnitId, commune_of_iris, read_iris};

/// Finds units by what rows say.
pub(super) struct Finder<'a> {
    reference: &'a Reference,
    history: &'a HistorySource,
    names: OnceLock<Names>,
    departments: Departments<'a>,
    /// Vintage of the codes.
    pub year: u16,
    /// The column of codes holds postal codes.
    pub is_postal: bool,
}

/// Where a code leads.
struct Lead {
    units: Vec<UnitId>,
    city: Option<CommuneCode>,
    note: Option<LookupNote>,
}

/// What the name of a row says of its code.
enum ByCode {
    /// It is the name of the code's commune.
    Named,
    /// There is no name, or it tells nothing.
    Unnamed,
    /// It is the name of another commune.
    OtherName(LookupNote),
}

impl<'a> Finder<'a> {
    pub fn new(reference: &'a Reference, history: &'a HistorySource) -> Self {
        let year = reference.metadata.cog;
        let departments = Departments::new(&reference.areas);
        Self { reference, history, names: OnceLock::new(), departments, year, is_postal: false }
    }

    /// Whether the column of codes holds postal codes.
    pub fn judge_postal(&self, texts: &[Text]) -> Result<Verdict, LookupError> {
        // Most columns are told at a glance.
        if !may_be_postal(texts.iter().map(|text| text.0), self.reference) {
            return Ok(Verdict { is_postal: false, note: None });
        }
        let mut names: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for &(code, commune, ..) in texts.iter().filter(|text| !text.0.is_empty()) {
            names.entry(code).or_default().insert(commune);
        }
        // A commune that is gone is INSEE's as well; the history is asked only for what the reference does not know.
        let is_current = |code: CommuneCode| {
            current(code, self.reference).is_some() || self.reference.former_codes.contains_key(&code)
        };
        let codes = || names.keys().filter_map(|text| read_code(text)).map(|written| written.code);
        let history = if codes().all(is_current) { None } else { Some(self.history.get()?) };
        let is_insee = |code| is_current(code) || history.is_some_and(|history| !history.spells(code).is_empty());
        let agreement = |text: &str| {
            let keys: BTreeSet<String> =
                names.get(text)?.iter().filter(|it| !it.is_empty()).map(|it| name_key(it)).collect();
            let insee = read_code(text).and_then(|written| self.name_of(written.code));
            let postal = postal_code(text).into_iter().flat_map(|code| self.reference.of_postal_code(code));
            let has = |name: &str| keys.iter().any(|key| is_or_begins(key, &name_key(name)));
            (!keys.is_empty()).then(|| Agreement {
                insee: insee.is_some_and(&has),
                postal: postal.filter_map(|code| self.name_of(code)).any(has),
            })
        };
        let texts: BTreeSet<&str> = names.keys().copied().collect();
        Ok(judge(&texts, is_insee, self.reference, agreement))
    }

    /// What a row leads to.
    pub fn find(&self, text: Text) -> Result<Found, LookupError> {
        let (code, commune, department, postal) = text;
        if self.is_postal && !code.is_empty() {
            return self.by_postal_code(code, text);
        }
        if code.is_empty() {
            return match (commune, postal) {
                ("", "") => Ok(rejected(LookupNote::NoCode)),
                ("", postal) => self.by_postal_code(postal, text),
                _ => self.by_name(text),
            };
        }
        match read_code(code).or_else(|| join_code(&self.departments.code(department)?, code)) {
            Some(written) => self.by_code(&written, text),
            None => match self.iris(code) {
                Some(iris) => Ok(rejected(LookupNote::IrisCode { iris })),
                None => Ok(rejected(LookupNote::Malformed { named: self.named(text, None)? })),
            },
        }
    }

    /// A code of an IRIS, of a commune that is one today or was.
    fn iris(&self, code: &str) -> Option<String> {
        let iris = read_iris(code)?.code;
        let commune = commune_of_iris(&iris)?;
        let is_known = !units_of(commune, self.reference).is_empty();
        is_known.then_some(iris)
    }

    fn by_code(&self, written: &WrittenCode, text: Text) -> Result<Found, LookupError> {
        let lead = match self.lead(written.code)? {
            Ok(lead) => lead,
            Err(LookupNote::Unknown { .. }) => {
                let named = self.named(text, Some(written.code))?;
                return Ok(rejected(LookupNote::Unknown { named }));
            }
            Err(note) => return Ok(rejected(note)),
        };
        let mut notes = Vec::new();
        if !written.mends.is_empty() {
            notes.push(LookupNote::Mended { code: written.code, mends: written.mends.clone() });
        }
        notes.extend(match self.other_name(written.code, &lead, text)? {
            ByCode::Named => None,
            ByCode::Unnamed => self.other_department(written.code, &lead, text.2),
            ByCode::OtherName(note) => Some(note),
        });
        let via = matches!(lead.note, Some(LookupNote::Former { .. })).then_some(written.code);
        let is_direct = lead.note.is_none();
        notes.extend(lead.note);
        Ok(Found { target: Ok(Target { units: lead.units, city: lead.city, via, is_direct }), notes })
    }

    /// What the name of a row says of its code.
    fn other_name(&self, code: CommuneCode, lead: &Lead, text: Text) -> Result<ByCode, LookupError> {
        let (_, commune, department, _) = text;
        let own = self.reference.find(code).map(|unit| self.reference.unit(unit).name.as_str());
        if commune.is_empty() {
            return Ok(ByCode::Unnamed);
        }
        if own.is_some_and(|own| own == commune || is_or_begins(&name_key(commune), &name_key(own))) {
            return Ok(ByCode::Named);
        }
        let names = self.names()?;
        if names.is_name_of(commune, code) {
            return Ok(ByCode::Named);
        }
        let own_department = department_of(code.as_str());
        let department = self.departments.code(department).unwrap_or_else(|| own_department.to_owned());
        let ByName::Found(found) = self.look_up(names, commune, &codes_of(&department)) else {
            return Ok(ByCode::Unnamed);
        };
        let mut found = found.into_iter();
        let (Some(by_name), None) = (found.next(), found.next()) else { return Ok(ByCode::Unnamed) };
        let is_another = match self.lead(by_name)? {
            Ok(other) => !other.units.iter().any(|unit| lead.units.contains(unit)),
            Err(_) => false,
        };
        let named = |code| NamedCode { code, name: self.name_of(code).unwrap_or_default().to_owned() };
        Ok(if is_another {
            ByCode::OtherName(LookupNote::OtherName { by_code: self.named_unit(lead, code), by_name: named(by_name) })
        } else {
            ByCode::Named
        })
    }

    /// A row whose code, confirmed by no name, is of another department than the row says. Codes of other years may begin otherwise
    /// than those of today: Seine had the 75.
    fn other_department(&self, code: CommuneCode, lead: &Lead, text: &str) -> Option<LookupNote> {
        let today = lead.units.iter().map(|&unit| self.reference.unit(unit).code);
        let mut codes = std::iter::once(code).chain(today);
        let is_department = self.departments.code(text).is_some();
        let is_there = codes.any(|code| self.departments.says(text, department_of(code.as_str())));
        let by_code = || self.named_unit(lead, code);
        (is_department && !is_there)
            .then(|| LookupNote::OtherDepartment { by_code: by_code(), department: text.to_owned() })
    }

    fn named_unit(&self, lead: &Lead, code: CommuneCode) -> NamedCode {
        let name = self.name_of(code).map(str::to_owned);
        let first = lead.units.first().map(|&unit| self.reference.unit(unit).name.clone());
        NamedCode { code, name: name.or(first).unwrap_or_default() }
    }

    /// Where a code leads in the reference, or why nowhere.
    fn lead(&self, code: CommuneCode) -> Result<Result<Lead, LookupNote>, LookupError> {
        let is_of_reference = self.year == self.reference.metadata.cog;
        if let Some(found) = current(code, self.reference).filter(|_| is_of_reference) {
            return Ok(self.lead_of(found));
        }
        let history = self.history.get()?;
        let to = self.reference.metadata.cog.min(history.last());
        let moved = history.moved(code, self.year, to);
        let is_unchanged = moved.as_ref().is_none_or(|moved| moved.to == [code] && moved.steps.is_empty());
        if let Some(found) = current(code, self.reference).filter(|_| is_unchanged) {
            return Ok(self.lead_of(found));
        }
        let way = moved.as_ref().map(|moved| Box::new(history.way(moved, self.year)));
        let mut today: BTreeSet<CommuneCode> = moved.into_iter().flat_map(|moved| moved.to).collect();
        today.retain(|&code| current(code, self.reference).is_some());
        if today.is_empty() {
            // What the reference itself knows of its former codes.
            let known = self.reference.former_codes.get(&code).copied();
            today.extend(known.filter(|&code| current(code, self.reference).is_some()));
        }
        if today.is_empty() {
            return Ok(Err(match way {
                Some(way) => LookupNote::Lost { way },
                None => LookupNote::Unknown { named: None },
            }));
        }
        let parts: Vec<Current> = today.iter().filter_map(|&code| current(code, self.reference)).collect();
        let city = if parts.len() == 1 { parts.first().and_then(|part| part.city) } else { None };
        let mut units: Vec<UnitId> = parts.into_iter().flat_map(|part| part.units).collect();
        units.sort_unstable();
        units.dedup();
        if units.is_empty() {
            return Ok(Err(LookupNote::NotInBoundaries));
        }
        let today = today.into_iter().map(|code| self.with_name(code)).collect();
        Ok(Ok(Lead { units, city, note: Some(LookupNote::Former { today, way }) }))
    }

    fn lead_of(&self, found: Current) -> Result<Lead, LookupNote> {
        let Current { units, city, whole_city } = found;
        if units.is_empty() {
            return Err(LookupNote::NotInBoundaries);
        }
        let note = whole_city.map(|city| LookupNote::InWholeCity { city: self.with_name(city) });
        Ok(Lead { units, city, note })
    }

    fn name_of(&self, code: CommuneCode) -> Option<&str> {
        let unit = self.reference.find(code).map(|unit| self.reference.unit(unit).name.as_str());
        unit.or_else(|| {
            let mut cities = self.reference.areas.cities.iter();
            cities.find(|city| city.code == code).map(|city| city.name.as_str())
        })
    }

    fn with_name(&self, code: CommuneCode) -> NamedCode {
        let name = self.name_of(code).map(str::to_owned);
        let last = || {
            let history = self.history.get().ok()?;
            history.spells(code).last().map(|spell| spell.name.clone())
        };
        NamedCode { code, name: name.or_else(last).unwrap_or_default() }
    }
}

/// Whether one name is the other, or an arrondissement of it, whichever way.
fn is_or_begins(a: &str, b: &str) -> bool {
    let is_part = |whole: &str, city: &str| {
        let rest = whole.strip_prefix(city).and_then(|rest| rest.strip_prefix(' '));
        rest.is_some_and(|rest| rest.parse::<u8>().is_ok())
    };
    a == b || is_part(a, b) || is_part(b, a)
}

fn rejected(note: LookupNote) -> Found {
    Found { target: Err(note), notes: Vec::new() }
}
