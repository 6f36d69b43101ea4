//! Amounts that a source prints for some sizes only, as wholes: which line is which, other schemes say.

use std::collections::BTreeMap;

use super::file::{BySize, amount};
use super::{Deadlines, FundingLine, FundingScheme, Parts, SIZES, SchemeError};

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
