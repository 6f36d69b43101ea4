//! From what a row says to units: by code, by postal code, or by name and department.
//!
//! - *vintage* (millésime): the year whose COG the codes of a table are of;
//! - *homonyms*: communes of one name; a row is never given to one of them.

mod departments;
mod find;
mod names;
mod note;
mod postal;
mod vintage;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

pub use note::{Key, LookupNote, NamedCode, Years};

use self::find::Finder;
use super::claims::RawClaim;
use crate::cog::history::{HistoryError, HistorySource};
use crate::cog::{CommuneCode, read_code};
use crate::reference::{Reference, UnitId};

/// Why nothing of a table can be looked up.
#[derive(Debug, thiserror::Error)]
pub enum LookupError {
    /// The history cannot be read.
    #[error(transparent)]
    History(#[from] HistoryError),
    /// The vintage asked for is not in the history.
    #[error("the history of the COG goes from {first} to {last}: {asked} is not in it")]
    Year {
        /// The year.
        asked: u16,
        /// First year of the history.
        first: u16,
        /// Last year of the history.
        last: u16,
    },
}

/// What a row stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Target {
    /// Units, ascending.
    pub units: Vec<UnitId>,
    /// The city, where the row names Paris, Lyon or Marseille as a whole.
    pub city: Option<CommuneCode>,
    /// The code of another vintage by which the units were found.
    pub via: Option<CommuneCode>,
    /// The row says the unit by its own code or name, so that a second such row repeats the first.
    pub is_direct: bool,
}

/// What looking up gave: units, or a note of severity error; and what else is to be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Found {
    pub target: Result<Target, LookupNote>,
    pub notes: Vec<LookupNote>,
}

/// All texts of a table, looked up once each.
pub(super) struct Lookup {
    found: Vec<Found>,
    /// For each claim, the place of what was found for it.
    places: Vec<u32>,
    /// What is to be told of the column of codes as a whole.
    pub notes: Vec<LookupNote>,
}

/// What of a row decides where it leads.
type Text<'a> = (&'a str, &'a str, &'a str, &'a str);

fn text<'a>(claim: &RawClaim<'a>) -> Text<'a> {
    (claim.code, claim.commune, claim.department, claim.postal_code)
}

impl Lookup {
    /// Looks up every text of a table's claims.
    ///
    /// # Errors
    /// The history is needed and cannot be read, or has not the year asked for.
    pub fn new<'a>(
        claims: impl Iterator<Item = RawClaim<'a>>,
        reference: &Reference,
        history: &HistorySource,
        asked: Option<u16>,
    ) -> Result<Self, LookupError> {
        let mut texts: Vec<Text> = Vec::new();
        let mut place_of: FxHashMap<Text, u32> = FxHashMap::default();
        let place = |text| {
            *place_of.entry(text).or_insert_with(|| {
                texts.push(text);
                texts.len() as u32 - 1
            })
        };
        let places = claims.map(|claim| text(&claim)).map(place).collect();
        let mut finder = Finder::new(reference, history);
        let mut notes = Vec::new();
        let verdict = finder.judge_postal(&texts)?;
        finder.is_postal = verdict.is_postal;
        notes.extend(verdict.note);
        let mut codes: Vec<CommuneCode> = match finder.is_postal {
            true => Vec::new(),
            false => texts.iter().filter_map(|text| read_code(text.0)).map(|written| written.code).collect(),
        };
        codes.sort_unstable();
        codes.dedup();
        let (year, note) = vintage::of_codes(&codes, reference, history, asked)?;
        finder.year = year;
        notes.extend(note);
        let found: Vec<Result<Found, LookupError>> = texts.par_iter().map(|text| finder.find(*text)).collect();
        // Of several that fail the first is told, on any number of threads.
        let found = found.into_iter().collect::<Result<_, _>>()?;
        Ok(Self { found, places, notes })
    }

    /// What each claim leads to, in their order, and its place among all that was found.
    pub fn of_claims(&self) -> impl Iterator<Item = (u32, &Found)> {
        self.places.iter().map(|&place| (place, &self.found[place as usize]))
    }

    /// What was found at a place.
    pub fn at(&self, place: u32) -> Option<&Found> {
        self.found.get(place as usize)
    }
}

/// The units that a code stands for in the vintage of the reference.
fn current(code: CommuneCode, reference: &Reference) -> Option<Current> {
    if let Some(unit) = reference.find(code) {
        return Some(Current { units: vec![unit], city: None, whole_city: None });
    }
    let boundaries = reference.boundaries.as_ref();
    let whole_city = boundaries.and_then(|boundaries| boundaries.in_whole_city.get(&code).copied());
    if let Some(unit) = whole_city.and_then(|city| reference.find(city)) {
        return Some(Current { units: vec![unit], city: None, whole_city });
    }
    let units: Vec<UnitId> = reference.arrondissements(code).collect();
    if !units.is_empty() {
        return Some(Current { units, city: Some(code), whole_city: None });
    }
    let is_beyond = boundaries.is_some_and(|boundaries| boundaries.beyond.contains(&code));
    is_beyond.then_some(Current { units, city: None, whole_city: None })
}

/// The units of today that hold the commune of a code, by what the reference itself knows of it; none for a code that it does not know.
pub(super) fn units_of(code: CommuneCode, reference: &Reference) -> Vec<UnitId> {
    let of = |code| current(code, reference).map(|found| found.units);
    of(code).or_else(|| of(*reference.former_codes.get(&code)?)).unwrap_or_default()
}

/// What a code of the reference's vintage stands for.
struct Current {
    /// None for a code that the boundaries read from files do not hold.
    units: Vec<UnitId>,
    city: Option<CommuneCode>,
    /// The city, where the code is that of an arrondissement and boundaries hold the city as one unit.
    whole_city: Option<CommuneCode>,
}
