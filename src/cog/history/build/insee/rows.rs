//! INSEE's two files, row by row.

use std::path::Path;

use super::super::parse_code;
use super::InseeFiles;
use crate::cog::CommuneCode;
use crate::cog::history::{Day, HistoryError, Kind, Status};

/// One side of a row.
#[derive(Debug, Clone)]
pub(super) struct Side {
    /// `None`: an arrondissement municipal, whose status is told by the list.
    pub(super) status: Option<Status>,
    pub(super) code: CommuneCode,
    pub(super) name: String,
}

/// A row of movements.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) day: Day,
    pub(super) what: u8,
    pub(super) before: Option<Side>,
    pub(super) after: Option<Side>,
}

impl Row {
    /// The commune before, where the row says what became of it: not where it says which part it made.
    pub(super) fn commune_before(&self) -> Option<&Side> {
        let to_commune = self.after.as_ref().is_none_or(|side| side.status == Some(Status::Commune));
        self.before.as_ref().filter(|side| to_commune && side.status == Some(Status::Commune))
    }

    pub(super) fn commune_after(&self) -> Option<&Side> {
        self.after.as_ref().filter(|side| side.status == Some(Status::Commune))
    }

    /// Rows of a day in two groups, since a commune may change its code and join another on the same day. The file of 2023
    /// says of one such change that associated communes were merged (34).
    pub(super) fn turn(&self) -> u8 {
        let other_code = self.commune_before().zip(self.commune_after()).is_some_and(|(a, b)| a.code != b.code);
        u8::from(!(matches!(self.what, 10 | 20 | 21 | 30 | 41 | 50) || (self.what == 34 && other_code)))
    }

    /// Whether the row says that the commune after it is there: rows about parts name the commune they are in.
    pub(super) fn makes_commune(&self) -> bool {
        self.commune_before().is_some() || matches!(self.what, 20 | 21)
    }

    pub(super) fn kind(&self) -> Kind {
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
pub(super) struct Listed {
    pub(super) status: Status,
    pub(super) code: CommuneCode,
    pub(super) name: String,
    pub(super) parent: Option<CommuneCode>,
}

pub(super) fn read_movements(files: &InseeFiles) -> Result<Vec<Row>, HistoryError> {
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

pub(super) fn read_list(files: &InseeFiles) -> Result<Vec<Listed>, HistoryError> {
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
pub(super) fn read_rows<T>(
    path: &Path,
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
