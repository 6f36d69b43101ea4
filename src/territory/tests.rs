//! Claims, partition and white zones on drawn references (see [`crate::reference::sample`]).

use proptest::prelude::*;

use super::*;
use crate::cog::CommuneCode;
use crate::cog::history::{History, HistoryInfo, HistorySource};
use crate::formats::csv;
use crate::reference::sample::{code, drawn};
use crate::reference::{Reference, Scope, UnitId};
use crate::rules::SizeScheme;

/// The claims of a table written as `CPTS letters`, one CPTS a line.
fn claims(lines: &[(&str, &str)], reference: &Reference) -> Resolution {
    let rows: Vec<String> = lines
        .iter()
        .flat_map(|(cpts, units)| units.chars().map(move |unit| format!("{cpts},{}", code(unit))))
        .collect();
    resolve_text(&format!("cpts,code_insee\n{}", rows.join("\n")), reference)
}

/// A history in which nothing ever happened, of codes that it does not know.
fn no_history() -> HistorySource {
    let info = HistoryInfo { first: 2026, last: 2026, dated_until: 2026, sources: Vec::new() };
    History::new(info, Vec::new(), Vec::new()).into()
}

pub(crate) fn resolve_text(text: &str, reference: &Reference) -> Resolution {
    resolve_with(text, reference, &ResolveOptions::default())
}

fn resolve_with(text: &str, reference: &Reference, options: &ResolveOptions) -> Resolution {
    let reading = read_claims(&csv::read(text.as_bytes()).unwrap()).unwrap();
    resolve(reading, reference, &no_history(), options).unwrap()
}

fn zones(drawing: &str, lines: &[(&str, &str)]) -> Vec<(String, ZoneClass)> {
    let reference = drawn(drawing);
    let resolution = claims(lines, &reference);
    let partition = Partition::new(&reference, &resolution.cpts, |_| true);
    let facts = Facts::measure(&reference);
    let letters = |units: &[UnitId]| units.iter().map(|&unit| reference.unit(unit).name.clone()).collect::<Vec<_>>();
    let name = |zone: &WhiteZone| letters(&zone.units).concat().replace("Commune ", "");
    let mut zones: Vec<(String, ZoneClass)> =
        WhiteZone::find(&reference, &facts, &partition, &Scope::france(&reference.areas))
            .iter()
            .map(|zone| (name(zone), zone.class))
            .collect();
    zones.sort();
    zones
}

fn territories(reference: &Reference, resolution: &Resolution) -> Vec<Territory> {
    let partition = Partition::new(reference, &resolution.cpts, |_| true);
    let scheme = SizeScheme::in_force().unwrap();
    Territory::all(reference, &Facts::measure(reference), &resolution.cpts, &partition, &scheme)
}

fn findings(resolution: &Resolution) -> Vec<(&Finding, &[u64])> {
    resolution.anomalies.iter().map(|anomaly| (&anomaly.finding, anomaly.source.lines.as_slice())).collect()
}

const RING: &str = "
    AAAAAAA
    AxXABBB
    AAAAYBB
    AAAAABB
";

#[test]
fn a_zone_inside_one_cpts_is_an_enclave_and_one_that_touches_two_lies_between() {
    let drawing = RING.replace('x', "A");
    let expected = vec![("X".to_owned(), ZoneClass::Enclave), ("Y".to_owned(), ZoneClass::Between)];
    assert_eq!(zones(&drawing, &[("one", "A"), ("two", "B")]), expected);
}

#[test]
fn a_zone_at_the_sea_is_open_even_with_a_single_neighbour() {
    assert_eq!(zones("AAA\nAAX", &[("one", "A")]), [("X".to_owned(), ZoneClass::Open)]);
}

#[test]
fn a_zone_that_touches_another_region_is_open_and_ends_at_its_border() {
    // x lies in another region than X, and both are white: two zones, both open.
    let expected = vec![
        ("X".to_owned(), ZoneClass::Open),
        ("Y".to_owned(), ZoneClass::Between),
        ("x".to_owned(), ZoneClass::Open),
    ];
    assert_eq!(zones(RING, &[("one", "A"), ("two", "B")]), expected);
}

#[test]
fn a_zone_next_to_an_overlap_of_two_lies_between() {
    assert_eq!(zones("AAA\nAXA\nAAA", &[("one", "A"), ("two", "A")]), [("X".to_owned(), ZoneClass::Between)]);
}

