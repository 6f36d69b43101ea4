//! Histories drawn by hand.

use proptest::prelude::*;

use super::*;

fn code(text: &str) -> CommuneCode {
    text.parse().unwrap()
}

fn day(text: &str) -> Day {
    text.parse().unwrap()
}

/// A commune from one day to another; an empty text is no day.
fn commune(text: &str, from: &str, until: &str) -> Spell {
    let day = |text: &str| (!text.is_empty()).then(|| day(text));
    let (from, until) = (day(from), day(until));
    Spell { code: code(text), status: Status::Commune, name: format!("Name {text}"), from, until, parent: None }
}

fn movement(on: &str, from: &str, to: &str, kind: Kind) -> Movement {
    Movement { day: day(on), from: code(from), to: code(to), kind }
}

fn history(spells: Vec<Spell>, movements: Vec<Movement>) -> History {
    let info = HistoryInfo { first: 2000, last: 2020, dated_until: 2020, sources: Vec::new() };
    History::new(info, spells, movements)
}

/// 01002 joins 01001 in the middle of 2010, 01003 changes its code in 2012, and 01001 lets 01005 go in 2015.
fn drawn() -> History {
    let spells = vec![
        commune("01001", "", ""),
        commune("01002", "", "2010-06-01"),
        commune("01003", "", "2012-01-01"),
        commune("01004", "2012-01-01", ""),
        commune("01005", "2015-01-01", ""),
        commune("01006", "", "2003-01-01"),
    ];
    let movements = vec![
        movement("2010-06-01", "01002", "01001", Kind::Merger),
        movement("2012-01-01", "01003", "01004", Kind::CodeChange),
        movement("2015-01-01", "01001", "01005", Kind::Restoration),
    ];
    history(spells, movements)
}

fn way(history: &History, text: &str, from: u16, to: u16) -> (Vec<String>, usize) {
    let moved = history.moved(code(text), from, to).unwrap();
    (moved.to.iter().map(ToString::to_string).collect(), moved.steps.len())
}

#[test]
fn a_movement_in_the_middle_of_a_year_counts_from_the_next_vintage_on() {
    let history = drawn();
    assert!(history.is_commune(code("01002"), 2010));
    assert!(!history.is_commune(code("01002"), 2011));
    assert_eq!(way(&history, "01002", 2009, 2010), (vec!["01002".into()], 0));
    assert_eq!(way(&history, "01002", 2010, 2011), (vec!["01001".into()], 1));
}

#[test]
fn a_commune_that_joined_one_that_split_leads_to_all_that_came_of_it() {
    assert_eq!(way(&drawn(), "01002", 2000, 2020), (vec!["01001".into(), "01005".into()], 2));
    assert_eq!(way(&drawn(), "01005", 2020, 2000), (vec!["01001".into(), "01002".into()], 2));
    assert_eq!(way(&drawn(), "01001", 2012, 2014), (vec!["01001".into()], 0));
}

#[test]
fn a_commune_of_which_nobody_says_what_became_leads_nowhere_and_a_step_says_so() {
    let moved = drawn().moved(code("01006"), 2000, 2020).unwrap();
    assert_eq!(moved.to, []);
    assert_eq!(
        moved.steps,
        [Step { day: day("2003-01-01"), kind: Kind::Suppression, before: vec![code("01006")], after: vec![] }]
    );
}

#[test]
fn codes_exchanged_on_one_day_are_followed_each_on_its_way() {
    let spells = vec![
        commune("01001", "", "2010-01-01"),
        commune("01002", "2010-01-01", "2012-01-01"),
        commune("01001", "2012-01-01", ""),
    ];
    let movements = vec![
        movement("2010-01-01", "01001", "01002", Kind::CodeChange),
        movement("2012-01-01", "01002", "01001", Kind::CodeChange),
    ];
    let history = history(spells, movements);
    assert_eq!(way(&history, "01001", 2009, 2020), (vec!["01001".into()], 2));
    assert_eq!(way(&history, "01001", 2020, 2011), (vec!["01002".into()], 1));
    assert_eq!(way(&history, "01001", 2020, 2009), (vec!["01001".into()], 2));
}

