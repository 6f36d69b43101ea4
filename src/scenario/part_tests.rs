//! Parts that move: on a drawn reference, where every unit has 100 inhabitants.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::reference::sample::{code, drawn};
use crate::reference::{Reference, Scope, UnitId};
use crate::rules::Rules;
use crate::territory::{Claim, Cpts, Details, Part, StageSet, Status, joined};

const PARTS: [&str; 4] = ["Nord", "Sud", "Est", "010650101"];
const CPTS: [&str; 3] = ["one", "two", "three"];

fn claim(unit: UnitId, parts: &[(&str, u64)]) -> Claim {
    let row = |&(part, population): &(&str, u64)| Details {
        part: part.into(),
        part_population: population.to_string(),
        ..Details::default()
    };
    let mut details: Vec<Details> = parts.iter().map(row).collect();
    details.sort();
    let mut parts: Vec<Part> = parts.iter().map(|&(name, population)| Part { name: name.into(), population }).collect();
    parts.sort();
    Claim { details, parts, ..Claim::of_whole(unit) }
}

fn cpts(id: &str, claims: Vec<Claim>) -> Cpts {
    Cpts { id: id.into(), name: id.into(), stage: None, signed: None, contacts: Vec::new(), claims }
}

fn state<'a>(reference: &'a Reference, rules: &'a Rules, mut all: Vec<Cpts>) -> State<'a> {
    all.sort_by(|a, b| a.id.cmp(&b.id));
    State::new(reference, rules, StageSet::Tous, all)
}

fn step(text: &str) -> Step {
    Step::parse_move(text).unwrap()
}

/// The parts of the unit A that a CPTS claims; none where it claims nothing of it.
fn parts(state: &State, id: &str) -> Option<Vec<String>> {
    let unit = state.reference.find(code('A'))?;
    let claim = state.cpts[state.find(id)? as usize].claim_on(unit)?;
    Some(claim.parts.iter().map(|part| format!("{} {}", part.name, part.population)).collect())
}

#[test]
fn a_part_leaves_whoever_claims_it_by_name_or_code_of_iris() {
    let (reference, rules) = (drawn("AB"), Rules::in_force().unwrap());
    let unit = |letter| reference.find(code(letter)).unwrap();
    let one = cpts("one", vec![claim(unit('A'), &[("Nord", 30), ("Sud", 20)])]);
    let two = cpts("two", vec![claim(unit('A'), &[("010650101", 10)]), Claim::of_whole(unit('B'))]);
    let start = state(&reference, &rules, vec![one, two, cpts("three", vec![Claim::of_whole(unit('B'))])]);
    let (end, refusals) = apply(&start, &[step("01065/nord,010650101=three")]);
    assert_eq!(refusals, [None]);
    assert_eq!(parts(&end, "one"), Some(vec!["Sud 20".into()]));
    assert_eq!(parts(&end, "two"), None, "nothing is left to it of the unit");
    assert_eq!(parts(&end, "three"), Some(vec!["010650101 10".into(), "Nord 30".into()]));
    assert_eq!(end.figures.iter().map(|it| it.population).collect::<Vec<_>>(), [20, 140, 100]);
    let (end, _) = apply(&end, &[step("01065/Sud=three")]);
    assert_eq!(end.cpts.len(), 2, "a CPTS without any claim is none");
}

#[test]
fn a_part_that_several_claim_goes_to_one_with_the_largest_population() {
    let (reference, rules) = (drawn("A"), Rules::in_force().unwrap());
    let unit = reference.find(code('A')).unwrap();
    let all = [("one", 30), ("two", 25)].map(|(id, people)| cpts(id, vec![claim(unit, &[("Nord", people)])]));
    let start = state(&reference, &rules, all.to_vec());
    assert_eq!(start.partition.status(unit), Status::Overlap);
    let (end, _) = apply(&start, &[step("01065/Nord=two")]);
    assert_eq!((end.partition.status(unit), parts(&end, "two")), (Status::Shared, Some(vec!["Nord 30".into()])));
}

