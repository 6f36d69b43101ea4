//! Yearly envelopes: what the CPTS of France, a region or a department bring in all, now and at full coverage.
//!
//! - The *home* of a CPTS is the department with most of its inhabitants: its whole funding counts there, and in the
//!   region of that department, so that departments sum to regions and regions to France. A CPTS that the report holds
//!   but whose home is not in its scope counts *elsewhere*.
//! - *Full coverage* has no white zone left. What it costs depends on who takes them, so there are two answers: each zone
//!   joins the neighbour at home in its region with the longest common border (no new CPTS but for zones without such a
//!   neighbour), or each becomes a CPTS of its own. Neither divides a zone: one with inhabitants for several CPTS counts
//!   as one, so both are low where large zones are left.
//!
//! Overlaps stay as they are: each claimant is paid for all of its inhabitants.

use std::collections::{BTreeMap, BTreeSet};

use crate::reference::{Area, Level, Reference, Scope, UnitId};
use crate::rules::{FundingReading, Rules, SIZES, Totals};
use crate::territory::{Cpts, CptsId, StageSet, Territory, WhiteZone};

/// What an envelope supposes of the white zones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Situation {
    /// CPTS as they are.
    Now,
    /// Each white zone joins a neighbour.
    ZonesJoined,
    /// Each white zone is a CPTS of its own.
    ZonesAlone,
}

impl Situation {
    /// The situation as written in `enveloppes.csv`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Now => "actuelle",
            Self::ZonesJoined => "complete_voisines",
            Self::ZonesAlone => "complete_nouvelles",
        }
    }
}

/// Where envelopes are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The scope of the report.
    Whole,
    /// A region, by its index.
    Region(u32),
    /// A department, by its index.
    Department(u32),
    /// CPTS of the report at home outside its scope.
    Elsewhere,
}

impl Place {
    /// The kind of place as written in `enveloppes.csv`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Whole => "perimetre",
            Self::Region(_) => "region",
            Self::Department(_) => "departement",
            Self::Elsewhere => "hors_perimetre",
        }
    }

    /// Code and name; empty elsewhere.
    pub fn area(self, reference: &Reference, scope: &Scope) -> Area {
        let of = |level: Level, index: u32| reference.areas.of(level).get(index as usize).cloned();
        let nowhere = || Area { code: String::new(), name: String::new() };
        match self {
            Self::Whole => scope.area(&reference.areas),
            Self::Region(index) => of(Level::Region, index).unwrap_or_else(nowhere),
            Self::Department(index) => of(Level::Department, index).unwrap_or_else(nowhere),
            Self::Elsewhere => nowhere(),
        }
    }
}

/// What the CPTS of a place bring in a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Where.
    pub place: Place,
    /// What it supposes of the white zones.
    pub situation: Situation,
    /// CPTS that count.
    pub stages: StageSet,
    /// Their number by size.
    pub cpts_by_size: [u64; SIZES],
    /// Those whose size is unknown, since a unit's population is.
    pub unsized_cpts: u64,
    /// Of those, how many have an amount that no source gives.
    pub unknown: u64,
    /// Sum of their inhabitants.
    pub population: u64,
    /// Sum of their funding, in euros; unknown as soon as one is.
    pub funding: Totals,
}

impl Envelope {
    /// Number of CPTS.
    pub fn cpts(&self) -> u64 {
        self.cpts_by_size.iter().sum::<u64>() + self.unsized_cpts
    }

    /// Euros per inhabitant of these CPTS in a reading; `None` where the amount is unknown or nobody lives there.
    pub fn per_inhabitant(&self, reading: FundingReading) -> Option<f64> {
        per_inhabitant(self.funding.get(reading), self.population)
    }
}

/// Euros per inhabitant; `None` where the amount is unknown or nobody lives there.
pub fn per_inhabitant(euros: Option<u64>, population: u64) -> Option<f64> {
    euros.filter(|_| population > 0).map(|euros| euros as f64 / population as f64)
}

/// A CPTS as envelopes see it: where it counts, and how many it serves.
#[derive(Debug, Clone, Copy)]
struct Payee {
    department: u32,
    region: u32,
    population: u64,
    /// Whether that is all of them: no unit's population is unknown.
    is_known: bool,
}

/// What envelopes are made of.
pub struct Ground<'a> {
    /// The reference.
    pub reference: &'a Reference,
    /// Regions of the report.
    pub scope: &'a Scope,
    /// Sizes and funding.
    pub rules: &'a Rules,
    /// All CPTS of the table.
    pub cpts: &'a [Cpts],
    /// Their territories, in the same order.
    pub territories: &'a [Territory],
}

