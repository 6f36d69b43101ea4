//! Coverages put together from arcs, as TopoJSON has them.

use geo_types::Coord;
use maillage::coverage::{ArcColumns, ArcRef, Coverage, CoverageError, FaceRing};

use crate::drawing::draw;
use crate::shapes::form;

const FIRST: FaceRing = FaceRing { face: 0, polygon: 0, ring: 0 };

fn arc(vertices: &[(i32, i32)]) -> Vec<Coord<f64>> {
    vertices.iter().map(|&(x, y)| Coord { x: f64::from(x), y: f64::from(y) }).collect()
}

/// The border of two squares, then the rest of the left one, then the rest of the right one.
fn two_squares() -> Vec<Vec<Coord<f64>>> {
    vec![arc(&[(1, 0), (1, 1)]), arc(&[(1, 1), (0, 1), (0, 0), (1, 0)]), arc(&[(1, 0), (2, 0), (2, 1), (1, 1)])]
}

fn refs(ring: &[i32]) -> Vec<ArcRef> {
    ring.iter().map(|&arc| ArcRef(arc)).collect()
}

/// Faces of one ring each.
fn coverage(arcs: &[Vec<Coord<f64>>], faces: &[&[i32]]) -> Result<Coverage, CoverageError> {
    let faces: Vec<_> = faces.iter().map(|ring| vec![vec![refs(ring)]]).collect();
    Coverage::from_arcs(arcs, &faces)
}

#[test]
fn a_reference_is_the_integer_of_topojson() {
    let arc = ArcRef::forward(3);
    assert_eq!((arc.0, arc.reversed().0, arc.reversed().reversed()), (3, -4, arc));
    assert_eq!((arc.index(), arc.reversed().index()), (3, 3));
    assert_eq!((arc.is_reversed(), arc.reversed().is_reversed()), (false, true));
    assert!(ArcRef(-1).is_reversed() && ArcRef(-1).index() == 0);
}

#[test]
fn two_squares_are_put_together_from_three_arcs() {
    let coverage = coverage(&two_squares(), &[&[0, 1], &[2, -1]]).unwrap();
    let drawn = draw(&["AB"]).coverage();
    assert_eq!(form(&coverage.face(0)), form(&drawn.face(0)));
    assert_eq!(form(&coverage.face(1)), form(&drawn.face(1)));
    assert_eq!(coverage.sides(0).pair(), Some((0, 1)));
}

#[test]
fn a_ring_that_turns_the_wrong_way_is_turned() {
    let right = coverage(&two_squares(), &[&[0, 1], &[2, -1]]).unwrap();
    let wrong = coverage(&two_squares(), &[&[-2, -1], &[0, -3]]).unwrap();
    for face in 0..2 {
        assert_eq!(form(&wrong.face(face)), form(&right.face(face)));
    }
    assert_eq!((wrong.sides(0), wrong.sides(1), wrong.sides(2)), (right.sides(0), right.sides(1), right.sides(2)));
}

#[test]
fn arcs_and_references_of_a_coverage_give_it_again() {
    let before = draw(&["AAAC", "ABA.", "AAAE", "DD.E"]).coverage();
    let arcs: Vec<_> = (0..before.arc_count()).map(|arc| before.arc(arc).to_vec()).collect();
    let faces: Vec<Vec<Vec<Vec<ArcRef>>>> = (0..before.face_count() as u32)
        .map(|face| before.polygons(face).map(|rings| rings.map(<[ArcRef]>::to_vec).collect()).collect())
        .collect();
    let after = Coverage::from_arcs(&arcs, &faces).unwrap();
    for face in 0..before.face_count() as u32 {
        assert_eq!(after.face(face), before.face(face));
        assert_eq!(after.arcs_of(face), before.arcs_of(face));
    }
}

#[test]
fn an_arc_that_no_face_has_and_a_face_without_polygon_are_accepted() {
    let coverage = Coverage::from_arcs(&two_squares(), &[vec![], vec![vec![refs(&[0, 1])]]]).unwrap();
    assert!(coverage.is_empty_face(0));
    assert_eq!((coverage.sides(2).left, coverage.sides(2).right), (None, None));
}

