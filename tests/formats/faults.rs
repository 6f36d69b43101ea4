//! What can be wrong with a file: an error or a problem that names the feature, never anything else.

use maillage::formats::layer::Problem;
use maillage::formats::read_error::ReadError;

use super::files::{bytes, problems, read_as, read_shapefile};

fn geojson(geometry: &str) -> Vec<u8> {
    format!(
        r#"{{"type":"FeatureCollection","features":[
        {{"type":"Feature","properties":{{}},"geometry":{{"type":"Polygon","coordinates":[[[3,43],[4,43],[3,44],[3,43]]]}}}},
        {{"type":"Feature","properties":{{}},"geometry":{geometry}}}]}}"#
    )
    .into_bytes()
}

fn topology(arcs: &str, rings: &str) -> Vec<u8> {
    format!(
        r#"{{"type":"Topology","arcs":{arcs},"objects":{{"a":{{"type":"GeometryCollection","geometries":[
        {{"type":"Polygon","arcs":[[0]]}},{{"type":"Polygon","arcs":{rings}}}]}}}}}}"#
    )
    .into_bytes()
}

const ARC: &str = "[[3,43],[4,43],[3,44],[3,43]]";

#[test]
fn absent_geometries_and_other_types_are_told_with_their_feature() {
    let cases = [
        ("null", Problem::NoGeometry),
        (r#"{"type":"Polygon","coordinates":[]}"#, Problem::NoGeometry),
        (r#"{"type":"Point","coordinates":[3,43]}"#, Problem::NotPolygon("Point".to_owned())),
        (r#"{"type":"Polygon","coordinates":[[[3,43],[4,43],[3,44]]]}"#, Problem::Unclosed),
        (r#"{"type":"Polygon","coordinates":[[[3,43,9],[4,43,9],[3,44,9],[3,43,9]]]}"#, Problem::MoreThanTwoDimensions),
    ];
    for (geometry, problem) in cases {
        let layer = read_as("x.geojson", &geojson(geometry)).unwrap();
        assert_eq!(problems(&layer), [(1, problem)], "{geometry}");
        assert_eq!(layer.shapes.face_count(), 2);
    }
}

#[test]
fn coordinates_beyond_the_finite_are_refused_with_their_feature() {
    let huge =
        read_as("x.geojson", &geojson(r#"{"type":"Polygon","coordinates":[[[3,43],[1e999,43],[3,44],[3,43]]]}"#));
    let message = huge.unwrap_err().to_string();
    assert!(message.contains("feature 2"), "{message}");
    for number in [f64::NAN, f64::INFINITY, 1e300] {
        let mut shp = bytes("layer.shp");
        // First coordinate of the first record: header, record header, type, extent, counts, one part.
        shp[100 + 8 + 48..][..8].copy_from_slice(&number.to_le_bytes());
        let error = read_shapefile(&[("shp", Some(&shp))]).unwrap_err();
        assert!(matches!(error, ReadError::OutOfRange { feature: 0, .. }), "{error}");
    }
}

#[test]
fn a_topology_whose_arcs_do_not_fit_is_refused_with_the_feature() {
    let cases = [
        (format!("[{ARC}]"), "[[7]]", "arc 7 does not exist"),
        (format!("[{ARC}]"), "[[-9]]", "arc -9 does not exist"),
        (format!("[{ARC},[[5,45],[6,45]]]"), "[[0,1]]", "does not begin where"),
        (format!("[{ARC}]"), "[0]", "expects a list"),
        (format!("[{ARC}]"), "[[[0]]]", "nested too deep"),
    ];
    for (arcs, rings, reason) in cases {
        let error = read_as("x.topojson", &topology(&arcs, rings)).unwrap_err().to_string();
        assert!(error.starts_with("feature 2: ") && error.contains(reason), "{error}");
    }
    let many = format!("[[{}]]", vec!["0"; 1000].join(","));
    let error = read_as("x.topojson", &topology(&format!("[{ARC}]"), &many)).unwrap_err().to_string();
    assert!(error.contains("more than 64 times"), "{error}");
}

#[test]
fn a_ring_that_bounds_nothing_is_left_out_and_told() {
    let layer = read_as("x.topojson", &topology(&format!("[{ARC},[[3,43],[4,43],[3,43]]]"), "[[1]]")).unwrap();
    assert_eq!(problems(&layer), [(1, Problem::RingTooShort), (1, Problem::NoGeometry)]);
}

#[test]
fn a_shapefile_without_its_table_has_no_attributes_and_tells() {
    let layer = read_shapefile(&[("dbf", None), ("cpg", None)]).unwrap();
    assert_eq!(problems(&layer), [(0, Problem::NoAttributes)]);
    assert_eq!((layer.shapes.face_count(), layer.attributes.len()), (8, 8));
}

#[test]
fn a_table_of_another_number_of_rows_is_refused() {
    let mut dbf = bytes("layer.dbf");
    dbf[4] = 7;
    let error = read_shapefile(&[("dbf", Some(&dbf))]).unwrap_err().to_string();
    assert_eq!(error, "the .shp has 8 features, the .dbf 7 rows");
    dbf[4] = 200;
    let error = read_shapefile(&[("dbf", Some(&dbf))]).unwrap_err().to_string();
    assert!(error.starts_with("the .dbf announces 200 rows"), "{error}");
}

#[test]
fn a_row_marked_as_deleted_takes_its_polygons_with_it_and_shifts_no_other() {
    let mut dbf = bytes("layer.dbf");
    let word = |at: usize| usize::from(u16::from_le_bytes([dbf[at], dbf[at + 1]]));
    let (header, row) = (word(8), word(10));
    dbf[header + 2 * row] = b'*';
    let layer = read_shapefile(&[("dbf", Some(&dbf))]).unwrap();
    assert_eq!(problems(&layer), [(2, Problem::Deleted)]);
    assert!(layer.shapes.is_empty_face(2) && !layer.shapes.is_empty_face(3));
    assert_eq!(layer.attributes[3]["code"].to_text(), "59183");
}

#[test]
fn a_shp_that_lies_about_lengths_or_counts_is_refused_with_the_feature() {
    let shp = bytes("layer.shp");
    let error = read_shapefile(&[("shp", Some(&shp[..shp.len() - 4]))]).unwrap_err().to_string();
    assert!(error.starts_with("the .shp says it has"), "{error}");
    let mut counts = shp.clone();
    counts[100 + 8 + 36..][..4].copy_from_slice(&u32::MAX.to_le_bytes());
    let error = read_shapefile(&[("shp", Some(&counts))]).unwrap_err().to_string();
    assert!(error.starts_with("feature 1: 4294967295 parts"), "{error}");
    let mut length = shp.clone();
    length[100 + 4..][..4].copy_from_slice(&0x0fff_ffff_u32.to_be_bytes());
    let error = read_shapefile(&[("shp", Some(&length)), ("shx", None)]).unwrap_err().to_string();
    assert!(error.starts_with("feature 1: the .shp ends within its record"), "{error}");
}

#[test]
fn a_shp_whose_parts_do_not_follow_each_other_is_refused_before_room_is_made_for_them() {
    let mut shp = bytes("layer.shp");
    // The first point of the first part, below zero as a signed number.
    shp[100 + 8 + 44..][..4].copy_from_slice(&0xd000_0000_u32.to_le_bytes());
    let error = read_shapefile(&[("shp", Some(&shp))]).unwrap_err().to_string();
    assert!(error.starts_with("feature 1: part 0 begins at point 3489660928 of"), "{error}");
}

#[test]
fn an_index_that_tells_of_other_records_is_refused() {
    let mut shx = bytes("layer.shx");
    shx[100 + 3 * 8 + 3] ^= 4;
    let error = read_shapefile(&[("shx", Some(&shx))]).unwrap_err().to_string();
    assert!(error.starts_with("feature 4: the .shx"), "{error}");
}

#[test]
fn a_geopackage_with_an_unwritten_log_is_refused() {
    let folder = super::files::folder(&[("x.gpkg", &bytes("layer.gpkg")), ("x.gpkg-wal", b"something")]);
    let path = folder.path().join("x.gpkg");
    let error = maillage::formats::vector::read(&path, &Default::default()).unwrap_err().to_string();
    assert!(error.contains("close it there first"), "{error}");
}

#[test]
fn a_geopackage_geometry_that_is_corrupt_is_refused_with_its_feature() {
    let content = bytes("layer.gpkg");
    // Geometries begin with GP, version 0 and flags with an extent of two dimensions.
    let at = content.windows(4).rposition(|window| window == b"GP\0\x03").unwrap();
    let mut magic = content.clone();
    magic[at] = b'X';
    let error = read_as("x.gpkg", &magic).unwrap_err().to_string();
    assert!(error.contains("header of GeoPackage") && error.starts_with("feature "), "{error}");
    let mut count = content;
    count[at + 8 + 32 + 5..][..4].copy_from_slice(&u32::MAX.to_le_bytes());
    let error = read_as("x.gpkg", &count).unwrap_err().to_string();
    assert!(error.contains("4294967295") && error.starts_with("feature "), "{error}");
}

#[test]
fn a_geopackage_whose_column_has_a_name_that_is_no_text_is_refused() {
    let mut content = bytes("layer.gpkg");
    for at in 0..content.len() - 5 {
        if &content[at..at + 5] == b"\"nom\"" {
            content[at + 2] = 0xe9;
        }
    }
    let error = read_as("x.gpkg", &content).unwrap_err().to_string();
    assert!(error.starts_with("the columns of layer cannot be read"), "{error}");
}

#[test]
fn a_parquet_file_without_geometries_and_a_database_that_is_no_geopackage_are_named() {
    let mut parquet = bytes("layer.parquet");
    let at = parquet.windows(3).rposition(|window| window == b"geo").unwrap();
    // The key of the metadata, not the column: the last text of that name before a long value.
    let keys: Vec<usize> = (0..parquet.len() - 4).filter(|&i| &parquet[i..i + 4] == b"\x03geo").collect();
    assert!(at > 0 && !keys.is_empty());
    for key in keys {
        parquet[key + 1] = b'x';
    }
    assert!(read_as("x.parquet", &parquet).unwrap_err().to_string().contains("without geometries"));
    let mut database = bytes("layer.gpkg");
    for at in 0..database.len() - 21 {
        if &database[at..at + 21] == b"gpkg_geometry_columns" {
            database[at + 5] = b'x';
        }
    }
    assert!(read_as("x.gpkg", &database).is_err());
}
