//! Claims to units: codes are looked up, cities become their arrondissements, and rows are gathered by CPTS.
//!
//! Nothing here depends on the order of the rows, but for the line numbers that anomalies name.

use std::collections::{BTreeMap, BTreeSet};

use super::anomaly::{Anomaly, Finding, Source};
use super::claims::RawClaim;
use super::columns::Column;
use super::read::Reading;
use super::stage::{Stage, StageSet};
use crate::cog::CommuneCode;
use crate::reference::{Reference, UnitId};

/// Index of a CPTS in [`Resolution::cpts`].
pub type CptsId = u32;

/// A claim on a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Claim {
    /// The unit.
    pub unit: UnitId,
    /// Lines of the rows that make it, ascending.
    pub lines: Vec<u64>,
}

/// A CPTS and what it claims.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cpts {
    /// Identifier, or name where the table gives no identifier.
    pub id: String,
    /// Name.
    pub name: String,
    /// Stage, where the table gives one that is known.
    pub stage: Option<Stage>,
    /// Units claimed, ascending; each once.
    pub claims: Vec<Claim>,
}

impl Cpts {
    /// The units claimed, ascending.
    pub fn units(&self) -> impl Iterator<Item = UnitId> {
        self.claims.iter().map(|claim| claim.unit)
    }
}

/// All CPTS of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolution {
    /// CPTS with at least one unit, sorted by identifier.
    pub cpts: Vec<Cpts>,
    /// What was noticed, in reading and here.
    pub anomalies: Vec<Anomaly>,
    /// Rows of the table.
    pub rows: usize,
    /// Rows that count for a claim; the rest is in `anomalies` with severity error.
    pub rows_used: usize,
}

/// What the rows of a CPTS say.
#[derive(Default)]
struct Gathered {
    names: BTreeMap<String, Vec<u64>>,
    stages: BTreeMap<String, Vec<u64>>,
    /// Lines of the claims on each unit, in the order of the table.
    claims: BTreeMap<UnitId, Vec<u64>>,
    /// Lines that claim a city as a whole.
    cities: BTreeMap<CommuneCode, Vec<u64>>,
    /// Arrondissements claimed by their own code.
    arrondissements: BTreeMap<UnitId, Vec<u64>>,
}

/// Resolves the claims of a table against a reference.
pub fn resolve(mut reading: Reading, reference: &Reference) -> Resolution {
    let mut anomalies = std::mem::take(&mut reading.anomalies);
    let mut gathered: BTreeMap<String, Gathered> = BTreeMap::new();
    let (mut rows_used, mut last_used) = (0, None);
    for claim in reading.claims() {
        let source = source_of(&claim);
        let target = match find(claim.code, reference) {
            Ok(target) => target,
            Err(finding) => {
                anomalies.push(Anomaly { finding, source });
                continue;
            }
        };
        // The claims of a row follow one another.
        rows_used += usize::from(last_used.replace(claim.row) != Some(claim.row));
        let cpts = gathered.entry(claim.cpts.to_owned()).or_default();
        if !claim.name.is_empty() {
            cpts.names.entry(claim.name.to_owned()).or_default().push(claim.line);
        }
        // An empty cell says nothing of the stage, unless all of them are.
        if !claim.stage.is_empty() {
            cpts.stages.entry(claim.stage.to_owned()).or_default().push(claim.line);
        }
        if target.is_former {
            let unit = reference.unit(target.units[0]);
            let (today, name) =
                target.city.map_or((unit.code, unit.name.clone()), |city| (city, city_name(reference, city)));
            anomalies.push(Anomaly { finding: Finding::FormerCode { today, name }, source: source.clone() });
        }
        if let Some(city) = target.whole_city {
            let name = reference.unit(target.units[0]).name.clone();
            anomalies.push(Anomaly { finding: Finding::InWholeCity { city, name }, source: source.clone() });
        }
        if let Some(city) = target.city {
            cpts.cities.entry(city).or_default().push(claim.line);
        }
        // A row repeats another one when it brings no unit that was not claimed yet; a city claimed beside one of its
        // arrondissements is told as such (R02).
        let mut first = u64::MAX;
        let mut is_new = false;
        for &unit in &target.units {
            let lines = cpts.claims.entry(unit).or_default();
            is_new |= lines.is_empty();
            first = first.min(lines.first().copied().unwrap_or(u64::MAX));
            lines.push(claim.line);
            if target.city.is_none() && reference.unit(unit).city.is_some() {
                cpts.arrondissements.entry(unit).or_default().push(claim.line);
            }
        }
        let beside_city = target.city.is_some() || {
            let city = reference.unit(target.units[0]).city;
            city.is_some_and(|city| cpts.cities.contains_key(&city))
        };
        if !is_new && !beside_city && !target.is_former && target.whole_city.is_none() {
            anomalies.push(Anomaly { finding: Finding::Repeated { first }, source });
        }
    }
    let mut cpts = Vec::with_capacity(gathered.len());
    let mut cities: BTreeMap<CommuneCode, CityClaims> = BTreeMap::new();
    for (index, (id, gathered)) in gathered.into_iter().enumerate() {
        note_cities(&gathered, reference, &mut cities);
        cpts.push(settle(index as CptsId, id, gathered, &reading, &mut anomalies));
    }
    anomalies.extend(cities_twice(cities, &reading, reference));
    Resolution { cpts, anomalies, rows: reading.rows, rows_used }
}