#[test]
fn a_part_that_cannot_move_is_refused_with_those_that_can() {
    let (reference, rules) = (drawn("ABC"), Rules::in_force().unwrap());
    let unit = |letter| reference.find(code(letter)).unwrap();
    let unweighed = Claim { unweighed: vec!["Bas".into(), "Haut".into()], ..Claim::of_whole(unit('B')) };
    let one = cpts("one", vec![claim(unit('A'), &[("Nord", 30), ("", 5)]), unweighed]);
    let two = cpts("two", vec![claim(unit('A'), &[("Sud", 10)])]);
    let three = cpts("three", vec![Claim::of_whole(unit('A'))]);
    let start = state(&reference, &rules, vec![one, two, three]);
    let there = [("Nord", "one"), ("Sud", "two")];
    let there = there.map(|(part, cpts)| ClaimedPart { part: part.into(), cpts: cpts.into() }).to_vec();
    let (unit_a, unit_c) = (unit('A'), unit('C'));
    let no_part = |unit, part: &str, there, whole| Refusal::NoSuchPart { unit, part: part.into(), there, whole };
    let (a, b, c) = (code('A'), code('B'), code('C'));
    let cases = [
        (format!("{a}/Ouest=one"), no_part(unit_a, "Ouest", there.clone(), vec!["three".into()])),
        (format!("{a}0102=one"), no_part(unit_a, "010650102", there, vec!["three".into()])),
        (format!("{c}/Nord=one"), no_part(unit_c, "Nord", vec![], vec![])),
        (
            format!("{b}/haut=two"),
            Refusal::PartWithoutPopulation { unit: unit('B'), part: "Haut".into(), cpts: "one".into() },
        ),
        (format!("{a}/Nord=one"), Refusal::HasParts { cpts: "one".into() }),
        ("99999/Nord=one".into(), Refusal::UnknownCode { code: "99999".into() }),
        ("999990101=one".into(), Refusal::UnknownCode { code: "999990101".into() }),
        (format!("{a}/Nord,{c}/Nord=two"), no_part(unit_c, "Nord", vec![], vec![])),
    ];
    for (text, refusal) in cases {
        let (end, refusals) = apply(&start, &[step(&text)]);
        assert_eq!((refusals, &end.cpts), (vec![Some(refusal)], &start.cpts), "{text}");
    }
}

#[test]
fn parts_can_be_moved_and_nothing_else_by_a_script_too() {
    let found = parse_script("[[step]]\nmove = \"01065/Nord, Centre=A\"\n", "script").unwrap();
    let place = Place { code: "01065".into(), part: Some("Nord, Centre".into()) };
    assert_eq!(found[0].steps, [Step::Move { places: vec![place], to: "A".into() }]);
    assert_eq!(found[0].steps[0].to_string(), "move 01065/Nord, Centre=A");
    let said = "names a part of a commune: a part can be moved (move 06088/NAME=CPTS), and nothing else";
    for error in [
        Step::parse_add("01065/Nord=A"),
        Step::parse_remove("01065/Nord"),
        Step::parse_remove("01065/Nord=A"),
        Step::parse_split("A:01065/Nord=B"),
    ] {
        assert!(error.unwrap_err().to_string().contains(said));
    }
}

/// Who claims which parts of the unit A with how many inhabitants, or the whole of it.
fn shared() -> impl Strategy<Value = BTreeMap<(usize, Option<usize>), u64>> {
    prop::collection::btree_map((0..CPTS.len(), prop::option::weighted(0.9, 0..PARTS.len())), 0..60u64, 1..8)
}

