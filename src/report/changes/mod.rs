//! What changed between two states, and what scenarios would change: for people, as tables and as data.

mod compare;
mod cpts_text;
mod data;
mod disagreement;
mod refusal;
mod sheets;
mod text;

pub use compare::{Outcome, comparison, comparison_text};
pub use data::difference_json;
pub use disagreement::{disagreement_rows, disagreement_text};
pub use refusal::refusal_text;
pub use sheets::{change_rows, region_rows};
pub use text::difference_text;

use super::Lang;
use crate::reference::UnitId;
use crate::scenario::State;
use crate::territory::CptsId;

/// A number with its sign; a minus sign and not a hyphen.
fn signed(number: i64, lang: Lang) -> String {
    let digits = lang.integer(number.unsigned_abs());
    match number {
        0 => "0".to_owned(),
        1.. => format!("+{digits}"),
        _ => format!("−{digits}"),
    }
}

/// A change with its noun: `+1 commune`, `−3 communes`.
fn signed_count(number: i64, nouns: [&str; 2], lang: Lang) -> String {
    let [singular, plural] = nouns;
    let is_one = match lang {
        Lang::Fr => number.abs() < 2,
        Lang::En => number.abs() == 1,
    };
    format!("{} {}", signed(number, lang), if is_one { singular } else { plural })
}

/// The difference of two counts.
fn gap(before: u64, after: u64) -> i64 {
    after as i64 - before as i64
}

/// A CPTS by name, with its identifier where that is another text.
fn named(state: &State, id: CptsId) -> String {
    match state.cpts.get(id as usize) {
        Some(cpts) if cpts.name == cpts.id => cpts.id.clone(),
        Some(cpts) => format!("{} ({})", cpts.name, cpts.id),
        None => String::new(),
    }
}

/// A unit by code and name.
fn unit(state: &State, id: UnitId) -> String {
    let unit = state.reference.unit(id);
    format!("{} {}", unit.code, unit.name)
}