fn source_of(claim: &RawClaim) -> Source {
    Source {
        lines: vec![claim.line],
        column: Some(claim.column.to_owned()),
        value: claim.code.to_owned(),
        code: claim.code.parse().ok(),
    }
}

/// What a code stands for.
struct Target {
    units: Vec<UnitId>,
    /// The city, where the code is that of one.
    city: Option<CommuneCode>,
    /// The city, where the code is that of an arrondissement and boundaries hold the city as one unit.
    whole_city: Option<CommuneCode>,
    is_former: bool,
}

fn find(text: &str, reference: &Reference) -> Result<Target, Finding> {
    if text.is_empty() {
        return Err(Finding::NoCode);
    }
    let code: CommuneCode = text.parse().map_err(|_| Finding::MalformedCode)?;
    let current = |code: CommuneCode, is_former: bool| {
        if let Some(unit) = reference.find(code) {
            return Some(Target { units: vec![unit], city: None, whole_city: None, is_former });
        }
        let boundaries = reference.boundaries.as_ref();
        let whole_city = boundaries.and_then(|boundaries| boundaries.in_whole_city.get(&code).copied());
        if let Some(unit) = whole_city.and_then(|city| reference.find(city)) {
            return Some(Target { units: vec![unit], city: None, whole_city, is_former });
        }
        let units: Vec<UnitId> = reference.arrondissements(code).collect();
        (!units.is_empty()).then_some(Target { units, city: Some(code), whole_city: None, is_former })
    };
    let former = || reference.former_codes.get(&code).and_then(|&today| current(today, true));
    let is_beyond = |code: &CommuneCode| reference.boundaries.as_ref().is_some_and(|it| it.beyond.contains(code));
    let is_beyond = || is_beyond(&code) || reference.former_codes.get(&code).is_some_and(is_beyond);
    let unknown = || if is_beyond() { Finding::NotInBoundaries } else { Finding::UnknownCode };
    current(code, false).or_else(former).ok_or_else(unknown)
}

fn city_name(reference: &Reference, code: CommuneCode) -> String {
    reference.areas.cities.iter().find(|city| city.code == code).map(|city| city.name.clone()).unwrap_or_default()
}

