//! Steps carried out on a state.

use std::collections::{BTreeMap, BTreeSet};

use super::{ClaimedPart, Place, State, Step};
use crate::cog::read_code;
use crate::reference::{Level, Reference, UnitId, commune_of_iris, is_undivided};
use crate::territory::{Claim, Cpts, StageSet, joined};

/// Why a step cannot be carried out. Nothing of it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// No unit, city or EPCI has the code.
    UnknownCode {
        /// The code.
        code: String,
    },
    /// No CPTS has the identifier or name.
    UnknownCpts {
        /// As written.
        name: String,
        /// Identifiers of CPTS with names like it.
        like: Vec<String>,
    },
    /// The CPTS does not claim the unit.
    NotThere {
        /// The unit.
        unit: UnitId,
        /// The CPTS; none where no CPTS claims the unit.
        cpts: Option<String>,
    },
    /// The CPTS claims all of the units already, alone.
    AlreadyThere {
        /// The CPTS.
        cpts: String,
    },
    /// The CPTS claims all of the parts already, alone.
    HasParts {
        /// The CPTS.
        cpts: String,
    },
    /// A part of what is no single unit.
    PartOfSeveral {
        /// The code.
        code: String,
    },
    /// No CPTS claims a part of that name.
    NoSuchPart {
        /// The unit.
        unit: UnitId,
        /// Name of the part, as written.
        part: String,
        /// The parts that are there, by name.
        there: Vec<ClaimedPart>,
        /// Identifiers of the CPTS that claim the whole unit.
        whole: Vec<String>,
    },
    /// The table names the part without a population that counts, so that the whole unit is claimed.
    PartWithoutPopulation {
        /// The unit.
        unit: UnitId,
        /// Name of the part.
        part: String,
        /// A CPTS that claims it.
        cpts: String,
    },
    /// A CPTS of that name or identifier is there already.
    NameTaken {
        /// The name.
        name: String,
    },
    /// A CPTS named twice.
    Twice {
        /// The CPTS.
        cpts: String,
    },
    /// The split leaves the CPTS without any unit.
    NothingLeft {
        /// The CPTS.
        cpts: String,
    },
}

/// Carries out steps one after the other. A step that is refused changes nothing, and the next one is tried.
///
/// Gives the new state and, for each step, why it was refused, if it was.
pub fn apply<'a>(state: &State<'a>, steps: &[Step]) -> (State<'a>, Vec<Option<Refusal>>) {
    let mut cpts = state.cpts.clone();
    let mut refusals = Vec::with_capacity(steps.len());
    for step in steps {
        let mut changed = Changed { reference: state.reference, cpts: cpts.clone() };
        match changed.carry_out(step) {
            Ok(()) => {
                cpts = changed.cpts;
                refusals.push(None);
            }
            Err(refusal) => refusals.push(Some(refusal)),
        }
    }
    // A CPTS without units is none.
    cpts.retain(|cpts| !cpts.claims.is_empty());
    cpts.sort_by(|a, b| a.id.cmp(&b.id));
    (State::new(state.reference, state.rules, state.stages, cpts), refusals)
}

/// The CPTS as the steps leave them.
pub(super) struct Changed<'a> {
    reference: &'a Reference,
    pub(super) cpts: Vec<Cpts>,
}

