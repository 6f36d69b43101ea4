//! Borders that two faces draw differently, and how they come to be drawn the same.

use std::collections::BTreeSet;

use geo_types::{MultiPolygon, Polygon};
use maillage::coverage::repair::{Matched, clean_ring, find_seams, match_edges};
use maillage::coverage::{Coverage, CoverageError, Plane};

use crate::seams::{from_the_coast, inland, two_versions};
use crate::shapes::{Bits, bits, form, ring, rings, shape};

const TOLERANCE: f64 = 5.0;

fn repaired(mut faces: Vec<MultiPolygon<f64>>) -> (Matched, Vec<MultiPolygon<f64>>) {
    let repair = match_edges(&mut faces, &Plane, TOLERANCE).unwrap();
    (repair, faces)
}

/// Checks that all borders match and that every vertex is one that was there.
fn assert_closed(before: &[MultiPolygon<f64>], after: &[MultiPolygon<f64>]) {
    let coverage = Coverage::from_polygons(after).unwrap();
    assert_eq!(find_seams(&coverage, &Plane, TOLERANCE), []);
    assert_eq!(coverage.crossings(), []);
    let vertices = |shapes: &[MultiPolygon<f64>]| -> BTreeSet<Bits> {
        shapes.iter().flat_map(rings).flat_map(|ring| &ring.0).map(bits).collect()
    };
    assert!(vertices(after).is_subset(&vertices(before)));
}

#[test]
fn a_gap_or_an_overlap_closes_wherever_its_ends_are() {
    for around in [inland, from_the_coast, std::convert::identity] {
        for (below, above) in [(-2, 2), (2, -2), (0, 3), (3, 0), (-1, 1), (2, 1), (-2, -1)] {
            let before = around(two_versions(below, above));
            let (repair, after) = repaired(before.clone());
            assert_eq!((repair.closed.len(), repair.left.len()), (1, 0), "{below} {above}");
            assert_closed(&before, &after);
            let moved = f64::from((below - above).abs());
            assert!(repair.closed[0].moved > 0.0 && repair.closed[0].moved <= moved);
        }
    }
}

#[test]
fn a_vertex_missing_on_one_side_is_taken_from_the_other() {
    for around in [inland, from_the_coast, std::convert::identity] {
        for side in 0..2 {
            let whole = around(two_versions(0, 0));
            let mut before = whole.clone();
            let straight =
                [shape(&[(0, 0), (0, -50), (100, -50), (100, 0)]), shape(&[(0, 0), (100, 0), (100, 50), (0, 50)])];
            before[side] = straight[side].clone();
            let (repair, after) = repaired(before);
            assert_eq!(repair.closed[0].moved, 0.0);
            assert_eq!(after.iter().map(form).collect::<Vec<_>>(), whole.iter().map(form).collect::<Vec<_>>());
        }
    }
}

#[test]
fn a_junction_that_the_face_across_misses_is_taken_by_it() {
    for (dip, around) in
        [-3, 0, 3].into_iter().flat_map(|dip| [inland, from_the_coast, std::convert::identity].map(|f| (dip, f)))
    {
        let below = shape(&[(0, 0), (0, -50), (100, -50), (100, 0)]);
        let whole = vec![
            shape(&[(0, 0), (0, -50), (100, -50), (100, 0), (40, dip)]),
            shape(&[(0, 0), (40, dip), (40, 50), (0, 50)]),
        ];
        let mut whole = around(whole);
        whole.push(shape(&[(40, dip), (100, 0), (100, 50), (40, 50)]));
        let mut before = whole.clone();
        before[0] = below;
        let (repair, after) = repaired(before.clone());
        assert_eq!((repair.closed.len(), repair.left.len()), (1, 0));
        assert_eq!(repair.closed[0].moved, f64::from(dip.abs()));
        assert_closed(&before, &after);
        assert_eq!(after.iter().map(form).collect::<Vec<_>>(), whole.iter().map(form).collect::<Vec<_>>());
    }
}

#[test]
fn a_seam_wider_than_the_tolerance_is_neither_closed_nor_told() {
    let before = inland(two_versions(-8, 8));
    let (repair, after) = repaired(before.clone());
    assert_eq!((repair, after), (Matched::default(), before));
}

#[test]
fn a_thin_seam_that_strays_farther_than_the_tolerance_is_left_and_told() {
    let before = two_faces_with_seams(0, true);
    let (repair, after) = repaired(before.clone());
    assert_eq!((repair.closed.len(), repair.left.len()), (0, 1));
    assert_eq!(after, before);
}

#[test]
fn faces_without_a_seam_are_left_as_they_were_bit_for_bit() {
    let mut before = inland(two_versions(-2, 2));
    before.push(shape(&[(500, 0), (600, 0), (600, 10), (600, 10), (500, 10)]));
    let (_, after) = repaired(before.clone());
    assert_eq!(after[2..], before[2..]);
}

