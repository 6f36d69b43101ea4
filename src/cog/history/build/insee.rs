//! The history as INSEE publishes it: the file of movements (`v_mvt_commune_YYYY.csv`) and the list of communes
//! (`v_commune_YYYY.csv`) of the same year.
//!
//! `MOD` says what happened: 10 changement de nom, 20 création, 21 rétablissement, 30 suppression, 31 fusion simple,
//! 32 création de commune nouvelle, 33 fusion-association, 34 transformation de fusion-association en fusion simple,
//! 35 suppression de commune déléguée, 41 changement de code dû à un changement de département, 50 changement de code
//! dû à un transfert de chef-lieu, 70 transformation de commune associée en commune déléguée, 71 rétablissement and 72
//! création de commune déléguée. A row is a code before (`_AV`) and a code after (`_AP`); an event is several rows.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use super::{Draft, join_spells, parse_code};
use crate::cog::CommuneCode;
use crate::cog::history::{Day, History, HistoryError, HistoryInfo, Kind, Movement, Spell, Status};

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

/// One side of a row.
#[derive(Debug, Clone)]
struct Side {
    /// `None`: an arrondissement municipal, whose status is told by the list.
    status: Option<Status>,
    code: CommuneCode,
    name: String,
}

/// A row of movements.
#[derive(Debug, Clone)]
struct Row {
    day: Day,
    what: u8,
    before: Option<Side>,
    after: Option<Side>,
}

impl Row {
    /// The commune before, where the row says what became of it: not where it says which part it made.
    fn commune_before(&self) -> Option<&Side> {
        let to_commune = self.after.as_ref().is_none_or(|side| side.status == Some(Status::Commune));
        self.before.as_ref().filter(|side| to_commune && side.status == Some(Status::Commune))
    }

    fn commune_after(&self) -> Option<&Side> {
        self.after.as_ref().filter(|side| side.status == Some(Status::Commune))
    }

    /// Rows of a day in two groups, since a commune may change its code and join another on the same day. The file of 2023
    /// says of one such change that associated communes were merged (34).
    fn turn(&self) -> u8 {
        let other_code = self.commune_before().zip(self.commune_after()).is_some_and(|(a, b)| a.code != b.code);
        u8::from(!(matches!(self.what, 10 | 20 | 21 | 30 | 41 | 50) || (self.what == 34 && other_code)))
    }

    /// Whether the row says that the commune after it is there: rows about parts name the commune they are in.
    fn makes_commune(&self) -> bool {
        self.commune_before().is_some() || matches!(self.what, 20 | 21)
    }

    fn kind(&self) -> Kind {
        match self.what {
            20 => Kind::Creation,
            21 => Kind::Restoration,
            30 => Kind::Suppression,
            32 => Kind::NewCommune,
            33 => Kind::Association,
            41 => Kind::DepartmentChange,
            50 => Kind::CodeChange,
            _ => Kind::Merger,
        }
    }
}

