//! Simplification, rule by rule.

use geo::Validation;
use geo_types::{Coord, MultiPolygon, Polygon};
use maillage::coverage::{Coverage, Ellipsoid, FaceId, Plane, Simplify};

use crate::drawing::draw;
use crate::pen::Pen;
use crate::shapes::{ring, shape};

const ALL: f64 = f64::INFINITY;

fn coverage(faces: &[MultiPolygon<f64>]) -> Coverage {
    let coverage = Coverage::from_polygons(faces).expect("a coverage");
    assert_eq!(coverage.crossings(), [], "a test begins with a coverage that has no crossing");
    coverage
}

fn simplified(coverage: &Coverage, method: Simplify) -> Coverage {
    let simplified = coverage.simplified(&Plane, method).expect("a coverage");
    assert_eq!(simplified.crossings(), []);
    for face in 0..simplified.face_count() as FaceId {
        assert!(simplified.face(face).is_valid(), "{:?}", simplified.face(face));
    }
    simplified
}

/// By either method, as far as it goes.
fn both_ways(coverage: &Coverage) -> [Coverage; 2] {
    [Simplify::Visvalingam(ALL), Simplify::DouglasPeucker(ALL)].map(|method| simplified(coverage, method))
}

/// The exterior of a face of one polygon, as whole numbers, without its end.
fn exterior(coverage: &Coverage, face: FaceId) -> Vec<(i32, i32)> {
    let line = coverage.face(face).0[0].exterior().0.clone();
    line[1..].iter().map(|vertex| (vertex.x as i32, vertex.y as i32)).collect()
}

/// Whether a face's exterior has a vertex.
fn has(coverage: &Coverage, face: FaceId, vertex: (i32, i32)) -> bool {
    exterior(coverage, face).contains(&vertex)
}

fn with_holes(outer: &[(i32, i32)], holes: &[&[(i32, i32)]]) -> MultiPolygon<f64> {
    Polygon::new(ring(outer), holes.iter().map(|hole| ring(hole)).collect()).into()
}

#[test]
fn a_tolerance_that_is_not_above_zero_changes_nothing() {
    // Vertices in the middle of a straight side are there too.
    let before = draw(&["AB", "AB"]).coverage();
    for tolerance in [0.0, -0.0, -5.0, f64::NAN] {
        for method in [Simplify::Visvalingam(tolerance), Simplify::DouglasPeucker(tolerance)] {
            let after = simplified(&before, method);
            assert_eq!(after.vertex_count(), before.vertex_count());
            assert_eq!([after.face(0), after.face(1)], [before.face(0), before.face(1)]);
        }
    }
}

#[test]
fn vertices_on_a_straight_line_go_with_any_tolerance() {
    let before = draw(&["AB", "AB"]).coverage();
    for method in [Simplify::Visvalingam(1e-3), Simplify::DouglasPeucker(1e-3)] {
        let after = simplified(&before, method);
        assert_eq!((exterior(&after, 0).len(), exterior(&after, 1).len()), (4, 4));
        assert!(!has(&after, 0, (1, 1)) && has(&before, 0, (1, 1)));
    }
}

#[test]
fn nodes_stay_and_arcs_stay_arcs() {
    let before = coverage(&draw(&["AABB", "ACCB", "ADDD"]).shapes(&Pen { shake: 0.1, dense: true, ..Pen::PLAIN }));
    for after in both_ways(&before) {
        assert_eq!(after.arc_count(), before.arc_count());
        assert!(after.vertex_count() < before.vertex_count());
        for arc in 0..before.arc_count() {
            let (old, new) = (before.arc(arc), after.arc(arc));
            assert_eq!(after.sides(arc), before.sides(arc));
            assert_eq!((new.first(), new.last()), (old.first(), old.last()));
            let mut rest = old.iter();
            assert!(new.iter().all(|vertex| rest.any(|old| old == vertex)), "{new:?} is not a choice of {old:?}");
        }
    }
}

