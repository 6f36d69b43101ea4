//! Every rule of validation, drawn by hand.

use std::ops::ControlFlow;

use geo::Area;
use geo_types::{Coord, MultiPolygon, Polygon};
use maillage::coverage::validate::{Defect, Level, Options, Sizes, Validate};
use maillage::coverage::{Plane, Shapes};

use crate::drawing::draw;
use crate::pen::Pen;
use crate::seams::{from_the_coast, inland, two_versions};
use crate::shapes::{ring, shape};

fn options() -> Options {
    Options::default()
}

fn defects_of(faces: &[MultiPolygon<f64>]) -> Vec<Defect> {
    faces.iter().collect::<Shapes>().validation_errors(&Plane, &options())
}

/// The rules broken, each once, ascending.
fn rules(faces: &[MultiPolygon<f64>]) -> Vec<&'static str> {
    let mut rules: Vec<_> = defects_of(faces).iter().map(Defect::rule).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

/// Rings as they are, neither closed nor turned.
fn raw(rings: &[&[(f64, f64)]]) -> Shapes {
    let mut shapes = Shapes::new();
    for ring in rings {
        shapes.push_ring(ring.iter().map(|&(x, y)| Coord { x, y }));
    }
    shapes.end_polygon();
    shapes.end_face();
    shapes
}

fn raw_rules(rings: &[&[(f64, f64)]]) -> Vec<&'static str> {
    let defects = raw(rings).validation_errors(&Plane, &options());
    defects.iter().map(Defect::rule).collect()
}

fn polygon(exterior: &[(i32, i32)], holes: &[&[(i32, i32)]]) -> MultiPolygon<f64> {
    Polygon::new(ring(exterior), holes.iter().map(|hole| ring(hole)).collect()).into()
}

const SQUARE: [(i32, i32); 4] = [(0, 0), (90, 0), (90, 90), (0, 90)];

#[test]
fn a_drawing_is_valid() {
    for rows in [&["AAB", "C.B", "CDD"][..], &["A.", ".B"], &["AAA", "ABA", "AA."], &["ABAB", "BABA"]] {
        let faces = draw(rows).shapes(&Pen { in_degrees: false, ..Pen::PLAIN });
        let shapes: Shapes = faces.iter().collect();
        let within = Options { gaps: Sizes::up_to(0.2), mouth_width: 0.2, ..options() };
        assert_eq!(shapes.check_validation(&Plane, &within), Ok(()), "{rows:?}");
    }
}

#[test]
fn a_coordinate_that_is_not_finite_is_told_with_its_place() {
    let shapes = raw(&[&[(0.0, 0.0), (9.0, f64::NAN), (9.0, 9.0), (0.0, 0.0)]]);
    let defects = shapes.validation_errors(&Plane, &options());
    assert!(matches!(defects[..], [Defect::NotFinite { vertex: 1, x: 9.0, .. }]), "{defects:?}");
    assert!(!shapes.is_valid(&Plane, &options()));
}

#[test]
fn a_ring_of_fewer_than_three_distinct_vertices_is_too_short() {
    assert_eq!(raw_rules(&[&[]]), ["ring-too-short"]);
    assert_eq!(raw_rules(&[&[(1.0, 1.0), (1.0, 1.0), (1.0, 1.0), (1.0, 1.0)]]), ["ring-too-short"]);
    assert_eq!(raw_rules(&[&[(0.0, 0.0), (1.0, 1.0), (0.0, 0.0), (1.0, 1.0), (0.0, 0.0)]]), ["ring-too-short"]);
}

#[test]
fn a_ring_that_is_not_closed_is_of_no_consequence() {
    let shapes = raw(&[&[(0.0, 0.0), (9.0, 0.0), (9.0, 9.0)]]);
    let defects = shapes.validation_errors(&Plane, &options());
    assert!(matches!(defects[..], [Defect::Unclosed { .. }]));
    assert_eq!(defects[0].level(), Level::Info);
    assert!(shapes.is_valid(&Plane, &options()));
}

