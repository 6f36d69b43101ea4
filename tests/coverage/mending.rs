//! Repair of shapes, one kind of defect at a time.

use std::collections::BTreeSet;

use geo::{Area, Validation};
use geo_types::{LineString, MultiPolygon, Polygon};
use maillage::coverage::repair::{Kind, Repair, RepairOptions, repair};
use maillage::coverage::validate::{Level, Options, Validate};
use maillage::coverage::{Coverage, Plane, Shapes};

use crate::seams::{from_the_coast, inland, two_versions};
use crate::shapes::{Bits, bits, form, ring, rings, shape};

fn options() -> RepairOptions {
    RepairOptions { tolerance: 5.0, ..RepairOptions::default() }
}

fn shapes(faces: &[MultiPolygon<f64>]) -> Shapes {
    faces.iter().collect()
}

fn faces(shapes: &Shapes) -> Vec<MultiPolygon<f64>> {
    (0..shapes.face_count() as u32).map(|face| shapes.face(face)).collect()
}

fn errors(shapes: &Shapes) -> usize {
    let found = shapes.validation_errors(&Plane, &Options::default());
    found.iter().filter(|defect| defect.level() == Level::Error).count()
}

/// Repairs, and checks what is so of every repair that leaves nothing.
fn whole(before: &[MultiPolygon<f64>]) -> Repair {
    let given = shapes(before);
    let repaired = repair(&given, &Plane, &options());
    assert_eq!(repaired.left, []);
    assert_eq!(errors(&repaired.shapes), 0);
    let after = faces(&repaired.shapes);
    after.iter().for_each(|face| face.check_validation().unwrap());
    assert_eq!(Coverage::from_polygons(&after).unwrap().crossings(), []);
    assert!(repaired.farthest() <= 5.0);
    assert_eq!(
        repair(&repaired.shapes, &Plane, &options()),
        Repair { shapes: repaired.shapes.clone(), ..Repair::default() }
    );
    let vertices = |faces: &[MultiPolygon<f64>]| -> BTreeSet<Bits> {
        faces.iter().flat_map(rings).flat_map(|ring| &ring.0).map(bits).collect()
    };
    let made = vertices(&after).difference(&vertices(before)).count();
    assert_eq!(made, repaired.made_vertices);
    for (face, (a, b)) in (0u32..).zip(before.iter().zip(&after)) {
        assert_eq!(repaired.redrawn.contains(&face), a != b);
    }
    repaired
}

/// Repairs what nothing can be done about, and checks that nothing was.
fn untouched(before: &[MultiPolygon<f64>]) -> Repair {
    let given = shapes(before);
    let repaired = repair(&given, &Plane, &options());
    assert_eq!(repaired.shapes, given);
    assert_eq!((repaired.changes.len(), repaired.redrawn.len()), (0, 0));
    repaired
}

fn area(face: &MultiPolygon<f64>) -> f64 {
    face.unsigned_area()
}

#[test]
fn a_gap_or_an_overlap_goes_to_one_face_wherever_its_ends_are() {
    for around in [inland, from_the_coast, std::convert::identity] {
        for (below, above) in [(-2, 2), (2, -2), (0, 3), (3, 0), (-1, 1), (2, 1), (-2, -1)] {
            let repaired = whole(&around(two_versions(below, above)));
            let [change] = &repaired.changes[..] else { panic!("{below} {above}: {:?}", repaired.changes) };
            assert_eq!(change.kind, if below < above { Kind::Gap } else { Kind::Overlap });
            assert_eq!((&change.faces[..], repaired.made_vertices), (&[0, 1][..], 0));
            let apart = f64::from((below - above).abs());
            assert_eq!(change.area, 50.0 * apart);
            assert!(change.moved > 0.9 * apart && change.moved <= apart);
        }
    }
}

#[test]
fn a_vertex_missing_on_one_side_is_taken_from_the_other() {
    for around in [inland, from_the_coast, std::convert::identity] {
        for side in 0..2 {
            let wanted = around(two_versions(0, 0));
            let mut before = wanted.clone();
            let straight =
                [shape(&[(0, 0), (0, -50), (100, -50), (100, 0)]), shape(&[(0, 0), (100, 0), (100, 50), (0, 50)])];
            before[side] = straight[side].clone();
            let repaired = whole(&before);
            assert_eq!((repaired.changes.len(), repaired.redrawn), (0, vec![side as u32]));
            let forms = |faces: &[MultiPolygon<f64>]| faces.iter().map(form).collect::<Vec<_>>();
            assert_eq!(forms(&faces(&repaired.shapes)), forms(&wanted));
        }
    }
}

