//! A part of a unit moved to a CPTS: whoever claims that part loses it, and claims on the whole unit stay as they are.

use super::apply::{Changed, Refusal};
use crate::cog::plain_text;
use crate::reference::UnitId;
use crate::territory::{Claim, Cpts, Details, Part};

/// A part of a unit, and a CPTS that claims it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ClaimedPart {
    /// Name of the part.
    pub part: String,
    /// Identifier of the CPTS.
    pub cpts: String,
}

impl Changed<'_> {
    /// Moves a part, with the largest of the populations declared for it: so that nobody who was covered is lost. Tells whether that
    /// changes anything.
    pub(super) fn move_part(&mut self, unit: UnitId, name: &str, to: &str) -> Result<bool, Refusal> {
        let to = self.find(to)?;
        let holders: Vec<usize> =
            (0..self.cpts.len()).filter(|&place| part_of(&self.cpts[place], unit, name).is_some()).collect();
        let parts = holders.iter().filter_map(|&place| part_of(&self.cpts[place], unit, name));
        // Of equals the first by name, whatever the order of the CPTS.
        let Some(part) = parts.max_by_key(|part| (part.population, std::cmp::Reverse(&part.name))).cloned() else {
            return Err(self.no_part(unit, name));
        };
        if holders == [to] {
            return Ok(false);
        }
        for place in holders.into_iter().filter(|&place| place != to) {
            lose(&mut self.cpts[place], unit, &part);
        }
        gain(&mut self.cpts[to], unit, part);
        Ok(true)
    }

    /// Why a unit has not a part of that name.
    fn no_part(&self, unit: UnitId, name: &str) -> Refusal {
        let claims = || self.cpts.iter().filter_map(|cpts| Some((cpts, cpts.claim_on(unit)?)));
        let is_named = |other: &&String| plain_text(other) == plain_text(name);
        let unweighed = claims().find_map(|(cpts, claim)| Some((cpts, claim.unweighed.iter().find(is_named)?)));
        if let Some((cpts, part)) = unweighed {
            return Refusal::PartWithoutPopulation { unit, part: part.clone(), cpts: cpts.id.clone() };
        }
        let parts = claims().flat_map(|(cpts, claim)| {
            let named = claim.parts.iter().filter(|part| !part.name.is_empty());
            named.map(|part| ClaimedPart { part: part.name.clone(), cpts: cpts.id.clone() })
        });
        let mut there: Vec<ClaimedPart> = parts.collect();
        there.sort_unstable();
        let whole = claims().filter(|(_, claim)| claim.parts.is_empty()).map(|(cpts, _)| cpts.id.clone()).collect();
        Refusal::NoSuchPart { unit, part: name.to_owned(), there, whole }
    }
}

fn part_of<'a>(cpts: &'a Cpts, unit: UnitId, name: &str) -> Option<&'a Part> {
    cpts.claim_on(unit)?.parts.iter().find(|part| part.is_named(name))
}

fn claim_place(cpts: &Cpts, unit: UnitId) -> Result<usize, usize> {
    cpts.claims.binary_search_by_key(&unit, |claim| claim.unit)
}

/// A CPTS claims a part no longer, nor the unit where that was all of it.
fn lose(cpts: &mut Cpts, unit: UnitId, lost: &Part) {
    let Ok(place) = claim_place(cpts, unit) else { return };
    let claim = &mut cpts.claims[place];
    claim.parts.retain(|part| !part.is_named(&lost.name));
    claim.details.retain(|row| !lost.is_named(&row.part));
    if claim.parts.is_empty() {
        cpts.claims.remove(place);
    }
}

/// A CPTS claims a part, unless it claims the whole unit.
fn gain(cpts: &mut Cpts, unit: UnitId, gained: Part) {
    let population = gained.population.to_string();
    let row = Details { part: gained.name.clone(), part_population: population.clone(), ..Details::default() };
    let place = match claim_place(cpts, unit) {
        Ok(place) => place,
        Err(place) => {
            let claim = Claim { details: vec![row], parts: vec![gained], ..Claim::of_whole(unit) };
            return cpts.claims.insert(place, claim);
        }
    };
    let claim = &mut cpts.claims[place];
    if claim.parts.is_empty() {
        return;
    }
    let mut is_there = false;
    for own in claim.details.iter_mut().filter(|own| gained.is_named(&own.part)) {
        own.part_population.clone_from(&population);
        is_there = true;
    }
    claim.details.extend((!is_there).then_some(row));
    claim.details.sort_unstable();
    claim.details.dedup();
    claim.parts.retain(|part| !part.is_named(&gained.name));
    claim.parts.push(gained);
    claim.parts.sort_unstable();
}