#[test]
fn an_island_keeps_a_triangle() {
    let octagon = [(2, 0), (4, 0), (6, 2), (6, 4), (4, 6), (2, 6), (0, 4), (0, 2)];
    for after in both_ways(&coverage(&[shape(&octagon)])) {
        assert_eq!(exterior(&after, 0).len(), 3);
        assert!(after.areas(&Plane)[0] > 0.0);
    }
}

#[test]
fn an_island_long_and_thin_keeps_a_triangle_with_an_area() {
    let thin = [(0, 0), (10, 0), (20, 0), (30, 0), (30, 1), (20, 1), (10, 1), (0, 1)];
    for after in both_ways(&coverage(&[shape(&thin)])) {
        assert!(exterior(&after, 0).len() >= 3 && after.areas(&Plane)[0] > 0.0);
    }
}

#[test]
fn a_hole_and_the_enclave_in_it_keep_the_same_triangle() {
    let enclave = [(4, 4), (5, 3), (6, 4), (6, 6), (4, 6)];
    let around = with_holes(&[(0, 0), (10, 0), (10, 10), (0, 10)], &[&enclave]);
    for after in both_ways(&coverage(&[around, shape(&enclave)])) {
        assert_eq!(exterior(&after, 1).len(), 3);
        assert_eq!(after.face(0).0[0].interiors()[0].0.len(), 4);
        assert_eq!(after.borders(&after.lengths(&Plane)).len(), 1);
    }
}

#[test]
fn a_loop_at_a_node_keeps_a_triangle() {
    // The second face touches the first one from inside, in a point.
    let kite = [(0, 5), (3, 3), (5, 4), (5, 6), (3, 7)];
    let around = with_holes(&[(0, 0), (10, 0), (10, 10), (0, 10), (0, 5)], &[&kite]);
    for after in both_ways(&coverage(&[around, shape(&kite)])) {
        assert_eq!(exterior(&after, 1).len(), 3);
        assert!(has(&after, 1, (0, 5)));
    }
}

#[test]
fn of_arcs_between_the_same_nodes_one_becomes_a_segment_and_the_others_keep_a_bend() {
    let west = [(0, 4), (-3, 3), (-3, 1), (0, 0), (1, 1), (1, 3)];
    let east = [(0, 0), (4, 1), (4, 3), (0, 4), (1, 3), (1, 1)];
    let before = coverage(&[shape(&west), shape(&east)]);
    assert_eq!(before.arc_count(), 3);
    for after in both_ways(&before) {
        let mut lengths: Vec<usize> = (0..3).map(|arc| after.arc(arc).len()).collect();
        lengths.sort_unstable();
        assert_eq!(lengths, [2, 3, 3]);
    }
}

#[test]
fn beside_a_border_that_is_a_segment_already_both_other_arcs_keep_a_bend() {
    let west = [(0, 4), (-3, 3), (-3, 1), (0, 0)];
    let east = [(0, 0), (4, 1), (4, 3), (0, 4)];
    for after in both_ways(&coverage(&[shape(&west), shape(&east)])) {
        assert_eq!((exterior(&after, 0).len(), exterior(&after, 1).len()), (3, 3));
    }
}

#[test]
fn a_bay_stays_open_around_an_island_in_it() {
    let land = shape(&[(0, -500), (100, -500), (100, 100), (70, 100), (50, 20), (30, 100), (0, 100)]);
    let island = shape(&[(45, 60), (55, 60), (50, 80)]);
    for method in [Simplify::Visvalingam(30.0), Simplify::DouglasPeucker(80.0)] {
        assert!(has(&simplified(&coverage(&[land.clone(), island.clone()]), method), 0, (50, 20)));
        // Without the island nothing holds it.
        assert!(!has(&simplified(&coverage(std::slice::from_ref(&land)), method), 0, (50, 20)));
    }
}

