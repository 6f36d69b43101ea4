//! Coverage of France, regions, departments and EPCI, for each cumulated set of stages.
//!
//! A unit is covered by a stage set when a CPTS whose stage is in the set claims it. Sums are of whole inhabitants and
//! whole square metres, so they do not depend on the order in which threads come to them.

use std::collections::{BTreeMap, BTreeSet};

use polars::prelude::*;
use rayon::prelude::*;

use crate::reference::{Area, Level, NO_EPCI, Reference, Scope, UnitId};
use crate::territory::{Cpts, Divided, Facts, Stage, StageSet, Territory};

/// Sums over some units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// Inhabitants.
    pub population: u64,
    /// Units: communes, and arrondissements of Paris, Lyon and Marseille.
    pub units: u64,
    /// Square metres.
    pub area: u64,
}

impl Tally {
    fn add(&mut self, other: Self) {
        self.population += other.population;
        self.units += other.units;
        self.area += other.area;
    }
}

/// Coverage of an area by a stage set.
#[derive(Debug, Clone, PartialEq)]
pub struct AreaRates {
    /// The area.
    pub area: Area,
    /// The stage set.
    pub stages: StageSet,
    /// Its units in the scope of the report: the denominators.
    pub total: Tally,
    /// Those covered.
    pub covered: Tally,
    /// CPTS in the stage set with a unit there, by stage in the order of [`Stage::ALL`], then without stage.
    pub cpts_by_stage: [u64; 5],
    /// The same CPTS by size category, from 1; the last count is of those whose size is unknown.
    pub cpts_by_size: Vec<u64>,
}

impl AreaRates {
    /// CPTS in the stage set with a unit there.
    pub fn cpts(&self) -> u64 {
        self.cpts_by_stage.iter().sum()
    }

    /// Covered share of the population in percent; `None` where nobody lives.
    pub fn population_rate(&self) -> Option<f64> {
        percent(self.covered.population, self.total.population)
    }

    /// Covered share of the units in percent.
    pub fn units_rate(&self) -> Option<f64> {
        percent(self.covered.units, self.total.units)
    }

    /// Covered share of the land in percent; `None` where no contour is known.
    pub fn area_rate(&self) -> Option<f64> {
        percent(self.covered.area, self.total.area)
    }
}

fn percent(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| 100.0 * part as f64 / whole as f64)
}

/// Coverage at every level. Rows are sorted by area code, then stage set.
#[derive(Debug, Clone, PartialEq)]
pub struct Rates {
    by_level: Vec<(Level, Vec<AreaRates>)>,
}

impl Rates {
    /// Computes the coverage of a scope, all levels in parallel.
    ///
    /// `territories` are those of all CPTS of the table, in their order; each stage set takes its own.
    ///
    /// # Errors
    /// Only if the data frame cannot be built or grouped.
    pub fn compute(
        reference: &Reference,
        facts: &Facts,
        scope: &Scope,
        cpts: &[Cpts],
        territories: &[Territory],
        categories: u8,
    ) -> PolarsResult<Self> {
        let units: Vec<UnitId> =
            (0..reference.units.len() as UnitId).filter(|&unit| scope.holds(reference.unit(unit))).collect();
        let frame = units_frame(reference, facts, cpts, &units)?;
        let by_level = Level::ALL
            .into_par_iter()
            .map(|level| {
                let rows = level_rates(reference, scope, cpts, territories, categories, level, &frame)?;
                Ok((level, rows))
            })
            .collect::<PolarsResult<_>>()?;
        Ok(Self { by_level })
    }

    /// The rows of a level.
    pub fn of(&self, level: Level) -> &[AreaRates] {
        self.by_level.iter().find(|(found, _)| *found == level).map_or(&[], |(_, rows)| rows)
    }

    /// The scope as a whole with one stage set.
    pub fn whole(&self, stages: StageSet) -> Option<&AreaRates> {
        self.of(Level::France).iter().find(|rates| rates.stages == stages)
    }
}

/// Index of "no EPCI" among the areas of a level.
const NO_AREA: u32 = u32::MAX;

/// Room for the rank in a key: ranks are below it.
const RANKS: u64 = 8;

/// A row for each unit: what it weighs, and for each level its [key](group_key).
fn units_frame(reference: &Reference, facts: &Facts, cpts: &[Cpts], units: &[UnitId]) -> PolarsResult<DataFrame> {
    // Rank of "covered by none": one past the widest set.
    let none = StageSet::ALL.len() as u32;
    let mut rank = vec![none; reference.units.len()];
    let mut by_part: BTreeSet<UnitId> = BTreeSet::new();
    for cpts in cpts {
        let of_stage = StageSet::of(cpts.stage) as u32;
        for claim in &cpts.claims {
            rank[claim.unit as usize] = rank[claim.unit as usize].min(of_stage);
            if !claim.parts.is_empty() {
                by_part.insert(claim.unit);
            }
        }
    }
    let mut rows: Vec<(UnitId, u32, Tally)> = Vec::with_capacity(units.len());
    for &unit in units {
        let population = u64::from(reference.unit(unit).population.unwrap_or(0));
        let rank = rank[unit as usize];
        rows.push((unit, rank, Tally { population, units: 1, area: facts.areas[unit as usize] }));
        if by_part.contains(&unit) {
            // Only inhabitants count by part: where in the unit the parts lie, a table does not say.
            rows.last_mut().into_iter().for_each(|row| row.2.population = 0);
            let shares = inhabitants_by_rank(cpts, unit, population);
            let share = |(rank, population)| (unit, rank as u32, Tally { population, ..Tally::default() });
            rows.extend(shares.into_iter().enumerate().map(share));
        }
    }
    let column = |value: fn(&Tally) -> u64| rows.iter().map(|(_, _, tally)| value(tally)).collect::<Vec<u64>>();
    let mut columns = vec![
        Column::new("population".into(), column(|tally| tally.population)),
        Column::new("units".into(), column(|tally| tally.units)),
        Column::new("area".into(), column(|tally| tally.area)),
    ];
    for level in Level::ALL {
        let key = |&(unit, rank, _): &(UnitId, u32, Tally)| group_key(level.area_of(reference.unit(unit)), rank);
        columns.push(Column::new(name(level).into(), rows.iter().map(key).collect::<Vec<u64>>()));
    }
    DataFrame::new(rows.len(), columns)
}

