//! What a year brings: the same table of amounts read in four ways, since the printed total takes for granted what seldom
//! comes together.

use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

use super::{FundingScheme, LineKind, Parts, SettingError, Size};

/// A way to read a funding scheme, from what is certain to the most there can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FundingReading {
    /// Fixed parts alone, of a year in which the crisis plan is updated.
    Fixed,
    /// A year in which the crisis plan is updated and no crisis happens, variable parts by results.
    Steady,
    /// The year in which the crisis plan is written, without a crisis, variable parts by results.
    Drafting,
    /// The total that the text prints: every optional mission, all results, the crisis plan written and a crisis in the
    /// same year. No assumption changes it.
    Printed,
}

impl FundingReading {
    /// All readings, from the least to the most.
    pub const ALL: [Self; 4] = [Self::Fixed, Self::Steady, Self::Drafting, Self::Printed];

    /// The reading as a part of a column name.
    pub fn key(self) -> &'static str {
        match self {
            Self::Fixed => "fixe",
            Self::Steady => "regime",
            Self::Drafting => "redaction",
            Self::Printed => "max",
        }
    }
}

/// Share of the variable parts that results bring, in hundredths of a percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Results(u16);

impl Results {
    /// All objectives met.
    pub const ALL: Self = Self(10_000);

    /// The share of an amount, to the nearest euro; a half goes up.
    pub fn of(self, amount: u64) -> u64 {
        let share = u128::from(amount) * u128::from(self.0);
        // At most the amount itself, so it fits.
        ((share + 5_000) / 10_000) as u64
    }
}

impl Default for Results {
    fn default() -> Self {
        Self::ALL
    }
}

impl fmt::Display for Results {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, rest) = (self.0 / 100, self.0 % 100);
        if rest == 0 { write!(f, "{whole}") } else { write!(f, "{whole}.{rest:02}") }
    }
}

impl FromStr for Results {
    type Err = SettingError;

    /// Reads `85`, `85.5` or `85,5`, with or without a percent sign.
    fn from_str(value: &str) -> Result<Self, SettingError> {
        let parse = || {
            let text = value.trim();
            let text = text.strip_suffix('%').unwrap_or(text).trim_end();
            let (whole, decimals) = text.split_once(['.', ',']).unwrap_or((text, "0"));
            let is_number = |text: &str, most: usize| {
                (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
            };
            if !is_number(whole, 3) || !is_number(decimals, 2) {
                return None;
            }
            let hundredths = format!("{decimals:0<2}").parse::<u16>().ok()?;
            Some(whole.parse::<u16>().ok()? * 100 + hundredths).filter(|&share| share <= Self::ALL.0).map(Self)
        };
        parse().ok_or_else(|| SettingError::Percentage { value: value.to_owned() })
    }
}

/// Which optional missions CPTS take on.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum OptionalMissions {
    /// All of them.
    #[default]
    All,
    /// Those with these identifiers.
    Only(BTreeSet<String>),
}

impl OptionalMissions {
    /// Whether an optional mission counts.
    pub fn holds(&self, id: &str) -> bool {
        match self {
            Self::All => true,
            Self::Only(ids) => ids.contains(id),
        }
    }
}

/// What is taken for granted in every reading but the printed one.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Assumptions {
    /// Optional missions.
    pub optional: OptionalMissions,
    /// Results, for the variable parts.
    pub results: Results,
}

/// What a line brings in a reading, in euros a year; `None` where no source tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct LineAmounts {
    /// Fixed part.
    pub fixed: Option<u64>,
    /// Variable part.
    pub variable: Option<u64>,
    /// Both. May be known where the parts are not.
    pub total: Option<u64>,
}

impl LineAmounts {
    fn of(fixed: u64, variable: u64) -> Self {
        Self { fixed: Some(fixed), variable: Some(variable), total: Some(fixed + variable) }
    }
}

/// What a size brings in each reading, in euros a year; `None` where no source tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Totals([Option<u64>; 4]);

impl Totals {
    /// The total in a reading.
    pub fn get(self, reading: FundingReading) -> Option<u64> {
        self.0.get(reading as usize).copied().flatten()
    }

