//! Which identifiers of CPTS are alike.
//!
//! Two names are *alike* when they have the same words, small words, accents, hyphens and the word CPTS aside, or when one letter sets
//! them apart. Numbers and points of the compass are never taken for a slip: *Nord 1* and *Nord 2*, *Est* and *Ouest* are different.
//! Two identifiers are alike when one name is given with both, or when one is that name itself, for want of an identifier.

use std::collections::{BTreeMap, BTreeSet};

use crate::cog::plain_text;

/// How alike two spellings are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Alike {
    /// The same words but for small ones, accents, case and signs.
    Words,
    /// One letter apart.
    Letter,
    /// Two identifiers with one name.
    Name,
    /// A CPTS without identifier, by the name of one that has an identifier.
    NoId,
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

/// What is known of a spelling.
#[derive(Default)]
pub(super) struct Rows {
    /// Lines of its rows.
    pub lines: Vec<u64>,
    /// Names that they give.
    pub names: BTreeSet<String>,
}

impl Rows {
    /// Whether the identifier is a name: a row without identifier is known by its name.
    pub fn are_known_by_name(&self, id: &str) -> bool {
        self.names.contains(id)
    }
}

/// Pairs of identifiers that may be one CPTS, in order. Identifiers with the same words, or the same name, are each paired with the
/// first that has them: what is alike by way of others is left to be found.
pub(super) fn alike<'a>(ids: &[&'a str], rows: &BTreeMap<&'a str, Rows>) -> Vec<(Alike, &'a str, &'a str)> {
    let mut pairs = Vec::new();
    let mut by_words: BTreeMap<Vec<String>, &str> = BTreeMap::new();
    let mut by_name: BTreeMap<&str, &str> = BTreeMap::new();
    let mut by_words_of_name: BTreeMap<Vec<String>, &str> = BTreeMap::new();
    let mut distinct: Vec<(Vec<String>, &str)> = Vec::new();
    let mut named: Vec<(Vec<String>, &str)> = Vec::new();
    for &id in ids {
        let words = words_of(id);
        if words.is_empty() {
            continue;
        }
        let rows = rows.get(id);
        if rows.is_some_and(|rows| rows.are_known_by_name(id)) {
            named.push((words.clone(), id));
        } else {
            for name in rows.map(|rows| &rows.names).into_iter().flatten() {
                by_words_of_name.entry(words_of(name)).or_insert(id);
                let first = *by_name.entry(name).or_insert(id);
                if first != id {
                    pairs.push((Alike::Name, first, id));
                }
            }
        }
        match by_words.get(&words) {
            Some(first) => pairs.push((Alike::Words, *first, id)),
            None => {
                by_words.insert(words.clone(), id);
                distinct.push((words, id));
            }
        }
    }
    for (words, id) in named {
        let first = by_name.get(id).or_else(|| by_words_of_name.get(&words));
        pairs.extend(first.map(|first| (Alike::NoId, *first, id)));
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
            let like = group[..index].iter().filter(|(other, _)| is_one_letter_apart(word, other));
            pairs.extend(like.map(|(_, other)| (Alike::Letter, *other, *id)));
        }
    }
    pairs.into_iter().collect()
}

/// The words of a name that tell it from others, in order of the alphabet.
fn words_of(name: &str) -> Vec<String> {
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
    fn a_cpts_without_identifier_is_like_the_one_that_has_its_name() {
        let of = |names: &[&str]| Rows { lines: vec![2], names: names.iter().map(|&name| name.to_owned()).collect() };
        let rows =
            [("1", of(&["CPTS Alpha"])), ("2", of(&["CPTS Beta"])), ("CPTS de l'Alpha", of(&["CPTS de l'Alpha"]))];
        let found = alike(&["1", "2", "CPTS de l'Alpha"], &rows.into());
        assert_eq!(found, [(Alike::NoId, "1", "CPTS de l'Alpha")]);
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
