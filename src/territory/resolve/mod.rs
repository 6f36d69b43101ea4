//! Claims to units: rows are looked up, cities become their arrondissements, and rows are gathered by CPTS.
//!
//! Nothing here depends on the order of the rows, but for the line numbers that anomalies name.

mod alike;
mod cities;
mod gathered;
mod parts;
mod settle;
mod spellings;
mod time;

use std::collections::{BTreeMap, BTreeSet};

pub use self::alike::Alike;
pub use self::spellings::SameCpts;

use self::gathered::Gathered;
use self::parts::{Parts, refusal};
use self::settle::settle;
use self::time::Time;
use super::anomaly::{Anomaly, Finding, Source};
use super::claims::RawClaim;
use super::contacts::Contact;
use super::day::read_day;
use super::lookup::{Lookup, LookupError, LookupNote};
use super::nobody::{is_empty_lookup, is_nobody, zero_is_one};
use super::parts::Part;
use super::read::Reading;
use super::stage::Stage;
use crate::cog::history::HistorySource;
use crate::cog::{CommuneCode, read_code};
use crate::day::Day;
use crate::reference::{IrisList, Reference, UnitId};

/// Index of a CPTS in [`Resolution::cpts`].
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
    fn of(claim: &RawClaim, iris: Option<&IrisList>) -> Option<Self> {
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

/// All CPTS of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// CPTS with at least one unit, sorted by identifier.
    pub cpts: Vec<Cpts>,
    /// What was noticed, in reading and here.
    pub anomalies: Vec<Anomaly>,
    /// Rows of the table.
    pub rows: usize,
    /// Rows that count for a claim, or would on another day; the rest is in `anomalies` with severity error.
    pub rows_used: usize,
}

/// How to resolve a table.
#[derive(Debug, Clone, Default)]
pub struct ResolveOptions {
    /// Vintage of the table's codes; without one, it is told by the codes.
    pub cog: Option<u16>,
    /// Spellings that are one CPTS.
    pub same: SameCpts,
    /// The day on which claims must hold; without one, all of them count.
    pub date: Option<Day>,
    /// IRIS, of which parts are made and whose populations stand in for those that rows do not declare.
    pub iris: Option<IrisList>,
}

/// Rows that say again what another row said.
struct Again<'a> {
    /// Line of the first row that said it.
    first: u64,
    /// The first of those that say it again.
    claim: RawClaim<'a>,
    /// Lines of all of them.
    lines: Vec<u64>,
}

