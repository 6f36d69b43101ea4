//! Why the envelope of a scope changed: what each cause adds, and CPTS that came to be counted in it or elsewhere.

use std::collections::BTreeSet;

use super::{Event, Lineage, State};
use crate::reference::Scope;
use crate::rules::Totals;
use crate::territory::CptsId;

/// A CPTS whose [home](crate::indicators::home) came into the scope or left it: its whole funding counts there, or no longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct HomeChange {
    /// The CPTS, in the new state.
    pub new: CptsId,
    /// Index of the department of its home now.
    pub department: u32,
    /// Whether that is in the scope.
    pub is_here: bool,
}

/// The envelope of a scope before, and after each cause of [`super::Cause::ALL`]: other claims and stages; then other populations; then other
/// rules.
pub(super) fn steps(old: &State, new: &State, scope: &Scope) -> [Totals; 4] {
    let has_other_rules = old.rules != new.rules;
    let figures = |state: &State| state.reference.units.iter().map(|unit| unit.population).collect::<Vec<_>>();
    let has_other_people = !std::ptr::eq(old.reference, new.reference) && figures(old) != figures(new);
    let (before, after) = (old.funding(scope), new.funding(scope));
    if !has_other_rules && !has_other_people {
        return [before, after, after, after];
    }
    let claims = |reference| State::new(reference, old.rules, new.stages, new.cpts.clone()).funding(scope);
    [before, claims(old.reference), claims(new.reference), after]
}

/// CPTS that counted in the envelope of the scope and no longer do, or the other way round, since most of their inhabitants live elsewhere now.
pub(super) fn homes(old: &State, new: &State, lineage: &Lineage, scope: &Scope) -> Vec<HomeChange> {
    let pairs = lineage.pairs.iter().map(|(&before, &after)| (before, after));
    let mergers = lineage.events.iter().flat_map(|event| match event {
        Event::Merged { old, new } => old.iter().map(|&before| (before, *new)).collect(),
        _ => Vec::new(),
    });
    let place = |state: &State, id: CptsId| {
        let cpts = state.cpts.get(id as usize).filter(|cpts| state.stages.holds(cpts.stage))?;
        let (department, region) = state.home(id)?;
        (!cpts.claims.is_empty()).then_some((department, scope.regions.contains(&region)))
    };
    let change = |(before, after): (CptsId, CptsId)| {
        let ((_, was_here), (department, is_here)) = (place(old, before)?, place(new, after)?);
        (was_here != is_here).then_some(HomeChange { new: after, department, is_here })
    };
    pairs.chain(mergers).filter_map(change).collect::<BTreeSet<_>>().into_iter().collect()
}
