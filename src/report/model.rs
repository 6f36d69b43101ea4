//! The report as figures and geometry, before any file: the whole work in one place.

use super::sheet::LIST;
use super::ways_found::Found;
use crate::day::Day;
use crate::indicators::{
    Envelope, Ground, Identities, IdentityError, OtherPopulation, Rates, Reason, Schedule, SizeAlert, size_alerts,
};
use crate::reference::{PopulationNote, Reference, Scope, UnitId};
use crate::rules::{Due, FundingLine, Rules};
use crate::territory::{
    Anomaly, Cpts, CptsId, Facts, Finding, Overdue, Partition, Resolution, Severity, Source, StageSet, Status,
    Territory, WhiteZone, check,
};

/// What a report is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// Regions.
    pub scope: Scope,
    /// CPTS that count as covering.
    pub stages: StageSet,
    /// Sizes and funding.
    pub rules: Rules,
    /// Day on which deadlines are past or not; without one, they are only listed.
    pub date: Option<Day>,
    /// Other populations, under which sizes are looked at too.
    pub other_populations: Vec<OtherPopulation>,
}

/// A report.
#[derive(Debug)]
pub struct Report<'a> {
    /// The reference that it stands on.
    pub reference: &'a Reference,
    /// What it is about.
    pub options: Options,
    /// All CPTS of the table.
    pub cpts: Vec<Cpts>,
    /// Measures of the units.
    pub facts: Facts,
    /// Claimants of each unit, among the CPTS of the stage set.
    pub partition: Partition,
    /// Territories of the CPTS of the stage set that have a unit in the scope, in the order of `cpts`.
    pub territories: Vec<Territory>,
    /// Units in overlap, ascending.
    pub overlaps: Vec<UnitId>,
    /// White zones, most populous first.
    pub zones: Vec<WhiteZone>,
    /// Coverage rates for every stage set.
    pub rates: Rates,
    /// Identities by region, checked.
    pub identities: Vec<Identities>,
    /// Yearly funding of all places, now and at full coverage.
    pub envelopes: Vec<Envelope>,
    /// CPTS whose size may change.
    pub alerts: Vec<SizeAlert>,
    /// Deadlines of contracts whose day of signature is known.
    pub schedules: Vec<Schedule>,
    /// Everything noticed, sorted.
    pub anomalies: Vec<Anomaly>,
    /// Number of size categories.
    pub categories: u8,
    /// Rows of the table.
    pub rows: usize,
    /// Rows that count for a claim.
    pub rows_used: usize,
    /// Ways out of overlaps and white zones, as far as they were asked for.
    pub(super) ways_out: Found,
}

/// Why a report cannot be made of a table that was read.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// Figures do not fit together.
    #[error(transparent)]
    Identity(#[from] IdentityError),
    /// The data frame of the rates failed.
    #[error("coverage rates: {0}. This is a fault in maillage: please report it with the table")]
    Rates(#[from] polars::error::PolarsError),
}

impl<'a> Report<'a> {
    /// Makes a report of what a table was resolved to. `facts` are those of the reference.
    ///
    /// # Errors
    /// None that a table can cause: see [`ReportError`].
    pub fn new(
        reference: &'a Reference,
        facts: Facts,
        resolution: Resolution,
        options: Options,
    ) -> Result<Self, ReportError> {
        let scheme = options.rules.sizes();
        let categories = scheme.categories();
        let Resolution { cpts, mut anomalies, rows, rows_used } = resolution;
        let counts = |cpts: &Cpts| options.stages.holds(cpts.stage);

        let partition = Partition::new(reference, &cpts, counts);
        let all = Territory::all(reference, &facts, &cpts, &partition, scheme);
        let rules = &options.rules;
        let ground = Ground { reference, scope: &options.scope, rules, cpts: &cpts, territories: &all };
        // Neither needs the other.
        let (rates, (zones, envelopes)) = rayon::join(
            || Rates::compute(reference, &facts, &options.scope, &cpts, &all, categories),
            || {
                let zones = WhiteZone::find(reference, &facts, &partition, &options.scope);
                let envelopes = ground.envelopes(options.stages, &zones);
                (zones, envelopes)
            },
        );
        let rates = rates?;
        let (territories, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|territory| {
            let in_scope = territory.regions.iter().any(|region| options.scope.regions.contains(region));
            in_scope && counts(&cpts[territory.cpts as usize])
        });
        let overlaps = partition.overlaps(reference, &options.scope).collect();
        let counted: Vec<&Cpts> = cpts.iter().filter(|cpts| counts(cpts)).collect();
        let (identities, broken_rules) = rayon::join(
            || Identities::check(reference, &facts, &options.scope, &counted, &partition, &zones),
            || check(reference, &facts, &options.scope, &cpts, &partition, &territories, &zones),
        );
        let identities = identities?;

        let notes = reference.boundaries.iter().flat_map(|boundaries| boundaries.notes.iter().cloned());
        anomalies.extend(notes.map(|note| Anomaly { finding: Finding::Boundaries(note), source: Source::default() }));
        anomalies.extend(population_notes(reference, &options.scope));
        anomalies.extend(others.iter().map(|territory| left_out(&cpts, territory.cpts, options.stages)));
        anomalies.extend(broken_rules);
        let alerts = size_alerts(rules, &cpts, &territories, &options.other_populations);
        let signed = territories.iter().map(|territory| (territory.cpts, cpts[territory.cpts as usize].signed));
        let schedules = Schedule::all(rules.funding(), signed);
        anomalies.extend(alerts.iter().filter_map(|alert| near_threshold(&cpts, &territories, alert)));
        if let Some(date) = options.date {
            anomalies.extend(schedules.iter().filter_map(|schedule| overdue(&cpts, rules, schedule, date)));
        }
        Anomaly::sort(&mut anomalies);
        Ok(Self {
            reference,
            options,
            cpts,
            facts,
            partition,
            territories,
            overlaps,
            zones,
            rates,
            identities,
            envelopes,
            alerts,
            schedules,
            anomalies,
            categories,
            rows,
            rows_used,
            ways_out: Found::default(),
        })
    }

    /// Number of anomalies of a severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.anomalies.iter().filter(|anomaly| anomaly.finding.severity() == severity).count()
    }

    /// Inhabitants covered in the units in overlap.
    pub fn overlap_population(&self) -> u64 {
        self.overlaps.iter().map(|&unit| self.partition.overlap_population(self.reference, unit)).sum()
    }

    /// Units of the scope that are claimed by part, no part twice, ascending.
    pub fn shared_units(&self) -> impl Iterator<Item = UnitId> {
        let is_shared = |unit: &UnitId| self.partition.status(*unit) == Status::Shared;
        let is_here = |unit: &UnitId| self.options.scope.holds(self.reference.unit(*unit));
        self.partition.divided_units().filter(is_shared).filter(is_here)
    }

    /// Number of territories of each size category, from 1, then of those whose size is unknown.
    pub fn by_size(&self) -> Vec<usize> {
        let mut counts = vec![0; usize::from(self.categories) + 1];
        for territory in &self.territories {
            counts[territory.size.map_or(usize::from(self.categories), |size| size.index())] += 1;
        }
        counts
    }

    /// Identifier of a CPTS.
    pub fn id(&self, cpts: CptsId) -> &str {
        &self.cpts[cpts as usize].id
    }

    /// Identifiers of some CPTS, joined as lists are in a cell.
    pub fn ids(&self, cpts: &[CptsId]) -> String {
        cpts.iter().map(|&cpts| self.id(cpts)).collect::<Vec<_>>().join(LIST)
    }
}

