//! What holds for any coverage: drawings of all kinds, drawn by pens of all kinds.

use std::collections::{BTreeMap, BTreeSet};

use geo::Area;
use geo_types::{LineString, MultiPolygon, Polygon};
use maillage::coverage::{Coverage, FaceId, Plane};
use proptest::prelude::*;

use crate::drawing::{Cell, Drawing};
use crate::pen::Pen;
use crate::shapes::{Bits, assert_sound, bits, form, segments};

/// Grids of up to nine by nine cells, each in one of up to eight faces or outside.
pub fn drawings() -> impl Strategy<Value = Drawing> {
    (1..=9, 1..=9, 1u32..=8, 0u32..=3).prop_flat_map(|(width, height, letters, blank): (i32, i32, u32, u32)| {
        // Out of so many sides of the dice, `blank` are the outside.
        prop::collection::vec(0..letters + blank, (width * height) as usize).prop_map(move |cells| {
            let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
            Drawing { cells: places.zip(cells).filter(|&(_, face)| face < letters).collect() }
        })
    })
}

pub fn pens(shake: f64) -> impl Strategy<Value = Pen> {
    (any::<u64>(), prop::sample::select(vec![0.0, shake]), any::<bool>(), any::<bool>())
        .prop_map(|(seed, shake, dense, in_degrees)| Pen { seed, shake, dense, in_degrees })
}

fn coverage(drawing: &Drawing, pen: &Pen) -> Coverage {
    Coverage::from_polygons(&drawing.shapes(pen)).expect("a drawing is a coverage")
}

/// The faces of a drawing whose bit is set.
fn chosen(drawing: &Drawing, bits: u8) -> Vec<FaceId> {
    drawing.all().into_iter().filter(|face| bits & (1 << face) != 0).collect()
}

/// The faces of a drawing in four groups, the group of each face given.
fn in_groups(drawing: &Drawing, group_of: [usize; 8]) -> Vec<Vec<FaceId>> {
    let group = |i| drawing.all().into_iter().filter(|&face| group_of[face as usize] == i).collect();
    (0..4).map(group).collect()
}

/// Every ring begun elsewhere, turned the other way if `back`, and some of its vertices twice.
fn turned(shapes: &[MultiPolygon<f64>], begin: usize, back: bool) -> Vec<MultiPolygon<f64>> {
    let ring = |line: &LineString<f64>| {
        let mut open = line.0[1..].to_vec();
        let middle = begin % open.len();
        open.rotate_left(middle);
        if back {
            open.reverse();
        }
        let times = |i: usize| if (begin + i).is_multiple_of(3) { 2 } else { 1 };
        open.iter().enumerate().flat_map(|(i, &vertex)| std::iter::repeat_n(vertex, times(i))).collect()
    };
    let polygon =
        |shape: &Polygon<f64>| Polygon::new(ring(shape.exterior()), shape.interiors().iter().map(ring).collect());
    shapes.iter().map(|shape| shape.iter().map(polygon).collect()).collect()
}

/// The directed segments of a shape bit for bit.
fn sides(shape: &MultiPolygon<f64>) -> BTreeSet<(Bits, Bits)> {
    segments(shape).map(|(from, to)| (bits(&from), bits(&to))).collect()
}

/// The number of cell sides between any two faces.
fn borders_of_cells(drawing: &Drawing) -> BTreeMap<(FaceId, FaceId), f64> {
    let mut borders = BTreeMap::new();
    for (a, b) in beside(drawing).filter_map(|(a, b)| Some((a?, b?))).filter(|(a, b)| a != b) {
        *borders.entry((a.min(b), a.max(b))).or_default() += 1.0;
    }
    borders
}

fn close_to(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-9 * (1.0 + a.abs().max(b.abs()))
}

fn perimeter(shape: &MultiPolygon<f64>) -> f64 {
    segments(shape).map(|(from, to)| (to.x - from.x).hypot(to.y - from.y)).sum()
}

