//! What a dashboard tells of an area beside rates and envelopes: overlaps, white zones, CPTS over several departments.

use std::collections::{BTreeMap, BTreeSet};

use crate::reference::{Level, Reference, UnitId};
use crate::territory::{Partition, Territory, WhiteZone};

/// Counts of an area, for the stage set of the report. A zone or CPTS counts in every area where it has a unit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Dashboard {
    /// Units in overlap.
    pub overlaps: u64,
    /// Their inhabitants.
    pub overlap_population: u64,
    /// White zones.
    pub zones: u64,
    /// CPTS over several departments.
    pub over_departments: u64,
    /// CPTS over several regions.
    pub over_regions: u64,
}

impl Dashboard {
    /// The counts by index of the area; areas without any are left out.
    pub fn all(
        reference: &Reference,
        partition: &Partition,
        level: Level,
        overlaps: &[UnitId],
        zones: &[WhiteZone],
        territories: &[Territory],
    ) -> BTreeMap<u32, Self> {
        let area = |unit: UnitId| level.area_of(reference.unit(unit));
        let areas = |units: &[UnitId]| units.iter().filter_map(|&unit| area(unit)).collect::<BTreeSet<u32>>();
        let mut all: BTreeMap<u32, Self> = BTreeMap::new();
        for &unit in overlaps {
            if let Some(area) = area(unit) {
                let counts = all.entry(area).or_default();
                counts.overlaps += 1;
                counts.overlap_population += partition.overlap_population(reference, unit);
            }
        }
        for zone in zones {
            areas(&zone.units).into_iter().for_each(|area| all.entry(area).or_default().zones += 1);
        }
        for territory in territories.iter().filter(|territory| territory.departments.len() > 1) {
            for area in areas(&territory.units) {
                let counts = all.entry(area).or_default();
                counts.over_departments += 1;
                counts.over_regions += u64::from(territory.regions.len() > 1);
            }
        }
        all
    }
}