    /// The sum of several, reading by reading: unknown as soon as one of them is.
    pub fn sum(all: impl IntoIterator<Item = Self>) -> Self {
        let none = Self([Some(0); 4]);
        all.into_iter().fold(none, |sum, it| {
            Self(FundingReading::ALL.map(|reading| sum.get(reading).zip(it.get(reading)).map(|(a, b)| a + b)))
        })
    }
}

impl FundingScheme {
    /// What each line brings a CPTS of a size, in the order of the lines.
    pub fn amounts(&self, size: Size, reading: FundingReading, assumptions: &Assumptions) -> Vec<LineAmounts> {
        let of_line = |line: &super::FundingLine| {
            let parts = line.parts.get(size.index()).copied().unwrap_or(Parts::Unknown);
            let is_left_out = line.kind == LineKind::Optional && !assumptions.optional.holds(&line.id);
            if is_left_out && reading != FundingReading::Printed {
                return LineAmounts::of(0, 0);
            }
            amounts(parts, reading, assumptions.results)
        };
        self.lines.iter().map(of_line).collect()
    }

    /// What a size brings in a reading, in euros a year; `None` where no source tells.
    pub fn total(&self, size: Size, reading: FundingReading, assumptions: &Assumptions) -> Option<u64> {
        let lines = || {
            let amounts = self.amounts(size, reading, assumptions);
            (!amounts.is_empty()).then(|| amounts.iter().map(|line| line.total).sum::<Option<u64>>()).flatten()
        };
        match reading {
            FundingReading::Printed => self.printed_total.get(size.index()).copied().flatten().or_else(lines),
            _ => lines(),
        }
    }

    /// What a size brings in every reading.
    pub fn totals(&self, size: Size, assumptions: &Assumptions) -> Totals {
        Totals(FundingReading::ALL.map(|reading| self.total(size, reading, assumptions)))
    }
}

fn amounts(parts: Parts, reading: FundingReading, results: Results) -> LineAmounts {
    use FundingReading::{Drafting, Fixed, Printed, Steady};
    let only = |total| LineAmounts { total, ..LineAmounts::default() };
    match (parts, reading) {
        (Parts::Whole(amount), Printed) => only(Some(amount)),
        // Of a whole, the source does not say what depends on results or on the year.
        (Parts::Unknown | Parts::Whole(_), _) => only(None),
        (Parts::Split { fixed, .. }, Fixed) => LineAmounts::of(fixed, 0),
        (Parts::Split { fixed, variable }, Steady | Drafting) => LineAmounts::of(fixed, results.of(variable)),
        (Parts::Split { fixed, variable }, Printed) => LineAmounts::of(fixed, variable),
        (Parts::Crisis { update, .. }, Fixed | Steady) => LineAmounts::of(update, 0),
        (Parts::Crisis { drafting, .. }, Drafting) => LineAmounts::of(drafting, 0),
        (Parts::Crisis { drafting, crisis, .. }, Printed) => LineAmounts::of(drafting, crisis),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentage_has_two_decimals_at_most_and_a_point_or_a_comma() {
        for (text, shown) in [("85", "85"), ("85.5", "85.50"), (" 85,05 % ", "85.05"), ("0", "0"), ("100,00", "100")] {
            assert_eq!(text.parse::<Results>().map(|results| results.to_string()), Ok(shown.to_owned()));
        }
        for bad in ["", "%", "-1", "100.01", "101", "1e2", "12.345", "1.", ".5", "٨٥", "85 5", "0,0,1"] {
            assert!(bad.parse::<Results>().is_err(), "{bad}");
        }
    }

    #[test]
    fn a_share_is_rounded_to_the_nearest_euro_and_a_half_up() {
        let share = |percent: &str, amount| percent.parse::<Results>().unwrap().of(amount);
        assert_eq!([share("50", 25_001), share("33,33", 10_000), share("0", 7)], [12_501, 3_333, 0]);
        assert_eq!([share("0,05", 999), share("100", u64::MAX)], [0, u64::MAX]);
    }
}
