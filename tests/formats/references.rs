//! Reference systems: declared, asked for, wrong.

use maillage::formats::read_error::ReadError;
use maillage::formats::vector::{self, ReadOptions};

use super::files::{bytes, fixture, folder, read_as, read_shapefile};

/// A code, a place in that system, and the same in degrees.
type Place = (u32, (f64, f64), (f64, f64));

/// Places as PROJ 9.8 has them: system, metres, degrees.
const PLACES: [Place; 17] = [
    (2154, (652469.023, 6862035.259), (2.3522000040, 48.8565999962)),
    (2154, (130974.987, 6838844.677), (-4.6999999934, 48.3999999982)),
    (2154, (1228546.045, 6199420.644), (9.4499999962, 42.7000000005)),
    (2154, (1050163.944, 6841622.715), (7.7500000056, 48.5799999954)),
    (2154, (619017.170, 7095479.908), (1.8500000011, 50.9500000013)),
    (5490, (654957.454, 1797138.071), (-61.5499999958, 16.2499999982)),
    (5490, (707904.647, 1614967.882), (-61.0700000000, 14.5999999961)),
    (5490, (494709.260, 1999037.184), (-63.0500000034, 18.0799999970)),
    (2972, (352532.834, 543968.042), (-52.3299999972, 4.9200000041)),
    (2972, (164224.071, 608785.538), (-54.0300000007, 5.5000000037)),
    (2975, (338767.167, 7690355.572), (55.4499999965, -20.8800000032)),
    (2975, (365064.733, 7655163.915), (55.6999999985, -21.2000000019)),
    (4471, (524963.361, 8587181.961), (45.2300000040, -12.7800000012)),
    (4467, (563359.638, 5181051.221), (-56.1699999997, 46.7800000022)),
    (4467, (549324.272, 5216481.802), (-56.3499999951, 47.0999999984)),
    (3857, (261845.706, 6250564.350), (2.3521999978, 48.8566000027)),
    (3857, (6172665.764, -2377575.608), (55.4499999956, -20.8799999965)),
];

/// A GeoJSON of one triangle at a place, naming a system if there is one.
fn triangle(crs: Option<&str>, (x, y): (f64, f64), side: f64) -> Vec<u8> {
    let crs = crs.map_or(String::new(), |name| format!(r#""crs":{{"type":"name","properties":{{"name":"{name}"}}}},"#));
    let (east, north) = (x + side, y + side);
    format!(
        r#"{{"type":"FeatureCollection",{crs}"features":[{{"type":"Feature","properties":{{}},"geometry":
        {{"type":"Polygon","coordinates":[[[{x},{y}],[{east},{y}],[{x},{north}],[{x},{y}]]]}}}}]}}"#
    )
    .into_bytes()
}

#[test]
fn each_system_gives_the_degrees_of_proj_within_a_millimetre() {
    for (code, metres, (longitude, latitude)) in PLACES {
        let name = format!("urn:ogc:def:crs:EPSG::{code}");
        let layer = read_as("x.geojson", &triangle(Some(&name), metres, 100.0)).unwrap();
        let found = layer.shapes.vertices()[0];
        let east = (found.x - longitude) * 111_320.0 * latitude.to_radians().cos();
        let north = (found.y - latitude) * 111_320.0;
        assert!(east.hypot(north) < 1e-3, "EPSG:{code} {metres:?}: off by {east} m, {north} m");
        assert_eq!(layer.crs, Some(name));
    }
}

#[test]
fn a_prj_is_known_by_its_datum_and_parameters_in_any_spelling() {
    let esri = String::from_utf8(bytes("lambert.prj")).unwrap();
    let spellings = [
        esri.clone(),
        esri.replace("RGF_1993_Lambert_93", "RGF93_Lambert_93")
            .replace("_1\",49.0", "_1\",44.0")
            .replace("_2\",44.0", "_2\",49.0"),
        esri.replace("RGF_1993_Lambert_93", "Lambert-93"),
        esri.replace("D_RGF_1993", "D_WGS_1984"),
    ];
    for prj in &spellings {
        let layer = with_prj(prj).unwrap();
        assert!((layer.shapes.vertices()[0].y - 43.0).abs() < 2.0, "{prj}");
    }
}

/// The Lambert-93 shapefile with another .prj.
fn with_prj(prj: &str) -> Result<maillage::formats::layer::Layer, ReadError> {
    let parts = ["shp", "shx", "dbf"].map(|part| bytes(&format!("lambert.{part}")));
    let folder = folder(&[("l.shp", &parts[0]), ("l.shx", &parts[1]), ("l.dbf", &parts[2]), ("l.prj", prj.as_bytes())]);
    vector::read(&folder.path().join("l.shp"), &ReadOptions::default())
}

