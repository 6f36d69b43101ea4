//! Drawings over small references drawn as letters: each letter a commune of 100 inhabitants, a hundredth of a degree wide.

mod features;
mod iris;

use geo_types::{Coord, LineString, MultiPolygon, Polygon};
use proptest::prelude::*;

use super::*;
use crate::formats::layer::{Attributes, Layer, Value};
use crate::reference::Reference;
use crate::reference::sample::{code, drawn};
use crate::territory::ColumnChoice;

/// A polygon in cells of the reference: x to the east, y to the south.
fn polygon(points: &[(f64, f64)]) -> MultiPolygon<f64> {
    let line: LineString<f64> =
        points.iter().map(|&(x, y)| Coord { x: 2.0 + x / 100.0, y: 48.0 - y / 100.0 }).collect();
    Polygon::new(line, vec![]).into()
}

fn rectangle(west: f64, north: f64, east: f64, south: f64) -> MultiPolygon<f64> {
    polygon(&[(west, south), (east, south), (east, north), (west, north)])
}

fn attributes(texts: &[(&str, &str)]) -> Attributes {
    texts.iter().map(|&(name, text)| (name.to_owned(), Value::Text(text.to_owned()))).collect()
}

fn layer(features: &[(&str, MultiPolygon<f64>)]) -> Layer {
    Layer {
        attributes: features.iter().map(|(name, _)| attributes(&[("cpts", name)])).collect(),
        shapes: features.iter().map(|(_, shape)| shape).collect(),
        ..Layer::default()
    }
}

fn assigned(reference: &Reference, layer: &Layer, options: &AssignOptions) -> (Drawing, Assignment) {
    let drawing = Sketch::new(layer.clone(), &ColumnChoice::default(), &[]).unwrap().over(reference);
    let found = assign(reference, &drawing, None, options);
    (drawing, found)
}

/// Rows as `CPTS:letter`, with the inhabitants of a part.
fn rows(reference: &Reference, (drawing, found): &(Drawing, Assignment)) -> Vec<String> {
    let letter = |row: &Claimed| ('A'..='z').find(|&letter| code(letter) == reference.unit(row.unit).code).unwrap();
    let row = |row: &Claimed| {
        let people = row.population.map(|people| format!("={people}")).unwrap_or_default();
        format!("{}:{}{people}", drawing.territories[row.territory].label(), letter(row))
    };
    found.rows.iter().map(row).collect()
}

fn keys((_, found): &(Drawing, Assignment)) -> Vec<&'static str> {
    found.notes.iter().map(|noted| noted.doubt.key()).collect()
}

/// What two features over `AB` give.
fn of_two(
    one: MultiPolygon<f64>,
    other: MultiPolygon<f64>,
    options: &AssignOptions,
) -> (Vec<String>, Vec<&'static str>) {
    let reference = drawn("AB");
    let found = assigned(&reference, &layer(&[("Est", other), ("Ouest", one)]), options);
    (rows(&reference, &found), keys(&found))
}

#[test]
fn territories_made_of_communes_claim_these_communes_without_a_doubt() {
    let reference = drawn("AAB\nCDB");
    let face = |letters: &[u32]| reference.coverage.dissolve(letters);
    let found =
        assigned(&reference, &layer(&[("Nord", face(&[0, 1])), ("Sud", face(&[2]))]), &AssignOptions::default());
    assert_eq!(rows(&reference, &found), ["Nord:A", "Nord:B", "Sud:C"]);
    assert_eq!(keys(&found), [""; 0]);
}

#[test]
fn a_commune_goes_to_who_holds_most_of_it_and_a_real_split_is_told() {
    let found = of_two(rectangle(0.0, 0.0, 1.3, 1.0), rectangle(1.3, 0.0, 2.0, 1.0), &AssignOptions::default());
    assert_eq!(found, (vec!["Est:B".to_owned(), "Ouest:A".to_owned()], vec!["commune_divisee"]));
}

#[test]
fn a_narrow_strip_along_a_border_is_a_sliver_and_no_doubt() {
    // 0.02 of a cell is 15 m.
    let found = of_two(rectangle(0.0, 0.0, 1.02, 1.0), rectangle(1.02, 0.0, 2.0, 1.0), &AssignOptions::default());
    assert_eq!(found, (vec!["Est:B".to_owned(), "Ouest:A".to_owned()], vec!["eclats"]));
    let narrow = AssignOptions { slivers: SliverLimits { width: 5.0, share: 0.1 }, ..AssignOptions::default() };
    let found = of_two(rectangle(0.0, 0.0, 1.02, 1.0), rectangle(1.02, 0.0, 2.0, 1.0), &narrow);
    assert_eq!(found.1, ["effleure"]);
}