/// The two cells beside each side of a cell: across a side that runs east, then across one that runs north.
fn beside(drawing: &Drawing) -> impl Iterator<Item = (Option<FaceId>, Option<FaceId>)> {
    let at = |cell: Cell| drawing.cells.get(&cell).copied();
    let cells = drawing.cells.keys().flat_map(|&(x, y)| [(x, y), (x + 1, y), (x, y + 1)]);
    let cells: BTreeSet<Cell> = cells.collect();
    cells.into_iter().flat_map(move |(x, y)| [(at((x, y)), at((x, y - 1))), (at((x, y)), at((x - 1, y)))])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_union_of_some_faces_is_the_outline_of_their_cells_sound_and_vertex_for_vertex(
        drawing in drawings(), pen in pens(0.15), group: u8,
    ) {
        let (coverage, group) = (coverage(&drawing, &pen), chosen(&drawing, group));
        let united = coverage.dissolve(&group);
        assert_sound(&united, &coverage);
        prop_assert_eq!(form(&united), form(&drawing.union(&group, &pen)));
        prop_assert_eq!(united.0.len(), drawing.parts(&group).len());
    }

    #[test]
    fn the_area_of_a_union_is_the_sum_of_the_areas_of_its_faces(
        drawing in drawings(), pen in pens(0.15), group: u8,
    ) {
        let (coverage, group) = (coverage(&drawing, &pen), chosen(&drawing, group));
        let areas = coverage.areas(&Plane);
        let sum = group.iter().map(|&face| areas[face as usize]).sum();
        let area = coverage.dissolve(&group).unsigned_area();
        prop_assert!(close_to(area, sum), "{} against {}", area, sum);
        if pen.shake == 0.0 && !pen.in_degrees {
            let cells = drawing.cells.values().filter(|face| group.contains(face)).count();
            prop_assert_eq!((area, sum), (cells as f64, cells as f64));
        }
    }

    #[test]
    fn every_face_dissolved_alone_is_what_was_given(drawing in drawings(), pen in pens(0.15)) {
        let coverage = coverage(&drawing, &pen);
        for (face, shape) in (0..).zip(&drawing.shapes(&pen)) {
            prop_assert_eq!(form(&coverage.dissolve(&[face])), form(shape));
            prop_assert_eq!(form(&coverage.face(face)), form(shape));
        }
    }

    #[test]
    fn the_order_of_the_faces_in_a_group_does_not_matter(
        drawing in drawings(), pen in pens(0.15), order in prop::collection::vec(any::<prop::sample::Index>(), 0..12),
    ) {
        let coverage = coverage(&drawing, &pen);
        prop_assume!(!drawing.cells.is_empty());
        let group: Vec<FaceId> = order.iter().map(|index| index.index(drawing.face_count()) as FaceId).collect();
        let sorted: BTreeSet<FaceId> = group.iter().copied().collect();
        prop_assert_eq!(coverage.dissolve(&group), coverage.dissolve(&Vec::from_iter(sorted)));
    }

    #[test]
    fn how_rings_are_wound_and_where_they_begin_does_not_matter(
        drawing in drawings(), pen in pens(0.15), begin in 0usize..40, back: bool, group: u8,
    ) {
        let shapes = drawing.shapes(&pen);
        let plain = Coverage::from_polygons(&shapes).unwrap();
        let turned = Coverage::from_polygons(&turned(&shapes, begin, back)).unwrap();
        prop_assert_eq!(plain.arc_count(), turned.arc_count());
        prop_assert_eq!(plain.vertex_count(), turned.vertex_count());
        let group = chosen(&drawing, group);
        prop_assert_eq!(form(&plain.dissolve(&group)), form(&turned.dissolve(&group)));
    }

    #[test]
    fn a_union_in_two_steps_is_the_union_at_once(
        drawing in drawings(), pen in pens(0.15), group_of in prop::array::uniform8(0usize..4), group in 0u8..16,
    ) {
        let coverage = coverage(&drawing, &pen);
        let groups = in_groups(&drawing, group_of);
        let outlines = coverage.dissolve_groups(&groups);
        let second = Coverage::from_polygons(&outlines).unwrap();
        let chosen: Vec<FaceId> = (0..4).filter(|i| group & (1 << i) != 0).collect();
        let at_once: Vec<FaceId> = chosen.iter().flat_map(|&i| groups[i as usize].clone()).collect();
        prop_assert_eq!(form(&second.dissolve(&chosen)), form(&coverage.dissolve(&at_once)));
    }

    #[test]
    fn merged_groups_are_the_faces_of_a_coverage_that_only_has_nodes_where_groups_meet(
        drawing in drawings(), pen in pens(0.15), group_of in prop::array::uniform8(0usize..4),
    ) {
        let coverage = coverage(&drawing, &pen);
        // The fourth group is left outside.
        let groups = &in_groups(&drawing, group_of)[..3];
        let merged = coverage.merged(groups).unwrap();
        for (face, group) in (0..).zip(groups) {
            prop_assert_eq!(form(&merged.face(face)), form(&coverage.dissolve(group)));
        }
        // Ends of arcs at each place, and whether they are those of one ring alone, which may begin anywhere.
        let mut ends: BTreeMap<Bits, (usize, bool)> = BTreeMap::new();
        for line in (0..merged.arc_count()).map(|arc| merged.arc(arc)) {
            let is_ring = line[0] == line[line.len() - 1];
            for end in [line[0], line[line.len() - 1]] {
                let (count, is_rings) = ends.entry(bits(&end)).or_insert((0, true));
                *count += 1;
                *is_rings &= is_ring;
            }
        }
        let is_needed = |&(count, is_rings): &(usize, bool)| count > 2 || is_rings;
        prop_assert!(ends.values().all(is_needed), "a node where nothing else meets: {:?}", ends);
    }

    #[test]
    fn neighbouring_unions_have_the_same_segments_on_their_common_border(
        drawing in drawings(), pen in pens(0.15), group: u8,
    ) {
        let coverage = coverage(&drawing, &pen);
        let unions = [chosen(&drawing, group), chosen(&drawing, !group)].map(|group| coverage.dissolve(&group));
        let all = sides(&coverage.dissolve(&drawing.all()));
        let (left, right) = (sides(&unions[0]), sides(&unions[1]));
        // Each segment has its twin across, or is on the outline of all.
        for (one, other) in [(&left, &right), (&right, &left)] {
            prop_assert!(one.iter().all(|&(a, b)| other.contains(&(b, a)) != all.contains(&(a, b))));
        }
        prop_assert!(all.iter().all(|side| left.contains(side) != right.contains(side)));
        prop_assert_eq!(Coverage::from_polygons(&unions).unwrap().crossings(), vec![]);
    }

    #[test]
    fn borders_are_those_of_the_cells_and_with_the_coast_they_make_up_all_rings(
        drawing in drawings(), pen in pens(0.15),
    ) {
        let coverage = coverage(&drawing, &pen);
        let lengths = coverage.lengths(&Plane);
        let borders = coverage.borders(&lengths);
        let found: Vec<(FaceId, FaceId)> = borders.iter().map(|border| (border.a, border.b)).collect();
        let expected = borders_of_cells(&drawing);
        prop_assert_eq!(found, expected.keys().copied().collect::<Vec<_>>());
        if pen.shake == 0.0 && !pen.in_degrees {
            prop_assert!(borders.iter().zip(expected.values()).all(|(border, &metres)| border.metres == metres));
        }
        let shared: f64 = borders.iter().map(|border| border.metres).sum();
        let is_free = |arc: &usize| coverage.sides(*arc).free().is_some();
        let free: f64 = (0..coverage.arc_count()).filter(is_free).map(|arc| lengths[arc]).sum();
        let all: f64 = drawing.shapes(&pen).iter().map(perimeter).sum();
        prop_assert!(close_to(all, 2.0 * shared + free), "{} against 2 x {} + {}", all, shared, free);
        prop_assert!(close_to(free, perimeter(&coverage.dissolve(&drawing.all()))));
    }

    #[test]
    fn parts_are_connected_each_and_not_with_one_another(drawing in drawings(), pen in pens(0.15), group: u8) {
        let (coverage, group) = (coverage(&drawing, &pen), chosen(&drawing, group));
        let parts = coverage.components(&group, |_, _| true);
        let mut all: Vec<FaceId> = parts.concat();
        all.sort_unstable();
        prop_assert_eq!(all, group.clone());
        let borders: Vec<(FaceId, FaceId)> = borders_of_cells(&drawing).into_keys().collect();
        for part in &parts {
            let inside = |face: &FaceId| part.contains(face);
            // No border leads from a part to another; by borders, a part is reached as a whole from its first face.
            let leaves = |(a, b): &(FaceId, FaceId)| group.contains(a) && group.contains(b) && inside(a) != inside(b);
            prop_assert!(!borders.iter().any(leaves));
            let mut reached = BTreeSet::from([part[0]]);
            for (a, b) in part.iter().flat_map(|_| &borders).filter(|(a, b)| inside(a) && inside(b)) {
                if reached.contains(a) || reached.contains(b) {
                    reached.extend([*a, *b]);
                }
            }
            prop_assert_eq!(&Vec::from_iter(reached), part);
        }
    }

    #[test]
    fn faces_at_the_edge_are_those_with_a_cell_beside_the_outside(drawing in drawings(), pen in pens(0.15)) {
        let mut expected = vec![false; drawing.face_count()];
        for sides in beside(&drawing) {
            if let (Some(face), None) | (None, Some(face)) = sides {
                expected[face as usize] = true;
            }
        }
        prop_assert_eq!(coverage(&drawing, &pen).at_the_edge(&Plane, 0.0), expected);
    }

    #[test]
    fn a_coverage_has_no_crossing(drawing in drawings(), pen in pens(0.15)) {
        prop_assert_eq!(coverage(&drawing, &pen).crossings(), vec![]);
    }
}
