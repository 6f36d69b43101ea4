//! The data of a page against the report that they were made of.

use proptest::prelude::*;
use serde_json::Value;

use super::arcs::{Step, Texts, decode, encode};
use super::data;
use super::html;
use super::map::map;
use crate::cog::history::HistorySource;
use crate::coverage::{Coverage, Ellipsoid};
use crate::formats::csv;
use crate::formats::table::Table;
use crate::reference::sample::{code, drawn};
use crate::reference::{Reference, Scope, load};
use crate::report::Lang;
use crate::report::model::{Options, Report};
use crate::rules::Rules;
use crate::territory::{Facts, Resolution, ResolveOptions, Severity, StageSet, read_claims, resolve};

fn options(scope: Scope) -> Options {
    let rules = Rules::in_force().unwrap();
    Options { scope, stages: StageSet::Tous, rules, date: None, other_populations: Vec::new() }
}

fn resolved(table: &Table, reference: &Reference) -> Resolution {
    let reading = read_claims(table).unwrap();
    resolve(reading, reference, &HistorySource::default(), &ResolveOptions::default()).unwrap()
}

/// A report on a table written as `CPTS letters`, one CPTS a line, with some of the regions.
fn report<'a>(reference: &'a Reference, lines: &[(&str, &str)], regions: &[u32]) -> Report<'a> {
    let rows: Vec<String> = lines
        .iter()
        .flat_map(|(cpts, units)| units.chars().map(move |unit| format!("\"{cpts}\",{}", code(unit))))
        .collect();
    let table = csv::read(format!("cpts,code_insee\n{}", rows.join("\n")).as_bytes()).unwrap();
    let resolution = resolved(&table, reference);
    let options = options(Scope { regions: regions.to_vec(), is_france: false });
    Report::new(reference, Facts::measure(reference), resolution, options).unwrap()
}

const DRAWING: &str = "
    AABBBcc
    AABDBcc
    EEEEBc.
";

fn texts(map: &super::map::Map) -> Texts {
    let (arcs, rings) = (map.arcs.clone(), map.rings.clone());
    Texts { arcs, rings, arc_count: map.arc_count, vertex_count: map.vertex_count }
}

/// The area of rings in square steps; holes run the other way.
fn area(rings: &[Vec<Step>]) -> f64 {
    let twice = |ring: &Vec<Step>| -> f64 {
        let across = |pair: &[Step]| {
            let [[ax, ay], [bx, by]] = [pair[0], pair[1]].map(|step| step.map(f64::from));
            ax * by - bx * ay
        };
        ring.windows(2).map(across).sum()
    };
    // The page's y points down, so exteriors turn the other way there.
    -rings.iter().map(twice).sum::<f64>() / 2.0
}

#[test]
fn contours_decode_to_the_areas_of_the_units() {
    let reference = drawn(DRAWING);
    let report = report(&reference, &[("A", "AD"), ("B", "BDc")], &[0]);
    let map = map(&report).unwrap();
    let faces = decode(&texts(&map));
    assert_eq!(faces.len(), 5, "the four units of the region, and one beyond it that a CPTS claims");
    assert_eq!(map.beyond.rows, 1);
    let letters = ['A', 'B', 'D', 'E', 'c'];
    for (rings, letter) in faces.iter().zip(letters) {
        let unit = reference.find(code(letter)).unwrap();
        // Lambert-93 enlarges by less than 3 ‰ there; a step is a small part of a cell.
        let expected = report.facts.areas[unit as usize] as f64;
        let drawn = area(rings) * map.step * map.step;
        assert!((drawn / expected - 1.0).abs() < 0.005, "{letter}: {drawn} against {expected}");
    }
}

#[test]
fn a_hole_stays_a_hole() {
    let reference = drawn("AAA\nABA\nAAA");
    let map = map(&report(&reference, &[("A", "A")], &[0])).unwrap();
    let faces = decode(&texts(&map));
    assert_eq!(faces.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1]);
    assert!((area(&faces[0]) / area(&faces[1]) - 8.0).abs() < 0.01);
}

