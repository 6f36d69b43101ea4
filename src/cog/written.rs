//! INSEE codes as tables hold them, and what spreadsheets and people do to them.

use super::CommuneCode;

/// What was done to a text to read it as a code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CodeMend {
    /// A leading zero was lost: `1001` is `01001`.
    LeadingZero,
    /// A spreadsheet wrote the code as a number with decimals: `13055.0`.
    Decimals,
    /// The formula that keeps the zeros of a code in a spreadsheet: `="01001"`.
    Formula,
    /// White space, or the apostrophe that makes a text of a number: `01 001`, `'01001`.
    Spaces,
    /// A small letter: `2a004`.
    Case,
    /// The part of the code within the department was apart from the department: `13` and `55`.
    Joined,
}

/// A code as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrittenCode {
    /// The code.
    pub code: CommuneCode,
    /// What was done to read it, in order; nothing for a code written in full.
    pub mends: Vec<CodeMend>,
}

/// Reads a code as it is written. Whether it is in use is not said here; `None` for what is no code.
pub fn read_code(text: &str) -> Option<WrittenCode> {
    if let Ok(code) = text.parse() {
        return Some(WrittenCode { code, mends: Vec::new() });
    }
    // Most of what is asked is a name: what cannot become a code is not cleaned first.
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (mut text, mut mends) = cleaned(text);
    if let Some(inner) = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"')) {
        text = inner.to_owned();
        mends.push(CodeMend::Formula);
    }
    if let Some(whole) = without_decimals(&text) {
        text = whole;
        mends.push(CodeMend::Decimals);
    }
    if text.bytes().any(|byte| byte.is_ascii_lowercase()) {
        text.make_ascii_uppercase();
        mends.push(CodeMend::Case);
    }
    if text.len() == 4 && is_number(&text) {
        text.insert(0, '0');
        mends.push(CodeMend::LeadingZero);
    }
    mends.sort_unstable();
    text.parse().ok().map(|code| WrittenCode { code, mends })
}

/// Joins the code of a department and the number of a commune in it: `13` and `55`, `2A` and `004`, `971` and `05`. Numbers of three
/// digits overseas repeat the last sign of the department, as INSEE writes them: `971` and `105`.
pub fn join_code(department: &str, number: &str) -> Option<WrittenCode> {
    let (number, _) = cleaned(number);
    let number = without_decimals(&number).unwrap_or(number);
    let (department, _) = cleaned(department);
    let department = without_decimals(&department).unwrap_or(department).to_uppercase();
    let department = if department.len() == 1 { format!("0{department}") } else { department };
    if !is_number(&number) || number.len() > 3 {
        return None;
    }
    let code = match department.len() {
        2 => format!("{department}{number:0>3}"),
        3 if number.len() == 3 && number.as_bytes().first() == department.as_bytes().last() => {
            format!("{}{number}", department.get(..2)?)
        }
        3 if number.len() < 3 => format!("{department}{number:0>2}"),
        _ => return None,
    };
    code.parse().ok().map(|code| WrittenCode { code, mends: vec![CodeMend::Joined] })
}

/// The department that a code lies in: its first two signs, three overseas.
pub fn department_of(code: &str) -> &str {
    let length = if code.starts_with("97") || code.starts_with("98") { 3 } else { 2 };
    code.get(..length).unwrap_or(code)
}

/// A text without white space and without the apostrophe before it.
fn cleaned(text: &str) -> (String, Vec<CodeMend>) {
    let bare = text.trim().trim_start_matches(['\'', '’']);
    let plain: String = bare.chars().filter(|letter| !letter.is_whitespace()).collect();
    let mends = if plain.len() == text.len() { Vec::new() } else { vec![CodeMend::Spaces] };
    (plain, mends)
}

/// A number that ends in zeros only after its point or comma, without them; also with an exponent, as `1.3055E+04`.
fn without_decimals(text: &str) -> Option<String> {
    if let Some((whole, zeros)) = text.split_once(['.', ','])
        && is_number(whole)
        && !zeros.is_empty()
        && zeros.bytes().all(|byte| byte == b'0')
    {
        return Some(whole.to_owned());
    }
    let has_exponent = text.contains(['e', 'E']) && text.starts_with(|sign: char| sign.is_ascii_digit());
    if !has_exponent {
        return None;
    }
    let number: f64 = text.replace(',', ".").parse().ok()?;
    (number.fract() == 0.0 && (1_000.0..100_000.0).contains(&number)).then(|| format!("{number:.0}"))
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, Vec<CodeMend>)> {
        read_code(text).map(|written| (written.code.to_string(), written.mends))
    }

    #[test]
    fn codes_are_read_through_what_spreadsheets_do_to_them() {
        use CodeMend::{Case, Decimals, LeadingZero, Spaces};
        let cases: [(&str, &str, &[CodeMend]); 12] = [
            ("=\"01001\"", "01001", &[CodeMend::Formula]),
            ("01001", "01001", &[]),
            ("1001", "01001", &[LeadingZero]),
            ("1001.0", "01001", &[LeadingZero, Decimals]),
            ("13055,00", "13055", &[Decimals]),
            ("1.3055E+04", "13055", &[Decimals]),
            ("01 001", "01001", &[Spaces]),
            ("\u{a0}01001 ", "01001", &[Spaces]),
            ("1\u{202f}001", "01001", &[LeadingZero, Spaces]),
            ("'01001", "01001", &[Spaces]),
            ("2a004", "2A004", &[Case]),
            ("2b 033", "2B033", &[Spaces, Case]),
        ];
        for (text, code, mends) in cases {
            assert_eq!(read(text), Some((code.to_owned(), mends.to_vec())), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_code_is_not_made_one() {
        for text in ["", "101", "101.0", "1001.5", "130550", "A1001", "2C004", "Évry", "-1001", "1e9", "1001.", "nan"]
        {
            assert_eq!(read(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_department_and_a_number_in_it_are_joined() {
        let join = |department, number| join_code(department, number).map(|written| written.code.to_string());
        assert_eq!(join("13", "55").as_deref(), Some("13055"));
        assert_eq!(join("1", "4.0").as_deref(), Some("01004"));
        assert_eq!(join("2a", "004").as_deref(), Some("2A004"));
        assert_eq!(join("971", "105").as_deref(), Some("97105"));
        assert_eq!(join("971", "5").as_deref(), Some("97105"));
        assert_eq!(join("971", "205"), None);
        assert_eq!(join("13", "13055"), None);
        assert_eq!(join("Ain", "1"), None);
    }

    #[test]
    fn overseas_departments_have_three_signs() {
        assert_eq!(["01001", "2A004", "97105", "98818"].map(department_of), ["01", "2A", "971", "988"]);
    }
}
