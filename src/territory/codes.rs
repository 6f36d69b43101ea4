//! What looks like a commune's code, and lists of codes in one cell. Whether a code is in use is not said here.

use crate::cog::plain_text;
use crate::formats::table::Table;

/// Whether a text is what people write for an INSEE code: five signs, or four where a zero was lost.
pub(super) fn looks_like_code(text: &str) -> bool {
    let signs = || text.bytes().filter(|byte| *byte != b' ');
    let count = signs().count();
    let is_sign = |(place, byte): (usize, u8)| {
        byte.is_ascii_digit() || (place == 1 && count == 5 && matches!(byte, b'A' | b'B' | b'a' | b'b'))
    };
    (count == 5 || count == 4) && text.is_ascii() && signs().enumerate().all(is_sign)
}

/// Whether most cells of a column are codes, or lists of them.
pub(super) fn is_of_codes(table: &Table, place: usize) -> bool {
    mostly(table.rows().map(|row| row.cell(place)), |text| looks_like_code(text) || list(text).is_some())
}

/// Whether more than half of the texts are so, empty ones aside.
pub(super) fn mostly<'a>(texts: impl Iterator<Item = &'a str>, mut so: impl FnMut(&str) -> bool) -> bool {
    let (mut all, mut are) = (0_usize, 0_usize);
    for text in texts.filter(|text| !text.is_empty()) {
        all += 1;
        are += usize::from(so(text));
    }
    are * 2 > all
}

/// Whether the name of a column speaks of communes or their codes, and of no other codes: numbers of four or five digits
/// are found in many columns.
pub(super) fn speaks_of_codes(name: &str) -> bool {
    const SPEAKS: [&str; 9] = ["code", "codes", "insee", "commune", "communes", "com", "cog", "geo", "town"];
    const OTHER: [&str; 9] =
        ["postal", "postaux", "cp", "siren", "siret", "finess", "epci", "departement", "population"];
    let plain = plain_text(name);
    let has = |words: &[&str]| plain.split(' ').any(|word| words.contains(&word));
    has(&SPEAKS) && !has(&OTHER)
}

/// Signs that separate codes, besides white space.
const SIGNS: [char; 5] = [';', ',', '|', '/', '\n'];

/// The codes of a cell as written, if it is a list of them, and the sign between them.
pub(super) fn list(text: &str) -> Option<(Vec<&str>, char)> {
    // Two codes without their zeros and what is between them.
    if text.len() < 9 {
        return None;
    }
    let split = |is_between: &dyn Fn(char) -> bool| -> Option<Vec<&str>> {
        let parts: Vec<&str> = text.split(is_between).map(str::trim).filter(|part| !part.is_empty()).collect();
        let codes = parts.iter().filter(|part| looks_like_code(part)).count();
        // One code written wrongly must not make a list a text.
        (parts.len() > 1 && codes * 2 > parts.len()).then_some(parts)
    };
    let sign = SIGNS.into_iter().find(|&sign| text.contains(sign));
    let by_sign = sign.and_then(|sign| Some((split(&|letter| SIGNS.contains(&letter) || letter == '\r')?, sign)));
    // White space is also between a code and a name.
    let are_codes = |parts: &Vec<&str>| parts.iter().all(|part| part.starts_with(|c: char| c.is_ascii_digit()));
    by_sign.or_else(|| Some((split(&char::is_whitespace).filter(are_codes)?, ' ')))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_known_by_their_shape_even_without_their_zero() {
        assert!(["01001", "1001", "2A004", "2b033", "01 001", "97105"].into_iter().all(looks_like_code));
        assert!(!["", "x", "101", "010010", "A1001", "2C004", "Évry", "1 0"].into_iter().any(looks_like_code));
    }

    #[test]
    fn lists_are_split_at_their_signs_else_at_white_space() {
        let codes = |text| list(text).map(|(codes, sign)| (codes.join("+"), sign));
        let expected = |sign| Some(("01001+2A004".to_owned(), sign));
        for (text, sign) in [
            ("01001, 2A004", ','),
            ("01001;2A004;", ';'),
            ("01001|2A004", '|'),
            ("01001 / 2A004", '/'),
            ("01001\r\n2A004", '\n'),
            ("01001  2A004", ' '),
        ] {
            assert_eq!(codes(text), expected(sign), "{text}");
        }
        assert_eq!(codes("01 001, 01 002"), Some(("01 001+01 002".to_owned(), ',')));
        assert_eq!(codes("01001, 0100X, 01003"), Some(("01001+0100X+01003".to_owned(), ',')));
        assert_eq!(codes("01001,\n01002"), Some(("01001+01002".to_owned(), ',')));
    }

    #[test]
    fn a_single_code_or_a_text_is_no_list() {
        for text in ["", "01001", "01001 Bourg", "Saint-Denis, La Plaine", "01 001", "01004 Bourg 01000"] {
            assert_eq!(list(text), None, "{text}");
        }
    }
}
