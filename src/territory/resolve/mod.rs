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
use super::cpts::{Cpts, CptsId};
use super::lookup::{Lookup, LookupError, LookupNote};
use super::nobody::{is_empty_lookup, is_nobody, zero_is_one};
use super::read::Reading;
use crate::cog::history::HistorySource;
use crate::cog::read_code;
use crate::day::Day;
use crate::reference::{IrisList, Reference};

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
    let lookup = Lookup::new(reading.claims(), reference, history, options.cog)?;
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
    let column = Some(reading.column_name(super::column::Column::Code).to_owned());
    Anomaly { finding, source: Source { column, ..Source::default() } }
}
