//! What may be wrong with a schemes file, and with settings that ask for what it does not hold.

/// A list, or that it is empty.
fn or_none(list: &[String]) -> String {
    if list.is_empty() { "none".to_owned() } else { list.join(", ") }
}

/// A schemes file that cannot be used. Each variant names the scheme, the line and the figure at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SchemeError {
    /// It is not TOML of the expected shape; the reason tells the place.
    #[error("{reason}")]
    Malformed {
        /// What the TOML reader says.
        reason: String,
    },
    /// A size scheme does not have three thresholds, or not a side for each.
    #[error("sizes.{scheme}.{key}: {found} values; 3 expected, one for each threshold between the sizes 1 to 4")]
    Thresholds {
        /// The scheme.
        scheme: String,
        /// The key.
        key: &'static str,
        /// Values found.
        found: usize,
    },
    /// Thresholds do not go up.
    #[error("sizes.{scheme}.upper_bounds: {next} comes after {before}; thresholds must go up, from above 0")]
    NotAscending {
        /// The scheme.
        scheme: String,
        /// A threshold, or 0.
        before: u64,
        /// The one after it.
        next: u64,
    },
    /// Not exactly one scheme is in force.
    #[error("{kind}: exactly one scheme must have status = \"en_vigueur\" (found: {})", or_none(.found))]
    InForce {
        /// `sizes` or `funding`.
        kind: &'static str,
        /// Those that have it.
        found: Vec<String>,
    },
    /// A text's date is not a day.
    #[error("{scheme}.text_date: {value:?} is not a day; write YYYY-MM-DD")]
    Date {
        /// The scheme, with its table.
        scheme: String,
        /// The date as written.
        value: String,
    },
    /// A funding scheme is for sizes that are not in the file.
    #[error("funding.{scheme}.sizes: no size scheme {sizes:?}; there are: {}", or_none(.known))]
    UnknownSizes {
        /// The funding scheme.
        scheme: String,
        /// Sizes it names.
        sizes: String,
        /// Size schemes of the file.
        known: Vec<String>,
    },
    /// A list of amounts is not of one for each size.
    #[error("funding.{scheme}, line {line}, {key}: {found} amounts; 4 expected, one for each size")]
    Amounts {
        /// The funding scheme.
        scheme: String,
        /// The line, or `total`.
        line: String,
        /// The key.
        key: &'static str,
        /// Amounts found.
        found: usize,
    },
    /// An amount beyond what sums can hold.
    #[error("funding.{scheme}, line {line}: {amount} euros is no yearly amount of a CPTS; check the digits")]
    TooLarge {
        /// The funding scheme.
        scheme: String,
        /// The line, or `total`.
        line: String,
        /// The amount.
        amount: u64,
    },
    /// The parts of a line do not fit together.
    #[error(
        "funding.{scheme}, line {line}: give fixe, fixe with variable, or fixe_redaction with fixe_mise_a_jour and \
         variable_si_crise; 0 where a size has none"
    )]
    Incomplete {
        /// The funding scheme.
        scheme: String,
        /// The line.
        line: String,
    },
    /// The parts of a line do not sum to what is printed for it.
    #[error(
        "funding.{scheme}, line {line}, size {size}: fixed and variable parts make {sum} euros, but {printed} is printed"
    )]
    LineTotal {
        /// The funding scheme.
        scheme: String,
        /// The line.
        line: String,
        /// Size, from 1.
        size: usize,
        /// Sum of its parts.
        sum: u64,
        /// Total given for it.
        printed: u64,
    },
    /// The lines of a size do not sum to its printed total.
    #[error("funding.{scheme}, size {size}: the lines make {sum} euros, but the printed total is {printed}")]
    Total {
        /// The funding scheme.
        scheme: String,
        /// Size, from 1.
        size: usize,
        /// Sum of the lines.
        sum: u64,
        /// The printed total.
        printed: u64,
    },
    /// A line is there twice.
    #[error("funding.{scheme}, line {line}: given twice")]
    Repeated {
        /// The funding scheme.
        scheme: String,
        /// The line.
        line: String,
    },
    /// Deadlines are not two that go up.
    #[error(
        "funding.{scheme}, line {line}, months: {found:?}; two months expected, start then later deployment, or \
         deploy_months alone"
    )]
    Months {
        /// The funding scheme.
        scheme: String,
        /// The line.
        line: String,
        /// Months found.
        found: Vec<u16>,
    },
    /// Amounts are given twice, by line and by size.
    #[error("funding.{scheme}: give amounts by [[line]] with printed_total, or by size (t1, t1_total…), not both")]
    TwoForms {
        /// The funding scheme.
        scheme: String,
    },
    /// An amount given by size is for a line that no scheme describes.
    #[error("funding.{scheme}.t{size}: no scheme describes a [[line]] of the id {line:?}")]
    Undescribed {
        /// The funding scheme.
        scheme: String,
        /// Size, from 1.
        size: usize,
        /// The line.
        line: String,
    },
}

/// Settings that the schemes cannot serve.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SettingError {
    /// No scheme has this identifier.
    #[error("unknown scheme: {id:?}; there are: {}", or_none(.known))]
    UnknownScheme {
        /// What was asked for.
        id: String,
        /// Schemes of the file.
        known: Vec<String>,
    },
    /// No optional mission of the scheme has this identifier.
    #[error("no optional mission {id:?} in scheme {scheme}; there are: {}", or_none(.known))]
    UnknownMission {
        /// What was asked for.
        id: String,
        /// The scheme.
        scheme: String,
        /// Its optional missions.
        known: Vec<String>,
    },
    /// Not a percentage.
    #[error("invalid percentage (got {value:?}): a number from 0 to 100 with two decimals at most expected")]
    Percentage {
        /// The text.
        value: String,
    },
}
