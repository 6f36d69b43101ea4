//! Regions laid over small coverages of whole coordinates.

use geo::Validation;
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use proptest::prelude::*;

use super::*;
use crate::{Coverage, FaceId};

/// Side of a cell of the coverage.
const CELL: i64 = 10;

/// Steps of the grid in a side, for drawings with slanted segments.
const FINE: i64 = 1000;

/// Twice the area of such a cell.
const TWICE_CELL: i128 = 2 * (FINE * FINE) as i128;

/// Cutting rounds the points where segments cross, by half a step at most on each axis: an edge beside a cut moves by less than a step,
/// and four drawings have no more than twelve edges.
pub(super) const SLACK: i128 = 12 * 2 * 2 * FINE as i128;

pub(super) fn polygon(points: &[(i64, i64)]) -> MultiPolygon<f64> {
    let line: LineString<f64> = points.iter().map(|&(x, y)| Coord { x: x as f64, y: y as f64 }).collect();
    Polygon::new(line, vec![]).into()
}

pub(super) fn rectangle(west: i64, south: i64, east: i64, north: i64) -> MultiPolygon<f64> {
    polygon(&[(west, south), (east, south), (east, north), (west, north)])
}

/// Square cells, `across` of them in a row.
fn cells(across: i64, rows: i64) -> Coverage {
    cells_of(CELL, across, rows)
}

fn cells_of(side: i64, across: i64, rows: i64) -> Coverage {
    let cell = |at: i64| {
        let (x, y) = (at % across * side, at / across * side);
        rectangle(x, y, x + side, y + side)
    };
    Coverage::from_polygons(&(0..across * rows).map(cell).collect::<Vec<_>>()).unwrap()
}

pub(super) fn regions(polygons: &[MultiPolygon<f64>]) -> Vec<Region> {
    polygons.iter().map(|it| Region::of_polygons(it, Grid::WHOLE)).collect()
}

fn laid(coverage: &Coverage, regions: &[Region]) -> Vec<FaceParts> {
    let matched = Matched::new(coverage, Grid::WHOLE, regions);
    split(coverage, &matched, regions, |parts| parts)
}

/// Whether a region holds the point inside a face of [`FINE`] cells, and twice the area that it holds of it.
fn held(laid: &[FaceParts], id: RegionId, face: FaceId) -> (bool, i128) {
    let of_face = laid.iter().find(|it| it.face == face);
    let area = |part: &Part| part.region.as_ref().map_or(TWICE_CELL, Region::twice_area_of_rings);
    let parts = of_face.into_iter().flat_map(|it| &it.parts).filter(|part| part.regions.contains(&id));
    (of_face.is_some_and(|it| it.at_point.contains(&id)), parts.map(area).sum())
}

/// The regions that hold a part, and twice its area; none for a whole face.
type Area = (Vec<RegionId>, Option<i128>);

/// The parts of each face.
fn areas(parts: &[FaceParts]) -> Vec<(FaceId, Vec<Area>)> {
    let part = |part: &Part| (part.regions.clone(), part.region.as_ref().map(Region::twice_area_of_rings));
    parts.iter().map(|face| (face.face, face.parts.iter().map(part).collect())).collect()
}

#[test]
fn a_region_made_of_faces_holds_them_whole_and_cuts_none() {
    let coverage = cells(3, 2);
    let union = coverage.dissolve(&[0, 1, 4]);
    assert_eq!(
        areas(&laid(&coverage, &regions(&[union]))),
        [(0, vec![(vec![0], None)]), (1, vec![(vec![0], None)]), (4, vec![(vec![0], None)])]
    );
}

#[test]
fn a_region_drawn_across_faces_divides_them() {
    let coverage = cells(2, 1);
    let parts = laid(&coverage, &regions(&[rectangle(4, -5, 30, 5)]));
    let [half, left] = [2 * 5 * 6, 2 * (100 - 30)];
    assert_eq!(
        areas(&parts),
        [(0, vec![(vec![], Some(left)), (vec![0], Some(half))]), (1, vec![(vec![], Some(100)), (vec![0], Some(100))])]
    );
}

