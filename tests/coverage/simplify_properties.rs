//! What holds for any coverage simplified by any method: drawings of all kinds, drawn by shaking hands.

use geo_types::Coord;
use maillage::coverage::{Coverage, FaceId, Plane, Simplify};
use proptest::prelude::*;

use crate::pen::Pen;
use crate::properties::{drawings, pens};
use crate::shapes::{assert_sound, bits, holes};

fn methods() -> impl Strategy<Value = Simplify> {
    let tolerance = || prop_oneof![0.0..3.0, Just(f64::INFINITY)];
    prop_oneof![tolerance().prop_map(Simplify::Visvalingam), tolerance().prop_map(Simplify::DouglasPeucker)]
}

/// A pen that draws sides with vertices of their own.
fn dense_pens() -> impl Strategy<Value = Pen> {
    pens(0.15).prop_map(|pen| Pen { dense: true, in_degrees: false, ..pen })
}

/// Metres from a vertex to a line.
fn distance(vertex: Coord<f64>, line: &[Coord<f64>]) -> f64 {
    let to_segment = |pair: &[Coord<f64>]| {
        let (along, to) = (pair[1] - pair[0], vertex - pair[0]);
        let part = ((to.x * along.x + to.y * along.y) / (along.x * along.x + along.y * along.y)).clamp(0.0, 1.0);
        (to.x - part * along.x).hypot(to.y - part * along.y)
    };
    line.windows(2).map(to_segment).fold(f64::INFINITY, f64::min)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_simplified_coverage_is_sound_and_has_the_same_faces_nodes_and_neighbours(
        drawing in drawings(), pen in dense_pens(), method in methods(),
    ) {
        let before = Coverage::from_polygons(&drawing.shapes(&pen)).unwrap();
        let after = before.simplified(&Plane, method).unwrap();
        prop_assert_eq!(after.crossings(), vec![]);
        prop_assert_eq!(after.arc_count(), before.arc_count());
        for arc in 0..before.arc_count() {
            let (old, new) = (before.arc(arc), after.arc(arc));
            prop_assert_eq!(after.sides(arc), before.sides(arc));
            prop_assert_eq!((new.first(), new.last()), (old.first(), old.last()));
            let mut rest = old.iter();
            prop_assert!(new.iter().all(|vertex| rest.any(|old| bits(old) == bits(vertex))));
        }
        for face in 0..before.face_count() as FaceId {
            let (old, new) = (before.dissolve(&[face]), after.dissolve(&[face]));
            assert_sound(&new, &before);
            let sorted = |mut holes: Vec<usize>| { holes.sort_unstable(); holes };
            prop_assert_eq!(sorted(holes(&new)), sorted(holes(&old)));
        }
    }

    #[test]
    fn no_vertex_removed_is_farther_from_its_arc_than_the_tolerance_of_douglas_peucker(
        drawing in drawings(), pen in dense_pens(), tolerance in 0.01..3.0,
    ) {
        let before = Coverage::from_polygons(&drawing.shapes(&pen)).unwrap();
        let after = before.simplified(&Plane, Simplify::DouglasPeucker(tolerance)).unwrap();
        for arc in 0..before.arc_count() {
            for &vertex in before.arc(arc) {
                prop_assert!(distance(vertex, after.arc(arc)) <= tolerance + 1e-9);
            }
        }
    }
}
