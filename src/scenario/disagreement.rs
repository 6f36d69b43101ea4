//! Two sources that should say the same, held against each other unit by unit.
//!
//! CPTS of both are matched as [`Lineage`] does: by identifier, else by name, else by units, half of each in the other. A unit is agreed on
//! where both give it to the same CPTS, with as many inhabitants each, and where parts that both name are
//! with the same CPTS.

use std::collections::{BTreeMap, BTreeSet};

use super::{Lineage, State};
use crate::reference::{Scope, UnitId};
use crate::territory::{CptsId, Status};

/// How two sources differ on a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nature {
    /// Only the first has it claimed.
    OnlyFirst,
    /// Only the second has it claimed.
    OnlySecond,
    /// By other CPTS, or not by the same ones.
    OtherCpts,
    /// By the same CPTS, with other parts.
    OtherParts,
}

impl Nature {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::OnlyFirst, Self::OnlySecond, Self::OtherCpts, Self::OtherParts];

    /// As written in tables.
    pub fn key(self) -> &'static str {
        match self {
            Self::OnlyFirst => "premiere_seule",
            Self::OnlySecond => "seconde_seule",
            Self::OtherCpts => "autre_cpts",
            Self::OtherParts => "autres_parties",
        }
    }
}

/// A unit on which two sources differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Disagreement {
    /// The unit.
    pub unit: UnitId,
    /// How they differ.
    pub nature: Nature,
    /// Who claims it in the first, ascending.
    pub first: Vec<CptsId>,
    /// Who claims it in the second, ascending.
    pub second: Vec<CptsId>,
    /// Inhabitants at stake: those that are not with the same CPTS in both.
    pub stake: u64,
}

/// Two sources held against each other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// CPTS of the first that are the same as one of the second under another identifier or name.
    pub renamed: Vec<(CptsId, CptsId)>,
    /// CPTS of the first without a counterpart, then those of the second.
    pub alone: [Vec<CptsId>; 2],
    /// Units that one of them has claimed, and their inhabitants.
    pub claimed: (u64, u64),
    /// Of those, units agreed on, and inhabitants that are with the same CPTS in both.
    pub agreed: (u64, u64),
    /// Units on which they differ, ascending.
    pub disagreements: Vec<Disagreement>,
}

impl Comparison {
    /// Holds two states of one reference against each other.
    pub fn of(first: &State, second: &State, scope: &Scope) -> Self {
        let pairs = Lineage::of(first, second).pairs;
        let mut all = Self {
            renamed: Vec::new(),
            alone: [Vec::new(), Vec::new()],
            claimed: (0, 0),
            agreed: (0, 0),
            disagreements: Vec::new(),
        };
        let is_renamed = |&(a, b): &(CptsId, CptsId)| {
            let (a, b) = (&first.cpts[a as usize], &second.cpts[b as usize]);
            a.id != b.id || a.name != b.name
        };
        all.renamed = pairs.iter().map(|(&a, &b)| (a, b)).filter(is_renamed).collect();
        let matched: BTreeSet<CptsId> = pairs.values().copied().collect();
        all.alone = [
            (0..first.cpts.len() as CptsId).filter(|id| !pairs.contains_key(id)).collect(),
            (0..second.cpts.len() as CptsId).filter(|id| !matched.contains(id)).collect(),
        ];
        let units = (0..).zip(&first.reference.units).filter(|(_, it)| scope.holds(it)).map(|(unit, _)| unit);
        units.for_each(|unit| all.take(first, second, &pairs, unit));
        all
    }