#[test]
fn regions_that_overlap_on_a_face_make_a_part_of_both() {
    let coverage = cells(1, 1);
    let parts = laid(&coverage, &regions(&[rectangle(0, 0, 6, 10), rectangle(4, 0, 10, 10)]));
    assert_eq!(areas(&parts), [(0, vec![(vec![0], Some(80)), (vec![0, 1], Some(40)), (vec![1], Some(80))])]);
}

#[test]
fn a_segment_past_a_vertex_of_a_face_is_foreign_though_its_ends_follow_one_another_but_for_that() {
    let house = polygon(&[(0, 0), (10, 0), (10, 10), (5, 14), (0, 10)]);
    let coverage = Coverage::from_polygons(&[house]).unwrap();
    let parts = areas(&laid(&coverage, &regions(&[rectangle(0, 0, 10, 10)])));
    assert_eq!(parts, [(0, vec![(vec![], Some(40)), (vec![0], Some(200))])]);
}

#[test]
fn a_region_around_all_without_a_common_segment_holds_every_face() {
    let coverage = cells(2, 2);
    let parts = laid(&coverage, &regions(&[rectangle(-3, -3, 23, 23)]));
    assert_eq!(areas(&parts), (0..4).map(|face| (face, vec![(vec![0], None)])).collect::<Vec<_>>());
}

#[test]
fn a_hole_of_a_region_is_not_in_it() {
    let coverage = cells(3, 3);
    let around: Vec<FaceId> = (0..9).filter(|&face| face != 4).collect();
    let parts = laid(&coverage, &regions(&[coverage.dissolve(&around)]));
    assert!(parts.len() == 8 && parts.iter().all(|face| face.face != 4));
}

#[test]
fn each_polygon_of_a_region_cuts_what_it_crosses() {
    let coverage = cells_of(FINE, 2, 1);
    let both =
        MultiPolygon(vec![rectangle(-9, 300, 100, 500).0.remove(0), rectangle(1200, 300, 1500, 1100).0.remove(0)]);
    let laid = laid(&coverage, &regions(&[both]));
    assert_eq!([0, 1].map(|face| held(&laid, 0, face).1), [2 * 100 * 200, 2 * 300 * 700]);
}

#[test]
fn a_region_holds_those_islands_of_a_face_that_lie_in_it() {
    let two = MultiPolygon(vec![rectangle(0, 0, 20, 20).0.remove(0), rectangle(40, 0, 50, 10).0.remove(0)]);
    let coverage = Coverage::from_polygons(&[two]).unwrap();
    let expected = [(0, vec![(vec![], Some(2 * 400)), (vec![0], Some(2 * 100))])];
    let around = laid(&coverage, &regions(&[rectangle(35, -5, 55, 15)]));
    assert_eq!(areas(&around), expected, "around one of them");
    let same = laid(&coverage, &regions(&[rectangle(40, 0, 50, 10)]));
    assert_eq!(areas(&same), expected, "one of them");
}

#[test]
fn a_bow_tie_is_mended_to_both_its_wings() {
    let bow = Region::of_polygons(&polygon(&[(0, 0), (10, 10), (10, 0), (0, 10)]), Grid::WHOLE);
    let mended = bow.mended().unwrap().expect("it crosses itself");
    assert_eq!(mended.twice_area_of_rings(), 2 * 50);
    let square = Region::of_polygons(&rectangle(0, 0, 10, 10), Grid::WHOLE);
    assert_eq!(square.mended(), Ok(None));
}

#[test]
fn polygons_of_a_region_that_overlap_are_united() {
    let two = MultiPolygon(vec![rectangle(0, 0, 10, 10).0.remove(0), rectangle(5, 0, 15, 10).0.remove(0)]);
    let mended = Region::of_polygons(&two, Grid::WHOLE).mended().unwrap().expect("its polygons overlap");
    assert_eq!(mended.twice_area_of_rings(), 2 * 150);
}

#[test]
fn regions_of_the_same_segments_are_the_same_whichever_way_they_are_drawn() {
    let [one, other, third] =
        [&[(0, 0), (9, 0), (9, 9)][..], &[(9, 9), (9, 0), (0, 0)], &[(0, 0), (9, 0), (0, 9)]].map(polygon);
    let [one, other, third] = [one, other, third].map(|it| Region::of_polygons(&it, Grid::WHOLE));
    assert!(one.is_same_as(&other) && !one.is_same_as(&third));
}

