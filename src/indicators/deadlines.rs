//! Deadlines of signed contracts (R10): what is due when, and what is past at a date.
//!
//! Whether a mission has begun, a table of CPTS does not say: a deadline that is past is one to check.

use crate::day::Day;
use crate::rules::{Due, FundingScheme};
use crate::territory::CptsId;

/// The deadlines of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Schedule {
    /// The CPTS.
    pub cpts: CptsId,
    /// Day on which the contract was signed.
    pub signed: Day,
    /// Its deadlines, by day.
    pub due: Vec<Due>,
}

impl Schedule {
    /// The schedules of the CPTS whose day of signature is known, in the order given.
    pub fn all(funding: Option<&FundingScheme>, signed: impl Iterator<Item = (CptsId, Option<Day>)>) -> Vec<Self> {
        let Some(funding) = funding else { return Vec::new() };
        let schedule = |(cpts, signed): (CptsId, Option<Day>)| {
            let signed = signed?;
            Some(Self { cpts, signed, due: funding.due(signed) })
        };
        signed.filter_map(schedule).collect()
    }

    /// The deadlines that are past at a date.
    pub fn past(&self, date: Day) -> impl Iterator<Item = &Due> {
        self.due.iter().filter(move |due| due.is_past(date))
    }
}
