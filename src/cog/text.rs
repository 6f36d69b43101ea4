//! Names as people write them, made comparable.

/// Lower case, accents taken off, and each run of anything but letters and digits as one space.
///
/// `"Provence-Alpes-Côte d'Azur"` and `"provence alpes cote d’azur"` become the same text.
pub fn plain_text(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut gap = false;
    for letter in text.chars().flat_map(char::to_lowercase) {
        let folded = fold(letter);
        if folded.is_none() && !letter.is_alphanumeric() {
            gap = !plain.is_empty();
            continue;
        }
        if gap {
            plain.push(' ');
            gap = false;
        }
        match folded {
            Some(letters) => plain.push_str(letters),
            None => plain.push(letter),
        }
    }
    plain
}

/// A lower-case letter of French, or of its neighbours, without accent or ligature.
fn fold(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ä' | 'ã' | 'å' => "a",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'ö' | 'õ' => "o",
        'ù' | 'ú' | 'û' | 'ü' => "u",
        'ý' | 'ÿ' => "y",
        'œ' => "oe",
        'æ' => "ae",
        // Accents written apart (decomposed Unicode, as macOS writes names) vanish without a gap.
        '\u{300}'..='\u{36f}' => "",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_hyphens_and_apostrophes_make_no_difference() {
        assert_eq!(plain_text(" L’Haÿ-les-Roses "), "l hay les roses");
        assert_eq!(plain_text("SCHŒNAU"), plain_text("Schoenau"));
        assert_eq!(plain_text("Cote\u{302}"), "cote");
    }
}