/// An entry of the list of communes.
struct Listed {
    status: Status,
    code: CommuneCode,
    name: String,
    parent: Option<CommuneCode>,
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

/// Communes déléguées and associées: a row that ends in one begins it, a row that begins with one ends it unless another
/// row of the day keeps it. Its commune is the one that the same code leads to on that day.
///
/// Where the movements and the list disagree on the parts that there are in the end, the list is right.
fn follow_parts(rows: &[Row], listed: &[Listed], last_day: Day, draft: &mut Draft) {
    let mut days: BTreeMap<Day, Vec<&Row>> = BTreeMap::new();
    for row in rows {
        days.entry(row.day).or_default().push(row);
    }
    let is_part = |side: &&Side| matches!(side.status, Some(Status::Deleguee | Status::Associee));
    let mut open: BTreeMap<CommuneCode, Spell> = BTreeMap::new();
    for (day, rows) in days {
        // Where each code leads, through a change of code on the same day.
        let mut leads: BTreeMap<CommuneCode, CommuneCode> = BTreeMap::new();
        for row in &rows {
            if let Some((before, after)) = row.before.as_ref().zip(row.commune_after())
                && !matches!(row.what, 20 | 21)
            {
                let target = leads.entry(before.code).or_insert(after.code);
                // A commune that keeps its code is its own answer, but a part of another one is not.
                if before.code != after.code {
                    *target = after.code;
                }
            }
        }
        let mut kept: BTreeMap<CommuneCode, (&Side, &Row)> = rows
            .iter()
            .filter_map(|row| Some((row.after.as_ref().filter(is_part)?, *row)))
            .map(|(side, row)| (side.code, (side, row)))
            .collect();
        let ended: Vec<CommuneCode> =
            rows.iter().filter_map(|row| row.before.as_ref().filter(is_part)).map(|side| side.code).collect();
        // A part that is made and suppressed on one day never was.
        let suppressed: BTreeSet<CommuneCode> =
            rows.iter().filter(|row| row.what == 35).filter_map(|row| row.before.as_ref()).map(|it| it.code).collect();
        kept.retain(|code, _| !suppressed.contains(code));
        for code in ended.iter().filter(|code| !kept.contains_key(code)) {
            if let Some(mut spell) = open.remove(code) {
                spell.until = Some(day);
                draft.spells.push(spell);
            }
        }
        for (&code, &(side, row)) in &kept {
            let was = open.remove(&code);
            let follow = |commune: CommuneCode| leads.get(&commune).copied().unwrap_or(commune);
            let parent = match row.what {
                21 | 50 | 71 | 72 => {
                    let before = row.before.as_ref().map(|side| side.code);
                    was.as_ref().and_then(|spell| spell.parent).or(before).map(follow)
                }
                _ => leads.get(&code).copied().or_else(|| was.as_ref().and_then(|spell| spell.parent).map(follow)),
            };
            if let Some(mut spell) = was {
                spell.until = Some(day);
                draft.spells.push(spell);
            }
            let status = side.status.unwrap_or(Status::Deleguee);
            let name = side.name.clone();
            open.insert(code, Spell { code, status, name, from: Some(day), until: None, parent });
        }
        // Parts of a commune that another one took over, or that changed its code.
        for spell in open.values_mut().filter(|spell| spell.from != Some(day)) {
            let Some(parent) = spell.parent else { continue };
            let Some(&now) = leads.get(&parent).filter(|&&now| now != parent) else { continue };
            let ended = Spell { until: Some(day), ..spell.clone() };
            draft.spells.push(ended);
            spell.from = Some(day);
            spell.parent = Some(now);
        }
    }
    let listed = listed.iter().filter(|entry| matches!(entry.status, Status::Deleguee | Status::Associee));
    for entry in listed {
        let Listed { status, code, parent, .. } = *entry;
        match open.remove(&code) {
            Some(mut spell) if spell.status == status => {
                // The list alone says to which commune a part went when another one was split.
                let left = |movement: &&Movement| Some(movement.from) == spell.parent && Some(movement.to) == parent;
                let day = draft.movements.iter().filter(left).map(|movement| movement.day).max();
                if let Some(day) = day.filter(|&day| spell.from.is_some_and(|from| from < day)) {
                    draft.spells.push(Spell { until: Some(day), ..spell.clone() });
                    spell.from = Some(day);
                }
                draft.spells.push(Spell { parent, ..spell });
            }
            was => {
                draft.spells.extend(was.map(|spell| Spell { until: Some(last_day), ..spell }));
                let (name, from) = (entry.name.clone(), Some(last_day));
                draft.spells.push(Spell { code, status, name, from, until: None, parent });
            }
        }
    }
    draft.spells.extend(open.into_values().map(|spell| Spell { until: Some(last_day), ..spell }));
}

/// Arrondissements: those of the list, from the day of the movement that made them, if one did.
fn add_arrondissements(rows: &[Row], listed: &[Listed], draft: &mut Draft) {
    for entry in listed.iter().filter(|entry| entry.status == Status::Arrondissement) {
        let makes = |row: &&Row| {
            let before = row.before.as_ref().map(|side| side.code);
            row.after.as_ref().is_some_and(|side| side.code == entry.code && side.status.is_none())
                && before != Some(entry.code)
        };
        let is_older = rows.iter().any(|row| {
            row.before.as_ref().is_some_and(|side| side.code == entry.code && side.status.is_none())
                && row.after.as_ref().is_some_and(|side| side.code == entry.code)
        });
        let from = if is_older { None } else { rows.iter().filter(makes).map(|row| row.day).min() };
        let (code, name, parent) = (entry.code, entry.name.clone(), entry.parent);
        draft.spells.push(Spell { code, status: Status::Arrondissement, name, from, until: None, parent });
    }
}

fn read_movements(files: &InseeFiles) -> Result<Vec<Row>, HistoryError> {
    let names = ["MOD", "DATE_EFF", "TYPECOM_AV", "COM_AV", "LIBELLE_AV", "TYPECOM_AP", "COM_AP", "LIBELLE_AP"];
    let side = |kind: &str, code: &str, name: &str| -> Result<Option<Side>, String> {
        if code.is_empty() {
            return Ok(None);
        }
        let status = match kind {
            "COM" => Some(Status::Commune),
            "COMD" => Some(Status::Deleguee),
            "COMA" => Some(Status::Associee),
            "ARM" => None,
            _ => return Err(format!("type {kind:?} (COM, COMD, COMA or ARM expected)")),
        };
        // The file of 2023 lost leading zeros.
        let code = format!("{code:0>5}").parse().map_err(|error| format!("{error}"))?;
        Ok(Some(Side { status, code, name: name.to_owned() }))
    };
    read_rows(&files.movements, &names, |cells| {
        let [what, day, type_av, code_av, name_av, type_ap, code_ap, name_ap] = cells else {
            return Err("a row of other length".into());
        };
        Ok(Row {
            day: day.parse().map_err(|error| format!("{error}"))?,
            what: what.parse().map_err(|_| format!("MOD {what:?} is no number"))?,
            before: side(type_av, code_av, name_av)?,
            after: side(type_ap, code_ap, name_ap)?,
        })
    })
}

fn read_list(files: &InseeFiles) -> Result<Vec<Listed>, HistoryError> {
    let file = files.communes.display().to_string();
    read_rows(&files.communes, &["TYPECOM", "COM", "LIBELLE", "COMPARENT"], |cells| {
        let [kind, code, name, parent] = cells else { return Err("a row of other length".into()) };
        let status = match kind.as_str() {
            "COM" => Status::Commune,
            "ARM" => Status::Arrondissement,
            "COMD" => Status::Deleguee,
            "COMA" => Status::Associee,
            _ => return Err(format!("type {kind:?} (COM, COMD, COMA or ARM expected)")),
        };
        let code = parse_code(code, &file).map_err(|error| error.to_string())?;
        let parent = Some(parent).filter(|parent| !parent.is_empty()).map(|parent| parse_code(parent, &file));
        Ok(Listed { status, code, name: name.clone(), parent: parent.transpose().map_err(|error| error.to_string())? })
    })
}

/// The wanted columns of each row of a comma-separated file.
fn read_rows<T>(
    path: &std::path::Path,
    names: &[&str],
    read: impl Fn(&[String]) -> Result<T, String>,
) -> Result<Vec<T>, HistoryError> {
    let file = path.display().to_string();
    let mut reader = csv::Reader::from_path(path).map_err(|error| HistoryError::source(&file, error))?;
    let header = reader.headers().map_err(|error| HistoryError::source(&file, error))?.clone();
    let place = |name: &&str| {
        let place = header.iter().position(|it| it.trim_start_matches('\u{feff}') == *name);
        place.ok_or_else(|| HistoryError::source(&file, format!("no column {name}")))
    };
    let places = names.iter().map(place).collect::<Result<Vec<_>, _>>()?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| HistoryError::source(&file, error))?;
        let line = record.position().map_or(0, csv::Position::line);
        let cells: Vec<String> =
            places.iter().map(|&place| record.get(place).unwrap_or_default().trim().to_owned()).collect();
        rows.push(read(&cells).map_err(|reason| HistoryError::source(&file, format!("line {line}: {reason}")))?);
    }
    Ok(rows)
}
