//! Archives: what is taken out of them, and how much.

use std::io::Write;

use maillage::formats::read_error::ReadError;
use maillage::formats::vector::{self, Limits, ReadOptions};

use super::files::{bytes, fixture, folder, read_as};

fn gzip(content: &[u8]) -> Vec<u8> {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    packer.write_all(content).unwrap();
    packer.finish().unwrap()
}

#[test]
fn content_decides_what_a_file_is_and_not_its_name() {
    for (name, wrong) in [
        ("layer.gpkg", "x.zip"),
        ("layer.parquet.gz", "x.geojson"),
        ("layer.geojson.zip", "x"),
        ("layer.topojson", "x.shp"),
    ] {
        assert_eq!(read_as(wrong, &bytes(name)).unwrap().shapes.face_count(), 8, "{name}");
    }
}

#[test]
fn an_archive_with_several_layers_lists_them_and_a_name_chooses() {
    let choose = |layer: Option<&str>| {
        vector::read(
            &fixture("two-layers.zip"),
            &ReadOptions { layer: layer.map(str::to_owned), ..ReadOptions::default() },
        )
    };
    assert_eq!(
        choose(None).unwrap_err().to_string(),
        "several layers: LAYER.shp, layer.geojson; name one with --layer"
    );
    for name in ["LAYER", "LAYER.shp", "layer.geojson", "layer"] {
        assert_eq!(choose(Some(name)).unwrap().shapes.face_count(), 8, "{name}");
    }
    assert!(matches!(choose(Some("other")), Err(ReadError::NoSuchLayer { .. })));
}

#[test]
fn shapefiles_packed_part_by_part_are_read() {
    let parts: Vec<(String, Vec<u8>)> = ["shp", "shx", "dbf", "prj", "cpg"]
        .map(|part| (format!("layer.{part}.gz"), gzip(&bytes(&format!("layer.{part}")))))
        .to_vec();
    let files: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    let folder = folder(&files);
    let layer = vector::read(&folder.path().join("layer.shp.gz"), &ReadOptions::default()).unwrap();
    assert_eq!(layer.attributes[0]["nom"].to_text(), "Ambérieu-en-Bugey");
}

#[test]
fn an_archive_that_unpacks_beyond_its_limit_is_refused() {
    let limits = Limits { bytes: 1000, ..Limits::default() };
    for name in ["geojson.gz", "geojson.xz", "geojson.zip", "gpkg.gz", "parquet.xz", "topojson.zip"] {
        let name = format!("layer.{name}");
        let error = vector::read(&fixture(&name), &ReadOptions { limits, ..ReadOptions::default() }).unwrap_err();
        assert!(matches!(error, ReadError::TooLarge { limit: 1000, .. }), "{name}: {error}");
    }
    // A megabyte of blanks in a kilobyte: within the size that is always free, but not by the ratio alone.
    let bomb = gzip(&[bytes("layer.geojson"), vec![b' '; 1 << 20]].concat());
    let folder = folder(&[("bomb.gz", &bomb)]);
    let read = |limits| vector::read(&folder.path().join("bomb.gz"), &ReadOptions { limits, ..ReadOptions::default() });
    assert!(read(Limits::default()).is_ok());
    let error = read(Limits { free: 0, ..Limits::default() }).unwrap_err().to_string();
    assert!(error.contains("200 times its packed size"), "{error}");
}

#[test]
fn a_truncated_or_spoilt_archive_is_an_error() {
    for name in ["layer.geojson.gz", "layer.geojson.xz", "layer.geojson.zip", "layer.gpkg.gz", "layer.shp.zip"] {
        let content = bytes(name);
        for length in [content.len() / 2, content.len() - 9] {
            assert!(read_as(name, &content[..length]).is_err(), "{name} {length}");
        }
    }
}

#[test]
fn what_is_not_read_is_named_with_what_is() {
    let zip_in_gzip = gzip(&bytes("layer.shp.zip"));
    let cases: [(&str, &[u8], &str); 7] = [
        ("a.7z", b"7z\xbc\xaf\x27\x1c....", "7z archive"),
        ("a.pdf", b"%PDF-1.7", "PDF"),
        ("a.csv", b"code;nom\n01004;x\n", "plain text"),
        ("a.gml", b"<?xml version=\"1.0\"?>", "GML"),
        ("a.gz", &zip_in_gzip, "archive within an archive"),
        ("a.dbf", b"\x03\x7e\x01\x15", "to be read by its .shp"),
        ("a.geojson", b"", "an empty file"),
    ];
    for (name, content, expected) in cases {
        let error = read_as(name, content).unwrap_err().to_string();
        assert!(error.contains(expected) && error.contains("GeoPackage"), "{name}: {error}");
    }
}
