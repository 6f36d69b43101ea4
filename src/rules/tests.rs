//! The schemes of the program against the figures of their sources, and schemes that must be refused.

use std::path::Path;

use proptest::prelude::*;

use super::*;
use FundingReading::{Drafting, Fixed, Printed, Steady};

fn rules(scheme: &str) -> Rules {
    chosen(scheme, Assumptions::default()).unwrap()
}

fn chosen(scheme: &str, assumptions: Assumptions) -> Result<Rules, SettingError> {
    let settings = Settings { scheme: Some(scheme.to_owned()), assumptions, ..Settings::default() };
    Rules::choose(&Schemes::embedded().unwrap(), &settings)
}

fn by_size(rules: &Rules, reading: FundingReading) -> [Option<u64>; SIZES] {
    [1, 2, 3, 4].map(|category| rules.totals(category).get(reading))
}

#[test]
fn the_table_in_force_has_the_four_readings_of_its_source() {
    let rules = Rules::in_force().unwrap();
    assert_eq!(rules.funding().map(|funding| funding.id.as_str()), Some("aci_2024"));
    assert_eq!(by_size(&rules, Printed), [287_500, 382_500, 487_500, 580_000].map(Some));
    assert_eq!(by_size(&rules, Steady), [237_500, 312_500, 397_500, 480_000].map(Some));
    assert_eq!(by_size(&rules, Drafting), [250_000, 330_000, 420_000, 505_000].map(Some));
    assert_eq!(by_size(&rules, Fixed), [165_000, 215_000, 275_000, 330_000].map(Some));
}

#[test]
fn a_size_up_and_a_merger_of_two_are_worth_what_the_domain_says() {
    let rules = Rules::in_force().unwrap();
    let printed = |population| rules.assess(population).funding.get(Printed).unwrap() as i64;
    let step = |threshold| printed(threshold) - printed(threshold - 1);
    assert_eq!([step(40_000), step(80_000), step(175_001)], [95_000, 105_000, 92_500]);
    let merger = |population| printed(2 * population) - 2 * printed(population);
    assert_eq!([merger(39_000), merger(79_000), merger(170_000)], [-192_500, -277_500, -395_000]);
}

#[test]
fn euros_per_inhabitant_fall_within_a_size_and_jump_at_each_threshold() {
    let rules = Rules::in_force().unwrap();
    let per_inhabitant =
        |population: u64| rules.assess(population).funding.get(Printed).unwrap() as f64 / population as f64;
    for (first, last) in [(10_000, 39_999), (40_000, 79_999), (80_000, 175_000), (175_001, 400_000)] {
        assert!(per_inhabitant(first) > per_inhabitant(last));
    }
    for first in [40_000, 80_000, 175_001] {
        assert!(per_inhabitant(first) > per_inhabitant(first - 1));
    }
}

#[test]
fn the_draft_of_april_2019_has_its_own_sizes_and_totals_and_no_crisis_to_tell_readings_apart() {
    let rules = rules("cnam_avril_2019");
    assert_eq!([69_999, 70_000, 250_000, 250_001].map(|p| rules.sizes().size(p).category), [2, 3, 3, 4]);
    let printed = [175_000, 230_000, 300_000, 360_000].map(Some);
    assert_eq!([Printed, Drafting, Steady].map(|reading| by_size(&rules, reading)), [printed; 3]);
    assert_eq!(by_size(&rules, Fixed), [112_500, 145_000, 187_500, 225_000].map(Some));
}

#[test]
fn what_is_not_known_of_the_text_signed_in_2019_stays_unknown() {
    let rules = rules("aci_2019_signe");
    assert_eq!(by_size(&rules, Printed), [Some(185_000), None, None, Some(380_000)]);
    assert_eq!([Drafting, Steady, Fixed].map(|reading| by_size(&rules, reading)), [[None; 4]; 3]);
    let lines = |population, reading| {
        let amounts = rules.amounts(rules.sizes().size(population), reading);
        amounts.iter().map(|line| (line.fixed, line.variable, line.total)).collect::<Vec<_>>()
    };
    assert_eq!(lines(1, Printed), [(None, None, None); 6]);
    let whole = [90_000, 80_000, 100_000, 40_000, 40_000, 30_000].map(|total| (None, None, Some(total)));
    assert_eq!(lines(200_000, Printed), whole);
}

