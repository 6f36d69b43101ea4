//! Files cut or changed anywhere are read or refused, and nothing else happens.

use proptest::prelude::*;

use super::files::{bytes, read_as, read_shapefile};

const FILES: [&str; 12] = [
    "layer.geojson",
    "layer.topojson",
    "quantized.topojson",
    "layer.gpkg",
    "layer.parquet",
    "gzip.parquet",
    "plain.parquet",
    "multipolygon.parquet",
    "layer.geojson.gz",
    "layer.geojson.xz",
    "layer.geojson.zip",
    "layer.shp.zip",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn a_file_cut_anywhere_never_panics(file in prop::sample::select(&FILES[..]), part in 0.0..1.0_f64) {
        let content = bytes(file);
        let _ = read_as(file, &content[..(content.len() as f64 * part) as usize]);
    }

    #[test]
    fn a_file_with_some_bytes_changed_never_panics(
        file in prop::sample::select(&FILES[..]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut content = bytes(file);
        for (at, byte) in changes {
            let at = at.index(content.len());
            content[at] = byte;
        }
        let _ = read_as(file, &content);
    }

    #[test]
    fn a_shapefile_with_a_part_cut_or_changed_never_panics(
        part in prop::sample::select(&["shp", "shx", "dbf", "prj", "cpg"][..]),
        cut in 0.5..2.0_f64,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
    ) {
        let mut content = bytes(&format!("layer.{part}"));
        for (at, byte) in changes {
            let at = at.index(content.len());
            content[at] = byte;
        }
        content.truncate((content.len() as f64 * cut) as usize);
        let _ = read_shapefile(&[(part, Some(&content))]);
    }
}
