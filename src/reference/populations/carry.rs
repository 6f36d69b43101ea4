//! Figures under codes of a vintage, carried to the units of the reference.
//!
//! A unit's *parts* are the codes of the figures' vintage that lead to it, and to it alone. Its population is the sum of
//! their figures where all are there. A code that leads to several units has a figure that nobody says how to share
//! out: those units have none.

use std::collections::{BTreeMap, BTreeSet};

use super::note::{FigureAt, PopulationNote};
use super::pool::{Pool, Pooled};
use super::read::Known;
use crate::cog::CommuneCode;
use crate::cog::history::History;

/// The population of a code in the reference's vintage.
#[derive(Debug, Clone, Default)]
pub(super) struct Carried {
    pub population: u64,
    /// The years that its figures are of.
    pub years: BTreeSet<Option<u16>>,
    pub parts: Vec<FigureAt>,
}

impl Carried {
    fn add(&mut self, part: &Pooled) {
        self.population += u64::from(part.at.figure);
        self.years.insert(part.year);
        self.parts.push(part.at.clone());
    }
}

/// What came of the figures.
#[derive(Default)]
pub(super) struct Outcome {
    pub by_code: BTreeMap<CommuneCode, Carried>,
    pub notes: Vec<PopulationNote>,
    /// Codes of the reference's vintage of which a note says why they have no figure.
    pub explained: BTreeSet<CommuneCode>,
    /// Two files of different vintages that give a code different figures.
    pub contradictions: Vec<Vec<FigureAt>>,
}

/// The ways of codes to the reference's vintage.
pub(super) struct Ways<'a> {
    pub history: &'a History,
    pub known: &'a Known<'a>,
}

impl Ways<'_> {
    /// The codes that a code of a vintage leads to; `None` for one that never was.
    pub fn ahead(&self, code: CommuneCode, cog: u16) -> Option<Vec<CommuneCode>> {
        let is_own = (self.known.holds)(code);
        if is_own && cog == self.known.cog {
            return Some(vec![code]);
        }
        let moved = self.history.moved(code, cog, self.known.cog).map(|moved| moved.to);
        moved.or_else(|| is_own.then(|| vec![code]))
    }

    /// The codes of a vintage that lead to a code of the reference's.
    fn back(&self, code: CommuneCode, cog: u16) -> Vec<CommuneCode> {
        if cog == self.known.cog && (self.known.holds)(code) {
            return vec![code];
        }
        self.history.moved(code, self.known.cog, cog).map(|moved| moved.to).unwrap_or_default()
    }

    /// Whether the code is in the list of the vintage, as far as anybody knows.
    fn is_in_force(&self, code: CommuneCode, cog: u16) -> bool {
        let is_own = cog == self.known.cog && (self.known.holds)(code);
        is_own || self.history.spells(code).is_empty() || self.history.is_claimable(code, cog)
    }

    /// The nearest year whose list has the code, an earlier one if there is any.
    fn nearest_year(&self, code: CommuneCode, cog: u16) -> Option<u16> {
        let (first, last) = (self.history.info().first, self.history.last());
        let has = |year: &u16| self.history.is_claimable(code, *year);
        let earlier = (first..=last).rev().filter(|&year| year < cog).find(has);
        earlier.or_else(|| (first..=last).filter(|&year| year > cog).find(has))
    }
}

/// Carries all figures.
pub(super) fn carry(pool: &Pool, ways: &Ways) -> Outcome {
    let mut outcome = Outcome::default();
    let mut in_force: BTreeMap<u16, Vec<&Pooled>> = BTreeMap::new();
    let mut of_other_years: BTreeMap<u16, Vec<&Pooled>> = BTreeMap::new();
    for (&(cog, code), pooled) in &pool.figures {
        if ways.is_in_force(code, cog) {
            in_force.entry(cog).or_default().push(pooled);
        } else if let Some(year) = ways.nearest_year(code, cog) {
            of_other_years.entry(year).or_default().push(pooled);
        } else {
            // A part of a commune that never was a commune itself.
            outcome.notes.push(PopulationNote::UnknownCode { at: pooled.at.clone() });
        }
    }
    let mut incomplete = Vec::new();
    for (&cog, figures) in &in_force {
        let found = of_vintage(figures, cog, ways, &mut outcome, &mut incomplete);
        for (code, carried) in found {
            outcome.add(code, carried);
        }
    }
    // The latest first: what is nearest to the file's own vintage is so in most cases.
    for (&cog, figures) in of_other_years.iter().rev() {
        let found = of_vintage(figures, cog, ways, &mut outcome, &mut incomplete);
        for (code, carried) in found {
            if outcome.by_code.contains_key(&code) {
                outcome.notes.push(PopulationNote::NotTaken { unit: code, figures: carried.parts });
                continue;
            }
            let read_as = carried.parts.iter().map(|at| PopulationNote::ReadAsOf { at: at.clone(), cog });
            outcome.notes.extend(read_as);
            outcome.by_code.insert(code, carried);
        }
    }
    for (unit, missing, present) in incomplete {
        if outcome.by_code.contains_key(&unit) {
            outcome.notes.push(PopulationNote::NotTaken { unit, figures: present });
        } else {
            outcome.explained.insert(unit);
            outcome.notes.push(PopulationNote::PartsMissing { unit, missing, present });
        }
    }
    outcome
}

/// A unit, its parts without a figure, and the figures of the others.
type Incomplete = (CommuneCode, Vec<CommuneCode>, Vec<FigureAt>);

/// The codes of the reference's vintage that figures of one vintage make complete.
fn of_vintage(
    figures: &[&Pooled],
    cog: u16,
    ways: &Ways,
    outcome: &mut Outcome,
    incomplete: &mut Vec<Incomplete>,
) -> BTreeMap<CommuneCode, Carried> {
    let mut parts: BTreeMap<CommuneCode, Vec<&Pooled>> = BTreeMap::new();
    for &pooled in figures {
        let at = pooled.at.clone();
        match ways.ahead(at.code, cog).as_deref() {
            None => outcome.notes.push(PopulationNote::UnknownCode { at }),
            Some([]) => outcome.notes.push(PopulationNote::NoUnit { at, to: Vec::new() }),
            Some(&[code]) => parts.entry(code).or_default().push(pooled),
            Some(several) => {
                outcome.explained.extend(several);
                outcome.notes.push(PopulationNote::Split { at, into: several.to_vec() });
            }
        }
    }
    let mut complete = BTreeMap::new();
    for (code, parts) in parts {
        let has = |part: &CommuneCode| parts.iter().any(|it| it.at.code == *part);
        let missing: Vec<CommuneCode> = ways.back(code, cog).into_iter().filter(|part| !has(part)).collect();
        if missing.is_empty() {
            let mut carried = Carried::default();
            parts.iter().for_each(|part| carried.add(part));
            complete.insert(code, carried);
        } else {
            incomplete.push((code, missing, parts.iter().map(|part| part.at.clone()).collect()));
        }
    }
    complete
}

impl Outcome {
    /// Adds what a vintage makes complete; another vintage may have made it before.
    fn add(&mut self, code: CommuneCode, carried: Carried) {
        match self.by_code.get(&code) {
            None => drop(self.by_code.insert(code, carried)),
            Some(other) if other.population == carried.population => {
                self.notes.push(PopulationNote::NotTaken { unit: code, figures: carried.parts });
            }
            Some(other) => self.contradictions.push(other.parts.iter().chain(&carried.parts).cloned().collect()),
        }
    }
}
