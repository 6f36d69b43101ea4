//! Which CPTS of one state became which of another.
//!
//! A CPTS is the same under the same identifier, or else under the same name. Of the others, units decide: an ended CPTS lives on in
//! one that has at least half of its units.

use std::collections::{BTreeMap, BTreeSet};

use super::State;
use crate::territory::{Cpts, CptsId};

/// What became of CPTS.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Event {
    /// A CPTS that was not there.
    Created {
        /// The CPTS, in the new state.
        new: CptsId,
    },
    /// A CPTS that is no longer there, and lives on in none.
    Ended {
        /// The CPTS, in the old state.
        old: CptsId,
    },
    /// A CPTS under another identifier or name.
    Renamed {
        /// In the old state.
        old: CptsId,
        /// In the new state.
        new: CptsId,
    },
    /// CPTS that became one: a new one, or one of them.
    Merged {
        /// In the old state, ascending. The one that goes on is among them.
        old: Vec<CptsId>,
        /// In the new state.
        new: CptsId,
    },
    /// A CPTS that became several. It may be one of them.
    Split {
        /// In the old state.
        old: CptsId,
        /// In the new state, ascending.
        new: Vec<CptsId>,
    },
}

/// How the CPTS of two states belong together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lineage {
    /// The CPTS of the new state that each of the old goes on as, one for one.
    pub pairs: BTreeMap<CptsId, CptsId>,
    /// What became of the others, and of those that changed their name.
    pub events: Vec<Event>,
}

impl Lineage {
    /// Holds two states against each other.
    pub fn of(old: &State, new: &State) -> Self {
        let mut pairs = by_identity(old, new);
        let ended: Vec<CptsId> = (0..old.cpts.len() as CptsId).filter(|id| !pairs.contains_key(id)).collect();
        let taken: BTreeSet<CptsId> = pairs.values().copied().collect();
        let created: Vec<CptsId> = (0..new.cpts.len() as CptsId).filter(|id| !taken.contains(id)).collect();

        // Where each ended CPTS lives on, and out of which each created one came, by half of the units.
        let half = |ids: &[CptsId], from: &State, to: &State| -> BTreeMap<CptsId, CptsId> {
            let holders = if ids.is_empty() { Holders(Vec::new()) } else { Holders::of(to) };
            let of = |&id: &CptsId| Some((id, holders.of_half(&from.cpts[id as usize], to)?));
            ids.iter().filter_map(of).collect()
        };
        let (heirs, origins) = (half(&ended, old, new), half(&created, new, old));

        let mut events = Vec::new();
        let mut told_old: BTreeSet<CptsId> = BTreeSet::new();
        let mut told_new: BTreeSet<CptsId> = BTreeSet::new();
        let mut by_heir: BTreeMap<CptsId, Vec<CptsId>> = BTreeMap::new();
        heirs.iter().for_each(|(&old, &new)| by_heir.entry(new).or_default().push(old));
        for (&heir, parts) in &by_heir {
            let goes_on = pairs.iter().find(|(_, new)| **new == heir).map(|(old, _)| *old);
            if parts.len() + usize::from(goes_on.is_some()) < 2 {
                continue;
            }
            let mut all: Vec<CptsId> = parts.iter().copied().chain(goes_on).collect();
            all.sort_unstable();
            told_old.extend(parts);
            told_new.insert(heir);
            events.push(Event::Merged { old: all, new: heir });
        }
        let mut by_origin: BTreeMap<CptsId, Vec<CptsId>> = BTreeMap::new();
        for (&new, &old) in origins.iter().filter(|(new, _)| !told_new.contains(new)) {
            by_origin.entry(old).or_default().push(new);
        }
        for (&origin, parts) in &by_origin {
            let goes_on = pairs.get(&origin).copied();
            if parts.len() + usize::from(goes_on.is_some()) < 2 || told_old.contains(&origin) {
                continue;
            }
            let mut all: Vec<CptsId> = parts.iter().copied().chain(goes_on).collect();
            all.sort_unstable();
            told_old.insert(origin);
            told_new.extend(parts);
            events.push(Event::Split { old: origin, new: all });
        }
        for (&before, &after) in &heirs {
            let is_mutual = origins.get(&after) == Some(&before);
            if is_mutual && !told_old.contains(&before) && !told_new.contains(&after) {
                pairs.insert(before, after);
                told_old.insert(before);
                told_new.insert(after);
            }
        }
        for (&before, &after) in &pairs {
            let (a, b) = (&old.cpts[before as usize], &new.cpts[after as usize]);
            if a.id != b.id || a.name != b.name {
                events.push(Event::Renamed { old: before, new: after });
            }
        }
        events.extend(ended.into_iter().filter(|id| !told_old.contains(id)).map(|old| Event::Ended { old }));
        events.extend(created.into_iter().filter(|id| !told_new.contains(id)).map(|new| Event::Created { new }));
        events.sort();
        Self { pairs, events }
    }
}

/// Pairs with one identifier; of the others, with one name that is alone on each side.
fn by_identity(old: &State, new: &State) -> BTreeMap<CptsId, CptsId> {
    let ids: BTreeMap<&str, CptsId> = (0..).zip(&new.cpts).map(|(id, cpts)| (cpts.id.as_str(), id)).collect();
    let mut pairs: BTreeMap<CptsId, CptsId> =
        (0..).zip(&old.cpts).filter_map(|(id, cpts)| Some((id, *ids.get(cpts.id.as_str())?))).collect();
    let taken: BTreeSet<CptsId> = pairs.values().copied().collect();
    let names = |state: &'_ State, is_free: &dyn Fn(CptsId) -> bool| {
        let mut names: BTreeMap<String, Vec<CptsId>> = BTreeMap::new();
        for (id, cpts) in (0..).zip(&state.cpts).filter(|(id, _)| is_free(*id)) {
            names.entry(cpts.name.clone()).or_default().push(id);
        }
        names
    };
    let of_new = names(new, &|id| !taken.contains(&id));
    for (name, ids) in names(old, &|id| !pairs.contains_key(&id)) {
        if let ([old], Some([new])) = (ids.as_slice(), of_new.get(&name).map(Vec::as_slice)) {
            pairs.insert(*old, *new);
        }
    }
    pairs
}

/// Who claims each unit of a state, whatever the stage.
struct Holders(Vec<Vec<CptsId>>);

impl Holders {
    fn of(state: &State) -> Self {
        let mut holders = vec![Vec::new(); state.reference.units.len()];
        for (id, figures) in (0..).zip(&state.figures) {
            figures.units.iter().for_each(|&unit| holders[unit as usize].push(id));
        }
        Self(holders)
    }

    /// The CPTS that claims at least half of the units of one; the one that claims most of them if several do. Of a unit that is claimed
    /// by part, the CPTS that have a part in common with it count before the others.
    fn of_half(&self, cpts: &Cpts, state: &State) -> Option<CptsId> {
        let mut counts: BTreeMap<CptsId, usize> = BTreeMap::new();
        for claim in &cpts.claims {
            let all = self.0[claim.unit as usize].iter().copied();
            let meets =
                |id: &CptsId| state.cpts[*id as usize].claim_on(claim.unit).is_some_and(|other| other.meets(claim));
            let (meeting, others): (Vec<CptsId>, Vec<CptsId>) = all.partition(meets);
            for id in if meeting.is_empty() { others } else { meeting } {
                *counts.entry(id).or_default() += 1;
            }
        }
        let (id, count) = counts.into_iter().max_by_key(|&(id, count)| (count, std::cmp::Reverse(id)))?;
        (2 * count >= cpts.claims.len()).then_some(id)
    }
}
