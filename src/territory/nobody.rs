//! What tables and drawings write in the place of a CPTS where there is none: the catch-all "HORS CPTS" and its like.

use crate::cog::plain_text;

/// That there is none, without accents and case.
const NOBODY: [&str; 20] = [
    "hors cpts",
    "horscpts",
    "hors c p t s",
    "hors d une cpts",
    "hors territoire",
    "hors territoire cpts",
    "sans cpts",
    "aucune cpts",
    "aucune",
    "neant",
    "pas de cpts",
    "non cpts",
    "non rattachee",
    "non rattachees",
    "non rattache",
    "non couverte",
    "non couvert",
    "zone blanche",
    "zones blanches",
    "no cpts",
];

/// That it is not said which.
const NOTHING: [&str; 11] = [
    "n a",
    "nc",
    "nd",
    "a definir",
    "a determiner",
    "non defini",
    "non definie",
    "non renseigne",
    "non renseignee",
    "inconnue",
    "sans objet",
];

/// What a spreadsheet's lookup gives of an empty cell.
const EMPTY: &str = "0";

/// What an identifier or a name says.
#[derive(PartialEq, Eq)]
enum Says {
    /// Which CPTS.
    Cpts,
    /// That there is none.
    Nobody,
    /// Nothing: `-`, `N/A`, `à définir`.
    Nothing,
}

fn says(text: &str) -> Says {
    let plain = plain_text(text);
    let signs = text.trim();
    let is_signs = !signs.is_empty() && signs.chars().all(|sign| "-–—?…./*_ ".contains(sign));
    if is_signs || NOTHING.contains(&plain.as_str()) {
        return Says::Nothing;
    }
    // The department may follow: "HORS CPTS 06".
    let is_department = |rest: &str| rest.len() <= 3 && rest.starts_with(|sign: char| sign.is_ascii_digit());
    let bare = plain.rsplit_once(' ').filter(|(_, rest)| is_department(rest)).map_or(plain.as_str(), |(bare, _)| bare);
    let is_nobody = NOBODY.contains(&plain.as_str()) || NOBODY.iter().take(3).any(|word| *word == bare);
    if is_nobody { Says::Nobody } else { Says::Cpts }
}

/// Whether an identifier, or a name that stands alone, is not that of a CPTS. A text without a letter or sign says neither.
pub fn is_nobody(text: &str) -> bool {
    says(text) != Says::Cpts
}

/// Whether an identifier is the `0` of a lookup that found nothing.
pub fn is_empty_lookup(text: &str, zero_is_one: bool) -> bool {
    text == EMPTY && !zero_is_one
}

/// Whether `0` is a CPTS among these: where others are numbers too.
pub fn zero_is_one<'a>(mut ids: impl Iterator<Item = &'a str>) -> bool {
    ids.any(|id| id != EMPTY && id.parse::<u64>().is_ok())
}

/// What counts of the identifier and the name that stand beside each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Counts {
    /// Both; either may be empty.
    Both,
    /// The identifier: the name says nothing.
    Id,
    /// The name: the identifier says nothing.
    Name,
    /// Neither: there is no CPTS.
    Nobody,
}

/// What counts of an identifier and a name. One of the two that says that there is no CPTS (`HORS CPTS`) decides, whatever the other.
pub fn what_counts(id: &str, name: &str, zero_is_one: bool) -> Counts {
    let says = |text| if is_empty_lookup(text, zero_is_one) { Says::Nothing } else { says(text) };
    match (says(id), says(name)) {
        (Says::Nobody, _) | (_, Says::Nobody) => Counts::Nobody,
        (Says::Nothing, Says::Cpts) if !name.is_empty() => Counts::Name,
        (Says::Cpts, Says::Nothing) if !id.is_empty() => Counts::Id,
        (Says::Nothing, _) | (_, Says::Nothing) => Counts::Nobody,
        (Says::Cpts, Says::Cpts) => Counts::Both,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catch_all_of_a_table_is_no_cpts() {
        assert!(
            [
                "HORS CPTS",
                "hors-cpts",
                "HORSCPTS",
                "Hors C.P.T.S.",
                "hors CPTS 06",
                "Aucune",
                "Néant",
                "N/A",
                "Sans CPTS",
                "Zone blanche",
                "Non rattachée",
                "-",
                "–",
                "?",
                "NC",
                "À définir"
            ]
            .iter()
            .all(|it| is_nobody(it))
        );
        assert!(
            ["CPTS Hors Pair", "Blanche", "CPTS", "", "CPTS 06", "Aucune CPTS du Nord", "Hors CPTS du Nord"]
                .iter()
                .all(|it| !is_nobody(it))
        );
    }

    #[test]
    fn a_name_beside_an_identifier_that_says_nothing_counts_and_the_other_way_round() {
        for nothing in ["-", "N/A", "à définir", "0"] {
            assert_eq!(what_counts(nothing, "CPTS Nord", false), Counts::Name, "{nothing}");
            assert_eq!(what_counts(nothing, "", false), Counts::Nobody, "{nothing}");
        }
        assert!(["?", "0"].iter().all(|nothing| what_counts("06-01", nothing, false) == Counts::Id));
        assert_eq!(what_counts("06-01", "CPTS Nord", false), Counts::Both);
        assert_eq!(what_counts("", "CPTS Nord", false), Counts::Both);
        assert!(["-", "0"].iter().all(|nothing| what_counts("", nothing, false) == Counts::Nobody));
    }

    #[test]
    fn who_says_that_there_is_none_is_believed_whatever_stands_beside() {
        assert_eq!(what_counts("06-99", "HORS CPTS", false), Counts::Nobody);
        assert_eq!(what_counts("Sans CPTS", "Reste du département", false), Counts::Nobody);
    }

    #[test]
    fn zero_is_a_cpts_among_numbers_only() {
        assert!(zero_is_one(["0", "1", "2"].into_iter()) && !zero_is_one(["0", "Nord"].into_iter()));
        assert_eq!(what_counts("0", "CPTS Nord", true), Counts::Both);
        assert!(is_empty_lookup("0", false) && !is_empty_lookup("0", true) && !is_empty_lookup("1", false));
    }
}
