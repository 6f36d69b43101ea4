//! Envelopes, the threshold watch and deadlines on drawn references (see [`crate::reference::sample`]).

use proptest::prelude::*;

use super::*;
use crate::reference::sample::{code, drawn};
use crate::reference::{Area, Reference, Scope, UnitId};
use crate::rules::{Assumptions, FundingReading, Rules, Schemes, Settings, Totals};
use crate::territory::tests::resolve_text;
use crate::territory::{Cpts, Facts, Partition, Resolution, StageSet, Territory, WhiteZone};
use FundingReading::{Printed, Steady};

/// A drawing with inhabitants for some letters; capitals from `Q` on lie in a department of their own, 03, of region 11.
fn reference(drawing: &str, populations: &[(char, impl Into<Option<u32>> + Copy)]) -> Reference {
    let mut reference = drawn(drawing);
    reference.areas.departments.push(Area { code: "03".into(), name: "Trois".into() });
    for unit in &mut reference.units {
        if unit.region == 0 && unit.code >= code('Q') {
            unit.department = 2;
        }
        let given = populations.iter().find(|(letter, _)| code(*letter) == unit.code);
        unit.population = given.map_or(unit.population, |&(_, population)| population.into());
    }
    reference
}

/// No figure but those of the drawing.
const NONE: &[(char, u32)] = &[];

/// Everything that envelopes are made of; CPTS whose name begins with a capital are signed.
struct Case {
    reference: Reference,
    cpts: Vec<Cpts>,
    territories: Vec<Territory>,
    zones: Vec<WhiteZone>,
    scope: Scope,
    rules: Rules,
}

impl Case {
    fn new(reference: Reference, claims: &[(&str, &str)], scope: &[&str]) -> Self {
        let stage =
            |cpts: &str| if cpts.starts_with(|first: char| first.is_uppercase()) { "ACI" } else { "pré-projet" };
        let row = |(cpts, units): &(&str, &str)| {
            units.chars().map(|unit| format!("{cpts},{},{}\n", stage(cpts), code(unit))).collect::<String>()
        };
        let text = format!("cpts,stade,insee\n{}", claims.iter().map(row).collect::<String>());
        let Resolution { cpts, .. } = resolve_text(&text, &reference);
        let wanted: Vec<String> = scope.iter().map(ToString::to_string).collect();
        let scope = Scope::parse(&reference.areas, &wanted).unwrap();
        let (facts, rules) = (Facts::measure(&reference), Rules::in_force().unwrap());
        let partition = Partition::new(&reference, &cpts, |_| true);
        let territories = Territory::all(&reference, &facts, &cpts, &partition, rules.sizes());
        let zones = WhiteZone::find(&reference, &facts, &partition, &scope);
        Self { reference, cpts, territories, zones, scope, rules }
    }

    fn envelopes(&self) -> Vec<Envelope> {
        let ground = Ground {
            reference: &self.reference,
            scope: &self.scope,
            rules: &self.rules,
            cpts: &self.cpts,
            territories: &self.territories,
        };
        ground.envelopes(StageSet::Tous, &self.zones)
    }

    fn rates(&self) -> Rates {
        let facts = Facts::measure(&self.reference);
        Rates::compute(&self.reference, &facts, &self.scope, &self.cpts, &self.territories, 4).unwrap()
    }

    /// Sizes of the CPTS of a place, by situation; all stages.
    fn sizes(&self, place: Place) -> Vec<(Situation, [u64; 4])> {
        let here = self.envelopes().into_iter().filter(|it| it.place == place && it.stages == StageSet::Tous);
        here.map(|it| (it.situation, it.cpts_by_size)).collect()
    }
}