#[test]
fn a_junction_that_the_face_across_misses_is_taken_by_it() {
    for (dip, around) in
        [-3, 0, 3].into_iter().flat_map(|dip| [inland, from_the_coast, std::convert::identity].map(|f| (dip, f)))
    {
        let mut wanted = around(vec![
            shape(&[(0, 0), (0, -50), (100, -50), (100, 0), (40, dip)]),
            shape(&[(0, 0), (40, dip), (40, 50), (0, 50)]),
        ]);
        wanted.push(shape(&[(40, dip), (100, 0), (100, 50), (40, 50)]));
        let mut before = wanted.clone();
        before[0] = shape(&[(0, 0), (0, -50), (100, -50), (100, 0)]);
        let repaired = whole(&before);
        assert_eq!((repaired.redrawn.clone(), repaired.made_vertices), (vec![0], 0), "{dip}");
        let forms = |faces: &[MultiPolygon<f64>]| faces.iter().map(form).collect::<Vec<_>>();
        assert_eq!(forms(&faces(&repaired.shapes)), forms(&wanted), "{dip}");
    }
}

#[test]
fn three_faces_that_meet_in_three_slightly_different_points_share_their_borders() {
    let repaired = whole(&[
        shape(&[(0, 0), (0, -50), (100, -50), (100, 0), (50, -2)]),
        shape(&[(0, 0), (48, 0), (50, 50), (0, 50)]),
        shape(&[(52, 0), (100, 0), (100, 50), (50, 50)]),
    ]);
    assert_eq!(repaired.made_vertices, 0);
}

#[test]
fn where_versions_of_a_border_cross_one_of_them_is_kept_and_no_vertex_is_made() {
    // Gaps and overlaps by turns.
    let below = shape(&[(0, 0), (0, -50), (400, -50), (400, 0), (300, 2), (200, -2), (100, 2)]);
    let above = shape(&[(0, 0), (90, -2), (190, 2), (310, -2), (400, 0), (400, 50), (0, 50)]);
    let repaired = whole(&[below, above]);
    assert!(repaired.changes.len() >= 3 && repaired.made_vertices == 0, "{repaired:?}");
    let kinds: BTreeSet<Kind> = repaired.changes.iter().map(|change| change.kind).collect();
    assert_eq!(kinds.len(), 2);
    assert_eq!(repaired.redrawn.len(), 1);
}

#[test]
fn an_overlap_wider_than_the_tolerance_is_left_and_told_with_the_distance() {
    let repaired = untouched(&inland(two_versions(8, -8)));
    let overlap = repaired.left.iter().find(|left| left.defect.rule() == "overlap").expect("the overlap");
    assert!(overlap.needed.is_some_and(|needed| needed > 15.0 && needed <= 16.0), "{overlap:?}");
}

#[test]
fn a_gap_wider_than_the_tolerance_is_left_and_is_no_defect() {
    assert_eq!(untouched(&inland(two_versions(-8, 8))).left, []);
}

#[test]
fn gaps_wider_than_said_are_left_as_water_may_be_and_overlaps_are_closed_all_the_same() {
    let narrow = RepairOptions { gap_width: 1.0, ..options() };
    for around in [inland, from_the_coast, std::convert::identity] {
        let with_gap = shapes(&around(two_versions(-2, 2)));
        assert_eq!(repair(&with_gap, &Plane, &narrow), Repair { shapes: with_gap, ..Repair::default() });
        let repaired = repair(&shapes(&around(two_versions(2, -2))), &Plane, &narrow);
        assert_eq!((repaired.changes.len(), repaired.left), (1, vec![]));
    }
}

#[test]
fn what_strays_farther_than_the_tolerance_is_left_and_told() {
    // A thin gap for a kilometre, with a bay 12 m deep.
    let below = shape(&[(0, 0), (0, -50), (1000, -50), (1000, 0)]);
    let above = shape(&[(0, 0), (490, 0), (500, 12), (510, 0), (1000, 0), (1000, 50), (0, 50)]);
    let repaired = repair(&shapes(&[below, above]), &Plane, &options());
    let needed: Vec<_> = repaired.left.iter().filter(|left| left.defect.rule() == "gap").map(|l| l.needed).collect();
    assert_eq!(needed, [Some(12.0)]);
    assert!(repaired.changes.is_empty());
}

