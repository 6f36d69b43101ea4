//! The history as the packages `@etalab/decoupage-administratif` tell it: one history up to a year, then the list of
//! communes of each vintage, from which what happened in between follows.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::recipe::{self, Recipe};
use super::{Draft, is_collectivity, join_spells, parse_code};
use crate::cog::history::{Day, History, HistoryError, HistoryInfo, Kind, Spell, Status};
use crate::cog::{CommuneCode, plain_text};

/// Where the packages are.
#[derive(Debug, Clone)]
pub struct PackageFiles {
    /// What the history is made of (TOML; `scripts/history-2026.toml`).
    pub recipe: PathBuf,
    /// A folder with a folder for each vintage, named by its year. The first has `historique-communes.json`; each has
    /// `communes.json`, or `epci.json` where the list of communes was not published.
    pub packages: PathBuf,
}

/// A record of `historique-communes.json`: what a code stood for, for a time.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Record {
    id: String,
    code: String,
    nom: String,
    r#type: String,
    date_debut: Option<String>,
    date_fin: Option<String>,
    raison_debut: Option<String>,
    raison_fin: Option<String>,
    predecesseur: Option<String>,
    successeur: Option<String>,
    pole: Option<String>,
}

/// An entry of `communes.json`.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Entry {
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
struct Epci {
    membres: Vec<Member>,
}

#[derive(Deserialize)]
struct Member {
    code: String,
    nom: String,
}

/// A vintage as its package lists it.
#[derive(Default)]
struct List {
    communes: BTreeMap<CommuneCode, String>,
    arrondissements: BTreeMap<CommuneCode, (String, CommuneCode)>,
    /// Communes déléguées and associées; `None` where the package does not say.
    parts: Option<BTreeMap<(CommuneCode, Status), (String, CommuneCode)>>,
    /// Former codes and the commune that they are part of.
    former: BTreeMap<CommuneCode, CommuneCode>,
}

/// Makes a history from the packages.
///
/// # Errors
/// A file that cannot be read or is not as expected, or a commune that goes and that no list says more of.
pub fn from_packages(files: &PackageFiles) -> Result<History, HistoryError> {
    let recipe_file = files.recipe.display().to_string();
    let recipe = recipe::read(&read_text(&files.recipe)?, &recipe_file)?;
    let years = years(&files.packages)?;
    let (&first_list, &last) =
        years.first().zip(years.last()).ok_or_else(|| nothing(&files.packages, "no folder named by a year"))?;
    let mut lists = BTreeMap::new();
    for &year in &years {
        lists.insert(year, read_list(&files.packages.join(year.to_string()))?);
    }
    fill_members_without_epci(&mut lists);
    let history = files.packages.join(first_list.to_string()).join("historique-communes.json");
    let mut draft = Draft::default();
    read_records(&history, &mut draft)?;
    // What still stands in the history goes on until a list says otherwise.
    add_collectivities(&lists, first_list, &mut draft);
    continue_with_lists(&lists, &mut draft, &files.packages)?;
    correct(&recipe, &recipe_file, &mut draft)?;
    draft.spells = join_spells(draft.spells);
    let info = HistoryInfo { first: recipe.first, last, dated_until: first_list, sources: recipe.sources };
    Ok(draft.finish(info))
}

fn nothing(path: &Path, what: &str) -> HistoryError {
    HistoryError::source(&path.display().to_string(), what)
}

fn read_text(path: &Path) -> Result<String, HistoryError> {
    std::fs::read_to_string(path).map_err(|error| nothing(path, &error.to_string()))
}

fn read_json<T: serde::de::DeserializeOwned>(path: &Path) -> Result<T, HistoryError> {
    serde_json::from_str(&read_text(path)?).map_err(|error| nothing(path, &error.to_string()))
}

fn years(folder: &Path) -> Result<BTreeSet<u16>, HistoryError> {
    let failed = |error: std::io::Error| nothing(folder, &error.to_string());
    let mut years = BTreeSet::new();
    for entry in std::fs::read_dir(folder).map_err(failed)? {
        years.extend(entry.map_err(failed)?.file_name().to_str().and_then(|name| name.parse::<u16>().ok()));
    }
    Ok(years)
}