/// Places with twice their areas.
fn twice(places: Result<Vec<Place>, OverlayFailure>) -> Vec<(Vec<RegionId>, i128)> {
    let mut places: Vec<_> =
        places.unwrap().iter().map(|(ids, place)| (ids.clone(), place.twice_area_of_rings())).collect();
    places.sort();
    places
}

#[test]
fn what_several_regions_hold_is_told_once_with_all_that_hold_it() {
    let regions = regions(&[
        rectangle(0, 0, 20, 10),
        rectangle(10, 0, 30, 10),
        rectangle(15, 0, 35, 10),
        rectangle(35, 0, 40, 10),
    ]);
    assert_eq!(twice(overlaps(&regions)), [(vec![0, 1], 2 * 50), (vec![0, 1, 2], 2 * 50), (vec![1, 2], 2 * 100)]);
}

#[test]
fn a_gap_is_what_regions_enclose_with_those_around_it() {
    // Four around a hole of 10 by 10, in which an island lies, and one far away.
    let regions = regions(&[
        rectangle(0, 0, 30, 10),
        rectangle(0, 20, 30, 30),
        rectangle(0, 10, 10, 20),
        rectangle(20, 10, 30, 20),
        rectangle(14, 14, 16, 16),
        rectangle(60, 0, 90, 10),
    ]);
    assert_eq!(twice(gaps(&regions)), [(vec![0, 1, 2, 3, 4], 2 * (100 - 4))]);
    assert_eq!(twice(gaps(&regions[..3])), []);
}

/// Triangles and rectangles anywhere around four by three cells.
pub(super) fn drawn() -> impl Strategy<Value = MultiPolygon<f64>> {
    let at = || (-800_i64..4800, -800_i64..3800);
    let triangle = (at(), at(), at()).prop_map(|(a, b, c)| polygon(&[a, b, c]));
    let rectangle = (at(), 1_i64..3000, 1_i64..3000).prop_map(|((x, y), w, h)| rectangle(x, y, x + w, y + h));
    prop_oneof![triangle, rectangle]
}