#[test]
fn what_cannot_be_mended_keeps_nothing_else_from_being_mended() {
    let mut before = inland(two_versions(8, -8));
    let up = |faces: Vec<MultiPolygon<f64>>| {
        use geo::Translate;
        faces.into_iter().map(|face| face.translate(0.0, 300.0))
    };
    before.extend(up(inland(two_versions(-2, 2))));
    let repaired = repair(&shapes(&before), &Plane, &options());
    assert_eq!(repaired.changes.len(), 1);
    assert!(repaired.redrawn.iter().all(|&face| face >= 4));
    assert!(repaired.left.iter().all(|left| left.defect.faces() == [0, 1]));
}

#[test]
fn a_slit_that_gives_on_the_outside_is_closed_at_its_mouth() {
    let before = [shape(&[(0, 0), (0, -50), (100, -50), (100, 0)]), shape(&[(0, 0), (100, 3), (100, 50), (0, 50)])];
    let repaired = whole(&before);
    assert_eq!(repaired.made_vertices, 0);
    let after = faces(&repaired.shapes);
    assert_eq!(area(&after[0]) + area(&after[1]), 10_000.0);
}

#[test]
fn a_strait_between_two_faces_that_never_touch_is_closed() {
    let before = [shape(&[(0, 0), (0, -50), (100, -50), (100, 0)]), shape(&[(0, 2), (100, 2), (100, 50), (0, 50)])];
    let after = faces(&whole(&before).shapes);
    assert_eq!(area(&after[0]) + area(&after[1]), 10_000.0);
}

#[test]
fn a_ring_that_touches_itself_becomes_two_polygons_or_a_hole() {
    let bow = shape(&[(0, 0), (40, 40), (0, 80), (90, 80), (40, 40), (90, 0)]);
    let after = faces(&whole(std::slice::from_ref(&bow)).shapes);
    assert_eq!((after[0].0.len(), area(&after[0])), (2, area(&bow)));
    let pinched = shape(&[(0, 0), (90, 0), (90, 90), (45, 90), (60, 60), (30, 60), (45, 90), (0, 90)]);
    let after = faces(&whole(&[pinched]).shapes);
    assert_eq!((after[0].0.len(), after[0].0[0].interiors().len()), (1, 1));
}

#[test]
fn a_border_that_two_faces_share_and_that_crosses_itself_is_untangled() {
    let loops = [(40, 0), (60, 2), (60, 0), (40, 2)];
    let below = shape(&[&[(0, -50), (100, -50), (100, 0)][..], &loops.map(|(x, y)| (100 - x, y)), &[(0, 0)]].concat());
    let above = shape(
        &[
            &[(0, 0)][..],
            &{
                let mut back = loops.map(|(x, y)| (100 - x, y));
                back.reverse();
                back
            },
            &[(100, 0), (100, 50), (0, 50)],
        ]
        .concat(),
    );
    let repaired = whole(&[below, above]);
    assert_eq!(repaired.redrawn, [0, 1]);
}

#[test]
fn a_border_over_the_border_of_two_others_is_drawn_back() {
    let repaired = whole(&[
        shape(&[(0, 0), (50, 0), (50, 90), (53, 50), (0, 50)]),
        shape(&[(0, 50), (53, 50), (50, 90), (0, 90)]),
        shape(&[(50, 0), (99, 0), (99, 90), (50, 90)]),
    ]);
    assert!(repaired.farthest() <= 3.1, "{:?}", repaired.changes);
}

#[test]
fn spikes_and_repeats_go_and_the_rest_of_the_ring_is_as_it_was() {
    let spike = shape(&[(0, 0), (90, 0), (90, 40), (120, 40), (90, 40), (90, 90), (90, 90), (0, 90)]);
    let repaired = whole(&[spike]);
    assert_eq!(repaired.repeats, 1);
    assert_eq!(faces(&repaired.shapes)[0].0[0].exterior().0[..2], ring(&[(0, 0), (90, 0)]).0[..2]);
    assert_eq!(area(&faces(&repaired.shapes)[0]), 8100.0);
}

