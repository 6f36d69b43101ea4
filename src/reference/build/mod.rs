//! Makes a reference from its public sources: codes, names, EPCI and populations of one package, contours of another.
//!
//! The steps: read both, give each unit its contour (`mend` where there is none), put the vertices on the grid,
//! match the edges that differ, and build the arcs. What was mended, moved or left is kept in the metadata.

mod contours;
mod decoupage;
mod mend;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use geo::Validation;
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use serde::Deserialize;

use super::metadata::{CrossingSummary, Metadata, OtherYear, PopulationKind, RepairSummary, SeamSummary, Source};
use super::pack::{FORMAT, GRID};
use super::{Reference, ReferenceError, Unit};
use crate::cog::CommuneCode;
use crate::coverage::repair::{self, Seam, clean_ring};
use crate::coverage::{Coverage, Ellipsoid};

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
    /// Unmatched edges are repaired when the two versions of a border are no farther apart than this, in metres.
    pub tolerance_m: f64,
    /// Sources, for the record.
    pub sources: Vec<Source>,
}

/// Where the sources are.
#[derive(Debug, Clone)]
pub struct Sources {
    /// A [`Recipe`] in TOML.
    pub recipe: PathBuf,
    /// Folder with `communes.json`, `epci.json`, `departements.json` and `regions.json`.
    pub decoupage: PathBuf,
    /// Table of contours: CSV with `code`, `type` and `geometry` (hexadecimal WKB, longitude and latitude).
    pub contours: PathBuf,
    /// The same of an earlier year, for units whose contour the first lacks.
    pub former_contours: Option<PathBuf>,
}

/// Makes a reference.
///
/// # Errors
/// A source that cannot be read or is not as expected; contours that do not form a coverage.
pub fn build(sources: &Sources) -> Result<Reference, ReferenceError> {
    let recipe = read_recipe(&sources.recipe)?;
    let decoupage = decoupage::read(&sources.decoupage)?;
    let contours = contours::read(&sources.contours)?;
    let former = sources.former_contours.as_deref().map(contours::read).transpose()?;

    let mended = mend::contours(
        &decoupage.units,
        &decoupage.parts,
        &decoupage.former_codes,
        recipe.tolerance_m,
        contours,
        former.unwrap_or_default(),
    )?;
    let mut faces: Vec<MultiPolygon<f64>> = mended.faces.iter().map(on_grid).collect();
    let repair = repair::match_edges(&mut faces, &Ellipsoid::WGS84, recipe.tolerance_m)?;
    let coverage = Coverage::from_polygons(&faces)?;

    let metadata = Metadata {
        format: FORMAT,
        cog: recipe.cog,
        population_kind: recipe.population_kind,
        population_year: recipe.population_year,
        population_other_years: recipe.population_other_years,
        source_totals: decoupage.totals,
        sources: recipe.sources,
        mends: mended.mends,
        repair: RepairSummary {
            tolerance_m: recipe.tolerance_m,
            closed: repair.closed.len(),
            farthest_m: round(repair.closed.iter().map(|seam| seam.moved).fold(0.0, f64::max), 1),
            left: repair.left.iter().map(|seam| summary(seam, &decoupage.units)).collect(),
            crossings: crossings(&coverage, &decoupage.units),
        },
    };
    Ok(Reference::new(metadata, decoupage.units, decoupage.areas, decoupage.former_codes, coverage))
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

/// The polygons with their vertices on the grid; rings that vanish there are left out.
///
/// A tenth of a metre is enough to make a ring cross itself where it nearly touches itself already.
fn on_grid(polygons: &MultiPolygon<f64>) -> MultiPolygon<f64> {
    let snap = |degrees: f64| (degrees * GRID).round() / GRID;
    let ring = |line: &LineString<f64>| {
        let vertices: Vec<Coord<f64>> = line.0.iter().map(|v| Coord { x: snap(v.x), y: snap(v.y) }).collect();
        Some(clean_ring(&vertices)).filter(|ring| ring.0.len() > 3)
    };
    let polygon = |shape: &Polygon<f64>| {
        ring(shape.exterior())
            .map(|exterior| Polygon::new(exterior, shape.interiors().iter().filter_map(ring).collect()))
    };
    polygons.iter().filter_map(polygon).map(untangled).collect()
}

/// A polygon whose exterior came to cross itself on the grid, without the vertex that makes it do so.
fn untangled(polygon: Polygon<f64>) -> Polygon<f64> {
    if polygon.is_valid() {
        return polygon;
    }
    let open = &polygon.exterior().0[1..];
    let without = |drop: usize| {
        let kept: Vec<Coord<f64>> = (0..open.len()).filter(|&i| i != drop).map(|i| open[i]).collect();
        Polygon::new(clean_ring(&kept), polygon.interiors().to_vec())
    };
    (0..open.len()).map(without).find(Validation::is_valid).unwrap_or(polygon)
}

fn summary(seam: &Seam, units: &[Unit]) -> SeamSummary {
    SeamSummary {
        codes: seam.faces.iter().map(|&face| units[face as usize].code).collect(),
        at: [seam.at.x, seam.at.y],
        area_m2: round(seam.area, 0),
        width_m: round(seam.width, 1),
    }
}

/// Where borders still cross, once for each set of units.
fn crossings(coverage: &Coverage, units: &[Unit]) -> Vec<CrossingSummary> {
    let mut by_units: BTreeMap<Vec<CommuneCode>, [f64; 2]> = BTreeMap::new();
    for crossing in coverage.crossings() {
        let codes = coverage.faces_at(&crossing).iter().map(|&face| units[face as usize].code).collect();
        by_units.entry(codes).or_insert([round(crossing.at.x, 6), round(crossing.at.y, 6)]);
    }
    by_units.into_iter().map(|(codes, at)| CrossingSummary { codes, at }).collect()
}

fn round(value: f64, places: i32) -> f64 {
    let scale = 10f64.powi(places);
    (value * scale).round() / scale
}
