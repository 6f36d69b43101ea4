//! The INSEE code of a commune or an arrondissement municipal: five characters, the department first.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// INSEE code of a commune, an arrondissement municipal, a commune déléguée or associée: `01001`, `2A004`, `97105`.
///
/// Five characters: digits, or `2A`/`2B` and three digits in Corsica. Whether the code is in use is not said here.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommuneCode([u8; 5]);

/// A text that is not a commune code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("invalid INSEE code (got {value:?}): 5 characters expected, digits or 2A/2B and 3 digits")]
pub struct InvalidCode {
    /// The text.
    pub value: String,
}

impl CommuneCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        // Only ASCII gets past `from_str`.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    /// The city that the arrondissement of this code is a part of: Paris, Lyon or Marseille. `None` for the code of a commune.
    pub fn city(self) -> Option<Self> {
        let city = match self.as_str().parse::<u32>().ok()? {
            75_101..=75_120 => "75056",
            13_201..=13_216 => "13055",
            69_381..=69_389 => "69123",
            _ => return None,
        };
        city.parse().ok()
    }
}

impl FromStr for CommuneCode {
    type Err = InvalidCode;

    fn from_str(value: &str) -> Result<Self, InvalidCode> {
        let invalid = || InvalidCode { value: value.to_owned() };
        let bytes: [u8; 5] = value.as_bytes().try_into().map_err(|_| invalid())?;
        let corsica = bytes[0] == b'2' && matches!(bytes[1], b'A' | b'B');
        let digits = |part: &[u8]| part.iter().all(u8::is_ascii_digit);
        if digits(&bytes[2..]) && (corsica || digits(&bytes[..2])) { Ok(Self(bytes)) } else { Err(invalid()) }
    }
}

impl fmt::Display for CommuneCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl fmt::Debug for CommuneCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for CommuneCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for CommuneCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrondissements_are_of_three_cities() {
        let city = |code: &str| code.parse::<CommuneCode>().unwrap().city().map(|city| city.to_string());
        let of = |codes: [&str; 3]| codes.map(|code| city(code).unwrap_or_default());
        assert_eq!(of(["75101", "75120", "75121"]), ["75056", "75056", ""]);
        assert_eq!(of(["13201", "13216", "13217"]), ["13055", "13055", ""]);
        assert_eq!(of(["69381", "69389", "69390"]), ["69123", "69123", ""]);
        assert_eq!(of(["75056", "13200", "2A004"]), ["", "", ""]);
    }

    #[test]
    fn five_digits_or_a_corsican_code_are_commune_codes() {
        for good in ["01001", "2A004", "2B033", "97105", "75056"] {
            assert_eq!(good.parse::<CommuneCode>().map(|code| code.to_string()), Ok(good.to_owned()));
        }
    }

    #[test]
    fn anything_else_is_refused_with_the_text_it_got() {
        for bad in ["", "1001", "010010", "2C004", "2a004", "A1001", "01 01", "é001"] {
            assert_eq!(bad.parse::<CommuneCode>(), Err(InvalidCode { value: bad.to_owned() }));
        }
    }
}
