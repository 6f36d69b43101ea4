//! Polygons to arcs: what is shared, what does not matter in the input, and what is refused.

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use maillage::coverage::{Coverage, CoverageError, FaceRing, Plane, Sides};

use crate::drawing::draw;
use crate::pen::Pen;
use crate::shapes::{bits, form, ring, rings, shape};

fn sides(coverage: &Coverage) -> Vec<Sides> {
    (0..coverage.arc_count()).map(|arc| coverage.sides(arc)).collect()
}

fn error(faces: &[MultiPolygon<f64>]) -> CoverageError {
    Coverage::from_polygons(faces).expect_err("this is no coverage")
}

const FIRST: FaceRing = FaceRing { face: 0, polygon: 0, ring: 0 };

#[test]
fn a_face_alone_is_one_arc_with_the_outside_across() {
    let coverage = draw(&["A"]).coverage();
    assert_eq!(sides(&coverage), [Sides { left: Some(0), right: None }]);
    assert_eq!(coverage.arc(0).len(), 5);
}

#[test]
fn two_faces_side_by_side_share_one_arc_and_have_one_free_arc_each() {
    let coverage = draw(&["AB", "AB"]).coverage();
    let pairs: Vec<_> = sides(&coverage).iter().filter_map(|sides| sides.pair()).collect();
    let free: Vec<_> = sides(&coverage).iter().filter_map(|sides| sides.free()).collect();
    assert_eq!((pairs, free), (vec![(0, 1)], vec![0, 1]));
}

#[test]
fn an_enclave_shares_its_whole_ring_though_that_has_no_node() {
    let coverage = draw(&["AAA", "ABA", "AAA"]).coverage();
    assert_eq!(coverage.arc_count(), 2);
    assert!(sides(&coverage).iter().any(|sides| sides.pair() == Some((0, 1))));
}

#[test]
fn an_enclave_is_found_wherever_its_ring_and_the_hole_begin_and_whichever_way_they_turn() {
    let corners = [(2, 2), (4, 2), (5, 5), (2, 4)];
    let frame = ring(&[(0, 0), (9, 0), (9, 9), (0, 9)]);
    let turned = |begin: usize, back: bool| {
        let mut corners = corners;
        corners.rotate_left(begin);
        if back {
            corners.reverse();
        }
        corners
    };
    for (hole, inside) in (0..8).flat_map(|hole| (0..8).map(move |inside| (hole, inside))) {
        let around = Polygon::new(frame.clone(), vec![ring(&turned(hole / 2, hole % 2 == 0))]);
        let enclave = shape(&turned(inside / 2, inside % 2 == 0));
        let coverage = Coverage::from_polygons(&[around.into(), enclave]).unwrap();
        assert_eq!(coverage.arc_count(), 2);
        assert_eq!(coverage.dissolve(&[0, 1]).0, [Polygon::new(frame.clone(), Vec::new())]);
    }
}

#[test]
fn four_faces_around_a_point_have_a_node_there_and_four_borders() {
    let coverage = draw(&["AB", "CD"]).coverage();
    assert_eq!(coverage.arc_count(), 8);
    assert_eq!(coverage.borders(&coverage.lengths(&Plane)).len(), 4);
}

#[test]
fn rings_wound_either_way_and_begun_anywhere_are_the_same_coverage() {
    let drawing = draw(&["AAAC", "ABAC", "AAAC", "DDDD"]);
    let shapes = drawing.shapes(&Pen::PLAIN);
    let forms: Vec<_> = shapes.iter().map(form).collect();
    let expected = drawing.coverage();
    for (begin, back) in (0..12).flat_map(|begin| [(begin, false), (begin, true)]) {
        let turn = |line: &LineString<f64>| {
            let mut open = line.0[1..].to_vec();
            let middle = begin % open.len();
            open.rotate_left(middle);
            if back {
                open.reverse();
            }
            LineString(open)
        };
        let polygon =
            |shape: &Polygon<f64>| Polygon::new(turn(shape.exterior()), shape.interiors().iter().map(turn).collect());
        let turned: Vec<MultiPolygon<f64>> = shapes.iter().map(|shape| shape.iter().map(polygon).collect()).collect();
        let coverage = Coverage::from_polygons(&turned).unwrap();
        let found: Vec<_> = (0..4).map(|face| form(&coverage.face(face))).collect();
        assert_eq!(found, forms);
        assert_eq!(coverage.arc_count(), expected.arc_count());
        assert_eq!(coverage.borders(&coverage.lengths(&Plane)), expected.borders(&expected.lengths(&Plane)));
    }
}

#[test]
fn repeated_vertices_are_passed_over_where_the_ring_closes_too() {
    let plain = Coverage::from_polygons(&[shape(&[(0, 0), (2, 0), (2, 2)])]).unwrap();
    let stuttering = [(0, 0), (0, 0), (2, 0), (2, 0), (2, 0), (2, 2), (0, 0), (0, 0)];
    let coverage = Coverage::from_polygons(&[shape(&stuttering)]).unwrap();
    assert_eq!(form(&coverage.face(0)), form(&plain.face(0)));
}

#[test]
fn minus_zero_is_zero() {
    let left = shape(&[(-1, 0), (0, 0), (0, 1), (-1, 1)]);
    let mut right = shape(&[(0, 0), (1, 0), (1, 1), (0, 1)]);
    right.0[0].exterior_mut(|ring| ring.0.iter_mut().filter(|v| v.x == 0.0).for_each(|v| v.x = -0.0));
    let coverage = Coverage::from_polygons(&[left, right]).unwrap();
    assert_eq!(coverage.borders(&coverage.lengths(&Plane)).len(), 1);
    assert_eq!(coverage.dissolve(&[0, 1]).0.len(), 1);
}

