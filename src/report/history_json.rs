//! The history of a code as data.

use serde_json::{Value, json};

use super::Lang;
use super::history::code_text;
use crate::cog::CommuneCode;
use crate::cog::history::{Day, History, Kind, Status};

/// The history of a code as data.
pub fn code_json(history: &History, text: &str, lang: Lang) -> Value {
    let last = history.last();
    let code = text.parse::<CommuneCode>().ok().filter(|&code| !history.spells(code).is_empty());
    let Some(code) = code else {
        return json!({ "code": text, "connu": false, "message": code_text(history, text, lang).trim_end() });
    };
    let day = |day: Option<Day>| day.map(|day| day.to_string());
    let spells = history.spells(code).iter().map(|spell| {
        json!({
            "statut": status_key(spell.status),
            "nom": spell.name,
            "debut": day(spell.from),
            "fin": day(spell.until),
            "commune": spell.parent,
        })
    });
    let spells: Vec<Value> = spells.collect();
    let movements: Vec<Value> = history
        .incoming(code)
        .chain(history.outgoing(code))
        .map(|it| {
            json!({
                "date": it.day.to_string(),
                "date_exacte": history.is_dated(it.day),
                "mouvement": kind_key(it.kind),
                "de": it.from,
                "vers": it.to,
            })
        })
        .collect();
    let current = history.to_current(code, last).map(|moved| moved.to).unwrap_or_default();
    json!({
        "code": code,
        "connu": true,
        "millesime": last,
        "statut": history.in_year(code, last).map(|spell| status_key(spell.status)),
        "nom": history.name(code, last),
        "codes_actuels": current,
        "periodes": spells,
        "mouvements": movements,
    })
}

fn status_key(status: Status) -> &'static str {
    match status {
        Status::Commune => "commune",
        Status::Arrondissement => "arrondissement",
        Status::Collectivity => "collectivite",
        Status::Deleguee => "deleguee",
        Status::Associee => "associee",
    }
}

fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Creation => "creation",
        Kind::Restoration => "retablissement",
        Kind::Suppression => "suppression",
        Kind::Merger => "fusion",
        Kind::NewCommune => "commune_nouvelle",
        Kind::Association => "fusion_association",
        Kind::DepartmentChange => "changement_departement",
        Kind::CodeChange => "changement_code",
        Kind::LeavesDepartment => "collectivite",
    }
}