#[test]
fn white_units_that_touch_in_a_corner_are_two_zones() {
    let drawing = "AAAA\nAXAA\nAAYA\nAAAA";
    assert_eq!(zones(drawing, &[("one", "A")]).len(), 2);
}

#[test]
fn a_unit_claimed_twice_is_an_overlap_and_counts_in_both_and_once_in_all() {
    let reference = drawn("ABC");
    let resolution = claims(&[("one", "AB"), ("two", "BC")], &reference);
    let found = territories(&reference, &resolution);
    let figures = |t: &Territory| (t.population, t.population_exclusive, t.population_shared);
    assert_eq!([figures(&found[0]), figures(&found[1])], [(200, 100, 100); 2]);
    let partition = Partition::new(&reference, &resolution.cpts, |_| true);
    assert_eq!(partition.status(1), Status::Overlap);
}

#[test]
fn pieces_are_groups_of_units_and_a_corner_does_not_join_them() {
    let reference = drawn("AB\nCD");
    let found = territories(&reference, &claims(&[("one", "AD"), ("two", "BC")], &reference));
    assert_eq!([found[0].pieces.len(), found[1].pieces.len()], [2, 2]);
}

#[test]
fn neighbours_are_where_one_ends_and_the_other_begins() {
    // B is shared: one meets two between what each has alone, which is nowhere; both meet three.
    let reference = drawn("ABC\nDDD");
    let found = territories(&reference, &claims(&[("one", "AB"), ("three", "D"), ("two", "BC")], &reference));
    let ids = |t: &Territory| t.neighbours.iter().map(|n| n.cpts).collect::<Vec<_>>();
    assert_eq!([ids(&found[0]), ids(&found[1]), ids(&found[2])], [vec![1], vec![0, 2], vec![1]]);
    assert_eq!(found[0].neighbours[0].metres, found[1].neighbours[0].metres);
}

#[test]
fn a_bad_code_of_a_list_is_left_out_and_rejects_its_row_where_no_other_counts() {
    let reference = drawn("ABCD");
    let [a, b, c, d] = ['A', 'B', 'C', 'D'].map(code);
    let text = format!("cpts,communes\none,{a};0106X;{b}\ntwo,99998;99999\nthree,{c};{d}\n");
    let resolution = resolve_text(&text, &reference);
    assert_eq!((resolution.rows, resolution.rows_used), (3, 2));
    let astray: Vec<_> = resolution.anomalies.iter().filter(|it| it.finding.severity() == Severity::Error).collect();
    let told = |it: &&Anomaly| (matches!(it.finding, Finding::LeftOut(_)), it.source.value.clone());
    let expected = [(true, "0106X"), (false, "99998"), (false, "99999")].map(|(left, value)| (left, value.to_owned()));
    assert_eq!(astray.iter().map(told).collect::<Vec<_>>(), expected);
}

#[test]
fn a_former_code_counts_for_the_commune_of_today() {
    let reference = drawn("AB");
    let resolution = resolve_text("cpts,insee\none,01900\n", &reference);
    assert_eq!(resolution.cpts[0].units().collect::<Vec<_>>(), [0]);
    assert!(matches!(findings(&resolution)[1], (Finding::Lookup(LookupNote::Former { .. }), [2])));
}

#[test]
fn every_row_is_used_or_rejected_with_its_line() {
    let reference = drawn("AB");
    let text = "cpts,insee\none,01065\none,99999\none,\n,01065\none\none,106X5\n";
    let resolution = resolve_text(text, &reference);
    assert_eq!((resolution.rows, resolution.rows_used), (6, 1));
    let lines: Vec<u64> = resolution.anomalies.iter().flat_map(|anomaly| anomaly.source.lines.clone()).collect();
    let mut sorted = lines.clone();
    sorted.sort_unstable();
    assert_eq!(sorted, [3, 4, 5, 6, 7]);
}

#[test]
fn a_repeated_row_is_told_and_counted_once() {
    let reference = drawn("AB");
    let resolution = resolve_text("cpts,insee\none,01065\none,01065\n", &reference);
    assert!(findings(&resolution).contains(&(&Finding::Repeated { first: 2, rows: 1 }, &[3])));
    assert_eq!(resolution.cpts[0].claims[0].lines, [2, 3]);
}