#[test]
fn optional_missions_and_results_count_in_every_reading_but_the_printed_one() {
    let optional = OptionalMissions::Only([].into());
    let rules = chosen("aci_2024", Assumptions { optional, results: "80".parse().unwrap() }).unwrap();
    assert_eq!(by_size(&rules, Printed), [287_500, 382_500, 487_500, 580_000].map(Some));
    // Size 1: 50,000 + (55,000 + 20,000) + (25,000 + 20,000) + (10,000 + 8,000) + 12,500.
    assert_eq!(rules.totals(1).get(Steady), Some(200_500));
    assert_eq!(rules.totals(1).get(Drafting), Some(213_000));
    assert_eq!(rules.totals(1).get(Fixed), Some(165_000 - 12_500));
    let optional = OptionalMissions::Only(["accompagnement_ps".to_owned()].into());
    let rules = chosen("aci_2024", Assumptions { optional, ..Assumptions::default() }).unwrap();
    assert_eq!(rules.totals(1).get(Steady), Some(237_500 - 15_000));
    assert_eq!(rules.optional().map(|line| line.id.as_str()).collect::<Vec<_>>(), ["accompagnement_ps"]);
}

#[test]
fn a_scheme_is_found_by_its_identifier_or_by_that_of_its_sizes() {
    assert_eq!(rules("aci_2019").funding().map(|funding| funding.id.as_str()), Some("aci_2024"));
    let error = chosen("aci_2030", Assumptions::default()).unwrap_err();
    assert!(error.to_string().contains("\"aci_2030\""), "{error}");
    assert!(error.to_string().ends_with("aci_2019, aci_2019_signe, aci_2024, cnam_avril_2019"), "{error}");
    let core = OptionalMissions::Only(["parcours".to_owned()].into());
    let core = Assumptions { optional: core, ..Assumptions::default() };
    let error = chosen("aci_2024", core).unwrap_err().to_string();
    assert!(error.contains("\"parcours\"") && error.ends_with("qualite_pertinence, accompagnement_ps"), "{error}");
}

#[test]
fn the_convention_moves_80_000_exactly_and_its_funding() {
    let upper = Rules::in_force().unwrap();
    let lower = upper.with_other_convention();
    let printed = |rules: &Rules| rules.assess(80_000).funding.get(Printed);
    assert_eq!([printed(&upper), printed(&lower)], [Some(487_500), Some(382_500)]);
    assert_eq!(lower.with_other_convention(), upper);
}

#[test]
fn a_sum_with_an_unknown_amount_is_unknown_in_that_reading_only() {
    let rules = rules("aci_2019_signe");
    let sum = Totals::sum([rules.totals(1), rules.totals(4)]);
    assert_eq!([sum.get(Printed), sum.get(Steady)], [Some(565_000), None]);
    assert_eq!(Totals::sum([]).get(Fixed), Some(0));
}

#[test]
fn the_file_of_the_domain_gives_the_same_amounts() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/domain/schemes.toml");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("skipped: {} is not there", path.display());
        return;
    };
    let (given, ours) = (Schemes::parse(&text).unwrap(), Schemes::embedded().unwrap());
    let sizes = |schemes: &Schemes| {
        schemes.all_sizes().map(|it| (it.id.clone(), it.status, *it.thresholds())).collect::<Vec<_>>()
    };
    assert_eq!(sizes(&given), sizes(&ours));
    let lines = |schemes: &Schemes| {
        let line = |it: &FundingLine| (it.id.clone(), it.kind, it.parts, it.deadlines);
        let scheme = |it: &FundingScheme| {
            (it.id.clone(), it.sizes.clone(), it.printed_total, it.lines.iter().map(line).collect::<Vec<_>>())
        };
        schemes.all_funding().map(scheme).collect::<Vec<_>>()
    };
    assert_eq!(lines(&given), lines(&ours));
    assert_eq!(given.in_force().1.map(|it| &it.id), ours.in_force().1.map(|it| &it.id));
}

