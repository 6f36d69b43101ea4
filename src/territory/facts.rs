//! What is measured once for all units, and what each CPTS comes to.

use std::collections::BTreeMap;

use geo_types::MultiPolygon;
use rayon::prelude::*;

use super::cpts::{Claim, Cpts, CptsId};
use super::partition::{Partition, Status};
use crate::coverage::Ellipsoid;
use crate::reference::{Reference, UnitId};
use crate::rules::{Size, SizeScheme};

/// A unit across a border.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitBorder {
    /// The unit on the other side.
    pub unit: UnitId,
    /// Length of the common border, in metres.
    pub metres: f64,
}

/// Measures of all units: areas, common borders, and which lie at the edge.
#[derive(Debug, Clone)]
pub struct Facts {
    /// Area of each unit in square metres, rounded: sums of whole numbers do not depend on their order.
    pub areas: Vec<u64>,
    /// Whether each unit touches the sea, another country, or land that the reference does not hold.
    pub at_the_edge: Vec<bool>,
    border_starts: Vec<u32>,
    borders: Vec<UnitBorder>,
}

impl Facts {
    /// Measures the units of a reference.
    pub fn measure(reference: &Reference) -> Self {
        let coverage = &reference.coverage;
        let surface = Ellipsoid::WGS84;
        let ((areas, borders), at_the_edge) = rayon::join(
            || {
                let (areas, lengths) = coverage.measures(&surface);
                (areas, coverage.borders(&lengths))
            },
            || coverage.at_the_edge(&surface, reference.metadata.repair.tolerance_m),
        );
        let mut pairs: Vec<(UnitId, UnitBorder)> = Vec::with_capacity(2 * borders.len());
        for border in borders {
            pairs.push((border.a, UnitBorder { unit: border.b, metres: border.metres }));
            pairs.push((border.b, UnitBorder { unit: border.a, metres: border.metres }));
        }
        pairs.par_sort_unstable_by_key(|(unit, border)| (*unit, border.unit));
        let mut border_starts = vec![0u32; coverage.face_count() + 1];
        for (unit, _) in &pairs {
            border_starts[*unit as usize + 1] += 1;
        }
        for unit in 1..border_starts.len() {
            border_starts[unit] += border_starts[unit - 1];
        }
        Self {
            areas: areas.into_iter().map(|area| area.round() as u64).collect(),
            at_the_edge,
            border_starts,
            borders: pairs.into_iter().map(|(_, border)| border).collect(),
        }
    }

    /// The units across the borders of a unit.
    pub fn borders_of(&self, unit: UnitId) -> &[UnitBorder] {
        let range = self.border_starts[unit as usize]..self.border_starts[unit as usize + 1];
        &self.borders[range.start as usize..range.end as usize]
    }

    /// Inhabitants of some units; a unit whose figure is not published adds none (and is an anomaly where claimed).
    pub fn population(&self, reference: &Reference, units: impl Iterator<Item = UnitId>) -> u64 {
        units.map(|unit| u64::from(reference.unit(unit).population.unwrap_or(0))).sum()
    }
}

/// A CPTS across a border.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Neighbour {
    /// The CPTS.
    pub cpts: CptsId,
    /// Length of the common border, in whole metres.
    pub metres: u64,
}

/// Lengths as neighbours, longest first.
pub(super) fn whole_metres(lengths: BTreeMap<CptsId, f64>) -> Vec<Neighbour> {
    let neighbour = |(cpts, metres): (CptsId, f64)| Neighbour { cpts, metres: metres.round() as u64 };
    let mut neighbours: Vec<Neighbour> = lengths.into_iter().map(neighbour).collect();
    neighbours.sort_by_key(|neighbour| (std::cmp::Reverse(neighbour.metres), neighbour.cpts));
    neighbours
}

