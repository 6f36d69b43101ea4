//! What holds for coverages of hundreds of units that look like communes.

use std::collections::{BTreeMap, BTreeSet};

use geo::Area;
use geo_types::MultiPolygon;
use maillage::coverage::{Coverage, Ellipsoid, FaceId, Plane, Simplify};
use proptest::prelude::*;

use crate::made::Made;
use crate::shapes::{Bits, assert_sound, bits, form, holes, segments};

fn mades() -> impl Strategy<Value = Made> {
    (1u32..300, any::<u64>(), 12u32..150, 6u32..=7).prop_map(|(units, seed, vertices, decimals)| Made {
        units,
        seed,
        vertices,
        decimals,
    })
}

fn faces(made: &Made) -> Vec<MultiPolygon<f64>> {
    let shapes = made.shapes();
    assert_eq!(shapes.face_count(), made.units as usize);
    (0..made.units).map(|face| shapes.face(face)).collect()
}

fn coverage(made: &Made) -> Coverage {
    Coverage::from_polygons(&faces(made)).expect("a made coverage is one")
}

/// Faces in a number of groups, near ones mostly together.
fn groups(made: &Made, number: u32) -> Vec<Vec<FaceId>> {
    let mut groups = vec![Vec::new(); number as usize];
    // Some are far from the rest of their group, so that groups have parts and holes.
    let group = |face: u32| if face % 7 == 3 { face.wrapping_mul(0x9e37) % number } else { face * number / made.units };
    (0..made.units).for_each(|face| groups[group(face) as usize].push(face));
    groups
}

fn methods() -> impl Strategy<Value = Simplify> {
    let metres = || prop_oneof![1.0..100_000.0, Just(f64::INFINITY)];
    prop_oneof![metres().prop_map(Simplify::Visvalingam), metres().prop_map(Simplify::DouglasPeucker)]
}

fn pairs(coverage: &Coverage) -> Vec<(FaceId, FaceId)> {
    coverage.borders(&coverage.lengths(&Plane)).iter().map(|border| (border.a, border.b)).collect()
}

/// Pairs of shapes that have a segment each in the other direction, from their segments alone.
fn pairs_by_segments(faces: &[MultiPolygon<f64>]) -> Vec<(FaceId, FaceId)> {
    let mut owners: BTreeMap<(Bits, Bits), BTreeSet<FaceId>> = BTreeMap::new();
    for (face, shape) in (0..).zip(faces) {
        for (from, to) in segments(shape) {
            let (from, to) = (bits(&from), bits(&to));
            owners.entry((from.min(to), from.max(to))).or_default().insert(face);
        }
    }
    let both = owners.values().filter_map(|faces| Some((*faces.first()?, *faces.last()?)));
    Vec::from_iter(both.filter(|(a, b)| a != b).collect::<BTreeSet<_>>())
}

fn close_to(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * a.abs().max(b.abs())
}

#[test]
fn a_made_coverage_has_all_that_communes_have() {
    let made = Made::new(2000);
    let (faces, coverage) = (faces(&made), coverage(&made));
    assert_eq!(coverage.crossings(), []);
    let holes: usize = faces.iter().flat_map(holes).sum();
    assert!(holes > 20 && faces.iter().filter(|shape| shape.0.len() > 1).count() > 20);
    let country = coverage.dissolve(&Vec::from_iter(0..made.units));
    assert!(country.0.len() > 3, "a mainland and islands: {}", country.0.len());
    assert!(country.iter().any(|polygon| !polygon.interiors().is_empty()), "a lake");
    let alone =
        |arc: &usize| coverage.sides(*arc).pair().is_some() && coverage.arc(*arc).first() == coverage.arc(*arc).last();
    assert!((0..coverage.arc_count()).filter(alone).count() > 10, "enclaves");
    let pinched = |polygon: &geo_types::Polygon<f64>| {
        let exterior: BTreeSet<Bits> = polygon.exterior().0.iter().map(bits).collect();
        polygon.interiors().iter().flat_map(|ring| &ring.0).any(|vertex| exterior.contains(&bits(vertex)))
    };
    assert!(country.iter().any(pinched) || faces.iter().flatten().any(pinched), "a hole that touches the outline");
    let vertices = made.shapes().vertex_count() as f64 / 2000.0;
    assert!((95.0..105.0).contains(&vertices), "{vertices} vertices a unit");
}

#[test]
fn a_made_coverage_depends_on_its_seed_and_on_nothing_else() {
    let made = Made::new(300);
    assert_eq!(made.shapes(), made.shapes());
    assert_ne!(made.shapes(), Made { seed: 2, ..made }.shapes());
}

