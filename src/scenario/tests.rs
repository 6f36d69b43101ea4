//! Steps and differences on drawn references (see [`crate::reference::sample`]): every unit has 100 inhabitants.

use super::*;
use crate::reference::sample::{code, drawn};
use crate::reference::{Reference, Scope, UnitId};
use crate::rules::{FundingReading, Rules, Schemes, Settings};
use crate::territory::{Claim, Cpts, Stage, StageSet};

fn cpts(id: &str, letters: &str, reference: &Reference) -> Cpts {
    let mut units: Vec<UnitId> = letters.chars().map(|letter| reference.find(code(letter)).unwrap()).collect();
    units.sort_unstable();
    let claim = Claim::of_whole;
    let claims = units.into_iter().map(claim).collect();
    Cpts { id: id.into(), name: id.into(), stage: Some(Stage::Aci), signed: None, contacts: Vec::new(), claims }
}

fn state<'a>(reference: &'a Reference, rules: &'a Rules, lines: &[(&str, &str)]) -> State<'a> {
    let mut all: Vec<Cpts> = lines.iter().map(|(id, letters)| cpts(id, letters, reference)).collect();
    all.sort_by(|a, b| a.id.cmp(&b.id));
    State::new(reference, rules, StageSet::Tous, all)
}

/// Who claims what, as letters.
fn letters(state: &State) -> Vec<String> {
    let letter = |unit: &UnitId| state.reference.unit(*unit).name.replace("Commune ", "");
    let of = |(cpts, figures): (&Cpts, &Figures)| {
        format!("{} {}", cpts.id, figures.units.iter().map(letter).collect::<String>())
    };
    state.cpts.iter().zip(&state.figures).map(of).collect()
}

fn codes(letters: &str) -> Vec<String> {
    letters.chars().map(|letter| code(letter).to_string()).collect()
}

fn moved(letters: &str, to: &str) -> Step {
    Step::Move { places: codes(letters).into_iter().map(Place::whole).collect(), to: to.into() }
}

#[test]
fn units_that_move_leave_whoever_claims_them() {
    let (reference, rules) = (drawn("ABCD"), Rules::in_force().unwrap());
    let start = state(&reference, &rules, &[("one", "AB"), ("two", "BC")]);
    let (end, refusals) = apply(&start, &[moved("BD", "two")]);
    assert_eq!((letters(&end), refusals), (vec!["one A".into(), "two BCD".into()], vec![None]));
    let (end, _) = apply(&start, &[Step::Add { codes: codes("A"), to: "two".into() }]);
    assert_eq!(letters(&end), ["one AB", "two ABC"]);
    let (end, _) = apply(&start, &[Step::Remove { codes: codes("B"), from: Some("one".into()) }]);
    assert_eq!(letters(&end), ["one A", "two BC"]);
    let (end, _) = apply(&start, &[Step::Remove { codes: codes("AB"), from: None }]);
    assert_eq!(letters(&end), ["two C"]);
}

#[test]
fn cpts_merge_under_a_new_name_and_split_off_units() {
    let (reference, rules) = (drawn("ABCD"), Rules::in_force().unwrap());
    let start = state(&reference, &rules, &[("one", "AB"), ("two", "BC")]);
    let merge = Step::Merge { cpts: vec!["one".into(), "two".into()], name: "both".into() };
    let split = Step::Split { cpts: "both".into(), codes: codes("C"), name: "third".into() };
    let (end, refusals) = apply(&start, &[merge, split]);
    assert_eq!((letters(&end), refusals), (vec!["both AB".into(), "third C".into()], vec![None, None]));
}

#[test]
fn a_merger_under_the_name_of_a_part_takes_the_others_in_and_keeps_its_identity() {
    let (reference, rules) = (drawn("ABCD"), Rules::in_force().unwrap());
    let mut start = state(&reference, &rules, &[("one", "AB"), ("two", "BC"), ("three", "D")]);
    let place = start.find("one").unwrap() as usize;
    start.cpts[place].name = "CPTS Une".into();
    start.cpts[place].signed = "2024-03-01".parse().ok();
    let (kept, two) = (start.cpts[place].clone(), start.find("two").unwrap() as usize);
    start.cpts[two].stage = Some(Stage::PreProjet);
    for name in ["one", "CPTS Une"] {
        let merge = Step::Merge { cpts: vec!["two".into(), "one".into()], name: name.into() };
        let (end, refusals) = apply(&start, &[merge]);
        assert_eq!((letters(&end), refusals), (vec!["one ABC".into(), "three D".into()], vec![None]));
        let one = &end.cpts[end.find("one").unwrap() as usize];
        assert_eq!((&one.name, one.stage, one.signed), (&kept.name, kept.stage, kept.signed));
        let events = difference(&start, &end, &Scope::france(&reference.areas)).lineage.events;
        assert_eq!(events, [Event::Merged { old: vec![place as u32, two as u32], new: 0 }]);
    }
    let taken = Step::Merge { cpts: vec!["two".into(), "one".into()], name: "three".into() };
    assert_eq!(apply(&start, &[taken]).1, [Some(Refusal::NameTaken { name: "three".into() })]);
}

