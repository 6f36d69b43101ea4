//! Numbers and dates of cells as the texts that they stand for.

/// A number without what its storage adds: `1001.0` is `1001`.
pub(super) fn number(value: f64) -> String {
    // Beyond 2^53 neighbouring whole numbers are no longer told apart.
    if value.fract() == 0.0 && value.abs() < 9_007_199_254_740_992.0 {
        format!("{}", value as i64)
    } else {
        format!("{value}")
    }
}

/// A date, with its time of day where it has one, as in ISO 8601.
pub(super) fn date(year: u16, month: u8, day: u8, [hour, minute, second]: [u8; 3]) -> String {
    if [hour, minute, second] == [0, 0, 0] {
        format!("{year:04}-{month:02}-{day:02}")
    } else {
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_number_has_no_decimals() {
        assert_eq!([1001.0, -3.0, 12.5, 0.1 + 0.2].map(number), ["1001", "-3", "12.5", "0.30000000000000004"]);
    }

    #[test]
    fn a_date_without_time_is_a_day() {
        assert_eq!(date(2024, 1, 9, [0; 3]), "2024-01-09");
        assert_eq!(date(2024, 1, 9, [8, 5, 0]), "2024-01-09T08:05:00");
    }
}
