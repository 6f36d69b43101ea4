//! Contours for units that the table of contours lacks, whole or in part.
//!
//! Three ways:
//!
//! - A commune that is the union of communes déléguées all of which have a contour is dissolved from them.
//! - A commune re-established since the contours were drawn takes the contour that it had as a commune déléguée in an
//!   earlier table; the commune that it left, whose contour still holds it, is drawn anew from the same table.
//! - A commune that others have joined, and whose contour does not hold theirs yet, is joined with the contours that
//!   they had as communes in the earlier table.

use std::collections::BTreeMap;

use geo::{Area, BoundingRect, Contains, InteriorPoint};
use geo_types::MultiPolygon;

use super::contours::{Contours, Kind};
use super::on_grid::repaired_with;
use crate::cog::CommuneCode;
use crate::coverage::{Coverage, FaceId, Shapes};
use crate::reference::metadata::Mend;
use crate::reference::{ReferenceError, Unit};

pub(super) struct Mended {
    /// One for each unit, in their order; empty where no contour could be found.
    pub faces: Vec<MultiPolygon<f64>>,
    pub mends: Vec<Mend>,
}

pub(super) fn contours(
    units: &[Unit],
    parts: &BTreeMap<CommuneCode, Vec<CommuneCode>>,
    former_codes: &BTreeMap<CommuneCode, CommuneCode>,
    tolerance: f64,
    mut contours: Contours,
    mut former: Contours,
) -> Result<Mended, ReferenceError> {
    let mut faces = Vec::with_capacity(units.len());
    let mut mends = Vec::new();
    for unit in units {
        let kind = if unit.city.is_some() { Kind::Arrondissement } else { Kind::Commune };
        if let Some(contour) = contours.remove(&(kind, unit.code)) {
            faces.push(contour);
        } else if let Some(contour) = from_parts(parts.get(&unit.code), &contours, tolerance)? {
            let list = parts[&unit.code].iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
            mends.push(Mend { code: unit.code, how: format!("union of the communes déléguées {list}") });
            faces.push(contour);
        } else if let Some(contour) = former.remove(&(Kind::Part, unit.code)) {
            let how = "contour of the commune déléguée in the earlier table".to_owned();
            mends.push(Mend { code: unit.code, how });
            faces.push(contour);
        } else {
            faces.push(MultiPolygon(Vec::new()));
        }
    }
    redraw_what_was_left(units, &mut faces, &mut mends, &mut former);
    join_what_came(units, former_codes, tolerance, &former, &mut faces, &mut mends)?;
    mends.sort_by_key(|mend| mend.code);
    Ok(Mended { faces, mends })
}

/// The union of the parts, when all have a contour.
fn from_parts(
    parts: Option<&Vec<CommuneCode>>,
    contours: &Contours,
    tolerance: f64,
) -> Result<Option<MultiPolygon<f64>>, ReferenceError> {
    let Some(parts) = parts else { return Ok(None) };
    let shapes: Option<Shapes> = parts.iter().map(|&part| contours.get(&(Kind::Part, part))).collect();
    shapes.map(|shapes| union(shapes, tolerance)).transpose()
}

/// A commune whose contour holds a vertex-for-vertex border of a re-established one has left it: its own contour is
/// taken from the earlier table as well, under its own code.
fn redraw_what_was_left(units: &[Unit], faces: &mut [MultiPolygon<f64>], mends: &mut Vec<Mend>, former: &mut Contours) {
    let taken: Vec<usize> = mends
        .iter()
        .filter(|mend| mend.how.starts_with("contour"))
        .filter_map(|mend| units.binary_search_by_key(&mend.code, |unit| unit.code).ok())
        .collect();
    let inside: Vec<_> = taken.iter().filter_map(|&unit| faces[unit].interior_point()).collect();
    let mut redrawn = Vec::new();
    for (index, unit) in units.iter().enumerate() {
        if taken.contains(&index) || !former.contains_key(&(Kind::Part, unit.code)) {
            continue;
        }
        let Some(extent) = faces[index].bounding_rect() else { continue };
        let holds = |point: &geo_types::Point<f64>| extent.contains(point) && faces[index].contains(point);
        if inside.iter().any(holds) {
            redrawn.push(index);
        }
    }
    for index in redrawn {
        if let Some(contour) = former.remove(&(Kind::Part, units[index].code))
            && contour.unsigned_area() < faces[index].unsigned_area()
        {
            faces[index] = contour;
            let how = "contour of the commune déléguée in the earlier table: others have left this commune".to_owned();
            mends.push(Mend { code: units[index].code, how });
        }
    }
}

/// Joins to each commune the communes that have become part of it and that its contour does not hold yet.
fn join_what_came(
    units: &[Unit],
    former_codes: &BTreeMap<CommuneCode, CommuneCode>,
    tolerance: f64,
    former: &Contours,
    faces: &mut [MultiPolygon<f64>],
    mends: &mut Vec<Mend>,
) -> Result<(), ReferenceError> {
    let mut came: BTreeMap<usize, Vec<CommuneCode>> = BTreeMap::new();
    for (&old, &new) in former_codes {
        let Some(contour) = former.get(&(Kind::Commune, old)) else { continue };
        let Ok(unit) = units.binary_search_by_key(&new, |unit| unit.code) else { continue };
        let held = contour.interior_point().is_some_and(|point| faces[unit].contains(&point));
        if !held {
            came.entry(unit).or_default().push(old);
        }
    }
    for (unit, codes) in came {
        let joining = codes.iter().filter_map(|&code| former.get(&(Kind::Commune, code)));
        faces[unit] = union(std::iter::once(&faces[unit]).chain(joining).collect(), tolerance)?;
        let list = codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        let how = format!("joined with {list}, communes of their own in the earlier table");
        mends.push(Mend { code: units[unit].code, how });
    }
    Ok(())
}

/// The union of parts of a commune. What is between them is theirs, up to the tolerance.
fn union(shapes: Shapes, tolerance: f64) -> Result<MultiPolygon<f64>, ReferenceError> {
    let coverage = Coverage::from_shapes(&repaired_with(shapes, tolerance, tolerance).shapes)?;
    let all: Vec<FaceId> = (0..coverage.face_count() as FaceId).collect();
    Ok(coverage.dissolve(&all))
}