/// A file with one scheme of each kind, in which a test breaks something.
const SOUND: &str = r#"
[sizes.s]
status = "en_vigueur"
upper_bounds = [10, 20, 30]
boundary_goes_to = ["upper", "ambiguous", "lower"]

[funding.f]
sizes = "s"
status = "en_vigueur"
printed_total = [36, 46, 56, 66]

[[funding.f.line]]
id = "running"
kind = "fonctionnement"
fixe = [10, 20, 30, 40]

[[funding.f.line]]
id = "mission"
kind = "socle"
fixe = [5, 5, 5, 5]
variable = [6, 6, 6, 6]
printed_total = [11, 11, 11, 11]
months = [6, 18]

[[funding.f.line]]
id = "crisis"
kind = "optionnel"
fixe_redaction = [8, 8, 8, 8]
fixe_mise_a_jour = [4, 4, 4, 4]
variable_si_crise = [7, 7, 7, 7]
"#;

#[test]
fn a_malformed_scheme_is_refused_with_scheme_line_and_figure() {
    assert!(Schemes::parse(SOUND).is_ok());
    for (from, to, expected) in [
        ("[10, 20, 30]\nb", "[10, 30, 20]\nb", "sizes.s.upper_bounds: 20 comes after 30; thresholds must go up"),
        ("[10, 20, 30]\nb", "[0, 20, 30]\nb", "sizes.s.upper_bounds: 0 comes after 0"),
        ("[10, 20, 30]\nb", "[10, 20]\nb", "sizes.s.upper_bounds: 2 values; 3 expected"),
        (", \"lower\"]", "]", "sizes.s.boundary_goes_to: 2 values; 3 expected"),
        ("\"lower\"", "\"below\"", "unknown variant `below`"),
        ("= \"en_vigueur\"\nupper", "= \"remplace\"\nupper", "sizes: exactly one scheme must have status"),
        ("= \"en_vigueur\"\nprinted", "= \"remplace\"\nprinted", "funding: exactly one scheme must have status"),
        ("sizes = \"s\"", "sizes = \"t\"", "funding.f.sizes: no size scheme \"t\"; there are: s"),
        (
            "sizes = \"s\"",
            "sizes = \"s\"\ntext_date = \"2019-02-30\"",
            "funding.f.text_date: \"2019-02-30\" is not a day",
        ),
        ("[36, 46", "[36, 47", "funding.f, size 2: the lines make 46 euros, but the printed total is 47"),
        ("[36, 46, 56, 66]", "[36]", "funding.f, line total, printed_total: 1 amounts; 4 expected"),
        (
            "[11, 11, 11, 11]",
            "[11, 11, 12, 11]",
            "line mission, size 3: fixed and variable parts make 11 euros, but 12",
        ),
        ("[10, 20, 30, 40]", "[10, 20, 30]", "funding.f, line running, fixe: 3 amounts; 4 expected"),
        ("[10, 20, 30, 40]", "[10, 20, 30, 5000000000]", "line running: 5000000000 euros is no yearly amount"),
        ("[10, 20, 30, 40]", "[10, 20, 30, -40]", "invalid value: integer `-40`"),
        ("[10, 20, 30, 40]", "[10, 20, 30, 40.5]", "invalid type: floating point `40.5`"),
        ("fixe_mise_a_jour = [4, 4, 4, 4]\n", "", "funding.f, line crisis: give fixe, fixe with variable"),
        ("fixe = [5, 5, 5, 5]\n", "", "funding.f, line mission: give fixe, fixe with variable"),
        ("id = \"crisis\"", "id = \"mission\"", "funding.f, line mission: given twice"),
        ("[6, 18]", "[18, 6]", "funding.f, line mission, months: [18, 6]; two months expected"),
        ("[6, 18]", "[6]", "funding.f, line mission, months: [6]; two months expected"),
        ("kind = \"optionnel\"", "kind = \"facultatif\"", "unknown variant `facultatif`"),
        ("variable = ", "varable = ", "unknown field `varable`"),
        ("printed_total = [36, 46, 56, 66]", "t1_total = 36", "funding.f: give amounts by [[line]]"),
        ("[sizes.s]", "[sizes.s", "expected"),
    ] {
        assert_eq!(SOUND.matches(from).count(), 1, "{from}");
        let error = Schemes::parse(&SOUND.replace(from, to)).unwrap_err().to_string();
        assert!(error.contains(expected), "{from} -> {to}: {error}");
    }
}