#[test]
fn a_simplified_coverage_is_the_same_whatever_the_number_of_threads() {
    let coverage = coverage(&Made::new(1500));
    for method in [Simplify::Visvalingam(3000.0), Simplify::DouglasPeucker(3000.0)] {
        let run = |threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
            let simple = pool.install(|| coverage.simplified(&Ellipsoid::WGS84, method)).expect("a coverage");
            (0..simple.arc_count()).flat_map(|arc| simple.arc(arc).iter().map(bits).collect::<Vec<_>>()).collect()
        };
        let one: Vec<Bits> = run(1);
        assert!(one.len() < coverage.vertex_count() / 2);
        assert_eq!(run(2), one);
        assert_eq!(run(5), one);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 16, ..ProptestConfig::default() })]

    #[test]
    fn made_units_do_not_cross_and_dissolved_alone_are_what_was_given(made in mades()) {
        let (faces, coverage) = (faces(&made), coverage(&made));
        prop_assert_eq!(coverage.crossings(), vec![]);
        let alone: Vec<Vec<FaceId>> = (0..made.units).map(|face| vec![face]).collect();
        for (dissolved, face) in coverage.dissolve_groups(&alone).iter().zip(&faces) {
            assert_sound(dissolved, &coverage);
            prop_assert_eq!(form(dissolved), form(face));
        }
    }

    #[test]
    fn made_groups_are_sound_as_large_as_their_parts_and_the_same_in_any_order(made in mades(), number in 1u32..20) {
        let coverage = coverage(&made);
        let (areas, groups) = (coverage.areas(&Plane), groups(&made, number));
        for group in groups.iter().filter(|group| !group.is_empty()) {
            let united = coverage.dissolve(group);
            assert_sound(&united, &coverage);
            let sum: f64 = group.iter().map(|&face| areas[face as usize]).sum();
            prop_assert!(close_to(united.unsigned_area(), sum), "{} against {}", united.unsigned_area(), sum);
            let backwards: Vec<FaceId> = group.iter().rev().copied().collect();
            prop_assert_eq!(coverage.dissolve(&backwards), united);
        }
    }

    #[test]
    fn made_groups_of_groups_are_the_groups_of_all_their_units(made in mades(), number in 2u32..20) {
        let coverage = coverage(&made);
        let groups = groups(&made, number);
        let second = Coverage::from_polygons(&coverage.dissolve_groups(&groups)).unwrap();
        let (low, high): (Vec<FaceId>, Vec<FaceId>) = (0..number).partition(|group| group % 3 == 0);
        for chosen in [low, high, (0..number).collect()] {
            let at_once: Vec<FaceId> = chosen.iter().flat_map(|&group| groups[group as usize].clone()).collect();
            prop_assert_eq!(form(&second.dissolve(&chosen)), form(&coverage.dissolve(&at_once)));
        }
    }

    #[test]
    fn neighbours_of_made_units_are_those_that_share_a_segment(made in mades()) {
        prop_assert_eq!(pairs(&coverage(&made)), pairs_by_segments(&faces(&made)));
    }

    #[test]
    fn made_units_simplified_keep_their_neighbours_polygons_holes_and_nodes(made in mades(), method in methods()) {
        let before = coverage(&made);
        let after = before.simplified(&Ellipsoid::WGS84, method).unwrap();
        prop_assert_eq!(after.crossings(), vec![]);
        prop_assert_eq!(pairs(&after), pairs(&before));
        prop_assert_eq!(after.arc_count(), before.arc_count());
        for arc in 0..before.arc_count() {
            let (old, new) = (before.arc(arc), after.arc(arc));
            prop_assert_eq!((new.first(), new.last()), (old.first(), old.last()));
        }
        let simple: Vec<MultiPolygon<f64>> = (0..made.units).map(|face| after.face(face)).collect();
        for (face, shape) in (0..).zip(&simple) {
            prop_assert_eq!(holes(shape), holes(&before.face(face)));
            let dissolved = after.dissolve(&[face]);
            assert_sound(&dissolved, &before);
            prop_assert_eq!(form(&dissolved), form(shape));
        }
        // Built again from its polygons, it has the same neighbours: arcs match vertex for vertex.
        prop_assert_eq!(pairs_by_segments(&simple), pairs(&before));
    }

    #[test]
    fn made_units_simplified_by_nothing_stay_as_they_are(made in mades()) {
        let before = coverage(&made);
        for method in [Simplify::Visvalingam(0.0), Simplify::DouglasPeucker(0.0)] {
            let after = before.simplified(&Ellipsoid::WGS84, method).unwrap();
            for face in 0..made.units {
                prop_assert_eq!(after.face(face), before.face(face));
            }
        }
    }
}