#[test]
fn rows_that_repeat_a_claim_are_told_together_each_with_its_line() {
    let reference = drawn("AB");
    let text = "cpts,insee\none,01065\none,01066\none,01065\ntwo,01065\none,01065\none,01066\none,01065\n";
    let resolution = resolve_text(text, &reference);
    let expected: [(&Finding, &[u64]); 2] =
        [(&Finding::Repeated { first: 2, rows: 3 }, &[4, 6, 8]), (&Finding::Repeated { first: 3, rows: 1 }, &[7])];
    let found = findings(&resolution);
    let repeated: Vec<_> = found.into_iter().filter(|(it, _)| matches!(it, Finding::Repeated { .. })).collect();
    assert_eq!(repeated, expected);
    assert_eq!((resolution.rows, resolution.rows_used), (7, 7));
}

#[test]
fn a_claim_that_ends_before_it_begins_is_told_with_both_days_and_holds_on_none() {
    let reference = drawn("AB");
    let text = "cpts,insee,date_debut,date_fin\none,01065,2023-01-01,31/12/2022\none,01066,2023-01-01,2023-01-01\n";
    let resolution = resolve_text(text, &reference);
    let day = |text: &str| text.parse().unwrap();
    let backwards = Finding::EndsBeforeStart { start: day("2023-01-01"), end: day("2022-12-31") };
    assert_eq!(
        findings(&resolution).iter().filter(|(it, _)| **it == backwards).collect::<Vec<_>>(),
        [&(&backwards, &[2][..])]
    );
    assert_eq!(resolution.cpts[0].claims.len(), 2, "without a day, every claim counts");
    let on = |date: &str| {
        let options = ResolveOptions { date: Some(day(date)), ..ResolveOptions::default() };
        let resolution = resolve_with(text, &reference, &options);
        assert!(findings(&resolution).iter().any(|(it, _)| **it == backwards));
        resolution.cpts.first().map_or(0, |cpts| cpts.claims.len())
    };
    assert_eq!(["2022-12-31", "2023-01-01"].map(on), [0, 1]);
}

#[test]
fn of_several_stages_the_least_advanced_counts() {
    let reference = drawn("AB");
    let resolution = resolve_text("cpts,insee,stade\none,01065,ACI signé\none,01066,lettre d'intention\n", &reference);
    assert_eq!(resolution.cpts[0].stage, Some(Stage::Lettre));
}

#[test]
fn rows_without_a_stage_leave_it_to_the_others() {
    let reference = drawn("AB");
    let resolution = resolve_text("cpts,insee,stade\none,01065,ACI\none,01066,\ntwo,01065,\n", &reference);
    assert_eq!([resolution.cpts[0].stage, resolution.cpts[1].stage], [Some(Stage::Aci), None]);
    assert!(findings(&resolution).iter().any(|(finding, _)| **finding == Finding::NoStage { cpts: 1 }));
}

#[test]
fn a_part_of_what_is_several_units_is_rejected() {
    let mut reference = drawn("ABC");
    let city: CommuneCode = "75056".parse().unwrap();
    reference.units.iter_mut().take(2).for_each(|unit| unit.city = Some(city));
    reference.areas.cities.push(crate::reference::City { code: city, name: "Paris".into() });
    let resolution = resolve_text("cpts,insee,part,population_part\none,75056,Nord,10\none,01067,,\n", &reference);
    assert_eq!((resolution.rows, resolution.rows_used), (2, 1));
    let is_told =
        |it: &(&Finding, &[u64])| matches!(it, (Finding::PartOfSeveral { codes, .. }, [2]) if codes.len() == 2);
    assert!(findings(&resolution).iter().any(is_told), "{:?}", findings(&resolution));
}

#[test]
fn an_iris_of_another_commune_than_the_row_is_rejected() {
    let reference = drawn("AB");
    let text = "cpts,insee,quartier,population_part\none,01065,010660101,10\none,01066,010660102,5\n";
    let resolution = resolve_text(text, &reference);
    assert_eq!((resolution.rows, resolution.rows_used, resolution.cpts[0].claims.len()), (2, 1, 1));
    let is_told =
        |it: &(&Finding, &[u64])| matches!(it, (Finding::IrisElsewhere { iris, .. }, [2]) if iris == "010660101");
    assert!(findings(&resolution).iter().any(is_told), "{:?}", findings(&resolution));
}

