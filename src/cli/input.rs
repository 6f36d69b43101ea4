//! From what was asked for to a report: the table is read, its claims resolved, and everything computed.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, anyhow};
use maillage::formats::vector;
use maillage::reference::{BoundaryLayer, Reference, Scope, load, with_boundaries};
use maillage::report::{Lang, Options, Report};
use maillage::territory::{Facts, resolve};

use super::args::{BoundaryArgs, Common, Input};
use super::{rules, table};

/// The reference asked for, with the boundaries asked for.
pub fn reference_with(common: &Common, boundaries: &BoundaryArgs) -> Result<Reference> {
    if boundaries.boundaries.is_empty() {
        return reference(common);
    }
    let (reference, layers) = rayon::join(|| reference(common), || boundary_layers(boundaries));
    Ok(with_boundaries(reference?, layers?)?)
}

/// The layers of the boundaries asked for.
pub fn boundary_layers(boundaries: &BoundaryArgs) -> Result<Vec<BoundaryLayer>> {
    layers(&boundaries.boundaries, boundaries.layer.as_deref(), boundaries.crs.as_deref())
}

/// The layers of some files.
pub fn layers(files: &[PathBuf], layer: Option<&str>, crs: Option<&str>) -> Result<Vec<BoundaryLayer>> {
    let (layer, crs) = (layer.map(str::to_owned), crs.map(str::to_owned));
    let options = vector::ReadOptions { layer, crs, ..vector::ReadOptions::default() };
    let read = |path: &PathBuf| {
        let layer = vector::read(path, &options).with_context(|| path.display().to_string())?;
        // The name alone: a report must not depend on where its files lay.
        let file = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(BoundaryLayer { file, layer })
    };
    files.iter().map(read).collect()
}

/// The reference asked for.
pub fn reference(common: &Common) -> Result<Reference> {
    load(common.reference.as_deref()).context(match Lang::from(common.lang) {
        Lang::Fr => "référence illisible",
        Lang::En => "unreadable reference",
    })
}

/// The report on the table asked for.
pub fn report<'a>(input: &Input, common: &Common, reference: &'a Reference) -> Result<Report<'a>> {
    let lang = Lang::from(common.lang);
    let (rules, date) = (rules::chosen(&input.rules, common)?, rules::date(&input.rules, lang)?);
    let scope = Scope::parse(&reference.areas, &input.regions).map_err(|error| {
        anyhow!(lang.pick(
            format!("région inconnue : {:?} ; régions admises : {}", error.value, error.known),
            format!("unknown region: {:?}; known regions: {}", error.value, error.known),
        ))
    })?;
    let reading = table::read(input, lang).with_context(|| input.table.display().to_string())?;
    // Neither needs the other.
    let (resolution, facts) = rayon::join(|| resolve(reading, reference), || Facts::measure(reference));
    let options = Options { scope, stages: input.stages.into(), rules, date, other_populations: Vec::new() };
    Ok(Report::new(reference, facts, resolution, options)?)
}

/// Refuses a table of which nothing can be used: a report on it would be all white, which is not what it says.
pub fn refuse_unusable(report: &Report, table: &Path, lang: Lang) -> Result<()> {
    if !report.cpts.is_empty() {
        return Ok(());
    }
    let (name, rows) = (table.display(), report.rows);
    Err(anyhow!(lang.pick(
        format!("{name} : aucune ligne utilisable sur {rows} ; « maillage check » dit pourquoi"),
        format!("{name}: none of its {rows} rows can be used; 'maillage check' tells why"),
    )))
}