#[test]
fn a_name_in_other_case_is_suggested() {
    let (reference, rules) = (drawn("ABC"), Rules::in_force().unwrap());
    let start = state(&reference, &rules, &[("HDF-1", "A"), ("HDF-2", "B"), ("Été", "C")]);
    for (name, like) in [("hdf-1", "HDF-1"), ("hdf 2", "HDF-2"), ("ETE", "Été")] {
        let expected = Refusal::UnknownCpts { name: name.into(), like: vec![like.into()] };
        assert_eq!(apply(&start, &[moved("A", name)]).1, [Some(expected)]);
    }
}

#[test]
fn other_rules_and_populations_are_told_as_causes_of_sizes_amounts_and_envelopes() {
    let mut reference = drawn("ABC");
    reference.units[0].population = Some(45_000);
    let draft = Settings { scheme: Some("cnam_avril_2019".into()), ..Settings::default() };
    let draft = Rules::choose(&Schemes::embedded().unwrap(), &draft).unwrap();
    let rules = Rules::in_force().unwrap();
    let mut later = reference.clone();
    later.units[0].population = Some(39_000);
    let (old, new) =
        (state(&reference, &draft, &[("one", "A")]), state(&later, &rules, &[("one", "AB"), ("two", "C")]));
    let found = difference(&old, &new, &Scope::france(&reference.areas));
    let effects = &found.changes[0].effects;
    assert_eq!(effects.of_funding(FundingReading::Printed), [Cause::Population, Cause::Rule]);
    assert_eq!(effects.of_size(), [Cause::Population]);
    let printed = found.envelope.map(|totals| totals.get(FundingReading::Printed));
    assert_eq!(printed, [230_000, 230_000 + 175_000, 2 * 175_000, 2 * 287_500].map(Some));
    let same = difference(&old, &old, &Scope::france(&reference.areas));
    assert_eq!((same.envelope, same.homes), ([old.funding(&Scope::france(&reference.areas)); 4], vec![]));
}

#[test]
fn a_cpts_whose_home_leaves_the_scope_is_told_for_its_amount_leaves_the_envelope() {
    // Small letters lie in another region.
    let mut reference = drawn("ABab");
    let unit = |letter| reference.find(code(letter)).unwrap() as usize;
    let (a, b) = (unit('a'), unit('b'));
    reference.units[a].population = Some(10);
    reference.units[b].population = Some(500);
    let rules = Rules::in_force().unwrap();
    let here = Scope::parse(&reference.areas, &["11".to_owned()]).unwrap();
    let (near, far) = (state(&reference, &rules, &[("one", "Aa")]), state(&reference, &rules, &[("one", "Aab")]));
    let found = difference(&near, &far, &here);
    let department = reference.units[b].department;
    assert_eq!(found.homes, [HomeChange { new: 0, department, is_here: false }]);
    assert_eq!(found.funding().map(|totals| totals.get(FundingReading::Printed)), [Some(287_500), Some(0)]);
    let back = difference(&far, &near, &here).homes;
    assert_eq!(back, [HomeChange { new: 0, department: reference.units[0].department, is_here: true }]);
    assert_eq!(difference(&near, &far, &Scope::france(&reference.areas)).homes, []);
}