#[test]
fn a_commune_that_none_holds_enough_of_is_not_claimed_and_told_as_an_error() {
    let strict = AssignOptions { threshold: 0.8, ..AssignOptions::default() };
    let found = of_two(rectangle(0.0, 0.0, 1.3, 1.0), rectangle(1.3, 0.0, 2.0, 1.0), &strict);
    assert_eq!(found, (vec!["Ouest:A".to_owned()], vec!["sans_majorite", "sans_commune"]));
}

#[test]
fn a_shared_commune_has_a_row_for_each_part_whose_inhabitants_sum_to_no_more_than_its_own() {
    let shared = AssignOptions { shared: true, ..AssignOptions::default() };
    let found = of_two(rectangle(0.0, 0.0, 1.3, 1.0), rectangle(1.3, 0.0, 2.0, 1.0), &shared);
    let expected = ["Est:B=70", "Ouest:A", "Ouest:B=30"].map(str::to_owned).to_vec();
    assert_eq!(found, (expected, vec!["estimation", "commune_partagee"]));
}

#[test]
fn what_nobody_disputes_of_a_shared_commune_is_assigned_and_the_disputed_part_goes_to_both_as_an_error() {
    let shared = AssignOptions { shared: true, ..AssignOptions::default() };
    // Of B, 30 belong to Ouest alone, 50 to Est alone, and 20 to both.
    let found = of_two(rectangle(0.0, 0.0, 1.5, 1.0), rectangle(1.3, 0.0, 2.0, 1.0), &shared);
    let expected = ["Est:B=50", "Est:B=20", "Ouest:A", "Ouest:B=30", "Ouest:B=20"].map(str::to_owned).to_vec();
    assert_eq!(found, (expected, vec!["partie_disputee", "estimation", "commune_partagee"]));
    // Both hold more than half of A, and share it all the same.
    let reference = drawn("A");
    let features = layer(&[("Est", rectangle(0.42, 0.0, 1.0, 1.0)), ("Ouest", rectangle(0.0, 0.0, 0.58, 1.0))]);
    let found = assigned(&reference, &features, &shared);
    assert_eq!(rows(&reference, &found), ["Est:A=42", "Est:A=16", "Ouest:A=42", "Ouest:A=16"]);
}

#[test]
fn two_that_both_hold_more_than_half_of_a_commune_overlap_however_little() {
    let reference = drawn("A");
    let features = layer(&[("Est", rectangle(0.48, 0.0, 1.0, 1.0)), ("Ouest", rectangle(0.0, 0.0, 0.52, 1.0))]);
    let found = assigned(&reference, &features, &AssignOptions::default());
    assert_eq!(
        (rows(&reference, &found), keys(&found)),
        (vec!["Est:A".to_owned(), "Ouest:A".to_owned()], vec!["chevauchement", "eclats"])
    );
    assert_eq!(found.1.notes[0].doubt.severity(), crate::territory::Severity::Error);
}

#[test]
fn slivers_leave_no_inhabitant_of_a_shared_commune_without_a_territory() {
    let shared = AssignOptions { shared: true, ..AssignOptions::default() };
    // 15 m along the northern border, and as much between the two.
    let found = of_two(rectangle(0.0, 0.02, 1.3, 1.0), rectangle(1.32, 0.02, 2.0, 1.0), &shared);
    let people: Vec<&str> = found.0.iter().filter_map(|row| row.split_once('=')).map(|(_, people)| people).collect();
    assert_eq!(people, ["69", "31"]);
    assert!(found.1.contains(&"eclats") && found.1.contains(&"commune_partagee"));
}

#[test]
fn the_inhabitants_told_of_a_shared_commune_are_those_of_its_rows() {
    let shared = AssignOptions { shared: true, ..AssignOptions::default() };
    let reference = drawn("A");
    let features = layer(&[("Est", rectangle(0.6, 0.0, 0.98, 1.0)), ("Ouest", rectangle(0.0, 0.0, 0.5, 1.0))]);
    let (_, found) = assigned(&reference, &features, &shared);
    let told = found.notes.iter().find_map(|noted| match &noted.doubt {
        Doubt::Shared { shares, .. } => Some(shares.iter().map(|it| it.population.unwrap_or(0)).collect::<Vec<_>>()),
        _ => None,
    });
    assert_eq!(told, Some(vec![51, 39, 10]));
    assert_eq!(found.rows.iter().filter_map(|row| row.population).sum::<u64>(), 90);
}

#[test]
fn territories_that_both_hold_a_commune_both_claim_it() {
    let all = || rectangle(0.0, 0.0, 2.0, 1.0);
    let found = of_two(rectangle(0.0, 0.0, 1.0, 1.0), all(), &AssignOptions::default());
    assert_eq!(found, (["Est:A", "Est:B", "Ouest:A"].map(str::to_owned).to_vec(), vec!["chevauchement"]));
}

