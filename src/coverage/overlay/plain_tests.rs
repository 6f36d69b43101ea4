//! Faces divided by following borders, held against the general overlay.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::grid::Point;
use super::plain::{NearRings, divide, is_simple};
use super::region::{Region, RegionId};
use super::split::divided;

/// The cut of two borders is rounded by half a step on each axis; a part has at most 40 of them beside edges of at most this length.
const LONGEST: i128 = 9000;
const SLACK: i128 = 40 * 2 * LONGEST;

fn ring(points: &[(i64, i64)]) -> Vec<Point> {
    points.iter().map(|&(x, y)| Point::new(x, y)).collect()
}

fn region(points: &[(i64, i64)]) -> Region {
    Region::new(vec![vec![ring(points)]])
}

fn rectangle(west: i64, south: i64, east: i64, north: i64) -> Vec<(i64, i64)> {
    vec![(west, south), (east, south), (east, north), (west, north)]
}

/// A face that is no rectangle, with a bay to the east.
fn face() -> Region {
    region(&[(0, 0), (3900, 70), (2100, 1500), (4100, 2950), (1700, 3400), (-60, 2800)])
}

fn near(regions: &[Region], face: &Region) -> Vec<NearRings> {
    regions.iter().enumerate().map(|(id, it)| (id as RegionId, it.near(&face.bounds()))).collect()
}

type Areas = BTreeMap<Vec<RegionId>, i128>;

/// Twice the areas of parts by the regions that hold them.
fn areas(parts: &[(Vec<RegionId>, Region)]) -> Areas {
    let mut areas = Areas::new();
    for (ids, part) in parts {
        *areas.entry(ids.clone()).or_default() += part.twice_area_of_rings();
    }
    areas
}

/// The parts by the general overlay, one region after the other.
fn in_turn(face: &Region, regions: &[Region]) -> Areas {
    let mut parts = vec![(Vec::new(), face.clone())];
    for (id, region) in regions.iter().enumerate() {
        parts = divided(&parts, &region.bounds(), &region.near(&face.bounds()), id as RegionId).unwrap();
    }
    areas(&parts)
}

#[test]
fn a_region_across_a_face_divides_it_along_its_border() {
    let face = region(&rectangle(0, 0, 100, 100));
    let found = divide(&face, &near(&[region(&rectangle(40, -50, 300, 60))], &face)).unwrap();
    assert_eq!(areas(&found), Areas::from([(vec![], 2 * (10_000 - 3600)), (vec![0], 2 * 3600)]));
}

#[test]
fn regions_with_a_border_in_common_divide_a_face_without_anything_between() {
    let face = region(&rectangle(0, 0, 100, 100));
    let west = region(&[(-40, -40), (30, -40), (50, 50), (30, 140), (-40, 140)]);
    let east = region(&[(140, -40), (30, -40), (50, 50), (30, 140), (140, 140)]);
    let found = areas(&divide(&face, &near(&[west, east], &face)).unwrap());
    assert_eq!(found.keys().collect::<Vec<_>>(), [&vec![0], &vec![1]]);
    assert_eq!(found.values().sum::<i128>(), 2 * 10_000);
}

#[test]
fn a_border_that_runs_along_the_face_for_a_while_divides_it_where_it_leaves() {
    let face = region(&[(0, 0), (50, 0), (100, 0), (100, 100), (0, 100)]);
    let found = divide(&face, &near(&[region(&[(0, 0), (50, 0), (50, 130), (-20, 130)])], &face)).unwrap();
    assert_eq!(areas(&found), Areas::from([(vec![], 10_000), (vec![0], 10_000)]));
}

#[test]
fn regions_that_cross_on_a_face_have_a_part_of_both() {
    let face = region(&rectangle(0, 0, 100, 100));
    let [one, other] = [rectangle(-20, -20, 60, 70), rectangle(20, 30, 130, 140)].map(|it| region(&it));
    let expected = [(vec![], 3600), (vec![0], 5200), (vec![0, 1], 3200), (vec![1], 8000)];
    // 60 by 70 less 40 by 40; 80 by 70 less the same.
    assert_eq!(areas(&divide(&face, &near(&[one, other], &face)).unwrap()), Areas::from(expected));
}

