//! One CPTS out of what its rows say: one name, one stage, one day of signature, its contacts and units.

use std::collections::{BTreeMap, BTreeSet};

use super::super::cpts::{Claim, Cpts, CptsId, Details};
use super::gathered::Gathered;
use super::parts::Parts;
use crate::day::Day;
use crate::territory::column::Column;
use crate::territory::day::read_day;
use crate::territory::read::Reading;
use crate::territory::{Anomaly, Contact, Finding, Source, Stage, StageSet};

/// Settles a CPTS, and tells where its rows disagree.
pub(super) fn settle(
    index: CptsId,
    id: String,
    gathered: Gathered,
    parts_of: &mut Parts,
    reading: &Reading,
    anomalies: &mut Vec<Anomaly>,
) -> Cpts {
    let mut about = About { index, id: &id, reading, anomalies };
    let name = about.name(&gathered.names);
    let stage = about.stage(&gathered);
    let signed = about.signed(&gathered.signed);
    let contacts: BTreeSet<Contact> =
        gathered.contacts.iter().flat_map(|list| Contact::of_list(list, Column::Contact.name())).collect();
    let mut claims = Vec::with_capacity(gathered.claims.len());
    for (unit, claim) in gathered.claims {
        let mut details = claim.details();
        let (mut lines, via, is_whole) = (claim.lines, claim.via, claim.is_whole);
        lines.sort_unstable();
        lines.dedup();
        let unweighed = unweighed(&details);
        let (parts, faults) = parts_of.of(unit, &mut details, is_whole, &lines);
        for fault in faults {
            let (cpts, value) = (about.index, fault.value().to_owned());
            let finding = Finding::Part { cpts, unit, fault };
            about.tell(finding, lines.iter().copied(), Column::Part, Some(&value));
        }
        claims.push(Claim {
            unit,
            lines,
            via: via.into_iter().collect(),
            details: details.into_iter().collect(),
            parts,
            unweighed,
        });
    }
    let contacts = contacts.into_iter().collect();
    Cpts { claims, name: name.unwrap_or_else(|| id.clone()), stage, signed, contacts, id }
}

/// What there is to say about a CPTS.
struct About<'a> {
    index: CptsId,
    id: &'a str,
    reading: &'a Reading,
    anomalies: &'a mut Vec<Anomaly>,
}

/// Lines by what they say.
type Texts = BTreeMap<String, Vec<u64>>;

impl About<'_> {
    fn tell(&mut self, finding: Finding, lines: impl Iterator<Item = u64>, column: Column, value: Option<&str>) {
        let lines: BTreeSet<u64> = lines.collect();
        let column = Some(self.reading.column_name(column).to_owned());
        let value = value.unwrap_or(self.id).to_owned();
        let source = Source { lines: lines.into_iter().collect(), column, value, code: None };
        self.anomalies.push(Anomaly { finding, source });
    }

    /// The name given most often; among equals the first in order, so that the order of rows does not matter.
    fn name(&mut self, names: &Texts) -> Option<String> {
        if names.len() > 1 {
            let finding = Finding::SeveralNames { cpts: self.index, names: names.keys().cloned().collect() };
            self.tell(finding, first_lines(names), Column::CptsName, None);
        }
        names.iter().min_by_key(|(_, lines)| std::cmp::Reverse(lines.len())).map(|(name, _)| name.clone())
    }

    fn stage(&mut self, gathered: &Gathered) -> Option<Stage> {
        let cpts = self.index;
        if self.reading.has_stages && gathered.stages.is_empty() {
            let lines = gathered.claims.values().flat_map(|claim| claim.lines.iter().copied());
            self.tell(Finding::NoStage { cpts }, lines, Column::Stage, None);
        }
        let mut stages: BTreeSet<Option<Stage>> = BTreeSet::new();
        for (text, lines) in &gathered.stages {
            let stage = Stage::parse(text);
            stages.insert(stage);
            if stage.is_none() {
                self.tell(Finding::UnknownStage, lines.iter().copied(), Column::Stage, Some(text));
            }
        }
        // The least advanced counts: a coverage rate must not promise more than the table does.
        let kept = stages.iter().copied().max_by_key(|&stage| (StageSet::of(stage), stage.is_none())).flatten();
        if stages.len() > 1 {
            let texts = gathered.stages.keys().cloned().collect();
            let finding = Finding::SeveralStages { cpts, stages: texts, kept };
            self.tell(finding, first_lines(&gathered.stages), Column::Stage, None);
        }
        kept
    }

    /// The day of signature, if the rows that give one agree: no rule says which of two counts.
    fn signed(&mut self, texts: &Texts) -> Option<Day> {
        let mut days: BTreeSet<Day> = BTreeSet::new();
        for (text, lines) in texts {
            match read_day(text) {
                Some(day) => drop(days.insert(day)),
                None => self.tell(Finding::UnknownDay, lines.iter().copied(), Column::Signed, Some(text)),
            }
        }
        if days.len() > 1 {
            let finding = Finding::SeveralSignatures { cpts: self.index, days: days.iter().copied().collect() };
            self.tell(finding, first_lines(texts), Column::Signed, None);
            return None;
        }
        days.pop_first()
    }
}

/// The named parts that rows claim, where the population of one is missing or no number.
fn unweighed(details: &BTreeSet<Details>) -> Vec<String> {
    let of_part = || details.iter().filter(|row| row.is_of_part());
    if of_part().all(|row| row.has_population()) {
        return Vec::new();
    }
    let names: BTreeSet<&String> = of_part().map(|row| &row.part).filter(|name| !name.is_empty()).collect();
    names.into_iter().cloned().collect()
}

fn first_lines(texts: &Texts) -> impl Iterator<Item = u64> {
    texts.values().filter_map(|lines| lines.iter().min().copied())
}
