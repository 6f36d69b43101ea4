//! A CPTS and what it claims.

use super::claims::RawClaim;
use super::contacts::Contact;
use super::day::read_day;
use super::stage::Stage;
use crate::cog::{CommuneCode, plain_text};
use crate::day::Day;
use crate::reference::{IrisList, Reference, UnitId};

/// Index of a CPTS in [`Resolution::cpts`](super::Resolution::cpts).
pub type CptsId = u32;

/// A claim on a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The unit.
    pub unit: UnitId,
    /// Lines of the rows that make it, ascending.
    pub lines: Vec<u64>,
    /// Codes of other vintages by which it is made, ascending; none where it is made by the unit's own.
    pub via: Vec<CommuneCode>,
    /// What rows say of parts and of time, each once, in order; none where no row does.
    pub details: Vec<Details>,
    /// Parts of the unit that are claimed, by name; none where the whole is.
    pub parts: Vec<Part>,
    /// Names of parts that rows claim where the population of one of them is missing or no number, ascending: the whole unit is
    /// claimed in their place.
    pub unweighed: Vec<String>,
}

impl Claim {
    /// A claim on a whole unit that no row makes.
    pub fn of_whole(unit: UnitId) -> Self {
        let (lines, via, details, parts, unweighed) = Default::default();
        Self { unit, lines, via, details, parts, unweighed }
    }

    /// Inhabitants claimed: those declared of the parts, or all of the unit's; `None` where its figure is not published.
    pub fn known_population(&self, reference: &Reference) -> Option<u64> {
        match self.parts.as_slice() {
            [] => reference.unit(self.unit).population.map(u64::from),
            parts => Some(parts.iter().map(|part| part.population).sum()),
        }
    }

    /// The same, 0 where it is not known.
    pub fn population(&self, reference: &Reference) -> u64 {
        self.known_population(reference).unwrap_or(0)
    }
}

/// What a row says of a claim besides who claims what. Empty texts where it says nothing; days as `YYYY-MM-DD` and numbers as digits
/// alone, or as written where they cannot be read: rows that say the same in two ways say it once.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Details {
    /// Part of the unit.
    pub part: String,
    /// Population of that part.
    pub part_population: String,
    /// Day from which the claim holds.
    pub start: String,
    /// Last day on which it holds.
    pub end: String,
}

impl Details {
    pub(super) fn of(claim: &RawClaim, iris: Option<&IrisList>) -> Option<Self> {
        let texts = [claim.part, claim.part_population, claim.start, claim.end];
        if texts.iter().all(|text| text.is_empty()) {
            return None;
        }
        let day = |text: &str| read_day(text).map_or_else(|| text.to_owned(), |day| day.to_string());
        Some(Self {
            part: claim.part.to_owned(),
            part_population: match iris.and_then(|iris| iris.population(claim.part)) {
                Some(estimate) if claim.part_population.is_empty() => estimate.to_string(),
                _ => digits(claim.part_population),
            },
            start: day(claim.start),
            end: day(claim.end),
        })
    }
}

/// A whole number without the spaces between its thousands, and without the decimals that spreadsheets add (`20000.0`); any other text
/// as it is.
fn digits(text: &str) -> String {
    let bare: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let whole = match bare.split_once(['.', ',']) {
        // Three zeros may be thousands written apart: 20,000.
        Some((whole, "0" | "00")) => whole,
        _ => &bare,
    };
    if is_digits(whole) { whole.to_owned() } else { text.to_owned() }
}

/// A CPTS and what it claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cpts {
    /// Identifier, or name where the table gives no identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Stage, where the table gives one that is known.
    pub stage: Option<Stage>,
    /// Day on which the contract was signed, where the table gives one and only one.
    pub signed: Option<Day>,
    /// Contacts that its rows give, each once, in order.
    pub contacts: Vec<Contact>,
    /// Units claimed, ascending; each once.
    pub claims: Vec<Claim>,
}

impl Cpts {
    /// The units claimed, ascending.
    pub fn units(&self) -> impl Iterator<Item = UnitId> {
        self.claims.iter().map(|claim| claim.unit)
    }

    /// Inhabitants claimed, as far as they are known.
    pub fn population(&self, reference: &Reference) -> u64 {
        self.claims.iter().map(|claim| claim.population(reference)).sum()
    }

    /// Inhabitants claimed; `None` where those of a unit are not known.
    pub fn whole_population(&self, reference: &Reference) -> Option<u64> {
        self.claims.iter().map(|claim| claim.known_population(reference)).sum()
    }

    /// The claim on a unit.
    pub fn claim_on(&self, unit: UnitId) -> Option<&Claim> {
        let place = self.claims.binary_search_by_key(&unit, |claim| claim.unit).ok()?;
        self.claims.get(place)
    }
}

/// A declared part of a unit.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Part {
    /// Name, or code of an IRIS; empty where the table gives a population alone.
    pub name: String,
    /// Inhabitants.
    pub population: u64,
}

impl Part {
    /// What makes two parts of a unit the same one; none for a part without name.
    pub(crate) fn key(&self) -> Option<String> {
        Some(plain_text(&self.name)).filter(|key| !key.is_empty())
    }

    /// Whether it goes by a name.
    pub fn is_named(&self, name: &str) -> bool {
        plain_text(&self.name) == plain_text(name)
    }
}
