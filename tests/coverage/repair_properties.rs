//! Repair of generated coverages in which some faces miss a vertex of their border.

use geo_types::{LineString, MultiPolygon, Polygon};
use maillage::coverage::repair::{Matched, find_seams, match_edges};
use maillage::coverage::{Coverage, FaceId, Plane};
use proptest::prelude::*;

use crate::drawing::{Cell, Drawing};
use crate::pen::Pen;
use crate::properties::{drawings, pens};
use crate::shapes::{Bits, bits, form};

/// How far corners stray, in cells: little, so that a border without one of them is nearly the same.
const SHAKE: f64 = 0.05;

/// Twice that, and less than half of what the narrowest pond is wide.
fn tolerance(pen: &Pen) -> f64 {
    if pen.in_degrees { 0.0012 } else { 0.12 }
}

/// Corners amid four cells where the border of a face runs straight on, each with that face.
pub fn corners_to_miss(drawing: &Drawing) -> Vec<(FaceId, Cell)> {
    let mut found = Vec::new();
    for &(x, y) in drawing.cells.keys() {
        let around = [(x, y), (x - 1, y), (x - 1, y - 1), (x, y - 1)].map(|cell| drawing.cells.get(&cell).copied());
        for turn in 0..4 {
            let [a, b, c, d] = [0, 1, 2, 3].map(|i| around[(turn + i) % 4]);
            if let (Some(face), Some(other), Some(another)) = (a, c, d)
                && b == a
                && other != face
                && another != face
            {
                found.push((face, (x, y)));
            }
        }
    }
    found
}

pub fn without(shape: &MultiPolygon<f64>, vertex: Bits) -> MultiPolygon<f64> {
    let ring = |ring: &LineString<f64>| {
        let mut ring: LineString<f64> = ring.0[1..].iter().copied().filter(|v| bits(v) != vertex).collect();
        ring.close();
        ring
    };
    let polygon =
        |polygon: &Polygon<f64>| Polygon::new(ring(polygon.exterior()), polygon.interiors().iter().map(ring).collect());
    shape.iter().map(polygon).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_coverage_whose_borders_match_is_left_as_it_is(drawing in drawings(), pen in pens(SHAKE)) {
        let before = drawing.shapes(&pen);
        let mut after = before.clone();
        prop_assert_eq!(match_edges(&mut after, &Plane, tolerance(&pen)), Ok(Matched::default()));
        prop_assert_eq!(after, before);
    }

    #[test]
    fn a_coverage_where_faces_miss_vertices_is_made_whole_and_then_left_as_it_is(
        drawing in drawings().prop_filter("no border runs straight", |drawing| !corners_to_miss(drawing).is_empty()),
        pen in pens(SHAKE),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 1..5),
    ) {
        let corners = corners_to_miss(&drawing);
        let mut missed: Vec<(FaceId, Cell)> = Vec::new();
        for &(face, at) in picks.iter().map(|pick| pick.get(&corners)) {
            // Not so near that two seams become one.
            if missed.iter().all(|(_, other)| (other.0 - at.0).abs().max((other.1 - at.1).abs()) > 2) {
                missed.push((face, at));
            }
        }
        let whole = drawing.shapes(&pen);
        let mut faces = whole.clone();
        for &(face, at) in &missed {
            faces[face as usize] = without(&faces[face as usize], bits(&pen.corner(at)));
        }
        let broken = Coverage::from_polygons(&faces).unwrap();
        prop_assert_eq!(find_seams(&broken, &Plane, tolerance(&pen)).len(), missed.len());

        let repair = match_edges(&mut faces, &Plane, tolerance(&pen)).unwrap();
        prop_assert_eq!((repair.closed.len(), repair.left.len()), (missed.len(), 0));
        let forms = |shapes: &[MultiPolygon<f64>]| shapes.iter().map(form).collect::<Vec<_>>();
        prop_assert_eq!(forms(&faces), forms(&whole));

        let once = faces.clone();
        prop_assert_eq!(match_edges(&mut faces, &Plane, tolerance(&pen)), Ok(Matched::default()));
        prop_assert_eq!(faces, once);
    }
}
