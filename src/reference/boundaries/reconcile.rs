//! Features to units: which contours make up which unit, by the codes of both.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::code_column::{code_of, find};
use super::{BoundariesError, BoundaryLayer, BoundaryNote, Feature};
use crate::cog::CommuneCode;
use crate::coverage::FaceId;
use crate::reference::Reference;

/// Which features are the contour of which unit.
#[derive(Default)]
pub(super) struct Plan {
    /// By code of the unit; a city that is held whole is one.
    pub contours: BTreeMap<CommuneCode, Vec<Feature>>,
    /// Departments that something is held of.
    pub departments: BTreeSet<u32>,
    /// Cities held whole.
    pub whole: BTreeSet<CommuneCode>,
    pub notes: Vec<BoundaryNote>,
}

pub(super) fn plan(reference: &Reference, layers: &[BoundaryLayer]) -> Result<Plan, BoundariesError> {
    let by_code = by_code(reference, layers)?;
    let mut plan = Plan::default();
    let mut unknown = Vec::new();
    for (&code, features) in &by_code {
        let features = once(&mut plan.notes, layers, code, features);
        let today = || reference.former_codes.get(&code).copied().filter(|&today| reference.find(today).is_some());
        if reference.find(code).is_some() {
            plan.contours.entry(code).or_default().extend(features);
        } else if let Some(city) = reference.areas.cities.iter().find(|city| city.code == code) {
            if reference.arrondissements(code).any(|part| by_code.contains_key(&reference.unit(part).code)) {
                plan.notes.push(BoundaryNote::CityBesideArrondissements { code });
            } else {
                plan.notes.push(BoundaryNote::CityWhole { code, name: city.name.clone() });
                plan.whole.insert(code);
                plan.contours.entry(code).or_default().extend(features);
            }
        } else if let Some(today) = today() {
            plan.notes.push(BoundaryNote::FormerCode { code, today });
            plan.contours.entry(today).or_default().extend(features);
        } else {
            unknown.push(format!("{code} ({})", layers[features[0].0].file));
        }
    }
    let units = plan.contours.keys().filter_map(|&code| reference.find_or_city(code));
    plan.departments = units.map(|unit| unit.department).collect();
    let missing = missing(reference, &plan);
    if !(unknown.is_empty() && missing.is_empty()) {
        return Err(BoundariesError::OtherVintage { cog: reference.metadata.cog, unknown, missing });
    }
    Ok(plan)
}

/// The features of all layers by their code.
fn by_code(
    reference: &Reference,
    layers: &[BoundaryLayer],
) -> Result<BTreeMap<CommuneCode, Vec<Feature>>, BoundariesError> {
    let is_known = |code| {
        reference.find(code).is_some()
            || reference.former_codes.contains_key(&code)
            || reference.areas.cities.iter().any(|city| city.code == code)
    };
    let mut coded: Vec<(CommuneCode, Feature)> = Vec::new();
    for (index, layer) in layers.iter().enumerate() {
        if layer.layer.attributes.is_empty() {
            return Err(BoundariesError::Empty { file: layer.file.clone() });
        }
        let column = find(layer, is_known)?;
        let mut without = Vec::new();
        let attributes = &layer.layer.attributes;
        let codes: Vec<Option<CommuneCode>> =
            attributes.par_iter().map(|attributes| attributes.get(&column).and_then(code_of)).collect();
        for (feature, code) in codes.into_iter().enumerate() {
            match code {
                Some(code) => coded.push((code, (index, feature as FaceId))),
                None => {
                    let value = attributes[feature].get(&column);
                    let value = value.map_or_else(|| "nothing".to_owned(), |value| format!("{:?}", value.to_text()));
                    without.push(format!("feature {} ({value})", feature + 1));
                }
            }
        }
        if !without.is_empty() {
            return Err(BoundariesError::WithoutCode { file: layer.file.clone(), column, features: without });
        }
    }
    coded.sort_unstable();
    let of_code = |same: &[(CommuneCode, Feature)]| (same[0].0, same.iter().map(|&(_, feature)| feature).collect());
    Ok(coded.chunk_by(|a, b| a.0 == b.0).map(of_code).collect())
}

/// The features of one code without those that repeat another one, and without those that have no polygon.
fn once(
    notes: &mut Vec<BoundaryNote>,
    layers: &[BoundaryLayer],
    code: CommuneCode,
    features: &[Feature],
) -> Vec<Feature> {
    let polygons = |&(layer, face): &Feature| layers[layer].layer.shapes.face(face);
    let mut kept: Vec<Feature> = Vec::with_capacity(features.len());
    for feature in features {
        let is_empty = layers[feature.0].layer.shapes.is_empty_face(feature.1);
        if !is_empty && !kept.iter().any(|other| polygons(other) == polygons(feature)) {
            kept.push(*feature);
        }
    }
    if features.len() > 1 {
        notes.push(BoundaryNote::Repeated { code, features: features.len(), identical: kept.len() < 2 });
    }
    if kept.is_empty() {
        notes.push(BoundaryNote::NoContour { code });
        kept.push(features[0]);
    }
    kept
}

/// Units without a feature, in departments of which the files hold something.
fn missing(reference: &Reference, plan: &Plan) -> Vec<String> {
    let has_contour = |code: CommuneCode| plan.contours.contains_key(&code);
    reference
        .units
        .par_iter()
        .filter(|unit| plan.departments.contains(&unit.department))
        .filter(|unit| !has_contour(unit.code) && !unit.city.is_some_and(has_contour))
        .map(|unit| unit.code.to_string())
        .collect()
}
