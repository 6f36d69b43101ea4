//! The rules of RULES.md held against the territories: R01, R04, R06, R07 and the undecided size.

use std::collections::BTreeSet;

use super::anomaly::{Anomaly, Finding, Source};
use super::cpts::{Cpts, CptsId};
use super::facts::{Facts, Territory};
use super::partition::Partition;
use super::parts::Divided;
use super::stage::{Conflict, Stage};
use super::white_zones::{WhiteZone, ZoneClass};
use crate::reference::{Reference, Scope, UnitId};

/// What the rules say of the territories of a scope.
pub fn check(
    reference: &Reference,
    facts: &Facts,
    scope: &Scope,
    cpts: &[Cpts],
    partition: &Partition,
    territories: &[Territory],
    zones: &[WhiteZone],
) -> Vec<Anomaly> {
    let overlaps = partition.overlaps(reference, scope);
    let mut found: Vec<Anomaly> = overlaps.map(|unit| overlap(reference, cpts, unit, partition)).collect();
    let of_part = cpts.iter().flat_map(|cpts| &cpts.claims).filter(|claim| !claim.parts.is_empty());
    let by_part: BTreeSet<UnitId> = of_part.map(|claim| claim.unit).collect();
    found.extend(by_part.into_iter().filter_map(|unit| beyond(reference, scope, cpts, unit, partition)));
    found.extend(zones.iter().filter(|zone| zone.class != ZoneClass::Open).map(|zone| white_zone(reference, zone)));
    for territory in territories {
        found.extend(of_territory(reference, facts, &cpts[territory.cpts as usize], territory));
    }
    found
}

fn overlap(reference: &Reference, cpts: &[Cpts], unit: UnitId, partition: &Partition) -> Anomaly {
    let claimants = partition.claimants(unit);
    let source = of_unit(reference, cpts, unit, claimants);
    if let Some(divided) = partition.divided(unit) {
        let (claimants, parts) = (partition.rivals(cpts, unit), divided.twice.clone());
        let source = of_unit(reference, cpts, unit, &claimants);
        return Anomaly { finding: Finding::PartTwice { unit, claimants, parts }, source };
    }
    let stages: Vec<Option<Stage>> = claimants.iter().map(|&id| cpts[id as usize].stage).collect();
    let claims = |id: CptsId| cpts[id as usize].claims.iter().filter(move |claim| claim.unit == unit);
    let by_other_codes = |id| claims(id).find(|claim| !claim.via.is_empty()).map(|claim| (id, claim.via.clone()));
    let via = claimants.iter().copied().filter_map(by_other_codes).collect();
    let finding = Finding::Overlap { unit, claimants: claimants.to_vec(), conflict: Conflict::of(&stages), via };
    Anomaly { finding, source }
}

/// Parts that together have more inhabitants than their unit.
fn beyond(reference: &Reference, scope: &Scope, cpts: &[Cpts], unit: UnitId, partition: &Partition) -> Option<Anomaly> {
    let population = u64::from(reference.unit(unit).population?);
    let claims = partition.claimants(unit).iter().filter_map(|&id| cpts[id as usize].claim_on(unit));
    let declared = Divided::of(claims).population;
    let is_beyond = declared > population && scope.holds(reference.unit(unit));
    let source = || of_unit(reference, cpts, unit, partition.claimants(unit));
    is_beyond.then(|| Anomaly { finding: Finding::PartsBeyond { unit, declared, population }, source: source() })
}

/// All rows that claim a unit.
fn of_unit(reference: &Reference, cpts: &[Cpts], unit: UnitId, claimants: &[CptsId]) -> Source {
    let claims = claimants.iter().filter_map(|&id| cpts[id as usize].claim_on(unit));
    let mut lines: Vec<u64> = claims.flat_map(|claim| claim.lines.iter().copied()).collect();
    lines.sort_unstable();
    lines.dedup();
    let code = reference.unit(unit).code;
    Source { lines, column: None, value: code.to_string(), code: Some(code) }
}

fn white_zone(reference: &Reference, zone: &WhiteZone) -> Anomaly {
    let finding = Finding::WhiteZone {
        zone: zone.id.clone(),
        class: zone.class,
        units: zone.units.clone(),
        neighbours: zone.neighbours.iter().map(|neighbour| neighbour.cpts).collect(),
    };
    let code = Some(reference.unit(zone.units[0]).code);
    Anomaly { finding, source: Source { value: zone.id.clone(), code, ..Source::default() } }
}

fn of_territory(reference: &Reference, facts: &Facts, cpts: &Cpts, territory: &Territory) -> Vec<Anomaly> {
    let about_cpts = |finding| Anomaly { finding, source: Source { value: cpts.id.clone(), ..Source::default() } };
    let mut found = Vec::new();
    if territory.departments.len() > 1 {
        let names = |areas: &[crate::reference::Area], indexes: &[u32]| {
            indexes.iter().map(|&index| areas[index as usize].name.clone()).collect()
        };
        found.push(about_cpts(Finding::SeveralDepartments {
            cpts: territory.cpts,
            departments: names(&reference.areas.departments, &territory.departments),
            regions: names(&reference.areas.regions, &territory.regions),
        }));
    }
    if territory.pieces.len() > 1 {
        let most_populous = |piece: &Vec<UnitId>| {
            let population = |unit: &UnitId| facts.population(reference, std::iter::once(*unit));
            piece.iter().copied().max_by_key(|unit| (population(unit), std::cmp::Reverse(*unit)))
        };
        let pieces = territory.pieces.iter().filter_map(most_populous).collect();
        found.push(about_cpts(Finding::Pieces { cpts: territory.cpts, pieces }));
    }
    if let Some(size) = territory.size.filter(|size| size.is_ambiguous) {
        let (population, category) = (territory.population, size.category);
        found.push(about_cpts(Finding::UndecidedSize { cpts: territory.cpts, population, category }));
    }
    if !territory.unknown.is_empty() {
        let finding = Finding::UnknownSize { cpts: territory.cpts, units: territory.unknown.clone() };
        found.push(about_cpts(finding));
    }
    for claim in &cpts.claims {
        let unit = reference.unit(claim.unit);
        let source =
            || Source { lines: claim.lines.clone(), column: None, value: cpts.id.clone(), code: Some(unit.code) };
        if unit.population.is_none() {
            found.push(Anomaly { finding: Finding::NoPopulation { unit: claim.unit }, source: source() });
        }
        if reference.coverage.is_empty_face(claim.unit) {
            found.push(Anomaly { finding: Finding::NoContour { unit: claim.unit }, source: source() });
        }
    }
    found
}