fn read_list(folder: &Path) -> Result<List, HistoryError> {
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
fn fill_members_without_epci(lists: &mut BTreeMap<u16, List>) {
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

/// Reads the history: spells as they are told, movements from each commune to the one that its land went to.
fn read_records(path: &Path, draft: &mut Draft) -> Result<(), HistoryError> {
    let file = path.display().to_string();
    let records: Vec<Record> = read_json(path)?;
    let by_id: BTreeMap<&str, &Record> = records.iter().map(|record| (record.id.as_str(), record)).collect();
    let day = |text: &Option<String>| {
        let text = text.as_deref();
        text.map(|text| text.parse::<Day>().map_err(|error| HistoryError::source(&file, error))).transpose()
    };
    // The commune above a record: itself, or the commune at the end of its poles.
    let commune_of = |record: &Record| {
        let mut at = by_id.get(record.id.as_str()).copied()?;
        for _ in 0..8 {
            if at.r#type == "COM" {
                return at.code.parse::<CommuneCode>().ok();
            }
            at = by_id.get(at.pole.as_deref()?).copied()?;
        }
        None
    };
    for record in &records {
        let status = match record.r#type.as_str() {
            "COM" => Status::Commune,
            "COMD" => Status::Deleguee,
            "COMA" => Status::Associee,
            // A former commune that is not even a part.
            "COMP" => continue,
            other => return Err(nothing(path, &format!("{} has the type {other:?}, which is not known", record.id))),
        };
        let code = parse_code(&record.code, &file)?;
        let (from, until) = (day(&record.date_debut)?, day(&record.date_fin)?);
        let parent = if status == Status::Commune { None } else { commune_of(record) };
        let name = record.nom.clone();
        draft.spells.push(Spell { code, status, name, from, until, parent });
        if status != Status::Commune {
            continue;
        }
        let other = |id: &Option<String>| id.as_deref().and_then(|id| by_id.get(id)).copied();
        if let (Some(until), Some(next)) = (until, other(&record.successeur))
            && let Some(to) = commune_of(next)
        {
            draft.move_land(until, code, to, kind_of_end(record.raison_fin.as_deref().unwrap_or_default()));
        }
        if let (Some(from), Some(before)) = (from, other(&record.predecesseur))
            && before.r#type != "COM"
            && let Some(parent) = commune_of(before)
        {
            let why = record.raison_debut.as_deref().unwrap_or_default();
            draft.move_land(
                from,
                parent,
                code,
                if why.contains("création") { Kind::Creation } else { Kind::Restoration },
            );
        }
    }
    Ok(())
}

/// The reason why a commune ended, in the history's words.
fn kind_of_end(reason: &str) -> Kind {
    if reason.contains("déléguée") || reason.contains("commune nouvelle") {
        Kind::NewCommune
    } else if reason.contains("fusion-association") || reason.contains("fusion partielle") {
        Kind::Association
    } else if reason.contains("changement de département") {
        Kind::DepartmentChange
    } else if reason.contains("changement de chef lieu") {
        Kind::CodeChange
    } else {
        Kind::Merger
    }
}

/// Communes of the collectivities, and arrondissements, which the history leaves out.
fn add_collectivities(lists: &BTreeMap<u16, List>, first: u16, draft: &mut Draft) {
    let Some(list) = lists.get(&first) else { return };
    let open = |code, status, name: &String, from, parent| Spell {
        code,
        status,
        name: name.clone(),
        from,
        until: None,
        parent,
    };
    for (&code, name) in list.communes.iter().filter(|(code, _)| is_collectivity(**code)) {
        draft.spells.push(open(code, Status::Collectivity, name, Some(Day::january(first)), None));
    }
    for (&code, (name, city)) in &list.arrondissements {
        draft.spells.push(open(code, Status::Arrondissement, name, None, Some(*city)));
    }
}

/// Goes on from list to list: what is not in the next one ends on its day, what is new begins there.
fn continue_with_lists(lists: &BTreeMap<u16, List>, draft: &mut Draft, folder: &Path) -> Result<(), HistoryError> {
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

fn continue_communes(new: &List, day: Day, draft: &mut Draft) {
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

fn continue_parts(parts: &BTreeMap<(CommuneCode, Status), (String, CommuneCode)>, day: Day, draft: &mut Draft) {
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

/// Puts right what the recipe says the source leaves out.
fn correct(recipe: &Recipe, file: &str, draft: &mut Draft) -> Result<(), HistoryError> {
    let day = |text: &str| text.parse::<Day>().map_err(|error| HistoryError::source(file, error));
    for entry in &recipe.entries {
        let since = day(&entry.since)?;
        for spell in draft.spells.iter_mut().filter(|spell| spell.code.as_str().starts_with(&entry.prefix)) {
            if spell.from.is_none() {
                spell.from = Some(since);
            }
        }
    }
    for exit in &recipe.exits {
        let (from, until) = (Some(day(&exit.since)?), day(&exit.until)?);
        let (code, name) = (exit.code, exit.name.clone());
        draft.spells.push(Spell { code, status: Status::Commune, name, from, until: Some(until), parent: None });
        // The collectivity begins where the commune ends, not where a list first shows it.
        for spell in draft.spells.iter_mut().filter(|spell| spell.code == exit.to) {
            if spell.status == Status::Collectivity && spell.from.is_some_and(|from| from > until) {
                spell.from = Some(until);
            }
        }
        draft.move_land(until, code, exit.to, Kind::LeavesDepartment);
    }
    Ok(())
}
