//! Which claims are on parts of units, and what there is to say of rows that speak of parts.

use std::collections::{BTreeMap, BTreeSet};

use super::super::cpts::Details;
use super::of_column;
use crate::cog::CommuneCode;
use crate::reference::{IrisList, IrisNote, Reference, UnitId, commune_of_iris};
use crate::territory::claims::RawClaim;
use crate::territory::column::Column;
use crate::territory::lookup::{Target, units_of};
use crate::territory::parts::declared;
use crate::territory::read::Reading;
use crate::territory::{Anomaly, Finding, Part, PartFault, Source};

/// Why a row that speaks of a part does not count: the part cannot be where the row says.
pub(super) fn refusal(claim: &RawClaim, target: &Target, reference: &Reference) -> Option<Finding> {
    if claim.part.is_empty() && claim.part_population.is_empty() {
        return None;
    }
    let codes = || target.units.iter().map(|&unit| reference.unit(unit).code).collect();
    if let Some(commune) = commune_of_iris(claim.part).filter(|commune| commune.as_str() != claim.code) {
        let units = units_of(commune, reference);
        if !units.is_empty() && !units.iter().any(|unit| target.units.contains(unit)) {
            return Some(Finding::IrisElsewhere { iris: claim.part.to_owned(), commune, codes: codes() });
        }
    }
    // Nobody says how many of its inhabitants live in which of the units.
    let is_one = target.units.len() == 1;
    (!is_one).then(|| Finding::PartOfSeveral { part: claim.part.to_owned(), codes: codes() })
}

/// Claims by part, as they are settled.
pub(super) struct Parts<'a> {
    pub reference: &'a Reference,
    pub iris: Option<&'a IrisList>,
    /// Lines of claims on parts without a population, by unit and part, where no row of the claim gives one.
    pub without_population: BTreeMap<(UnitId, String), BTreeSet<u64>>,
    /// Communes that rows claim by part: of the others, what a file of IRIS lacks makes no difference.
    pub divided: BTreeSet<CommuneCode>,
}

impl Parts<'_> {
    /// The parts that a claim is on, none where it is on the whole unit; and what is wrong with them. `details` are left as what counts:
    /// without a word of parts, where the whole unit is claimed.
    pub fn of(
        &mut self,
        unit: UnitId,
        details: &mut BTreeSet<Details>,
        is_whole: bool,
        lines: &[u64],
    ) -> (Vec<Part>, Vec<PartFault>) {
        if details.iter().any(Details::is_of_part) {
            self.divided.insert(self.reference.unit(unit).code);
        }
        let (mut parts, mut faults) = declared(&*details, is_whole);
        let has_gap = |fault: &PartFault| matches!(fault, PartFault::NoPopulation { .. });
        if self.is_all(unit, details) && faults.iter().all(has_gap) {
            (parts, faults) = (Vec::new(), Vec::new());
        }
        // Told once for the whole table, where no row of the claim gives a population.
        if details.iter().all(|row| row.part_population.is_empty()) {
            for fault in faults.extract_if(.., |fault| has_gap(fault)) {
                self.without_population.entry((unit, fault.value().to_owned())).or_default().extend(lines);
            }
        }
        // Names of parts that do not count for want of a population stay, so that a table written anew says them.
        if is_whole || !parts.is_empty() || !details.iter().any(|row| row.is_of_part() && !row.has_population()) {
            *details = std::mem::take(details).into_iter().filter_map(|row| counted(row, &parts)).collect();
        }
        (parts, faults)
    }

    /// Whether rows name all the IRIS of a unit.
    fn is_all(&self, unit: UnitId, details: &BTreeSet<Details>) -> bool {
        let code = self.reference.unit(unit).code;
        let count = self.iris.map_or(0, |iris| iris.count(code));
        let named: BTreeSet<&str> = details.iter().map(|row| row.part.as_str()).collect();
        let is_known = |part: &&&str| self.iris.is_some_and(|iris| iris.population(part).is_some());
        count > 0 && named.iter().filter(is_known).count() == count
    }

    /// What is told once for the table.
    pub fn anomalies(self, reading: &Reading) -> Vec<Anomaly> {
        let mut found = Vec::new();
        if !self.without_population.is_empty() {
            let lines: BTreeSet<u64> = self.without_population.values().flatten().copied().collect();
            let parts: Vec<(UnitId, String)> = self.without_population.into_keys().collect();
            let column = Some(reading.column_name(Column::Part).to_owned());
            let value = parts.first().map(|(_, part)| part.clone()).unwrap_or_default();
            let source = Source { lines: lines.into_iter().collect(), column, value, code: None };
            let is_missing =
                |part: &&String| commune_of_iris(part).is_some() && self.iris.is_some_and(|iris| !iris.holds(part));
            let not_in_file = parts.iter().map(|(_, part)| part).filter(is_missing).cloned().collect();
            found.push(Anomaly { finding: Finding::PartsWithoutPopulation { parts, not_in_file }, source });
        }
        if let Some(iris) = self.iris {
            let estimate = Finding::IrisEstimate { basis: iris.basis };
            let matters = |note: &&IrisNote| note.commune().is_none_or(|commune| self.divided.contains(&commune));
            let notes = iris.notes.iter().filter(matters).cloned().map(Finding::Iris);
            found.extend(notes.chain([estimate]).map(|finding| of_column(reading, finding)));
        }
        found
    }
}

/// What counts of a row: all of it where it is about a part that counts, the days alone where the whole unit does.
fn counted(row: Details, parts: &[Part]) -> Option<Details> {
    let row =
        if parts.is_empty() { Details { part: String::new(), part_population: String::new(), ..row } } else { row };
    let is_part = |part: &Part| part.is_named(&row.part) && part.population.to_string() == row.part_population;
    let counts = if parts.is_empty() { row != Details::default() } else { parts.iter().any(is_part) };
    counts.then_some(row)
}