#[test]
fn parts_of_one_name_that_communes_had_before_they_merged_are_parts_of_their_own() {
    let mut reference = drawn("AB");
    reference.former_codes.insert("01901".parse().unwrap(), code('A'));
    let text = "cpts,insee,part,population_part\none,01900,Centre,10\ntwo,01901,Centre,20\n";
    let resolution = resolve_text(text, &reference);
    let partition = Partition::new(&reference, &resolution.cpts, |_| true);
    assert_eq!((partition.status(0), partition.covered_population(&reference, 0)), (Status::Shared, 30));
    // One CPTS may have both.
    let resolution = resolve_text(&text.replace("two", "one"), &reference);
    let names: Vec<&str> = resolution.cpts[0].claims[0].parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!((names, resolution.cpts[0].population(&reference)), (vec!["Centre (01900)", "Centre (01901)"], 30));
}

#[test]
fn which_rows_are_told_does_not_depend_on_their_order() {
    let reference = drawn("AB");
    let told = |rows: [&str; 3]| {
        let text = format!("cpts,insee,part,population_part,debut\n{}\n", rows.join("\n"));
        let mut found: Vec<String> =
            resolve_text(&text, &reference).anomalies.iter().map(|it| format!("{:?}", it.finding)).collect();
        found.sort();
        found
    };
    let rows = ["one,01065,,,", "one,01065,M,,", "one,01065,,,2020-01-01"];
    let expected = told(rows);
    for order in [[0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]] {
        assert_eq!(told(order.map(|row: usize| rows[row])), expected);
    }
}

#[test]
fn a_population_of_a_part_may_have_the_decimals_of_a_spreadsheet() {
    let reference = drawn("AB");
    let parts = |people: &str| {
        let text = format!("cpts,insee,part,population_part\none,01065,Nord,\"{people}\"\n");
        resolve_text(&text, &reference).cpts[0].claims[0].parts.first().map(|part| part.population)
    };
    assert_eq!(["20.0", "1 020,00", "20"].map(parts), [Some(20), Some(1020), Some(20)]);
    assert_eq!(["20.5", "-5", "20.", "1.020", "4294967296", ".0"].map(parts), [None; 6]);
}

proptest! {
    #[test]
    fn the_order_of_rows_changes_nothing_but_line_numbers(order in Just((0..12usize).collect::<Vec<_>>()).prop_shuffle()) {
        let rows = [
            "one,Un,01065,ACI", "one,Un,01066,ACI", "one,Uns,01067,projet", "two,Deux,01066,lettre", "two,Deux,01068,",
            "three,,01065,pré-projet", "three,Trois,01069,?", "three,Trois,99999,ACI", "two,Deux,01066,lettre",
            "four,,01900,ACI", "four,,01065,ACI", "five,Cinq,01070,aci signé",
        ];
        let table = |order: &[usize]| {
            let rows: Vec<&str> = order.iter().map(|&row| rows[row]).collect();
            format!("id,cpts,insee,stade\n{}\n", rows.join("\n"))
        };
        let reference = drawn("ABC\nDEF");
        let strip = |resolution: Resolution| {
            resolution.cpts.into_iter().map(|cpts| {
                let units: Vec<UnitId> = cpts.units().collect();
                (cpts.id, cpts.name, cpts.stage, units)
            }).collect::<Vec<_>>()
        };
        let in_order: Vec<usize> = (0..12).collect();
        let expected = strip(resolve_text(&table(&in_order), &reference));
        prop_assert_eq!(strip(resolve_text(&table(&order), &reference)), expected);
    }

    #[test]
    fn sizes_and_populations_fit_together(claimed in prop::collection::vec((0..4usize, 0..9usize), 1..30)) {
        let reference = drawn("ABC\nDEF\nGHI");
        let names = ["one", "two", "three", "four"];
        let rows: Vec<String> = claimed.iter()
            .map(|&(cpts, unit)| format!("{},{}", names[cpts], code((b'A' + unit as u8) as char)))
            .collect();
        let resolution = resolve_text(&format!("cpts,insee\n{}", rows.join("\n")), &reference);
        let partition = Partition::new(&reference, &resolution.cpts, |_| true);
        let facts = Facts::measure(&reference);
        let scope = Scope::france(&reference.areas);
        let zones = WhiteZone::find(&reference, &facts, &partition, &scope);
        let cpts: Vec<&Cpts> = resolution.cpts.iter().collect();
        prop_assert!(crate::indicators::Identities::check(&reference, &facts, &scope, &cpts, &partition, &zones).is_ok());
        for territory in territories(&reference, &resolution) {
            let pieces: usize = territory.pieces.iter().map(Vec::len).sum();
            prop_assert_eq!(pieces, territory.units.len());
            prop_assert_eq!(territory.population_exclusive + territory.population_shared, territory.population);
        }
    }
}
