//! Claims as they are written, codes not looked up yet.
//!
//! A table of a million rows says few different things: each text is kept once, and a claim is a row of numbers.

use std::collections::BTreeSet;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::column::Column;
use super::nobody::{Counts, is_nobody, what_counts, zero_is_one};
use crate::formats::csv::without_guard;
use crate::reference::{commune_of_iris, is_undivided, read_iris};

/// A claim as the table writes it. White space within texts is made single; nothing else is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RawClaim<'a> {
    /// Index of the row in the table: a row may make several claims.
    pub row: u32,
    /// Line of the row, or its number in the sheet.
    pub line: u64,
    /// Name of the column that the code stands in, as in the header; empty where it has none.
    pub column: &'a str,
    /// Identifier of the CPTS, or its name where it has none.
    pub cpts: &'a str,
    /// Name of the CPTS; empty where the row gives none.
    pub name: &'a str,
    /// Stage as written; empty where the row gives none.
    pub stage: &'a str,
    /// Code as written. Empty only where the row names the commune.
    pub code: &'a str,
    /// The file holds the code as a number: zeros before it are lost.
    pub code_is_number: bool,
    /// Name of the commune.
    pub commune: &'a str,
    /// Department, by code or name.
    pub department: &'a str,
    /// Postal code.
    pub postal_code: &'a str,
    /// Part of the commune.
    pub part: &'a str,
    /// Population of that part.
    pub part_population: &'a str,
    /// Day from which the claim holds.
    pub start: &'a str,
    /// Last day on which it holds.
    pub end: &'a str,
    /// Day on which the contract was signed.
    pub signed: &'a str,
    /// Contacts of the CPTS, as a list.
    pub contacts: &'a str,
}

/// Index of a text in [`Texts`], from 1; 0 is the empty text.
type Text = u32;

/// Different texts, each kept once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Texts {
    places: FxHashMap<Arc<str>, Text>,
    texts: Vec<Arc<str>>,
}

impl Texts {
    /// The index of a text, white space in it made single, and without the apostrophe that keeps it from being a formula.
    pub fn index(&mut self, text: &str) -> Text {
        let text = without_guard(text);
        if text.is_empty() {
            return 0;
        }
        if has_single_spaces(text) {
            return self.exactly(text);
        }
        self.exactly(&text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn exactly(&mut self, text: &str) -> Text {
        if let Some(&place) = self.places.get(text) {
            return place;
        }
        if text.is_empty() {
            return 0;
        }
        let text: Arc<str> = text.into();
        self.texts.push(Arc::clone(&text));
        let place = self.texts.len() as Text;
        self.places.insert(text, place);
        place
    }

    fn get(&self, place: Text) -> &str {
        let place = (place as usize).checked_sub(1);
        place.and_then(|place| self.texts.get(place)).map_or("", |text| text)
    }
}

/// Whether all white space of a text is single spaces within it. Signs that may be white space of another alphabet say no too: what
/// comes of it is right, if slower.
fn has_single_spaces(text: &str) -> bool {
    let mut before = b' ';
    let are_single = text.bytes().all(|byte| {
        let is_plain = byte > b' ' && !matches!(byte, 0xc2 | 0xe1..=0xe3);
        let is_single = byte == b' ' && before != b' ';
        before = byte;
        is_plain || is_single
    });
    are_single && before != b' '
}

/// What a row says besides codes: a text for each column.
pub(super) type Said = [Text; Column::COUNT];

/// A claim by the places of its texts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stored {
    pub row: u32,
    pub line: u64,
    pub column: Text,
    pub said: Said,
    pub code_is_number: bool,
}

/// All claims of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Claims {
    pub texts: Texts,
    pub stored: Vec<Stored>,
    /// Codes of nine characters are those of IRIS.
    pub has_iris: bool,
    /// Codes of IRIS that end as those of whole communes do, and are parts of a commune of today.
    pub former_communes: BTreeSet<String>,
}