#[test]
fn a_part_leads_to_its_commune_of_that_year() {
    let mut spells = drawn().all_spells().to_vec();
    let part = |from: &str, until: Option<&str>, parent: &str| Spell {
        status: Status::Deleguee,
        from: Some(day(from)),
        until: until.map(day),
        parent: Some(code(parent)),
        ..commune("01002", "", "")
    };
    spells.extend([part("2010-06-01", Some("2015-01-01"), "01001"), part("2015-01-01", None, "01005")]);
    let history = history(spells, drawn().movements().to_vec());
    assert_eq!(way(&history, "01002", 2012, 2014).0, ["01001"]);
    assert_eq!(way(&history, "01002", 2016, 2020).0, ["01005"]);
    assert_eq!(way(&history, "01002", 2016, 2012).0, ["01001"]);
    // Back to when it was a commune itself, it is that commune.
    assert_eq!(way(&history, "01002", 2016, 2009).0, ["01002"]);
}

#[test]
fn the_vintage_of_codes_is_the_span_of_years_that_explains_most_of_them() {
    let history = drawn();
    let detect = |texts: &[&str]| history.detect(texts.iter().map(|text| code(text)));
    let span = |first, last, explained| VintageSpan { first, last, explained };
    assert_eq!(detect(&["01002", "01003"]).best(), [span(2000, 2010, 2)]);
    assert_eq!(detect(&["01001", "01004", "01004"]).best(), [span(2012, 2020, 2)]);
    assert_eq!(detect(&["01002", "01004"]).best(), [span(2012, 2020, 1), span(2000, 2010, 1)]);
    assert_eq!(detect(&["01002", "01003"]).spans.len(), 3);
}

fn any_day() -> impl Strategy<Value = Day> {
    (1943u16..2030, 1u8..=12, 1u8..=28)
        .prop_map(|(year, month, of_month)| day(&format!("{year}-{month:02}-{of_month:02}")))
}

fn any_code() -> impl Strategy<Value = CommuneCode> {
    "([01][0-9]|2[0-9AB]|9[0-9])[0-9]{3}".prop_map(|text| code(&text))
}

fn any_spell() -> impl Strategy<Value = Spell> {
    let status = prop::sample::select(vec![
        Status::Commune,
        Status::Arrondissement,
        Status::Collectivity,
        Status::Deleguee,
        Status::Associee,
    ]);
    let days = (prop::option::of(any_day()), prop::option::of(any_day()));
    (any_code(), status, "[A-Za-zé' -]{0,12}", days, prop::option::of(any_code()))
        .prop_map(|(code, status, name, (from, until), parent)| Spell { code, status, name, from, until, parent })
}

proptest! {
    #[test]
    fn any_history_reads_back_as_it_was_and_answers_without_panic(
        spells in prop::collection::vec(any_spell(), 0..40),
        ways in prop::collection::vec((any_day(), any::<prop::sample::Index>(), any::<prop::sample::Index>()), 0..20),
    ) {
        let kinds = [Kind::Merger, Kind::Restoration, Kind::CodeChange, Kind::Creation];
        let movements = ways.iter().filter(|_| !spells.is_empty()).enumerate().map(|(i, (day, from, to))| Movement {
            day: *day,
            from: from.get(&spells).code,
            to: to.get(&spells).code,
            kind: kinds[i % kinds.len()],
        });
        let history = history(spells.clone(), movements.collect());
        prop_assert_eq!(&read_pack(&write_pack(&history).unwrap()).unwrap(), &history);
        for spell in &spells {
            for (from, to) in [(2000, 2020), (2020, 2000), (1950, 2029), (0, 60_000), (60_000, 0)] {
                let moved = history.moved(spell.code, from, to);
                prop_assert!(moved.is_none_or(|moved| moved.steps.is_sorted_by_key(|step| step.day)));
            }
        }
        prop_assert!(history.detect(spells.iter().map(|spell| spell.code)).codes <= spells.len());
    }
}
