//! `maillage reference`: tells of the reference, makes one, or writes it for other tools.

use std::path::Path;

use anyhow::Result;
use maillage::formats::folder;
use maillage::reference::build::{Sources, build as build_reference};
use maillage::reference::{to_topojson, write_pack};
use maillage::report::{Lang, reference_info};

use super::args::{BuildArgs, Common, ExportArgs};
use super::{Outcome, input, output};

pub fn info(common: &Common) -> Result<Outcome> {
    let reference = input::reference(common)?;
    output::print(reference_info(&reference, Lang::from(common.lang)).as_bytes())?;
    Ok(Outcome::Fine)
}

pub fn build(args: &BuildArgs) -> Result<Outcome> {
    let reference = build_reference(&Sources {
        recipe: args.recipe.clone(),
        decoupage: args.decoupage.clone(),
        contours: args.contours.clone(),
        former_contours: args.former_contours.clone(),
    })?;
    folder::write_one(&args.output, &write_pack(&reference)?)?;
    Ok(Outcome::Fine)
}

pub fn export(args: &ExportArgs, common: &Common) -> Result<Outcome> {
    let bytes = to_topojson(&input::reference(common)?)?;
    if args.output == Path::new("-") {
        output::print(&bytes)?;
    } else {
        folder::write_one(&args.output, &bytes)?;
    }
    Ok(Outcome::Fine)
}
