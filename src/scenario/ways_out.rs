//! Ways out of an overlap, and who could take a white zone: each with what the CPTS touched would come to.

use std::collections::{BTreeMap, BTreeSet};

use geo::{Centroid, Distance, Haversine};
use geo_types::Point;
use rayon::prelude::*;

use super::state::{Figures, Held, figures_of, held};
use crate::reference::{Reference, UnitId};
use crate::rules::Rules;
use crate::territory::{Claim, Conflict, Cpts, CptsId, Facts, Part, Partition, Territory, WhiteZone, joined};

/// A CPTS before and after.
#[derive(Debug, Clone, PartialEq)]
pub struct Touched {
    /// The CPTS.
    pub cpts: CptsId,
    /// As it is.
    pub before: Figures,
    /// As it would be; none where it would be no more.
    pub after: Option<Figures>,
}

/// What may be done about an overlap of two CPTS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum WayOut {
    /// All units to the first.
    ToFirst,
    /// All units to the second.
    ToSecond,
    /// Each unit to the one with which it has the longer common border.
    ByBorder,
    /// The two become one.
    Merger,
}

impl WayOut {
    /// All ways out.
    pub const ALL: [Self; 4] = [Self::ToFirst, Self::ToSecond, Self::ByBorder, Self::Merger];

    /// The way out as written in `chevauchements_options.csv`.
    pub fn key(self) -> &'static str {
        match self {
            Self::ToFirst => "tout_a_la_premiere",
            Self::ToSecond => "tout_a_la_seconde",
            Self::ByBorder => "partage_par_frontiere",
            Self::Merger => "fusion",
        }
    }
}

/// The units that two CPTS both claim, and a way out.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolved {
    /// The CPTS.
    pub pair: [CptsId; 2],
    /// Units, ascending.
    pub units: Vec<UnitId>,
    /// What they are to each other.
    pub conflict: Conflict,
    /// What is done.
    pub way: WayOut,
    /// Units that go to the first; the others go to the second. All of them in a merger.
    pub to_first: Vec<UnitId>,
    /// The two, before and after. In a merger the first has everything, and the second is no more.
    pub touched: [Touched; 2],
}

/// A CPTS that could take a white zone.
#[derive(Debug, Clone, PartialEq)]
pub struct Taker {
    /// Metres of common border.
    pub border: u64,
    /// Whether it has units in the department in which most of the zone's inhabitants live.
    pub same_department: bool,
    /// Kilometres between the centres of the two; `None` where one has no contour.
    pub distance: Option<f64>,
    /// The CPTS with the zone and without it.
    pub touched: Touched,
}

/// What the ways out are made of.
#[derive(Debug, Clone, Copy)]
pub struct Ground<'a> {
    /// Units.
    pub reference: &'a Reference,
    /// Their common borders.
    pub facts: &'a Facts,
    /// Sizes and funding.
    pub rules: &'a Rules,
    /// All CPTS.
    pub cpts: &'a [Cpts],
    /// Who claims what.
    pub partition: &'a Partition,
}

