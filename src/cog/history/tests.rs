//! Histories drawn by hand.

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
