//! Departments as rows write them: by code (`6`, `06`, `2a`) or by name (`Réunion`, `Département du Loir-et-Cher`).

use std::collections::BTreeMap;

use crate::cog::{name_key, plain_text};
use crate::reference::{Area, Areas};

/// Departments by what is written.
pub(super) struct Departments<'a> {
    all: &'a [Area],
    /// Codes by names, made comparable.
    by_name: BTreeMap<String, &'a str>,
}

impl<'a> Departments<'a> {
    pub fn new(areas: &'a Areas) -> Self {
        let of_name = |area: &'a Area| (bare_name(&area.name), area.code.as_str());
        Self { all: &areas.departments, by_name: areas.departments.iter().map(of_name).collect() }
    }

    /// The code of a department by its code or its name; `20` for Corsica as a whole.
    pub fn code(&self, text: &str) -> Option<String> {
        let plain = plain_text(text);
        let first = plain.split(' ').next().filter(|first| !first.is_empty())?;
        let code = if first.len() == 1 { format!("0{first}") } else { first.to_uppercase() };
        let of_code = |code: &str| self.all.iter().map(|area| area.code.as_str()).find(|other| *other == code);
        let by_name = || self.by_name.get(&bare_name(text)).copied();
        // "Guadeloupe (971)".
        let by_last = || of_code(&plain.split(' ').next_back()?.to_uppercase());
        match of_code(&code).or_else(by_name).or_else(by_last) {
            Some(code) => Some(code.to_owned()),
            None => matches!(plain.as_str(), "20" | "corse").then(|| "20".to_owned()),
        }
    }

    /// Whether a text says a department, alone or among others ("06/83", as tables say of a CPTS).
    pub fn says(&self, text: &str, department: &str) -> bool {
        let is_alone = self.code(text).is_some_and(|code| codes_of(&code).contains(&department));
        is_alone || plain_text(text).split(' ').any(|word| word.eq_ignore_ascii_case(department))
    }
}

/// The codes that a department's communes begin with: Corsica was one department until 1976.
pub(super) fn codes_of(code: &str) -> Vec<&str> {
    if code == "20" { vec!["2A", "2B", "20"] } else { vec![code] }
}

/// What ways to write the name of a department have in common: `La Réunion`, `Île de la Réunion`.
fn bare_name(name: &str) -> String {
    let key = name_key(name);
    let is_little =
        |word: &&str| matches!(*word, "departement" | "ile" | "de" | "du" | "des" | "d" | "la" | "le" | "les" | "l");
    key.split(' ').skip_while(is_little).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn areas() -> Areas {
        let area = |code: &str, name: &str| Area { code: code.to_owned(), name: name.to_owned() };
        let departments = vec![
            area("06", "Alpes-Maritimes"),
            area("2A", "Corse-du-Sud"),
            area("83", "Var"),
            area("974", "La Réunion"),
        ];
        Areas { departments, ..Areas::default() }
    }

    #[test]
    fn a_department_is_known_by_its_code_and_by_its_name_with_little_words() {
        let areas = areas();
        let departments = Departments::new(&areas);
        let code = |text| departments.code(text);
        for (text, expected) in [
            ("6", "06"),
            ("06", "06"),
            ("2a", "2A"),
            ("06 - Alpes-Maritimes", "06"),
            ("ALPES MARITIMES", "06"),
            ("Var (83)", "83"),
            ("Département du Var", "83"),
            ("Île de la Réunion", "974"),
            ("Corse", "20"),
        ] {
            assert_eq!(code(text).as_deref(), Some(expected), "{text}");
        }
        assert!(["", "-", "PACA", "96", "Alpes"].iter().all(|text| code(text).is_none()));
    }

    #[test]
    fn a_text_can_say_several_departments() {
        let areas = areas();
        let departments = Departments::new(&areas);
        assert!(["06/83", "83 et 06", "6", "Alpes-Maritimes"].iter().all(|text| departments.says(text, "06")));
        assert!(!departments.says("83", "06"));
        assert!(departments.says("Corse", "2A") && departments.says("20", "2A"));
    }
}
