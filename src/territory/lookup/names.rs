//! Communes by name. A name is looked for among today's communes first, then among those of other years, then among communes
//! déléguées and associées: a name in use is not that of a commune which is gone.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::cog::history::History;
use crate::cog::{CommuneCode, department_of, name_key};
use crate::reference::Reference;

/// Codes by name.
#[derive(Debug, Default)]
struct Layer(FxHashMap<String, Vec<CommuneCode>>);

impl Layer {
    fn add(&mut self, name: &str, code: CommuneCode) {
        let codes = self.0.entry(name_key(name)).or_default();
        if !codes.contains(&code) {
            codes.push(code);
        }
    }

    fn find<'a>(&'a self, key: &str) -> impl Iterator<Item = CommuneCode> + use<'a> {
        self.0.get(key).into_iter().flatten().copied()
    }
}

/// Communes by name.
#[derive(Debug)]
pub struct Names {
    /// From the surest.
    layers: [Layer; 3],
}

/// Communes that a name may be of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ByName {
    /// In the department, or anywhere where none is given; two or more are homonyms.
    Found(BTreeSet<CommuneCode>),
    /// In other departments only; nothing where there is none.
    Elsewhere(BTreeSet<CommuneCode>),
}

impl Names {
    /// Names of the units and cities of a reference, and of all years of a history.
    pub fn new(reference: &Reference, history: &History) -> Self {
        let mut layers = [Layer::default(), Layer::default(), Layer::default()];
        let [today, other_years, parts] = &mut layers;
        reference.units.iter().for_each(|unit| today.add(&unit.name, unit.code));
        reference.areas.cities.iter().for_each(|city| today.add(&city.name, city.code));
        for spell in history.all_spells() {
            let layer = if spell.status.is_claimable() { &mut *other_years } else { &mut *parts };
            layer.add(&spell.name, spell.code);
        }
        Self { layers }
    }

    /// The communes of a name, in a department (by its code) if one is given. `lead` says where a code leads today: two codes of one
    /// name that lead to the same are one commune.
    pub fn find<T: Ord>(
        &self,
        name: &str,
        department: Option<&str>,
        lead: impl Fn(CommuneCode) -> Option<T>,
    ) -> ByName {
        let key = name_key(name);
        if key.is_empty() {
            return ByName::Elsewhere(BTreeSet::new());
        }
        let is_there = |code: &CommuneCode| department.is_none_or(|it| department_of(code.as_str()) == it);
        let mut elsewhere = BTreeSet::new();
        for layer in &self.layers {
            let (there, others): (Vec<_>, Vec<_>) = layer.find(&key).partition(is_there);
            elsewhere.extend(others);
            let mut leads = BTreeSet::new();
            let different: BTreeSet<CommuneCode> =
                there.iter().copied().filter(|&code| lead(code).is_some_and(|target| leads.insert(target))).collect();
            if !different.is_empty() {
                return ByName::Found(different);
            }
        }
        ByName::Elsewhere(elsewhere)
    }

    /// Whether the code has or had the name.
    pub fn is_name_of(&self, name: &str, code: CommuneCode) -> bool {
        let key = name_key(name);
        self.layers.iter().any(|layer| layer.find(&key).any(|found| found == code))
    }
}
