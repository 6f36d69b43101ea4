//! Makes a reference: lists of units with their populations from one source, contours from another.
//!
//! Contours come from the tables of a public package ([`from_tables`]; `mend` finds what is not in them) or from files
//! of boundaries in any format that is read ([`from_boundaries`]). Either way their vertices are put on the grid of the
//! packed file and they are repaired there. What was completed, closed or left is kept in the metadata.

mod contours;
mod decoupage;
mod mend;
mod on_grid;

use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::boundaries::{BoundaryLayer, joined};
use super::metadata::{Metadata, OtherYear, PopulationKind, RepairSummary, Source};
use super::pack::FORMAT;
use super::{Reference, ReferenceError};
use crate::cog::CommuneCode;
use crate::coverage::repair::RepairOptions;
use crate::coverage::{Coverage, Shapes};
use decoupage::Decoupage;

/// What a build needs to know that its sources do not say.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recipe {
    /// Vintage of the COG.
    pub cog: u16,
    /// Kind of the populations.
    pub population_kind: PopulationKind,
    /// Year of the populations.
    pub population_year: u16,
    /// Departments and collectivities whose populations are of another year.
    #[serde(default)]
    pub population_other_years: Vec<OtherYear>,
    /// No border is moved farther than this to match another one, in metres; 5 where it is not said.
    #[serde(default = "default_tolerance")]
    pub tolerance_m: f64,
    /// Sources of the lists, for the record.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// Sources of the contours, for the record.
    #[serde(default)]
    pub contour_sources: Vec<Source>,
}

/// How far a border may move where nothing is said, in metres: what [`RepairOptions`] say.
pub fn default_tolerance() -> f64 {
    RepairOptions::default().tolerance
}

/// Where the lists are.
#[derive(Debug, Clone)]
pub struct Lists {
    /// A [`Recipe`] in TOML.
    pub recipe: PathBuf,
    /// Folder with `communes.json`, `epci.json`, `departements.json` and `regions.json`.
    pub decoupage: PathBuf,
}

/// Where tables of contours are.
#[derive(Debug, Clone)]
pub struct Tables {
    /// CSV with `code`, `type` and `geometry` (hexadecimal WKB, longitude and latitude).
    pub contours: PathBuf,
    /// The same of an earlier year, for units whose contour the first lacks.
    pub former_contours: Option<PathBuf>,
}

/// Makes a reference from tables of contours.
///
/// # Errors
/// A source that cannot be read or is not as expected; contours that do not form a coverage.
pub fn from_tables(lists: &Lists, tables: &Tables) -> Result<Reference, ReferenceError> {
    let recipe = read_recipe(&lists.recipe)?;
    let tolerance = recipe.tolerance_m;
    let decoupage = decoupage::read(&lists.decoupage)?;
    let contours = contours::read(&tables.contours)?;
    let former = tables.former_contours.as_deref().map(contours::read).transpose()?;
    let mended = mend::contours(
        &decoupage.units,
        &decoupage.parts,
        &decoupage.former_codes,
        tolerance,
        contours,
        former.unwrap_or_default(),
    )?;
    let repair = on_grid::repaired(mended.faces.iter().collect(), tolerance);
    let mut reference = without_contours(recipe, decoupage)?;
    reference.coverage = Coverage::from_shapes(&repair.shapes)?;
    let codes: Vec<CommuneCode> = reference.units.iter().map(|unit| unit.code).collect();
    reference.metadata.mends = mended.mends;
    reference.metadata.repair = RepairSummary::of(&repair, tolerance, &codes);
    Ok(reference)
}

/// Makes a reference from [`lists`], or those of [another reference](lists_of), with the contours of files.
///
/// The files decide what a unit is, as they do in [`with_boundaries`](super::with_boundaries). No border is moved farther than
/// `tolerance` metres.
///
/// # Errors
/// As for [`with_boundaries`](super::with_boundaries).
pub fn from_boundaries(
    lists: Reference,
    layers: Vec<BoundaryLayer>,
    tolerance: f64,
) -> Result<Reference, ReferenceError> {
    let file = |layer: &BoundaryLayer| Source {
        what: "contours".to_owned(),
        package: layer.file.clone(),
        licence: String::new(),
    };
    let files: Vec<Source> = layers.iter().map(file).collect();
    let mut summary = RepairSummary::default();
    let mut reference = joined(lists, layers, |used| {
        let repair = on_grid::repaired(used.shapes.select(used.faces), tolerance);
        summary = RepairSummary::of(&repair, tolerance, used.owners);
        Coverage::from_shapes(&repair.shapes)
    })?;
    reference.metadata.contour_sources.extend(files);
    reference.metadata.repair = summary;
    Ok(reference)
}

/// A reference of these lists whose units have no contour yet, and the tolerance that the recipe states.
///
/// # Errors
/// A source that cannot be read or is not as expected.
pub fn lists(lists: &Lists) -> Result<(Reference, f64), ReferenceError> {
    let recipe = read_recipe(&lists.recipe)?;
    let tolerance = recipe.tolerance_m;
    Ok((without_contours(recipe, decoupage::read(&lists.decoupage)?)?, tolerance))
}

/// The lists of a reference, without what is told of its contours.
pub fn lists_of(mut reference: Reference) -> Reference {
    reference.metadata.contour_sources.clear();
    reference.metadata.mends.clear();
    reference
}

fn without_contours(recipe: Recipe, decoupage: Decoupage) -> Result<Reference, ReferenceError> {
    let metadata = Metadata {
        format: FORMAT,
        cog: recipe.cog,
        population_kind: recipe.population_kind,
        population_year: Some(recipe.population_year),
        population_other_years: recipe.population_other_years,
        populations: None,
        source_totals: decoupage.totals,
        sources: recipe.sources,
        contour_sources: recipe.contour_sources,
        mends: Vec::new(),
        repair: RepairSummary::default(),
    };
    let Decoupage { units, areas, former_codes, postal_codes, .. } = decoupage;
    let mut empty = Shapes::new();
    units.iter().for_each(|_| empty.end_face());
    let reference = Reference::new(metadata, units, areas, former_codes, Coverage::from_shapes(&empty)?);
    Ok(Reference { postal_codes, ..reference })
}

fn read_recipe(path: &Path) -> Result<Recipe, ReferenceError> {
    let text = read_text(path)?;
    toml::from_str(&text).map_err(|error| unexpected(path, error))
}

fn read_text(path: &Path) -> Result<String, ReferenceError> {
    std::fs::read_to_string(path).map_err(|source| ReferenceError::File { path: path.to_owned(), source })
}

fn unexpected(path: &Path, reason: impl std::fmt::Display) -> ReferenceError {
    ReferenceError::Source { path: path.to_owned(), reason: reason.to_string() }
}
