//! `historique-communes.json`: what codes stood for up to the first list, and what followed on what.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use super::super::{Draft, parse_code};
use super::{nothing, read_json};
use crate::cog::CommuneCode;
use crate::cog::history::{Day, HistoryError, Kind, Spell, Status};

/// A record of `historique-communes.json`: what a code stood for, for a time.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Record {
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

/// Reads the history: spells as they are told, movements from each commune to the one that its land went to.
pub(super) fn read_records(path: &Path, draft: &mut Draft) -> Result<(), HistoryError> {
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
pub(super) fn kind_of_end(reason: &str) -> Kind {
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