/// One CPTS out of what its rows say.
fn settle(index: CptsId, id: String, gathered: Gathered, reading: &Reading, anomalies: &mut Vec<Anomaly>) -> Cpts {
    let source = |lines: &mut dyn Iterator<Item = u64>, column: Column| {
        let lines: BTreeSet<u64> = lines.collect();
        let column = Some(reading.column_name(column).to_owned());
        Source { lines: lines.into_iter().collect(), column, value: id.clone(), code: None }
    };
    // The name given most often; among equals the first in order, so that the order of rows does not matter.
    let name = gathered.names.iter().min_by_key(|(_, lines)| std::cmp::Reverse(lines.len())).map(|(name, _)| name);
    let name = name.cloned().unwrap_or_else(|| id.clone());
    if gathered.names.len() > 1 {
        let names: Vec<String> = gathered.names.keys().cloned().collect();
        let lines = source(&mut first_lines(&gathered.names), Column::CptsName);
        anomalies.push(Anomaly { finding: Finding::SeveralNames { cpts: index, names }, source: lines });
    }
    if reading.has_stages && gathered.stages.is_empty() {
        let lines = source(&mut gathered.claims.values().flatten().copied(), Column::Stage);
        anomalies.push(Anomaly { finding: Finding::NoStage { cpts: index }, source: lines });
    }
    let mut stages: BTreeSet<Option<Stage>> = BTreeSet::new();
    for (text, lines) in &gathered.stages {
        let stage = Stage::parse(text);
        stages.insert(stage);
        if stage.is_none() {
            let mut at = source(&mut lines.iter().copied(), Column::Stage);
            at.value = text.clone();
            anomalies.push(Anomaly { finding: Finding::UnknownStage, source: at });
        }
    }
    // The least advanced counts: a coverage rate must not promise more than the table does.
    let stage = stages.iter().copied().max_by_key(|&stage| (StageSet::of(stage), stage.is_none())).flatten();
    if stages.len() > 1 {
        let texts = gathered.stages.keys().cloned().collect();
        let lines = source(&mut first_lines(&gathered.stages), Column::Stage);
        let finding = Finding::SeveralStages { cpts: index, stages: texts, kept: stage };
        anomalies.push(Anomaly { finding, source: lines });
    }
    let claims = gathered.claims.into_iter().map(|(unit, mut lines)| {
        lines.sort_unstable();
        lines.dedup();
        Claim { unit, lines }
    });
    Cpts { claims: claims.collect(), name, stage, id: id.clone() }
}

fn first_lines(texts: &BTreeMap<String, Vec<u64>>) -> impl Iterator<Item = u64> {
    texts.values().filter_map(|lines| lines.iter().min().copied())
}

/// Who claims a city as a whole, and who claims its arrondissements.
#[derive(Default)]
struct CityClaims {
    whole: BTreeSet<u64>,
    arrondissements: BTreeMap<UnitId, BTreeSet<u64>>,
}

fn note_cities(gathered: &Gathered, reference: &Reference, cities: &mut BTreeMap<CommuneCode, CityClaims>) {
    for (&city, lines) in &gathered.cities {
        cities.entry(city).or_default().whole.extend(lines);
    }
    for (&unit, lines) in &gathered.arrondissements {
        if let Some(city) = reference.unit(unit).city {
            cities.entry(city).or_default().arrondissements.entry(unit).or_default().extend(lines);
        }
    }
}

/// R02: a city as a whole beside its own arrondissements, whoever claims them.
fn cities_twice<'a>(
    cities: BTreeMap<CommuneCode, CityClaims>,
    reading: &'a Reading,
    reference: &'a Reference,
) -> impl Iterator<Item = Anomaly> + 'a {
    let twice = |claims: &CityClaims| !claims.whole.is_empty() && !claims.arrondissements.is_empty();
    cities.into_iter().filter(move |(_, claims)| twice(claims)).map(|(city, claims)| {
        let lines: BTreeSet<u64> =
            claims.whole.iter().chain(claims.arrondissements.values().flatten()).copied().collect();
        let arrondissements = claims.arrondissements.keys().map(|&unit| reference.unit(unit).code).collect();
        Anomaly {
            finding: Finding::CityTwice { city, arrondissements },
            source: Source {
                lines: lines.into_iter().collect(),
                column: Some(reading.column_name(Column::Code).to_owned()),
                value: city.to_string(),
                code: Some(city),
            },
        }
    })
}
