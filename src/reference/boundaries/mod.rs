//! Contours from a user's files in place of the reference's own: *boundaries*.
//!
//! The files decide what a unit is: a city that they hold whole is one unit, departments that they do not hold at all
//! are left out of what is reported. Codes must be those of the reference's populations, or lead there: a contour
//! under a former code joins that of today's commune. Where some do not, nothing is used.

mod code_column;
mod error;
mod note;
mod reconcile;
#[cfg(test)]
mod tests;

pub use error::BoundariesError;
pub use note::BoundaryNote;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Reference, Unit};
use crate::cog::CommuneCode;
use crate::coverage::{Coverage, CoverageError, FaceId, Shapes};
use crate::formats::layer::Layer;
use reconcile::{Plan, plan};

/// A layer and the file that it comes from.
#[derive(Debug, Clone)]
pub struct BoundaryLayer {
    /// The file, as the user named it.
    pub file: String,
    /// Its features.
    pub layer: Layer,
}

/// What is known of the boundaries of a reference that were read from files.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Boundaries {
    /// The files.
    pub files: Vec<String>,
    /// What was done with features that are not simply the contour of a unit, and what was passed over.
    pub notes: Vec<BoundaryNote>,
    /// Codes in use that the files do not hold.
    pub beyond: BTreeSet<CommuneCode>,
    /// Arrondissements of the cities that the files hold whole, and their city.
    pub in_whole_city: BTreeMap<CommuneCode, CommuneCode>,
}

/// A feature: index of its layer, and its face there.
type Feature = (usize, FaceId);

/// The reference with the contours of files in place of its own.
///
/// # Errors
/// No column of codes; a feature without code; codes that are not those of the populations; contours that do not form
/// a coverage.
pub fn with_boundaries(reference: Reference, layers: Vec<BoundaryLayer>) -> Result<Reference, BoundariesError> {
    joined(reference, layers, |used| Coverage::from_faces(used.shapes, used.faces))
}

/// The features that units are made of.
pub(super) struct Used<'a> {
    /// All features of all files.
    pub shapes: &'a Shapes,
    /// Those that are used: faces of `shapes`, in the order of the units.
    pub faces: &'a [FaceId],
    /// The unit of each.
    pub owners: &'a [CommuneCode],
}

/// The same, with a coverage of the features made in the way given: its faces are those used, in their order.
pub(super) fn joined(
    mut reference: Reference,
    layers: Vec<BoundaryLayer>,
    cover: impl FnOnce(Used) -> Result<Coverage, CoverageError> + Send,
) -> Result<Reference, BoundariesError> {
    let Plan { contours, departments, whole, mut notes } = plan(&reference, &layers)?;
    notes.extend(layers.iter().flat_map(note::of_reading));
    let mut boundaries =
        Boundaries { files: layers.iter().map(|layer| layer.file.clone()).collect(), ..Boundaries::default() };

    let mut absent: BTreeSet<u32> = BTreeSet::new();
    let mut units: Vec<Unit> = Vec::with_capacity(contours.len());
    for unit in std::mem::take(&mut reference.units) {
        match unit.city.filter(|city| whole.contains(city)) {
            Some(city) => {
                boundaries.in_whole_city.insert(unit.code, city);
                join_city(&mut units, unit, city, &reference);
            }
            None if departments.contains(&unit.department) => units.push(unit),
            None => {
                boundaries.beyond.insert(unit.code);
                absent.insert(unit.department);
            }
        }
    }
    units.sort_by_key(|unit| unit.code);
    if !absent.is_empty() {
        let code = |department: &u32| reference.areas.departments[*department as usize].code.clone();
        notes.push(BoundaryNote::DepartmentsAbsent { codes: absent.iter().map(code).collect() });
    }
    notes.sort();
    boundaries.notes = notes;

    let coverage = coverage(layers, &units, &contours, cover)?;
    let mut areas = reference.areas;
    areas.cities.retain(|city| !whole.contains(&city.code));
    let joined = Reference::new(reference.metadata, units, areas, reference.former_codes, coverage);
    Ok(Reference { postal_codes: reference.postal_codes, boundaries: Some(boundaries), ..joined })
}

/// Adds an arrondissement to the unit of its city.
fn join_city(units: &mut Vec<Unit>, part: Unit, city: CommuneCode, reference: &Reference) {
    if let Some(whole) = units.iter_mut().find(|unit| unit.code == city) {
        whole.population = whole.population.zip(part.population).map(|(a, b)| a + b);
        return;
    }
    let name = reference.areas.cities.iter().find(|known| known.code == city).map(|known| known.name.clone());
    units.push(Unit { code: city, name: name.unwrap_or_else(|| part.name.clone()), city: None, ..part });
}

/// The coverage whose face `i` is the contour of unit `i`.
fn coverage(
    layers: Vec<BoundaryLayer>,
    units: &[Unit],
    contours: &BTreeMap<CommuneCode, Vec<Feature>>,
    cover: impl FnOnce(Used) -> Result<Coverage, CoverageError> + Send,
) -> Result<Coverage, BoundariesError> {
    let mut shapes = Shapes::new();
    let mut first = Vec::with_capacity(layers.len());
    let mut attributes = Vec::with_capacity(layers.len());
    for layer in layers {
        first.push(shapes.face_count() as FaceId);
        shapes.append(layer.layer.shapes);
        attributes.push(layer.layer.attributes);
    }
    let mut faces: Vec<FaceId> = Vec::with_capacity(units.len());
    let mut owners: Vec<CommuneCode> = Vec::with_capacity(units.len());
    let mut groups: Vec<Vec<FaceId>> = Vec::with_capacity(units.len());
    for unit in units {
        let start = faces.len() as FaceId;
        for &(layer, face) in contours.get(&unit.code).into_iter().flatten() {
            faces.push(first[layer] + face);
            owners.push(unit.code);
        }
        groups.push((start..faces.len() as FaceId).collect());
    }
    let flawed = |error: CoverageError| BoundariesError::flawed(error, &owners);
    let used = Used { shapes: &shapes, faces: &faces, owners: &owners };
    // Some hundred thousand small texts: their memory is given back meanwhile.
    let (coverage, ()) = rayon::join(move || cover(used), || drop(attributes));
    let coverage = coverage.map_err(flawed)?;
    // Hundreds of megabytes, given back while the work goes on.
    rayon::spawn(move || drop(shapes));
    if groups.iter().all(|group| group.len() == 1) {
        return Ok(coverage);
    }
    // Contours in parts, or of communes that are one today.
    let mut joined = Shapes::new();
    for group in &groups {
        match group.as_slice() {
            &[face] => joined.push_face(&coverage.face(face)),
            faces => joined.push_face(&coverage.dissolve(faces)),
        }
    }
    let codes: Vec<CommuneCode> = units.iter().map(|unit| unit.code).collect();
    Coverage::from_shapes(&joined).map_err(|error| BoundariesError::flawed(error, &codes))
}
