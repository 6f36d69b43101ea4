//! What tables and drawings write in the place of a CPTS where there is none: the catch-all "HORS CPTS" and its like.

use crate::cog::plain_text;

/// The usual words, without accents and case.
const WORDS: [&str; 16] = [
    "hors cpts",
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
    WORDS.contains(&plain_text(name).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catch_all_of_a_table_is_no_cpts() {
        assert!(
            ["HORS CPTS", "hors-cpts", "Sans CPTS", "Zone blanche", "Non rattachée"].iter().all(|it| is_nobody(it))
        );
        assert!(["CPTS Hors Pair", "Blanche", "CPTS", ""].iter().all(|it| !is_nobody(it)));
    }
}
