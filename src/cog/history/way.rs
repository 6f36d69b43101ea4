//! What happened to a code on its way to another vintage, with the names that it and others had then: to be told without the
//! history at hand.

use super::{Day, History, Kind, Moved, Origin, Status, Step};
use crate::cog::CommuneCode;

/// A code with the name that it had.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Named {
    /// The code.
    pub code: CommuneCode,
    /// Its name on the day, or the nearest that it had; empty for a code that never was.
    pub name: String,
}

/// As what a code was read, if not as one of the vintage asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum WayOrigin {
    /// A commune déléguée or associée, read as its commune.
    Part {
        /// Déléguée or associée.
        status: Status,
        /// Its name.
        name: String,
        /// Its commune in that vintage.
        parent: Named,
    },
    /// Not in the vintage, but in others.
    OtherYears {
        /// First vintage in which it was.
        first: u16,
        /// Last vintage in which it was.
        last: u16,
    },
}

/// Something that happened on the way.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct WayStep {
    /// The day.
    pub day: Day,
    /// Whether the source gives the day itself, or only the first vintage that shows what happened.
    pub is_dated: bool,
    /// What happened.
    pub kind: Kind,
    /// Codes before; none where the source does not say where the land came from.
    pub before: Vec<Named>,
    /// Codes after; none where the source does not say to whom the land went.
    pub after: Vec<Named>,
}

/// The way of a code to another vintage.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Way {
    /// The code.
    pub code: CommuneCode,
    /// The vintage that it was read by.
    pub from: u16,
    /// As what it was read, if not as one of that vintage.
    pub origin: Option<WayOrigin>,
    /// What happened, by day.
    pub steps: Vec<WayStep>,
}

impl History {
    /// A code with its name on a day, or the nearest that it had.
    pub fn named(&self, code: CommuneCode, day: Day) -> Named {
        let spells = self.spells(code);
        let on_day = spells.iter().filter(|spell| spell.holds_on(day)).min_by_key(|spell| spell.status);
        let name = on_day.or_else(|| spells.last()).map(|spell| spell.name.clone()).unwrap_or_default();
        Named { code, name }
    }

    /// Whether the source gives the day itself, or only the first vintage that shows what happened.
    pub fn is_dated(&self, day: Day) -> bool {
        day <= Day::january(self.info().dated_until)
    }

    /// The way of a code that was read by the vintage `from`, with names.
    pub fn way(&self, moved: &Moved, from: u16) -> Way {
        let origin = match &moved.origin {
            Origin::InForce => None,
            Origin::Part { status, name, parent } => {
                let parent = self.named(*parent, Day::january(from));
                Some(WayOrigin::Part { status: *status, name: name.clone(), parent })
            }
            &Origin::OtherYears { first, last } => Some(WayOrigin::OtherYears { first, last }),
        };
        Way { code: moved.code, from, origin, steps: moved.steps.iter().map(|step| self.way_step(step)).collect() }
    }

    /// A step with names.
    pub fn way_step(&self, step: &Step) -> WayStep {
        // The last names before it: those of the vintage before the one that shows it.
        let eve = Day::january(step.day.vintage().saturating_sub(1).max(self.info().first));
        WayStep {
            day: step.day,
            is_dated: self.is_dated(step.day),
            kind: step.kind,
            before: step.before.iter().map(|&code| self.named(code, eve)).collect(),
            after: step.after.iter().map(|&code| self.named(code, step.day)).collect(),
        }
    }
}