#[test]
fn a_cpts_over_departments_counts_whole_where_most_of_its_inhabitants_live() {
    let case = Case::new(reference("AQR", &[('A', 30_000), ('Q', 20_000), ('R', 20_000)]), &[("One", "AQR")], &[]);
    let here = |place| case.sizes(place).first().map(|it| it.1);
    assert_eq!(here(Place::Department(2)), Some([0, 1, 0, 0]));
    assert_eq!(here(Place::Department(0)), Some([0, 0, 0, 0]));
    assert_eq!(here(Place::Region(0)), Some([0, 1, 0, 0]));
    // As many here and there: the lowest code.
    let equal = Case::new(reference("AQ", NONE), &[("One", "AQ")], &[]);
    assert_eq!(home(&equal.reference, [(0, 500), (1, 500)].into_iter()), (0, 0));
}

#[test]
fn a_cpts_at_home_outside_the_scope_counts_elsewhere() {
    let case = Case::new(reference("Aa", &[('a', 50_000)]), &[("One", "Aa")], &["11"]);
    assert_eq!(case.sizes(Place::Whole)[0].1, [0, 0, 0, 0]);
    assert_eq!(case.sizes(Place::Elsewhere)[0].1, [0, 1, 0, 0]);
    assert_eq!(Case::new(reference("Aa", NONE), &[("One", "A")], &["11"]).sizes(Place::Elsewhere), []);
}

#[test]
fn each_stage_set_has_its_envelope() {
    let case = Case::new(reference("AB", NONE), &[("One", "A"), ("two", "B")], &[]);
    let whole = |set| {
        let is = |it: &Envelope| it.place == Place::Whole && it.stages == set && it.situation == Situation::Now;
        case.envelopes().into_iter().find(is).and_then(|it| it.funding.get(Printed))
    };
    assert_eq!(StageSet::ALL.map(whole), [287_500, 287_500, 287_500, 575_000].map(Some));
}

#[test]
fn a_white_zone_joins_the_neighbour_with_the_longest_border_or_stands_alone() {
    // X meets two on one side, and one on three.
    let case = Case::new(
        reference("AAA\nAXB\nAAA", &[('A', 30_000), ('B', 39_999), ('X', 10_000)]),
        &[("One", "A"), ("two", "B")],
        &[],
    );
    assert_eq!(
        case.sizes(Place::Whole),
        [(Situation::Now, [2, 0, 0, 0]), (Situation::ZonesJoined, [1, 1, 0, 0]), (Situation::ZonesAlone, [3, 0, 0, 0]),]
    );
}

#[test]
fn a_white_zone_without_a_neighbour_of_its_region_stands_alone_in_both() {
    let case = Case::new(reference("Aa.X", NONE), &[("One", "a")], &[]);
    let sizes: Vec<u64> = case.sizes(Place::Region(0)).iter().map(|(_, sizes)| sizes[0]).collect();
    assert_eq!(sizes, [0, 2, 2]);
}

#[test]
fn an_envelope_with_an_unknown_amount_is_unknown_and_says_of_how_many() {
    let mut case = Case::new(reference("AB", &[('B', 60_000)]), &[("One", "A"), ("two", "B")], &[]);
    let settings = Settings { scheme: Some("aci_2019_signe".into()), ..Settings::default() };
    case.rules = Rules::choose(&Schemes::embedded().unwrap(), &settings).unwrap();
    let whole = case.envelopes().into_iter().find(|it| it.stages == StageSet::Tous).unwrap();
    assert_eq!((whole.unknown, whole.funding.get(Printed)), (2, None));
    let signed = case.envelopes().into_iter().find(|it| it.stages == StageSet::Aci).unwrap();
    assert_eq!((signed.unknown, signed.funding.get(Printed), signed.funding.get(Steady)), (1, Some(185_000), None));
}

