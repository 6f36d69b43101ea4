//! The history as INSEE publishes it: the file of movements (`v_mvt_commune_YYYY.csv`) and the list of communes
//! (`v_commune_YYYY.csv`) of the same year.
//!
//! `MOD` says what happened: 10 changement de nom, 20 création, 21 rétablissement, 30 suppression, 31 fusion simple,
//! 32 création de commune nouvelle, 33 fusion-association, 34 transformation de fusion-association en fusion simple,
//! 35 suppression de commune déléguée, 41 changement de code dû à un changement de département, 50 changement de code
//! dû à un transfert de chef-lieu, 70 transformation de commune associée en commune déléguée, 71 rétablissement and 72
//! création de commune déléguée. A row is a code before (`_AV`) and a code after (`_AP`); an event is several rows.

mod parts;
mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::{Draft, join_spells};
use parts::{add_arrondissements, follow_parts};
use rows::{Listed, Row, Side, read_list, read_movements};

use crate::cog::CommuneCode;
use crate::cog::history::{Day, History, HistoryError, HistoryInfo, Spell, Status};

/// INSEE's two files.
#[derive(Debug, Clone)]
pub struct InseeFiles {
    /// Movements since 1943.
    pub movements: PathBuf,
    /// The list that they lead to.
    pub communes: PathBuf,
    /// Vintage of both.
    pub year: u16,
}

/// Makes a history from INSEE's own files.
///
/// # Errors
/// A file that cannot be read or is not as expected; movements that contradict the list or each other.
pub fn from_insee(files: &InseeFiles) -> Result<History, HistoryError> {
    let file = files.movements.display().to_string();
    let last_day = Day::january(files.year);
    let mut rows = read_movements(files)?;
    rows.retain(|row| row.day <= last_day);
    let listed = read_list(files)?;
    let mut turns: BTreeMap<(Day, u8), Vec<&Row>> = BTreeMap::new();
    for row in &rows {
        turns.entry((row.day, row.turn())).or_default().push(row);
    }
    let first = first_communes(&turns, &listed, &file)?;
    let mut draft = Draft::default();
    follow_communes(&turns, first, &listed, &mut draft);
    follow_parts(&rows, &listed, last_day, &mut draft);
    add_arrondissements(&rows, &listed, &mut draft);
    draft.spells = join_spells(draft.spells);
    let name = |path: &PathBuf| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let sources = vec![format!("INSEE : {}, {}", name(&files.movements), name(&files.communes))];
    let info = HistoryInfo { first: 1943, last: files.year, dated_until: files.year, sources };
    Ok(draft.finish(info))
}

/// The communes before all movements, found by going back from the list.
fn first_communes(
    turns: &BTreeMap<(Day, u8), Vec<&Row>>,
    listed: &[Listed],
    file: &str,
) -> Result<BTreeSet<CommuneCode>, HistoryError> {
    let of_list = listed.iter().filter(|entry| entry.status == Status::Commune);
    let mut communes: BTreeSet<CommuneCode> = of_list.map(|entry| entry.code).collect();
    for (&(day, _), rows) in turns.iter().rev() {
        for row in rows.iter().filter(|row| row.makes_commune()) {
            let Some(after) = row.commune_after() else { continue };
            if !communes.contains(&after.code) && row.commune_before().is_none_or(|it| it.code != after.code) {
                let known = rows.iter().any(|it| it.commune_before().is_some_and(|it| it.code == after.code));
                if !known {
                    return Err(HistoryError::Incoherent {
                        file: file.to_owned(),
                        day: day.to_string(),
                        code: after.code.to_string(),
                        reason: "becomes a commune, and is none afterwards",
                    });
                }
            }
        }
        let codes = |side: fn(&Row) -> Option<&Side>| {
            rows.iter().filter(|row| row.makes_commune()).filter_map(move |row| side(row)).map(|side| side.code)
        };
        for code in codes(Row::commune_after) {
            communes.remove(&code);
        }
        communes.extend(codes(Row::commune_before));
    }
    Ok(communes)
}

fn follow_communes(
    turns: &BTreeMap<(Day, u8), Vec<&Row>>,
    first: BTreeSet<CommuneCode>,
    listed: &[Listed],
    draft: &mut Draft,
) {
    // The first name is the one before the first movement that names the code.
    let mut names: BTreeMap<CommuneCode, &str> = BTreeMap::new();
    for side in turns.values().flatten().filter_map(|row| row.commune_before()) {
        names.entry(side.code).or_insert(&side.name);
    }
    for entry in listed.iter().filter(|entry| entry.status == Status::Commune) {
        names.entry(entry.code).or_insert(&entry.name);
    }
    let mut open: BTreeMap<CommuneCode, (String, Option<Day>)> = first
        .into_iter()
        .map(|code| (code, (names.get(&code).copied().unwrap_or_default().to_owned(), None)))
        .collect();
    let close = |code, (name, from): (String, Option<Day>), until, draft: &mut Draft| {
        draft.spells.push(Spell { code, status: Status::Commune, name, from, until, parent: None });
    };
    for (&(day, _), rows) in turns {
        let mut after: BTreeMap<CommuneCode, &str> = BTreeMap::new();
        for side in rows.iter().filter(|row| row.makes_commune()).filter_map(|row| row.commune_after()) {
            after.insert(side.code, &side.name);
        }
        for row in rows {
            if let Some((before, after)) = row.commune_before().zip(row.commune_after()) {
                draft.move_land(day, before.code, after.code, row.kind());
            }
        }
        let before: BTreeSet<CommuneCode> =
            rows.iter().filter_map(|row| row.commune_before()).map(|it| it.code).collect();
        for code in before.iter().filter(|code| !after.contains_key(code)) {
            if let Some(spell) = open.remove(code) {
                close(*code, spell, Some(day), draft);
            }
        }
        for (code, name) in after {
            match open.get(&code) {
                Some((known, _)) if known == name => {}
                _ => {
                    if let Some(spell) = open.remove(&code) {
                        close(code, spell, Some(day), draft);
                    }
                    open.insert(code, (name.to_owned(), Some(day)));
                }
            }
        }
    }
    for (code, spell) in open {
        close(code, spell, None, draft);
    }
}
