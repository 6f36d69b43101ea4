//! The vintage of a set of codes: the year whose list explains most of them.

use std::collections::BTreeSet;

use super::{Day, History, Status};
use crate::cog::CommuneCode;

/// Years one after the other whose lists explain the same number of codes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VintageSpan {
    /// First year.
    pub first: u16,
    /// Last year.
    pub last: u16,
    /// Codes that are communes or arrondissements municipaux in each of these years.
    pub explained: usize,
}

/// How well each vintage explains a set of codes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Detection {
    /// Distinct codes that can tell a vintage: those of overseas collectivities cannot.
    pub codes: usize,
    /// All years, best first; among equals the latest first.
    pub spans: Vec<VintageSpan>,
}

impl Detection {
    /// The spans that explain most codes: more than one where years apart explain as many. Empty where none explains any.
    pub fn best(&self) -> &[VintageSpan] {
        let most = self.spans.first().map_or(0, |span| span.explained);
        let ties = if most == 0 { 0 } else { self.spans.partition_point(|span| span.explained == most) };
        &self.spans[..ties]
    }

    /// The year to read the codes by: the latest of the best.
    pub fn year(&self) -> Option<u16> {
        self.best().first().map(|span| span.last)
    }

    /// Share of the codes that the best years explain, 0 to 1.
    pub fn score(&self) -> Option<f64> {
        self.best().first().map(|span| span.explained as f64 / self.codes as f64)
    }
}

impl History {
    /// How well each vintage explains the codes; each code counts once.
    pub fn detect(&self, codes: impl IntoIterator<Item = CommuneCode>) -> Detection {
        let codes: BTreeSet<CommuneCode> = codes.into_iter().filter(|&code| !self.is_timeless(code)).collect();
        let (first, last) = (self.info().first, self.last());
        let mut explained = vec![0usize; usize::from(last - first) + 1];
        for &code in &codes {
            let spells = self.spells(code);
            for (year, count) in (first..).zip(explained.iter_mut()) {
                let day = Day::january(year);
                let is_explained = spells.iter().any(|spell| spell.status.is_claimable() && spell.holds_on(day));
                *count += usize::from(is_explained);
            }
        }
        let mut spans: Vec<VintageSpan> = Vec::new();
        for (year, &explained) in (first..).zip(&explained) {
            match spans.last_mut() {
                Some(span) if span.explained == explained => span.last = year,
                _ => spans.push(VintageSpan { first: year, last: year, explained }),
            }
        }
        spans.sort_by_key(|span| (std::cmp::Reverse(span.explained), std::cmp::Reverse(span.last)));
        Detection { codes: codes.len(), spans }
    }

    /// Codes that lead elsewhere from one year of a span than from another: a commune that another one left in between, or
    /// whose code another one took. Where there are some, the choice of a year within the span matters.
    pub fn unlike_within(
        &self,
        codes: impl IntoIterator<Item = CommuneCode>,
        span: &VintageSpan,
    ) -> BTreeSet<CommuneCode> {
        codes.into_iter().filter(|&code| self.is_unlike_within(code, span)).collect()
    }

    fn is_unlike_within(&self, code: CommuneCode, span: &VintageSpan) -> bool {
        // What a code means changes with the movements of the code alone.
        let vintages = self.outgoing(code).chain(self.incoming(code)).map(|movement| movement.day.vintage());
        let years = vintages.flat_map(|year| [year.saturating_sub(1), year]).chain([span.first, span.last]);
        let years = years.filter(|year| (span.first..=span.last).contains(year));
        years.filter(|&year| self.is_claimable(code, year)).any(|year| {
            let moved = self.moved(code, year, span.last);
            moved.is_some_and(|moved| moved.to != [code])
        })
    }

    /// Whether the code is that of an overseas collectivity, whose changes are not known.
    fn is_timeless(&self, code: CommuneCode) -> bool {
        self.spells(code).iter().any(|spell| spell.status == Status::Collectivity)
    }
}
