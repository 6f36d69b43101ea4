//! Days of the calendar: on which communes change, contracts are signed, missions are due.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A day, written `2019-01-01`. Days compare as they follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Day(u32);

/// A text that is not a day.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("invalid date (got {value:?}): a day of the calendar expected, as YYYY-MM-DD or DD/MM/YYYY")]
pub struct InvalidDay {
    /// The text.
    pub value: String,
}

impl Day {
    /// The day of these parts, if the calendar has it.
    pub fn of(year: u16, month: u8, day: u8) -> Option<Self> {
        let is_day = (1..=12).contains(&month) && (1..=days_in(year, month)).contains(&day);
        is_day.then(|| Self::pack(year, month, day))
    }

    const fn pack(year: u16, month: u8, day: u8) -> Self {
        Self(year as u32 * 10_000 + month as u32 * 100 + day as u32)
    }

    /// 1 January, the day of a vintage.
    pub const fn january(year: u16) -> Self {
        Self::pack(year, 1, 1)
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

    /// The same day of the month, some months later; the last day of a month that is too short for it.
    pub fn plus_months(self, months: u16) -> Self {
        let (year, month, day) = self.parts();
        let month = u32::from(month) - 1 + u32::from(months);
        let (year, month) = (year.saturating_add((month / 12) as u16), (month % 12) as u8 + 1);
        Self::pack(year, month, day.min(days_in(year, month)))
    }

    /// A moment before the day and after every earlier day.
    pub(crate) fn eve(self) -> Self {
        Self(self.0.saturating_sub(1))
    }
}

/// Days of a month of the Gregorian calendar.
fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl FromStr for Day {
    type Err = InvalidDay;

    /// Reads `2024-01-31` as ISO 8601 writes it, or `31/01/2024` as people in France do. Both have all their digits: a
    /// year of two may be of another century, and `1/2/2024` may be of another country.
    fn from_str(value: &str) -> Result<Self, InvalidDay> {
        let number = |text: &str, length: usize| {
            let is_number = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
            is_number.then(|| text.parse::<u16>().ok()).flatten()
        };
        let parse = || {
            let is_french = value.contains('/');
            let mut parts = value.split(if is_french { '/' } else { '-' });
            let [first, second, third] = [parts.next()?, parts.next()?, parts.next()?];
            let [year, month, day] = if is_french { [third, second, first] } else { [first, second, third] };
            if parts.next().is_some() {
                return None;
            }
            Self::of(number(year, 4)?, number(month, 2)? as u8, number(day, 2)? as u8)
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

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    #[test]
    fn a_day_is_read_as_iso_or_french_and_written_as_iso() {
        assert_eq!("2015-12-15".parse::<Day>().map(|day| day.to_string()), Ok("2015-12-15".to_owned()));
        assert_eq!("15/12/2015".parse::<Day>().map(|day| day.to_string()), Ok("2015-12-15".to_owned()));
    }

    #[test]
    fn what_is_no_day_of_the_calendar_or_could_be_two_is_refused() {
        for bad in [
            "",
            "2015",
            "2015-13-01",
            "2015-00-01",
            "2015-01-32",
            "15-01-01",
            "2015-1-1",
            "2015-01-01-01",
            "2015-02-29",
            "2015-02-30",
            "2015-04-31",
            "1900-02-29",
            "31/04/2015",
            "1/2/2015",
            "01/02/15",
            "12/31/2015",
            "2015/01/31",
            "01-02-2015",
            "01/02-2015",
            "+015-01-01",
            "01/02/2015 ",
            "2015-01-01T00:00:00",
            "٢٠١٥-٠١-٠١",
        ] {
            assert_eq!(bad.parse::<Day>(), Err(InvalidDay { value: bad.to_owned() }));
        }
        assert!(["2000-02-29", "2024-02-29", "29/02/2024"].iter().all(|good| good.parse::<Day>().is_ok()));
    }

    #[test]
    fn what_happens_on_1_january_is_in_the_vintage_of_that_day_and_the_rest_in_the_next_one() {
        assert_eq!("2019-01-01".parse::<Day>().map(Day::vintage), Ok(2019));
        assert_eq!("2018-12-31".parse::<Day>().map(Day::vintage), Ok(2019));
        assert_eq!("2019-01-02".parse::<Day>().map(Day::vintage), Ok(2020));
    }

    #[test]
    fn months_later_is_the_same_day_of_the_month_or_its_last() {
        for (from, months, to) in [
            ("2024-01-15", 6, "2024-07-15"),
            ("2024-12-01", 1, "2025-01-01"),
            ("2024-08-31", 6, "2025-02-28"),
            ("2023-08-31", 6, "2024-02-29"),
            ("2024-02-29", 12, "2025-02-28"),
            ("2024-01-31", 18, "2025-07-31"),
            ("2024-05-31", 0, "2024-05-31"),
        ] {
            assert_eq!(day(from).plus_months(months), day(to), "{from} + {months}");
        }
    }

    proptest::proptest! {
        #[test]
        fn what_is_written_is_read_back(year in 1000u16..9999, month in 1u8..=12, of_month in 1u8..=28, months in 0u16..100) {
            let day = Day::of(year, month, of_month).unwrap().plus_months(months);
            if day.parts().0 < 10_000 {
                proptest::prop_assert_eq!(day.to_string().parse(), Ok(day));
                let (year, month, of_month) = day.parts();
                proptest::prop_assert_eq!(format!("{of_month:02}/{month:02}/{year:04}").parse(), Ok(day));
            }
        }
    }
}
