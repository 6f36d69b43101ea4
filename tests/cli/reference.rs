//! The embedded reference: what it holds, and that what it tells of itself is true.

use maillage::reference::{load, read_pack, write_pack};

use super::{maillage, stdout};

#[test]
fn info_tells_vintage_checks_and_what_is_not_perfect() {
    let output = maillage(&["reference", "info"]);
    insta::assert_snapshot!(stdout(&output));
}

#[test]
fn every_unit_of_the_18_regions_has_a_contour_and_a_population() {
    let reference = load(None).expect("the embedded reference");
    for (face, unit) in reference.units.iter().enumerate() {
        if reference.areas.is_region(unit.region) {
            assert!(!reference.coverage.is_empty_face(face as u32), "{} {}", unit.code, unit.name);
            assert!(unit.population.is_some(), "{} {}", unit.code, unit.name);
        }
    }
}

#[test]
fn communes_without_inhabitants_have_zero_and_not_nothing() {
    let reference = load(None).expect("the embedded reference");
    for code in ["55039", "55050", "55139", "55189", "55239", "55307"] {
        let unit = reference.find(code.parse().expect("a code")).expect("a unit");
        assert_eq!(reference.unit(unit).population, Some(0), "{code}");
    }
}

#[test]
fn paris_lyon_and_marseille_are_their_arrondissements() {
    let reference = load(None).expect("the embedded reference");
    let arrondissements = |city: &str| reference.arrondissements(city.parse().expect("a code")).count();
    assert_eq!(["75056", "69123", "13055", "59350"].map(arrondissements), [20, 9, 16, 0]);
    assert!(reference.find("75056".parse().expect("a code")).is_none());
}

#[test]
fn a_packed_reference_reads_back_as_it_was() {
    let reference = load(None).expect("the embedded reference");
    let packed = write_pack(&reference).expect("a pack");
    assert!(packed == write_pack(&read_pack(&packed).expect("a reference")).expect("a pack"));
}

#[test]
fn a_pack_cut_short_or_altered_is_refused_and_never_panics() {
    let packed = write_pack(&load(None).expect("the embedded reference")).expect("a pack");
    for length in [0, 10, 19, 23, 24, 1_000, packed.len() / 2, packed.len() - 1] {
        assert!(read_pack(&packed[..length]).is_err(), "{length} bytes");
    }
}

#[test]
fn populations_are_those_that_insee_publishes() {
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/data/insee/donnees_communes_pop2023_geo2025.csv");
    if !file.exists() {
        eprintln!("skipped: {} is not there", file.display());
        return;
    }
    let reference = load(None).expect("the embedded reference");
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').from_path(file).expect("a table");
    let mut compared = 0;
    for record in reader.deserialize::<std::collections::BTreeMap<String, String>>() {
        let record = record.expect("a row");
        let unit = reference.find(record["COM"].parse().expect("a code")).expect("a unit");
        assert_eq!(reference.unit(unit).population, record["PMUN"].parse().ok(), "{}", record["COM"]);
        compared += 1;
    }
    assert_eq!(compared, 34_900);
}