impl Ground<'_> {
    /// Envelopes of all places: now for every stage set, and at full coverage for `stages`, whose white zones are given.
    /// Sorted by place (all, regions, departments, elsewhere), situation, and stage set.
    pub fn envelopes(&self, stages: StageSet, zones: &[WhiteZone]) -> Vec<Envelope> {
        let places = self.places();
        let every = self.payees();
        let of_set = |set: StageSet| -> BTreeMap<CptsId, Payee> {
            let counts = |id: &CptsId| self.cpts.get(*id as usize).is_some_and(|cpts| set.holds(cpts.stage));
            every.iter().filter(|(id, _)| counts(id)).map(|(id, payee)| (*id, *payee)).collect()
        };
        let mut all = Vec::new();
        for set in StageSet::ALL {
            all.extend(self.count(&places, Situation::Now, set, of_set(set).into_values()));
        }
        let joined = self.joined(of_set(stages), zones);
        all.extend(self.count(&places, Situation::ZonesJoined, stages, joined.into_iter()));
        let alone = zones.iter().map(|zone| self.of_zone(zone));
        let alone = of_set(stages).into_values().chain(alone);
        all.extend(self.count(&places, Situation::ZonesAlone, stages, alone));
        all.sort_by_key(|it| (it.place, it.situation, it.stages));
        all
    }

    /// All departments and regions of the scope; elsewhere is there where a CPTS is.
    fn places(&self) -> BTreeSet<Place> {
        let here = self.reference.units.iter().filter(|unit| self.scope.holds(unit));
        let places = here.flat_map(|unit| [Place::Region(unit.region), Place::Department(unit.department)]);
        places.chain([Place::Whole]).collect()
    }

    /// The CPTS of the table with a unit in the scope.
    fn payees(&self) -> BTreeMap<CptsId, Payee> {
        let in_scope = |territory: &&Territory| territory.regions.iter().any(|it| self.scope.regions.contains(it));
        let here = self.territories.iter().filter(in_scope);
        here.map(|it| (it.cpts, self.payee(it.held(), it.population, it.unknown.is_empty()))).collect()
    }

    fn payee(&self, held: impl Iterator<Item = (UnitId, u64)>, population: u64, is_known: bool) -> Payee {
        let (department, region) = home(self.reference, held);
        Payee { department, region, population, is_known }
    }

    fn of_zone(&self, zone: &WhiteZone) -> Payee {
        let inhabitants = |&unit: &UnitId| (unit, u64::from(self.reference.unit(unit).population.unwrap_or(0)));
        let is_known = zone.units.iter().all(|&unit| self.reference.unit(unit).population.is_some());
        self.payee(zone.units.iter().map(inhabitants), zone.population, is_known)
    }

    /// The CPTS after each white zone joined the neighbour of its region with the longest common border. All zones are
    /// given away at once: a zone that joins does not make its CPTS the neighbour of another one.
    fn joined(&self, mut payees: BTreeMap<CptsId, Payee>, zones: &[WhiteZone]) -> Vec<Payee> {
        let mut alone = Vec::new();
        for zone in zones {
            let own = self.of_zone(zone);
            let is_of_region = |cpts: &CptsId| payees.get(cpts).is_some_and(|it| it.region == own.region);
            // Neighbours come longest border first.
            let neighbour = zone.neighbours.iter().map(|neighbour| neighbour.cpts).find(is_of_region);
            match neighbour.and_then(|cpts| payees.get_mut(&cpts)) {
                Some(payee) => {
                    payee.population += own.population;
                    payee.is_known &= own.is_known;
                }
                None => alone.push(own),
            }
        }
        payees.into_values().chain(alone).collect()
    }

    fn count(
        &self,
        places: &BTreeSet<Place>,
        situation: Situation,
        stages: StageSet,
        payees: impl Iterator<Item = Payee>,
    ) -> Vec<Envelope> {
        let empty = |place| Envelope {
            place,
            situation,
            stages,
            cpts_by_size: [0; SIZES],
            unsized_cpts: 0,
            unknown: 0,
            population: 0,
            funding: Totals::sum([]),
        };
        let mut counted: BTreeMap<Place, Envelope> = places.iter().map(|&place| (place, empty(place))).collect();
        for payee in payees {
            let is_here = self.scope.regions.contains(&payee.region);
            let here = [Place::Whole, Place::Region(payee.region), Place::Department(payee.department)];
            let at = if is_here { here.as_slice() } else { &[Place::Elsewhere] };
            let assessed = self.rules.assess(payee.is_known.then_some(payee.population));
            let is_unknown = FundingReading::ALL.iter().any(|&reading| assessed.funding.get(reading).is_none());
            for &place in at {
                let envelope = counted.entry(place).or_insert_with(|| empty(place));
                match assessed.size.and_then(|size| envelope.cpts_by_size.get_mut(size.index())) {
                    Some(count) => *count += 1,
                    None => envelope.unsized_cpts += 1,
                }
                envelope.unknown += u64::from(is_unknown);
                envelope.population += payee.population;
                envelope.funding = Totals::sum([envelope.funding, assessed.funding]);
            }
        }
        counted.into_values().collect()
    }
}

/// The department with most inhabitants of some units, and its region; among equals the one with the lowest code.
pub fn home(reference: &Reference, held: impl Iterator<Item = (UnitId, u64)>) -> (u32, u32) {
    let mut by_department: BTreeMap<(u32, u32), u64> = BTreeMap::new();
    for (unit, inhabitants) in held {
        let unit = reference.unit(unit);
        *by_department.entry((unit.department, unit.region)).or_default() += inhabitants;
    }
    let most = by_department
        .into_iter()
        .max_by_key(|&((department, _), population)| (population, std::cmp::Reverse(department)));
    most.map(|(place, _)| place).unwrap_or_default()
}
