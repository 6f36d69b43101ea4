//! Units claimed by *part*: quarters or IRIS of a commune, each with its inhabitants.
//!
//! A unit is *shared* when CPTS claim different parts of it, and none the whole (R01, R03). A part counts with the population that the
//! table declares for it; what no part holds is the *rest* of the unit, which nobody covers. A part without a population is no part:
//! the claim is on the whole unit.

use std::collections::{BTreeMap, BTreeSet};

use super::cpts::{Claim, Details, Part};
use crate::cog::plain_text;

/// Why rows that speak of parts are not taken as they are. The order is that of gravity.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartFault {
    /// A part without a population: the whole unit is claimed.
    NoPopulation {
        /// Its name.
        part: String,
    },
    /// The population of a part is no whole number: the whole unit is claimed.
    NotANumber {
        /// Its name.
        part: String,
        /// The population as written.
        text: String,
    },
    /// A part with several populations: the smallest counts.
    Several {
        /// Its name.
        part: String,
        /// The populations, ascending.
        populations: Vec<u64>,
    },
    /// The same CPTS claims the whole unit too: that is what counts.
    BesideWhole {
        /// Names of the parts.
        parts: Vec<String>,
    },
}

impl PartFault {
    /// What of the table it is about.
    pub fn value(&self) -> &str {
        match self {
            Self::NoPopulation { part } | Self::Several { part, .. } => part,
            Self::NotANumber { text, .. } => text,
            Self::BesideWhole { parts } => parts.first().map_or("", |part| part),
        }
    }
}

impl Details {
    /// Whether the row speaks of a part.
    pub fn is_of_part(&self) -> bool {
        !self.part.is_empty() || !self.part_population.is_empty()
    }

    /// Inhabitants that the row gives of its part; `None` where it gives no whole number.
    fn population(&self) -> Option<u64> {
        // Of no unit are there more inhabitants than 32 bits count, and sums of such figures fit.
        self.part_population.parse::<u32>().ok().map(u64::from)
    }

    /// Whether the row gives a population of its part that counts.
    pub(super) fn has_population(&self) -> bool {
        self.population().is_some()
    }
}

/// The parts that rows of a CPTS declare of a unit, by name; none where it claims the whole. `is_whole` tells that a row claims it without
/// a word of parts.
pub fn declared<'a>(details: impl IntoIterator<Item = &'a Details>, is_whole: bool) -> (Vec<Part>, Vec<PartFault>) {
    let mut by_key: BTreeMap<String, (&str, Vec<u64>)> = BTreeMap::new();
    let mut faults = Vec::new();
    for row in details.into_iter().filter(|row| row.is_of_part()) {
        let (part, text) = (row.part.clone(), row.part_population.clone());
        match row.population() {
            None if text.is_empty() => faults.push(PartFault::NoPopulation { part }),
            None => faults.push(PartFault::NotANumber { part, text }),
            Some(population) => by_key.entry(plain_text(&part)).or_insert((&row.part, Vec::new())).1.push(population),
        }
    }
    let names = || by_key.values().map(|(name, _)| (*name).to_owned()).collect();
    if is_whole && !by_key.is_empty() {
        faults.push(PartFault::BesideWhole { parts: names() });
    }
    let is_sound = faults.is_empty() && !is_whole;
    let mut parts = Vec::with_capacity(by_key.len());
    for (name, mut populations) in by_key.into_values() {
        populations.sort_unstable();
        populations.dedup();
        let Some(&population) = populations.first() else { continue };
        parts.push(Part { name: name.to_owned(), population });
        if populations.len() > 1 && is_sound {
            faults.push(PartFault::Several { part: name.to_owned(), populations });
        }
    }
    if !is_sound {
        parts.clear();
    }
    parts.sort_unstable();
    faults.sort_unstable();
    (parts, faults)
}

/// What claims on one unit come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Divided {
    /// Inhabitants of all parts, each once.
    pub population: u64,
    /// Parts that several claims name, by name.
    pub twice: Vec<String>,
    /// Inhabitants of these, each once.
    pub of_twice: u64,
    /// Whether a claim is on the whole unit.
    pub is_whole: bool,
}

impl Divided {
    /// Takes claims on one unit together. A part that several name counts once, with the largest population, so that more claims never
    /// cover fewer inhabitants.
    pub fn of<'a>(claims: impl IntoIterator<Item = &'a Claim>) -> Self {
        let mut all = Self::default();
        let mut named: BTreeMap<String, (&str, u64, usize)> = BTreeMap::new();
        for claim in claims {
            all.is_whole |= claim.parts.is_empty();
            for part in &claim.parts {
                match part.key() {
                    None => all.population += part.population,
                    Some(key) => {
                        let known = named.entry(key).or_insert((&part.name, part.population, 0));
                        known.1 = known.1.max(part.population);
                        known.2 += 1;
                    }
                }
            }
        }
        all.population += named.values().map(|(_, population, _)| population).sum::<u64>();
        let twice = || named.values().filter(|it| it.2 > 1);
        all.of_twice = twice().map(|it| it.1).sum();
        all.twice = twice().map(|it| it.0.to_owned()).collect();
        all
    }

    /// Whether several claims name a part.
    pub fn is_twice(&self, part: &Part) -> bool {
        self.twice.iter().any(|name| part.is_named(name))
    }

    /// The same; none without claims.
    pub fn of_any<'a>(claims: impl IntoIterator<Item = &'a Claim>) -> Option<Self> {
        let mut claims = claims.into_iter().peekable();
        claims.peek().is_some().then(|| Self::of(claims))
    }

    /// Inhabitants covered of a unit with so many: all of them, or those of the parts, which cannot be more.
    pub fn covered(&self, of_unit: u64) -> u64 {
        if self.is_whole { of_unit } else { self.population.min(of_unit) }
    }
}

