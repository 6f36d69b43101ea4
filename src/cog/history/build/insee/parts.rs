//! Communes déléguées and associées, and arrondissements municipaux, out of INSEE's movements.

use std::collections::{BTreeMap, BTreeSet};

use super::super::Draft;
use super::rows::{Listed, Row, Side};
use crate::cog::CommuneCode;
use crate::cog::history::{Day, Movement, Spell, Status};

/// Communes déléguées and associées: a row that ends in one begins it, a row that begins with one ends it unless another
/// row of the day keeps it. Its commune is the one that the same code leads to on that day.
///
/// Where the movements and the list disagree on the parts that there are in the end, the list is right.
pub(super) fn follow_parts(rows: &[Row], listed: &[Listed], last_day: Day, draft: &mut Draft) {
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
pub(super) fn add_arrondissements(rows: &[Row], listed: &[Listed], draft: &mut Draft) {
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
