//! Days as tables hold them.

use crate::cog::history::Day;

/// Reads a day as people write it: `2023-06-20`, `20/06/2023`, `20.06.2023`, also with the hour that a spreadsheet adds. `None` for
/// a day that the calendar does not have, or that can be read in two ways (`20/06/23`).
pub fn read_day(text: &str) -> Option<Day> {
    let text = text.trim();
    let date = text.split(['T', ' ']).next()?;
    if let Ok(day) = date.parse::<Day>() {
        return is_in_calendar(day).then_some(day);
    }
    let parts: Vec<&str> = date.split(['/', '.', '-']).collect();
    let &[day, month, year] = parts.as_slice() else { return None };
    let is_short = |part: &str| matches!(part.len(), 1 | 2);
    if year.len() != 4 || !is_short(day) || !is_short(month) {
        return None;
    }
    format!("{year}-{month:0>2}-{day:0>2}").parse().ok().filter(|&day| is_in_calendar(day))
}

fn is_in_calendar(day: Day) -> bool {
    let (year, month, day) = day.parts();
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let last = match month {
        2 => 28 + u8::from(is_leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    day <= last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_the_french_and_the_international_way() {
        for text in [
            "2023-06-02",
            "02/06/2023",
            "2/6/2023",
            "02.06.2023",
            "02-06-2023",
            "2023-06-02T00:00:00",
            "02/06/2023 00:00",
        ] {
            assert_eq!(read_day(text).map(|day| day.to_string()).as_deref(), Some("2023-06-02"), "{text}");
        }
    }

    #[test]
    fn days_that_are_not_in_the_calendar_or_may_be_two_are_none() {
        for text in ["", "2023", "30/02/2023", "29/02/2023", "31.04.2023", "2/6/23", "06/20/2023", "juin 2023", "45079"]
        {
            assert_eq!(read_day(text), None, "{text}");
        }
        assert!(read_day("29/02/2024").is_some());
    }
}
