//! What the rows of each CPTS say, as they come, before it is settled.

use std::collections::{BTreeMap, BTreeSet};

use super::super::cpts::Details;
use crate::cog::{CommuneCode, plain_text};
use crate::reference::{IrisList, Reference, UnitId, commune_of_iris};
use crate::territory::claims::RawClaim;
use crate::territory::lookup::Target;

/// What the rows of a CPTS say.
#[derive(Default)]
pub(super) struct Gathered {
    pub names: BTreeMap<String, Vec<u64>>,
    pub stages: BTreeMap<String, Vec<u64>>,
    pub signed: BTreeMap<String, Vec<u64>>,
    /// Lists of contacts.
    pub contacts: BTreeSet<String>,
    pub claims: BTreeMap<UnitId, GatheredClaim>,
    /// Lines that claim a city as a whole.
    pub cities: BTreeMap<CommuneCode, Vec<u64>>,
    /// Arrondissements claimed by their own code.
    pub arrondissements: BTreeMap<UnitId, Vec<u64>>,
}

/// Details of a row, and the code of another vintage by which it names the unit.
type Said = (Details, Option<CommuneCode>);

/// What rows say of a unit.
#[derive(Default)]
pub(super) struct GatheredClaim {
    /// In the order of the table.
    pub lines: Vec<u64>,
    /// Codes of other vintages by which it is claimed.
    pub via: BTreeSet<CommuneCode>,
    /// Details, each with the line of the first row that gives them. Empty for most claims, when it takes no room.
    said: BTreeMap<Said, u64>,
    /// Line of the first row without details.
    silent: Option<u64>,
    /// Whether a row claims it without a word of parts.
    pub is_whole: bool,
}

impl GatheredClaim {
    /// The details that rows give, each once.
    pub fn details(&self) -> BTreeSet<Details> {
        self.said.keys().map(|(details, _)| details.clone()).collect()
    }
}

impl Gathered {
    pub fn say(&mut self, claim: &RawClaim) {
        let say = |texts: &mut BTreeMap<String, Vec<u64>>, text: &str| {
            // An empty cell says nothing, unless all of them are empty.
            if !text.is_empty() {
                match texts.get_mut(text) {
                    Some(lines) => lines.push(claim.line),
                    None => drop(texts.insert(text.to_owned(), vec![claim.line])),
                }
            }
        };
        say(&mut self.names, claim.name);
        say(&mut self.stages, claim.stage);
        say(&mut self.signed, claim.signed);
        if !claim.contacts.is_empty() && !self.contacts.contains(claim.contacts) {
            self.contacts.insert(claim.contacts.to_owned());
        }
    }

    /// Adds a claim; the line of the row that it repeats, if it says nothing new.
    pub fn claim(
        &mut self,
        target: &Target,
        claim: &RawClaim,
        reference: &Reference,
        iris: Option<&IrisList>,
    ) -> Option<u64> {
        let (line, details) = (claim.line, Details::of(claim, iris));
        if let Some(city) = target.city {
            self.cities.entry(city).or_default().push(line);
        }
        let mut first = u64::MAX;
        let mut is_new = false;
        let is_of_part = details.as_ref().is_some_and(Details::is_of_part);
        let said = details.map(|details| (details, target.via));
        for &unit in &target.units {
            let claim = self.claims.entry(unit).or_default();
            // A row repeats one that says the same, and no other: so which rows are told does not depend on their order.
            let before = match &said {
                Some(said) => claim.said.get(said).copied(),
                None => claim.silent,
            };
            match (before, &said) {
                (Some(line), _) => first = first.min(line),
                (None, Some(said)) => drop(claim.said.insert(said.clone(), line)),
                (None, None) => claim.silent = Some(line),
            }
            is_new |= before.is_none();
            claim.lines.push(line);
            claim.via.extend(target.via);
            claim.is_whole |= !is_of_part;
            if target.city.is_none() && reference.unit(unit).city.is_some() {
                self.arrondissements.entry(unit).or_default().push(line);
            }
        }
        // A city claimed beside one of its arrondissements is told as such (R02).
        let beside_city = target.city.is_some()
            || target
                .units
                .first()
                .is_some_and(|&unit| reference.unit(unit).city.is_some_and(|city| self.cities.contains_key(&city)));
        (!is_new && !beside_city && target.is_direct).then_some(first)
    }
}

/// Communes that merged may each have had a part of one name, such as "Centre". Where rows name it by several former codes, the name
/// takes the code, so that these are parts of their own.
pub(super) fn tell_parts_apart<'a>(all: impl Iterator<Item = &'a mut Gathered>) {
    let mut all: Vec<&mut Gathered> = all.collect();
    let mut codes: BTreeMap<(UnitId, String), BTreeSet<CommuneCode>> = BTreeMap::new();
    for (unit, claim) in all.iter().flat_map(|gathered| &gathered.claims) {
        for (details, via) in claim.said.keys() {
            // Codes of IRIS are of one commune each.
            if let Some(via) = via.filter(|_| !details.part.is_empty() && commune_of_iris(&details.part).is_none()) {
                codes.entry((*unit, plain_text(&details.part))).or_default().insert(via);
            }
        }
    }
    codes.retain(|_, codes| codes.len() > 1);
    if codes.is_empty() {
        return;
    }
    for (&unit, claim) in all.iter_mut().flat_map(|gathered| &mut gathered.claims) {
        let renamed = |(said, line): (Said, u64)| match said {
            (details, Some(via)) if codes.contains_key(&(unit, plain_text(&details.part))) => {
                let part = format!("{} ({via})", details.part);
                ((Details { part, ..details }, Some(via)), line)
            }
            said => (said, line),
        };
        claim.said = std::mem::take(&mut claim.said).into_iter().map(renamed).collect();
    }
}
