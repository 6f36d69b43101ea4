//! CPTS under two spellings: told, and read as one only where the user says so.
//!
//! Two names are *alike* when they have the same words, small words, accents, hyphens and the word CPTS aside, or when one letter sets
//! them apart. Numbers and points of the compass are never taken for a slip: *Nord 1* and *Nord 2*, *Est* and *Ouest* are different.

use std::collections::{BTreeMap, BTreeSet};

use crate::cog::plain_text;
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

/// How alike two spellings are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alike {
    /// The same words but for small ones, accents, case and signs.
    Words,
    /// One letter apart.
    Letter,
    /// Two identifiers with one name.
    Name,
}

/// Words that tell no CPTS from another.
const SMALL: [&str; 14] =
    ["cpts", "de", "du", "des", "d", "la", "le", "les", "l", "et", "en", "communaute", "the", "projet"];

/// Words that are told apart by little and mean different places.
const APART: [&str; 14] = [
    "nord", "sud", "est", "ouest", "haut", "haute", "hauts", "hautes", "bas", "basse", "centre", "grand", "grande",
    "petit",
];

/// Letters that a word must have for one of them to be a slip.
const LONG: usize = 5;

/// The spellings of a table.
pub(super) struct Spellings {
    /// Spelling read as another.
    canonical: BTreeMap<String, String>,
    /// What is told of each pair.
    pairs: Vec<Pair>,
}

struct Pair {
    /// The more frequent one, the first in order among equals.
    kept: String,
    other: String,
    alike: Option<Alike>,
    is_merged: bool,
    lines: Vec<u64>,
}

/// What is known of a spelling.
#[derive(Default)]
struct Rows {
    lines: Vec<u64>,
    names: BTreeSet<String>,
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
    for (other, kept) in &same.pairs {
        let lines = rows.get(other.as_str()).map(|rows| rows.lines.clone()).unwrap_or_default();
        if kept == other {
            continue;
        }
        found.canonical.insert(other.clone(), kept.clone());
        found.pairs.push(Pair { kept: kept.clone(), other: other.clone(), alike: None, is_merged: true, lines });
    }
    let ids: Vec<&str> = rows.keys().copied().collect();
    for (alike, a, b) in alike(&ids, &rows) {
        if found.canonical.contains_key(a) || found.canonical.contains_key(b) {
            continue;
        }
        let weight = |id: &str| (std::cmp::Reverse(rows.get(id).map_or(0, |rows| rows.lines.len())), id.to_owned());
        let (kept, other) = if weight(a) <= weight(b) { (a, b) } else { (b, a) };
        if same.all_alike {
            found.canonical.insert(other.to_owned(), kept.to_owned());
        }
        let lines = rows.get(other).map(|rows| rows.lines.clone()).unwrap_or_default();
        let (kept, other) = (kept.to_owned(), other.to_owned());
        found.pairs.push(Pair { kept, other, alike: Some(alike), is_merged: same.all_alike, lines });
    }
    found
}

impl Spellings {
    /// The spelling by which a CPTS is known.
    pub fn canonical<'a>(&'a self, id: &'a str) -> &'a str {
        let mut id = id;
        // Of three spellings one may lead to the second and that to the third.
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
            let (kept, alike) = (pair.kept.clone(), pair.alike);
            let finding = match (pair.is_merged, alike) {
                (true, None) if pair.lines.is_empty() => Finding::NoSuchCpts,
                (true, _) => Finding::ReadAs { kept },
                (false, alike) => Finding::AlikeCpts { like: kept, alike },
            };
            let mut lines = pair.lines.clone();
            lines.sort_unstable();
            lines.dedup();
            let column = Some(reading.column_name(reading.cpts_column()).to_owned());
            Anomaly { finding, source: Source { lines, column, value: pair.other.clone(), code: None } }
        })
    }
}

/// Pairs of identifiers that may be one CPTS, in order, each identifier with the first that it is like.
fn alike<'a>(ids: &[&'a str], rows: &BTreeMap<&'a str, Rows>) -> Vec<(Alike, &'a str, &'a str)> {
    let mut pairs = Vec::new();
    let mut by_words: BTreeMap<Vec<String>, &str> = BTreeMap::new();
    let mut by_name: BTreeMap<&str, &str> = BTreeMap::new();
    let mut distinct: Vec<(Vec<String>, &str)> = Vec::new();
    for &id in ids {
        let words = words(id);
        if words.is_empty() {
            continue;
        }
        if let Some(first) = by_words.get(&words) {
            pairs.push((Alike::Words, *first, id));
            continue;
        }
        by_words.insert(words.clone(), id);
        let names = rows.get(id).map(|rows| &rows.names).into_iter().flatten();
        let named = names.filter(|name| name.as_str() != id).find_map(|name| match by_name.get(name.as_str()) {
            Some(first) => Some(*first),
            None => {
                by_name.insert(name, id);
                None
            }
        });
        if let Some(first) = named {
            pairs.push((Alike::Name, first, id));
            continue;
        }
        distinct.push((words, id));
    }
    pairs.extend(one_letter_apart(&distinct));
    pairs
}

