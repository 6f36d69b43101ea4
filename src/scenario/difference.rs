//! What two states do not have in common.

use std::collections::{BTreeMap, BTreeSet};

use super::cause::{Effects, effects};
use super::envelope::{self, HomeChange};
use super::{Covered, Lineage, State};
use crate::reference::{Scope, UnitId};
use crate::rules::Totals;
use crate::territory::{Claim, Cpts, CptsId, Part, Status};

/// A CPTS in two states, or in one of them.
#[derive(Debug, Clone, PartialEq)]
pub struct CptsChange {
    /// In the old state.
    pub old: Option<CptsId>,
    /// In the new state.
    pub new: Option<CptsId>,
    /// Units that it claims now and did not, ascending.
    pub entered: Vec<UnitId>,
    /// Units that it claimed and does no longer, ascending.
    pub left: Vec<UnitId>,
    /// Units that it claims in both by parts that have not the same names, ascending.
    pub other_parts: Vec<UnitId>,
    /// What each cause did; nothing for a CPTS of one state only.
    pub effects: Effects,
}

/// A white zone in two states, or in one of them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneChange {
    /// Identifier.
    pub id: String,
    /// Units before; none where it was not there.
    pub before: Vec<UnitId>,
    /// Units after; none where it is there no longer.
    pub after: Vec<UnitId>,
}

/// What two states do not have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// Which CPTS became which.
    pub lineage: Lineage,
    /// CPTS that changed, by identifier in the new state, then those that ended.
    pub changes: Vec<CptsChange>,
    /// Coverage of the scope before and after.
    pub covered: [Covered; 2],
    /// Coverage of each region (its index) before and after.
    pub regions: BTreeMap<u32, [Covered; 2]>,
    /// Units that two CPTS or more claim now, and did not.
    pub overlaps_opened: Vec<UnitId>,
    /// Units that two CPTS or more claimed, and do no longer.
    pub overlaps_closed: Vec<UnitId>,
    /// White zones that opened, closed or changed.
    pub zones: Vec<ZoneChange>,
    /// Envelope of the scope before, and after each cause of [`super::Cause::ALL`].
    pub envelope: [Totals; 4],
    /// CPTS that came to be counted in that envelope, or no longer are, for where their inhabitants live.
    pub homes: Vec<HomeChange>,
}

impl Difference {
    /// Envelope of the scope before and after.
    pub fn funding(&self) -> [Totals; 2] {
        let [before, .., after] = self.envelope;
        [before, after]
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.lineage.events.is_empty() && self.zones.is_empty()
    }
}

/// Holds two states on the same units against each other, within a scope.
pub fn difference(old: &State, new: &State, scope: &Scope) -> Difference {
    let lineage = Lineage::of(old, new);
    let (whole_before, before) = old.covered(scope);
    let (whole_after, after) = new.covered(scope);
    let regions =
        before.iter().map(|(&region, &covered)| (region, [covered, after.get(&region).copied().unwrap_or_default()]));
    let overlaps = |state: &State, other: &State| -> Vec<UnitId> {
        let here = state.partition.overlaps(state.reference, scope);
        here.filter(|&unit| other.partition.status(unit) != Status::Overlap).collect()
    };
    Difference {
        changes: changes(old, new, &lineage),
        covered: [whole_before, whole_after],
        regions: regions.collect(),
        overlaps_opened: overlaps(new, old),
        overlaps_closed: overlaps(old, new),
        zones: zones(old.white_zones(scope), new.white_zones(scope)),
        envelope: envelope::steps(old, new, scope),
        homes: envelope::homes(old, new, &lineage, scope),
        lineage,
    }
}

fn changes(old: &State, new: &State, lineage: &Lineage) -> Vec<CptsChange> {
    let before: BTreeMap<CptsId, CptsId> = lineage.pairs.iter().map(|(&old, &new)| (new, old)).collect();
    let none: &[UnitId] = &[];
    let change = |of_old: Option<CptsId>, of_new: Option<CptsId>| {
        let was = of_old.map_or(none, |id| &old.figures[id as usize].units);
        let is = of_new.map_or(none, |id| &new.figures[id as usize].units);
        let minus = |a: &[UnitId], b: &[UnitId]| -> Vec<UnitId> {
            a.iter().copied().filter(|unit| b.binary_search(unit).is_err()).collect()
        };
        let effects = of_old.zip(of_new).map_or_else(Effects::default, |(was, is)| effects(old, new, was, is));
        let (entered, left) = (minus(is, was), minus(was, is));
        let other_parts = of_old
            .zip(of_new)
            .map_or_else(Vec::new, |(was, is)| other_parts(&old.cpts[was as usize], &new.cpts[is as usize]));
        CptsChange { old: of_old, new: of_new, entered, left, other_parts, effects }
    };
    let goes_on = (0..new.cpts.len() as CptsId).map(|id| change(before.get(&id).copied(), Some(id)));
    let ended =
        (0..old.cpts.len() as CptsId).filter(|id| !lineage.pairs.contains_key(id)).map(|id| change(Some(id), None));
    goes_on.chain(ended).filter(|change| is_change(old, new, change)).collect()
}

/// Units that a CPTS claims before and after, by parts that are not the same.
fn other_parts(before: &Cpts, after: &Cpts) -> Vec<UnitId> {
    let keys = |claim: &Claim| claim.parts.iter().filter_map(Part::key).collect::<BTreeSet<String>>();
    let is_other = |claim: &&Claim| {
        let was = before.claim_on(claim.unit).map(keys);
        was.is_some_and(|was| was != keys(claim) && !was.is_empty() && !claim.parts.is_empty())
    };
    after.claims.iter().filter(is_other).map(|claim| claim.unit).collect()
}

fn is_change(old: &State, new: &State, change: &CptsChange) -> bool {
    let (Some(before), Some(after)) = (change.old, change.new) else { return true };
    let (a, b) = (&old.figures[before as usize], &new.figures[after as usize]);
    let (x, y) = (&old.cpts[before as usize], &new.cpts[after as usize]);
    a != b || !change.other_parts.is_empty() || (&x.id, &x.name, x.stage) != (&y.id, &y.name, y.stage)
}

fn zones(before: BTreeMap<String, Vec<UnitId>>, after: BTreeMap<String, Vec<UnitId>>) -> Vec<ZoneChange> {
    let ids: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let units = |zones: &BTreeMap<String, Vec<UnitId>>, id: &String| zones.get(id).cloned().unwrap_or_default();
    ids.into_iter()
        .map(|id| ZoneChange { id: id.clone(), before: units(&before, id), after: units(&after, id) })
        .filter(|zone| zone.before != zone.after)
        .collect()
}
