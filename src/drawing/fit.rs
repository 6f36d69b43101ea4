//! Whether the IRIS of a commune make it up: else the inhabitants of all of it would go to the few that a file has.

use std::collections::BTreeMap;

use geo::{Contains, InteriorPoint};
use rayon::prelude::*;

use super::doubt::Doubt;
use super::pieces::{GRID, SliverLimits};
use super::shares::Measured;
use crate::coverage::overlay::{FaceParts, Matched, Region, split};
use crate::coverage::{Areas, Coverage, Ellipsoid};
use crate::reference::{Reference, UnitId};

/// The share of a commune, from 0 to 1, that IRIS may leave out beside slivers: contours of several scales differ by less.
const TOLERANCE: f64 = 0.01;

/// Units that their IRIS do not make up, with what is missing and which lie elsewhere.
pub(super) fn fit(
    iris: &Coverage,
    codes: &[String],
    of_unit: &BTreeMap<UnitId, Vec<usize>>,
    reference: &Reference,
) -> BTreeMap<UnitId, Doubt> {
    let groups: Vec<(UnitId, Vec<u32>)> =
        of_unit.iter().map(|(&unit, all)| (unit, all.iter().map(|&iris| iris as u32).collect())).collect();
    let outline = |(_, faces): &(UnitId, Vec<u32>)| Region::of_polygons(&iris.dissolve(faces), GRID);
    let regions: Vec<Region> = groups.par_iter().map(outline).collect();
    let matched = Matched::new(&reference.coverage, GRID, &regions);
    let areas = Areas::new(&reference.coverage, &Ellipsoid::WGS84);
    let missing = |parts: FaceParts| {
        let face = parts.face;
        let own = groups.binary_search_by_key(&face, |&(unit, _)| unit).ok()?;
        let measured = Measured::new(parts, &areas, SliverLimits::default());
        let lacks = measured.parts.iter().filter(|part| !part.territories.contains(&own));
        let lacks: u64 = lacks.map(|part| part.real).sum();
        Some((face, if measured.area > 0 { lacks as f64 / measured.area as f64 } else { 0.0 }))
    };
    let missing = split(&reference.coverage, &matched, &regions, missing);
    let missing: BTreeMap<UnitId, f64> = missing.into_iter().flatten().collect();
    let judged = groups.into_par_iter().filter_map(|(unit, faces)| {
        // A commune that no IRIS comes near is in no face that was split.
        let missing = missing.get(&unit).copied().unwrap_or(1.0);
        let contour = reference.coverage.face(unit);
        let is_elsewhere =
            |&face: &u32| !iris.face(face).interior_point().is_some_and(|point| contour.contains(&point));
        let elsewhere = faces.into_iter().filter(is_elsewhere).filter_map(|face| codes.get(face as usize).cloned());
        let elsewhere: Vec<String> = elsewhere.collect();
        let is_fit = missing <= TOLERANCE && elsewhere.is_empty();
        (!is_fit).then_some((unit, Doubt::IrisUnfit { missing, elsewhere }))
    });
    judged.collect()
}