/// Pairs whose words differ by one letter in one word. Candidates share all words but one.
fn one_letter_apart<'a>(ids: &[(Vec<String>, &'a str)]) -> Vec<(Alike, &'a str, &'a str)> {
    // The words but one, and how many they are with it; that one, and the identifier.
    type ByOthers<'w, 'a> = BTreeMap<(Vec<&'w str>, usize), Vec<(&'w str, &'a str)>>;
    let mut by_others = ByOthers::new();
    for (words, id) in ids {
        for (place, word) in words.iter().enumerate().filter(|(_, word)| may_have_a_slip(word)) {
            let others = words.iter().enumerate().filter(|(at, _)| *at != place).map(|(_, word)| word.as_str());
            by_others.entry((others.collect(), words.len())).or_default().push((word, id));
        }
    }
    let mut pairs = BTreeSet::new();
    for group in by_others.values().filter(|group| group.len() > 1) {
        for (index, (word, id)) in group.iter().enumerate() {
            let like = group[..index].iter().find(|(other, _)| is_one_letter_apart(word, other));
            pairs.extend(like.map(|(_, first)| (Alike::Letter, *first, *id)));
        }
    }
    pairs.into_iter().collect()
}

/// The words of a name that tell it from others, in order of the alphabet.
fn words(name: &str) -> Vec<String> {
    let plain = plain_text(name);
    let mut words: Vec<String> =
        plain.split(' ').filter(|word| !word.is_empty() && !SMALL.contains(word)).map(str::to_owned).collect();
    words.sort();
    words
}

fn may_have_a_slip(word: &str) -> bool {
    word.chars().count() >= LONG && !word.contains(|c: char| c.is_ascii_digit()) && !APART.contains(&word)
}

/// Whether one letter changed, left out, put in, or exchanged with the next makes one word of the other.
fn is_one_letter_apart(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    match (&a[..a.len() - end], &b[..b.len() - end]) {
        ([_], [_]) | ([_], []) | ([], [_]) => true,
        ([x, y], [z, w]) => x == w && y == z,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(ids: &[&'static str]) -> Vec<(Alike, &'static str, &'static str)> {
        alike(ids, &ids.iter().map(|&id| (id, Rows::default())).collect())
    }

    #[test]
    fn spellings_with_the_same_words_are_alike() {
        assert_eq!(pairs(&["CPTS Gapençais", "CPTS du Gapençais"]).len(), 1);
        assert_eq!(pairs(&["CPTS Val-de-Saône", "Val de Saone (CPTS)"]).len(), 1);
        assert_eq!(pairs(&["CPTS de l'Étoile", "CPTS ETOILE"]).len(), 1);
    }

    #[test]
    fn a_letter_apart_is_a_slip_in_a_long_word_only() {
        assert_eq!(pairs(&["CPTS Gapencais", "CPTS Gapensais"]), [(Alike::Letter, "CPTS Gapencais", "CPTS Gapensais")]);
        assert_eq!(pairs(&["CPTS Luberon Monts", "CPTS Lubreon Monts"]).len(), 1);
        assert_eq!(pairs(&["CPTS Var", "CPTS Vars"]), []);
    }

    #[test]
    fn numbers_and_points_of_the_compass_are_never_slips() {
        for [a, b] in [
            ["CPTS Lyon 3", "CPTS Lyon 8"],
            ["CPTS Nord 1", "CPTS Nord 2"],
            ["CPTS Est", "CPTS Ouest"],
            ["CPTS Haute Vallée", "CPTS Hautes Vallée"],
            ["CPTS-2A-001", "CPTS-2A-002"],
        ] {
            assert_eq!(pairs(&[a, b]), [], "{a} {b}");
        }
    }

    #[test]
    fn one_letter_is_changed_left_out_put_in_or_exchanged() {
        for (a, b, expected) in [
            ("gapencais", "gapensais", true),
            ("gapencais", "gapencas", true),
            ("gapencais", "gapenccais", true),
            ("luberon", "lubreon", true),
            ("luberon", "verdon", false),
            ("same", "same", false),
        ] {
            assert_eq!(is_one_letter_apart(a, b), expected, "{a} {b}");
        }
    }
}
