//! What is noticed on the way: about a row of the table, or about the territories that come out of it.
//!
//! Each finding says by its type what it is about; the texts that people read are made in `report`.

mod finding;
mod grading;
mod rule;

pub use finding::{Finding, Overdue};
pub use rule::{Rule, Severity};

use crate::cog::CommuneCode;

/// Where in the table a finding comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Source {
    /// Lines of the rows concerned, ascending; none for a finding about the whole.
    pub lines: Vec<u64>,
    /// Name of the column, as in the table.
    pub column: Option<String>,
    /// Text of the cell.
    pub value: String,
    /// INSEE code concerned.
    pub code: Option<CommuneCode>,
}

/// A finding and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Anomaly {
    /// What was found.
    pub finding: Finding,
    /// Where.
    pub source: Source,
}

impl Anomaly {
    /// Puts anomalies in the order of `anomalies.csv`: by severity, rule, place in the table, and content.
    pub fn sort(anomalies: &mut [Self]) {
        anomalies.sort_by(|a, b| {
            let key = |x: &Self| (x.finding.severity(), x.finding.rule());
            key(a).cmp(&key(b)).then_with(|| a.source.cmp(&b.source)).then_with(|| a.finding.cmp(&b.finding))
        });
    }
}
