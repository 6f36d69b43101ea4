//! Names of communes made comparable: as INSEE writes them and as people do.

use super::plain_text;

/// Articles that some lists put behind the name, in brackets.
const ARTICLES: [&str; 4] = ["le", "la", "les", "l"];

/// What two ways to write the name of a commune have in common.
///
/// Accents, case, hyphens and apostrophes make no difference; *St*, *Ste* and *s/* are written out; an article behind the name
/// (`Mans (Le)`) comes before it; an arrondissement is the city and a number (`Marseille 01`, `Marseille 1er Arrondissement`).
pub fn name_key(name: &str) -> String {
    let plain = plain_text(name);
    let mut words: Vec<&str> = plain.split(' ').filter(|word| !word.is_empty()).map(written_out).collect();
    words.retain(|word| !matches!(*word, "arrondissement" | "arrondissements" | "ardt" | "arrdt"));
    let is_behind = name.contains(['(', ',']);
    if let Some(article) = words.pop_if(|word| is_behind && ARTICLES.contains(word)) {
        words.insert(0, article);
    }
    if words.len() > 1 {
        let number = words.last().and_then(|last| ordinal(last));
        words.pop_if(|_| number.is_some());
        words.extend(number);
    }
    words.join(" ")
}

fn written_out(word: &str) -> &str {
    match word {
        "st" => "saint",
        "ste" => "sainte",
        "sts" => "saints",
        "stes" => "saintes",
        "s" => "sur",
        "ss" => "sous",
        _ => word,
    }
}

/// The number of `1er`, `2e`, `3eme`, `01`; only of arrondissements, which are at most 20.
fn ordinal(word: &str) -> Option<&str> {
    let digits = word.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let ending = word.get(digits.len()..)?;
    let is_ordinal = matches!(ending, "" | "er" | "e" | "eme" | "ieme" | "nd");
    let number = digits.trim_start_matches('0');
    (is_ordinal && matches!(number.parse::<u8>(), Ok(1..=20)) && digits.len() <= 2).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_however_they_are_written() {
        for (a, b) in [
            ("Saint-Étienne", "ST ETIENNE"),
            ("Sainte-Maxime", "Ste Maxime"),
            ("L'Haÿ-les-Roses", "L’HAY LES ROSES"),
            ("Le Mans", "Mans (Le)"),
            ("Le Mans", "MANS (LE)"),
            ("L'Abergement-Clémenciat", "Abergement-Clémenciat (L')"),
            ("Chalon-sur-Saône", "Chalon s/ Saône"),
            ("Marseille 1er Arrondissement", "Marseille 01"),
            ("Lyon 3e Arrondissement", "LYON 3ème"),
            ("Paris 20e Arrondissement", "Paris 20"),
        ] {
            assert_eq!(name_key(a), name_key(b));
        }
    }

    #[test]
    fn names_of_different_communes_stay_different() {
        for (a, b) in [
            ("La Garde", "Garde"),
            ("Saint-Denis", "Saint-Denis-en-Bugey"),
            ("Marseille 1er", "Marseille 11e"),
            ("Aulnoye", "Aulnoy"),
            ("Saints", "Saint"),
        ] {
            assert_ne!(name_key(a), name_key(b));
        }
        assert_eq!(name_key("Y"), "y");
        assert_eq!(name_key(""), "");
    }
}
