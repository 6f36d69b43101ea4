//! The packs that a command works with: the reference and the history of the COG, those asked for or those that the program carries.

use anyhow::{Context, Result};
use maillage::cog::history::{self, History};
use maillage::reference::{Reference, load};
use maillage::report::Lang;

use super::args::Common;

/// The reference asked for.
pub fn reference(common: &Common) -> Result<Reference> {
    load(common.reference.as_deref()).context(unreadable_reference(common))
}

/// What is said of a reference that cannot be read.
pub fn unreadable_reference(common: &Common) -> &'static str {
    Lang::from(common.lang).pick("référence illisible", "unreadable reference")
}

/// The history of the COG asked for.
pub fn history(common: &Common) -> Result<History> {
    history::load(common.history.as_deref()).context(unreadable_history(common.lang.into()))
}

/// Refuses a history that cannot be read, whether or not a code of the table will need one.
pub fn check_history(common: &Common) -> Result<()> {
    common.history.as_deref().map_or(Ok(()), history::check_file).context(unreadable_history(common.lang.into()))
}

/// What is said of a history that cannot be read.
pub fn unreadable_history(lang: Lang) -> &'static str {
    lang.pick("histoire du COG illisible", "unreadable history of the COG")
}