proptest! {
    #[test]
    fn any_partition_of_faces_comes_back_exactly(owners in proptest::collection::vec(0_u32..4, 20)) {
        let coverage = cells(5, 4);
        let of = |group: u32| (0..20).filter(|&face| owners[face as usize] == group).collect::<Vec<FaceId>>();
        let groups: Vec<u32> = (0..4).filter(|&group| !of(group).is_empty()).collect();
        let unions: Vec<_> = groups.iter().map(|&group| coverage.dissolve(&of(group))).collect();
        let found = areas(&laid(&coverage, &regions(&unions)));
        let place = |owner: u32| groups.iter().position(|&group| group == owner).unwrap() as RegionId;
        let expected: Vec<_> =
            owners.iter().enumerate().map(|(face, &owner)| (face as FaceId, vec![(vec![place(owner)], None)])).collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn the_parts_of_a_face_sum_to_it(drawings in proptest::collection::vec(drawn(), 1..5)) {
        let coverage = cells_of(FINE, 4, 3);
        let laid = laid(&coverage, &regions(&drawings));
        let cut = laid.iter().flat_map(|face| &face.parts).filter_map(|part| part.region.as_ref());
        for polygon in cut.flat_map(|region| region.polygons(Grid::WHOLE)) {
            prop_assert!(polygon.is_valid(), "{:?}", polygon);
        }
        for (_, parts) in areas(&laid) {
            let cut: Vec<i128> = parts.iter().filter_map(|(_, area)| *area).collect();
            prop_assert!(cut.is_empty() || (cut.iter().sum::<i128>() - TWICE_CELL).abs() <= SLACK, "{:?}", parts);
            prop_assert!(cut.iter().all(|area| *area > 0));
        }
    }

    #[test]
    fn what_regions_hold_twice_or_more_does_not_depend_on_their_order(drawings in proptest::collection::vec(drawn(), 2..5)) {
        let last = drawings.len() as RegionId - 1;
        let backwards: Vec<_> = drawings.iter().rev().cloned().collect();
        let sum = |places: Vec<(Vec<RegionId>, i128)>| places.iter().map(|(_, area)| area).sum::<i128>();
        let (one, other) = (twice(overlaps(&regions(&drawings))), twice(overlaps(&regions(&backwards))));
        prop_assert!(one.iter().chain(&other).all(|(ids, _)| ids.len() > 1 && ids.iter().all(|id| *id <= last)));
        // Sides of up to 5,800 steps, four for each drawing.
        prop_assert!((sum(one) - sum(other)).abs() <= 4 * 16 * 5800);
    }

    #[test]
    fn rectangles_cut_without_any_rounding(
        corners in proptest::collection::vec((-8_i64..48, -8_i64..38, 1_i64..30, 1_i64..30), 1..5)
    ) {
        let coverage = cells(4, 3);
        let drawings: Vec<_> = corners.iter().map(|&(x, y, w, h)| rectangle(x, y, x + w, y + h)).collect();
        for (face, parts) in areas(&laid(&coverage, &regions(&drawings))) {
            let (x, y) = (i64::from(face) % 4 * CELL, i64::from(face) / 4 * CELL);
            for (id, &(west, south, w, h)) in corners.iter().enumerate() {
                let across = (x + CELL).min(west + w) - x.max(west);
                let up = (y + CELL).min(south + h) - y.max(south);
                let common = 2 * i128::from(across.max(0)) * i128::from(up.max(0));
                let held = parts.iter().filter(|(regions, _)| regions.contains(&(id as RegionId)));
                let held: i128 = held.map(|(_, area)| area.unwrap_or(2 * i128::from(CELL * CELL))).sum();
                prop_assert_eq!(held, common);
            }
        }
    }

    /// Triangles around a point share all their borders, so that most faces are cut by some of them and known of the others.
    #[test]
    fn regions_side_by_side_hold_of_each_face_what_they_hold_alone(
        (x, y) in (0_i64..4 * FINE, 0_i64..3 * FINE),
        corners in proptest::sample::subsequence((0_usize..8).collect::<Vec<_>>(), 3..8),
        again in 0_usize..8,
    ) {
        let coverage = cells_of(FINE, 4, 3);
        let far = [(-9, -9), (2, -12), (9, -9), (16, 1), (13, 13), (3, 15), (-8, 12), (-11, 2)];
        let around: Vec<(i64, i64)> = corners.iter().map(|&at| (far[at].0 * FINE + 7, far[at].1 * FINE + 3)).collect();
        let next = around.iter().cycle().skip(1);
        let mut drawings: Vec<_> = around.iter().zip(next).map(|(&a, &b)| polygon(&[(x, y), a, b])).collect();
        drawings.push(drawings[again % drawings.len()].clone());
        let together = laid(&coverage, &regions(&drawings));
        for id in 0..drawings.len() {
            let alone = laid(&coverage, &regions(&drawings[id..=id]));
            for face in 0..12 {
                let (alone, together) = (held(&alone, 0, face), held(&together, id as RegionId, face));
                prop_assert!(
                    alone.0 == together.0 && (alone.1 - together.1).abs() <= 2 * SLACK,
                    "face {}, region {}: {:?} alone and {:?}", face, id, alone, together
                );
            }
        }
    }

    /// But for what rounding takes and gives.
    #[test]
    fn the_order_of_regions_makes_no_difference(drawings in proptest::collection::vec(drawn(), 2..4)) {
        let coverage = cells_of(FINE, 4, 3);
        let last = drawings.len() as RegionId - 1;
        let backwards: Vec<_> = drawings.iter().rev().cloned().collect();
        let (one, other) = (laid(&coverage, &regions(&drawings)), laid(&coverage, &regions(&backwards)));
        for (face, id) in (0..12).flat_map(|face| (0..=last).map(move |id| (face, id))) {
            let (a, b) = (held(&one, id, face), held(&other, last - id, face));
            prop_assert!(a.0 == b.0 && (a.1 - b.1).abs() <= SLACK, "face {}, region {}: {:?} and {:?}", face, id, a, b);
        }
    }
}
