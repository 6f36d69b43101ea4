//! What a step moves, as users write it: `06088` is a commune, `06088/Vieux-Nice` a *part* of it by the name that the table gives it, and
//! `060880101` one by its code of IRIS.

use std::fmt;

use super::StepError;
use crate::cog::{plain_text, read_code};

/// Units by a code, or a part of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// INSEE code of a commune, an arrondissement or a city, SIREN number of an EPCI, or code of an IRIS.
    pub code: String,
    /// Name of the part; none for all that the code stands for.
    pub part: Option<String>,
}

impl Place {
    /// All that a code stands for.
    pub fn whole(code: impl Into<String>) -> Self {
        Self { code: code.into(), part: None }
    }

    /// Reads a list of places. Codes are apart by commas, semicolons or spaces. The name of a part goes up to the next comma or
    /// semicolon that a code follows: it may hold spaces, and commas of its own.
    ///
    /// # Errors
    /// No place at all, or a part without code or name.
    pub(super) fn list(list: &str, text: &str, form: &'static str) -> Result<Vec<Self>, StepError> {
        let wrong = || StepError::Form { text: text.to_owned(), form };
        let mut places: Vec<Self> = Vec::new();
        let mut named = String::new();
        for item in list.split_inclusive([',', ';']) {
            let bare = item.trim_end_matches([',', ';']).trim();
            if let Some((codes, part)) = bare.split_once('/') {
                let (before, code) = codes.trim().rsplit_once(char::is_whitespace).unwrap_or(("", codes.trim()));
                if code.is_empty() || plain_text(part).is_empty() {
                    return Err(wrong());
                }
                places.extend(before.split_whitespace().map(Self::whole));
                places.push(Self { code: code.to_owned(), part: Some(part.trim().to_owned()) });
                named = item.to_owned();
            } else if let Some(Self { part: Some(part), .. }) = places.last_mut()
                && !bare.split_whitespace().all(is_code)
            {
                named.push_str(item);
                let whole = named.trim_end_matches([',', ';']).split_once('/').map_or("", |(_, name)| name.trim());
                whole.clone_into(part);
            } else {
                places.extend(bare.split_whitespace().map(Self::whole));
            }
        }
        if places.is_empty() { Err(wrong()) } else { Ok(places) }
    }
}

/// Whether a text looks like a code rather than the end of a name.
fn is_code(text: &str) -> bool {
    read_code(text).is_some() || (text.len() == 9 && text.bytes().skip(2).all(|byte| byte.is_ascii_digit()))
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.part {
            Some(part) => write!(f, "{}/{part}", self.code),
            None => f.write_str(&self.code),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(list: &str) -> Vec<String> {
        Place::list(list, list, "").unwrap().iter().map(|it| format!("{}|{:?}", it.code, it.part)).collect()
    }

    #[test]
    fn a_list_of_places_has_communes_and_parts() {
        assert_eq!(read("06088, 06089 4001;200054781"), ["06088|None", "06089|None", "4001|None", "200054781|None"]);
        let part = "06088|Some(\"Vieux Nice\")";
        assert_eq!(read(" 06088/ Vieux Nice , 060880101"), [part, "060880101|None"]);
        assert_eq!(read("06089 06088/Vieux Nice,2A0040101"), ["06089|None", part, "2A0040101|None"]);
    }

    #[test]
    fn the_name_of_a_part_may_hold_commas_and_slashes() {
        assert_eq!(read("06088/Port, Riquier; Est,06089"), ["06088|Some(\"Port, Riquier; Est\")", "06089|None"]);
        assert_eq!(read("06088/Nord/Est"), ["06088|Some(\"Nord/Est\")"]);
    }

    #[test]
    fn a_part_needs_a_code_and_a_name() {
        for list in ["", " ,;", "06088/", "/Nord", "06088/ -, 06089"] {
            assert!(Place::list(list, list, "CODE").is_err(), "{list}");
        }
    }
}