#[test]
fn each_repeat_of_a_vertex_is_a_warning() {
    let shapes = raw(&[&[(0.0, 0.0), (9.0, 0.0), (9.0, 0.0), (9.0, 0.0), (9.0, 9.0), (0.0, 0.0)]]);
    let defects = shapes.validation_errors(&Plane, &options());
    assert!(matches!(
        defects[..],
        [Defect::RepeatedVertex { vertex: 2, .. }, Defect::RepeatedVertex { vertex: 3, .. }]
    ));
    assert!(shapes.is_valid(&Plane, &options()));
}

#[test]
fn an_exterior_that_turns_clockwise_and_a_hole_that_does_not_are_warnings() {
    let mut exterior = SQUARE;
    exterior.reverse();
    assert_eq!(rules(&[polygon(&exterior, &[])]), ["wrong-winding"]);
    assert_eq!(rules(&[polygon(&SQUARE, &[&[(10, 10), (20, 10), (20, 20)]])]), ["wrong-winding"]);
    assert_eq!(rules(&[polygon(&SQUARE, &[&[(10, 10), (20, 20), (20, 10)]])]), [] as [&str; 0]);
}

#[test]
fn a_way_out_and_straight_back_is_a_spike() {
    let spike = [(0, 0), (90, 0), (90, 40), (120, 40), (90, 40), (90, 90), (0, 90)];
    let defects = defects_of(&[shape(&spike)]);
    assert!(matches!(defects[0], Defect::Spike { vertex: 3, at: Coord { x: 120.0, y: 40.0 }, .. }), "{defects:?}");
    // Back farther than it came from, inwards, and where the ring begins.
    for spike in [
        &[(0, 0), (90, 0), (120, 0), (80, 0), (90, 90), (0, 90)][..],
        &[(0, 0), (90, 0), (90, 40), (60, 40), (90, 40), (90, 90), (0, 90)],
        &[(-9, 0), (90, 0), (90, 90), (0, 90), (0, 0)],
    ] {
        assert!(rules(&[shape(spike)]).contains(&"spike"), "{spike:?}");
    }
}

#[test]
fn a_ring_without_area_is_told_and_bounds_nothing() {
    assert_eq!(rules(&[shape(&[(0, 0), (50, 0), (90, 0), (20, 0)]), shape(&SQUARE)]), ["no-area"]);
    assert_eq!(rules(&[polygon(&SQUARE, &[&[(10, 10), (20, 20), (15, 15)]])]), ["no-area"]);
}

#[test]
fn a_ring_that_crosses_itself_is_told_where() {
    let defects = defects_of(&[shape(&[(0, 20), (40, 0), (40, 40), (0, 0)])]);
    let [Defect::RingCrossing { ring, other, at }] = &defects[..] else { panic!("{defects:?}") };
    assert_eq!(ring, other);
    assert!((at.x - at.y).abs() < 1e-9 && (at.x - 40.0 / 3.0).abs() < 1e-9, "{at:?}");
}

#[test]
fn rings_of_a_face_that_cross_or_lie_on_each_other_are_told() {
    assert_eq!(rules(&[polygon(&SQUARE, &[&[(50, 50), (60, 120), (70, 50)]])]), ["ring-crossing"]);
    assert_eq!(rules(&[polygon(&SQUARE, &[&[(90, 20), (50, 50), (90, 70)]])]), ["ring-crossing"]);
    let beside = MultiPolygon(vec![
        Polygon::new(ring(&SQUARE), vec![]),
        Polygon::new(ring(&[(90, 0), (180, 0), (180, 90), (90, 90)]), vec![]),
    ]);
    assert_eq!(rules(&[beside]), ["ring-crossing"]);
    // Through a vertex that both have.
    let hole = [(90, 50), (50, 40), (120, 60)];
    assert!(rules(&[polygon(&[(0, 0), (90, 0), (90, 50), (90, 90), (0, 90)], &[&hole])]).contains(&"ring-crossing"));
}

#[test]
fn a_ring_that_touches_itself_is_told_once() {
    for pinched in
        [&[(0, 0), (40, 40), (0, 80), (90, 80), (40, 40), (90, 0)][..], &[(0, 0), (90, 0), (90, 90), (45, 0), (0, 90)]]
    {
        let touches = defects_of(&[shape(pinched)]).into_iter().filter(|defect| defect.rule() == "self-touch");
        assert_eq!(touches.count(), 1, "{pinched:?}");
    }
}

