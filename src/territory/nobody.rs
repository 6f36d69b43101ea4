//! What tables and drawings write in the place of a CPTS where there is none: the catch-all "HORS CPTS" and its like.

use crate::cog::plain_text;

/// The usual words, without accents and case.
const WORDS: [&str; 31] = [
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

/// Whether a name says that there is no CPTS.
pub fn is_nobody(name: &str) -> bool {
    let plain = plain_text(name);
    let signs = name.trim();
    if !signs.is_empty() && signs.chars().all(|sign| "-–—?…./*_ ".contains(sign)) {
        return true;
    }
    // The department may follow: "HORS CPTS 06".
    let is_department = |rest: &str| rest.len() <= 3 && rest.starts_with(|sign: char| sign.is_ascii_digit());
    let bare = plain.rsplit_once(' ').filter(|(_, rest)| is_department(rest)).map_or(plain.as_str(), |(bare, _)| bare);
    WORDS.contains(&plain.as_str()) || WORDS.iter().take(3).any(|word| *word == bare)
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
}