impl Ground<'_> {
    fn figures(&self, held: Held) -> Figures {
        figures_of(self.reference, self.rules, self.partition, held)
    }

    fn claim(&self, cpts: CptsId, unit: UnitId) -> Option<&Claim> {
        self.cpts.get(cpts as usize)?.claim_on(unit)
    }

    /// What of a unit stays with a CPTS that loses it to another one: its own parts, where the unit is claimed by part.
    fn left_of(&self, loser: CptsId, winner: CptsId, unit: UnitId) -> Option<u64> {
        self.partition.divided(unit)?;
        let (claim, other) = (self.claim(loser, unit)?, self.claim(winner, unit)?);
        let is_lost =
            |part: &Part| part.key().is_some_and(|key| other.parts.iter().any(|it| it.key() == Some(key.clone())));
        let mut own = claim.parts.iter().filter(|part| !is_lost(part)).peekable();
        own.peek().is_some().then(|| own.map(|part| part.population).sum())
    }

    /// What a CPTS holds of a unit that it is given: its parts where the unit is claimed by part, else all that is claimed of it.
    fn won_of(&self, winner: CptsId, unit: UnitId) -> Option<u64> {
        self.reference.unit(unit).population?;
        match self.partition.divided(unit) {
            Some(_) => self.claim(winner, unit)?.known_population(self.reference),
            None => Some(self.partition.covered_population(self.reference, unit)),
        }
    }

    fn held(&self, cpts: CptsId) -> Held {
        held(self.reference, &self.cpts[cpts as usize])
    }

    /// What two CPTS hold together.
    fn together(&self, [first, second]: [CptsId; 2]) -> Held {
        let mut all = self.held(first);
        for claim in &self.cpts[second as usize].claims {
            let claim_of_first = self.cpts[first as usize].claim_on(claim.unit);
            let both = claim_of_first.map_or_else(|| claim.clone(), |other| joined(other, claim));
            all.insert(claim.unit, both.known_population(self.reference));
        }
        all
    }

    /// Every way out of every overlap among some units, by pair of CPTS.
    pub fn ways_out(&self, overlaps: &[UnitId]) -> Vec<Resolved> {
        let mut pairs: BTreeMap<[CptsId; 2], Vec<UnitId>> = BTreeMap::new();
        for &unit in overlaps {
            let claimants = self.partition.claimants(unit);
            let meet = |a: CptsId, b: CptsId| {
                self.claim(a, unit).zip(self.claim(b, unit)).is_some_and(|(one, other)| one.meets(other))
            };
            for (place, &a) in claimants.iter().enumerate() {
                for &b in claimants[place + 1..].iter().filter(|&&b| meet(a, b)) {
                    pairs.entry([a, b]).or_default().push(unit);
                }
            }
        }
        let of_pair =
            |(pair, units): (&[CptsId; 2], &Vec<UnitId>)| WayOut::ALL.map(|way| self.way_out(*pair, units, way));
        pairs.par_iter().flat_map_iter(of_pair).collect()
    }

    fn way_out(&self, pair: [CptsId; 2], units: &[UnitId], way: WayOut) -> Resolved {
        let held = pair.map(|cpts| self.held(cpts));
        let [first, second] = held.each_ref().map(|held| held.keys().copied().collect::<BTreeSet<UnitId>>());
        let all: BTreeSet<UnitId> = units.iter().copied().collect();
        let to_first: BTreeSet<UnitId> = match way {
            WayOut::ToFirst | WayOut::Merger => all.clone(),
            WayOut::ToSecond => BTreeSet::new(),
            WayOut::ByBorder => self.by_border(&first, &second, &all),
        };
        let after = if way == WayOut::Merger {
            [Some(self.figures(self.together(pair))), None]
        } else {
            let to_second: BTreeSet<UnitId> = all.difference(&to_first).copied().collect();
            let given = |side: usize, lost: &BTreeSet<UnitId>, won: &BTreeSet<UnitId>| {
                let (own, other) = (pair[side], pair[1 - side]);
                let kept =
                    held[side].iter().map(|(unit, held)| (*unit, *held)).filter(|(unit, _)| !lost.contains(unit));
                let left = lost.iter().filter_map(|&unit| Some((unit, Some(self.left_of(own, other, unit)?))));
                let won = won.iter().map(|&unit| (unit, self.won_of(own, unit)));
                let units: Held = kept.chain(left).chain(won).collect();
                (!units.is_empty()).then(|| self.figures(units))
            };
            [given(0, &to_second, &to_first), given(1, &to_first, &to_second)]
        };
        let before = held.map(|held| self.figures(held));
        let [a, b] = before;
        let [x, y] = after;
        Resolved {
            pair,
            units: units.to_vec(),
            conflict: Conflict::of(&pair.map(|cpts| self.cpts[cpts as usize].stage)),
            way,
            to_first: to_first.into_iter().collect(),
            touched: [Touched { cpts: pair[0], before: a, after: x }, Touched { cpts: pair[1], before: b, after: y }],
        }
    }

    /// The units that go to the first where each goes to the one with which it has the longer border: the border with what each has
    /// alone, and for units that touch neither, with units that went to them before. The unit with the longest border goes first. What
    /// borders do not decide goes to the one with more units.
    fn by_border(
        &self,
        first: &BTreeSet<UnitId>,
        second: &BTreeSet<UnitId>,
        units: &BTreeSet<UnitId>,
    ) -> BTreeSet<UnitId> {
        let border = |unit: UnitId, land: &BTreeSet<UnitId>| -> u64 {
            let metres = self.facts.borders_of(unit).iter().filter(|it| land.contains(&it.unit)).map(|it| it.metres);
            metres.sum::<f64>().round() as u64
        };
        let alone = [first, second].map(|all| all.difference(units).copied().collect::<BTreeSet<UnitId>>());
        let mut land = alone.clone();
        let mut left = units.clone();
        let mut to_first = BTreeSet::new();
        while !left.is_empty() {
            let borders = left.iter().map(|&unit| {
                let of = |land: &[BTreeSet<UnitId>; 2]| [border(unit, &land[0]), border(unit, &land[1])];
                (unit, of(&alone), of(&land))
            });
            let longest = |[a, b]: [u64; 2]| a.max(b);
            let best =
                borders.max_by_key(|&(unit, alone, land)| (longest(alone), longest(land), std::cmp::Reverse(unit)));
            let Some((unit, alone, grown)) = best else { break };
            let decided = [alone, grown].into_iter().find(|[a, b]| a != b);
            let goes_first = decided.map_or(first.len() >= second.len(), |[a, b]| a > b);
            left.remove(&unit);
            land[usize::from(!goes_first)].insert(unit);
            if goes_first {
                to_first.insert(unit);
            }
        }
        to_first
    }

    /// Who could take each white zone: its neighbours, by common border, longest first.
    pub fn takers(&self, zones: &[WhiteZone], territories: &[Territory]) -> Vec<Vec<Taker>> {
        // A CPTS is the neighbour of several zones: its centre is found once.
        let beside: BTreeSet<CptsId> = zones.iter().flat_map(|zone| &zone.neighbours).map(|it| it.cpts).collect();
        let beside: Vec<&Territory> = territories.iter().filter(|it| beside.contains(&it.cpts)).collect();
        let centre = |territory: &&Territory| Some((territory.cpts, territory.shape.centroid()?));
        let centres: BTreeMap<CptsId, Point> = beside.par_iter().filter_map(centre).collect();
        zones.par_iter().map(|zone| self.takers_of(zone, &centres)).collect()
    }

    fn takers_of(&self, zone: &WhiteZone, centres: &BTreeMap<CptsId, Point>) -> Vec<Taker> {
        let centre = zone.shape.centroid();
        let department = self.department(zone);
        let taker = |neighbour: &crate::territory::Neighbour| {
            let held = self.held(neighbour.cpts);
            let whole = |&unit: &UnitId| (unit, self.reference.unit(unit).population.map(u64::from));
            let after =
                self.figures(held.iter().map(|it| (*it.0, *it.1)).chain(zone.units.iter().map(whole)).collect());
            let before = self.figures(held);
            let other = centres.get(&neighbour.cpts).copied();
            Taker {
                border: neighbour.metres,
                same_department: department.is_some_and(|it| before.departments.contains(&it)),
                distance: centre.zip(other).map(|(a, b): (Point, Point)| Haversine.distance(a, b) / 1_000.0),
                touched: Touched { cpts: neighbour.cpts, before, after: Some(after) },
            }
        };
        zone.neighbours.iter().map(taker).collect()
    }

    /// The department in which most inhabitants of a zone live; of equals the first by code.
    fn department(&self, zone: &WhiteZone) -> Option<u32> {
        let mut people: BTreeMap<u32, u64> = BTreeMap::new();
        for &unit in &zone.units {
            let unit = self.reference.unit(unit);
            *people.entry(unit.department).or_default() += u64::from(unit.population.unwrap_or(0));
        }
        people.into_iter().max_by_key(|&(department, people)| (people, std::cmp::Reverse(department))).map(|(it, _)| it)
    }
}
