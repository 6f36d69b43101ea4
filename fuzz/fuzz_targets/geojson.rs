//! GeoJSON: read or refused, and as many faces as features.
#![no_main]

use libfuzzer_sys::fuzz_target;
use maillage::formats::geojson;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(layer) = geojson::read(bytes) {
        assert_eq!(layer.shapes.face_count(), layer.attributes.len());
    }
});