#[test]
fn by_point_a_commune_goes_to_the_territory_around_a_point_of_it() {
    let by_point = AssignOptions { by: By::Point, threshold: 0.9, ..AssignOptions::default() };
    let found = of_two(rectangle(0.0, 0.0, 1.4, 1.0), rectangle(1.4, 0.0, 2.0, 1.0), &by_point);
    assert_eq!(found.0, ["Est:B", "Ouest:A"]);
}

#[test]
fn overlaps_and_gaps_are_measured_before_any_assignment() {
    let reference = drawn("AB");
    let around = Polygon::new(
        rectangle(-1.0, -1.0, 3.0, 2.0).0.remove(0).exterior().clone(),
        vec![rectangle(0.5, 0.0, 1.5, 1.0).0.remove(0).exterior().clone()],
    );
    let features = layer(&[("Nord", around.into()), ("Sud", rectangle(0.25, 0.0, 1.0, 1.0))]);
    let drawing = Sketch::new(features, &ColumnChoice::default(), &[]).unwrap().over(&reference);
    let found = between(&reference, &drawing, None, SliverLimits::default(), 300.0).unwrap();
    let told: Vec<_> = found.iter().map(|it| (it.kind, it.territories.len(), it.units.len(), it.population)).collect();
    assert_eq!(told, [(BetweenKind::Overlap, 2, 1, 25), (BetweenKind::Gap, 2, 1, 50)]);
    assert!(found.iter().all(|it| !it.is_sliver && !it.is_open));
}

#[test]
fn a_gap_that_opens_to_the_outside_is_told_where_its_mouth_is_narrow() {
    let reference = drawn("AB");
    // 224 m by 556 m.
    let west = polygon(&[(0.0, 0.0), (1.0, 0.0), (1.0, 0.5), (0.7, 0.5), (0.7, 1.0), (0.0, 1.0)]);
    let features = layer(&[("Ouest", west), ("Est", rectangle(1.0, 0.0, 2.0, 1.0))]);
    let drawing = Sketch::new(features, &ColumnChoice::default(), &[]).unwrap().over(&reference);
    let found = |mouth: f64| between(&reference, &drawing, None, SliverLimits::default(), mouth).unwrap();
    let told: Vec<_> = found(300.0).iter().map(|it| (it.kind, it.is_open, it.is_sliver, it.population)).collect();
    assert_eq!(told, [(BetweenKind::Gap, true, false, 15)]);
    let (width, area) = (found(300.0)[0].width, found(300.0)[0].area);
    assert!((155.0..165.0).contains(&width) && (area / 124.5e3 - 1.0).abs() < 0.01, "{width} m, {area} m²");
    assert_eq!(found(200.0), [], "it is wider than that");
}

proptest! {
    #[test]
    fn shares_of_a_commune_sum_to_all_of_it_and_parts_to_no_more_than_its_inhabitants(
        cuts in proptest::collection::vec(0.0_f64..2.0, 1..4), shared: bool
    ) {
        let reference = drawn("AB");
        let mut cuts = cuts;
        cuts.extend([0.0, 2.0]);
        cuts.sort_by(f64::total_cmp);
        let strips: Vec<(String, MultiPolygon<f64>)> = cuts
            .windows(2)
            .filter(|pair| pair[1] - pair[0] > 1e-4)
            .enumerate()
            .map(|(at, pair)| (format!("C{at}"), rectangle(pair[0], 0.0, pair[1], 1.0)))
            .collect();
        let features: Vec<(&str, MultiPolygon<f64>)> = strips.iter().map(|(name, it)| (name.as_str(), it.clone())).collect();
        let options = AssignOptions { shared, ..AssignOptions::default() };
        let one = assigned(&reference, &layer(&features), &options);
        let backwards: Vec<_> = features.iter().rev().cloned().collect();
        let other = assigned(&reference, &layer(&backwards), &options);
        prop_assert_eq!(&one.1.rows, &other.1.rows);
        prop_assert_eq!(&one.1.review, &other.1.review);
        for noted in &one.1.notes {
            if let Doubt::Split { shares, .. } | Doubt::NoMajority { shares } | Doubt::Shared { shares, .. } = &noted.doubt {
                prop_assert!(shares.iter().map(|share| share.share).sum::<f64>() <= 1.0 + 1e-12);
            }
        }
        for unit in 0..2 {
            let people: u64 = one.1.rows.iter().filter(|row| row.unit == unit).filter_map(|row| row.population).sum();
            prop_assert!(people <= 100);
        }
    }
}