#[test]
fn claimants_are_rows_of_the_table_of_cpts() {
    let reference = drawn(DRAWING);
    let report = report(&reference, &[("beta", "BD"), ("alpha", "AD")], &[0]);
    let map = map(&report).unwrap();
    let ids = |unit: usize| -> Vec<&str> {
        let set = &map.sets[map.claimed[unit] as usize];
        set.iter().map(|&row| report.id(report.territories[row as usize].cpts)).collect()
    };
    assert_eq!((0..4).map(ids).collect::<Vec<_>>(), [vec!["alpha"], vec!["beta"], vec!["alpha", "beta"], vec![]]);
}

#[test]
fn populations_of_the_table_of_communes_add_up_to_the_summary() {
    let reference = drawn(DRAWING);
    let report = report(&reference, &[("A", "AD")], &[0, 1]);
    let page = serde_json::to_value(data::page(&report, Lang::Fr).unwrap()).unwrap();
    let table = &page["tables"]["communes"];
    let place = table["names"].as_array().unwrap().iter().position(|name| name == "population").unwrap();
    let populations = table["columns"][place]["integers"].as_array().unwrap();
    let sum: u64 = populations.iter().filter_map(Value::as_u64).sum();
    assert_eq!(page["resume"]["totaux"]["population"], sum);
    assert_eq!(sum, 500);
}

#[test]
fn options_of_cards_are_every_way_out_of_an_overlap_and_three_takers_of_a_zone() {
    let reference = drawn("AABB\nAxxB\nCxxD\nCCDD");
    let report = report(&reference, &[("A", "AB"), ("B", "B"), ("C", "C"), ("D", "D")], &[0, 1]);
    let tables = data::page(&report, Lang::Fr).unwrap().tables;
    assert_eq!(tables.chevauchements_options.rows, 8, "four ways, each of two CPTS");
    assert_eq!(tables.zones_blanches_options.rows, 3, "four CPTS touch the zone");
    assert!(tables.zones_blanches_options.names.contains(&"population_apres"));
    assert!(tables.zones_blanches_options.names.contains(&"nb_parties_apres"), "a way out may break a CPTS");
    assert!(!tables.zones_blanches_options.names.contains(&"financement_max_apres"), "cards do not show it");
}

#[test]
fn only_what_is_told_for_information_has_its_lines_cut() {
    let reference = drawn(DRAWING);
    // Claimed by twenty rows each: a CPTS out of the scope, and two that overlap in it.
    let claims = ["ccccc", "A"].map(|units| units.repeat(4));
    let report = report(&reference, &[("far", &claims[0]), ("one", &claims[1]), ("other", &claims[1])], &[0]);
    let (header, full) = crate::report::anomalies::sheet(&report, Lang::Fr);
    let (_, cut) = super::excerpts::anomalies(&report, Lang::Fr);
    let lines = header.iter().position(|name| *name == "ligne").unwrap();
    assert_eq!(full.len(), cut.len());
    let mut cuts = 0;
    for ((full, cut), anomaly) in full.iter().zip(&cut).zip(&report.anomalies) {
        let text = format!("{:?}", cut[lines]);
        if anomaly.finding.severity() == Severity::Info && anomaly.source.lines.len() > 12 {
            assert!(text.ends_with("|…\")") && text.matches('|').count() == 12, "{text}");
            cuts += 1;
        } else {
            assert_eq!(text, format!("{:?}", full[lines]));
        }
    }
    assert!(cuts > 0);
}

