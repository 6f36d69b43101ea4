//! Who claims what, and what each CPTS comes to.

use std::collections::BTreeMap;

use crate::indicators::home;
use crate::reference::{Reference, Scope, UnitId};
use crate::rules::{Rules, Size, Totals};
use crate::territory::{Cpts, CptsId, Partition, StageSet, Status};

/// What a CPTS comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// Units claimed, ascending.
    pub units: Vec<UnitId>,
    /// Inhabitants claimed of each: all, or those of the parts.
    pub held: Vec<u64>,
    /// Inhabitants of all of them, as far as they are known.
    pub population: u64,
    /// Of those, in units that other CPTS of the stage set claim too.
    pub shared: u64,
    /// Size of the population; `None` where a unit's is not known.
    pub size: Option<Size>,
    /// Yearly funding in each reading; unknown where the size is.
    pub funding: Totals,
    /// Groups of units that can be reached from one another.
    pub pieces: usize,
    /// Indexes of the departments, ascending.
    pub departments: Vec<u32>,
}

impl Figures {
    /// Its units, each with the inhabitants claimed of it.
    pub fn held(&self) -> impl Iterator<Item = (UnitId, u64)> {
        self.units.iter().copied().zip(self.held.iter().copied())
    }
}

/// Coverage of some units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Covered {
    /// Inhabitants.
    pub population: u64,
    /// Of those, in units that a CPTS claims.
    pub covered: u64,
    /// Units.
    pub units: u64,
    /// Of those, claimed.
    pub covered_units: u64,
    /// Of those, claimed by two CPTS or more.
    pub overlaps: u64,
    /// Inhabitants that two CPTS or more claim.
    pub in_overlap: u64,
}

impl Covered {
    /// Covered share of the population in percent; `None` where nobody lives.
    pub fn rate(&self) -> Option<f64> {
        (self.population > 0).then(|| 100.0 * self.covered as f64 / self.population as f64)
    }

    /// Units that no CPTS claims.
    pub fn white(&self) -> u64 {
        self.units - self.covered_units
    }

    fn add(&mut self, population: u64, covered: u64, in_overlap: u64, status: Status) {
        self.units += 1;
        self.population += population;
        if status != Status::White {
            self.covered_units += 1;
            self.covered += covered;
        }
        if status == Status::Overlap {
            self.overlaps += 1;
            self.in_overlap += in_overlap;
        }
    }
}

/// Who claims what on one day.
#[derive(Debug, Clone)]
pub struct State<'a> {
    /// Units and their populations.
    pub reference: &'a Reference,
    /// Sizes and funding.
    pub rules: &'a Rules,
    /// CPTS that count as covering.
    pub stages: StageSet,
    /// All CPTS, sorted by identifier.
    pub cpts: Vec<Cpts>,
    /// Claimants of each unit, among those of the stage set.
    pub partition: Partition,
    /// What each CPTS comes to, in their order.
    pub figures: Vec<Figures>,
}

impl<'a> State<'a> {
    /// The state of some CPTS, sorted by identifier.
    pub fn new(reference: &'a Reference, rules: &'a Rules, stages: StageSet, cpts: Vec<Cpts>) -> Self {
        let partition = Partition::new(reference, &cpts, |cpts| stages.holds(cpts.stage));
        let figures = cpts.iter().map(|cpts| {
            let shared = cpts.claims.iter().map(|claim| partition.claimed_by_others(reference, claim)).sum();
            Figures { shared, ..figures_of(reference, rules, &partition, held(reference, cpts)) }
        });
        let figures = figures.collect();
        Self { reference, rules, stages, cpts, partition, figures }
    }

    /// The CPTS with this identifier, or else the only one with this name.
    pub fn find(&self, id_or_name: &str) -> Option<CptsId> {
        let text = id_or_name.trim();
        if let Ok(place) = self.cpts.binary_search_by(|cpts| cpts.id.as_str().cmp(text)) {
            return Some(place as CptsId);
        }
        let mut named = (0..).zip(&self.cpts).filter(|(_, cpts)| cpts.name == text).map(|(id, _)| id);
        match (named.next(), named.next()) {
            (Some(id), None) => Some(id),
            _ => None,
        }
    }