#[test]
fn the_watch_names_thresholds_the_convention_and_other_populations() {
    let case = Case::new(
        reference("ABCD", &[('A', 79_000), ('B', 80_000), ('C', 20_000), ('D', 20_000)]),
        &[("One", "A"), ("two", "B"), ("x", "C"), ("y", "D")],
        &[],
    );
    let mut figures: Vec<Option<u32>> = case.reference.units.iter().map(|unit| unit.population).collect();
    figures[0] = Some(81_000);
    figures[2] = Some(41_000);
    figures[3] = None;
    let other = OtherPopulation { label: "PTOT 2023".into(), figures };
    let alerts = size_alerts(&case.rules, &case.cpts, &case.territories, &[other]);
    let told = |it: &SizeAlert| (case.cpts[it.cpts as usize].id.as_str(), it.reason.key(), it.category);
    assert_eq!(
        alerts.iter().map(told).collect::<Vec<_>>(),
        [
            ("One", "proximite", Some(3)),
            ("One", "population", Some(3)),
            ("two", "proximite", Some(2)),
            ("two", "convention", Some(2)),
            ("x", "population", Some(2)),
            ("y", "population", None),
        ]
    );
    let effect = |it: &SizeAlert| it.effect(&case.rules, &case.territories[it.territory], Printed);
    assert_eq!(
        alerts.iter().map(effect).collect::<Vec<_>>(),
        [Some(105_000), Some(105_000), Some(-105_000), Some(-105_000), Some(95_000), None]
    );
}

#[test]
fn a_figure_that_neither_population_has_changes_nothing() {
    let mut reference = reference("AB", &[('A', 20_000)]);
    reference.units[1].population = None;
    let case = Case::new(reference, &[("One", "AB")], &[]);
    let same = OtherPopulation::of(&case.reference);
    assert_eq!(same.label, "PMUN 2023");
    assert_eq!(size_alerts(&case.rules, &case.cpts, &case.territories, &[same]), []);
}

#[test]
fn a_cpts_with_a_unit_of_unknown_population_has_no_size_and_its_envelope_no_amount() {
    let mut reference = reference("AB.X", &[('A', 79_000), ('B', 50_000)]);
    let unknown = reference.find(code('A')).unwrap();
    let unknown_zone = reference.find(code('X')).unwrap();
    reference.units[unknown as usize].population = None;
    let known = reference.clone();
    reference.units[unknown_zone as usize].population = None;
    let case = Case::new(reference, &[("One", "A"), ("Two", "B")], &[]);
    let sizes: Vec<Option<u8>> = case.territories.iter().map(|it| it.size.map(|size| size.category)).collect();
    assert_eq!((sizes, case.territories[0].whole_population()), (vec![None, Some(2)], None));
    assert_eq!(size_alerts(&case.rules, &case.cpts, &case.territories, &[]), []);
    let whole: Vec<Envelope> = case.envelopes().into_iter().filter(|it| it.place == Place::Whole).collect();
    let told = |it: &Envelope| (it.cpts(), it.unsized_cpts, it.unknown, it.funding.get(Printed));
    assert!(whole.iter().filter(|it| it.situation == Situation::Now).all(|it| told(it) == (2, 1, 1, None)));
    assert!(whole.iter().filter(|it| it.situation != Situation::Now).all(|it| told(it) == (3, 2, 2, None)));
    // Another population may know what this one does not.
    let mut figures: Vec<Option<u32>> = case.reference.units.iter().map(|unit| unit.population).collect();
    figures[unknown as usize] = Some(41_000);
    let other = OtherPopulation { label: "PTOT 2023".into(), figures };
    let alerts = size_alerts(&case.rules, &case.cpts, &case.territories, &[other]);
    assert_eq!(alerts.iter().map(|it| (it.reason.key(), it.category)).collect::<Vec<_>>(), [("population", Some(2))]);
    assert_eq!(alerts[0].effect(&case.rules, &case.territories[0], Printed), None);
    let rates = Case::new(known, &[("One", "A"), ("Two", "B")], &[]).rates();
    assert_eq!(rates.whole(StageSet::Tous).unwrap().cpts_by_size, [0, 1, 0, 0, 1]);
}

