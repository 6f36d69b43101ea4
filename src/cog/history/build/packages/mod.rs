//! The history as the packages `@etalab/decoupage-administratif` tell it: one history up to a year, then the list of
//! communes of each vintage, from which what happened in between follows.

mod lists;
mod records;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use lists::{List, continue_with_lists, fill_members_without_epci, read_list};
use records::read_records;

use super::recipe::{self, Recipe};
use super::{Draft, is_collectivity, join_spells};
use crate::cog::history::{Day, History, HistoryError, HistoryInfo, Kind, Spell, Status};

/// Where the packages are.
#[derive(Debug, Clone)]
pub struct PackageFiles {
    /// What the history is made of (TOML; `scripts/history-2026.toml`).
    pub recipe: PathBuf,
    /// A folder with a folder for each vintage, named by its year. The first has `historique-communes.json`; each has
    /// `communes.json`, or `epci.json` where the list of communes was not published.
    pub packages: PathBuf,
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
