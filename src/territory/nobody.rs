//! What tables and drawings write in the place of a CPTS where there is none: the catch-all "HORS CPTS" and its like.

use crate::cog::plain_text;

/// The usual words, without accents and case.
const WORDS: [&str; 23] = [
    "hors cpts",
    "horscpts",
    "hors c p t s",
    "aucune",
    "aucun",
    "neant",
    "n a",
    "non applicable",
    "hors d une cpts",
    "hors territoire",
    "hors territoire cpts",
    "sans cpts",
    "aucune cpts",
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
    // `HORS CPTS 06`: the catch-all of a department.
    let without_number = plain.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == ' ');
    WORDS.contains(&plain.as_str()) || (without_number.contains("cpts") && WORDS.contains(&without_number))
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
                "Sans CPTS",
                "Zone blanche",
                "Non rattachée",
                "HORSCPTS",
                "Hors C.P.T.S.",
                "hors CPTS 06",
                "Aucune",
                "néant",
                "N/A",
            ]
            .iter()
            .all(|it| is_nobody(it))
        );
        assert!(["CPTS Hors Pair", "Blanche", "CPTS", "", "CPTS 06", "Zone 1", "06"].iter().all(|it| !is_nobody(it)));
    }
}