    /// Coverage of a scope, as a whole and by region (its index).
    pub fn covered(&self, scope: &Scope) -> (Covered, BTreeMap<u32, Covered>) {
        let mut whole = Covered::default();
        let mut regions: BTreeMap<u32, Covered> = BTreeMap::new();
        for (id, unit) in (0..).zip(&self.reference.units).filter(|(_, unit)| scope.holds(unit)) {
            let (population, status) = (u64::from(unit.population.unwrap_or(0)), self.partition.status(id));
            let covered = self.partition.covered_population(self.reference, id);
            let twice = self.partition.overlap_population(self.reference, id);
            whole.add(population, covered, twice, status);
            regions.entry(unit.region).or_default().add(population, covered, twice, status);
        }
        (whole, regions)
    }

    /// The white zones of a scope by their identifiers, with their units.
    pub fn white_zones(&self, scope: &Scope) -> BTreeMap<String, Vec<UnitId>> {
        let units = &self.reference.units;
        let white: Vec<UnitId> = (0..)
            .zip(units)
            .filter(|&(id, unit)| scope.holds(unit) && self.partition.status(id) == Status::White)
            .map(|(id, _)| id)
            .collect();
        let same_region = |a, b| self.reference.unit(a).region == self.reference.unit(b).region;
        let zones = self.reference.coverage.components(&white, same_region);
        let named = |zone: Vec<UnitId>| Some((format!("ZB-{}", self.reference.unit(*zone.first()?).code), zone));
        zones.into_iter().filter_map(named).collect()
    }

    /// Yearly funding of the CPTS of the stage set that are [at home](home) in the scope, reading by reading: the envelope of
    /// `enveloppes.csv`.
    pub fn funding(&self, scope: &Scope) -> Totals {
        let counted = (0..).zip(&self.cpts).filter(|(_, cpts)| self.stages.holds(cpts.stage)).map(|(id, _)| id);
        let is_here = |&id: &CptsId| self.home(id).is_some_and(|(_, region)| scope.regions.contains(&region));
        Totals::sum(counted.filter(is_here).filter_map(|id| self.figures.get(id as usize)).map(|it| it.funding))
    }

    /// Indexes of the department and region that are the [home] of a CPTS.
    pub fn home(&self, id: CptsId) -> Option<(u32, u32)> {
        self.figures.get(id as usize).map(|figures| home(self.reference, figures.held()))
    }

    /// Inhabitants of some units, as far as they are known.
    pub fn population(&self, units: impl IntoIterator<Item = UnitId>) -> u64 {
        units.into_iter().map(|unit| u64::from(self.reference.unit(unit).population.unwrap_or(0))).sum()
    }
}

/// Units with the inhabitants claimed of each; `None` where they are not known.
pub(super) type Held = BTreeMap<UnitId, Option<u64>>;

/// What a CPTS claims.
pub(super) fn held(reference: &Reference, cpts: &Cpts) -> Held {
    cpts.claims.iter().map(|claim| (claim.unit, claim.known_population(reference))).collect()
}

/// What some units come to.
pub(super) fn figures_of(reference: &Reference, rules: &Rules, partition: &Partition, held: Held) -> Figures {
    let known: Option<u64> = held.values().copied().sum();
    let (units, held): (Vec<UnitId>, Vec<u64>) = held.into_iter().map(|(unit, held)| (unit, held.unwrap_or(0))).unzip();
    let whole = held.iter().sum();
    let is_shared = |unit: UnitId| partition.claimants(unit).len() > 1 && partition.status(unit) != Status::Shared;
    let mut departments: Vec<u32> = units.iter().map(|&unit| reference.unit(unit).department).collect();
    departments.sort_unstable();
    departments.dedup();
    let assessment = rules.assess(known);
    Figures {
        population: whole,
        shared: units.iter().zip(&held).filter(|(unit, _)| is_shared(**unit)).map(|(_, held)| held).sum(),
        size: assessment.size,
        funding: assessment.funding,
        pieces: reference.coverage.components(&units, |_, _| true).len(),
        departments,
        units,
        held,
    }
}
