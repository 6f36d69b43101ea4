//! The calendar of missions (R10): by when each must have begun and be deployed, from the day the contract was signed.

use super::FundingScheme;
use crate::day::Day;

/// What must have happened by a deadline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Milestone {
    /// The mission has begun (*démarrage*).
    Start,
    /// It is deployed (*déploiement*).
    Deployment,
}

impl Milestone {
    /// The milestone as written in `echeances.csv`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Start => "demarrage",
            Self::Deployment => "deploiement",
        }
    }
}

/// Deadlines of a mission in months from the signature; `None` where the text sets none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Deadlines {
    /// To begin.
    pub start: Option<u16>,
    /// To be deployed; after the start.
    pub deployment: Option<u16>,
}

impl Deadlines {
    /// Those there are, the start first.
    pub fn iter(self) -> impl Iterator<Item = (Milestone, u16)> {
        let start = self.start.map(|months| (Milestone::Start, months));
        start.into_iter().chain(self.deployment.map(|months| (Milestone::Deployment, months)))
    }
}

/// A deadline of a signed contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Due {
    /// Last day on which the mission is in time.
    pub on: Day,
    /// Place of the mission in [`FundingScheme::lines`].
    pub line: usize,
    /// What must have happened.
    pub milestone: Milestone,
}

impl Due {
    /// Whether the deadline is past at a date; on the day itself it is not.
    pub fn is_past(&self, date: Day) -> bool {
        self.on < date
    }
}

impl FundingScheme {
    /// All deadlines of a contract, by day, then in the order of the lines.
    pub fn due(&self, signed: Day) -> Vec<Due> {
        let of_line = |(line, it): (usize, &super::FundingLine)| {
            let due = move |(milestone, months)| Due { on: signed.plus_months(months), line, milestone };
            it.deadlines.iter().map(due).collect::<Vec<_>>()
        };
        let mut due: Vec<Due> = self.lines.iter().enumerate().flat_map(of_line).collect();
        due.sort_unstable();
        due
    }
}

#[cfg(test)]
mod tests {
    use super::super::Schemes;
    use super::*;

    fn due(scheme: &str, signed: &str) -> Vec<String> {
        let schemes = Schemes::embedded().unwrap();
        let scheme = schemes.funding(scheme).unwrap();
        let text = |due: &Due| format!("{} {} {}", due.on, scheme.lines[due.line].id, due.milestone.key());
        scheme.due(signed.parse().unwrap()).iter().map(text).collect()
    }

    #[test]
    fn core_missions_are_due_at_6_12_18_and_24_months_from_the_signature() {
        assert_eq!(
            due("aci_2024", "2022-03-31"),
            [
                "2022-09-30 acces_soins demarrage",
                "2022-09-30 crise_sanitaire demarrage",
                "2023-03-31 parcours demarrage",
                "2023-03-31 prevention demarrage",
                "2023-09-30 acces_soins deploiement",
                "2023-09-30 crise_sanitaire deploiement",
                "2024-03-31 parcours deploiement",
                "2024-03-31 prevention deploiement",
            ]
        );
    }

    #[test]
    fn the_draft_of_2019_sets_no_day_for_prevention_to_begin() {
        let due = due("cnam_avril_2019", "2019-07-01");
        let of_prevention: Vec<&String> = due.iter().filter(|text| text.contains("prevention")).collect();
        assert_eq!(of_prevention, ["2021-07-01 prevention deploiement"]);
    }

    #[test]
    fn a_text_without_calendar_has_no_deadlines() {
        assert_eq!(due("aci_2019_signe", "2019-07-01"), [""; 0]);
    }

    #[test]
    fn a_deadline_is_past_the_day_after_it() {
        let schemes = Schemes::embedded().unwrap();
        let first = schemes.funding("aci_2024").unwrap().due("2024-01-15".parse().unwrap())[0];
        let days = ["2024-07-14", "2024-07-15", "2024-07-16"].map(|day| first.is_past(day.parse().unwrap()));
        assert_eq!(days, [false, false, true]);
    }
}