#[test]
fn a_step_that_cannot_be_carried_out_changes_nothing_and_says_why() {
    let (reference, rules) = (drawn("ABCD"), Rules::in_force().unwrap());
    let start = state(&reference, &rules, &[("CPTS Nord", "AB"), ("CPTS Sud", "C")]);
    let unit = |letter| reference.find(code(letter)).unwrap();
    let steps = [
        moved("A", "CPTS du Nord"),
        Step::Move { places: vec![Place::whole("99999")], to: "CPTS Nord".into() },
        moved("AB", "CPTS Nord"),
        Step::Remove { codes: codes("C"), from: Some("CPTS Nord".into()) },
        Step::Split { cpts: "CPTS Sud".into(), codes: codes("C"), name: "Neuf".into() },
        Step::Merge { cpts: vec!["CPTS Sud".into(), "CPTS Sud".into()], name: "Neuf".into() },
        Step::Split { cpts: "CPTS Nord".into(), codes: codes("A"), name: "CPTS Sud".into() },
    ];
    let (end, refusals) = apply(&start, &steps);
    assert_eq!(letters(&end), letters(&start));
    let expected = [
        Refusal::UnknownCpts { name: "CPTS du Nord".into(), like: vec!["CPTS Nord".into()] },
        Refusal::UnknownCode { code: "99999".into() },
        Refusal::AlreadyThere { cpts: "CPTS Nord".into() },
        Refusal::NotThere { unit: unit('C'), cpts: Some("CPTS Nord".into()) },
        Refusal::NothingLeft { cpts: "CPTS Sud".into() },
        Refusal::Twice { cpts: "CPTS Sud".into() },
        Refusal::NameTaken { name: "CPTS Sud".into() },
    ];
    assert_eq!(refusals, expected.map(Some));
}

#[test]
fn a_cpts_goes_on_under_its_identifier_or_with_half_of_its_units() {
    let (reference, rules) = (drawn("ABCDEFGH"), Rules::in_force().unwrap());
    let events = |old: &[(&str, &str)], new: &[(&str, &str)]| {
        Lineage::of(&state(&reference, &rules, old), &state(&reference, &rules, new)).events
    };
    assert_eq!(events(&[("one", "AB")], &[("one", "CD")]), []);
    assert_eq!(events(&[("one", "ABC")], &[("uno", "ABD")]), [Event::Renamed { old: 0, new: 0 }]);
    assert_eq!(events(&[("one", "AB")], &[("two", "CD")]), [Event::Created { new: 0 }, Event::Ended { old: 0 }]);
    assert_eq!(
        events(&[("one", "AB"), ("two", "CD")], &[("all", "ABCD")]),
        [Event::Merged { old: vec![0, 1], new: 0 }]
    );
    assert_eq!(
        events(&[("one", "AB"), ("two", "CD")], &[("one", "ABCD")]),
        [Event::Merged { old: vec![0, 1], new: 0 }]
    );
    assert_eq!(events(&[("all", "ABCD")], &[("one", "AB"), ("two", "CD")]), [Event::Split { old: 0, new: vec![0, 1] }]);
    assert_eq!(events(&[("all", "ABCD")], &[("all", "AB"), ("two", "CD")]), [Event::Split { old: 0, new: vec![0, 1] }]);
}

#[test]
fn nothing_differs_from_itself() {
    let (reference, rules) = (drawn("ABC\ndef"), Rules::in_force().unwrap());
    let start = state(&reference, &rules, &[("one", "AB"), ("two", "Bd")]);
    assert!(difference(&start, &start, &Scope::france(&reference.areas)).is_empty());
}

#[test]
fn overlaps_and_white_zones_open_and_close() {
    let (reference, rules) = (drawn("ABC\nDEF"), Rules::in_force().unwrap());
    let old = state(&reference, &rules, &[("one", "AB"), ("two", "BC")]);
    let new = state(&reference, &rules, &[("one", "ABD"), ("two", "CD")]);
    let unit = |letter| reference.find(code(letter)).unwrap();
    let found = difference(&old, &new, &Scope::france(&reference.areas));
    assert_eq!((found.overlaps_opened, found.overlaps_closed), (vec![unit('D')], vec![unit('B')]));
    assert_eq!((found.covered[0].covered, found.covered[1].covered), (300, 400));
    let ids: Vec<(String, usize, usize)> =
        found.zones.into_iter().map(|zone| (zone.id, zone.before.len(), zone.after.len())).collect();
    assert_eq!(ids, [(format!("ZB-{}", code('D')), 3, 0), (format!("ZB-{}", code('E')), 0, 2)]);
}

#[test]
fn a_change_of_population_is_told_apart_from_one_of_territory() {
    let (before, rules) = (drawn("ABC"), Rules::in_force().unwrap());
    let mut after = before.clone();
    after.units.iter_mut().for_each(|unit| unit.population = Some(40_000));
    let old = state(&before, &rules, &[("one", "A"), ("two", "C")]);
    let new = state(&after, &rules, &[("one", "AB"), ("two", "C")]);
    let found = difference(&old, &new, &Scope::france(&before.areas));
    let effects: Vec<_> =
        found.changes.iter().map(|change| (change.effects.population, change.effects.of_size())).collect();
    assert_eq!(effects[0], ([100, 79_800, 0], vec![Cause::Population]));
    assert_eq!(effects[1], ([0, 39_900, 0], vec![Cause::Population]));
}