#[test]
fn a_name_that_looks_like_a_script_is_data() {
    let reference = drawn(DRAWING);
    let names = ["<script>alert(1)</script>", "</script><b>", "<!--"];
    let report = report(&reference, &[(names[0], "A"), (names[1], "B"), (names[2], "D")], &[0]);
    let page = String::from_utf8(html(&report, Lang::Fr).unwrap()).unwrap();
    assert_eq!(page.matches("</script>").count(), 2);
    assert_eq!(page.matches("<!--").count(), 0);
    let (_, rest) = page.split_once("id=\"data\">").unwrap();
    let data: Value = serde_json::from_str(rest.split_once("</script>").unwrap().0).unwrap();
    let ids = data["tables"]["territoires"]["columns"][0]["texts"].as_array().unwrap();
    assert_eq!(ids.iter().filter_map(Value::as_str).collect::<Vec<_>>(), [names[2], names[1], names[0]]);
}

#[test]
fn the_order_of_rows_changes_nothing() {
    let reference = drawn(DRAWING);
    let page = |lines: &[(&str, &str)]| html(&report(&reference, lines, &[0, 1]), Lang::Fr).unwrap();
    assert!(page(&[("A", "AD"), ("B", "BE")]) == page(&[("B", "EB"), ("A", "DA")]));
}

#[test]
fn without_contours_the_page_still_has_its_tables() {
    let mut reference = drawn("AB");
    reference.coverage = Coverage::from_arcs(&[], &[Vec::new(), Vec::new()]).unwrap();
    let page = data::page(&report(&reference, &[("A", "A")], &[0]), Lang::En).unwrap();
    assert_eq!((page.map.arc_count, page.tables.communes.rows, page.map.frames.len()), (0, 2, 0));
}

#[test]
fn all_of_france_fits_on_the_map() {
    let Ok(reference) = load(None) else {
        eprintln!("skipped: built without the embedded reference");
        return;
    };
    let resolution = resolved(&csv::read(b"cpts,code_insee\nA,01001").unwrap(), &reference);
    let options = options(Scope::france(&reference.areas));
    let report = Report::new(&reference, Facts::measure(&reference), resolution, options).unwrap();
    let map = map(&report).unwrap();
    let codes: Vec<&str> = map.frames.iter().map(|frame| frame.code).collect();
    assert_eq!(codes, ["", "971", "972", "973", "974", "976"]);
    let faces = decode(&texts(&map));
    assert_eq!(faces.len(), report.reference.units.iter().filter(|unit| report.options.scope.holds(unit)).count());
    let mainland = || (0..faces.len()).filter(|&unit| !reference.unit(unit as u32).code.as_str().starts_with("97"));
    let drawn: f64 = mainland().map(|unit| area(&faces[unit])).sum::<f64>() * map.step * map.step;
    let areas = reference.coverage.areas(&Ellipsoid::WGS84);
    let expected: f64 = mainland().map(|unit| areas[unit]).sum();
    assert!((drawn / expected - 1.0).abs() < 0.003, "{drawn} against {expected}");
}

proptest! {
    #[test]
    fn whatever_the_arcs_they_decode_to_themselves(steps in prop::collection::vec(prop::array::uniform2(-2_000_000i32..2_000_000), 3..40)) {
        let mut steps: Vec<Step> = steps;
        steps.dedup();
        prop_assume!(steps.len() > 3 && steps[0] != steps[steps.len() - 1]);
        // One ring of two arcs, in a coverage of a triangle whose places do not matter here.
        let corner = |x: f64, y: f64| geo_types::Coord { x, y };
        let arcs = [vec![corner(0.0, 0.0), corner(1.0, 0.0), corner(1.0, 1.0)], vec![corner(1.0, 1.0), corner(0.0, 0.0)]];
        let refs = [0, 1].map(crate::coverage::ArcRef::forward).to_vec();
        let coverage = Coverage::from_arcs(&arcs, &[vec![vec![refs]]]).unwrap();
        let cut = steps.len() / 2;
        let mut closing = steps[cut..].to_vec();
        closing.push(steps[0]);
        let texts = encode(&coverage, &[steps[..=cut].to_vec(), closing]);
        let mut ring = steps.clone();
        ring.push(steps[0]);
        prop_assert_eq!(decode(&texts), vec![vec![ring]]);
    }
}
