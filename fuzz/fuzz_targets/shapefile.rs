//! Shapefiles: the first two bytes give the length of the `.shp`; the rest is the `.dbf`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use maillage::formats::vector::{ReadOptions, read_memory};

fuzz_target!(|bytes: &[u8]| {
    let Some((length, rest)) = bytes.split_first_chunk::<2>() else { return };
    let (shp, dbf) = rest.split_at(usize::from(u16::from_le_bytes(*length)).min(rest.len()));
    let options = ReadOptions { crs: Some("EPSG:4326".to_owned()), ..ReadOptions::default() };
    for beside in [&[("dbf", dbf)][..], &[("dbf", dbf), ("cpg", b"1252")], &[("shx", dbf)]] {
        if let Ok(layer) = read_memory(shp, "file.shp", beside, &options) {
            assert_eq!(layer.shapes.face_count(), layer.attributes.len());
        }
    }
});
