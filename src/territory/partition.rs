//! Each unit with its claimants: covered, shared by part, in overlap, or white.

use std::collections::BTreeMap;

use super::cpts::{Claim, Cpts, CptsId};
use super::parts::Divided;
use crate::reference::{Reference, Scope, UnitId};

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Claimed by one CPTS as a whole.
    Covered,
    /// Claimed by part only, no part twice.
    Shared,
    /// Claimed by two or more, or a part of it is.
    Overlap,
    /// Claimed by none.
    White,
}

impl Status {
    /// The status as written in `communes.csv`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Covered => "couverte",
            Self::Shared => "partagee",
            Self::Overlap => "chevauchement",
            Self::White => "blanche",
        }
    }
}

/// Claimants of every unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Partition {
    starts: Vec<u32>,
    claimants: Vec<CptsId>,
    /// Units of which no claimant claims the whole.
    divided: BTreeMap<UnitId, Divided>,
}

impl Partition {
    /// Gathers the claimants of each unit, counting only the CPTS for which `counts` holds.
    pub fn new(reference: &Reference, cpts: &[Cpts], counts: impl Fn(&Cpts) -> bool) -> Self {
        let mut pairs: Vec<(UnitId, CptsId)> = Vec::new();
        let mut by_part: BTreeMap<UnitId, Vec<&Claim>> = BTreeMap::new();
        for (id, cpts) in cpts.iter().enumerate().filter(|(_, cpts)| counts(cpts)) {
            pairs.extend(cpts.units().map(|unit| (unit, id as CptsId)));
            for claim in cpts.claims.iter().filter(|claim| !claim.parts.is_empty()) {
                by_part.entry(claim.unit).or_default().push(claim);
            }
        }
        pairs.sort_unstable();
        let mut starts = Vec::with_capacity(reference.units.len() + 1);
        let mut at = 0;
        for unit in 0..=reference.units.len() as UnitId {
            at += pairs[at..].iter().take_while(|pair| pair.0 < unit).count();
            starts.push(at as u32);
        }
        let claimants = pairs.into_iter().map(|(_, cpts)| cpts).collect();
        let mut partition = Self { starts, claimants, divided: BTreeMap::new() };
        by_part.retain(|&unit, claims| partition.claimants(unit).len() == claims.len());
        partition.divided = by_part.into_iter().map(|(unit, claims)| (unit, Divided::of(claims))).collect();
        partition
    }

    /// The CPTS that claim a unit, ascending.
    pub fn claimants(&self, unit: UnitId) -> &[CptsId] {
        &self.claimants[self.starts[unit as usize] as usize..self.starts[unit as usize + 1] as usize]
    }

    /// What a unit is.
    pub fn status(&self, unit: UnitId) -> Status {
        match (self.claimants(unit).len(), self.divided.get(&unit)) {
            (0, _) => Status::White,
            (_, Some(divided)) if divided.twice.is_empty() => Status::Shared,
            (1, _) => Status::Covered,
            _ => Status::Overlap,
        }
    }

    /// The units of a scope that are in overlap, ascending.
    pub fn overlaps(&self, reference: &Reference, scope: &Scope) -> impl Iterator<Item = UnitId> {
        let units = (0..).zip(&reference.units).filter(|(_, unit)| scope.holds(unit));
        units.map(|(id, _)| id).filter(|&unit| self.status(unit) == Status::Overlap)
    }

    /// The parts of a unit of which no claimant claims the whole.
    pub fn divided(&self, unit: UnitId) -> Option<&Divided> {
        self.divided.get(&unit)
    }

    /// Units of which no claimant claims the whole, ascending.
    pub fn divided_units(&self) -> impl Iterator<Item = UnitId> {
        self.divided.keys().copied()
    }

    /// Inhabitants of a unit that several CPTS claim: all that is claimed of it where one claims the whole, else those of the parts that
    /// several claim.
    pub fn overlap_population(&self, reference: &Reference, unit: UnitId) -> u64 {
        match (self.status(unit), self.divided.get(&unit)) {
            (Status::Overlap, Some(divided)) => divided.of_twice.min(self.covered_population(reference, unit)),
            (Status::Overlap, None) => self.covered_population(reference, unit),
            _ => 0,
        }
    }

    /// Of the inhabitants that a claim counts, those that other CPTS claim too.
    pub fn claimed_by_others(&self, reference: &Reference, claim: &Claim) -> u64 {
        match (self.status(claim.unit), self.divided.get(&claim.unit)) {
            (Status::Overlap, Some(divided)) => {
                claim.parts.iter().filter(|part| divided.is_twice(part)).map(|part| part.population).sum()
            }
            (Status::Overlap, None) => claim.population(reference),
            _ => 0,
        }
    }

    /// The claimants of a unit that claim of it what another one claims too, ascending.
    pub fn rivals(&self, cpts: &[Cpts], unit: UnitId) -> Vec<CptsId> {
        let claims = self.claimants(unit).iter().filter_map(|&id| Some((id, cpts.get(id as usize)?.claim_on(unit)?)));
        let is_rival = |(_, claim): &(CptsId, &Claim)| match self.divided.get(&unit) {
            Some(divided) => claim.parts.iter().any(|part| divided.is_twice(part)),
            None => true,
        };
        claims.filter(is_rival).map(|(id, _)| id).collect()
    }

    /// Inhabitants of a unit that some CPTS covers: all, none, or those of the parts that are claimed.
    pub fn covered_population(&self, reference: &Reference, unit: UnitId) -> u64 {
        let all = u64::from(reference.unit(unit).population.unwrap_or(0));
        match self.divided.get(&unit) {
            Some(divided) => divided.covered(all),
            None if self.claimants(unit).is_empty() => 0,
            None => all,
        }
    }
}