#[test]
fn a_hole_may_touch_the_exterior_once_but_not_cut_the_inside() {
    let once: &[(i32, i32)] = &[(0, 0), (20, 50), (50, 20)];
    assert_eq!(rules(&[polygon(&SQUARE, &[once])]), [] as [&str; 0]);
    let at_a_side: &[(i32, i32)] = &[(0, 45), (40, 60), (40, 30)];
    assert_eq!(rules(&[polygon(&SQUARE, &[at_a_side])]), [] as [&str; 0]);
    let twice: &[(i32, i32)] = &[(0, 0), (80, 90), (90, 90), (80, 70)];
    let through: &[(i32, i32)] = &[(0, 0), (70, 80), (90, 90), (80, 70)];
    assert!(rules(&[polygon(&SQUARE, &[through])]).contains(&"cut-inside"));
    assert!(rules(&[polygon(&SQUARE, &[twice])]).contains(&"ring-crossing"));
}

#[test]
fn a_hole_outside_and_a_hole_in_a_hole_are_told() {
    assert_eq!(rules(&[polygon(&SQUARE, &[&[(110, 10), (110, 20), (120, 20)]])]), ["hole-outside"]);
    let (outer, inner): (&[_], &[_]) = (&[(10, 10), (10, 80), (80, 80), (80, 10)], &[(30, 30), (30, 40), (40, 40)]);
    assert!(rules(&[polygon(&SQUARE, &[outer, inner])]).contains(&"nested"));
    assert!(rules(&[polygon(&SQUARE, &[inner, outer])]).contains(&"nested"));
}

#[test]
fn a_polygon_inside_another_of_the_same_face_is_told_unless_it_is_in_a_hole() {
    let small = Polygon::new(ring(&[(30, 30), (40, 30), (40, 40)]), vec![]);
    let square = Polygon::new(ring(&SQUARE), vec![]);
    assert_eq!(rules(&[MultiPolygon(vec![square.clone(), small.clone()])]), ["nested"]);
    let frame = Polygon::new(ring(&SQUARE), vec![ring(&[(10, 10), (10, 80), (80, 80), (80, 10)])]);
    assert_eq!(rules(&[MultiPolygon(vec![small.clone(), frame.clone()])]), [] as [&str; 0]);
    // The island fills part of the hole's side.
    let at_the_hole = Polygon::new(ring(&[(10, 10), (40, 30), (40, 40)]), vec![]);
    assert_eq!(rules(&[MultiPolygon(vec![frame, at_the_hole])]), [] as [&str; 0]);
}

#[test]
fn the_same_polygon_twice_is_told_once_and_not_as_an_overlap() {
    let turned = shape(&[(90, 90), (0, 90), (0, 0), (90, 0)]);
    let defects = defects_of(&[shape(&SQUARE), turned]);
    assert_eq!(defects.len(), 1);
    assert!(matches!(&defects[0], Defect::Duplicate { first, second, .. } if (first.face, second.face) == (0, 1)));
}

#[test]
fn an_overlap_is_told_as_a_polygon_with_its_area_and_width() {
    let found =
        defects_of(&[shape(&[(0, 0), (40, 0), (40, 40), (0, 40)]), shape(&[(20, 20), (60, 20), (60, 60), (20, 60)])]);
    let overlaps: Vec<_> = found.iter().filter(|defect| defect.rule() == "overlap").collect();
    let [Defect::Overlap { faces, polygon, area, width, .. }] = overlaps[..] else { panic!("{found:?}") };
    assert_eq!((faces, *area, *width), (&vec![0, 1], 400.0, 10.0));
    assert_eq!(polygon.unsigned_area(), 400.0);
    let unmatched = found.iter().filter(|defect| defect.rule() == "unmatched-edge");
    assert_eq!(unmatched.count(), 2);
}

#[test]
fn an_overlap_of_three_faces_and_one_over_two_is_told() {
    let bar = |x: i32| shape(&[(x, 0), (x + 50, 0), (x + 50, 40), (x, 40)]);
    let found = defects_of(&[bar(0), bar(20), bar(40)]);
    let faces: Vec<_> = found.iter().filter(|defect| defect.rule() == "overlap").map(Defect::faces).collect();
    assert!(faces.contains(&vec![0, 1, 2]), "{faces:?}");
    // Over the border of two.
    let found = defects_of(&[
        shape(&[(0, 0), (50, 0), (50, 90), (0, 90)]),
        shape(&[(50, 0), (99, 0), (99, 90), (50, 90)]),
        shape(&[(40, 40), (60, 40), (60, 60), (40, 60)]),
    ]);
    let overlaps: Vec<_> = found.iter().filter(|defect| defect.rule() == "overlap").collect();
    assert_eq!(overlaps.len(), 1, "{found:?}");
}

