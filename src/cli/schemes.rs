//! `maillage schemes`: sizes, funding and deadlines to read; a schemes file that cannot be used is told why.

use anyhow::Result;
use maillage::report::{Lang, schemes_text};

use super::args::Common;
use super::{Outcome, output, rules};

pub fn run(common: &Common) -> Result<Outcome> {
    let schemes = rules::schemes(common)?;
    output::print(schemes_text(&schemes, Lang::from(common.lang)).as_bytes())?;
    Ok(Outcome::Fine)
}
