//! Why the size or the funding of a CPTS changed. The three causes are taken one after the other: first the units that it claims, with
//! the populations of before; then the populations of its units now; then the rules.

use super::State;
use crate::rules::{Assessment, FundingReading};
use crate::territory::CptsId;

/// What makes a size or a funding change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// Units that entered or left.
    Territory,
    /// Other figures of population.
    Population,
    /// Other thresholds or amounts.
    Rule,
}

impl Cause {
    /// All causes, in the order in which they are taken.
    pub const ALL: [Self; 3] = [Self::Territory, Self::Population, Self::Rule];

    /// The cause as written in files.
    pub fn key(self) -> &'static str {
        match self {
            Self::Territory => "territoire",
            Self::Population => "population",
            Self::Rule => "regle",
        }
    }
}

/// What each cause adds, in the order of [`Cause::ALL`].
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Effects {
    /// Inhabitants; rules add none.
    pub population: [i64; 3],
    /// Size categories.
    pub size: [i8; 3],
    /// Euros a year, steady reading; `None` where an amount is not known.
    pub funding: [Option<i64>; 3],
}

impl Effects {
    /// The causes by which the size changed.
    pub fn of_size(&self) -> Vec<Cause> {
        Cause::ALL.into_iter().zip(self.size).filter(|(_, change)| *change != 0).map(|(cause, _)| cause).collect()
    }
}

/// What made a CPTS what it is, from its claims in the old state to those in the new.
pub(super) fn effects(old: &State, new: &State, before: CptsId, after: CptsId) -> Effects {
    let claims = &new.cpts[after as usize].claims;
    let a = old.figures[before as usize].population;
    let b = claims.iter().map(|claim| claim.population(old.reference)).sum::<u64>();
    let c = new.figures[after as usize].population;
    let stages = [old.rules.assess(a), old.rules.assess(b), old.rules.assess(c), new.rules.assess(c)];
    let step = |of: fn(&Assessment) -> i8, place: usize| of(&stages[place + 1]) - of(&stages[place]);
    let category = |assessment: &Assessment| assessment.size.category as i8;
    let euros = |place: usize| stages[place].funding.get(FundingReading::Steady).map(|amount| amount as i64);
    Effects {
        population: [b as i64 - a as i64, c as i64 - b as i64, 0],
        size: [step(category, 0), step(category, 1), step(category, 2)],
        funding: [0, 1, 2].map(|place| euros(place + 1).zip(euros(place)).map(|(after, before)| after - before)),
    }
}
