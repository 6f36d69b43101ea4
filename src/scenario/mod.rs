//! What changed between two states of the territories, and what would change if.
//!
//! - *state*: who claims what on one day, with what each CPTS comes to; without contours, so that hundreds are made in seconds;
//! - *step*: one change that a user asks for: units or parts of them moved, units added or removed, CPTS merged or split, a stage
//!   changed;
//! - *scenario*: steps in a row, from today's state;
//! - *difference*: what two states do not have in common, with the cause of each change;
//! - *disagreement*: a unit on which two sources of the same day differ.

mod apply;
mod cause;
mod difference;
mod disagreement;
mod envelope;
mod lineage;
mod move_part;
#[cfg(test)]
mod part_tests;
mod place;
mod script;
mod state;
mod step;
#[cfg(test)]
mod tests;
mod ways_out;

pub use apply::{Refusal, apply};
pub use cause::Cause;
pub use difference::{CptsChange, Difference, ZoneChange, difference};
pub use disagreement::{Comparison, Disagreement, Nature};
pub use envelope::HomeChange;
pub use lineage::{Event, Lineage};
pub use move_part::ClaimedPart;
pub use place::Place;
pub use script::{Scenario, ScriptError, parse_script};
pub use state::{Covered, Figures, State};
pub use step::{Step, StepError};
pub use ways_out::{Ground, Resolved, Taker, Touched, WayOut};
