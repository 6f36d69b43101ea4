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

/// What each cause did to a CPTS.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Effects {
    /// Inhabitants that each cause of [`Cause::ALL`] adds; rules add none.
    pub population: [i64; 3],
    /// Size and funding before, and after each cause of [`Cause::ALL`]; nothing for a CPTS of one state only.
    stages: Option<[Assessment; 4]>,
}

impl Effects {
    /// The causes by which the size changed.
    pub fn of_size(&self) -> Vec<Cause> {
        self.that_change(|assessment| assessment.size.map(|size| u64::from(size.category)))
    }

    /// The causes by which the funding changed in a reading. From an unknown amount to a known one is a change.
    pub fn of_funding(&self, reading: FundingReading) -> Vec<Cause> {
        self.that_change(|assessment| assessment.funding.get(reading))
    }

    fn that_change(&self, figure: impl Fn(&Assessment) -> Option<u64>) -> Vec<Cause> {
        let steps = self.stages.iter().flat_map(|stages| stages.windows(2));
        let causes = Cause::ALL.into_iter().zip(steps);
        causes.filter(|(_, step)| figure(&step[0]) != figure(&step[1])).map(|(cause, _)| cause).collect()
    }
}

/// What made a CPTS what it is, from its claims in the old state to those in the new.
pub(super) fn effects(old: &State, new: &State, before: CptsId, after: CptsId) -> Effects {
    let points =
        [(old, &old.cpts[before as usize]), (old, &new.cpts[after as usize]), (new, &new.cpts[after as usize])];
    let [a, b, c] = points.map(|(state, cpts)| cpts.population(state.reference) as i64);
    let [x, y, z] = points.map(|(state, cpts)| cpts.whole_population(state.reference));
    Effects {
        population: [b - a, c - b, 0],
        stages: Some([old.rules.assess(x), old.rules.assess(y), old.rules.assess(z), new.rules.assess(z)]),
    }
}
