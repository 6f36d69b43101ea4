//! Days of the calendar, as INSEE dates what happens to communes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A day, written `2019-01-01`. Days compare as they follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(u32);

/// A text that is not a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("invalid date (got {value:?}): YYYY-MM-DD expected")]
pub struct InvalidDay {
    /// The text.
    pub value: String,
}

impl Day {
    /// 1 January, the day of a vintage.
    pub const fn january(year: u16) -> Self {
        Self(year as u32 * 10_000 + 101)
    }

    /// Year, month (1 to 12) and day of the month.
    pub fn parts(self) -> (u16, u8, u8) {
        ((self.0 / 10_000) as u16, (self.0 / 100 % 100) as u8, (self.0 % 100) as u8)
    }

    /// The first vintage that holds what happened on this day: of the same year on 1 January, of the next one after.
    pub fn vintage(self) -> u16 {
        let year = self.parts().0;
        if self == Self::january(year) { year } else { year + 1 }
    }

    /// A moment before the day and after every earlier day.
    pub(super) fn eve(self) -> Self {
        Self(self.0.saturating_sub(1))
    }
}

impl FromStr for Day {
    type Err = InvalidDay;

    fn from_str(value: &str) -> Result<Self, InvalidDay> {
        let parse = || {
            let mut parts = value.split('-');
            let mut number = |length: usize| {
                let part = parts.next().filter(|part| part.len() == length)?;
                part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten()
            };
            let (year, month, day) = (number(4)?, number(2)?, number(2)?);
            let is_day = (1..=12).contains(&month) && (1..=31).contains(&day);
            (is_day && parts.next().is_none()).then_some(Self(year * 10_000 + month * 100 + day))
        };
        parse().ok_or_else(|| InvalidDay { value: value.to_owned() })
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_read_as_it_is_written() {
        assert_eq!("2015-12-15".parse::<Day>().map(|day| day.to_string()), Ok("2015-12-15".to_owned()));
        for bad in ["", "2015", "2015-13-01", "2015-00-01", "2015-01-32", "15-01-01", "2015-1-1", "2015-01-01-01"] {
            assert_eq!(bad.parse::<Day>(), Err(InvalidDay { value: bad.to_owned() }));
        }
    }

    #[test]
    fn what_happens_on_1_january_is_in_the_vintage_of_that_day_and_the_rest_in_the_next_one() {
        assert_eq!("2019-01-01".parse::<Day>().map(Day::vintage), Ok(2019));
        assert_eq!("2018-12-31".parse::<Day>().map(Day::vintage), Ok(2019));
        assert_eq!("2019-01-02".parse::<Day>().map(Day::vintage), Ok(2020));
    }
}