#[test]
fn a_reference_to_no_arc_is_refused() {
    let unknown = |arc| CoverageError::UnknownArc { at: FIRST, arc, arcs: 3 };
    assert_eq!(coverage(&two_squares(), &[&[0, 3]]).unwrap_err(), unknown(3));
    assert_eq!(coverage(&two_squares(), &[&[0, -4]]).unwrap_err(), unknown(3));
    assert_eq!(coverage(&two_squares(), &[&[0, i32::MIN]]).unwrap_err(), unknown(i32::MAX as usize));
}

#[test]
fn a_ring_whose_arcs_do_not_follow_each_other_is_refused() {
    for broken in [&[0, -2][..], &[0], &[1], &[0, 0], &[0, 2], &[]] {
        assert_eq!(
            coverage(&two_squares(), &[broken]).unwrap_err(),
            CoverageError::BrokenRing { at: FIRST },
            "{broken:?}"
        );
    }
    let second = coverage(&two_squares(), &[&[0, 1], &[2]]).unwrap_err();
    assert_eq!(second, CoverageError::BrokenRing { at: FaceRing { face: 1, ..FIRST } });
}

#[test]
fn an_arc_of_fewer_than_two_vertices_is_refused() {
    for short in [arc(&[]), arc(&[(1, 0)])] {
        let mut arcs = two_squares();
        arcs[1] = short;
        assert_eq!(coverage(&arcs, &[&[0, 1]]).unwrap_err(), CoverageError::ArcTooShort { arc: 1 });
    }
}

#[test]
fn two_faces_on_the_same_side_of_an_arc_are_refused() {
    let error = coverage(&two_squares(), &[&[0, 1], &[1, 0]]).unwrap_err();
    assert!(matches!(error, CoverageError::SameSide { first: 0, second: 1, .. }));
}

/// Two squares as columns, with a face without polygon between them.
fn columns() -> ArcColumns {
    ArcColumns {
        vertices: two_squares().concat(),
        arcs: vec![2, 4, 4],
        faces: vec![1, 0, 1],
        polygons: vec![1, 1],
        rings: vec![2, 2],
        refs: refs(&[0, 1, 2, -1]),
    }
}

#[test]
fn columns_are_the_same_coverage_as_lists() {
    let coverage = Coverage::from_columns(columns()).unwrap();
    let drawn = draw(&["A.C"]).coverage();
    assert_eq!((coverage.face_count(), coverage.is_empty_face(1)), (drawn.face_count(), true));
    assert_eq!(form(&coverage.face(0)), form(&drawn.face(0)));
    assert_eq!(form(&coverage.face(2)), form(&draw(&[".C"]).coverage().face(2)));
    assert_eq!(coverage.sides(0).pair(), Some((0, 2)));
    assert_eq!(Coverage::from_columns(ArcColumns::default()).unwrap().face_count(), 0);
}

#[test]
fn columns_whose_counts_do_not_add_up_are_refused() {
    let columns_of: [fn(&mut ArcColumns) -> &mut Vec<u32>; 4] =
        [|all| &mut all.arcs, |all| &mut all.faces, |all| &mut all.polygons, |all| &mut all.rings];
    let changes: [fn(&mut Vec<u32>); 4] =
        [|counts| counts[0] += 1, |counts| counts[0] = u32::MAX, |counts| counts.push(1), |counts| counts.clear()];
    for (column, change) in columns_of.iter().flat_map(|column| changes.iter().map(move |change| (column, change))) {
        let mut broken = columns();
        change(column(&mut broken));
        assert_eq!(Coverage::from_columns(broken).unwrap_err(), CoverageError::BrokenColumns);
    }
}

#[test]
fn columns_are_judged_as_lists_are() {
    let short = ArcColumns { arcs: vec![2, 7, 1], ..columns() };
    assert_eq!(Coverage::from_columns(short).unwrap_err(), CoverageError::ArcTooShort { arc: 2 });
    let unknown = ArcColumns { refs: refs(&[0, 1, 2, -9]), ..columns() };
    let at = FaceRing { face: 2, ..FIRST };
    assert_eq!(Coverage::from_columns(unknown).unwrap_err(), CoverageError::UnknownArc { at, arc: 8, arcs: 3 });
    let broken = ArcColumns { refs: refs(&[0, 1, 2, 0]), ..columns() };
    assert_eq!(Coverage::from_columns(broken).unwrap_err(), CoverageError::BrokenRing { at });
}