#[test]
fn a_face_over_another_without_touching_its_border_is_an_overlap_of_both() {
    let found =
        defects_of(&[shape(&SQUARE), shape(&[(200, 0), (210, 0), (200, 9)]), shape(&[(20, 20), (40, 20), (40, 40)])]);
    let overlap = found.iter().find(|defect| defect.rule() == "overlap").expect("an overlap");
    assert_eq!(overlap.faces(), [0, 2]);
}

#[test]
fn a_gap_is_told_if_it_is_as_narrow_as_asked_for() {
    let shapes: Shapes = inland(two_versions(-2, 2)).iter().collect();
    let gaps = |gaps: Sizes| {
        let found = shapes.validation_errors(&Plane, &Options { gaps, mouth_width: 0.0, ..options() });
        found.into_iter().filter(|defect| defect.rule() == "gap").collect::<Vec<_>>()
    };
    let told = gaps(Sizes::ALL);
    let [Defect::Gap { faces, area, width, open, .. }] = &told[..] else { panic!("{told:?}") };
    assert_eq!((faces, *area, *open), (&vec![0, 1], 200.0, false));
    assert!((width - 2.0).abs() < 0.01, "{width}");
    assert_eq!(gaps(Sizes::up_to(1.9)).len(), 0);
    assert_eq!(gaps(Sizes { min_width: 1.9, ..Sizes::ALL }).len(), 1);
    assert_eq!(gaps(Sizes { min_width: 2.1, ..Sizes::ALL }).len(), 0);
    assert_eq!(gaps(Sizes { min_area: 201.0, ..Sizes::ALL }).len(), 0);
    assert_eq!(gaps(Sizes { max_area: 199.0, ..Sizes::ALL }).len(), 0);
    assert_eq!(gaps(Sizes::NONE).len(), 0);
}

#[test]
fn a_lake_is_a_gap_only_if_all_are_asked_for() {
    let shapes: Shapes = draw(&["AAAAA", "ABBBA", "AB.CA", "ABCCA", "AAAAA"]).shapes(&Pen::PLAIN).iter().collect();
    let found = |gaps| shapes.validation_errors(&Plane, &Options { gaps, mouth_width: 0.0, ..options() });
    assert_eq!(found(Sizes::up_to(0.4)), []);
    assert_eq!(found(Sizes::ALL).iter().filter(|defect| defect.rule() == "gap").count(), 1);
}

#[test]
fn overlaps_are_told_by_size_too() {
    for (overlaps, told) in
        [(Sizes::up_to(1.9), 0), (Sizes::up_to(2.1), 1), (Sizes { min_area: 300.0, ..Sizes::ALL }, 0)]
    {
        let shapes: Shapes = inland(two_versions(2, -2)).iter().collect();
        let found = shapes.validation_errors(&Plane, &Options { overlaps, ..options() });
        assert_eq!(found.iter().filter(|defect| defect.rule() == "overlap").count(), told);
    }
}

#[test]
fn a_slit_that_gives_on_the_outside_is_an_open_gap_ended_by_a_straight_line() {
    // From (0, 0), where the two meet, to the coast at x = 100, 3 m wide there.
    let faces = [shape(&[(0, 0), (0, -50), (100, -50), (100, 0)]), shape(&[(0, 0), (100, 3), (100, 50), (0, 50)])];
    let found = defects_of(&faces);
    let gaps: Vec<_> = found.iter().filter(|defect| defect.rule() == "gap").collect();
    let [Defect::Gap { faces: around, area, open: true, .. }] = gaps[..] else { panic!("{found:?}") };
    assert_eq!((around, area.round()), (&vec![0, 1], 150.0));
    let none = Options { mouth_width: 2.9, ..options() };
    assert_eq!(faces.iter().collect::<Shapes>().validation_errors(&Plane, &none), []);
}