/// What was noticed in files of populations, as far as it is about the scope.
fn population_notes<'a>(reference: &'a Reference, scope: &Scope) -> impl Iterator<Item = Anomaly> + 'a {
    let notes = reference.metadata.populations.iter().flat_map(|populations| populations.notes_in(reference, scope));
    let anomaly = |note: &PopulationNote| {
        let source = Source { value: note.value().to_owned(), code: note.code(), ..Source::default() };
        Anomaly { finding: Finding::Population(note.clone()), source }
    };
    notes.map(anomaly).collect::<Vec<_>>().into_iter()
}

/// A CPTS that is not in the report, and why: nothing of the table is left out without a word.
fn left_out(cpts: &[Cpts], id: CptsId, stages: StageSet) -> Anomaly {
    let cpts = &cpts[id as usize];
    let mut lines: Vec<u64> = cpts.claims.iter().flat_map(|claim| claim.lines.iter().copied()).collect();
    lines.sort_unstable();
    lines.dedup();
    let finding = if stages.holds(cpts.stage) {
        Finding::OutOfScope { cpts: id, rows: lines.len() }
    } else {
        Finding::OutOfStages { cpts: id, stage: cpts.stage }
    };
    Anomaly { finding, source: Source { lines, value: cpts.id.clone(), ..Source::default() } }
}

/// R09: a CPTS near a threshold.
fn near_threshold(cpts: &[Cpts], territories: &[Territory], alert: &SizeAlert) -> Option<Anomaly> {
    let Reason::Near(near) = alert.reason else { return None };
    let population = territories.get(alert.territory)?.population;
    let value = cpts.get(alert.cpts as usize)?.id.clone();
    let finding = Finding::NearThreshold { cpts: alert.cpts, population, near };
    Some(Anomaly { finding, source: Source { value, ..Source::default() } })
}

/// R10: a CPTS with missions whose deadlines are past.
pub(super) fn overdue(cpts: &[Cpts], rules: &Rules, schedule: &Schedule, date: Day) -> Option<Anomaly> {
    let line = |due: &Due| Some((rules.funding()?.lines.get(due.line)?, *due));
    let mission = |(line, due): (&FundingLine, Due)| Overdue {
        on: due.on,
        milestone: due.milestone,
        name_fr: line.name_fr.clone(),
        name_en: line.name_en.clone(),
    };
    let missions: Vec<Overdue> = schedule.past(date).filter_map(line).map(mission).collect();
    let value = cpts.get(schedule.cpts as usize)?.id.clone();
    if missions.is_empty() {
        return None;
    }
    let finding = Finding::Overdue { cpts: schedule.cpts, signed: schedule.signed, date, missions };
    Some(Anomaly { finding, source: Source { value, ..Source::default() } })
}
