//! The history of the COG in words: a code's own, and what happened to a code on its way to another vintage.

use std::collections::BTreeMap;

use super::Lang;
use crate::cog::history::{Day, Detection, History, Kind, Movement, Named, Spell, Status, Way, WayOrigin, WayStep};
use crate::cog::{CommuneCode, department_of, read_code};

const MONTHS: [(&str, &str); 12] = [
    ("janvier", "January"),
    ("février", "February"),
    ("mars", "March"),
    ("avril", "April"),
    ("mai", "May"),
    ("juin", "June"),
    ("juillet", "July"),
    ("août", "August"),
    ("septembre", "September"),
    ("octobre", "October"),
    ("novembre", "November"),
    ("décembre", "December"),
];

/// A day in words: `1er janvier 2019`, `1 January 2019`.
pub fn day_text(day: Day, lang: Lang) -> String {
    let (year, month, day) = day.parts();
    let month = MONTHS.get(usize::from(month).wrapping_sub(1)).map_or("", |names| lang.pick(names.0, names.1));
    let day = if day == 1 { lang.pick("1er", "1").to_owned() } else { day.to_string() };
    format!("{day} {month} {year}")
}

/// When something happened: `le 1er janvier 2016`, or `au plus tard le 1er janvier 2025`.
fn when(day: Day, is_dated: bool, lang: Lang) -> String {
    let text = day_text(day, lang);
    if is_dated {
        lang.pick(format!("le {text}"), format!("on {text}"))
    } else {
        lang.pick(format!("au plus tard le {text}"), format!("by {text}"))
    }
}

/// What happened to a commune, in INSEE's words.
pub fn kind_text(kind: Kind, lang: Lang) -> &'static str {
    match kind {
        Kind::Creation => lang.pick("création", "creation"),
        Kind::Restoration => lang.pick("rétablissement", "re-establishment"),
        Kind::Suppression => lang.pick("suppression", "suppression"),
        Kind::Merger => lang.pick("fusion", "merger"),
        Kind::NewCommune => lang.pick("commune nouvelle", "commune nouvelle (merger)"),
        Kind::Association => lang.pick("fusion-association", "fusion-association (merger)"),
        Kind::DepartmentChange => lang.pick("changement de département", "change of department"),
        Kind::CodeChange => lang.pick("changement de code", "change of code"),
        Kind::LeavesDepartment => lang.pick("devient collectivité d'outre-mer", "becomes an overseas collectivity"),
    }
}

fn status_text(status: Status, lang: Lang) -> &'static str {
    match status {
        Status::Commune => "commune",
        Status::Arrondissement => "arrondissement municipal",
        Status::Collectivity => lang.pick("collectivité d'outre-mer", "overseas collectivity"),
        Status::Deleguee => "commune déléguée",
        Status::Associee => "commune associée",
    }
}

/// A code with its name.
fn with_name(named: &Named) -> String {
    if named.name.is_empty() { named.code.to_string() } else { format!("{} {}", named.code, named.name) }
}

fn with_names(list: &[Named]) -> String {
    list.iter().map(with_name).collect::<Vec<_>>().join(", ")
}

/// A code with its name on the day, or the nearest name it had.
fn named(history: &History, code: CommuneCode, day: Day) -> String {
    with_name(&history.named(code, day))
}

fn list(history: &History, codes: &[CommuneCode], day: Day) -> String {
    codes.iter().map(|&code| named(history, code, day)).collect::<Vec<_>>().join(", ")
}

/// A step in words: when, what, from which codes to which.
pub fn step_text(step: &WayStep, lang: Lang) -> String {
    let (when, kind) = (when(step.day, step.is_dated, lang), kind_text(step.kind, lang));
    let (before, after) = (with_names(&step.before), with_names(&step.after));
    match (step.before.is_empty(), step.after.is_empty()) {
        (true, _) => lang.pick(
            format!("{when}, {kind} de {after} ; la source ne dit pas à partir de quelle commune"),
            format!("{when}, {kind} of {after}; the source does not say out of which commune"),
        ),
        (_, true) => lang.pick(
            format!("{when}, {kind} de {before} ; la source ne dit pas ce que devient son territoire"),
            format!("{when}, {kind} of {before}; the source does not say where its land went"),
        ),
        _ => lang.pick(format!("{when}, {kind} : {before} → {after}"), format!("{when}, {kind}: {before} → {after}")),
    }
}

