//! Days as tables hold them.

use crate::day::Day;

/// Reads a day as people write it: `2023-06-20`, `20/06/2023`, `20.6.2023`, also with the hour that a spreadsheet adds. `None` for
/// a day that the calendar does not have, or whose century is not given (`20/06/23`).
pub fn read_day(text: &str) -> Option<Day> {
    let date = text.trim().split(['T', ' ']).next()?;
    let parts: Vec<&str> = date.split(['/', '.', '-']).collect();
    match parts.as_slice() {
        &[day, month, year] if year.len() == 4 => format!("{day:0>2}/{month:0>2}/{year}").parse().ok(),
        _ => date.parse().ok(),
    }
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