fn start<'a>(reference: &'a Reference, rules: &'a Rules, said: &BTreeMap<(usize, Option<usize>), u64>) -> State<'a> {
    let unit = |letter| reference.find(code(letter)).unwrap();
    let all = CPTS.iter().enumerate().map(|(index, id)| {
        let of: Vec<_> = said.iter().filter(|((cpts, _), _)| *cpts == index).collect();
        let parts: Vec<(&str, u64)> = of.iter().filter_map(|((_, part), it)| Some((PARTS[(*part)?], **it))).collect();
        let is_whole = of.iter().any(|((_, part), _)| part.is_none());
        let on_a = if is_whole { Claim::of_whole(unit('A')) } else { claim(unit('A'), &parts) };
        let others = Claim::of_whole(unit(char::from(b'B' + index as u8)));
        cpts(id, if of.is_empty() { vec![others] } else { vec![on_a, others] })
    });
    state(reference, rules, all.collect())
}

proptest! {
    #[test]
    fn parts_that_move_change_neither_what_is_covered_nor_any_other_unit(
        said in shared(),
        moves in prop::collection::vec((0..PARTS.len(), 0..CPTS.len()), 1..6),
    ) {
        let (reference, rules) = (drawn("ABCD"), Rules::in_force().unwrap());
        let scope = Scope::france(&reference.areas);
        let mut before = start(&reference, &rules, &said);
        for (part, to) in moves {
            let (part, to) = (PARTS[part], CPTS[to]);
            let code = code('A');
            let text = if part.len() == 9 { format!("{part}={to}") } else { format!("{code}/{part}={to}") };
            let (after, refusals) = apply(&before, &[step(&text)]);
            // Covered and white sum to the scope, and both stay; nobody comes to be counted more often.
            let ((was, _), (is, _)) = (before.covered(&scope), after.covered(&scope));
            prop_assert_eq!((was.population, was.covered, was.covered_units), (is.population, is.covered, is.covered_units));
            let sum = |state: &State| state.figures.iter().map(|it| it.population).sum::<u64>();
            prop_assert!(sum(&after) <= sum(&before));
            let unit = reference.find(code).unwrap();
            let holds = |state: &State, cpts: &Cpts| {
                let claim = state.cpts.iter().find(|it| it.id == cpts.id).and_then(|it| it.claim_on(unit));
                claim.is_some_and(|claim| claim.parts.iter().any(|it| it.is_named(part)))
            };
            let holders: Vec<&Cpts> = before.cpts.iter().filter(|cpts| holds(&before, cpts)).collect();
            if refusals[0].is_some() {
                prop_assert_eq!(&before.cpts, &after.cpts);
                prop_assert!(holders.is_empty() || holders.iter().all(|cpts| cpts.id == to));
            } else {
                let is_whole = before.cpts[before.find(to).unwrap() as usize].claim_on(unit).is_some_and(|it| it.parts.is_empty());
                for cpts in &after.cpts {
                    prop_assert_eq!(holds(&after, cpts), cpts.id == to && !is_whole);
                }
                // What is written as a table reads back as the same parts.
                for claim in after.cpts.iter().filter_map(|cpts| cpts.claim_on(unit)).filter(|it| !it.parts.is_empty()) {
                    prop_assert_eq!(&joined(claim, claim).parts, &claim.parts);
                }
                if let ([holder], false) = (holders.as_slice(), is_whole) {
                    let back = format!("{}={}", text.split_once('=').unwrap().0, holder.id);
                    let (back, _) = apply(&after, &[step(&back)]);
                    prop_assert_eq!((&back.cpts, &back.figures), (&before.cpts, &before.figures));
                }
            }
            let others = |state: &State| -> Vec<(String, Vec<UnitId>)> {
                let of = |cpts: &Cpts| cpts.units().filter(|it| *it != unit).collect();
                state.cpts.iter().map(|cpts| (cpts.id.clone(), of(cpts))).collect()
            };
            prop_assert_eq!(others(&before), others(&after));
            before = after;
        }
    }
}