    fn take(&mut self, first: &State, second: &State, pairs: &BTreeMap<CptsId, CptsId>, unit: UnitId) {
        let (held_first, held_second) = (held(first, unit), held(second, unit));
        let covered = |state: &State| state.partition.covered_population(state.reference, unit);
        let claimed = covered(first).max(covered(second));
        let counterpart = |a: &CptsId| pairs.get(a).and_then(|b| held_second.get(b));
        let of_first: BTreeSet<Option<CptsId>> = held_first.keys().map(|a| pairs.get(a).copied()).collect();
        let of_second: BTreeSet<Option<CptsId>> = held_second.keys().map(|&b| Some(b)).collect();
        let nature = match (held_first.is_empty(), held_second.is_empty()) {
            (true, true) => return,
            (_, true) => Some(Nature::OnlyFirst),
            (true, _) => Some(Nature::OnlySecond),
            _ if of_first != of_second => Some(Nature::OtherCpts),
            _ => (!held_first.iter().all(|(a, people)| counterpart(a) == Some(people))).then_some(Nature::OtherParts),
        };
        let moved = parts_elsewhere([first, second], pairs, unit);
        let nature = nature.or_else(|| (!moved.is_empty()).then_some(Nature::OtherParts));
        let is_overlap = [first, second].iter().any(|state| state.partition.status(unit) == Status::Overlap);
        // What both say of the same CPTS; of parts that they give to others, nothing.
        let same = || {
            let lost = |of: &BTreeMap<CptsId, u64>, id: &CptsId| of.get(id).copied().unwrap_or(0);
            let both = held_first.iter().filter_map(|(a, &people)| {
                let b = pairs.get(a)?;
                let people = people.saturating_sub(lost(&moved.first, a));
                Some(people.min(counterpart(a)?.saturating_sub(lost(&moved.second, b))))
            });
            both.sum::<u64>()
        };
        let agreed = match nature {
            None => claimed,
            // Where one of them has it claimed twice, they are not said to agree on anybody.
            Some(_) if is_overlap => 0,
            Some(_) => same().min(claimed),
        };
        self.claimed = (self.claimed.0 + 1, self.claimed.1 + claimed);
        self.agreed = (self.agreed.0 + u64::from(nature.is_none()), self.agreed.1 + agreed);
        self.disagreements.extend(nature.map(|nature| Disagreement {
            unit,
            nature,
            first: held_first.into_keys().collect(),
            second: held_second.into_keys().collect(),
            stake: claimed - agreed,
        }));
    }

    /// Disagreements of a nature: units, and inhabitants at stake.
    pub fn count(&self, nature: Nature) -> (u64, u64) {
        let of_nature = self.disagreements.iter().filter(|it| it.nature == nature);
        of_nature.fold((0, 0), |(units, people), it| (units + 1, people + it.stake))
    }
}

/// Inhabitants of parts that both sources name and give to different CPTS, by the CPTS that has them in each.
#[derive(Default)]
struct Elsewhere {
    first: BTreeMap<CptsId, u64>,
    second: BTreeMap<CptsId, u64>,
}

impl Elsewhere {
    fn is_empty(&self) -> bool {
        self.first.is_empty() && self.second.is_empty()
    }
}

/// The parts of a unit, by what makes two the same one, that two states do not give to the same CPTS.
fn parts_elsewhere(states: [&State; 2], pairs: &BTreeMap<CptsId, CptsId>, unit: UnitId) -> Elsewhere {
    let [first, second] = states.map(|state| parts(state, unit));
    let mut found = Elsewhere::default();
    for (key, holders) in &first {
        let Some(others) = second.get(key) else { continue };
        let of_first: BTreeSet<Option<CptsId>> = holders.keys().map(|a| pairs.get(a).copied()).collect();
        let of_second: BTreeSet<Option<CptsId>> = others.keys().map(|&b| Some(b)).collect();
        if of_first == of_second {
            continue;
        }
        let add = |all: &mut BTreeMap<CptsId, u64>, of: &BTreeMap<CptsId, u64>| {
            of.iter().for_each(|(&id, people)| *all.entry(id).or_default() += people);
        };
        add(&mut found.first, holders);
        add(&mut found.second, others);
    }
    found
}

/// The named parts of a unit that CPTS claim, with their inhabitants.
fn parts(state: &State, unit: UnitId) -> BTreeMap<String, BTreeMap<CptsId, u64>> {
    let mut all: BTreeMap<String, BTreeMap<CptsId, u64>> = BTreeMap::new();
    for &id in state.partition.claimants(unit) {
        let parts = state.cpts[id as usize].claim_on(unit).into_iter().flat_map(|claim| &claim.parts);
        for (key, people) in parts.filter_map(|part| Some((part.key()?, part.population))) {
            all.entry(key).or_default().insert(id, people);
        }
    }
    all
}

/// Who claims a unit, with the inhabitants claimed.
fn held(state: &State, unit: UnitId) -> BTreeMap<CptsId, u64> {
    let claimants = state.partition.claimants(unit).iter();
    let claim = |&id: &CptsId| Some((id, state.cpts[id as usize].claim_on(unit)?.population(state.reference)));
    claimants.filter_map(claim).collect()
}
