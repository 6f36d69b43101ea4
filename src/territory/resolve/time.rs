//! Which claims hold on a day (R08). A claim holds from its first day to its last, both included; without one it always did, or always
//! will. One whose last day comes before its first holds on no day.

use std::collections::BTreeMap;

use crate::day::Day;
use crate::territory::claims::RawClaim;
use crate::territory::column::Column;
use crate::territory::day::read_day;
use crate::territory::read::Reading;
use crate::territory::{Anomaly, Finding, Source};

/// Looks at the days of claims, and keeps what is to be told of them.
pub(super) struct Time {
    date: Option<Day>,
    /// Lines of texts that are no day.
    unknown: BTreeMap<(Column, String), Vec<u64>>,
    /// Lines of claims that end before they begin, by first and last day.
    backwards: BTreeMap<(Day, Day), Vec<u64>>,
    /// Lines of claims that do not hold.
    elsewhen: Vec<u64>,
    has_days: bool,
}

impl Time {
    /// `date`: the day that counts; without one, every claim does.
    pub fn new(date: Option<Day>) -> Self {
        Self { date, unknown: BTreeMap::new(), backwards: BTreeMap::new(), elsewhen: Vec::new(), has_days: false }
    }

    /// Whether a claim holds.
    pub fn holds(&mut self, claim: &RawClaim) -> bool {
        if claim.start.is_empty() && claim.end.is_empty() {
            return true;
        }
        self.has_days = true;
        let start = self.day(Column::Start, claim.start, claim.line);
        let end = self.day(Column::End, claim.end, claim.line);
        if let Some((start, end)) = start.zip(end).filter(|(start, end)| end < start) {
            self.backwards.entry((start, end)).or_default().push(claim.line);
        }
        let Some(date) = self.date else { return true };
        let holds = start.is_none_or(|start| start <= date) && end.is_none_or(|end| date <= end);
        if !holds {
            self.elsewhen.push(claim.line);
        }
        holds
    }

    fn day(&mut self, column: Column, text: &str, line: u64) -> Option<Day> {
        let day = read_day(text);
        if day.is_none() && !text.is_empty() {
            self.unknown.entry((column, text.to_owned())).or_default().push(line);
        }
        day
    }

    /// What there is to tell.
    pub fn anomalies(self, reading: &Reading) -> Vec<Anomaly> {
        let mut anomalies = Vec::new();
        for ((column, value), mut lines) in self.unknown {
            lines.dedup();
            let column = Some(reading.column_name(column).to_owned());
            anomalies
                .push(Anomaly { finding: Finding::UnknownDay, source: Source { lines, column, value, code: None } });
        }
        for ((start, end), mut lines) in self.backwards {
            lines.dedup();
            let (column, value) = (Some(reading.column_name(Column::End).to_owned()), end.to_string());
            let source = Source { lines, column, value, code: None };
            anomalies.push(Anomaly { finding: Finding::EndsBeforeStart { start, end }, source });
        }
        match self.date {
            Some(date) if !self.elsewhen.is_empty() => {
                let mut lines = self.elsewhen;
                lines.dedup();
                let finding = Finding::Elsewhen { date, rows: lines.len() };
                anomalies.push(Anomaly { finding, source: Source { lines, ..Source::default() } });
            }
            None if self.has_days => {
                anomalies.push(Anomaly { finding: Finding::DaysNotUsed, source: Source::default() });
            }
            _ => {}
        }
        anomalies
    }
}
