//! Paris, Lyon and Marseille: whole in one list, by arrondissement in another.

use maillage::formats::vector;
use maillage::reference::{BoundaryLayer, with_boundaries};

use super::*;

/// The reference with boundaries that hold Paris whole and nothing else.
fn paris_whole() -> Reference {
    let geojson = br#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"75056"},
        "geometry":{"type":"Polygon","coordinates":[[[2.2,48.8],[2.4,48.8],[2.4,48.9],[2.2,48.9],[2.2,48.8]]]}}]}"#;
    let layer = vector::read_memory(geojson, "paris.geojson", &[], &vector::ReadOptions::default()).expect("a layer");
    with_boundaries(reference(), vec![BoundaryLayer { file: "paris.geojson".to_owned(), layer }]).expect("a reference")
}

fn arrondissements(number: u32) -> String {
    (1..=number).map(|n| format!("751{n:02},{}\n", 1_000 + n)).collect()
}

fn whole(text: &str) -> Reference {
    with_populations(paris_whole(), vec![file("pop2023_geo2025.csv", text)], history(), &PMUN).expect("populations")
}

#[test]
fn the_figure_of_a_city_is_not_shared_out_among_its_arrondissements() {
    let reference = joined("pop2022_geo2024.csv", "codgeo,pmun\n75056,2113705\n");
    assert_eq!(population(&reference, "75101"), None);
    let [PopulationNote::CityWhole { name, at }] = notes(&reference)[..] else { panic!("{:?}", notes(&reference)) };
    assert_eq!((name.as_str(), at.figure), ("Paris", 2_113_705));
    assert_nobody_is_lost(&reference);
}

#[test]
fn a_city_beside_its_arrondissements_does_not_count_twice() {
    let text = format!("codgeo,pmun\n75056,20210\n{}", arrondissements(20));
    let reference = joined("pop2022_geo2024.csv", &text);
    assert_eq!(population(&reference, "75120"), Some(1_020));
    assert!(matches!(notes(&reference)[..], [PopulationNote::CityTwice { .. }]), "{:?}", notes(&reference));
    assert_nobody_is_lost(&reference);
}

#[test]
fn arrondissements_add_up_where_the_boundaries_hold_the_city_whole() {
    let reference = whole(&format!("codgeo,pmun\n{}", arrondissements(20)));
    assert_eq!(population(&reference, "75056"), Some(20_210));
    assert_eq!(notes(&reference).len(), 0);
    assert_nobody_is_lost(&reference);
}

#[test]
fn a_whole_city_without_all_its_arrondissements_has_no_figure() {
    let reference = whole(&format!("codgeo,pmun\n{}", arrondissements(19)));
    assert_eq!(population(&reference, "75056"), None);
    assert!(
        matches!(notes(&reference)[..], [PopulationNote::PartsMissing { missing, .. }] if missing[..] == [code("75120")])
    );
    assert_nobody_is_lost(&reference);
}

#[test]
fn a_whole_city_takes_its_own_figure_before_that_of_its_arrondissements() {
    let reference = whole(&format!("codgeo,pmun\n75056,20000\n{}", arrondissements(20)));
    assert_eq!(population(&reference, "75056"), Some(20_000));
    assert!(matches!(notes(&reference)[..], [PopulationNote::CityTwice { figures, .. }] if figures.len() == 20));
    assert_nobody_is_lost(&reference);
}

#[test]
fn figures_of_communes_that_the_boundaries_do_not_hold_are_told_in_one_note() {
    let reference = whole("codgeo,pmun\n75056,20000\n01004,100\n01002,50\n");
    let [PopulationNote::BeyondBoundaries { rows, inhabitants, .. }] = notes(&reference)[..] else {
        panic!("{:?}", notes(&reference))
    };
    assert_eq!((*rows, *inhabitants), (2, 150));
    assert_nobody_is_lost(&reference);
}
