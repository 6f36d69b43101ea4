//! Amounts that a source prints for some sizes only, as wholes: which line is which, other schemes say.

use std::collections::BTreeMap;

use super::{Deadlines, FundingLine, FundingScheme, Parts, SIZES, SchemeError};

/// Amounts below this, in euros a year: sums over many CPTS then stay far from what a `u64` holds.
const LIMIT: u64 = 1_000_000_000;

/// Lines and total that a source prints for each size, each as a whole.
pub(super) type BySize = [(BTreeMap<String, u64>, Option<u64>); SIZES];

/// Key of the total among the amounts of a size.
const TOTAL: &str = "total";

/// Gives a scheme the lines and totals that its source prints by size. `described` are lines of other schemes: the first
/// one of an identifier tells name, kind and order. Calendars are not taken over: each text has its own.
pub(super) fn describe(
    scheme: &mut FundingScheme,
    by_size: &BySize,
    described: &[FundingLine],
) -> Result<(), SchemeError> {
    let mut parts: BTreeMap<usize, [Parts; SIZES]> = BTreeMap::new();
    for (index, (lines, total)) in by_size.iter().enumerate() {
        let listed = lines.get(TOTAL).copied();
        if let (Some(printed), Some(sum)) = (*total, listed)
            && printed != sum
        {
            return Err(SchemeError::Total { scheme: scheme.id.clone(), size: index + 1, sum, printed });
        }
        let printed = total.or(listed).map(|total| amount(&scheme.id, TOTAL, total)).transpose()?;
        if let Some(place) = scheme.printed_total.get_mut(index) {
            *place = printed;
        }
        for (id, &whole) in lines.iter().filter(|(id, _)| *id != TOTAL) {
            let Some(line) = described.iter().position(|line| line.id == *id) else {
                return Err(SchemeError::Undescribed { scheme: scheme.id.clone(), size: index + 1, line: id.clone() });
            };
            let whole = Parts::Whole(amount(&scheme.id, id, whole)?);
            if let Some(place) = parts.entry(line).or_insert([Parts::Unknown; SIZES]).get_mut(index) {
                *place = whole;
            }
        }
    }
    let line = |(place, parts): (usize, [Parts; SIZES])| {
        let known = described.get(place)?;
        Some(FundingLine { parts, deadlines: Deadlines::default(), ..known.clone() })
    };
    scheme.lines = parts.into_iter().filter_map(line).collect();
    Ok(())
}

/// An amount that sums can hold.
pub(super) fn amount(scheme: &str, line: &str, amount: u64) -> Result<u64, SchemeError> {
    let too_large = || SchemeError::TooLarge { scheme: scheme.to_owned(), line: line.to_owned(), amount };
    if amount < LIMIT { Ok(amount) } else { Err(too_large()) }
}