#[test]
fn amounts_given_by_size_need_a_described_line_and_a_total_that_fits() {
    let with = |amounts: &str| Schemes::parse(&format!("{SOUND}\n[funding.g]\nsizes = \"s\"\n{amounts}"));
    let error = |amounts| with(amounts).unwrap_err().to_string();
    assert!(with("t4 = { running = 40, mission = 2, total = 42 }\nt1_total = 7").is_ok());
    assert!(
        error("t4 = { walking = 40 }").contains("funding.g.t4: no scheme describes a [[line]] of the id \"walking\"")
    );
    assert!(error("t4 = { running = 40, total = 41 }").contains("funding.g, size 4: the lines make 40 euros"));
    assert!(error("t4 = { total = 41 }\nt4_total = 42").contains("funding.g, size 4"));
    assert!(error("t4 = { running = 4000000000 }").contains("line running: 4000000000 euros"));
}

#[test]
fn a_file_with_sizes_alone_gives_sizes_and_no_amounts() {
    let sizes = SOUND.split("[funding.f]").next().unwrap();
    let rules = Rules::choose(&Schemes::parse(sizes).unwrap(), &Settings::default()).unwrap();
    assert_eq!(rules.assess(25).size.map(|size| size.category), Some(3));
    assert_eq!(FundingReading::ALL.map(|reading| rules.assess(25).funding.get(reading)), [None; 4]);
}

proptest! {
    #[test]
    fn readings_go_up_from_the_fixed_parts_to_the_printed_maximum(
        population in 0u64..400_000,
        scheme in prop::sample::select(vec!["aci_2024", "cnam_avril_2019", "aci_2019_signe"]),
        hundredths in 0u16..=10_000,
        optional in prop::sample::subsequence(vec!["qualite_pertinence", "accompagnement_ps"], 0..=2),
    ) {
        let results = format!("{}.{:02}", hundredths / 100, hundredths % 100).parse().unwrap();
        let known: Vec<String> = Schemes::embedded().unwrap().funding(scheme).unwrap().optional().map(|line| line.id.clone()).collect();
        let optional = OptionalMissions::Only(optional.into_iter().map(str::to_owned).filter(|id| known.contains(id)).collect());
        let rules = chosen(scheme, Assumptions { optional, results }).unwrap();
        let funding = rules.assess(population).funding;
        let known: Vec<u64> = FundingReading::ALL.iter().filter_map(|&reading| funding.get(reading)).collect();
        prop_assert!(known.is_sorted());
        for reading in FundingReading::ALL {
            let lines = rules.amounts(rules.sizes().size(population), reading);
            let sum: Option<u64> = lines.iter().map(|line| line.total).sum();
            // Lines sum to their total wherever all are known, whatever was rounded.
            prop_assert!(sum.is_none() || sum == funding.get(reading));
            for line in lines {
                let parts = line.fixed.zip(line.variable).map(|(fixed, variable)| fixed + variable);
                prop_assert!(parts.is_none() || parts == line.total);
            }
        }
    }

    #[test]
    fn a_larger_population_never_brings_less(a in 0u64..400_000, b in 0u64..400_000) {
        let rules = Rules::in_force().unwrap();
        let funding = |population| FundingReading::ALL.map(|reading| rules.assess(population).funding.get(reading));
        prop_assert!(funding(a.min(b)) <= funding(a.max(b)));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC*") {
        let _ = Schemes::parse(&text);
        let _ = Schemes::parse(&format!("{SOUND}{text}"));
    }
}
