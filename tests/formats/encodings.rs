//! Texts of shapefiles, in every encoding that French files have.

use maillage::formats::layer::{Layer, Problem};

use super::files::{bytes, problems, read, read_as, read_shapefile};

fn names(layer: &Layer) -> Vec<String> {
    layer.attributes.iter().map(|row| row["nom"].to_text()).collect()
}

/// The table with texts in Windows-1252, and another language byte.
fn windows(language: u8) -> Vec<u8> {
    let mut table = bytes("latin1.dbf");
    table[29] = language;
    table
}

#[test]
fn accents_are_right_whatever_the_cpg_calls_the_encoding() {
    let expected = names(&read("latin1.shp"));
    assert_eq!(expected[3], "Étrœungt");
    let table = windows(0);
    let spellings = ["LATIN1", "ISO-8859-1", "ANSI 1252", "1252", "CP1252", "windows-1252", "88591", "iso-8859-1\r\n"];
    for cpg in spellings {
        let layer = read_shapefile(&[("dbf", Some(&table)), ("cpg", Some(cpg.as_bytes()))]).unwrap();
        assert_eq!(names(&layer), expected, "{cpg}");
    }
    for cpg in ["UTF-8", "UTF8", "utf-8\n", "65001"] {
        assert_eq!(names(&read_shapefile(&[("cpg", Some(cpg.as_bytes()))]).unwrap())[3], "Étrœungt", "{cpg}");
    }
}

#[test]
fn without_a_cpg_the_header_tells_and_else_the_texts() {
    let mut utf8 = bytes("layer.dbf");
    utf8[29] = 0;
    for table in [windows(0), windows(3), windows(0x57), utf8] {
        let layer = read_shapefile(&[("dbf", Some(&table)), ("cpg", None)]).unwrap();
        assert_eq!(names(&layer)[3], "Étrœungt");
    }
}

#[test]
fn a_text_that_is_not_of_the_encoding_told_is_an_error_and_never_a_replacement_character() {
    let error = read_shapefile(&[("dbf", Some(&windows(0))), ("cpg", Some(b"UTF-8"))]).unwrap_err().to_string();
    assert!(error.contains("feature 1: nom") && error.contains("1252"), "{error}");
    let error = read_shapefile(&[("cpg", Some(b"KOI8-R"))]).unwrap_err().to_string();
    assert!(error.contains("KOI8-R"), "{error}");
}

#[test]
fn a_text_cut_within_a_character_loses_its_piece_and_tells() {
    let table = bytes("layer.dbf");
    let header = usize::from(u16::from_le_bytes([table[8], table[9]]));
    // Fields: code, then nom; its width is byte 16 of the second entry.
    let (code, nom) = (usize::from(table[32 + 16]), usize::from(table[64 + 16]));
    let mut cut = table.clone();
    let cell = header + 1 + code;
    cut[cell..cell + nom].fill(b'a');
    cut[cell + nom - 1] = 0xc3;
    let layer = read_shapefile(&[("dbf", Some(&cut))]).unwrap();
    assert_eq!(problems(&layer), [(0, Problem::CutText("nom".to_owned()))]);
    assert_eq!(names(&layer)[0], "a".repeat(nom - 1));
}

#[test]
fn a_text_in_a_geojson_that_is_not_utf8_is_an_error() {
    let text = String::from_utf8(bytes("layer.geojson")).unwrap();
    let mut latin: Vec<u8> = Vec::new();
    text.chars().for_each(|c| latin.push(if (c as u32) < 256 { c as u8 } else { b'?' }));
    assert!(read_as("latin.geojson", &latin).is_err());
}
