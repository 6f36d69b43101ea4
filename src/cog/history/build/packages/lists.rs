//! The lists of communes of one vintage after the other, and what happened between two of them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::Deserialize;

use super::super::{Draft, is_collectivity, parse_code};
use super::{nothing, read_json};
use crate::cog::history::{Day, HistoryError, Kind, Spell, Status};
use crate::cog::{CommuneCode, plain_text};

/// An entry of `communes.json`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Entry {
    code: String,
    nom: String,
    r#type: String,
    chef_lieu: Option<String>,
    commune: Option<String>,
    #[serde(default)]
    anciens_codes: Vec<String>,
}

/// An entry of `epci.json`.
#[derive(Deserialize)]
pub(super) struct Epci {
    membres: Vec<Member>,
}

#[derive(Deserialize)]
pub(super) struct Member {
    code: String,
    nom: String,
}

/// A vintage as its package lists it.
#[derive(Default)]
pub(super) struct List {
    pub(super) communes: BTreeMap<CommuneCode, String>,
    pub(super) arrondissements: BTreeMap<CommuneCode, (String, CommuneCode)>,
    /// Communes déléguées and associées; `None` where the package does not say.
    pub(super) parts: Option<BTreeMap<(CommuneCode, Status), (String, CommuneCode)>>,
    /// Former codes and the commune that they are part of.
    pub(super) former: BTreeMap<CommuneCode, CommuneCode>,
}

pub(super) fn read_list(folder: &Path) -> Result<List, HistoryError> {
    let path = folder.join("communes.json");
    let mut list = List::default();
    if !path.exists() {
        let path = folder.join("epci.json");
        let file = path.display().to_string();
        for member in read_json::<Vec<Epci>>(&path)?.into_iter().flat_map(|epci| epci.membres) {
            list.communes.insert(parse_code(&member.code, &file)?, member.nom);
        }
        return Ok(list);
    }
    let file = path.display().to_string();
    let mut parts = BTreeMap::new();
    for entry in read_json::<Vec<Entry>>(&path)? {
        let code = parse_code(&entry.code, &file)?;
        let parent = || {
            let parent = entry.chef_lieu.as_deref().or(entry.commune.as_deref());
            parse_code(parent.ok_or_else(|| nothing(&path, &format!("{code} names no commune")))?, &file)
        };
        match entry.r#type.as_str() {
            "commune-actuelle" => {
                for former in &entry.anciens_codes {
                    list.former.insert(parse_code(former, &file)?, code);
                }
                list.communes.insert(code, entry.nom);
            }
            "commune-deleguee" => drop(parts.insert((code, Status::Deleguee), (entry.nom.clone(), parent()?))),
            "commune-associee" => drop(parts.insert((code, Status::Associee), (entry.nom.clone(), parent()?))),
            "arrondissement-municipal" => drop(list.arrondissements.insert(code, (entry.nom.clone(), parent()?))),
            other => return Err(nothing(&path, &format!("{code} has the type {other:?}, which is not known"))),
        }
    }
    list.parts = Some(parts);
    Ok(list)
}

/// A list made of EPCI lacks the few communes that belong to none: those of the lists before and after it. And it spells
/// names its own way (no ligatures): a name that differs in nothing else is spelt as in these lists.
pub(super) fn fill_members_without_epci(lists: &mut BTreeMap<u16, List>) {
    let years: Vec<u16> = lists.keys().copied().collect();
    for window in years.windows(3) {
        let &[before, year, after] = window else { continue };
        if lists[&year].parts.is_some() {
            continue;
        }
        let in_both = |(code, _): &(&CommuneCode, &String)| lists[&after].communes.contains_key(code);
        let both: Vec<(CommuneCode, String)> =
            lists[&before].communes.iter().filter(in_both).map(|(&code, name)| (code, name.clone())).collect();
        let arrondissements = lists[&before].arrondissements.clone();
        let spelt = |code: &CommuneCode, name: &str| {
            let known = [before, after].into_iter().filter_map(|year| lists[&year].communes.get(code));
            known.into_iter().find(|known| plain_text(known) == plain_text(name)).cloned()
        };
        let names: BTreeMap<CommuneCode, String> =
            lists[&year].communes.iter().filter_map(|(code, name)| Some((*code, spelt(code, name)?))).collect();
        if let Some(list) = lists.get_mut(&year) {
            for (code, name) in both {
                list.communes.entry(code).or_insert(name);
            }
            list.communes.extend(names);
            list.arrondissements = arrondissements;
        }
    }
}

