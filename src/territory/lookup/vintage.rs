//! The vintage by which the codes of a table are read: the one asked for, or else that of the reference, unless another one explains
//! more of its codes.

use super::note::{LookupNote, Years};
use super::{LookupError, current};
use crate::cog::CommuneCode;
use crate::cog::history::{HistorySource, VintageSpan};
use crate::reference::Reference;

/// The first year that codes are held against. No table of CPTS is older than CPTS themselves (law of 26 January 2016), and lists of
/// communes are seldom many years behind; with all years since 1943 a single odd code, such as `20004`, would outvote the rest.
const FIRST: u16 = 2010;

/// The vintage of codes, each once, and what to tell of it.
pub(super) fn of_codes(
    codes: &[CommuneCode],
    reference: &Reference,
    history: &HistorySource,
    asked: Option<u16>,
) -> Result<(u16, Option<LookupNote>), LookupError> {
    let cog = reference.metadata.cog;
    // The history is loaded only where it may say something.
    if asked.is_none() && codes.iter().all(|&code| current(code, reference).is_some()) {
        return Ok((cog, None));
    }
    let history = history.get()?;
    let detection = history.detect(codes.iter().copied());
    let explained = |year: u16| {
        let holds = |span: &&VintageSpan| (span.first..=span.last).contains(&year);
        detection.spans.iter().find(holds).map_or(0, |span| span.explained)
    };
    let mut spans: Vec<VintageSpan> = detection.spans.iter().filter(|span| span.last >= FIRST).copied().collect();
    let best = spans.iter().map(|span| span.explained).max().unwrap_or(0);
    spans.retain(|span| span.explained == best);
    spans.iter_mut().for_each(|span| span.first = span.first.max(FIRST));
    let year = match asked {
        Some(year) if !history.has_year(year) => {
            let info = history.info();
            return Err(LookupError::Year { asked: year, first: info.first, last: info.last });
        }
        Some(year) => year,
        None if explained(cog) == best => return Ok((cog, None)),
        // The latest of the best: they come so.
        None => spans.first().map_or(cog, |span| span.last),
    };
    let years = |span: &VintageSpan| Years { first: span.first, last: span.last };
    let unlike = |span| history.unlike_within(codes.iter().copied(), span);
    let note = LookupNote::Vintage {
        year,
        is_asked: asked.is_some(),
        codes: detection.codes,
        explained: explained(year),
        best: spans.iter().map(years).collect(),
        // Whoever names the year has chosen.
        unlike: if asked.is_some() { Vec::new() } else { spans.iter().flat_map(unlike).collect() },
    };
    Ok((year, Some(note)))
}
