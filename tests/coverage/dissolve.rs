//! The union of some faces: holes, islands, several polygons, and what does not matter.

use std::collections::BTreeSet;

use geo::{Area, Validation};
use geo_types::MultiPolygon;
use maillage::coverage::Coverage;

use crate::drawing::{draw, faces};
use crate::pen::Pen;
use crate::shapes::{assert_sound, bits, form, holes, segments, shape};

/// The union of the faces named, checked in every way that a drawing allows.
pub fn union(rows: &[&str], letters: &str) -> MultiPolygon<f64> {
    let drawing = draw(rows);
    let coverage = drawing.coverage();
    let union = coverage.dissolve(&faces(letters));
    assert_sound(&union, &coverage);
    assert_eq!(form(&union), form(&drawing.union(&faces(letters), &Pen::PLAIN)));
    let cells = drawing.cells.values().filter(|face| faces(letters).contains(face)).count();
    assert_eq!(union.unsigned_area(), cells as f64);
    union
}

#[test]
fn one_face_gives_the_face_back() {
    let rows = ["AAAAC", "A.B.C", "AAAAC", "CCCCC"];
    let coverage = draw(&rows).coverage();
    for letter in ["A", "B", "C"] {
        assert_eq!(form(&union(&rows, letter)), form(&coverage.face(faces(letter)[0])));
    }
}

#[test]
fn no_face_gives_nothing() {
    assert!(union(&["AB"], "").0.is_empty());
}

#[test]
fn an_empty_face_adds_nothing() {
    assert!(union(&["A.C"], "B").0.is_empty());
    assert_eq!(form(&union(&["A.C"], "AB")), form(&union(&["A.C"], "A")));
}

#[test]
fn faces_side_by_side_become_one_polygon_without_their_border() {
    let united = union(&["AAB", "CCB"], "ABC");
    assert_eq!(holes(&united), [0]);
    // Ten corners around six cells, those where borders ended included, and the first one again.
    assert_eq!(united.0[0].exterior().0.len(), 11);
}

#[test]
fn faces_apart_stay_apart_largest_first() {
    let united = union(&["A.BB", "..BB", "CC.."], "ABC");
    let areas: Vec<f64> = united.iter().map(Area::unsigned_area).collect();
    assert_eq!(areas, [4.0, 2.0, 1.0]);
}

#[test]
fn the_order_of_the_faces_and_repeats_do_not_matter() {
    let coverage = draw(&["AABB", "C.DB", "CCDD", "E..F"]).coverage();
    let expected = coverage.dissolve(&faces("ABCDEF"));
    for order in ["FEDCBA", "CAFEBD", "AABCDEFFF", "BADCFEABCDEF"] {
        assert_eq!(coverage.dissolve(&faces(order)), expected);
    }
}

#[test]
fn faces_around_nothing_have_a_hole() {
    assert_eq!(holes(&union(&["AAB", "C.B", "CDD"], "ABCD")), [1]);
}

#[test]
fn a_face_inside_the_group_but_not_of_it_is_a_hole() {
    assert_eq!(holes(&union(&["AAA", "ABC", "CCC"], "AC")), [1]);
}

#[test]
fn an_enclave_that_joins_its_surroundings_fills_their_hole() {
    assert_eq!(holes(&union(&["AAA", "ABA", "AAA"], "AB")), [0]);
}

#[test]
fn holes_that_share_a_side_are_one_hole() {
    assert_eq!(holes(&union(&["AAAA", "ABCA", "AAAA"], "A")), [1]);
    assert_eq!(holes(&union(&["AAAA", "AB.A", "AAAA"], "A")), [1]);
}

#[test]
fn several_holes_each_go_to_the_polygon_around_them() {
    let rows = [
        "AAAAAA.CCC", //
        "AB.AAA.C.C",
        "AAAABA.CCC",
        "AAAAAA....",
        "......DDD.",
        "......D.D.",
        "......DDD.",
    ];
    let united = union(&rows, "ACD");
    assert_eq!(holes(&united), [2, 1, 1]);
}

