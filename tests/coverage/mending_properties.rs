//! Repair of generated coverages whose faces were each drawn with a hand of its own.

use geo::{Area, Validation};
use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use maillage::coverage::repair::{Left, Repair, RepairOptions, repair};
use maillage::coverage::validate::{Defect, Level, Options, Sizes, Validate};
use maillage::coverage::{Coverage, FaceId, Plane, Shapes};
use proptest::prelude::*;

use crate::drawing::{Cell, Drawing};
use crate::pen::Pen;
use crate::properties::{drawings, pens};
use crate::shapes::{Bits, bits, form, rings, segments};

/// How far corners stray from the cells', in cells, for all faces alike.
const SHAKE: f64 = 0.05;
/// How far vertices of a face stray from those of the others.
const JITTER: f64 = 0.01;
/// Versions of a border are up to twice that apart, and more where they meet at an angle.
const TOLERANCE: f64 = 0.06;

fn cell(pen: &Pen) -> f64 {
    if pen.in_degrees { 0.01 } else { 1.0 }
}

fn options(pen: &Pen) -> RepairOptions {
    let tolerance = TOLERANCE * cell(pen);
    RepairOptions { tolerance, gap_width: tolerance, decimals: 10, ..RepairOptions::default() }
}

/// A number in -1..1 that depends on nothing but these.
fn dice(seed: u64, face: usize, vertex: Coord<f64>, which: u64) -> f64 {
    let mix = |state: u64, value: u64| {
        let mixed = (state ^ value).wrapping_add(0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        (mixed ^ (mixed >> 29)).wrapping_mul(0x94d0_49bb_1331_11eb) ^ (mixed >> 31)
    };
    let state = [face as u64, vertex.x.to_bits(), vertex.y.to_bits(), which].into_iter().fold(seed, mix);
    (state >> 11) as f64 / (1u64 << 52) as f64 - 1.0
}

/// Every face with some vertices moved, each face by itself; of those in line with their neighbours, some left out.
fn disturbed(shapes: &[MultiPolygon<f64>], pen: &Pen, seed: u64, every: u64) -> Vec<MultiPolygon<f64>> {
    let size = JITTER * cell(pen);
    let face = |(index, shape): (usize, &MultiPolygon<f64>)| {
        let ring = |line: &LineString<f64>| -> LineString<f64> {
            let open = &line.0[..line.0.len() - 1];
            let moved = |&vertex: &Coord<f64>| {
                if (dice(seed, index, vertex, 3).abs() * every as f64) as u64 > 0 {
                    return vertex;
                }
                let (x, y) = (dice(seed, index, vertex, 1), dice(seed, index, vertex, 2));
                Coord { x: vertex.x + x * size, y: vertex.y + y * size }
            };
            let mut ring: LineString<f64> = open.iter().map(moved).collect();
            ring.close();
            ring
        };
        let polygon =
            |shape: &Polygon<f64>| Polygon::new(ring(shape.exterior()), shape.interiors().iter().map(ring).collect());
        shape.iter().map(polygon).collect()
    };
    shapes.iter().enumerate().map(face).collect()
}

fn faces(shapes: &Shapes) -> Vec<MultiPolygon<f64>> {
    (0..shapes.face_count() as u32).map(|face| shapes.face(face)).collect()
}

fn forms(shapes: &[MultiPolygon<f64>]) -> Vec<Vec<Vec<Vec<crate::shapes::Bits>>>> {
    shapes.iter().map(form).collect()
}

fn from_border(vertex: Coord<f64>, shape: &MultiPolygon<f64>) -> f64 {
    let to_segment = |(from, to): (Coord<f64>, Coord<f64>)| {
        let (way, out) = (to - from, vertex - from);
        let along = ((way.x * out.x + way.y * out.y) / (way.x * way.x + way.y * way.y)).clamp(0.0, 1.0);
        (out.x - along * way.x).hypot(out.y - along * way.y)
    };
    segments(shape).map(to_segment).fold(f64::INFINITY, f64::min)
}

/// All cells of the grid that a drawing covers, the blank ones given to a face of their own.
fn without_blanks(mut drawing: Drawing) -> Drawing {
    let (width, height) = drawing.cells.keys().fold((0, 0), |(w, h), &(x, y)| (w.max(x + 1), h.max(y + 1)));
    let blank = drawing.face_count() as u32;
    for cell in (0..width).flat_map(|x| (0..height).map(move |y| (x, y))) {
        drawing.cells.entry(cell).or_insert(blank);
    }
    drawing
}

/// Corners amid four cells where the border of a face runs straight on, each with that face.
fn corners_to_miss(drawing: &Drawing) -> Vec<(FaceId, Cell)> {
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

fn without(shape: &MultiPolygon<f64>, vertex: Bits) -> MultiPolygon<f64> {
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
    fn a_valid_coverage_comes_back_bit_for_bit(drawing in drawings(), pen in pens(SHAKE)) {
        let shapes: Shapes = drawing.shapes(&pen).iter().collect();
        let tolerance = 0.2 * TOLERANCE * cell(&pen);
        let options = RepairOptions { tolerance, gap_width: tolerance, ..options(&pen) };
        let repaired = repair(&shapes, &Plane, &options);
        prop_assert_eq!(repaired, Repair { shapes, ..Repair::default() });
    }

    #[test]
    fn vertices_that_faces_miss_are_taken_from_the_other_side_and_none_is_made(
        drawing in drawings().prop_map(without_blanks)
            .prop_filter("no border runs straight", |drawing| !corners_to_miss(drawing).is_empty()),
        pen in pens(SHAKE),
        picks in prop::collection::vec(any::<prop::sample::Index>(), 1..5),
    ) {
        let corners = corners_to_miss(&drawing);
        let mut missed: Vec<(u32, (i32, i32))> = Vec::new();
        for &(face, at) in picks.iter().map(|pick| pick.get(&corners)) {
            if missed.iter().all(|(_, other)| (other.0 - at.0).abs().max((other.1 - at.1).abs()) > 2) {
                missed.push((face, at));
            }
        }
        let whole = drawing.shapes(&pen);
        let mut faces = whole.clone();
        for &(face, at) in &missed {
            faces[face as usize] = without(&faces[face as usize], bits(&pen.corner(at)));
        }
        let tolerance = 0.12 * cell(&pen);
        let options = RepairOptions { tolerance, gap_width: tolerance, ..options(&pen) };
        let repaired = repair(&faces.iter().collect(), &Plane, &options);
        prop_assert_eq!((&repaired.left, repaired.made_vertices), (&vec![], 0));
        let after = self::faces(&repaired.shapes);
        prop_assert_eq!(Coverage::from_polygons(&after).unwrap().crossings(), vec![]);
        prop_assert_eq!(forms(&after), forms(&whole));
    }

    #[test]
    fn faces_drawn_each_with_a_hand_of_its_own_stay_valid_and_what_is_not_mended_between_them_is_told(
        drawing in drawings().prop_map(without_blanks), pen in pens(SHAKE), seed: u64, every in 1u64..6,
    ) {
        let before = disturbed(&drawing.shapes(&pen), &pen, seed, every);
        prop_assume!(before.iter().all(Validation::is_valid));
        let (tolerance, given) = (TOLERANCE * cell(&pen), before.iter().collect::<Shapes>());
        let repaired = repair(&given, &Plane, &options(&pen));
        // No face comes to be invalid. What is between faces closes, but for a few webs of gaps in a thousand drawings:
        // these are told.
        let of_faces = |left: &Left| !matches!(left.defect.rule(), "gap" | "overlap" | "unmatched-edge");
        prop_assert!(!repaired.left.iter().any(of_faces), "LEFT {:?}", repaired.left);
        let looked_for = Options { gaps: Sizes::up_to(tolerance), mouth_width: tolerance, ..Options::default() };
        let mut found = repaired.shapes.validation_errors(&Plane, &looked_for);
        found.retain(|defect| defect.level() == Level::Error);
        let left: Vec<Defect> = repaired.left.iter().map(|left| left.defect.clone()).collect();
        prop_assert_eq!(&found, &left);

        // Again: nothing.
        let again = repair(&repaired.shapes, &Plane, &options(&pen));
        let same = (repaired.shapes.clone(), repaired.left.clone());
        prop_assert_eq!(again, Repair { shapes: same.0, left: same.1, ..Repair::default() });

        // Nothing moved farther, and areas changed by no more than the length of the border times that.
        let moved = repaired.farthest();
        prop_assert!(moved <= tolerance);
        for (before, after) in before.iter().zip(faces(&repaired.shapes)) {
            let far = rings(&after).flat_map(|ring| &ring.0).map(|&vertex| from_border(vertex, before));
            prop_assert!(far.fold(0.0, f64::max) <= 1.01 * tolerance);
            let border: f64 = segments(before).map(|(from, to)| (to - from).x.hypot((to - from).y)).sum();
            let change = (before.unsigned_area() - after.unsigned_area()).abs();
            prop_assert!(change <= border * tolerance, "{} by {}", change, border);
        }
    }
}