/// Inhabitants of a unit that is claimed by part, by the narrowest stage set that covers them; the last are covered by none.
fn inhabitants_by_rank(cpts: &[Cpts], unit: UnitId, population: u64) -> [u64; 5] {
    let mut covered = 0;
    let mut shares = [0; 5];
    for (share, stages) in shares.iter_mut().zip(StageSet::ALL) {
        let claims = cpts.iter().filter(|cpts| stages.holds(cpts.stage)).filter_map(|cpts| cpts.claim_on(unit));
        let all = Divided::of_any(claims).map_or(0, |divided| divided.covered(population));
        *share = all - covered;
        covered = all;
    }
    shares[StageSet::ALL.len()] = population - covered;
    shares
}

/// An area and the rank of the narrowest stage set that covers, as one number: to group by two columns takes several times as long.
fn group_key(area: Option<u32>, rank: u32) -> u64 {
    u64::from(area.unwrap_or(NO_AREA)) * RANKS + u64::from(rank)
}

/// Name of a level's column.
fn name(level: Level) -> &'static str {
    match level {
        Level::France => "france",
        Level::Region => "region",
        Level::Department => "department",
        Level::Epci => "epci",
    }
}

fn level_rates(
    reference: &Reference,
    scope: &Scope,
    cpts: &[Cpts],
    territories: &[Territory],
    categories: u8,
    level: Level,
    frame: &DataFrame,
) -> PolarsResult<Vec<AreaRates>> {
    // Sums by area and by the narrowest set that covers.
    #[expect(deprecated, reason = "the lazy replacement more than doubles the build (ARCHITECTURE.md, Dependencies)")]
    let sums = frame.group_by([name(level)])?.select(["population", "units", "area"]).sum()?;
    let keys = sums.column(name(level))?.u64()?;
    let of = |name: &str| sums.column(&format!("{name}_sum"))?.u64();
    let (population, units, land) = (of("population")?, of("units")?, of("area")?);
    let mut tallies: BTreeMap<u32, [Tally; 5]> = BTreeMap::new();
    for row in 0..sums.height() {
        let Some(key) = keys.get(row) else { continue };
        let at = |column: &UInt64Chunked| column.get(row).unwrap_or(0);
        tallies.entry((key / RANKS) as u32).or_default()[(key % RANKS) as usize].add(Tally {
            population: at(population),
            units: at(units),
            area: at(land),
        });
    }
    let present = present(reference, scope, level, territories);
    let mut rows: Vec<AreaRates> = tallies
        .iter()
        .flat_map(|(&area, by_rank)| {
            let there = present.get(&area);
            StageSet::ALL.map(|stages| AreaRates {
                area: area_of(reference, scope, level, area),
                stages,
                total: sum(by_rank),
                covered: sum(&by_rank[..=stages as usize]),
                cpts_by_stage: by_stage(cpts, there, stages),
                cpts_by_size: by_size(cpts, territories, there, stages, categories),
            })
        })
        .collect();
    rows.sort_by(|a, b| a.area.code.cmp(&b.area.code).then(a.stages.cmp(&b.stages)));
    Ok(rows)
}

fn sum(tallies: &[Tally]) -> Tally {
    let mut sum = Tally::default();
    tallies.iter().for_each(|&tally| sum.add(tally));
    sum
}

/// For each area, the territories with a unit there, by their place in the list, ascending.
fn present(reference: &Reference, scope: &Scope, level: Level, territories: &[Territory]) -> BTreeMap<u32, Vec<usize>> {
    let mut present: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (place, territory) in territories.iter().enumerate() {
        let units = territory.units.iter().map(|&unit| reference.unit(unit)).filter(|unit| scope.holds(unit));
        let mut areas: Vec<u32> = units.map(|unit| level.area_of(unit).unwrap_or(NO_AREA)).collect();
        areas.sort_unstable();
        areas.dedup();
        areas.into_iter().for_each(|area| present.entry(area).or_default().push(place));
    }
    present
}

fn by_stage(cpts: &[Cpts], there: Option<&Vec<usize>>, stages: StageSet) -> [u64; 5] {
    let mut counts = [0; 5];
    for &place in there.into_iter().flatten() {
        let stage = cpts[place].stage;
        if stages.holds(stage) {
            counts[stage.map_or(Stage::ALL.len(), |stage| stage as usize)] += 1;
        }
    }
    counts
}

fn by_size(
    cpts: &[Cpts],
    territories: &[Territory],
    there: Option<&Vec<usize>>,
    stages: StageSet,
    categories: u8,
) -> Vec<u64> {
    let mut counts = vec![0; usize::from(categories) + 1];
    for &place in there.into_iter().flatten() {
        if stages.holds(cpts[place].stage) {
            counts[territories[place].size.map_or(usize::from(categories), |size| size.index())] += 1;
        }
    }
    counts
}

fn area_of(reference: &Reference, scope: &Scope, level: Level, area: u32) -> Area {
    match level {
        Level::France => scope.area(&reference.areas),
        _ if area == NO_AREA => Area { code: NO_EPCI.into(), name: "Hors EPCI".into() },
        _ => reference.areas.of(level)[area as usize].clone(),
    }
}
