//! Segments that meet elsewhere than at a vertex that both have.

use geo_types::{Coord, MultiPolygon};
use maillage::coverage::{Coverage, Crossing};

use crate::drawing::draw;
use crate::shapes::shape;

fn coverage(faces: &[MultiPolygon<f64>]) -> Coverage {
    Coverage::from_polygons(faces).expect("no two faces on one side of a segment")
}

fn at(x: i32, y: i32) -> Coord<f64> {
    Coord { x: f64::from(x), y: f64::from(y) }
}

fn places(crossings: &[Crossing]) -> Vec<(f64, f64)> {
    let mut places: Vec<_> = crossings.iter().map(|crossing| (crossing.at.x, crossing.at.y)).collect();
    places.sort_by(|a, b| a.partial_cmp(b).unwrap());
    places
}

#[test]
fn a_drawing_has_no_crossing() {
    for rows in [&["AAB", "C.B", "CDD"][..], &["A.", ".B"], &["AAA", "ABA", "AA."], &["ABAB", "BABA"]] {
        assert_eq!(draw(rows).coverage().crossings(), []);
    }
}

#[test]
fn two_faces_that_overlap_cross_where_their_sides_do_and_both_are_named() {
    let coverage = coverage(&[shape(&[(0, 0), (4, 0), (4, 4), (0, 4)]), shape(&[(2, 2), (6, 2), (6, 6), (2, 6)])]);
    let crossings = coverage.crossings();
    assert_eq!(places(&crossings), [(2.0, 4.0), (4.0, 2.0)]);
    assert!(crossings.iter().all(|crossing| coverage.faces_at(crossing) == [0, 1]));
}

#[test]
fn a_corner_on_the_side_of_a_face_that_has_no_vertex_there_is_a_crossing() {
    let below = shape(&[(0, 0), (4, 0), (4, 2), (0, 2)]);
    let above = shape(&[(2, 2), (3, 5), (1, 5)]);
    let crossings = coverage(&[below, above.clone()]).crossings();
    assert!(!crossings.is_empty() && crossings.iter().all(|crossing| crossing.at == at(2, 2)));
    // With a vertex there, none.
    let below = shape(&[(0, 0), (4, 0), (4, 2), (2, 2), (0, 2)]);
    assert_eq!(coverage(&[below, above]).crossings(), []);
}

#[test]
fn sides_that_lie_on_each_other_without_common_ends_are_a_crossing() {
    let below = shape(&[(0, 0), (4, 0), (4, 2), (0, 2)]);
    for (from, to) in [(1, 3), (0, 3), (1, 4), (-1, 3), (1, 5), (-1, 5)] {
        let above = shape(&[(from, 2), (to, 2), (2, 6)]);
        assert!(!coverage(&[below.clone(), above]).crossings().is_empty(), "{from} to {to}");
    }
    let above = shape(&[(0, 2), (4, 2), (2, 6)]);
    assert_eq!(coverage(&[below, above]).crossings(), []);
}

#[test]
fn sides_in_line_that_share_an_end_are_none() {
    let left = shape(&[(0, 0), (2, 0), (1, 3)]);
    let right = shape(&[(2, 0), (4, 0), (3, 3)]);
    assert_eq!(coverage(&[left, right]).crossings(), []);
}

#[test]
fn a_ring_that_crosses_itself_is_a_crossing_of_its_arc_with_itself() {
    let coverage = coverage(&[shape(&[(0, 0), (4, 4), (4, 0), (0, 2)])]);
    let crossings = coverage.crossings();
    assert_eq!(crossings.len(), 1);
    assert_eq!((crossings[0].arcs, coverage.faces_at(&crossings[0])), ((0, 0), vec![0]));
}

#[test]
fn crossings_are_sorted_by_arc_and_each_is_told_once() {
    let bars = |y| shape(&[(0, y), (9, y), (9, y + 1), (0, y + 1)]);
    let crossings = coverage(&[bars(0), bars(2), bars(4), shape(&[(4, -1), (5, -1), (5, 9), (4, 9)])]).crossings();
    assert_eq!(crossings.len(), 12);
    assert!(crossings.windows(2).all(|pair| pair[0].arcs <= pair[1].arcs && pair[0] != pair[1]));
    assert!(crossings.iter().all(|crossing| crossing.arcs.0 <= crossing.arcs.1));
}

#[test]
fn a_face_inside_another_without_contact_is_not_seen() {
    // No segment meets another: an overlap like this one is for whoever knows what the faces are.
    let coverage = coverage(&[shape(&[(0, 0), (9, 0), (9, 9), (0, 9)]), shape(&[(2, 2), (4, 2), (4, 4)])]);
    assert_eq!(coverage.crossings(), []);
}
