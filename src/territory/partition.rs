//! Each unit with its claimants: covered, in overlap, or white.

use super::resolve::{Cpts, CptsId};
use crate::reference::{Reference, UnitId};

/// What a unit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Claimed by one CPTS.
    Covered,
    /// Claimed by two or more.
    Overlap,
    /// Claimed by none.
    White,
}

impl Status {
    /// The status as written in `communes.csv`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Covered => "couverte",
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
}

impl Partition {
    /// Gathers the claimants of each unit, counting only the CPTS for which `counts` holds.
    pub fn new(reference: &Reference, cpts: &[Cpts], counts: impl Fn(&Cpts) -> bool) -> Self {
        let mut pairs: Vec<(UnitId, CptsId)> = Vec::new();
        for (id, cpts) in cpts.iter().enumerate().filter(|(_, cpts)| counts(cpts)) {
            pairs.extend(cpts.units().map(|unit| (unit, id as CptsId)));
        }
        pairs.sort_unstable();
        let mut starts = Vec::with_capacity(reference.units.len() + 1);
        let mut at = 0;
        for unit in 0..=reference.units.len() as UnitId {
            at += pairs[at..].iter().take_while(|pair| pair.0 < unit).count();
            starts.push(at as u32);
        }
        Self { starts, claimants: pairs.into_iter().map(|(_, cpts)| cpts).collect() }
    }

    /// The CPTS that claim a unit, ascending.
    pub fn claimants(&self, unit: UnitId) -> &[CptsId] {
        &self.claimants[self.starts[unit as usize] as usize..self.starts[unit as usize + 1] as usize]
    }

    /// What a unit is.
    pub fn status(&self, unit: UnitId) -> Status {
        match self.claimants(unit).len() {
            0 => Status::White,
            1 => Status::Covered,
            _ => Status::Overlap,
        }
    }
}