#[test]
fn repairing_again_changes_nothing() {
    for around in [inland, from_the_coast, std::convert::identity] {
        let (_, once) = repaired(around(two_versions(-2, 2)));
        let (repair, twice) = repaired(once.clone());
        assert_eq!((repair, twice), (Matched::default(), once));
    }
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
        let before = two_faces_with_seams(number, false);
        let (repair, after) = repaired(before.clone());
        assert_eq!((repair.closed.len(), repair.left.len()), (number as usize, 0));
        assert_closed(&before, &after);
    }
}

#[test]
fn a_seam_that_cannot_be_closed_keeps_no_other_open() {
    let before = two_faces_with_seams(4, true);
    let (repair, after) = repaired(before);
    assert_eq!((repair.closed.len(), repair.left.len()), (4, 1));
    assert_eq!(find_seams(&Coverage::from_polygons(&after).unwrap(), &Plane, TOLERANCE), repair.left);
}

#[test]
fn a_seam_between_an_enclave_and_the_face_around_it_closes() {
    let hole = ring(&[(0, 0), (50, -2), (100, 0), (100, 50), (0, 50)]);
    let around = Polygon::new(ring(&[(-50, -50), (150, -50), (150, 90), (-50, 90)]), vec![hole]);
    let before = vec![around.into(), shape(&[(0, 0), (50, 2), (100, 0), (100, 50), (0, 50)])];
    let (repair, after) = repaired(before.clone());
    assert_eq!((repair.closed.len(), repair.left.len()), (1, 0));
    assert_closed(&before, &after);
}

#[test]
fn three_faces_that_meet_in_three_slightly_different_points_meet_in_one() {
    let before = vec![
        shape(&[(0, 0), (0, -50), (100, -50), (100, 0), (50, -2)]),
        shape(&[(0, 0), (48, 0), (50, 50), (0, 50)]),
        shape(&[(52, 0), (100, 0), (100, 50), (50, 50)]),
    ];
    let (repair, after) = repaired(before.clone());
    assert_eq!((repair.closed.len(), repair.left.len()), (1, 0));
    assert_closed(&before, &after);
}

#[test]
fn a_thin_face_between_two_that_have_a_seam_elsewhere_is_not_eaten() {
    // The third face is 2 m wide and lies between the two from (200, 0) to (300, 0); their seam is elsewhere.
    let below = shape(&[(0, 0), (0, -50), (400, -50), (400, 0), (300, 0), (250, -1), (200, 0), (100, 0), (50, -2)]);
    let above = shape(&[(0, 0), (50, 2), (100, 0), (200, 0), (250, 1), (300, 0), (400, 0), (400, 50), (0, 50)]);
    let between = shape(&[(200, 0), (250, -1), (300, 0), (250, 1)]);
    let before = vec![below, above, between.clone()];
    let (repair, after) = repaired(before.clone());
    assert_eq!((repair.closed.len(), repair.left.len()), (1, 0));
    assert_eq!(after[2], between);
    assert_closed(&before, &after);
}

#[test]
fn what_is_no_coverage_is_refused_and_left_as_it_was() {
    let before = vec![shape(&[(0, 0), (4, 0), (4, 2)]), shape(&[(0, 0), (4, 0), (4, 5)])];
    let mut faces = before.clone();
    assert!(matches!(match_edges(&mut faces, &Plane, TOLERANCE), Err(CoverageError::SameSide { .. })));
    assert_eq!(faces, before);
}

#[test]
fn cleaning_a_ring_closes_it_and_takes_out_repeats_and_spikes() {
    let square = ring(&[(0, 0), (4, 0), (4, 4), (0, 4)]);
    let clean = |vertices: &[(i32, i32)]| clean_ring(&ring(vertices).0);
    assert_eq!(clean(&[(0, 0), (4, 0), (4, 4), (0, 4)]), square);
    assert_eq!(clean_ring(&square.0[..4]), square);
    assert_eq!(clean(&[(0, 0), (0, 0), (4, 0), (4, 4), (4, 4), (0, 4)]), square);
    assert_eq!(clean(&[(0, 0), (4, 0), (9, 0), (9, 9), (9, 0), (4, 0), (4, 4), (0, 4)]), square);
    // A spike at the place where the ring begins.
    let turned = clean(&[(0, 0), (4, 0), (4, 4), (0, 4), (0, 0), (-5, -5)]);
    assert_eq!(form(&Polygon::new(turned, vec![]).into()), form(&Polygon::new(square, vec![]).into()));
    // Nothing but a way out and back.
    assert!(clean(&[(0, 0), (4, 0), (9, 0), (4, 0)]).0.len() < 4);
    assert!(clean_ring(&[]).0.is_empty());
}