/// How a code came to others, in one line for an audit; empty where nothing changed.
pub fn way_text(way: &Way, lang: Lang) -> String {
    let mut parts = Vec::new();
    let (code, from) = (way.code, way.from);
    match &way.origin {
        None => {}
        Some(WayOrigin::Part { status, name, parent }) => {
            let (status, parent) = (status_text(*status, lang), with_name(parent));
            parts.push(lang.pick(
                format!("{code} est en {from} le code de {name}, {status} de {parent}"),
                format!("{code} is in {from} the code of {name}, {status} of {parent}"),
            ));
        }
        Some(WayOrigin::OtherYears { first, last }) => {
            let years = years_text(*first, *last, lang);
            parts.push(lang.pick(
                format!("{code} n'est pas un code de {from}, mais de {years}"),
                format!("{code} is not a code of {from}, but of {years}"),
            ));
        }
    }
    parts.extend(way.steps.iter().map(|step| step_text(step, lang)));
    parts.join(lang.pick(" ; ", "; "))
}

pub(super) fn years_text(first: u16, last: u16, lang: Lang) -> String {
    if first == last {
        first.to_string()
    } else {
        lang.pick(format!("{first} à {last}"), format!("{first} to {last}"))
    }
}

/// The vintages that explain a set of codes best: `2019 à 2022 (438 codes sur 438)`.
pub fn vintages_text(detection: &Detection, lang: Lang) -> String {
    let Some(best) = detection.best().first() else {
        return lang.pick("aucun millésime", "no vintage").to_owned();
    };
    let spans: Vec<String> = detection.best().iter().map(|span| years_text(span.first, span.last, lang)).collect();
    let (explained, codes) = (lang.integer(best.explained as u64), lang.integer(detection.codes as u64));
    let spans = spans.join(lang.pick(" ou ", " or "));
    lang.pick(format!("{spans} ({explained} codes sur {codes})"), format!("{spans} ({explained} codes of {codes})"))
}

/// Movements of a code on one day, in one direction.
type Grouped = BTreeMap<(Day, bool), (Kind, Vec<CommuneCode>)>;

fn grouped(history: &History, code: CommuneCode) -> Grouped {
    let mut groups = Grouped::new();
    let mut add = |movement: &Movement, is_outgoing: bool, other| {
        let group = groups.entry((movement.day, is_outgoing)).or_insert((movement.kind, Vec::new()));
        group.1.push(other);
    };
    history.incoming(code).for_each(|movement| add(movement, false, movement.from));
    history.outgoing(code).for_each(|movement| add(movement, true, movement.to));
    groups
}

/// The history of a code, for people. A code that never was gets the nearest explanation.
pub fn code_text(history: &History, text: &str, lang: Lang) -> String {
    let Ok(code) = text.parse::<CommuneCode>() else { return malformed(history, text, lang) };
    let spells = history.spells(code);
    let last = history.last();
    if spells.is_empty() {
        return unknown(history, code, lang);
    }
    let mut lines = vec![headline(history, code, lang)];
    lines.extend(spells.iter().map(|spell| format!("  {}", spell_text(history, spell, lang))));
    for ((day, is_outgoing), (kind, others)) in grouped(history, code) {
        let when = when(day, history.is_dated(day), lang);
        let others = list(history, &others, if is_outgoing { day } else { before(day) });
        let verb = verb(kind, is_outgoing, lang);
        let (kind, colon) = (kind_text(kind, lang), lang.pick(" :", ":"));
        let line = format!("{when}, {kind}{colon} {verb} {others}");
        lines.push(format!("  {line}"));
    }
    if let Some(moved) = history.moved(code, last, last).filter(|moved| !moved.is_unchanged()) {
        // Where it leads nowhere, the last step says why.
        let nowhere = moved.steps.last().filter(|_| moved.to.is_empty());
        let to = match nowhere {
            Some(step) => step_text(&history.way_step(step), lang),
            None => list(history, &moved.to, Day::january(last)),
        };
        lines.push(lang.pick(format!("  → en {last} : {to}"), format!("  → in {last}: {to}")));
    }
    lines.join("\n") + "\n"
}

