//! All of France, as the reference in the program has it.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use geo::Validation;
use geo_types::MultiPolygon;
use maillage::cog::CommuneCode;
use maillage::coverage::validate::{Level, Options, Validate};
use maillage::coverage::{Coverage, Ellipsoid, FaceId, Shapes};
use maillage::reference::{Reference, load};

use crate::shapes::{form, interior_is_connected};

fn france() -> &'static Reference {
    static FRANCE: OnceLock<Reference> = OnceLock::new();
    FRANCE.get_or_init(|| load(None).expect("the reference is in the program"))
}

/// Units by department, and the outline of each department.
fn departments() -> (Vec<Vec<FaceId>>, Vec<MultiPolygon<f64>>) {
    let mut units = vec![Vec::new(); france().areas.departments.len()];
    (0..).zip(&france().units).for_each(|(id, unit)| units[unit.department as usize].push(id));
    let outlines = france().coverage.dissolve_groups(&units);
    (units, outlines)
}

fn codes(faces: &[FaceId]) -> Vec<CommuneCode> {
    faces.iter().map(|&face| france().unit(face).code).collect()
}

/// The rules that contours break and the units that do, as the reference tells them.
fn listed() -> BTreeSet<(String, Vec<CommuneCode>)> {
    france().metadata.repair.left.iter().map(|left| (left.rule.clone(), left.codes.clone())).collect()
}

#[test]
fn every_unit_dissolved_alone_is_its_own_contour() {
    let coverage = &france().coverage;
    let alone: Vec<Vec<FaceId>> = (0..coverage.face_count() as FaceId).map(|face| vec![face]).collect();
    for (face, shape) in (0..).zip(coverage.dissolve_groups(&alone)) {
        assert_eq!(form(&shape), form(&coverage.face(face)), "{}", france().unit(face).code);
    }
}

#[test]
fn every_department_is_valid_and_as_large_as_its_units_together() {
    let (units, outlines) = departments();
    let areas = france().coverage.areas(&Ellipsoid::WGS84);
    let of_outlines = Coverage::from_polygons(&outlines).expect("departments are a coverage").areas(&Ellipsoid::WGS84);
    let crossed: BTreeSet<CommuneCode> = listed().into_iter().flat_map(|(_, codes)| codes).collect();
    for (index, department) in france().areas.departments.iter().enumerate() {
        let sum: f64 = units[index].iter().map(|&unit| areas[unit as usize]).sum();
        assert!(
            (sum - of_outlines[index]).abs() <= 1e-9 * sum,
            "{}: {} against {sum}",
            department.name,
            of_outlines[index]
        );
        // Where units overlap, so may outlines.
        if !codes(&units[index]).iter().any(|code| crossed.contains(code)) {
            outlines[index].check_validation().unwrap_or_else(|error| panic!("{}: {error}", department.name));
            assert!(outlines[index].iter().all(interior_is_connected), "{}", department.name);
        }
    }
}

#[test]
fn departments_dissolve_to_the_same_country_as_units() {
    let (_, outlines) = departments();
    let all: Vec<FaceId> = (0..outlines.len() as FaceId).collect();
    let units: Vec<FaceId> = (0..france().units.len() as FaceId).collect();
    let country = Coverage::from_polygons(&outlines).unwrap().dissolve(&all);
    assert_eq!(form(&country), form(&france().coverage.dissolve(&units)));
}

#[test]
fn contours_are_a_valid_coverage_but_where_the_reference_says() {
    let coverage = &france().coverage;
    let contours: Vec<MultiPolygon<f64>> =
        (0..coverage.face_count() as FaceId).map(|face| coverage.face(face)).collect();
    let mut defects = contours.iter().collect::<Shapes>().validation_errors(&Ellipsoid::WGS84, &Options::default());
    defects.retain(|defect| defect.level() == Level::Error);
    let found: BTreeSet<_> = defects.iter().map(|it| (it.rule().to_owned(), codes(&it.faces()))).collect();
    assert_eq!(found, listed());
    assert!(listed().len() < 4, "{:?}", listed());
}

#[test]
fn no_border_was_moved_farther_than_the_tolerance() {
    let repair = &france().metadata.repair;
    assert!(repair.farthest_m() > 0.0 && repair.farthest_m() <= repair.tolerance_m, "{}", repair.farthest_m());
    assert!(repair.left.iter().all(|left| left.needed_m.is_some()), "{:?}", repair.left);
}