/// Goes on from list to list: what is not in the next one ends on its day, what is new begins there.
pub(super) fn continue_with_lists(
    lists: &BTreeMap<u16, List>,
    draft: &mut Draft,
    folder: &Path,
) -> Result<(), HistoryError> {
    let years: Vec<u16> = lists.keys().copied().collect();
    for pair in years.windows(2) {
        let &[before, year] = pair else { continue };
        let parts_before = lists.range(..year).rev().find_map(|(_, list)| list.parts.as_ref());
        let parts_after = lists.range(year..).find_map(|(_, list)| list.parts.as_ref());
        let former = lists.range(year..).find_map(|(_, list)| list.parts.is_some().then_some(&list.former));
        let (Some(parts_before), Some(parts_after), Some(former)) = (parts_before, parts_after, former) else {
            continue;
        };
        let (old, new) = (&lists[&before], &lists[&year]);
        let day = Day::january(year);
        let mut taken = BTreeSet::new();
        for code in old.communes.keys().filter(|code| !new.communes.contains_key(code)) {
            let part =
                [Status::Deleguee, Status::Associee].iter().find_map(|&status| parts_after.get(&(*code, status)));
            let to = part.map(|(_, parent)| *parent).or_else(|| former.get(code).copied());
            let to = to.filter(|to| new.communes.contains_key(to)).ok_or_else(|| {
                nothing(&folder.join(year.to_string()), &format!("{code} is gone, and no entry says where to"))
            })?;
            let is_new = !old.communes.contains_key(&to);
            taken.insert(to);
            draft.move_land(day, *code, to, if is_new { Kind::CodeChange } else { Kind::NewCommune });
        }
        // Where a commune is gone and a new code holds its land, the code took its place: told above.
        let is_new = |code: &&CommuneCode| !old.communes.contains_key(code) && !taken.contains(code);
        for code in new.communes.keys().filter(is_new) {
            let part =
                [Status::Deleguee, Status::Associee].iter().find_map(|&status| parts_before.get(&(*code, status)));
            let Some(&(_, parent)) = part else {
                return Err(nothing(&folder.join(year.to_string()), &format!("{code} is new, and was no part before")));
            };
            draft.move_land(day, parent, *code, Kind::Restoration);
        }
        continue_communes(new, day, draft);
        if let Some(parts) = &new.parts {
            continue_parts(parts, day, draft);
        }
    }
    Ok(())
}

pub(super) fn continue_communes(new: &List, day: Day, draft: &mut Draft) {
    let mut open: BTreeMap<CommuneCode, usize> = BTreeMap::new();
    for (index, spell) in draft.spells.iter().enumerate() {
        if spell.until.is_none() && matches!(spell.status, Status::Commune | Status::Collectivity) {
            open.insert(spell.code, index);
        }
    }
    for (code, &index) in &open {
        let spell = &mut draft.spells[index];
        if new.communes.get(code) != Some(&spell.name) {
            spell.until = Some(day);
        }
    }
    for (&code, name) in &new.communes {
        let is_open = open.get(&code).is_some_and(|&index| draft.spells[index].until.is_none());
        if !is_open {
            let status = if is_collectivity(code) { Status::Collectivity } else { Status::Commune };
            draft.spells.push(Spell { code, status, name: name.clone(), from: Some(day), until: None, parent: None });
        }
    }
}

pub(super) fn continue_parts(
    parts: &BTreeMap<(CommuneCode, Status), (String, CommuneCode)>,
    day: Day,
    draft: &mut Draft,
) {
    let is_part = |spell: &Spell| matches!(spell.status, Status::Deleguee | Status::Associee);
    let mut open = BTreeSet::new();
    for spell in draft.spells.iter_mut().filter(|spell| spell.until.is_none() && is_part(spell)) {
        let key = (spell.code, spell.status);
        if parts.get(&key).is_some_and(|(name, parent)| *name == spell.name && Some(*parent) == spell.parent) {
            open.insert(key);
        } else {
            spell.until = Some(day);
        }
    }
    for (&(code, status), (name, parent)) in parts.iter().filter(|(key, _)| !open.contains(key)) {
        let (name, parent) = (name.clone(), Some(*parent));
        draft.spells.push(Spell { code, status, name, from: Some(day), until: None, parent });
    }
}