#[test]
fn contracts_without_a_day_of_signature_have_no_schedule() {
    let signed = "2024-03-01".parse().unwrap();
    let rules = Rules::in_force().unwrap();
    let schedules = Schedule::all(rules.funding(), [(0, None), (1, Some(signed))].into_iter());
    assert_eq!(schedules.iter().map(|it| (it.cpts, it.due.len())).collect::<Vec<_>>(), [(1, 8)]);
    let past = |day: &str| schedules[0].past(day.parse().unwrap()).count();
    assert_eq!(["2024-09-01", "2024-09-02", "2025-03-02", "2026-03-02"].map(past), [0, 2, 4, 8]);
}

proptest! {
    #[test]
    fn departments_sum_to_regions_and_these_with_elsewhere_to_the_cpts_of_the_report(
        claimed in prop::collection::vec((0..5usize, 0..12usize), 1..24),
        populations in prop::collection::vec(prop::option::weighted(0.9, 0u32..120_000), 12),
        scope in prop::sample::select(vec![vec![], vec!["11"], vec!["32"]]),
        scheme in prop::sample::select(vec!["aci_2024", "cnam_avril_2019"]),
    ) {
        let letters = ['A', 'B', 'C', 'D', 'Q', 'R', 'S', 'T', 'a', 'b', 'c', 'd'];
        let populations: Vec<(char, Option<u32>)> = letters.into_iter().zip(populations).collect();
        let names = ["One", "Two", "three", "Four", "five"];
        let claims: Vec<(&str, String)> =
            claimed.iter().map(|&(cpts, unit)| (names[cpts], letters[unit].to_string())).collect();
        let claims: Vec<(&str, &str)> = claims.iter().map(|(cpts, unit)| (*cpts, unit.as_str())).collect();
        let mut case = Case::new(reference("ABQa\nCRSb\nDTcd", &populations), &claims, &scope);
        let settings = Settings {
            scheme: Some(scheme.into()), assumptions: Assumptions::default(), ..Settings::default()
        };
        case.rules = Rules::choose(&Schemes::embedded().unwrap(), &settings).unwrap();
        let envelopes = case.envelopes();
        for (set, situation) in envelopes.iter().map(|it| (it.stages, it.situation)) {
            let of = |counts: &dyn Fn(Place) -> bool| {
                let these = || envelopes.iter().filter(|it| it.stages == set && it.situation == situation && counts(it.place));
                (
                    Totals::sum(these().map(|it| it.funding)),
                    these().map(Envelope::cpts).sum::<u64>(),
                    these().map(|it| it.population).sum::<u64>(),
                )
            };
            prop_assert_eq!(of(&|place| matches!(place, Place::Department(_))), of(&|place| place == Place::Whole));
            prop_assert_eq!(of(&|place| matches!(place, Place::Region(_))), of(&|place| place == Place::Whole));
            for region in 0..2 {
                let of_region = |place: Place| matches!(place, Place::Department(it) if u32::from(it == 1) == region);
                prop_assert_eq!(of(&of_region), of(&|place| place == Place::Region(region)));
            }
            let all = of(&|place| matches!(place, Place::Whole | Place::Elsewhere));
            if situation == Situation::Now {
                let in_scope = |it: &&Territory| it.regions.iter().any(|region| case.scope.regions.contains(region));
                let counts = |it: &&Territory| set.holds(case.cpts[it.cpts as usize].stage);
                let here = || case.territories.iter().filter(in_scope).filter(counts);
                let funding = Totals::sum(here().map(|it| case.rules.assess(it.whole_population()).funding));
                prop_assert_eq!(all, (funding, here().count() as u64, here().map(|it| it.population).sum::<u64>()));
            } else {
                // At full coverage, everybody in the scope is served at least once.
                let everybody: u64 = (0..case.reference.units.len() as UnitId)
                    .map(|unit| case.reference.unit(unit))
                    .filter(|unit| case.scope.holds(unit))
                    .map(|unit| u64::from(unit.population.unwrap_or(0)))
                    .sum();
                prop_assert!(all.2 >= everybody);
            }
        }
    }
}
