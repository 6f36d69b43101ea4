//! Unions that touch themselves in a point: where they part, and where they do not.

use geo::Area;
use geo_types::MultiPolygon;
use maillage::coverage::Coverage;

use crate::dissolve::union;
use crate::shapes::{assert_sound, holes, ring, shape};

#[test]
fn two_squares_that_touch_in_a_corner_dissolve_to_two_polygons() {
    assert_eq!(holes(&union(&["A.", ".B"], "AB")), [0, 0]);
    assert_eq!(holes(&union(&[".A", "B."], "AB")), [0, 0]);
    assert_eq!(holes(&union(&["AC", "DB"], "AB")), [0, 0]);
}

#[test]
fn a_chessboard_dissolves_to_its_squares() {
    assert_eq!(holes(&union(&["ABAB", "BABA", "ABAB", "BABA"], "A")), [0; 8]);
}

#[test]
fn a_chain_of_squares_that_touch_in_corners_around_a_void_has_no_hole() {
    assert_eq!(holes(&union(&[".A.", "A.A", ".A."], "A")), [0; 4]);
}

#[test]
fn a_c_that_closes_in_a_point_has_a_hole_that_touches_its_exterior() {
    assert_eq!(holes(&union(&["AAA", "A.A", "AA."], "A")), [1]);
    assert_eq!(holes(&union(&["AAB", "C.B", "CC."], "ABC")), [1]);
}

#[test]
fn a_hole_may_touch_the_exterior_from_any_corner() {
    for rows in [[".AA", "A.A", "AAA"], ["AA.", "A.A", "AAA"], ["AAA", "A.A", ".AA"], ["AAA", "A.A", "AA."]] {
        assert_eq!(holes(&union(&rows, "A")), [1]);
    }
}

#[test]
fn two_holes_that_touch_stay_two_holes() {
    assert_eq!(holes(&union(&["AAAA", "A.AA", "AA.A", "AAAA"], "A")), [2]);
    assert_eq!(holes(&union(&["AAAA", "ABAA", "AACA", "AAAA"], "A")), [2]);
}

#[test]
fn holes_that_touch_each_other_and_the_exterior_stay_apart() {
    assert_eq!(holes(&union(&["AAAA", "A.AA", "AA.A", "AAA."], "A")), [2]);
    assert_eq!(holes(&union(&["AAAAAA", "A.A.AA", "AA.AAA", "A.A.AA", "AAAAAA"], "A")), [5]);
}

#[test]
fn a_chain_of_holes_that_touch_from_side_to_side_cuts_the_polygon_in_two() {
    assert_eq!(holes(&union(&[".AA", "A.A", "AA."], "A")), [0, 0]);
    assert_eq!(holes(&union(&["AAA.", "AA.A", "A.AA", ".AAA"], "A")), [0, 0]);
}

#[test]
fn holes_that_touch_in_a_circle_are_one_hole_with_an_island() {
    assert_eq!(holes(&union(&["AAAAA", "AA.AA", "A.A.A", "AA.AA", "AAAAA"], "A")), [1, 0]);
    assert_eq!(holes(&union(&["AAAAA", "AABAA", "ACADA", "AAEAA", "AAAAA"], "A")), [1, 0]);
}

#[test]
fn a_circle_of_holes_that_touches_the_exterior_is_still_one_hole_with_an_island() {
    assert_eq!(holes(&union(&["AAAAA", "AA.AA", "A.A.A", "AA.AA", "AAA.A"], "A")), [1, 0]);
}

#[test]
fn an_island_that_touches_the_shore_around_it_in_a_point_is_a_polygon() {
    assert_eq!(holes(&union(&["AAAAA", "A...A", "A.B.A", "AA..A", "AAAAA"], "AB")), [1, 0]);
    assert_eq!(holes(&union(&["AAAAA", "A..AA", "A.B.A", "AA..A", "AAAAA"], "AB")), [1, 0]);
}

