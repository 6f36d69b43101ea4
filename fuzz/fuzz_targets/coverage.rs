//! Topology, dissolve, borders and simplification of whatever builds into a coverage.
#![no_main]

mod shapes;

use libfuzzer_sys::fuzz_target;
use maillage::coverage::validate::{Options, Validate};
use maillage::coverage::{Coverage, FaceId, Plane, Simplify};

fuzz_target!(|bytes: &[u8]| {
    let shapes = shapes::shapes(bytes);
    let Ok(coverage) = Coverage::from_shapes(&shapes) else { return };
    assert_eq!(coverage.face_count(), shapes.face_count());
    // Of polygons that cross themselves, or whose holes lie outside, much less can be said.
    let is_valid = shapes.is_valid(&Plane, &Options::default());
    let faces: Vec<FaceId> = (0..coverage.face_count() as FaceId).collect();
    let areas = coverage.areas(&Plane);
    for group in [&faces[..], &faces[faces.len() / 2..], &faces[..faces.len() / 2]] {
        // Arcs with one side in the group bound as much as its faces do: twice the area is a whole number here.
        let dissolved = Coverage::from_polygons(&[coverage.dissolve(group)]);
        let whole: f64 = group.iter().map(|&face| areas[face as usize]).sum();
        if is_valid {
            let dissolved = dissolved.expect("a dissolve of a valid coverage is one");
            assert_eq!(dissolved.areas(&Plane)[0], whole);
        }
    }
    let lengths = coverage.lengths(&Plane);
    for border in coverage.borders(&lengths) {
        assert!(border.a < border.b && border.metres > 0.0);
    }
    let _ = coverage.components(&faces, |_, _| true);
    for method in [Simplify::Visvalingam(2.0), Simplify::DouglasPeucker(2.0)] {
        match coverage.simplified(&Plane, method) {
            Ok(simplified) => assert!(simplified.vertex_count() <= coverage.vertex_count()),
            Err(error) => assert!(!is_valid, "arcs that were in order stay so: {error}"),
        }
    }
});
