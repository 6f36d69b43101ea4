//! A divided unit as rows, one for each part: its IRIS, or what territories hold of it.
//!
//! - *disputed* part: one that several territories claim. Each of them has a row for it, with the same name of the part, so that what
//!   reads the table tells it as claimed twice; what nobody disputes is assigned all the same.
//!
//! Slivers are the inaccuracy of what was drawn, so they are nobody's: inhabitants go by the areas without them.

use std::collections::BTreeMap;

use super::claims::{Judge, Judged, Unit};
use super::doubt::{Doubt, Noted, Share};
use super::iris::IrisLayer;
use super::options::{By, Claimed};
use super::shares::{Held, claimants};
use crate::reference::{UnitId, apportion};

impl Judge<'_> {
    /// Rows for the parts of a divided unit, where that is wanted and possible, and what is to be told of them.
    pub(super) fn rows_of_parts(&self, unit: &Unit, judged: &mut Judged) -> bool {
        let all = self.iris.and_then(|iris| iris.of_unit.get(&unit.id).map(|all| (iris, all)));
        // Who gave IRIS wants the commune divided, even where they cannot be used.
        let is_unfit = self.iris.is_some_and(|iris| iris.unfit.contains_key(&unit.id));
        let (rows, notes, by_iris) = match all {
            Some((iris, all)) if self.options.by != By::Population || self.options.shared => {
                let (rows, notes) = self.rows_of_iris(unit.id, iris, all);
                (rows, notes, true)
            }
            _ if self.options.shared || (is_unfit && self.options.by != By::Population) => {
                let (rows, notes) = self.rows_of_territories(unit);
                (rows, notes, false)
            }
            _ => return false,
        };
        let is_one = rows.iter().all(|row| rows.first().is_some_and(|first| first.territory == row.territory));
        judged.notes.extend(notes);
        // A territory that holds all IRIS holds the unit; one that holds none of two parts is told as any other.
        if rows.is_empty() || (is_one && all.is_some_and(|(_, all)| all.len() == rows.len())) {
            return false;
        }
        judged.by_iris = by_iris;
        let shares = self.shares_of_rows(unit, &rows);
        judged.notes.push(Noted::of_unit(Doubt::Shared { shares, by_iris }, unit.id));
        judged.rows.extend(rows);
        true
    }

    fn rows_of_iris(&self, unit: UnitId, iris: &IrisLayer, all: &[usize]) -> (Vec<Claimed>, Vec<Noted>) {
        let (mut rows, mut notes) = (Vec::new(), Vec::new());
        for &index in all {
            let Some(measured) = self.of_iris.get(index).and_then(Option::as_ref) else { continue };
            let held = measured.held();
            let areas = held.iter().map(|(&territory, held)| (territory, held.area)).collect();
            let taken = claimants(&areas, measured.area, self.options.threshold);
            let (part, people) = (iris.codes[index].clone(), iris.population[index]);
            let is_large = |real: u64| real as f64 >= self.options.touched * measured.area as f64 && real > 0;
            let (_, overlap) = measured.held_by(|territories| territories > 1);
            let is_overlap = taken.len() > 1 || is_large(overlap);
            if is_overlap || held.iter().any(|(territory, held)| !taken.contains(territory) && is_large(held.real)) {
                let share = |(&territory, held): (&usize, &Held)| {
                    let share = held.area as f64 / measured.area as f64;
                    let population = people.map(|people| (people as f64 * share).round() as u64);
                    Share { territory: Some(territory), area: held.area, share, population }
                };
                let mut shares: Vec<Share> = held.iter().filter(|(_, held)| held.real > 0).map(share).collect();
                shares.sort_by(|a, b| b.area.cmp(&a.area).then(a.territory.cmp(&b.territory)));
                let doubt = if is_overlap {
                    let share = overlap as f64 / measured.area as f64;
                    Doubt::Overlap { taken: taken.clone(), shares, area: overlap, share }
                } else if taken.is_empty() {
                    Doubt::NoMajority { shares }
                } else {
                    Doubt::Split { taken: taken.clone(), shares }
                };
                notes.push(Noted { part: part.clone(), ..Noted::of_unit(doubt, unit) });
            }
            let row = |territory| Claimed { territory, unit, part: part.clone(), population: people };
            rows.extend(taken.into_iter().map(row));
        }
        (rows, notes)
    }

    /// A row for each territory with a real part of its own, and one for each of those that dispute a part; what others hold, and
    /// nobody, counts for none of them.
    fn rows_of_territories(&self, unit: &Unit) -> (Vec<Claimed>, Vec<Noted>) {
        let is_holder = |territory: &usize| unit.held.get(territory).is_some_and(|it| self.is_large(unit, it.real));
        let mut real: BTreeMap<Vec<usize>, u64> = BTreeMap::new();
        for part in &unit.measured.parts {
            let holders: Vec<usize> = part.territories.iter().copied().filter(is_holder).collect();
            *real.entry(holders).or_default() += part.real;
        }
        real.retain(|_, area| *area > 0);
        let weights: Vec<f64> = real.values().map(|&area| area as f64).collect();
        let people = self.reference.unit(unit.id).population.map(|total| apportion(u64::from(total), &weights));
        let label = |&territory: &usize| self.drawing.territories[territory].label();
        let mut rows = Vec::new();
        for (place, holders) in real.keys().enumerate() {
            let part = match holders.as_slice() {
                [one] => format!("partie {}", label(one)),
                several => format!("partie disputée {}", several.iter().map(label).collect::<Vec<_>>().join(" / ")),
            };
            let population = people.as_ref().and_then(|people| people.get(place).copied());
            let row = |&territory: &usize| Claimed { territory, unit: unit.id, part: part.clone(), population };
            rows.extend(holders.iter().map(row));
        }
        let disputed = || real.iter().filter(|(holders, _)| holders.len() > 1);
        let area: u64 = disputed().map(|(_, area)| area).sum();
        if area == 0 {
            return (rows, Vec::new());
        }
        let mut taken: Vec<usize> = disputed().flat_map(|(holders, _)| holders.iter().copied()).collect();
        taken.sort_unstable();
        taken.dedup();
        let share = area as f64 / unit.measured.area as f64;
        let doubt = Doubt::Disputed { taken, area, share };
        (rows, vec![Noted::of_unit(doubt, unit.id)])
    }

    /// Shares of the unit with the inhabitants that rows give: what nobody has a row for is what is left.
    fn shares_of_rows(&self, unit: &Unit, rows: &[Claimed]) -> Vec<Share> {
        let mut of_parts: BTreeMap<&str, u64> = BTreeMap::new();
        let mut of_territories: BTreeMap<usize, u64> = BTreeMap::new();
        for (row, people) in rows.iter().filter_map(|row| Some((row, row.population?))) {
            of_parts.insert(&row.part, people);
            *of_territories.entry(row.territory).or_default() += people;
        }
        let all = self.reference.unit(unit.id).population.map(u64::from);
        let left = all.map(|all| all.saturating_sub(of_parts.values().sum()));
        let mut shares = self.shares(unit);
        for share in &mut shares {
            share.population = share.territory.map_or(left, |territory| of_territories.get(&territory).copied());
        }
        shares
    }
}
