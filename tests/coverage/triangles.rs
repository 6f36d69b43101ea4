//! Unions of triangles: up to eight borders meet at each node, at all angles.

use geo::Area;
use geo_types::{Coord, MultiPolygon, Polygon};
use maillage::coverage::{Coverage, FaceId, Plane};
use proptest::prelude::*;

use crate::drawing::Cell;
use crate::pen::Pen;
use crate::properties::pens;
use crate::shapes::{assert_sound, form};

/// The two triangles of each cell, cut so that at every other corner eight of them meet.
fn triangles(width: i32, height: i32, pen: &Pen) -> Vec<MultiPolygon<f64>> {
    let triangle = |corners: [Cell; 3]| {
        let ring: Vec<Coord<f64>> = corners.iter().map(|&corner| pen.corner(corner)).collect();
        MultiPolygon::from(Polygon::new(ring.into(), Vec::new()))
    };
    let cells = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    cells
        .flat_map(|(x, y)| {
            let [a, b, c, d] = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1)];
            if (x + y) % 2 == 0 {
                [triangle([a, b, c]), triangle([a, c, d])]
            } else {
                [triangle([a, b, d]), triangle([b, c, d])]
            }
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_union_of_triangles_is_sound_and_has_a_polygon_for_each_connected_part(
        (width, height) in (1..=8, 1..=8), pen in pens(0.15),
        chosen in prop::collection::vec(0u8..4, 128), groups in 1u8..4,
    ) {
        let coverage = Coverage::from_polygons(&triangles(width, height, &pen)).unwrap();
        let faces: Vec<FaceId> = (0..coverage.face_count() as FaceId).collect();
        let group: Vec<FaceId> = faces.into_iter().filter(|&face| chosen[face as usize] < groups).collect();
        let united = coverage.dissolve(&group);
        assert_sound(&united, &coverage);
        let parts = coverage.components(&group, |_, _| true);
        prop_assert_eq!(united.0.len(), parts.len());

        let areas = coverage.areas(&Plane);
        let sum: f64 = group.iter().map(|&face| areas[face as usize]).sum();
        prop_assert!((united.unsigned_area() - sum).abs() <= 1e-9 * sum);

        // Each part is one of the polygons, and the union of the parts is the same union.
        let polygons = coverage.dissolve_groups(&parts);
        let together = polygons.iter().flatten().cloned().collect();
        prop_assert_eq!(form(&together), form(&united));
        let second = Coverage::from_polygons(&polygons).unwrap();
        let all: Vec<FaceId> = (0..parts.len() as FaceId).collect();
        prop_assert_eq!(form(&second.dissolve(&all)), form(&united));
    }
}
