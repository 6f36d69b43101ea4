//! The ground: the units of a report, put together by what is drawn alike.
//!
//! A *class* is all units of a department with the same claimants, in the same white zone, all in the scope or all beyond it.
//! Whatever is drawn (a CPTS, a zone, an overlap, a department) is made of whole classes.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::reference::UnitId;
use crate::report::model::Report;
use crate::territory::{CptsId, Status};

/// What the units of a class have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Class {
    /// Index of the department.
    pub department: u32,
    /// Index of the region.
    pub region: u32,
    /// Whether they lie in the scope of the report.
    pub in_scope: bool,
    /// What they are.
    pub status: Status,
    /// The CPTS that claim them, ascending.
    pub claimants: Vec<CptsId>,
    /// Their white zone, by its place in the report.
    pub zone: Option<usize>,
    /// The unit, where each is shown by itself.
    pub unit: Option<UnitId>,
}

/// Classes, each with its units.
#[derive(Debug)]
pub(super) struct Ground {
    pub classes: Vec<Class>,
    pub units: Vec<Vec<UnitId>>,
}

impl Ground {
    /// The units of the scope, and those beyond it that a CPTS of the report claims.
    pub(super) fn new(report: &Report) -> Self {
        let all = 0..report.reference.units.len() as UnitId;
        let mut ground = Self::of(report, all, |_| false);
        let is_shown = |class: &Class| class.in_scope || !class.claimants.is_empty();
        let shown: Vec<(Class, Vec<UnitId>)> =
            ground.classes.into_iter().zip(ground.units).filter(|(class, _)| is_shown(class)).collect();
        (ground.classes, ground.units) = shown.into_iter().unzip();
        ground
    }

    /// Some units; those for which `apart` holds are classes of their own.
    pub(super) fn of(report: &Report, units: impl Iterator<Item = UnitId>, apart: impl Fn(UnitId) -> bool) -> Self {
        let mut told = vec![false; report.cpts.len()];
        report.territories.iter().for_each(|territory| told[territory.cpts as usize] = true);
        let mut zone_of: FxHashMap<UnitId, usize> = FxHashMap::default();
        for (place, zone) in report.zones.iter().enumerate() {
            zone_of.extend(zone.units.iter().map(|&unit| (unit, place)));
        }
        let mut classes: BTreeMap<Class, Vec<UnitId>> = BTreeMap::new();
        for id in units {
            let unit = report.reference.unit(id);
            let claimants = report.partition.claimants(id).iter().copied().filter(|&cpts| told[cpts as usize]);
            let class = Class {
                department: unit.department,
                region: unit.region,
                in_scope: report.options.scope.holds(unit),
                status: report.partition.status(id),
                claimants: claimants.collect(),
                zone: zone_of.get(&id).copied(),
                unit: apart(id).then_some(id),
            };
            classes.entry(class).or_default().push(id);
        }
        let (classes, units) = classes.into_iter().unzip();
        Self { classes, units }
    }
}