#[test]
fn a_strait_between_two_faces_that_never_touch_is_an_open_gap_too() {
    let faces = [shape(&[(0, 0), (0, -50), (100, -50), (100, 0)]), shape(&[(0, 2), (100, 2), (100, 50), (0, 50)])];
    let gaps: Vec<_> = defects_of(&faces).into_iter().filter(|defect| defect.rule() == "gap").collect();
    assert!(matches!(gaps[..], [Defect::Gap { area: 200.0, open: true, .. }]), "{gaps:?}");
}

#[test]
fn a_corner_of_the_coast_is_no_slit() {
    let faces = [shape(&[(0, 0), (0, -50), (100, -50), (100, 0)]), shape(&[(0, 0), (90, 45), (0, 50)])];
    assert_eq!(defects_of(&faces), []);
    // Nor are two islands that come near each other in a point.
    let islands = [shape(&[(0, 0), (50, 0), (0, 50)]), shape(&[(53, 0), (103, -50), (103, 50)])];
    assert_eq!(defects_of(&islands), []);
}

#[test]
fn a_vertex_missing_on_one_side_is_two_unmatched_edges_no_distance_apart() {
    for around in [inland, from_the_coast, std::convert::identity] {
        let mut faces = around(two_versions(0, 0));
        faces[0] = shape(&[(0, 0), (0, -50), (100, -50), (100, 0)]);
        let found = defects_of(&faces);
        let mut sides = Vec::new();
        for defect in found {
            let Defect::UnmatchedEdge { face, others, length, distance, .. } = defect else { panic!("{defect}") };
            assert_eq!((others, length, distance), (vec![1 - face], 100.0, 0.0));
            sides.push(face);
        }
        sides.sort_unstable();
        assert_eq!(sides, [0, 1]);
    }
}

#[test]
fn unmatched_edges_are_told_with_the_distance_between_the_two_versions() {
    for (below, above) in [(-2, 2), (2, -2), (0, 3)] {
        let found = defects_of(&inland(two_versions(below, above)));
        let edges: Vec<_> = found.iter().filter(|defect| defect.rule() == "unmatched-edge").collect();
        assert_eq!(edges.len(), 2);
        for edge in edges {
            let Defect::UnmatchedEdge { face, from, to, distance, length, .. } = edge else { panic!("{edge}") };
            let apart = f64::from((below - above).abs());
            assert!((*distance - apart).abs() < 0.01 * apart, "{distance}");
            assert!(*length >= 100.0 && *length < 100.3);
            // With the face on the left: the one below runs westwards.
            assert_eq!((from.x, to.x), if *face == 0 { (100.0, 0.0) } else { (0.0, 100.0) });
        }
    }
}

#[test]
fn a_border_that_two_faces_share_and_that_crosses_another_is_told() {
    // The border of the two above comes down to where the two below meet, past the one between.
    let crossing = [
        shape(&[(0, 50), (52, 15), (99, 50), (99, 90), (0, 90)]),
        shape(&[(0, 20), (50, 20), (99, 20), (99, 50), (52, 15), (0, 50)]),
        shape(&[(0, 0), (50, 0), (50, 20), (0, 20)]),
        shape(&[(50, 0), (99, 0), (99, 20), (50, 20)]),
    ];
    let rules = rules(&crossing);
    assert!(rules.contains(&"ring-crossing") && rules.contains(&"border-crossing"), "{rules:?}");
}

#[test]
fn a_visitor_sees_what_all_errors_are_and_may_stop() {
    let shapes: Shapes = inland(two_versions(-2, 2)).iter().collect();
    let all = shapes.validation_errors(&Plane, &options());
    assert!(all.len() > 2);
    for stop in 1..=all.len() {
        let mut seen = Vec::new();
        shapes.visit_validation(&Plane, &options(), |defect| {
            seen.push(defect);
            if seen.len() == stop { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert_eq!(seen, all[..stop]);
    }
    assert_eq!(shapes.check_validation(&Plane, &options()), Err(all[0].clone()));
}

#[test]
fn what_is_wrong_is_said_with_faces_and_place() {
    let messages: Vec<String> = defects_of(&inland(two_versions(-2, 2))).iter().map(ToString::to_string).collect();
    assert!(
        messages.iter().any(|message| message.starts_with("faces 0, 1: gap of 200.00 m², 2.00 m wide, at (")),
        "{messages:?}"
    );
}