#[test]
fn an_island_in_a_hole_is_a_polygon_and_so_on_inwards() {
    let rows = [
        "AAAAAAAAA", //
        "ABBBBBBBA",
        "ABCCCCCBA",
        "ABCDDDCBA",
        "ABCDEDCBA",
        "ABCDDDCBA",
        "ABCCCCCBA",
        "ABBBBBBBA",
        "AAAAAAAAA",
    ];
    assert_eq!(holes(&union(&rows, "ACE")), [1, 1, 0]);
    assert_eq!(holes(&union(&rows, "BD")), [1, 1]);
    assert_eq!(holes(&union(&rows, "AE")), [1, 0]);
    assert_eq!(holes(&union(&rows, "ABDE")), [1, 0]);
    assert_eq!(holes(&union(&rows, "ABCDE")), [0]);
}

#[test]
fn islands_side_by_side_in_a_hole_are_polygons_each_with_its_holes() {
    let rows = ["AAAAAAAAA", "A.......A", "A.BBB.C.A", "A.B.B...A", "A.BBB.D.A", "A.......A", "AAAAAAAAA"];
    assert_eq!(holes(&union(&rows, "ABCD")), [1, 1, 0, 0]);
}

#[test]
fn a_face_of_several_polygons_is_joined_where_the_group_joins_it() {
    let rows = ["A.ABA", "....."];
    assert_eq!(holes(&union(&rows, "A")), [0, 0, 0]);
    assert_eq!(holes(&union(&rows, "AB")), [0, 0]);
}

#[test]
fn a_face_drawn_as_two_polygons_with_a_common_side_becomes_one() {
    let halves = draw(&["AB"]).shapes(&Pen::PLAIN);
    let face = MultiPolygon(halves.into_iter().flatten().collect());
    let coverage = Coverage::from_polygons(&[face]).unwrap();
    let united = coverage.dissolve(&[0]);
    assert_eq!((holes(&united), united.unsigned_area(), united.is_valid()), (vec![0], 2.0, true));
}

#[test]
fn groups_are_dissolved_each_as_by_itself_in_their_order() {
    let coverage = draw(&["AABB", "C.DB", "CCDD"]).coverage();
    let groups = [faces("AB"), vec![], faces("CD"), faces("AB"), faces("A")];
    let alone: Vec<_> = groups.iter().map(|group| coverage.dissolve(group)).collect();
    assert_eq!(coverage.dissolve_groups(&groups), alone);
}

#[test]
fn a_group_and_its_neighbours_keep_the_vertices_of_their_common_border() {
    let drawing = draw(&["AACC", "ABBC", "ADDC"]);
    let pen = Pen { seed: 3, shake: 0.15, dense: true, in_degrees: true };
    let coverage = Coverage::from_polygons(&drawing.shapes(&pen)).unwrap();
    for group in ["AB", "CD", "AC", "BD", "ABCD"] {
        let united = coverage.dissolve(&faces(group));
        assert_sound(&united, &coverage);
        assert_eq!(form(&united), form(&drawing.union(&faces(group), &pen)));
    }
}

#[test]
fn a_union_of_faces_that_overlap_by_unmatched_borders_has_all_their_sides_and_no_other() {
    // The upper two meet three metres below the line that the lower one has for its border.
    let faces = [
        shape(&[(0, 0), (0, -50), (100, -50), (100, 0)]),
        shape(&[(0, 0), (40, -3), (40, 50), (0, 50)]),
        shape(&[(40, -3), (100, 0), (100, 50), (40, 50)]),
    ];
    let coverage = Coverage::from_polygons(&faces).unwrap();
    for group in [vec![0, 1], vec![0, 2], vec![0, 1, 2]] {
        let sides = |shape| segments(shape).map(|(a, b)| (bits(&a), bits(&b))).collect::<BTreeSet<_>>();
        let mut expected: BTreeSet<_> = group.iter().flat_map(|&face| sides(&faces[face as usize])).collect();
        let twins: Vec<_> = expected.iter().copied().filter(|&(a, b)| expected.contains(&(b, a))).collect();
        twins.iter().for_each(|twin| assert!(expected.remove(twin)));
        assert_eq!(sides(&coverage.dissolve(&group)), expected, "{group:?}");
    }
}
