//! Codes and figures as people and spreadsheets write them; what the name of a file says.

use crate::cog::{CommuneCode, plain_text};

/// No figure of a commune is larger: all of France has fewer inhabitants.
const MOST: u64 = 100_000_000;

/// A text without white space of any kind, and without what a spreadsheet adds to whole numbers.
fn bare(text: &str) -> String {
    let bare: String = text.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().to_uppercase();
    let cut = [".0", ",0"].iter().find_map(|end| bare.strip_suffix(end)).map(str::to_owned);
    cut.unwrap_or(bare)
}

/// A code in one cell; four digits have lost their leading zero.
pub(super) fn code_of(text: &str) -> Option<CommuneCode> {
    let bare = bare(text);
    let is_cut = bare.len() == 4 && bare.bytes().all(|byte| byte.is_ascii_digit());
    if is_cut { format!("0{bare}").parse().ok() } else { bare.parse().ok() }
}

/// A code out of its department and the commune's number in it.
///
/// Overseas the department has three digits, and INSEE writes the last of them again in the number: `976` and `601` are
/// 97601; so are `976` and `01`.
pub(super) fn code_of_parts(department: &str, commune: &str) -> Option<CommuneCode> {
    let (department, commune) = (bare(department), bare(commune));
    if !(department.is_ascii() && commune.bytes().all(|byte| byte.is_ascii_digit()) && !commune.is_empty()) {
        return None;
    }
    let code = match (department.len(), commune.len()) {
        (1 | 2, 1..=3) => format!("{department:0>2}{commune:0>3}"),
        (3, 1 | 2) => format!("{department}{commune:0>2}"),
        (3, 3) if department.get(2..) == commune.get(..1) => format!("{}{commune}", department.get(..2)?),
        (3, 3) if commune.starts_with('0') => format!("{department}{}", commune.get(1..)?),
        _ => return None,
    };
    code.parse().ok()
}

/// What the cell of a figure holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Figure {
    /// Inhabitants.
    Known(u32),
    /// Nothing, or what people write for a figure that there is not.
    Missing,
    /// A text that is not a whole number of inhabitants.
    Bad,
}

/// What people write where there is no figure; secrets too.
const MISSING: [&str; 13] = ["", "NA", "N/A", "ND", "N.D.", "NC", "NULL", "NONE", "NAN", "-", "–", "—", "..."];

/// A number of inhabitants: digits, white space between thousands, and zeros after a decimal point or comma.
///
/// A comma or a point is never taken for what parts thousands: `1,234` may be either, and is no figure.
pub(super) fn figure_of(text: &str) -> Figure {
    let bare: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    if MISSING.contains(&bare.to_uppercase().as_str()) {
        return Figure::Missing;
    }
    let (whole, decimals) = bare.split_once(['.', ',']).unwrap_or((&bare, ""));
    let is_whole = !whole.is_empty()
        && whole.bytes().all(|byte| byte.is_ascii_digit())
        && decimals.bytes().all(|byte| byte == b'0')
        && (decimals.len() != 3 || whole.len() > 3)
        && groups_are_thousands(text);
    let number = whole.parse::<u64>().ok().filter(|&number| is_whole && number < MOST);
    number.and_then(|number| u32::try_from(number).ok()).map_or(Figure::Bad, Figure::Known)
}

/// Whether white space stands between groups of three digits only: `12 34` may be two numbers.
fn groups_are_thousands(text: &str) -> bool {
    let whole = text.trim().split(['.', ',']).next().unwrap_or_default();
    let groups: Vec<&str> = whole.split(char::is_whitespace).collect();
    groups.len() == 1 || groups.iter().skip(1).all(|group| group.len() == 3)
}

/// What the name of a file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Named {
    /// Year of the populations: `pop2022`.
    pub year: Option<u16>,
    /// Vintage of the codes: `geo2024`.
    pub cog: Option<u16>,
}