#[test]
fn a_vertex_of_another_arc_on_the_shortcut_itself_is_in_the_way() {
    // The tip above is at the height of the eaves below, or one higher.
    let below = shape(&[(0, -20), (8, -20), (8, 4), (4, 2), (0, 4)]);
    let above = |tip| shape(&[(4, tip), (6, 9), (2, 9)]);
    for method in [Simplify::Visvalingam(4.5), Simplify::DouglasPeucker(2.0)] {
        assert!(has(&simplified(&coverage(&[below.clone(), above(4)]), method), 0, (4, 2)));
        assert!(!has(&simplified(&coverage(&[below.clone(), above(5)]), method), 0, (4, 2)));
    }
}

#[test]
fn a_vertex_of_the_same_arc_is_in_the_way() {
    // A fjord with a peninsula that reaches far into it, or not so far.
    let land = |reach| {
        let east = [(-20, -60), (60, -60), (60, 60), (50, 60), (30, 12), (30, 4), (22, 4), (10, -30)];
        let west = [(4, 0), (reach, 6), (reach - 6, 50), (0, 60), (-20, 60)];
        coverage(&[shape(&[&east[..], &west[..]].concat())])
    };
    assert!(has(&simplified(&land(28), Simplify::Visvalingam(6.0)), 0, (30, 4)));
    assert!(!has(&simplified(&land(20), Simplify::Visvalingam(6.0)), 0, (30, 4)));
    for tolerance in (1..60).map(f64::from) {
        for method in [Simplify::Visvalingam(tolerance), Simplify::DouglasPeucker(tolerance)] {
            assert!(simplified(&land(28), method).areas(&Plane)[0] > 0.0);
        }
    }
}

#[test]
fn a_vertex_goes_when_its_weighted_area_is_less_than_the_square_of_the_tolerance() {
    // At (4, 0) the angle is right, so the area of 8 has the weight 1; the others are far larger.
    let face = shape(&[(0, 0), (4, 0), (4, 4), (40, 40), (-30, 60)]);
    let before = coverage(&[face]);
    assert!(has(&simplified(&before, Simplify::Visvalingam(8f64.sqrt() - 1e-9)), 0, (4, 0)));
    assert!(!has(&simplified(&before, Simplify::Visvalingam(8f64.sqrt() + 1e-9)), 0, (4, 0)));
}

#[test]
fn a_vertex_as_far_from_the_shortcut_as_the_tolerance_goes_and_one_farther_stays() {
    let before = coverage(&[shape(&[(0, 0), (50, -3), (100, 0), (100, 80), (0, 80)])]);
    assert!(!has(&simplified(&before, Simplify::DouglasPeucker(3.0)), 0, (50, -3)));
    assert!(has(&simplified(&before, Simplify::DouglasPeucker(2.999)), 0, (50, -3)));
}

#[test]
fn a_tolerance_is_in_metres_on_the_ellipsoid_in_both_directions() {
    // At 60 degrees north a degree of longitude is half a degree of latitude: both dents are 0.0001 degree deep.
    let vertex = |x: f64, y: f64| Coord { x: 20.0 + x, y: 60.0 + y };
    let (south, west) = (vertex(0.01, 0.0001), vertex(0.0001, 0.01));
    let corners = [vertex(0.0, 0.0), south, vertex(0.02, 0.0), vertex(0.02, 0.02), vertex(0.0, 0.02), west];
    let face = Polygon::new(corners.to_vec().into(), Vec::new());
    let before = Coverage::from_polygons(&[face.into()]).unwrap();
    let left = |tolerance| {
        let after = before.simplified(&Ellipsoid::WGS84, Simplify::DouglasPeucker(tolerance)).unwrap();
        [south, west].map(|dent| after.arc(0).contains(&dent))
    };
    assert_eq!([left(5.5), left(5.7), left(11.0), left(11.3)], [[true; 2], [true, false], [true, false], [false; 2]]);
}

#[test]
fn a_coverage_without_faces_or_with_empty_ones_stays_as_it_is() {
    for after in both_ways(&coverage(&[])) {
        assert_eq!(after.face_count(), 0);
    }
    for after in both_ways(&coverage(&[MultiPolygon(vec![]), shape(&[(0, 0), (1, 0), (0, 1)])])) {
        assert!(after.is_empty_face(0));
        assert_eq!(exterior(&after, 1).len(), 3);
    }
}
