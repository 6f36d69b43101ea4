//! Columns as the user names them: `code=COM,cpts=NOM`.

use super::column::Column;
use crate::cog::plain_text;

/// Which column of the table is for what, where the user says so.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ColumnChoice {
    chosen: Vec<(Column, String)>,
}

/// A choice that cannot be understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChoiceError {
    /// Something that is not `key=name`.
    NotAnAssignment {
        /// The text.
        text: String,
    },
    /// A key that is for no column.
    UnknownKey {
        /// The key.
        key: String,
    },
    /// Two names for the same.
    Twice {
        /// The key.
        key: String,
    },
}

impl ColumnChoice {
    /// Keys, in French and in English.
    pub const KEYS: [(&str, Column); 28] = [
        ("code", Column::Code),
        ("cpts", Column::CptsName),
        ("id", Column::CptsId),
        ("stade", Column::Stage),
        ("commune", Column::CommuneName),
        ("departement", Column::Department),
        ("cp", Column::PostalCode),
        ("population", Column::Population),
        ("part", Column::Part),
        ("population_part", Column::PartPopulation),
        ("debut", Column::Start),
        ("fin", Column::End),
        ("signature", Column::Signed),
        ("contact", Column::Contact),
        ("insee", Column::Code),
        ("code_insee", Column::Code),
        ("nom", Column::CptsName),
        ("cpts_nom", Column::CptsName),
        ("cpts_id", Column::CptsId),
        ("stage", Column::Stage),
        ("name", Column::CptsName),
        ("town", Column::CommuneName),
        ("department", Column::Department),
        ("postcode", Column::PostalCode),
        ("start", Column::Start),
        ("end", Column::End),
        ("signed", Column::Signed),
        ("contacts", Column::Contact),
    ];

    /// Understands `key=name` pairs between commas; a name may hold commas.
    ///
    /// # Errors
    /// A text that is no pair, a key that is not known, or one given twice but `contact`.
    pub fn parse(text: &str) -> Result<Self, ChoiceError> {
        let mut chosen: Vec<(Column, String)> = Vec::new();
        for part in text.split(',') {
            match (part.split_once('='), chosen.last_mut()) {
                (Some((key, name)), _) => {
                    let wanted = plain_text(key).replace(' ', "_");
                    let found = Self::KEYS.iter().find(|(known, _)| *known == wanted);
                    let key = key.trim().to_owned();
                    let &(_, column) = found.ok_or_else(|| ChoiceError::UnknownKey { key: key.clone() })?;
                    if name.trim().is_empty() {
                        return Err(ChoiceError::NotAnAssignment { text: part.trim().to_owned() });
                    }
                    // Several columns may be of contacts.
                    if column != Column::Contact && chosen.iter().any(|(other, _)| *other == column) {
                        return Err(ChoiceError::Twice { key });
                    }
                    chosen.push((column, name.trim().to_owned()));
                }
                // The rest of a name that holds a comma.
                (None, Some((_, name))) => {
                    name.push(',');
                    name.push_str(part);
                }
                (None, None) => return Err(ChoiceError::NotAnAssignment { text: part.trim().to_owned() }),
            }
        }
        Ok(Self { chosen })
    }

    /// What was chosen, in the order given.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Column, &str)> {
        self.chosen.iter().map(|(column, name)| (*column, name.as_str()))
    }

    /// The place of a name in a header: as written, else with accents, case and signs aside, else as a number from 1.
    pub(super) fn place<S: AsRef<str>>(&self, name: &str, header: &[S]) -> Option<usize> {
        let exact = || header.iter().position(|other| other.as_ref() == name);
        let plain = plain_text(name);
        let alike = || header.iter().position(|other| !plain.is_empty() && plain_text(other.as_ref()) == plain);
        let number = || name.parse::<usize>().ok()?.checked_sub(1).filter(|&place| place < header.len());
        exact().or_else(alike).or_else(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_understood_in_french_and_in_english() {
        let choice = ColumnChoice::parse("Code=COM, cpts = Nom, du projet,stage=S").unwrap();
        let found: Vec<_> = choice.iter().collect();
        assert_eq!(found, [(Column::Code, "COM"), (Column::CptsName, "Nom, du projet"), (Column::Stage, "S")]);
    }

    #[test]
    fn what_cannot_be_understood_is_told() {
        let error = |text| ColumnChoice::parse(text).unwrap_err();
        assert_eq!(error("COM"), ChoiceError::NotAnAssignment { text: "COM".to_owned() });
        assert_eq!(error("code="), ChoiceError::NotAnAssignment { text: "code=".to_owned() });
        assert_eq!(error("couleur=C"), ChoiceError::UnknownKey { key: "couleur".to_owned() });
        assert_eq!(error("code=A,insee=B"), ChoiceError::Twice { key: "insee".to_owned() });
    }

    #[test]
    fn a_column_is_named_as_written_or_nearly_or_by_its_number() {
        let place = |name| ColumnChoice::default().place(name, &["Com", "com", "Nom de l'été", "4"]);
        assert_eq!(
            ["com", "COM", "nom de l ete", "4", "1", "9", "?"].map(place),
            [Some(1), Some(0), Some(2), Some(3), Some(0), None, None]
        );
    }
}
