//! The threshold watch (R09): CPTS whose size may change, and why.

use crate::reference::{Reference, UnitId};
use crate::rules::{FundingReading, NearThreshold, Rules};
use crate::territory::{Claim, Cpts, CptsId, Territory};

/// Populations of another kind or year, to be held against those of the reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OtherPopulation {
    /// Kind and year: `PTOT 2023`, or `PTOT` where nobody says the year.
    pub label: String,
    /// Inhabitants by unit; `None` where no figure is published.
    pub figures: Vec<Option<u32>>,
}

impl OtherPopulation {
    /// The populations of a reference with the same units.
    pub fn of(reference: &Reference) -> Self {
        let kind = reference.metadata.population_kind.column();
        let year = reference.metadata.population_year.map_or_else(String::new, |year| format!(" {year}"));
        let figures = reference.units.iter().map(|unit| unit.population).collect();
        Self { label: format!("{kind}{year}"), figures }
    }

    /// Inhabitants claimed; `None` where a unit has no figure here.
    fn of_claims(&self, claims: &[Claim]) -> Option<u64> {
        let figure = |unit: UnitId| self.figures.get(unit as usize).copied().flatten().map(u64::from);
        let inhabitants = |claim: &Claim| match claim.parts.as_slice() {
            [] => figure(claim.unit),
            parts => Some(parts.iter().map(|part| part.population).sum()),
        };
        claims.iter().map(inhabitants).sum()
    }
}

/// Why the size of a CPTS may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// Its population is near a threshold.
    Near(NearThreshold),
    /// Its population is exactly a threshold that no text decides: the other convention gives another size.
    Convention,
    /// Another population figure gives another size, or cannot say.
    Population {
        /// Place in the list of other populations.
        other: usize,
        /// Inhabitants by it; `None` where a figure is missing.
        population: Option<u64>,
    },
}

impl Reason {
    /// The reason as written in `seuils.csv`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Near(_) => "proximite",
            Self::Convention => "convention",
            Self::Population { .. } => "population",
        }
    }
}

/// A CPTS whose size may change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SizeAlert {
    /// Its place among the territories of the report.
    pub territory: usize,
    /// The CPTS.
    pub cpts: CptsId,
    /// Why.
    pub reason: Reason,
    /// The size that it would have; `None` where that is not known. Where today's is not, another population may tell.
    pub category: Option<u8>,
}

impl SizeAlert {
    /// What the other size would bring more or less in a reading, in euros; `None` where an amount is unknown.
    pub fn effect(&self, rules: &Rules, territory: &Territory, reading: FundingReading) -> Option<i64> {
        let now = rules.totals_of(territory.size).get(reading)?;
        let then = rules.totals(self.category?).get(reading)?;
        Some(then as i64 - now as i64)
    }
}

/// All alerts, in the order of the territories; of each, near thresholds, the convention, other populations.
pub fn size_alerts(
    rules: &Rules,
    cpts: &[Cpts],
    territories: &[Territory],
    others: &[OtherPopulation],
) -> Vec<SizeAlert> {
    let other_convention = rules.with_other_convention();
    let mut alerts = Vec::new();
    for (place, territory) in territories.iter().enumerate() {
        let alert = |reason, category| SizeAlert { territory: place, cpts: territory.cpts, reason, category };
        let claims = cpts.get(territory.cpts as usize).map_or(&[][..], |cpts| &cpts.claims);
        let now = territory.size.map(|size| size.category);
        if let Some(population) = territory.whole_population() {
            let near = rules.sizes().near(population);
            alerts.extend(near.map(|near| alert(Reason::Near(near), Some(near.category))));
            let by_convention = Some(other_convention.sizes().size(population).category);
            alerts.extend((by_convention != now).then(|| alert(Reason::Convention, by_convention)));
        }
        for (other, populations) in others.iter().enumerate() {
            let population = populations.of_claims(claims);
            let category = population.map(|population| rules.sizes().size(population).category);
            if category != now {
                alerts.push(alert(Reason::Population { other, population }, category));
            }
        }
    }
    alerts
}