#[test]
fn a_prj_of_another_system_is_refused_with_its_name_and_what_is_known() {
    let esri = String::from_utf8(bytes("lambert.prj")).unwrap();
    let ntf = r#"PROJCS["NTF_Paris_Lambert_Zone_II",GEOGCS["GCS_NTF_Paris",DATUM["D_NTF",SPHEROID["Clarke_1880_IGN",6378249.2,293.46602]],PRIMEM["Paris",2.33722917],UNIT["Grad",0.01570796326794897]],PROJECTION["Lambert_Conformal_Conic"],PARAMETER["False_Easting",600000.0],PARAMETER["False_Northing",2200000.0],PARAMETER["Central_Meridian",0.0],PARAMETER["Standard_Parallel_1",46.8],PARAMETER["Scale_Factor",0.99987742],PARAMETER["Latitude_Of_Origin",46.8],UNIT["Meter",1.0]]"#;
    let cases = [
        (ntf.to_owned(), "NTF_Paris_Lambert_Zone_II", "grid"),
        (esri.replace("700000.0", "1700000.0"), "RGF_1993_Lambert_93", "reproject"),
        (esri.replace("D_RGF_1993", "D_NTF").replace("GCS_RGF_1993", "GCS_NTF"), "RGF_1993_Lambert_93", "grid"),
        (esri.replace("\"Meter\",1.0", "\"Foot\",0.3048"), "RGF_1993_Lambert_93", "reproject"),
        (
            esri.replace("UNIT[\"Meter\",1.0]", "UNIT[\"Meter\",1.0],AUTHORITY[\"EPSG\",\"2975\"]"),
            "EPSG:2975",
            "another system",
        ),
        ("PROJCS[".to_owned(), "PROJCS[", "cannot be read"),
    ];
    for (prj, name, reason) in cases {
        let error = with_prj(&prj).unwrap_err().to_string();
        assert!(error.contains(name) && error.contains(reason) && error.contains("EPSG:2154"), "{error}");
    }
}

#[test]
fn coordinates_of_another_system_are_refused_with_what_was_found_and_the_remedy() {
    let paris = (2.35, 48.85);
    let lambert = (652469.0, 6862035.0);
    let cases = [
        // Metres in a GeoJSON that says nothing.
        (triangle(None, lambert, 100.0), "EPSG:4326", "--crs EPSG:2154"),
        // Degrees that are said to be metres.
        (triangle(Some("EPSG:2154"), paris, 0.5), "EPSG:2154", "--crs EPSG:4326"),
        (triangle(Some("EPSG:3857"), paris, 0.5), "EPSG:3857", "--crs EPSG:4326"),
        // Another territory's metres.
        (triangle(Some("EPSG:2154"), (338767.0, 7690355.0), 100.0), "EPSG:2154", "--crs EPSG:2975"),
        // Latitude first.
        (triangle(None, (paris.1, paris.0), 0.5), "EPSG:4326", "axes swapped: write the longitude first"),
        (
            triangle(Some("EPSG:2154"), (lambert.1, lambert.0), 100.0),
            "EPSG:2154",
            "axes swapped: write the easting first",
        ),
        // Nobody's.
        (triangle(None, (1e9, 1e9), 100.0), "EPSG:4326", "--crs EPSG:CODE"),
    ];
    for (content, declared, remedy) in cases {
        let error = read_as("x.geojson", &content).unwrap_err();
        assert!(matches!(error, ReadError::CrsDoesNotFit { .. }), "{error}");
        let message = error.to_string();
        assert!(message.contains(declared) && message.contains(remedy) && message.contains("found x "), "{message}");
    }
}

#[test]
fn places_abroad_are_no_fault_where_no_other_system_explains_them() {
    for (crs, place) in [(None, (-3.7, 40.4)), (None, (139.7, 35.7)), (Some("EPSG:3857"), (-411863.0, 4926000.0))] {
        assert!(read_as("x.geojson", &triangle(crs, place, 0.1)).is_ok(), "{place:?}");
    }
}

#[test]
fn the_system_asked_for_stands_above_the_one_declared() {
    let asked = |crs: &str| {
        vector::read(&fixture("lambert.gpkg"), &ReadOptions { crs: Some(crs.to_owned()), ..ReadOptions::default() })
    };
    assert!((asked("EPSG:2154").unwrap().shapes.vertices()[0].y - 43.0).abs() < 2.0);
    assert!(matches!(asked("EPSG:4326"), Err(ReadError::CrsDoesNotFit { .. })));
    assert!(matches!(asked("EPSG:3949"), Err(ReadError::CrsNotKnown { .. })));
    // Latitude 2, longitude 48 is at sea, off Somalia: a person may say that it is right.
    let folder = folder(&[("x.geojson", &triangle(None, (48.8, 2.3), 0.5))]);
    let options = ReadOptions { crs: Some("EPSG:4326".to_owned()), ..ReadOptions::default() };
    assert!(vector::read(&folder.path().join("x.geojson"), &options).is_ok());
}

#[test]
fn a_format_that_needs_a_system_is_refused_without_and_says_which_would_fit() {
    let error = read_shapefile(&[("prj", None)]).unwrap_err();
    assert!(matches!(error, ReadError::CrsMissing { .. }), "{error}");
    assert!(error.to_string().contains("--crs EPSG:4326"), "{error}");
    let error = vector::read(&fixture("without-crs.parquet"), &ReadOptions::default()).unwrap_err();
    assert!(matches!(error, ReadError::CrsMissing { .. }), "{error}");
}

#[test]
fn one_vertex_outside_the_territory_is_told_with_its_feature() {
    let text = String::from_utf8(bytes("lambert.geojson")).unwrap();
    let at = text.rfind("[ [ [").unwrap() + 6;
    let end = at + text[at..].find(',').unwrap();
    let spoilt = format!("{}99000000.0{}", &text[..at], &text[end..]);
    let error = read_as("x.geojson", spoilt.as_bytes()).unwrap_err();
    assert!(matches!(error, ReadError::OutOfRange { feature: 7, .. }), "{error}");
}