/// What a CPTS comes to. All of its units count, wherever they lie.
#[derive(Debug, Clone, PartialEq)]
pub struct Territory {
    /// The CPTS.
    pub cpts: CptsId,
    /// Units claimed, ascending.
    pub units: Vec<UnitId>,
    /// Inhabitants claimed of each: all, or those of the parts.
    pub held: Vec<u64>,
    /// Indexes of the departments it has units in, ascending.
    pub departments: Vec<u32>,
    /// Indexes of the regions, ascending.
    pub regions: Vec<u32>,
    /// Inhabitants of all its units, and parts of units, as far as they are known.
    pub population: u64,
    /// Of those, in units or parts that no other CPTS claims.
    pub population_exclusive: u64,
    /// Of those, in units or parts that others claim too.
    pub population_shared: u64,
    /// Units whose population is not known, ascending; they add nothing to the population.
    pub unknown: Vec<UnitId>,
    /// Size category of its population; `None` where a unit's population is not known.
    pub size: Option<Size>,
    /// Area in square metres.
    pub area: u64,
    /// Units that can be reached from one another, most populous piece first.
    pub pieces: Vec<Vec<UnitId>>,
    /// CPTS across its borders, longest border first.
    pub neighbours: Vec<Neighbour>,
    /// Outline.
    pub shape: MultiPolygon<f64>,
}

impl Territory {
    /// Its units, each with the inhabitants claimed of it.
    pub fn held(&self) -> impl Iterator<Item = (UnitId, u64)> {
        self.units.iter().copied().zip(self.held.iter().copied())
    }

    /// Inhabitants of all its units; `None` where a unit's population is not known. Sizes and amounts go by this figure.
    pub fn whole_population(&self) -> Option<u64> {
        self.unknown.is_empty().then_some(self.population)
    }

    /// The territory of each CPTS, in their order, computed in parallel.
    pub fn all(
        reference: &Reference,
        facts: &Facts,
        cpts: &[Cpts],
        partition: &Partition,
        scheme: &SizeScheme,
    ) -> Vec<Self> {
        cpts.par_iter()
            .enumerate()
            .map(|(id, cpts)| Self::new(reference, facts, id as CptsId, cpts, partition, scheme))
            .collect()
    }

    fn new(
        reference: &Reference,
        facts: &Facts,
        id: CptsId,
        cpts: &Cpts,
        partition: &Partition,
        scheme: &SizeScheme,
    ) -> Self {
        let units: Vec<UnitId> = cpts.units().collect();
        let of = |unit: UnitId| reference.unit(unit);
        let held: Vec<u64> = cpts.claims.iter().map(|claim| claim.population(reference)).collect();
        let population: u64 = held.iter().sum();
        let shared: u64 = cpts.claims.iter().map(|claim| shared_of(reference, partition, claim)).sum();
        let is_unknown = |claim: &&Claim| claim.known_population(reference).is_none();
        let unknown: Vec<UnitId> = cpts.claims.iter().filter(is_unknown).map(|claim| claim.unit).collect();
        let mut pieces = reference.coverage.components(&units, |_, _| true);
        pieces.sort_by_key(|piece| std::cmp::Reverse(facts.population(reference, piece.iter().copied())));
        Self {
            cpts: id,
            departments: distinct(units.iter().map(|&unit| of(unit).department)),
            regions: distinct(units.iter().map(|&unit| of(unit).region)),
            population,
            population_exclusive: population - shared,
            population_shared: shared,
            size: unknown.is_empty().then(|| scheme.size(population)),
            unknown,
            area: units.iter().map(|&unit| facts.areas[unit as usize]).sum(),
            pieces,
            neighbours: neighbours(facts, id, &units, partition),
            shape: reference.coverage.dissolve(&units),
            units,
            held,
        }
    }
}

/// Of the inhabitants that a claim counts, those that are not of its CPTS alone. In a unit without any claim that counts, nobody is.
fn shared_of(reference: &Reference, partition: &Partition, claim: &Claim) -> u64 {
    match partition.status(claim.unit) {
        Status::White => claim.population(reference),
        _ => partition.claimed_by_others(reference, claim),
    }
}

fn distinct(values: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut values: Vec<u32> = values.collect();
    values.sort_unstable();
    values.dedup();
    values
}

/// The CPTS on the other side of the outline. Where two overlap, only the border between what each has for itself
/// counts: there the one ends and the other begins.
fn neighbours(facts: &Facts, id: CptsId, units: &[UnitId], partition: &Partition) -> Vec<Neighbour> {
    let mut lengths: BTreeMap<CptsId, f64> = BTreeMap::new();
    for &unit in units {
        for border in facts.borders_of(unit) {
            let across = partition.claimants(border.unit);
            if across.contains(&id) {
                continue;
            }
            let here = partition.claimants(unit);
            for &other in across.iter().filter(|other| !here.contains(other)) {
                *lengths.entry(other).or_default() += border.metres;
            }
        }
    }
    whole_metres(lengths)
}