/// Resolves the claims of a table against a reference.
///
/// # Errors
/// The history is needed and cannot be read, or has not the vintage asked for.
pub fn resolve(
    mut reading: Reading,
    reference: &Reference,
    history: &HistorySource,
    options: &ResolveOptions,
) -> Result<Resolution, LookupError> {
    let iris = options.iris.as_ref();
    iris.into_iter().for_each(|iris| reading.take_iris(iris));
    let mut anomalies = std::mem::take(&mut reading.anomalies);
    let lookup = Lookup::new(&reading, reference, history, options.cog)?;
    anomalies.extend(lookup.notes.iter().map(|note| of_column(&reading, note.clone().into())));
    let spellings = spellings::find(&reading, &options.same);
    anomalies.extend(spellings.anomalies(&reading));

    let mut gathered: BTreeMap<&str, Gathered> = BTreeMap::new();
    // Lines of what is told once for all rows that say the same.
    let mut told: BTreeMap<(&str, u32), (RawClaim, Vec<u64>)> = BTreeMap::new();
    let mut nobody: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    // Lines of claims made again, with the line of the first: a table may hold each of its rows a thousand times.
    let mut repeated: BTreeMap<(&str, u32, &str), Again> = BTreeMap::new();
    let mut rows_used: Vec<u32> = Vec::new();
    // What leads nowhere, told when it is known whether its row counts for something else.
    let mut astray: Vec<(RawClaim, &LookupNote)> = Vec::new();
    let mut time = Time::new(options.date);
    let zero_is_one = zero_is_one(reading.claims().map(|claim| claim.cpts));
    for (claim, (place, found)) in reading.claims().zip(lookup.of_claims()) {
        if is_nobody(claim.cpts) || is_empty_lookup(claim.cpts, zero_is_one) {
            nobody.entry(claim.cpts).or_default().push(claim.line);
            continue;
        }
        let target = match &found.target {
            Ok(target) => target,
            Err(note) => {
                astray.push((claim, note));
                continue;
            }
        };
        if let Some(finding) = refusal(&claim, target, reference) {
            anomalies.push(Anomaly { finding, source: source_of(&claim) });
            continue;
        }
        // The claims of a row follow one another.
        if rows_used.last() != Some(&claim.row) {
            rows_used.push(claim.row);
        }
        if !time.holds(&claim) {
            continue;
        }
        if !found.notes.is_empty() {
            told.entry((claim.column, place)).or_insert_with(|| (claim, Vec::new())).1.push(claim.line);
        }
        let id = spellings.canonical(claim.cpts);
        let cpts = gathered.entry(id).or_default();
        cpts.say(&claim);
        if let Some(first) = cpts.claim(target, &claim, reference, iris) {
            let again = repeated.entry((id, place, claim.column)).or_insert(Again { first, claim, lines: Vec::new() });
            again.first = again.first.min(first);
            again.lines.push(claim.line);
        }
    }
    anomalies.extend(astray.into_iter().map(|(claim, note)| {
        // Rows were read in their order.
        let counts = rows_used.binary_search(&claim.row).is_ok();
        let finding = if counts { Finding::LeftOut(note.clone()) } else { Finding::Lookup(note.clone()) };
        Anomaly { finding, source: source_of(&claim) }
    }));
    for Again { first, claim, mut lines } in repeated.into_values() {
        lines.sort_unstable();
        lines.dedup();
        let finding = Finding::Repeated { first, rows: lines.len() };
        anomalies.push(Anomaly { finding, source: Source { lines, ..source_of(&claim) } });
    }
    anomalies.extend(nobody.into_iter().map(|(name, lines)| {
        let column = Some(reading.column_name(reading.cpts_column()).to_owned());
        let source = Source { lines, column, value: name.to_owned(), code: None };
        Anomaly { finding: Finding::Nobody, source }
    }));
    anomalies.extend(time.anomalies(&reading));
    for ((_, place), (claim, lines)) in told {
        for note in lookup.at(place).into_iter().flat_map(|found| &found.notes) {
            let source = Source { lines: lines.clone(), ..source_of(&claim) };
            anomalies.push(Anomaly { finding: note.clone().into(), source });
        }
    }
    let mut cpts = Vec::with_capacity(gathered.len());
    let mut claimed_cities = BTreeMap::new();
    gathered::tell_parts_apart(gathered.values_mut());
    let mut parts = Parts { reference, iris, without_population: BTreeMap::new(), divided: BTreeSet::new() };
    for (index, (id, gathered)) in gathered.into_iter().enumerate() {
        cities::note(&gathered, reference, &mut claimed_cities);
        cpts.push(settle(index as CptsId, id.to_owned(), gathered, &mut parts, &reading, &mut anomalies));
    }
    anomalies.extend(parts.anomalies(&reading));
    anomalies.extend(cities::claimed_twice(claimed_cities, &reading, reference));
    Ok(Resolution { cpts, anomalies, rows: reading.rows, rows_used: rows_used.len() })
}

fn source_of(claim: &RawClaim) -> Source {
    // A row without a code is told by what it says in place of one.
    let value = [claim.code, claim.commune, claim.postal_code].into_iter().find(|text| !text.is_empty());
    Source {
        lines: vec![claim.line],
        column: Some(claim.column.to_owned()),
        value: value.unwrap_or_default().to_owned(),
        code: read_code(claim.code).map(|written| written.code),
    }
}

/// Something about the column of codes as a whole.
fn of_column(reading: &Reading, finding: Finding) -> Anomaly {
    let column = Some(reading.column_name(super::columns::Column::Code).to_owned());
    Anomaly { finding, source: Source { column, ..Source::default() } }
}
