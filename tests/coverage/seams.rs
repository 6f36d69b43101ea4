//! Seams, and which faces are at the edge of the coverage.
//!
//! Borders here are wide: a hundred metres. Seams are a few metres wide at most, and five are tolerated.

use geo_types::MultiPolygon;
use maillage::coverage::{Coverage, Plane, Seam, find_seams};

use crate::drawing::{draw, faces};
use crate::shapes::shape;

const TOLERANCE: f64 = 5.0;

/// A face below and a face above the line from (0, 0) to (100, 0), each with its own vertex near the middle of it.
pub fn two_versions(below: i32, above: i32) -> Vec<MultiPolygon<f64>> {
    vec![
        shape(&[(0, 0), (0, -50), (100, -50), (100, 0), (50, below)]),
        shape(&[(0, 0), (50, above), (100, 0), (100, 50), (0, 50)]),
    ]
}

/// The same with a face beyond each end of the line, so that the seam is inland.
pub fn inland(mut faces: Vec<MultiPolygon<f64>>) -> Vec<MultiPolygon<f64>> {
    faces.push(shape(&[(0, 50), (-50, 50), (-50, -50), (0, -50), (0, 0)]));
    faces.push(shape(&[(100, -50), (150, -50), (150, 50), (100, 50), (100, 0)]));
    faces
}

/// The same with a face beyond the eastern end only.
pub fn from_the_coast(faces: Vec<MultiPolygon<f64>>) -> Vec<MultiPolygon<f64>> {
    let mut faces = inland(faces);
    faces.remove(2);
    faces
}

fn seams(faces: &[MultiPolygon<f64>]) -> Vec<Seam> {
    find_seams(&Coverage::from_polygons(faces).unwrap(), &Plane, TOLERANCE)
}

fn at_the_edge(rows: &[&str]) -> Vec<u32> {
    let drawing = draw(rows);
    let edge = drawing.coverage().at_the_edge(&Plane, 0.0);
    drawing.all().into_iter().filter(|&face| edge[face as usize]).collect()
}

#[test]
fn a_coverage_whose_borders_match_has_no_seam() {
    assert_eq!(seams(&inland(two_versions(0, 0))), []);
    assert_eq!(find_seams(&draw(&["AB", "CD"]).coverage(), &Plane, 0.4), []);
}

#[test]
fn a_thin_gap_between_two_faces_is_a_seam_with_its_area_and_width() {
    let found = seams(&inland(two_versions(-2, 2)));
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0].faces, found[0].area), (&vec![0, 1], 200.0));
    assert!((found[0].width - 2.0).abs() < 0.01);
}

#[test]
fn a_thin_overlap_of_two_faces_is_a_seam() {
    let found = seams(&inland(two_versions(2, -2)));
    assert_eq!(found.len(), 1);
    assert_eq!((&found[0].faces, found[0].area), (&vec![0, 1], 200.0));
}

#[test]
fn a_seam_that_begins_at_the_coast_is_one_too() {
    for (below, above) in [(-2, 2), (2, -2), (0, 3), (3, 0)] {
        let found = seams(&from_the_coast(two_versions(below, above)));
        assert_eq!(found.len(), 1, "{below} {above}");
        assert_eq!(found[0].faces, [0, 1]);
    }
}

#[test]
fn a_seam_from_coast_to_coast_is_one_too() {
    for (below, above) in [(-2, 2), (2, -2), (0, 3), (3, 0)] {
        let found = seams(&two_versions(below, above));
        assert_eq!(found.len(), 1, "{below} {above}");
        assert_eq!(found[0].faces, [0, 1]);
    }
}

#[test]
fn a_vertex_missing_on_a_straight_border_is_a_seam_of_no_width() {
    for around in [inland, from_the_coast, std::convert::identity] {
        let mut faces = around(two_versions(0, 0));
        faces[0] = shape(&[(0, 0), (0, -50), (100, -50), (100, 0)]);
        let found = seams(&faces);
        assert_eq!(found.len(), 1);
        assert_eq!((&found[0].faces, found[0].area, found[0].width), (&vec![0, 1], 0.0, 0.0));
    }
}