impl Changed<'_> {
    fn carry_out(&mut self, step: &Step) -> Result<(), Refusal> {
        match step {
            Step::Move { places, to } => self.move_all(places, to),
            Step::Add { codes, to } => {
                let units = self.units(codes)?;
                if self.give(&units, to, false)? { Ok(()) } else { Err(self.already_there(to)?) }
            }
            Step::Remove { codes, from } => self.remove(&self.units(codes)?, from.as_deref()),
            Step::Merge { cpts, name } => self.merge(cpts, name),
            Step::Split { cpts, codes, name } => self.split(cpts, &self.units(codes)?, name),
            Step::Stage { cpts, stage } => {
                let place = self.find(cpts)?;
                self.cpts[place].stage = Some(*stage);
                Ok(())
            }
        }
    }

    /// The units of some codes, ascending.
    fn units(&self, codes: &[String]) -> Result<BTreeSet<UnitId>, Refusal> {
        let mut units = BTreeSet::new();
        for code in codes {
            let found = units_of(code, self.reference);
            if found.is_empty() {
                return Err(Refusal::UnknownCode { code: code.clone() });
            }
            units.extend(found);
        }
        Ok(units)
    }

    /// The unit and the name of a part; none for all that a code stands for. Nine digits that are no EPCI are an IRIS, which may be
    /// that of a whole commune.
    fn part(&self, place: &Place) -> Result<Option<(UnitId, String)>, Refusal> {
        let units = units_of(&place.code, self.reference);
        match (&place.part, units.as_slice()) {
            (Some(part), &[unit]) => Ok(Some((unit, part.clone()))),
            (Some(_), []) => Err(Refusal::UnknownCode { code: place.code.clone() }),
            (Some(_), _) => Err(Refusal::PartOfSeveral { code: place.code.clone() }),
            (None, []) => {
                let unit = unit_of_iris(&place.code, self.reference);
                let unit = unit.ok_or_else(|| Refusal::UnknownCode { code: place.code.clone() })?;
                Ok(Some((unit, place.code.clone())))
            }
            (None, _) => Ok(None),
        }
    }

    /// Parts first: a unit that moves as a whole takes all of them along.
    fn move_all(&mut self, places: &[Place], to: &str) -> Result<(), Refusal> {
        let mut codes = Vec::new();
        let mut is_changed = false;
        for place in places {
            match self.part(place)? {
                Some((unit, part)) => is_changed |= self.move_part(unit, &part, to)?,
                None => codes.push(place.code.clone()),
            }
        }
        is_changed |= self.give(&self.units(&codes)?, to, true)?;
        match is_changed {
            true => Ok(()),
            false if codes.is_empty() => Err(Refusal::HasParts { cpts: self.cpts[self.find(to)?].id.clone() }),
            false => Err(self.already_there(to)?),
        }
    }

    fn already_there(&self, cpts: &str) -> Result<Refusal, Refusal> {
        Ok(Refusal::AlreadyThere { cpts: self.cpts[self.find(cpts)?].id.clone() })
    }

    pub(super) fn find(&self, name: &str) -> Result<usize, Refusal> {
        let by_id = self.cpts.iter().position(|cpts| cpts.id == name);
        let mut named = self.cpts.iter().enumerate().filter(|(_, cpts)| cpts.name == name).map(|(place, _)| place);
        let by_name = match (named.next(), named.next()) {
            (Some(place), None) => Some(place),
            _ => None,
        };
        by_id.or(by_name).ok_or_else(|| Refusal::UnknownCpts { name: name.to_owned(), like: self.like(name) })
    }

    /// Identifiers of at most five CPTS that are like a name: those that differ in case, accents and signs alone, then those that
    /// share a word with it.
    fn like(&self, name: &str) -> Vec<String> {
        let words = |text: &str| -> BTreeSet<String> {
            let plain = crate::cog::plain_text(text);
            plain.split(' ').filter(|word| word.len() > 3 && *word != "cpts").map(str::to_owned).collect()
        };
        let wanted = words(name);
        let plain = crate::cog::plain_text(name);
        let texts = |cpts: &Cpts| [cpts.id.clone(), cpts.name.clone()];
        let is_same = |cpts: &Cpts| texts(cpts).iter().any(|text| crate::cog::plain_text(text) == plain);
        let has_a_word = |cpts: &Cpts| texts(cpts).iter().any(|text| !words(text).is_disjoint(&wanted));
        let (same, others): (Vec<&Cpts>, Vec<&Cpts>) = self.cpts.iter().partition(|cpts| is_same(cpts));
        let like = same.into_iter().chain(others.into_iter().filter(|cpts| has_a_word(cpts)));
        like.take(5).map(|cpts| cpts.id.clone()).collect()
    }

    /// Tells whether that changes anything.
    fn give(&mut self, units: &BTreeSet<UnitId>, to: &str, is_moved: bool) -> Result<bool, Refusal> {
        let place = self.find(to)?;
        let has = |cpts: &Cpts, unit: UnitId| cpts.claims.binary_search_by_key(&unit, |claim| claim.unit).is_ok();
        let is_alone = |unit: UnitId| self.cpts.iter().filter(|cpts| has(cpts, unit)).count() == 1;
        let is_whole = |unit: UnitId| self.cpts[place].claim_on(unit).is_some_and(|claim| claim.parts.is_empty());
        let is_done = |&unit: &UnitId| is_whole(unit) && (!is_moved || is_alone(unit));
        if units.iter().all(is_done) {
            return Ok(false);
        }
        for (index, cpts) in self.cpts.iter_mut().enumerate() {
            if index == place {
                claim(cpts, units);
            } else if is_moved {
                cpts.claims.retain(|claim| !units.contains(&claim.unit));
            }
        }
        Ok(true)
    }

    fn remove(&mut self, units: &BTreeSet<UnitId>, from: Option<&str>) -> Result<(), Refusal> {
        let place = from.map(|name| self.find(name)).transpose()?;
        let is_of = |index: usize| place.is_none_or(|place| place == index);
        for &unit in units {
            let mut of = self.cpts.iter().enumerate().filter(|(index, _)| is_of(*index));
            if !of.any(|(_, cpts)| cpts.units().any(|it| it == unit)) {
                let cpts = place.map(|place| self.cpts[place].id.clone());
                return Err(Refusal::NotThere { unit, cpts });
            }
        }
        for (index, cpts) in self.cpts.iter_mut().enumerate() {
            if is_of(index) {
                cpts.claims.retain(|claim| !units.contains(&claim.unit));
            }
        }
        Ok(())
    }

    fn merge(&mut self, names: &[String], name: &str) -> Result<(), Refusal> {
        let mut places = BTreeSet::new();
        for name in names {
            let place = self.find(name)?;
            if !places.insert(place) {
                return Err(Refusal::Twice { cpts: self.cpts[place].id.clone() });
            }
        }
        // A merger under the name of one of its parts is this part with the others taken in.
        let keeper = self.find(name).ok().filter(|place| places.contains(place));
        let is_taken =
            |(place, cpts): (usize, &Cpts)| !places.contains(&place) && (cpts.id == name || cpts.name == name);
        if self.cpts.iter().enumerate().any(is_taken) {
            return Err(Refusal::NameTaken { name: name.to_owned() });
        }
        let parts: Vec<&Cpts> = places.iter().map(|&place| &self.cpts[place]).collect();
        let claims = all_claims(&parts);
        // The least advanced: what they have in common.
        let stage =
            parts.iter().map(|cpts| cpts.stage).max_by_key(|&stage| (StageSet::of(stage), stage.is_none())).flatten();
        let mut signed = parts.iter().map(|cpts| cpts.signed);
        let first = signed.next().flatten();
        let signed = if signed.all(|day| day == first) { first } else { None };
        let merged = match keeper.and_then(|place| self.cpts.get(place)) {
            Some(part) => Cpts { claims, ..part.clone() },
            // Who answers for a new CPTS, nobody says.
            None => Cpts { id: name.to_owned(), name: name.to_owned(), stage, signed, contacts: Vec::new(), claims },
        };
        let mut place = 0;
        self.cpts.retain(|_| {
            place += 1;
            !places.contains(&(place - 1))
        });
        self.cpts.push(merged);
        Ok(())
    }

    fn split(&mut self, from: &str, units: &BTreeSet<UnitId>, name: &str) -> Result<(), Refusal> {
        let place = self.find(from)?;
        if self.cpts.iter().any(|cpts| cpts.id == name || cpts.name == name) {
            return Err(Refusal::NameTaken { name: name.to_owned() });
        }
        let cpts = &self.cpts[place];
        let of: BTreeSet<UnitId> = cpts.units().collect();
        if let Some(&unit) = units.difference(&of).next() {
            return Err(Refusal::NotThere { unit, cpts: Some(cpts.id.clone()) });
        }
        if of.len() == units.len() {
            return Err(Refusal::NothingLeft { cpts: cpts.id.clone() });
        }
        // The contract was signed for the whole: the new CPTS has none of its own.
        let mut new = Cpts {
            id: name.to_owned(),
            name: name.to_owned(),
            stage: cpts.stage,
            signed: None,
            contacts: Vec::new(),
            claims: Vec::new(),
        };
        let (leave, stay) =
            std::mem::take(&mut self.cpts[place].claims).into_iter().partition(|claim| units.contains(&claim.unit));
        new.claims = leave;
        self.cpts[place].claims = stay;
        self.cpts.push(new);
        Ok(())
    }
}