#[test]
fn scripts_hold_steps_or_scenarios_and_say_where_they_are_wrong() {
    let text = "[[scenario]]\nname = \"x\"\nsteps = [{ merge = \"A+B=C\" }, { stage = \"C=ACI signé\" }]\n";
    let found = parse_script(text, "script").unwrap();
    assert_eq!(found[0].steps[1], Step::Stage { cpts: "C".into(), stage: Stage::Aci });
    let single = parse_script("[[step]]\nmove = \"01001=A\"\n", "script").unwrap();
    assert_eq!((single[0].name.as_str(), single[0].steps.len()), ("script", 1));
    let refused = |text| parse_script(text, "script").unwrap_err().to_string();
    assert!(
        refused("[[step]]\nmove = \"01001\"\n")
            .contains("step 1: \"01001\" is not of the form CODE[/PART][,CODE]=CPTS")
    );
    assert!(refused("[[step]]\nstage = \"A=signé peut-être\"\n").contains("is no stage"));
    assert!(refused("[[step]]\nmove = \"1=A\"\nadd = \"1=A\"\n").contains("one of move, add"));
    assert!(refused("x = 1").contains("unknown field"));
    assert_eq!(refused(""), "the file has no step: write [[step]], or [[scenario]] with steps");
}

#[test]
fn steps_are_written_as_they_are_read() {
    assert_eq!(
        Step::parse_split("A:1,2=B = C").unwrap_err().to_string(),
        "\"A:1,2=B = C\" is not of the form CPTS:CODE[,CODE]=NAME"
    );
    assert_eq!(Step::parse_split("CPTS A: 01001, 01002 = B").unwrap().to_string(), "split CPTS A:01001,01002=B");
    assert_eq!(Step::parse_remove("01001").unwrap().to_string(), "remove 01001");
    assert!(Step::parse_merge("A=B").is_err());
}

#[test]
fn an_overlap_has_four_ways_out() {
    // B and C are claimed by both; B touches one's A, C touches two's D.
    let (reference, rules) = (drawn("ABCD"), Rules::in_force().unwrap());
    let start = state(&reference, &rules, &[("one", "ABC"), ("two", "BCD")]);
    let facts = crate::territory::Facts::measure(&reference);
    let ground =
        Ground { reference: &reference, facts: &facts, rules: &rules, cpts: &start.cpts, partition: &start.partition };
    let unit = |letter| reference.find(code(letter)).unwrap();
    let found = ground.ways_out(&[unit('B'), unit('C')]);
    let populations: Vec<(WayOut, [Option<u64>; 2])> = found
        .iter()
        .map(|it| (it.way, [0, 1].map(|side: usize| it.touched[side].after.as_ref().map(|figures| figures.population))))
        .collect();
    let expected = [
        (WayOut::ToFirst, [Some(300), Some(100)]),
        (WayOut::ToSecond, [Some(100), Some(300)]),
        (WayOut::ByBorder, [Some(200), Some(200)]),
        (WayOut::Merger, [Some(400), None]),
    ];
    assert_eq!(populations, expected);
    assert_eq!(found[2].to_first, [unit('B')]);
    assert!(found.iter().all(|it| it.conflict == crate::territory::Conflict::Contracts));
}

#[test]
fn two_sources_agree_where_the_same_cpts_claims_a_unit_under_whatever_name() {
    let (reference, rules) = (drawn("ABCDE"), Rules::in_force().unwrap());
    let first = state(&reference, &rules, &[("one", "ABC"), ("two", "D")]);
    let second = state(&reference, &rules, &[("uno", "AB"), ("two", "CDE")]);
    let found = Comparison::of(&first, &second, &Scope::france(&reference.areas));
    assert_eq!((found.renamed, found.alone), (vec![(0, 1)], [vec![], vec![]]));
    assert_eq!((found.claimed, found.agreed), ((5, 500), (3, 300)));
    let told: Vec<_> = found.disagreements.iter().map(|it| (it.unit, it.nature, it.stake)).collect();
    assert_eq!(told, [(2, Nature::OtherCpts, 100), (4, Nature::OnlySecond, 100)]);
}

#[test]
fn a_source_agrees_with_itself() {
    let (reference, rules) = (drawn("ABCDE"), Rules::in_force().unwrap());
    let state = state(&reference, &rules, &[("one", "ABC"), ("two", "CD")]);
    let found = Comparison::of(&state, &state, &Scope::france(&reference.areas));
    assert_eq!((found.claimed, found.agreed, found.disagreements), ((4, 400), (4, 400), vec![]));
}