/// Reads the name of a file: years that follow a word for populations, or one for the list of communes.
pub(super) fn named(file: &str) -> Named {
    const POPULATION: [&str; 8] = ["pop", "population", "populations", "pmun", "ptot", "legale", "legales", "popmun"];
    const LIST: [&str; 2] = ["geo", "cog"];
    let words = words(file);
    let after = |names: &[&str]| {
        let mut years: Vec<u16> = words
            .windows(2)
            .filter_map(|pair| match pair {
                [word, year] if names.contains(&word.as_str()) => year_of(year),
                _ => None,
            })
            .collect();
        years.sort_unstable();
        years.dedup();
        // Two years are no answer.
        if let [year] = years.as_slice() { Some(*year) } else { None }
    };
    Named { year: after(&POPULATION), cog: after(&LIST) }
}

/// A year in four digits.
pub(super) fn year_of(text: &str) -> Option<u16> {
    let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|year| is_year && (1800..2200).contains(year))
}

/// Runs of letters and runs of digits, in lower case and without accents.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for word in plain_text(text).split(' ') {
        let mut before = None;
        for letter in word.chars() {
            let is_digit = letter.is_ascii_digit();
            match words.last_mut().filter(|_| before == Some(is_digit)) {
                Some(last) => last.push(letter),
                None => words.push(letter.to_string()),
            }
            before = Some(is_digit);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_gets_back_the_zero_that_a_spreadsheet_took() {
        for (text, code) in [("01001", "01001"), ("1001", "01001"), ("1001.0", "01001"), ("2a 004", "2A004")] {
            assert_eq!(code_of(text), code.parse().ok(), "{text}");
        }
        assert!(["", "101", "Ambérieu", "010010"].iter().all(|text| code_of(text).is_none()));
    }

    #[test]
    fn a_department_and_a_number_are_a_code_and_overseas_they_share_a_digit() {
        for (department, commune, code) in [
            ("01", "001", "01001"),
            ("1", "1", "01001"),
            ("2A", "004", "2A004"),
            ("976", "601", "97601"),
            ("976", "01", "97601"),
            ("976", "001", "97601"),
            ("974", "424", "97424"),
        ] {
            assert_eq!(code_of_parts(department, commune), code.parse().ok(), "{department} {commune}");
        }
        for (department, commune) in [("976", "501"), ("", "001"), ("01", ""), ("01", "0001"), ("Ain", "001")] {
            assert_eq!(code_of_parts(department, commune), None, "{department} {commune}");
        }
    }

    #[test]
    fn figures_are_read_whatever_parts_their_thousands_and_with_empty_decimals() {
        for text in ["1234", "1 234", "1\u{a0}234", "1\u{202f}234", "1234,0", "1234.00", "1234.000", " 1234 "] {
            assert_eq!(figure_of(text), Figure::Known(1_234), "{text:?}");
        }
        assert_eq!(figure_of("0"), Figure::Known(0));
        assert_eq!(figure_of("2 103 778"), Figure::Known(2_103_778));
    }

    #[test]
    fn a_missing_figure_is_not_zero_and_what_may_be_two_figures_is_none() {
        assert!(["", "NA", "n.d.", "-", "…", "..."].iter().all(|text| figure_of(text) != Figure::Known(0)));
        assert!(["", "NA", "n/a", "–"].iter().all(|text| figure_of(text) == Figure::Missing));
        for bad in ["1,234", "1.234", "1,000", "12,5", "-5", "1e3", "12 34", "x", "100000000", "99999999999999999999"] {
            assert_eq!(figure_of(bad), Figure::Bad, "{bad}");
        }
    }

    #[test]
    fn the_name_of_a_file_says_its_years_where_words_say_what_they_are() {
        let of = |file: &str| (named(file).year, named(file).cog);
        assert_eq!(of("donnees_communes_pop2022_geo2024.csv"), (Some(2022), Some(2024)));
        assert_eq!(of("donnees_communes_mayotte_pop2017.csv"), (Some(2017), None));
        assert_eq!(of("Populations légales 2021.xlsx"), (Some(2021), None));
        assert_eq!(of("communes-2024.csv"), (None, None));
        assert_eq!(of("pop2020-pop2021.csv"), (None, None));
        assert_eq!(of("pop20222.csv"), (None, None));
    }
}
