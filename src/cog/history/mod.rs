//! The COG as a history: what each code stood for in each year, and what became of communes in between.
//!
//! A *vintage* (*millésime*) is the list of communes on 1 January of a year. A *spell* is the time for which a code
//! stood for one thing under one name. A *movement* takes land of a commune to another code: merger, commune
//! nouvelle, split, re-establishment, change of code or of department. Two parts of a commune have codes that are not a
//! commune's: *communes déléguées* and *communes associées*; a commune nouvelle and one of its communes déléguées often
//! share a code, which then stands for the commune.
//!
//! Overseas collectivities are in no INSEE list of movements: their codes say nothing about a vintage.

pub mod build;
mod embedded;
mod error;
mod model;
mod pack;
mod path;
#[cfg(test)]
mod tests;
mod vintage;
mod way;

pub use crate::day::{Day, InvalidDay};
pub use embedded::{HistorySource, load};
pub use error::HistoryError;
pub use model::{Kind, Movement, Spell, Status};
pub use pack::{check_file, read_pack, write_pack};
pub use path::{Moved, Origin, Step};
pub use vintage::{Detection, VintageSpan};
pub use way::{Named, Way, WayOrigin, WayStep};

use rustc_hash::FxHashMap;

use super::CommuneCode;

/// What a history tells of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HistoryInfo {
    /// First vintage.
    pub first: u16,
    /// Last vintage.
    pub last: u16,
    /// Movements up to 1 January of this year have their own day; later ones are dated 1 January of the first vintage
    /// that shows them, and happened in the year before, or on that day.
    pub dated_until: u16,
    /// Sources: what, package or file, licence.
    pub sources: Vec<String>,
}

/// The COG of all years from [`HistoryInfo::first`] to [`HistoryInfo::last`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct History {
    info: HistoryInfo,
    /// Sorted by code, then by first day and status.
    spells: Vec<Spell>,
    /// Sorted by day, from, to.
    movements: Vec<Movement>,
    outgoing: FxHashMap<CommuneCode, Vec<u32>>,
    incoming: FxHashMap<CommuneCode, Vec<u32>>,
}

impl History {
    /// Puts a history together; order does not matter.
    pub(crate) fn new(info: HistoryInfo, mut spells: Vec<Spell>, mut movements: Vec<Movement>) -> Self {
        spells.sort_by(|a, b| (a.code, a.from, a.status, &a.name).cmp(&(b.code, b.from, b.status, &b.name)));
        movements.sort_unstable();
        movements.dedup();
        let mut outgoing: FxHashMap<CommuneCode, Vec<u32>> = FxHashMap::default();
        let mut incoming: FxHashMap<CommuneCode, Vec<u32>> = FxHashMap::default();
        for (index, movement) in (0..).zip(&movements) {
            outgoing.entry(movement.from).or_default().push(index);
            incoming.entry(movement.to).or_default().push(index);
        }
        Self { info, spells, movements, outgoing, incoming }
    }

    /// Vintages, dating, sources.
    pub fn info(&self) -> &HistoryInfo {
        &self.info
    }

    /// The last vintage: today's communes.
    pub fn last(&self) -> u16 {
        self.info.last
    }

    /// Whether the history has this vintage.
    pub fn has_year(&self, year: u16) -> bool {
        (self.info.first..=self.info.last).contains(&year)
    }

    /// All movements, by day.
    pub fn movements(&self) -> &[Movement] {
        &self.movements
    }

    /// All spells, by code.
    pub fn all_spells(&self) -> &[Spell] {
        &self.spells
    }

    /// Everything that the code ever stood for, by first day; empty for a code that never was.
    pub fn spells(&self, code: CommuneCode) -> &[Spell] {
        let start = self.spells.partition_point(|spell| spell.code < code);
        let rest = &self.spells[start..];
        &rest[..rest.partition_point(|spell| spell.code == code)]
    }

    /// What the code stands for in a vintage; where it stands for a commune and for a part of it, the commune.
    pub fn in_year(&self, code: CommuneCode, year: u16) -> Option<&Spell> {
        let day = Day::january(year);
        self.spells(code).iter().filter(|spell| spell.holds_on(day)).min_by_key(|spell| spell.status)
    }

    /// Whether the code is that of a commune in a vintage; Paris, Lyon and Marseille are communes.
    pub fn is_commune(&self, code: CommuneCode, year: u16) -> bool {
        self.in_year(code, year).is_some_and(|spell| matches!(spell.status, Status::Commune | Status::Collectivity))
    }

    /// Whether a table of a vintage may claim the code: a commune or an arrondissement municipal.
    pub fn is_claimable(&self, code: CommuneCode, year: u16) -> bool {
        self.in_year(code, year).is_some_and(|spell| spell.status.is_claimable())
    }

    /// The name in a vintage.
    pub fn name(&self, code: CommuneCode, year: u16) -> Option<&str> {
        self.in_year(code, year).map(|spell| spell.name.as_str())
    }

    /// Codes that a table of a vintage may claim, in order.
    pub fn claimable_in(&self, year: u16) -> impl Iterator<Item = &Spell> {
        let day = Day::january(year);
        self.spells.iter().filter(move |spell| spell.status.is_claimable() && spell.holds_on(day))
    }

    /// Communes déléguées and associées of a vintage.
    pub fn parts_in(&self, year: u16) -> impl Iterator<Item = &Spell> {
        let day = Day::january(year);
        self.spells
            .iter()
            .filter(move |spell| matches!(spell.status, Status::Deleguee | Status::Associee) && spell.holds_on(day))
    }

    /// Movements that take land away from a code, by day.
    pub fn outgoing(&self, code: CommuneCode) -> impl Iterator<Item = &Movement> {
        self.outgoing.get(&code).into_iter().flatten().map(|&index| &self.movements[index as usize])
    }

    /// Movements that bring land to a code, by day.
    pub fn incoming(&self, code: CommuneCode) -> impl Iterator<Item = &Movement> {
        self.incoming.get(&code).into_iter().flatten().map(|&index| &self.movements[index as usize])
    }
}
