//! Any file by its content: TopoJSON, GeoPackage, GeoParquet and archives, each from seeds of its own.
#![no_main]

use libfuzzer_sys::fuzz_target;
use maillage::formats::vector::{Limits, ReadOptions, read_memory};

fuzz_target!(init: maillage::guard::keep_guarded_panics_quiet(), |bytes: &[u8]| {
    let limits = Limits { bytes: 16 << 20, ..Limits::default() };
    let options = ReadOptions { crs: Some("EPSG:4326".to_owned()), limits, ..ReadOptions::default() };
    if let Ok(layer) = read_memory(bytes, "file", &[], &options) {
        assert_eq!(layer.shapes.face_count(), layer.attributes.len());
    }
});
