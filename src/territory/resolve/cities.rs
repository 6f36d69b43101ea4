//! R02: Paris, Lyon or Marseille as a whole beside its own arrondissements, whoever claims them.

use std::collections::{BTreeMap, BTreeSet};

use super::gathered::Gathered;
use crate::cog::CommuneCode;
use crate::reference::{Reference, UnitId};
use crate::territory::column::Column;
use crate::territory::read::Reading;
use crate::territory::{Anomaly, Finding, Source};

/// Who claims a city as a whole, and who claims its arrondissements.
#[derive(Default)]
pub(super) struct CityClaims {
    whole: BTreeSet<u64>,
    arrondissements: BTreeMap<UnitId, BTreeSet<u64>>,
}

pub(super) fn note(gathered: &Gathered, reference: &Reference, cities: &mut BTreeMap<CommuneCode, CityClaims>) {
    for (&city, lines) in &gathered.cities {
        cities.entry(city).or_default().whole.extend(lines);
    }
    for (&unit, lines) in &gathered.arrondissements {
        if let Some(city) = reference.unit(unit).city {
            cities.entry(city).or_default().arrondissements.entry(unit).or_default().extend(lines);
        }
    }
}

/// Cities claimed both ways.
pub(super) fn claimed_twice<'a>(
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