#[test]
fn what_only_the_general_overlay_can_tell_is_left_to_it() {
    let face = region(&rectangle(0, 0, 100, 100));
    let divides = |points: &[(i64, i64)]| divide(&face, &near(&[region(points)], &face)).is_some();
    assert!(divides(&[(-50, 20), (50, 20), (50, -50)]));
    assert!(!divides(&rectangle(20, 20, 40, 40)), "an island");
    assert!(!divides(&rectangle(-50, 2, 200, 60)), "beside the border");
    assert!(!divides(&rectangle(-50, -50, 50, 0)), "on a part of a segment");
    assert!(!divides(&[(-50, 50), (150, 50), (150, 52), (-50, 52)]), "narrower than what rounding could change");
    let with_hole = Region::new(vec![vec![ring(&rectangle(0, 0, 100, 100)), ring(&rectangle(40, 40, 60, 60))]]);
    assert!(divide(&with_hole, &near(&[region(&rectangle(-50, -50, 50, 150))], &with_hole)).is_none(), "a hole");
}

#[test]
fn a_face_is_simple_where_its_border_meets_itself_nowhere() {
    assert!(is_simple(&face()));
    let two = |other: Vec<(i64, i64)>| Region::new(vec![vec![ring(&rectangle(0, 0, 10, 10))], vec![ring(&other)]]);
    assert!(is_simple(&two(rectangle(20, 0, 30, 10))));
    assert!(!is_simple(&two(rectangle(10, 10, 30, 30))), "two polygons touch in a vertex");
    assert!(!is_simple(&two(rectangle(5, 5, 30, 30))), "they overlap");
    assert!(!is_simple(&region(&[(0, 0), (10, 10), (10, 0), (0, 10)])), "a bow tie");
    assert!(!is_simple(&region(&[(0, 0), (10, 0), (20, 0), (15, 0), (10, 10)])), "a spike");
    assert!(!is_simple(&region(&[(0, 0), (20, 0), (20, 20), (10, 0), (0, 20)])), "a vertex on another segment");
}

fn drawn() -> impl Strategy<Value = Region> {
    let at = || (-800_i64..4800, -800_i64..3800);
    let triangle = (at(), at(), at()).prop_map(|(a, b, c)| region(&[a, b, c]));
    let five = (at(), at(), at(), at(), at()).prop_map(|(a, b, c, d, e)| region(&[a, b, c, d, e]));
    let rectangle = (at(), 1_i64..5000, 1_i64..4000).prop_map(|((x, y), w, h)| region(&rectangle(x, y, x + w, y + h)));
    prop_oneof![triangle, five, rectangle]
}

/// Two regions on both sides of a border drawn from the south to the north, by the same vertices.
fn neighbours() -> impl Strategy<Value = Vec<Region>> {
    proptest::collection::vec((200_i64..3500, 50_i64..900), 3..8).prop_map(|steps| {
        let mut y = -900;
        let border: Vec<(i64, i64)> = steps
            .iter()
            .map(|&(x, step)| {
                y += step;
                (x, y)
            })
            .collect();
        let around = |x: i64| region(&[&border[..], &[(x, y + 5000), (x, -2000)]].concat());
        vec![around(-5000), around(9000)]
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn parts_are_those_of_the_general_overlay_but_for_rounding(
        drawings in prop_oneof![proptest::collection::vec(drawn(), 1..5), neighbours()]
    ) {
        let face = face();
        prop_assume!(divide(&face, &near(&drawings, &face)).is_some());
        let found = divide(&face, &near(&drawings, &face)).map(|parts| areas(&parts)).unwrap_or_default();
        let expected = in_turn(&face, &drawings);
        for ids in found.keys().chain(expected.keys()) {
            let of = |areas: &Areas| areas.get(ids).copied().unwrap_or(0);
            prop_assert!((of(&found) - of(&expected)).abs() <= SLACK, "{:?}: {:?}, not {:?}", ids, found, expected);
        }
        let slack = 40 * LONGEST;
        prop_assert!((found.values().sum::<i128>() - face.twice_area_of_rings()).abs() <= slack);
    }

    #[test]
    fn the_order_of_regions_changes_no_point(drawings in proptest::collection::vec(drawn(), 2..5)) {
        let face = face();
        let last = drawings.len() as RegionId - 1;
        let backwards: Vec<Region> = drawings.iter().rev().cloned().collect();
        let points = |regions: &[Region], name: &dyn Fn(RegionId) -> RegionId| {
            divide(&face, &near(regions, &face)).map(|parts| {
                let renamed = parts.into_iter().map(|(mut ids, part)| {
                    ids.iter_mut().for_each(|id| *id = name(*id));
                    ids.sort_unstable();
                    (ids, part.polygons)
                });
                renamed.collect::<BTreeMap<_, _>>()
            })
        };
        prop_assert_eq!(points(&drawings, &|id| id), points(&backwards, &|id| last - id));
    }
}
