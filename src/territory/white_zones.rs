//! White zones: contiguous units of one region that no CPTS claims, and what lies around them.

use std::collections::BTreeMap;

use geo_types::MultiPolygon;
use rayon::prelude::*;

use super::cpts::CptsId;
use super::facts::{Facts, Neighbour, whole_metres};
use super::partition::{Partition, Status};
use crate::reference::{Reference, Scope, UnitId};

/// What lies around a white zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ZoneClass {
    /// All neighbours are in one CPTS.
    Enclave,
    /// Neighbours are in two CPTS or more.
    Between,
    /// It touches another region, the sea or the border of the country.
    Open,
}

impl ZoneClass {
    /// All classes.
    pub const ALL: [Self; 3] = [Self::Enclave, Self::Between, Self::Open];

    /// The class as written in `zones_blanches.csv`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Enclave => "enclave",
            Self::Between => "entre",
            Self::Open => "ouverte",
        }
    }
}

/// A white zone.
#[derive(Debug, Clone, PartialEq)]
pub struct WhiteZone {
    /// `ZB-` and the lowest INSEE code in it: the same zone keeps its identifier when others come or go.
    pub id: String,
    /// What lies around it.
    pub class: ZoneClass,
    /// Its units, ascending.
    pub units: Vec<UnitId>,
    /// Inhabitants.
    pub population: u64,
    /// Area in square metres.
    pub area: u64,
    /// CPTS around it, by common border, longest first. A CPTS in its own region or not.
    pub neighbours: Vec<Neighbour>,
    /// Outline.
    pub shape: MultiPolygon<f64>,
}

impl WhiteZone {
    /// The white zones of a scope, largest population first.
    ///
    /// A zone does not cross the border of its region: a region's report and the country's then tell the same zones.
    pub fn find(reference: &Reference, facts: &Facts, partition: &Partition, scope: &Scope) -> Vec<Self> {
        let white: Vec<UnitId> = (0..reference.units.len() as UnitId)
            .filter(|&unit| scope.holds(reference.unit(unit)) && partition.status(unit) == Status::White)
            .collect();
        let same_region = |a, b| reference.unit(a).region == reference.unit(b).region;
        let groups = reference.coverage.components(&white, same_region);
        let mut zones: Vec<Self> =
            groups.into_par_iter().map(|units| Self::new(reference, facts, partition, units)).collect();
        zones.sort_by(|a, b| b.population.cmp(&a.population).then_with(|| a.id.cmp(&b.id)));
        zones
    }

    fn new(reference: &Reference, facts: &Facts, partition: &Partition, units: Vec<UnitId>) -> Self {
        let mut around: BTreeMap<CptsId, f64> = BTreeMap::new();
        let mut is_open = false;
        for &unit in &units {
            // A unit without contour has no known neighbours: nothing can be said to enclose it.
            is_open |= facts.at_the_edge[unit as usize] || reference.coverage.is_empty_face(unit);
            for border in facts.borders_of(unit) {
                if units.binary_search(&border.unit).is_ok() {
                    continue;
                }
                if reference.unit(border.unit).region != reference.unit(unit).region {
                    is_open = true;
                }
                for &cpts in partition.claimants(border.unit) {
                    *around.entry(cpts).or_default() += border.metres;
                }
            }
        }
        let class = match around.len() {
            _ if is_open => ZoneClass::Open,
            0 => ZoneClass::Open,
            1 => ZoneClass::Enclave,
            _ => ZoneClass::Between,
        };
        Self {
            id: format!("ZB-{}", reference.unit(units[0]).code),
            class,
            population: facts.population(reference, units.iter().copied()),
            area: units.iter().map(|&unit| facts.areas[unit as usize]).sum(),
            neighbours: whole_metres(around),
            shape: reference.coverage.dissolve(&units),
            units,
        }
    }
}
