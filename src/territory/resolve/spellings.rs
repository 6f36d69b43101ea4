//! CPTS under two spellings: told, and read as one only where the user says so.
//!
//! A *group* is all spellings that are alike, some perhaps by way of others. What is kept of a group depends on the rows, not on their
//! order.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::alike::{Alike, Rows, alike};
use crate::territory::read::Reading;
use crate::territory::{Anomaly, Finding, Source};

/// Which spellings are one CPTS.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SameCpts {
    /// All that are alike.
    pub all_alike: bool,
    /// Pairs named by the user: the first is read as the second.
    pub pairs: Vec<(String, String)>,
}

/// The spellings of a table.
pub(super) struct Spellings {
    /// Spelling read as another.
    canonical: BTreeMap<String, String>,
    /// What is told of each pair.
    pairs: Vec<Pair>,
}

struct Pair {
    /// The one by which the group is known.
    kept: String,
    other: String,
    /// The one of the group that the other is like.
    like: String,
    alike: Option<Alike>,
    is_merged: bool,
    lines: Vec<u64>,
}

/// Finds the spellings of a table that are alike.
pub(super) fn find(reading: &Reading, same: &SameCpts) -> Spellings {
    let mut rows: BTreeMap<&str, Rows> = BTreeMap::new();
    for claim in reading.claims() {
        let rows = rows.entry(claim.cpts).or_default();
        rows.lines.push(claim.line);
        if !claim.name.is_empty() && !rows.names.contains(claim.name) {
            rows.names.insert(claim.name.to_owned());
        }
    }
    let mut found = Spellings { canonical: BTreeMap::new(), pairs: Vec::new() };
    let lines = |id: &str| rows.get(id).map(|rows| rows.lines.clone()).unwrap_or_default();
    for (other, kept) in same.pairs.iter().filter(|(other, kept)| other != kept) {
        let (kept, other, lines) = (kept.clone(), other.clone(), lines(other));
        found.canonical.insert(other.clone(), kept.clone());
        found.pairs.push(Pair { like: kept.clone(), kept, other, alike: None, is_merged: true, lines });
    }
    // What the user names is settled.
    let ids: Vec<&str> = rows.keys().copied().filter(|&id| !found.canonical.contains_key(id)).collect();
    let named: BTreeSet<&str> = same.pairs.iter().map(|(_, kept)| kept.as_str()).collect();
    // What the user reads others as; then identifiers before names; the more frequent; the first in order among equals.
    let rank = |id: &str| {
        let of_id = rows.get(id);
        let is_name = of_id.is_some_and(|rows| rows.are_known_by_name(id));
        (!named.contains(id), is_name, std::cmp::Reverse(of_id.map_or(0, |rows| rows.lines.len())), id.to_owned())
    };
    let mut links: BTreeMap<&str, BTreeSet<(Alike, &str)>> = BTreeMap::new();
    for (alike, a, b) in alike(&ids, &rows) {
        links.entry(a).or_default().insert((alike, b));
        links.entry(b).or_default().insert((alike, a));
    }
    let mut done: BTreeSet<&str> = BTreeSet::new();
    for &start in links.keys() {
        if done.contains(start) {
            continue;
        }
        let group = reached(start, &links);
        done.extend(std::iter::once(start).chain(group.iter().map(|&(_, _, id)| id)));
        let ids = std::iter::once(start).chain(group.iter().map(|&(_, _, id)| id));
        let kept = ids.min_by_key(|id| rank(id)).unwrap_or(start);
        for (alike, like, other) in reached(kept, &links) {
            if same.all_alike {
                found.canonical.insert(other.to_owned(), kept.to_owned());
            }
            let lines = lines(other);
            let (kept, like, other) = (kept.to_owned(), like.to_owned(), other.to_owned());
            found.pairs.push(Pair { kept, other, like, alike: Some(alike), is_merged: same.all_alike, lines });
        }
    }
    found
}

/// What is alike to a spelling, by way of others too, the nearest first: each with the one that it was reached by.
fn reached<'a>(
    start: &'a str,
    links: &BTreeMap<&'a str, BTreeSet<(Alike, &'a str)>>,
) -> Vec<(Alike, &'a str, &'a str)> {
    let mut seen = BTreeSet::from([start]);
    let mut next = VecDeque::from([start]);
    let mut found = Vec::new();
    while let Some(id) = next.pop_front() {
        for &(alike, other) in links.get(id).into_iter().flatten() {
            if seen.insert(other) {
                found.push((alike, id, other));
                next.push_back(other);
            }
        }
    }
    found
}

impl Spellings {
    /// The spelling by which a CPTS is known.
    pub fn canonical<'a>(&'a self, id: &'a str) -> &'a str {
        let mut id = id;
        // What the user names may lead to another that the user names, and that to a group.
        for _ in 0..self.canonical.len() {
            match self.canonical.get(id) {
                Some(next) => id = next,
                None => break,
            }
        }
        id
    }

    /// What there is to tell.
    pub fn anomalies<'a>(&'a self, reading: &'a Reading) -> impl Iterator<Item = Anomaly> + 'a {
        self.pairs.iter().map(|pair| {
            let (kept, like, alike) = (pair.kept.clone(), pair.like.clone(), pair.alike);
            let finding = match (pair.is_merged, alike) {
                (true, None) if pair.lines.is_empty() => Finding::NoSuchCpts,
                (true, _) => Finding::ReadAs { kept },
                (false, alike) => Finding::AlikeCpts { like, alike },
            };
            let mut lines = pair.lines.clone();
            lines.sort_unstable();
            lines.dedup();
            let column = Some(reading.column_name(reading.cpts_column()).to_owned());
            Anomaly { finding, source: Source { lines, column, value: pair.other.clone(), code: None } }
        })
    }
}
