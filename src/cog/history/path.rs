//! The way of a code from one vintage to another, forwards or backwards, with what happened on the way.

use std::collections::BTreeSet;

use super::{Day, History, Kind, Spell, Status};
use crate::cog::CommuneCode;

/// As what a code was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A commune, an arrondissement municipal or a collectivity's commune of the vintage.
    InForce,
    /// A commune déléguée or associée of the vintage: it stands for its commune.
    Part {
        /// Déléguée or associée.
        status: Status,
        /// Its name.
        name: String,
        /// Its commune in that vintage.
        parent: CommuneCode,
    },
    /// Not in the vintage: read as what it was when it last was a commune, or first became one.
    OtherYears {
        /// First vintage in which it was.
        first: u16,
        /// Last vintage in which it was.
        last: u16,
    },
}

/// Something that happened on the way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The day (see [`super::HistoryInfo::dated_until`]).
    pub day: Day,
    /// What happened.
    pub kind: Kind,
    /// The code before. None where the source does not say where the land came from.
    pub before: Vec<CommuneCode>,
    /// Codes after. None where the source does not say to whom the land went.
    pub after: Vec<CommuneCode>,
}

/// Where a code leads in another vintage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// The code.
    pub code: CommuneCode,
    /// As what it was read.
    pub origin: Origin,
    /// Its codes in the other vintage, ascending: several after a split (or before a merger, on a way backwards), none
    /// where the source does not say what became of it.
    pub to: Vec<CommuneCode>,
    /// What happened on the way, by day; empty where nothing did, or only names changed.
    pub steps: Vec<Step>,
}

impl Moved {
    /// Whether the code stands for itself, with the same land, in the other vintage.
    pub fn is_unchanged(&self) -> bool {
        self.origin == Origin::InForce && self.steps.is_empty() && self.to == [self.code]
    }
}

impl History {
    /// Where a code of the vintage `from` leads in the last vintage. See [`History::moved`].
    pub fn to_current(&self, code: CommuneCode, from: u16) -> Option<Moved> {
        self.moved(code, from, self.last())
    }

    /// Where a code of the vintage `from` leads in the vintage `to`, later or earlier.
    ///
    /// A commune déléguée or associée leads where its commune does, unless it is a commune itself in the other vintage.
    /// A code that is in no list of `from` is read as of the nearest year in which it was: an earlier one if there is
    /// any. A merger does not change the commune that keeps its code on the way forwards; on the way backwards it is
    /// all the communes that made it. Where a merger was undone in between, land goes back to the commune that it came from. Years before the first or after the last vintage are read as that one (see
    /// [`History::has_year`]). `None`: the code never stood for anything.
    pub fn moved(&self, code: CommuneCode, from: u16, to: u16) -> Option<Moved> {
        let at = Day::january(from);
        let (start, after, origin) = match self.in_year(code, from) {
            Some(spell) if spell.status.is_claimable() => (code, at, Origin::InForce),
            Some(spell) => self.read_as_part(spell, at, to)?,
            None => self.read_by_other_years(code, at, to)?,
        };
        let end = Day::january(to);
        let (to, steps) = if after <= end { self.ahead(start, after, end) } else { self.behind(start, after, end) };
        Some(Moved { code, origin, to: to.into_iter().collect(), steps })
    }

    /// Where the land of a code goes after a day, up to another.
    fn ahead(&self, code: CommuneCode, after: Day, end: Day) -> (BTreeSet<CommuneCode>, Vec<Step>) {
        let mut walk = Walk { history: self, start: after, found: BTreeSet::new(), steps: Vec::new() };
        walk.forwards(code, after, end, &[code]);
        (walk.found, in_order(walk.steps))
    }

    /// Where the land of a code came from: the codes that lead to it on the way forwards.
    fn behind(&self, code: CommuneCode, before: Day, end: Day) -> (BTreeSet<CommuneCode>, Vec<Step>) {
        let mut walk = Walk { history: self, start: before, found: BTreeSet::new(), steps: Vec::new() };
        walk.backwards(code, before, end);
        let mut found = BTreeSet::new();
        let mut steps = Vec::new();
        for &source in &walk.found {
            let (leads, on_the_way) = self.ahead(source, end, before);
            if leads.contains(&code) {
                found.insert(source);
                steps.extend(on_the_way);
            }
        }
        if found.is_empty() { (walk.found, in_order(walk.steps)) } else { (found, in_order(steps)) }
    }

    /// Reads a code as a part of a commune: from where to walk, and from when.
    fn read_as_part(&self, spell: &Spell, at: Day, to: u16) -> Option<(CommuneCode, Day, Origin)> {
        let parent = spell.parent?;
        let origin = Origin::Part { status: spell.status, name: spell.name.clone(), parent };
        let end = Day::january(to);
        if self.is_claimable(spell.code, to) {
            return Some((spell.code, end, origin));
        }
        Some((parent, at, origin))
    }

    /// Reads a code that the vintage does not have as of the nearest year that has it.
    fn read_by_other_years(&self, code: CommuneCode, at: Day, to: u16) -> Option<(CommuneCode, Day, Origin)> {
        let spells = self.spells(code);
        let nearest = |is_wanted: fn(&Spell) -> bool| {
            let past = spells.iter().filter(|spell| is_wanted(spell) && spell.until.is_some_and(|until| until <= at));
            let ahead = spells.iter().filter(|spell| is_wanted(spell) && spell.from.is_some_and(|from| from > at));
            past.max_by_key(|spell| spell.until).or_else(|| ahead.min_by_key(|spell| spell.from))
        };
        let spell = nearest(|spell| spell.status.is_claimable()).or_else(|| nearest(|_| true))?;
        // The last moment of a spell that is over, the first of one that is to come.
        let moment = match spell.until {
            Some(until) if until <= at => until.eve(),
            _ => spell.from?,
        };
        let years = |spell: &&Spell| spell.status == nearest_status(spells, moment);
        let (first, last) = self.years_of(spells.iter().filter(years));
        let origin = Origin::OtherYears { first, last };
        if spell.status.is_claimable() {
            return Some((code, moment, origin));
        }
        let (start, after, _) = self.read_as_part(spell, moment, to)?;
        Some((start, after, origin))
    }