#[test]
fn a_gap_wider_than_the_tolerance_is_not_a_seam() {
    assert_eq!(seams(&inland(two_versions(-8, 8))), []);
    assert_eq!(find_seams(&draw(&["AAB", "A.B", "ABB"]).coverage(), &Plane, 0.4), []);
}

#[test]
fn a_narrow_pond_within_one_face_is_not_a_seam() {
    let mut faces = vec![shape(&[(0, 0), (100, 0), (100, 50), (0, 50)])];
    faces[0].0[0].interiors_push(crate::shapes::ring(&[(10, 10), (90, 10), (90, 11), (10, 11)]));
    assert_eq!(seams(&faces), []);
}

#[test]
fn several_seams_are_found_each_once() {
    let up = |y: i32| {
        move |faces: Vec<MultiPolygon<f64>>| {
            use geo::Translate;
            faces.into_iter().map(move |face| face.translate(0.0, f64::from(y)))
        }
    };
    let mut faces: Vec<_> = up(0)(inland(two_versions(-2, 2))).collect();
    faces.extend(up(200)(inland(two_versions(2, -2))));
    faces.extend(up(400)(two_versions(-1, 1)));
    let found: Vec<_> = seams(&faces).into_iter().map(|seam| seam.faces).collect();
    assert_eq!(found, [[0, 1], [4, 5], [8, 9]]);
}

#[test]
fn faces_on_the_coast_are_at_the_edge_and_inland_ones_are_not() {
    assert_eq!(at_the_edge(&["AABB", "ACDB", "EEEB"]), faces("ABE"));
}

#[test]
fn a_face_that_meets_the_coast_in_a_corner_only_is_not_at_the_edge() {
    assert_eq!(at_the_edge(&[".AAA", "BCDA", "BBBA"]), faces("AB"));
}

#[test]
fn faces_around_a_lake_are_at_the_edge() {
    assert_eq!(at_the_edge(&["AAAAA", "ABBBA", "AB.CA", "ABCCA", "AAAAA"]), faces("ABC"));
}

#[test]
fn an_empty_face_is_not_at_the_edge() {
    assert_eq!(at_the_edge(&["AC"]), faces("AC"));
}

/// The same with a frame around, which makes the faces and what lies beyond the ends of their border inland.
fn framed(faces: Vec<MultiPolygon<f64>>) -> Vec<MultiPolygon<f64>> {
    let mut faces = inland(faces);
    let inner = [(-50, 50), (0, 50), (100, 50), (150, 50), (150, -50), (100, -50), (0, -50), (-50, -50)];
    let outer = crate::shapes::ring(&[(-90, -90), (190, -90), (190, 90), (-90, 90)]);
    faces.push(geo_types::Polygon::new(outer, vec![crate::shapes::ring(&inner)]).into());
    faces
}

#[test]
fn a_seam_does_not_put_faces_at_the_edge_unless_it_is_wider_than_said() {
    let coverage = Coverage::from_polygons(&framed(two_versions(-2, 2))).unwrap();
    assert_eq!(coverage.at_the_edge(&Plane, TOLERANCE), [false, false, false, false, true]);
    assert_eq!(coverage.at_the_edge(&Plane, 1.0), [true, true, false, false, true]);
}

#[test]
fn a_sliver_of_a_face_over_its_neighbour_belongs_to_the_seam_it_touches() {
    let mut faces = framed(two_versions(-2, 2));
    faces[0].0.extend(shape(&[(100, 0), (90, 4), (90, 3)]).0);
    let coverage = Coverage::from_polygons(&faces).unwrap();
    assert_eq!(coverage.at_the_edge(&Plane, TOLERANCE), [false, false, false, false, true]);
    // Away from any seam it is an islet.
    let mut faces = framed(two_versions(0, 0));
    faces[0].0.extend(shape(&[(90, 10), (90, 14), (80, 14)]).0);
    let coverage = Coverage::from_polygons(&faces).unwrap();
    assert_eq!(coverage.at_the_edge(&Plane, TOLERANCE), [true, false, false, false, true]);
}
