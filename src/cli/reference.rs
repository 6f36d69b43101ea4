//! `maillage reference`: tells of the reference, makes one, or writes it for other tools.

use anyhow::{Result, anyhow};
use maillage::reference::build::{self, Lists, Tables};
use maillage::reference::{to_topojson, write_pack};
use maillage::report::{Lang, reference_info, repair_line};

use super::args::{BuildArgs, Common, ExportArgs};
use super::{Outcome, input, output, packs, populations};

pub fn info(common: &Common) -> Result<Outcome> {
    let reference = packs::reference(common)?;
    output::print(reference_info(&reference, Lang::from(common.lang)).as_bytes())?;
    Ok(Outcome::Fine)
}

pub fn build(args: &BuildArgs, common: &Common) -> Result<Outcome> {
    let lang = Lang::from(common.lang);
    let lists = args.recipe.clone().zip(args.decoupage.clone()).map(|(recipe, decoupage)| Lists { recipe, decoupage });
    let reference = match (&args.contours, &lists) {
        (Some(contours), Some(lists)) => {
            let (contours, former_contours) = (contours.clone(), args.former_contours.clone());
            build::from_tables(lists, &Tables { contours, former_contours })?
        }
        (_, Some(_)) if args.boundaries.boundaries.is_empty() => {
            return Err(anyhow!(lang.pick(
                "des listes (--decoupage) demandent des contours : --boundaries ou --contours",
                "lists (--decoupage) need contours: --boundaries or --contours",
            )));
        }
        (_, Some(files)) => {
            let (lists, tolerance) = build::lists(files)?;
            build::from_boundaries(lists, input::boundary_layers(&args.boundaries)?, tolerance)?
        }
        (_, None) if args.boundaries.boundaries.is_empty() => packs::reference(common)?,
        (_, None) => {
            let tolerance = args.tolerance.unwrap_or_else(build::default_tolerance);
            let lists = build::lists_of(packs::reference(common)?);
            build::from_boundaries(lists, input::boundary_layers(&args.boundaries)?, tolerance)?
        }
    };
    let reference = populations::joined(reference, &args.populations, common)?;
    let said = repair_line(&reference.metadata.repair, lang) + "\n";
    output::put_and_say(&args.output, &write_pack(&reference)?, &said)?;
    Ok(Outcome::Fine)
}

pub fn export(args: &ExportArgs, common: &Common) -> Result<Outcome> {
    let bytes = to_topojson(&packs::reference(common)?)?;
    output::put(Some(&args.output), &bytes)?;
    Ok(Outcome::Fine)
}
