//! Repair of borders that differ in several places, around an enclave, or beside a thin face.

use geo_types::{MultiPolygon, Polygon};
use maillage::coverage::repair::{Repair, RepairOptions, repair};
use maillage::coverage::{Coverage, Plane, find_seams};

use crate::shapes::{ring, shape};

const TOLERANCE: f64 = 5.0;

fn repaired(faces: &[MultiPolygon<f64>]) -> Repair {
    let options = RepairOptions { tolerance: TOLERANCE, ..RepairOptions::default() };
    repair(&faces.iter().collect(), &Plane, &options)
}

/// Checks that all borders match and that no vertex was made.
fn assert_closed(repair: &Repair) {
    let coverage = Coverage::from_shapes(&repair.shapes).unwrap();
    assert_eq!(find_seams(&coverage, &Plane, TOLERANCE), []);
    assert_eq!(coverage.crossings(), []);
    assert_eq!((&repair.left, repair.made_vertices), (&vec![], 0));
}

/// Two faces along a line, with gaps and overlaps by turns; then a kilometre where the upper one has a bay, 12 m deep.
fn two_faces_with_seams(number: i32, with_bay: bool) -> Vec<MultiPolygon<f64>> {
    let end = 200 * number;
    let bends = |side: i32| {
        (0..number).flat_map(move |i| [(200 * i, 0), (200 * i + 50, side * (2 - i % 2 * 4)), (200 * i + 100, 0)])
    };
    let bay = [(end + 490, 0), (end + 500, 12), (end + 510, 0)].into_iter().filter(|_| with_bay);
    let below = bends(-1).chain([(end, 0), (end + 1000, 0), (end + 1000, -50), (0, -50)]);
    let above = bends(1).chain([(end, 0)]).chain(bay).chain([(end + 1000, 0), (end + 1000, 50), (0, 50)]);
    vec![shape(&below.collect::<Vec<_>>()), shape(&above.collect::<Vec<_>>())]
}

#[test]
fn however_many_seams_two_faces_have_all_close() {
    for number in [1, 2, 7, 30] {
        let repair = repaired(&two_faces_with_seams(number, false));
        assert_eq!(repair.changes.len(), number as usize);
        assert_closed(&repair);
    }
}

#[test]
fn a_seam_that_cannot_be_closed_keeps_no_other_open() {
    let repair = repaired(&two_faces_with_seams(4, true));
    assert_eq!(repair.changes.len(), 4);
    let coverage = Coverage::from_shapes(&repair.shapes).unwrap();
    assert_eq!(find_seams(&coverage, &Plane, TOLERANCE).len(), 1);
    assert!(repair.left.iter().any(|left| left.needed == Some(12.0)), "{:?}", repair.left);
}

#[test]
fn a_seam_between_an_enclave_and_the_face_around_it_closes() {
    let hole = ring(&[(0, 0), (50, -2), (100, 0), (100, 50), (0, 50)]);
    let around = Polygon::new(ring(&[(-50, -50), (150, -50), (150, 90), (-50, 90)]), vec![hole]);
    let repair = repaired(&[around.into(), shape(&[(0, 0), (50, 2), (100, 0), (100, 50), (0, 50)])]);
    assert_eq!(repair.changes.len(), 1);
    assert_closed(&repair);
}

#[test]
fn a_thin_face_between_two_that_have_a_seam_elsewhere_is_not_eaten() {
    // The third face is 2 m wide and lies between the two from (200, 0) to (300, 0); their seam is elsewhere.
    let below = shape(&[(0, 0), (0, -50), (400, -50), (400, 0), (300, 0), (250, -1), (200, 0), (100, 0), (50, -2)]);
    let above = shape(&[(0, 0), (50, 2), (100, 0), (200, 0), (250, 1), (300, 0), (400, 0), (400, 50), (0, 50)]);
    let between = shape(&[(200, 0), (250, -1), (300, 0), (250, 1)]);
    let repair = repaired(&[below, above, between.clone()]);
    assert_eq!(repair.changes.len(), 1);
    assert_eq!(repair.shapes.face(2), between);
    assert_closed(&repair);
}