/// What several CPTS claim together, each unit once.
fn all_claims(all_cpts: &[&Cpts]) -> Vec<Claim> {
    let mut claims: BTreeMap<UnitId, Claim> = BTreeMap::new();
    for claim in all_cpts.iter().flat_map(|cpts| &cpts.claims) {
        match claims.get_mut(&claim.unit) {
            Some(known) => *known = joined(known, claim),
            None => drop(claims.insert(claim.unit, claim.clone())),
        }
    }
    claims.into_values().collect()
}

/// Adds units to the claims of a CPTS, as a whole.
fn claim(cpts: &mut Cpts, units: &BTreeSet<UnitId>) {
    // What it held by part, it now holds as a whole.
    cpts.claims.retain(|claim| claim.parts.is_empty() || !units.contains(&claim.unit));
    let has: BTreeSet<UnitId> = cpts.units().collect();
    cpts.claims.extend(units.difference(&has).map(|&unit| Claim::of_whole(unit)));
    cpts.claims.sort_by_key(|claim| claim.unit);
}

/// The unit of the commune that a code of IRIS is of.
fn unit_of_iris(code: &str, reference: &Reference) -> Option<UnitId> {
    commune_of_iris(code).and_then(|commune| reference.find(commune))
}

/// The units of a commune, a city or an EPCI; or of the IRIS of a commune that is not divided.
fn units_of(code: &str, reference: &Reference) -> Vec<UnitId> {
    let commune = read_code(code).map(|written| written.code);
    if let Some(commune) = commune {
        if let Some(unit) = reference.find(commune) {
            return vec![unit];
        }
        let arrondissements: Vec<UnitId> = reference.arrondissements(commune).collect();
        if !arrondissements.is_empty() {
            return arrondissements;
        }
    }
    let epcis = reference.areas.of(Level::Epci);
    let Ok(epci) = epcis.binary_search_by(|area| area.code.as_str().cmp(code.trim())) else {
        return unit_of_iris(code, reference).filter(|_| is_undivided(code)).into_iter().collect();
    };
    let is_in = |&(_, unit): &(UnitId, &crate::reference::Unit)| unit.epci == Some(epci as u32);
    (0..).zip(&reference.units).filter(is_in).map(|(id, _)| id).collect()
}