/// Between what happened and the other codes.
fn verb(kind: Kind, is_outgoing: bool, lang: Lang) -> &'static str {
    match (kind, is_outgoing) {
        (Kind::Restoration | Kind::Creation, true) => lang.pick("détache", "splits off"),
        (Kind::Restoration | Kind::Creation, false) => lang.pick("se détache de", "splits off from"),
        (Kind::CodeChange | Kind::DepartmentChange | Kind::LeavesDepartment, false) => lang.pick("auparavant", "was"),
        (_, true) => lang.pick("vers", "to"),
        (_, false) => lang.pick("reçoit", "takes in"),
    }
}

fn before(day: Day) -> Day {
    Day::january(day.vintage().saturating_sub(1))
}

fn headline(history: &History, code: CommuneCode, lang: Lang) -> String {
    let last = history.last();
    match history.in_year(code, last) {
        Some(spell) => {
            let (name, status) = (&spell.name, status_text(spell.status, lang));
            let of = match spell.parent.filter(|_| spell.status != Status::Commune) {
                Some(parent) => lang.pick(" de ", " of ").to_owned() + &named(history, parent, Day::january(last)),
                None => String::new(),
            };
            lang.pick(
                format!("{code} {name} : {status}{of} en {last}"),
                format!("{code} {name}: {status}{of} in {last}"),
            )
        }
        None => lang.pick(format!("{code} : plus en usage en {last}"), format!("{code}: no longer in use in {last}")),
    }
}

fn spell_text(history: &History, spell: &Spell, lang: Lang) -> String {
    let date = |day: Day| {
        let text = day_text(day, lang);
        if history.is_dated(day) { text } else { text + lang.pick(" (au plus tard)", " (at the latest)") }
    };
    let span = match (spell.from, spell.until) {
        // Nothing is known of the years before.
        (None, None) => {
            let first = history.info().first;
            lang.pick(format!("au moins depuis {first}"), format!("since {first} at least"))
        }
        (None, Some(until)) => lang.pick(format!("jusqu'au {}", date(until)), format!("until {}", date(until))),
        (Some(from), None) => lang.pick(format!("depuis le {}", date(from)), format!("since {}", date(from))),
        (Some(from), Some(until)) => lang
            .pick(format!("du {} au {}", date(from), date(until)), format!("from {} to {}", date(from), date(until))),
    };
    let of = spell.parent.map(|parent| {
        let day = spell.from.unwrap_or(Day::january(history.info().first));
        lang.pick(" de ", " of ").to_owned() + &named(history, parent, day)
    });
    let colon = lang.pick(" : ", ": ");
    format!("{span}{colon}{}, {}{}", spell.name, status_text(spell.status, lang), of.unwrap_or_default())
}

/// What a text that is no code may have been meant for.
fn likely(history: &History, text: &str) -> Option<CommuneCode> {
    read_code(text).map(|written| written.code).filter(|&code| !history.spells(code).is_empty())
}

fn malformed(history: &History, text: &str, lang: Lang) -> String {
    let hint = likely(history, text).map(|code| named(history, code, Day::january(history.last())));
    let hint =
        hint.map(|hint| lang.pick(format!(" ; peut-être {hint}"), format!("; perhaps {hint}"))).unwrap_or_default();
    lang.pick(
        format!("{text} : n'est pas un code INSEE (5 caractères : chiffres, ou 2A/2B et 3 chiffres){hint}\n"),
        format!("{text}: not an INSEE code (5 characters: digits, or 2A/2B and 3 digits){hint}\n"),
    )
}

fn unknown(history: &History, code: CommuneCode, lang: Lang) -> String {
    let info = history.info();
    let (first, last) = (info.first, info.last);
    let department = department_of(code.as_str());
    let mut known = history.claimable_in(last).filter(|spell| spell.code.as_str().starts_with(department));
    let hint = match (known.next(), known.last()) {
        (Some(low), high) => {
            let high = high.unwrap_or(low);
            let (low, high) = (low.code, high.code);
            lang.pick(
                format!("le département {department} a en {last} les codes {low} à {high} ; un code postal ?"),
                format!("department {department} has codes {low} to {high} in {last}; a postal code?"),
            )
        }
        _ => lang.pick(
            format!("aucun département n'a le code {department} en {last}"),
            format!("no department has the code {department} in {last}"),
        ),
    };
    lang.pick(
        format!("{code} : code d'aucune commune de {first} à {last} ; {hint}\n"),
        format!("{code}: the code of no commune from {first} to {last}; {hint}\n"),
    )
}
