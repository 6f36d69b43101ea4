//! Postal codes in place of INSEE codes. Both are five digits, and many are both: 13001 is Aix-en-Provence by INSEE and a part of
//! Marseille by post. The column as a whole decides, never a row.

use std::collections::BTreeSet;

use super::note::LookupNote;
use crate::cog::{CommuneCode, read_code};
use crate::reference::Reference;

/// What a column of codes holds.
pub(super) struct Verdict {
    pub is_postal: bool,
    pub note: Option<LookupNote>,
}

/// Whether codes as written are postal codes. `agrees` says of a text and the names beside it whether a commune of the text, read as
/// INSEE's or as postal code, has one of the names; `None` where no name is known.
pub(super) fn judge(
    texts: &BTreeSet<&str>,
    is_insee: impl Fn(CommuneCode) -> bool,
    reference: &Reference,
    named: impl Fn(&str) -> Option<Agreement>,
) -> Verdict {
    let mut counts = Counts::default();
    for text in texts {
        let Some(written) = read_code(text) else { continue };
        let is_insee = is_insee(written.code);
        let is_postal = postal_code(text).is_some_and(|code| reference.of_postal_code(code).next().is_some());
        counts.add(is_insee, is_postal, named(text));
    }
    counts.verdict()
}

/// Whether nearly all codes of a column are postal codes. Codes that several rows give count as often: it is only a glance.
pub(super) fn may_be_postal<'a>(texts: impl Iterator<Item = &'a str>, reference: &Reference) -> bool {
    let (mut all, mut postal) = (0_usize, 0_usize);
    for text in texts.filter(|text| !text.is_empty()) {
        all += 1;
        let is_postal = postal_code(text).is_some_and(|code| reference.of_postal_code(code).next().is_some());
        postal += usize::from(is_postal);
    }
    // Wider than the verdict, which counts each code once.
    all > 0 && postal * 10 >= all * 7
}

/// Which readings of a code the names beside it agree with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Agreement {
    pub insee: bool,
    pub postal: bool,
}

/// A postal code as written; the leading zero may be lost.
pub(super) fn postal_code(text: &str) -> Option<u32> {
    let is_code = |plain: &str| matches!(plain.len(), 4 | 5) && plain.bytes().all(|byte| byte.is_ascii_digit());
    if is_code(text) {
        return text.parse().ok();
    }
    let plain: String = text.chars().filter(|letter| !letter.is_whitespace()).collect();
    let plain = plain.strip_suffix(".0").unwrap_or(&plain);
    plain.parse().ok().filter(|_| is_code(plain))
}

#[derive(Default)]
struct Counts {
    texts: usize,
    insee: usize,
    postal: usize,
    /// Names that agree with one reading only.
    named_insee: usize,
    named_postal: usize,
}

impl Counts {
    fn add(&mut self, is_insee: bool, is_postal: bool, agreement: Option<Agreement>) {
        self.texts += 1;
        self.insee += usize::from(is_insee);
        self.postal += usize::from(is_postal);
        match agreement {
            Some(Agreement { insee: true, postal: false }) => self.named_insee += 1,
            Some(Agreement { insee: false, postal: true }) => self.named_postal += 1,
            _ => {}
        }
    }

    fn verdict(&self) -> Verdict {
        let Self { texts, insee, postal, .. } = *self;
        // Nearly all must be postal codes: a few that post has given up since do not matter.
        let may_be_postal = texts > 0 && postal * 10 >= texts * 9;
        let by_names = self.named_insee + self.named_postal > 0;
        let is_postal = may_be_postal
            && if by_names {
                self.named_postal > 2 * self.named_insee
            } else {
                postal > insee && insee * 10 < texts * 9
            };
        let note = if is_postal {
            Some(LookupNote::PostalColumn { texts, postal, insee })
        } else {
            // Of one or two codes it says nothing.
            let is_open = !by_names && texts > 2 && insee == texts && postal == texts;
            is_open.then_some(LookupNote::MaybePostal { texts })
        };
        Verdict { is_postal, note }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(texts: usize, insee: usize, postal: usize, named: [usize; 2]) -> (bool, bool) {
        let counts = Counts { texts, insee, postal, named_insee: named[0], named_postal: named[1] };
        let verdict = counts.verdict();
        (verdict.is_postal, verdict.note.is_some())
    }

    #[test]
    fn a_column_is_postal_when_nearly_all_of_it_is_and_less_of_it_is_insee() {
        assert_eq!(verdict(100, 40, 98, [0, 0]), (true, true));
        assert_eq!(verdict(100, 100, 15, [0, 0]), (false, false));
        assert_eq!(verdict(100, 40, 60, [0, 0]), (false, false));
    }

    #[test]
    fn a_column_that_may_be_either_is_read_as_insee_and_told_unless_names_decide() {
        assert_eq!(verdict(16, 16, 16, [0, 0]), (false, true));
        assert_eq!(verdict(16, 16, 16, [0, 16]), (true, true));
        assert_eq!(verdict(16, 16, 16, [15, 1]), (false, false));
    }

    #[test]
    fn an_empty_column_is_not_postal() {
        assert_eq!(verdict(0, 0, 0, [0, 0]), (false, false));
    }

    #[test]
    fn postal_codes_are_read_with_and_without_their_zero() {
        assert_eq!(["04100", "4100", "04 100", "4100.0"].map(postal_code), [Some(4100); 4]);
        assert_eq!(["", "410", "041000", "2A004"].map(postal_code), [None; 4]);
    }
}
