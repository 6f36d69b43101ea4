//! R12: identities between figures that are computed in different ways. They are printed, and a report that breaks one
//! is not written.

use std::collections::BTreeMap;

use crate::reference::{Area, Reference, Scope, UnitId};
use crate::territory::{Claim, Cpts, Facts, Partition, Status, WhiteZone};

/// The figures of a region that must fit together, in inhabitants.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identities {
    /// The region.
    pub region: Area,
    /// Everybody.
    pub population: u64,
    /// In units that a CPTS claims.
    pub covered: u64,
    /// In white zones, and in what no part holds of units that are claimed by part.
    pub white: u64,
    /// Of those, the latter.
    pub rest: u64,
    /// Sum over CPTS of what each has in the region.
    pub sum_of_cpts: u64,
    /// Counted beyond once: for each unit, the inhabitants that its claimants count, less those covered.
    pub counted_again: u64,
    /// In units with one claimant, and in parts with one.
    pub exclusive: u64,
    /// In units and parts with several.
    pub shared: u64,
}

/// Figures that do not fit together: a fault of the program, not of the table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "region {region}: {identity} does not hold ({left} against {right}). This is a fault in maillage: please report it with the table"
)]
pub struct IdentityError {
    /// Code of the region.
    pub region: String,
    /// The identity.
    pub identity: &'static str,
    /// Its left side.
    pub left: u64,
    /// Its right side.
    pub right: u64,
}

impl Identities {
    /// The identities of each region of the scope, checked.
    ///
    /// # Errors
    /// One does not hold.
    pub fn check(
        reference: &Reference,
        facts: &Facts,
        scope: &Scope,
        cpts: &[&Cpts],
        partition: &Partition,
        zones: &[WhiteZone],
    ) -> Result<Vec<Self>, IdentityError> {
        let mut units_of: BTreeMap<u32, Vec<UnitId>> = BTreeMap::new();
        for (id, unit) in (0..).zip(&reference.units) {
            units_of.entry(unit.region).or_default().push(id);
        }
        let mut claims_of: BTreeMap<u32, Vec<&Claim>> = BTreeMap::new();
        for claim in cpts.iter().flat_map(|cpts| &cpts.claims) {
            claims_of.entry(reference.unit(claim.unit).region).or_default().push(claim);
        }
        let of_region = |&region: &u32| {
            let units = units_of.get(&region).map_or(&[][..], Vec::as_slice);
            let claims = claims_of.get(&region).map_or(&[][..], Vec::as_slice);
            Self::of_region(reference, facts, region, units, claims, partition, zones)
        };
        let all: Vec<Self> = scope.regions.iter().map(of_region).collect();
        all.iter().try_for_each(Self::hold)?;
        Ok(all)
    }

    /// The identities of a region, from its units and the claims on them.
    fn of_region(
        reference: &Reference,
        facts: &Facts,
        region: u32,
        units: &[UnitId],
        claims: &[&Claim],
        partition: &Partition,
        zones: &[WhiteZone],
    ) -> Self {
        let is_here = |unit: &UnitId| reference.unit(*unit).region == region;
        let units = || units.iter().copied();
        let covered = |unit| partition.covered_population(reference, unit);
        let all = |unit| facts.population(reference, std::iter::once(unit));
        // By what each claim counts beside the others, where `covered` goes by the unit.
        let overlap = |unit| partition.overlap_population(reference, unit);
        let alone = |unit| match partition.status(unit) {
            Status::Overlap => covered(unit) - overlap(unit),
            _ => covered(unit),
        };
        // Claims of parts, and what they count.
        let mut by_part: BTreeMap<UnitId, (usize, u64)> = BTreeMap::new();
        for claim in claims.iter().filter(|claim| !claim.parts.is_empty()) {
            let counted = by_part.entry(claim.unit).or_default();
            *counted = (counted.0 + 1, counted.1 + claim.population(reference));
        }
        let again = |unit: UnitId| {
            let (claims, counted) = by_part.get(&unit).copied().unwrap_or_default();
            let whole = partition.claimants(unit).len().saturating_sub(claims) as u64;
            (counted + whole * all(unit)).saturating_sub(covered(unit))
        };
        let (exclusive, shared) = (units().map(alone).sum(), units().map(overlap).sum());
        let rest: u64 = partition.divided_units().filter(is_here).map(|unit| all(unit) - covered(unit)).sum();
        Self {
            region: reference.areas.regions[region as usize].clone(),
            population: facts.population(reference, units()),
            covered: units().map(covered).sum(),
            // From the zones, and from the claims: not from the statuses again.
            white: zones.iter().filter(|zone| is_here(&zone.units[0])).map(|zone| zone.population).sum::<u64>() + rest,
            rest,
            sum_of_cpts: claims.iter().map(|claim| claim.population(reference)).sum(),
            counted_again: units().map(again).sum(),
            exclusive,
            shared,
        }
    }

    fn hold(&self) -> Result<(), IdentityError> {
        let sides = [
            ("covered + white = population", self.covered + self.white, self.population),
            ("sum of CPTS − covered = counted again", self.sum_of_cpts, self.covered + self.counted_again),
            ("exclusive + shared = covered", self.exclusive + self.shared, self.covered),
        ];
        for (identity, left, right) in sides {
            if left != right {
                return Err(IdentityError { region: self.region.code.clone(), identity, left, right });
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_that_do_not_add_up_are_refused() {
        let mut figures = Identities {
            region: Area { code: "32".into(), name: "Hauts-de-France".into() },
            population: 100,
            covered: 70,
            white: 30,
            rest: 0,
            sum_of_cpts: 75,
            counted_again: 5,
            exclusive: 65,
            shared: 5,
        };
        assert_eq!(figures.hold(), Ok(()));
        figures.white = 29;
        assert_eq!(figures.hold().unwrap_err().identity, "covered + white = population");
    }
}
