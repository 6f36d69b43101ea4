//! A history out of its sources: the public packages, or INSEE's own files. Both end in a draft, which is checked and
//! put in order here.

mod insee;
mod packages;
mod recipe;

pub use insee::{InseeFiles, from_insee};
pub use packages::{PackageFiles, from_packages};

use std::collections::{BTreeMap, BTreeSet};

use super::{Day, History, HistoryError, HistoryInfo, Kind, Movement, Spell};
use crate::cog::CommuneCode;

/// Overseas collectivities, which have no history in the sources.
fn is_collectivity(code: CommuneCode) -> bool {
    let text = code.as_str();
    text.starts_with("98") || matches!(text.get(..3), Some("975" | "977" | "978"))
}

/// What a source says, movements of a day still in a chain where there are several.
#[derive(Default)]
struct Draft {
    spells: Vec<Spell>,
    movements: Vec<Movement>,
}

impl Draft {
    fn move_land(&mut self, day: Day, from: CommuneCode, to: CommuneCode, kind: Kind) {
        if from != to {
            self.movements.push(Movement { day, from, to, kind });
        }
    }

    /// Puts the draft in order: codes that came and went within a day are left out, their movements joined.
    fn finish(mut self, info: HistoryInfo) -> History {
        self.spells.retain(|spell| spell.from.is_none_or(|from| spell.until.is_none_or(|until| from < until)));
        let mut spells: BTreeMap<CommuneCode, Vec<&Spell>> = BTreeMap::new();
        for spell in self.spells.iter().filter(|spell| spell.status.is_claimable()) {
            spells.entry(spell.code).or_default().push(spell);
        }
        let holds = |code: &CommuneCode, test: &dyn Fn(&Spell) -> bool| {
            spells.get(code).is_some_and(|spells| spells.iter().any(|spell| test(spell)))
        };
        let mut by_day: BTreeMap<Day, BTreeMap<CommuneCode, BTreeMap<CommuneCode, Kind>>> = BTreeMap::new();
        for it in &self.movements {
            by_day.entry(it.day).or_default().entry(it.from).or_default().insert(it.to, it.kind);
        }
        let mut movements = Vec::new();
        for (&day, links) in &by_day {
            for (&from, targets) in links {
                if !holds(&from, &|spell| spell.held_before(day)) {
                    continue;
                }
                // Follows the day's chain to codes that are there at its end; the last link says what happened.
                let mut open: Vec<(CommuneCode, Kind)> = targets.iter().map(|(&to, &kind)| (to, kind)).collect();
                let mut seen = BTreeSet::from([from]);
                while let Some((to, kind)) = open.pop() {
                    if !seen.insert(to) {
                        continue;
                    }
                    if holds(&to, &|spell| spell.holds_on(day)) {
                        movements.push(Movement { day, from, to, kind });
                    } else {
                        open.extend(links.get(&to).into_iter().flatten().map(|(&to, &kind)| (to, kind)));
                    }
                }
            }
        }
        History::new(info, self.spells, movements)
    }
}

/// Spells of one code after the other joined where name, status and parent are the same and no day lies between.
fn join_spells(mut spells: Vec<Spell>) -> Vec<Spell> {
    spells.sort_by_key(|spell| (spell.code, spell.status, spell.from));
    let mut joined: Vec<Spell> = Vec::with_capacity(spells.len());
    for spell in spells {
        match joined.last_mut() {
            Some(last)
                if last.code == spell.code
                    && last.status == spell.status
                    && last.name == spell.name
                    && last.parent == spell.parent
                    && last.until.is_some()
                    && last.until == spell.from =>
            {
                last.until = spell.until;
            }
            _ => joined.push(spell),
        }
    }
    joined
}

fn parse_code(text: &str, file: &str) -> Result<CommuneCode, HistoryError> {
    text.parse().map_err(|error| HistoryError::source(file, error))
}
