//! Validation and repair of any shapes: what repair does not say it left is valid.
#![no_main]

mod shapes;

use libfuzzer_sys::fuzz_target;
use maillage::coverage::Plane;
use maillage::coverage::repair::{RepairOptions, repair};
use maillage::coverage::validate::{Level, Options, Sizes, Validate};

fuzz_target!(|bytes: &[u8]| {
    let shapes = shapes::shapes(bytes);
    let tolerance = 2.0;
    let options = RepairOptions { tolerance, gap_width: tolerance, decimals: 3, drop_duplicates: bytes.len().is_multiple_of(2) };
    let repaired = repair(&shapes, &Plane, &options);
    assert_eq!(repaired.shapes.face_count(), shapes.face_count());
    assert!(repaired.farthest() <= tolerance);
    let looked_for = Options { gaps: Sizes::up_to(tolerance), mouth_width: tolerance, ..Options::default() };
    let left = repaired.shapes.validation_errors(&Plane, &looked_for);
    let errors = left.iter().filter(|defect| defect.level() == Level::Error).count();
    assert_eq!(errors, repaired.left.len());
});