#[test]
fn rings_without_area_go_and_a_face_left_without_any_is_told() {
    let flat = shape(&[(200, 0), (250, 0), (290, 0), (220, 0)]);
    let with_flat_hole =
        Polygon::new(ring(&[(0, 0), (90, 0), (90, 90), (0, 90)]), vec![ring(&[(10, 10), (20, 20), (15, 15)])]);
    let repaired = repair(&shapes(&[flat, with_flat_hole.into()]), &Plane, &options());
    assert_eq!((repaired.emptied, repaired.rings_without_area), (vec![0], 2));
    assert!(repaired.shapes.is_empty_face(0));
    assert!(repaired.shapes.face(1).0[0].interiors().is_empty());
}

#[test]
fn a_polygon_that_comes_twice_is_left_unless_it_may_be_dropped() {
    let square = shape(&[(0, 0), (90, 0), (90, 90), (0, 90)]);
    let twice = [square.clone(), square.clone()];
    assert_eq!(untouched(&twice).left.len(), 1);
    let dropping = RepairOptions { drop_duplicates: true, ..options() };
    let repaired = repair(&shapes(&twice), &Plane, &dropping);
    assert_eq!((repaired.duplicates, repaired.emptied, repaired.left.len()), (1, vec![1], 0));
    assert_eq!(faces(&repaired.shapes)[0], square);
}

#[test]
fn a_thin_face_is_not_eaten() {
    // All of the third face is a thin overlap with the first.
    let thin = shape(&[(20, 20), (80, 20), (80, 22), (20, 22)]);
    let repaired = repair(&shapes(&[shape(&[(0, 0), (100, 0), (100, 90), (0, 90)]), thin.clone()]), &Plane, &options());
    assert_eq!(faces(&repaired.shapes)[1], thin);
}

#[test]
fn rings_begin_turn_and_come_in_the_order_they_did() {
    let mut before = inland(two_versions(-2, 2));
    for face in &mut before {
        let backwards = |ring: &LineString<f64>| LineString(ring.0.iter().rev().copied().collect());
        *face = face.iter().map(|polygon| Polygon::new(backwards(polygon.exterior()), vec![])).collect();
    }
    let firsts = |faces: &[MultiPolygon<f64>]| faces.iter().map(|face| face.0[0].exterior().0[0]).collect::<Vec<_>>();
    let after = faces(&whole(&before).shapes);
    assert_eq!(firsts(&after), firsts(&before));
    use geo::Winding;
    assert!(after.iter().all(|face| face.0[0].exterior().is_cw()));
}

#[test]
fn a_hole_that_touches_its_exterior_goes_on_turning_the_other_way() {
    // The neighbour misses the vertex (50, 0) of the exterior; the hole touches the exterior in (0, 0).
    let hole = ring(&[(0, 0), (20, 50), (50, 20)]);
    let around = Polygon::new(ring(&[(0, 0), (100, 0), (100, 90), (0, 90)]), vec![hole.clone()]);
    let below = shape(&[(0, 0), (0, -50), (100, -50), (100, 0), (50, 0)]);
    let after = faces(&whole(&[around.into(), below]).shapes);
    assert_eq!(after[0].0[0].interiors(), [hole]);
    assert_eq!(after[0].0[0].exterior().0.len(), 6);
}

#[test]
fn what_is_valid_comes_back_bit_for_bit_closed_or_not() {
    let mut given = shapes(&inland(two_versions(0, 0)));
    given.push_ring([(500.0, 0.0), (600.0, 0.0), (600.0, 10.0)].map(|(x, y)| geo_types::Coord { x, y }));
    given.end_polygon();
    given.end_face();
    given.end_face();
    assert_eq!(repair(&given, &Plane, &options()), Repair { shapes: given, ..Repair::default() });
}

#[test]
fn what_is_not_finite_is_left_and_told() {
    let mut given = Shapes::new();
    given.push_ring([(0.0, 0.0), (9.0, f64::INFINITY), (9.0, 9.0), (0.0, 0.0)].map(|(x, y)| geo_types::Coord { x, y }));
    given.end_polygon();
    given.end_face();
    let repaired = repair(&given, &Plane, &options());
    assert_eq!(repaired.left.len(), 1);
    assert_eq!(repaired.shapes, given);
}