impl Claim {
    /// Whether it and another on the same unit are on the same inhabitants: one is on the whole, or both name a part.
    pub fn meets(&self, other: &Self) -> bool {
        let is_whole = self.parts.is_empty() || other.parts.is_empty();
        let keys = |claim: &Self| claim.parts.iter().filter_map(Part::key).collect::<BTreeSet<String>>();
        is_whole || !keys(self).is_disjoint(&keys(other))
    }
}

/// Claims of two CPTS on one unit as those of one: the whole, or all of the parts.
pub(crate) fn joined(a: &Claim, b: &Claim) -> Claim {
    let mut lines = [a.lines.as_slice(), &b.lines].concat();
    lines.sort_unstable();
    lines.dedup();
    let mut via = [a.via.as_slice(), &b.via].concat();
    via.sort_unstable();
    via.dedup();
    let mut unweighed = [a.unweighed.as_slice(), &b.unweighed].concat();
    unweighed.sort_unstable();
    unweighed.dedup();
    if a.parts.is_empty() || b.parts.is_empty() {
        return Claim { unit: a.unit, lines, via, details: Vec::new(), parts: Vec::new(), unweighed };
    }
    let mut details = [a.details.as_slice(), &b.details].concat();
    details.sort_unstable();
    details.dedup();
    let (parts, _) = declared(&details, false);
    Claim { unit: a.unit, lines, via, details, parts, unweighed }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(part: &str, population: &str) -> Details {
        Details { part: part.into(), part_population: population.into(), ..Details::default() }
    }

    fn part(name: &str, population: u64) -> Part {
        Part { name: name.into(), population }
    }

    fn claim(parts: &[(&str, u64)]) -> Claim {
        let details = parts.iter().map(|(name, population)| row(name, &population.to_string())).collect();
        let parts = parts.iter().map(|&(name, population)| part(name, population)).collect();
        Claim { details, parts, ..Claim::of_whole(0) }
    }

    #[test]
    fn a_part_needs_a_population_or_else_the_whole_unit_is_claimed() {
        let (parts, faults) = declared(&[row("Nord", "1200"), row("Sud", "")], false);
        assert_eq!((parts, faults), (vec![], vec![PartFault::NoPopulation { part: "Sud".into() }]));
        let (parts, faults) = declared(&[row("Nord", "environ 1200")], false);
        let text = "environ 1200".to_owned();
        assert_eq!((parts, faults), (vec![], vec![PartFault::NotANumber { part: "Nord".into(), text }]));
    }

    #[test]
    fn a_part_with_two_populations_counts_once_with_the_smaller() {
        let (parts, faults) = declared(&[row("Nord", "1200"), row("NORD", "1100"), row("Sud", "7")], false);
        assert_eq!(parts, [part("Nord", 1100), part("Sud", 7)]);
        let several = PartFault::Several { part: "Nord".into(), populations: vec![1100, 1200] };
        assert_eq!(faults, [several]);
    }

    #[test]
    fn a_cpts_that_claims_a_part_and_the_whole_claims_the_whole() {
        let (parts, faults) = declared(&[row("Nord", "1200")], true);
        assert_eq!((parts, faults), (vec![], vec![PartFault::BesideWhole { parts: vec!["Nord".into()] }]));
    }

    #[test]
    fn parts_count_once_and_never_beyond_the_unit() {
        let (a, b) = (claim(&[("Nord", 60), ("Est", 10)]), claim(&[("Sud", 50), ("nord", 55)]));
        let both = Divided::of([&a, &b]);
        assert_eq!((both.population, both.twice.as_slice()), (120, ["Nord".to_owned()].as_slice()));
        assert_eq!((both.covered(200), both.covered(100)), (120, 100));
        assert_eq!(Divided::of([&a, &claim(&[])]).covered(200), 200);
    }

    #[test]
    fn parts_without_a_name_are_never_the_same() {
        assert_eq!(Divided::of([&claim(&[("", 60)]), &claim(&[("", 60)])]).population, 120);
    }

    #[test]
    fn a_merger_of_two_that_share_a_unit_has_the_parts_of_both() {
        let both = joined(&claim(&[("Nord", 60)]), &claim(&[("Sud", 40)]));
        assert_eq!(both.parts, [part("Nord", 60), part("Sud", 40)]);
        assert_eq!(joined(&claim(&[("Nord", 60)]), &claim(&[])).parts, []);
    }
}