#[test]
fn faces_keep_their_number_and_empty_ones_count() {
    let coverage = draw(&["A.D"]).coverage();
    assert_eq!(coverage.face_count(), 4);
    let empty: Vec<bool> = (0..4).map(|face| coverage.is_empty_face(face)).collect();
    assert_eq!(empty, [false, true, true, false]);
    assert!(coverage.face(1).0.is_empty() && coverage.arcs_of(1).is_empty());
}

#[test]
fn no_face_at_all_is_a_coverage() {
    let coverage = Coverage::from_polygons(&[]).unwrap();
    assert_eq!((coverage.face_count(), coverage.arc_count(), coverage.vertex_count()), (0, 0, 0));
    assert!(coverage.dissolve(&[]).0.is_empty() && coverage.crossings().is_empty());
}

#[test]
fn a_face_comes_back_with_the_vertices_it_was_given() {
    let pen = Pen { seed: 7, shake: 0.1, dense: true, in_degrees: true };
    let shapes = draw(&["AABB", "A.BC", "AACC"]).shapes(&pen);
    let coverage = Coverage::from_polygons(&shapes).unwrap();
    for (face, shape) in (0..).zip(&shapes) {
        assert_eq!(form(&coverage.face(face)), form(shape));
        let count = |shape| rings(shape).flat_map(|ring| &ring.0).map(bits).count();
        assert_eq!(count(&coverage.face(face)), count(shape));
    }
}

#[test]
fn the_face_is_on_the_left_of_all_its_arcs() {
    let coverage = draw(&["AABB", "A.BC", "AACC"]).coverage();
    for face in 0..3 {
        for arc in coverage.arcs_of(face) {
            let sides = coverage.sides(arc.index());
            assert_eq!(if arc.is_reversed() { sides.right } else { sides.left }, Some(face));
        }
    }
}

#[test]
fn a_coordinate_that_is_not_finite_is_refused_with_its_place() {
    for bad in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let mut faces = draw(&["A.B"]).shapes(&Pen::PLAIN);
        faces[1].0[0].exterior_mut(|ring| ring.0[2] = Coord { x: 1.0, y: bad });
        let CoverageError::NotFinite { at, vertex, x, y } = error(&faces) else { panic!("another error") };
        assert_eq!((at, vertex, x), (FaceRing { face: 1, ..FIRST }, 2, 1.0));
        assert_eq!(y.to_bits(), bad.to_bits());
    }
}

#[test]
fn a_ring_of_fewer_than_three_distinct_vertices_is_refused() {
    let cases: [(&[(i32, i32)], usize); 5] = [
        (&[], 0),
        (&[(1, 1), (1, 1), (1, 1)], 1),
        (&[(0, 0), (2, 0)], 2),
        (&[(0, 0), (2, 0), (2, 0), (0, 0)], 2),
        (&[(0, 0), (2, 0), (0, 0), (2, 0)], 2),
    ];
    for (vertices, distinct) in cases {
        assert_eq!(error(&[shape(vertices)]), CoverageError::RingTooShort { at: FIRST, distinct });
    }
}

#[test]
fn an_error_tells_which_ring_of_which_polygon() {
    let outer = Polygon::new(ring(&[(0, 0), (9, 0), (9, 9)]), vec![ring(&[(5, 2), (7, 2), (7, 2)])]);
    let faces = [
        shape(&[(20, 0), (21, 0), (21, 1)]),
        MultiPolygon(vec![shape(&[(0, 20), (1, 20), (1, 21)]).0.remove(0), outer]),
    ];
    assert_eq!(
        error(&faces),
        CoverageError::RingTooShort { at: FaceRing { face: 1, polygon: 1, ring: 1 }, distinct: 2 }
    );
}

#[test]
fn of_several_bad_rings_the_first_is_told_on_any_number_of_threads() {
    let good = |at: i32| shape(&[(3 * at, 0), (3 * at + 1, 0), (3 * at + 1, 1)]);
    let bad = shape(&[(0, 0), (2, 0)]);
    let faces: Vec<_> = (0..4000).map(|at| if at < 1999 { good(at) } else { bad.clone() }).collect();
    for _ in 0..50 {
        let CoverageError::RingTooShort { at, .. } = error(&faces) else { panic!("another error") };
        assert_eq!(at.face, 1999);
    }
}

#[test]
fn two_faces_on_the_same_side_of_a_segment_are_refused() {
    let low = shape(&[(0, 0), (4, 0), (4, 2), (0, 2)]);
    let high = shape(&[(0, 0), (4, 0), (4, 5), (0, 5)]);
    let CoverageError::SameSide { first, second, from, to } = error(&[low.clone(), high]) else { panic!() };
    assert_eq!((first, second), (0, 1));
    assert_eq!((bits(&from), bits(&to)), (bits(&Coord { x: 0.0, y: 0.0 }), bits(&Coord { x: 4.0, y: 0.0 })));
    // Twice the same face, or twice the same polygon in a face.
    assert!(matches!(error(&[low.clone(), low.clone()]), CoverageError::SameSide { first: 0, second: 1, .. }));
    let twice = MultiPolygon(vec![low.0[0].clone(), low.0[0].clone()]);
    assert!(matches!(error(&[twice]), CoverageError::SameSide { first: 0, second: 0, .. }));
}