#[test]
fn an_island_may_touch_the_shore_in_one_point_and_its_own_hole_in_another() {
    let rows = ["AAAAAAA", "A.....A", "A.BBB.A", "A.B.B.A", "A.BB..A", "A...A.A", "AAAAAAA"];
    assert_eq!(holes(&union(&rows, "AB")), [1, 1]);
}

#[test]
fn a_union_pinched_by_a_face_that_is_not_of_it_parts_as_if_by_the_outside() {
    assert_eq!(holes(&union(&["AAC", "CBB"], "AB")), [0]);
    assert_eq!(holes(&union(&["AC", "CB"], "AB")), [0, 0]);
    assert_eq!(holes(&union(&["AAA", "ACA", "AAC"], "A")), [1]);
}

#[test]
fn a_ring_that_touches_itself_is_understood_as_hole_or_polygons() {
    let dissolved = |ring: &[(i32, i32)]| {
        let coverage = Coverage::from_polygons(&[shape(ring)]).unwrap();
        let united = coverage.dissolve(&[0]);
        assert_sound(&united, &coverage);
        holes(&united)
    };
    // A C drawn in one line that passes its closing point twice; two squares drawn so through their common corner.
    assert_eq!(dissolved(&[(0, 0), (2, 0), (2, 1), (1, 1), (1, 2), (2, 2), (2, 1), (3, 1), (3, 3), (0, 3)]), [1]);
    assert_eq!(dissolved(&[(0, 0), (1, 0), (1, 1), (2, 1), (2, 2), (1, 2), (1, 1), (0, 1)]), [0, 0]);
}

#[test]
fn a_spike_of_a_ring_has_no_part_in_the_union() {
    let spiked = shape(&[(0, 0), (2, 0), (2, 2), (3, 3), (2, 2), (0, 2)]);
    let coverage = Coverage::from_polygons(&[spiked]).unwrap();
    assert_eq!(coverage.dissolve(&[0]), shape(&[(2, 2), (0, 2), (0, 0), (2, 0)]));
}

/// Eight slices of a cake, named round from the east; a cake in a square tin, which is face 8.
fn cake() -> Vec<MultiPolygon<f64>> {
    let rim = [(4, 0), (3, 3), (0, 4), (-3, 3), (-4, 0), (-3, -3), (0, -4), (3, -3)];
    let mut faces: Vec<_> = (0..8).map(|slice| shape(&[(0, 0), rim[slice], rim[(slice + 1) % 8]])).collect();
    let tin = ring(&[(9, -9), (9, 9), (-9, 9), (-9, -9)]);
    faces.push(geo_types::Polygon::new(tin, vec![ring(&rim)]).into());
    faces
}

fn slices(faces: &[u32]) -> Vec<usize> {
    let shapes = cake();
    let coverage = Coverage::from_polygons(&shapes).unwrap();
    let united = coverage.dissolve(faces);
    assert_sound(&united, &coverage);
    let areas: f64 = faces.iter().map(|&face| shapes[face as usize].unsigned_area()).sum();
    assert_eq!(united.unsigned_area(), areas);
    holes(&united)
}

#[test]
fn slices_that_meet_in_the_middle_only_are_polygons_each() {
    assert_eq!(slices(&[0, 2, 4, 6]), [0; 4]);
    assert_eq!(slices(&[0, 1, 3, 4, 6]), [0; 3]);
    assert_eq!(slices(&[7, 0, 3, 4]), [0; 2]);
    assert_eq!(slices(&[0, 1, 2, 3, 4, 5, 6]), [0]);
    assert_eq!(slices(&[0, 1, 2, 3, 4, 5, 6, 7]), [0]);
}

#[test]
fn holes_that_meet_in_the_middle_are_holes_each() {
    assert_eq!(slices(&[8, 0, 2, 4, 6]), [4]);
    assert_eq!(slices(&[8, 0, 3, 6]), [3]);
    assert_eq!(slices(&[8, 0, 4]), [2]);
    assert_eq!(slices(&[8, 0]), [1]);
    assert_eq!(slices(&[8]), [1]);
}