impl Claims {
    pub fn iter(&self) -> impl ExactSizeIterator<Item = RawClaim<'_>> + Clone {
        self.stored.iter().map(|claim| {
            let text = |column: Column| self.texts.get(claim.said[column as usize]);
            let (id, name) = (text(Column::CptsId), text(Column::CptsName));
            let (code, part) = self.code_and_part(text(Column::Code), text(Column::Part));
            RawClaim {
                row: claim.row,
                line: claim.line,
                column: self.texts.get(claim.column),
                cpts: if id.is_empty() { name } else { id },
                name,
                stage: text(Column::Stage),
                code,
                code_is_number: claim.code_is_number,
                commune: text(Column::CommuneName),
                department: text(Column::Department),
                postal_code: text(Column::PostalCode),
                part,
                part_population: text(Column::PartPopulation),
                start: text(Column::Start),
                end: text(Column::End),
                signed: text(Column::Signed),
                contacts: text(Column::Contact),
            }
        })
    }

    /// Leaves of identifiers and names what counts: `N/A` gives way to the name beside it, and all to `HORS CPTS`.
    pub fn settle_names(&mut self) {
        let zero_is_one = zero_is_one(self.iter().map(|claim| claim.cpts));
        let mut known: FxHashMap<[Text; 2], Counts> = FxHashMap::default();
        let texts = &self.texts;
        for claim in &mut self.stored {
            let [id, name] = [Column::CptsId, Column::CptsName].map(|column| claim.said[column as usize]);
            if id == 0 || name == 0 {
                continue;
            }
            let counts = || what_counts(texts.get(id), texts.get(name), zero_is_one);
            match *known.entry([id, name]).or_insert_with(counts) {
                Counts::Both => {}
                Counts::Id => claim.said[Column::CptsName as usize] = 0,
                Counts::Name => claim.said[Column::CptsId as usize] = 0,
                // The one that says so is the one that is told.
                Counts::Nobody if is_nobody(texts.get(id)) => {}
                Counts::Nobody => claim.said[Column::CptsId as usize] = name,
            }
        }
    }

    /// Writes codes of IRIS in full in a column, where `is_one` knows them: their lines, and the first of the texts as they were.
    pub fn mend_iris(&mut self, column: Column, is_one: impl Fn(&str) -> bool) -> (Vec<u64>, Option<String>) {
        let (mut lines, mut first): (Vec<u64>, Option<String>) = (Vec::new(), None);
        let mut known: FxHashMap<Text, Option<Text>> = FxHashMap::default();
        for claim in &mut self.stored {
            let place = claim.said[column as usize];
            let texts = &mut self.texts;
            let mended = known.entry(place).or_insert_with(|| {
                let written =
                    read_iris(texts.get(place)).filter(|written| written.is_mended && is_one(&written.code))?;
                Some(texts.index(&written.code))
            });
            if let Some(mended) = *mended {
                let text = self.texts.get(place);
                if first.as_deref().is_none_or(|first| text < first) {
                    first = Some(text.to_owned());
                }
                claim.said[column as usize] = mended;
                lines.push(claim.line);
            }
        }
        lines.sort_unstable();
        lines.dedup();
        (lines, first)
    }

    /// A code of IRIS is that of its commune, and names a part of it; but not one that stands for the commune as a whole.
    fn code_and_part<'a>(&self, code: &'a str, part: &'a str) -> (&'a str, &'a str) {
        let (code, part) = match commune_of_iris(code).filter(|_| self.has_iris).and_then(|_| code.get(..5)) {
            Some(commune) => (commune, code),
            None => (code, part),
        };
        let is_whole = commune_of_iris(part).is_some() && is_undivided(part) && !self.former_communes.contains(part);
        (code, if is_whole { "" } else { part })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_differ_by_their_white_space_are_one() {
        let mut texts = Texts::default();
        let index = texts.index("CPTS de l’Été");
        for text in ["CPTS  de l’Été", "CPTS\nde\u{a0}l’Été", "CPTS \u{2003} de l’Été"] {
            assert_eq!(texts.index(text), index, "{text:?}");
        }
        assert_eq!((texts.get(index), texts.get(0)), ("CPTS de l’Été", ""));
        assert_eq!(texts.index(" "), 0);
        assert_ne!(texts.index("CPTS de l’Été 2"), index);
    }
}