    /// First and last vintage of some spells.
    fn years_of<'a>(&self, spells: impl Iterator<Item = &'a Spell>) -> (u16, u16) {
        let (mut first, mut last) = (self.last(), self.info().first);
        for spell in spells {
            first = first.min(spell.from.map_or(self.info().first, Day::vintage));
            last = last.max(spell.until.map_or(self.last(), |until| until.vintage().saturating_sub(1)));
        }
        (first, last)
    }
}

fn nearest_status(spells: &[Spell], moment: Day) -> Status {
    let held = spells.iter().filter(|spell| spell.holds_on(moment)).map(|spell| spell.status).min();
    held.unwrap_or(Status::Commune)
}

fn in_order(mut steps: Vec<Step>) -> Vec<Step> {
    steps.sort_by(|a, b| (a.day, &a.before, &a.after).cmp(&(b.day, &b.before, &b.after)));
    steps.dedup();
    steps
}

/// A way through the movements.
struct Walk<'a> {
    history: &'a History,
    start: Day,
    found: BTreeSet<CommuneCode>,
    steps: Vec<Step>,
}

impl Walk<'_> {
    /// Follows land through what happens after `after`, up to `end`; `lineage` are the codes that it had, the last is `code`.
    fn forwards(&mut self, code: CommuneCode, after: Day, end: Day, lineage: &[CommuneCode]) {
        let history = self.history;
        let mut ahead = history.outgoing(code).filter(|movement| movement.day > after && movement.day <= end);
        let Some(next) = ahead.next() else { return self.arrive(code, end, after) };
        let same_day = ahead.take_while(|movement| movement.day == next.day);
        let mut after_it: BTreeSet<CommuneCode> = same_day.map(|movement| movement.to).collect();
        after_it.insert(next.to);
        if history.spells(code).iter().any(|spell| spell.status.is_claimable() && spell.holds_on(next.day)) {
            after_it.insert(code);
        }
        if next.kind == Kind::Restoration {
            after_it = self.own_part(code, next.day, after_it, lineage);
        }
        let codes: Vec<CommuneCode> = after_it.into_iter().collect();
        if codes != [code] {
            self.steps.push(Step { day: next.day, kind: next.kind, before: vec![code], after: codes.clone() });
        }
        for code in codes {
            let lineage = [lineage, &[code]].concat();
            self.forwards(code, next.day, end, &lineage);
        }
    }

    /// Of the communes that a commune splits into, those that the land followed lies in. A commune that is re-established
    /// takes back the land that it had when it joined.
    fn own_part(
        &self,
        code: CommuneCode,
        day: Day,
        split: BTreeSet<CommuneCode>,
        lineage: &[CommuneCode],
    ) -> BTreeSet<CommuneCode> {
        // It had the code of one of them, or is a part of one of them on that day.
        for &former in lineage.iter().rev().filter(|&&former| former != code) {
            if split.contains(&former) {
                return BTreeSet::from([former]);
            }
            let part =
                self.history.spells(former).iter().find(|spell| spell.holds_on(day) && !spell.status.is_claimable());
            if let Some(parent) = part.and_then(|spell| spell.parent).filter(|parent| split.contains(parent)) {
                return BTreeSet::from([parent]);
            }
        }
        // What joined after the start is other land, and leaves as such.
        let joined = |other: CommuneCode| {
            let last = self.history.outgoing(other).filter(|movement| movement.day < day).last();
            last.is_some_and(|movement| movement.day > self.start)
        };
        let own: BTreeSet<CommuneCode> = split.iter().copied().filter(|&it| it == code || !joined(it)).collect();
        if own.is_empty() { split } else { own }
    }

    /// Ends at a code if it is still there; if not, nobody said what became of it.
    fn arrive(&mut self, code: CommuneCode, end: Day, after: Day) {
        let spells = || self.history.spells(code).iter().filter(|spell| spell.status.is_claimable());
        if spells().any(|spell| spell.holds_on(end)) {
            self.found.insert(code);
        } else if let Some(day) = spells().filter_map(|spell| spell.until).find(|&until| until > after) {
            self.steps.push(Step { day, kind: Kind::Suppression, before: vec![code], after: Vec::new() });
        }
    }

    /// Follows a code back through what happened up to `before`, and after `end`: all codes that may have led to it.
    fn backwards(&mut self, code: CommuneCode, before: Day, end: Day) {
        let history = self.history;
        let behind = history.incoming(code).filter(|movement| movement.day <= before && movement.day > end);
        let claimable = || history.spells(code).iter().filter(|spell| spell.status.is_claimable());
        let Some(last) = behind.last() else {
            if claimable().any(|spell| spell.holds_on(end)) {
                self.found.insert(code);
            } else if let Some(day) = claimable().filter_map(|spell| spell.from).filter(|&from| from <= before).max() {
                self.steps.push(Step { day, kind: Kind::Creation, before: Vec::new(), after: vec![code] });
            }
            return;
        };
        let same_day = history.incoming(code).filter(|movement| movement.day == last.day);
        let mut sources: BTreeSet<CommuneCode> = same_day.map(|movement| movement.from).collect();
        if claimable().any(|spell| spell.held_before(last.day)) {
            sources.insert(code);
        }
        for source in sources {
            self.backwards(source, last.day.eve(), end);
        }
    }
}
