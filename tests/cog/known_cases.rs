//! Cases that people meet: what the history must say of them.

use maillage::cog::history::{Kind, Moved, Origin, Status};

use super::{code, codes, history};

fn moved(text: &str, from: u16, to: u16) -> Moved {
    history().moved(code(text), from, to).unwrap_or_else(|| panic!("{text} is known"))
}

#[test]
fn a_commune_that_nothing_happened_to_stays_as_it_is() {
    for year in [1943, 1990, 2010, 2026] {
        assert!(moved("01004", year, 2026).is_unchanged(), "{year}");
        assert!(moved("01004", 2026, year).is_unchanged(), "{year}");
    }
}

#[test]
fn the_codes_changed_in_2024_and_2025_lead_to_the_new_ones_and_back() {
    for (old, new) in [("12076", "12218"), ("14011", "14581"), ("49069", "49126"), ("69159", "69114")] {
        let forwards = moved(old, 2024, 2026);
        assert_eq!((forwards.to, forwards.origin), (codes(&[new]), Origin::InForce));
        assert_eq!(forwards.steps.iter().map(|step| step.kind).collect::<Vec<_>>(), [Kind::CodeChange]);
        assert_eq!(moved(new, 2026, 2024).to, codes(&[old]));
    }
}

#[test]
fn a_split_commune_leads_to_all_its_successors_and_each_of_them_back_to_it() {
    let parts = ["15031", "15035", "15047", "15141", "15171"];
    let forwards = moved("15141", 2024, 2026);
    assert_eq!(forwards.to, codes(&parts));
    assert_eq!(forwards.steps.len(), 1);
    assert_eq!(forwards.steps[0].kind, Kind::Restoration);
    for part in parts {
        assert_eq!(moved(part, 2026, 2024).to, codes(&["15141"]), "{part}");
    }
}

#[test]
fn a_merger_undone_in_between_leads_each_commune_back_to_itself() {
    for part in ["15031", "15035", "15047", "15141", "15171"] {
        assert_eq!(moved(part, 2015, 2026).to, codes(&[part]), "{part}");
        assert_eq!(moved(part, 2026, 2015).to, codes(&[part]), "{part}");
    }
    // 60455 went along with 60694 when that one left 60054 in 2024, and is a part of it now.
    assert_eq!(moved("60455", 2018, 2026).to, codes(&["60694"]));
    assert_eq!(moved("60054", 2018, 2026).to, codes(&["60054"]));
    assert_eq!(moved("60694", 2026, 2018).to, codes(&["60455", "60694"]));
    assert_eq!(moved("60054", 2023, 2026).to, codes(&["60054", "60694"]));
}

#[test]
fn a_commune_that_joined_another_leads_to_it_and_the_other_one_is_unchanged() {
    // Groslée joined Saint-Benoît on 1 January 2016: Groslée-Saint-Benoît.
    let joined = moved("01182", 2015, 2026);
    assert_eq!((joined.to.clone(), joined.steps[0].kind), (codes(&["01338"]), Kind::NewCommune));
    assert_eq!(joined.steps[0].day.to_string(), "2016-01-01");
    assert!(moved("01338", 2015, 2026).is_unchanged());
    assert_eq!(moved("01338", 2026, 2015).to, codes(&["01182", "01338"]));
}

#[test]
fn several_movements_on_the_way_are_all_told_in_their_order() {
    // L'Oudon: 14697, then 14472 since 2014 (transfer of the chef-lieu), then part of Saint-Pierre-en-Auge.
    let oudon = moved("14697", 2013, 2026);
    assert_eq!(oudon.to, codes(&["14654"]));
    let steps: Vec<(String, Kind)> = oudon.steps.iter().map(|step| (step.day.to_string(), step.kind)).collect();
    assert_eq!(steps, [("2014-01-07".to_owned(), Kind::CodeChange), ("2017-01-01".to_owned(), Kind::NewCommune)]);
    assert_eq!(moved("14472", 2015, 2013).to, codes(&["14697"]));
}

#[test]
fn a_code_given_back_a_year_later_is_followed_there_and_back() {
    // Les Trois Lacs: 27676, then 27058 in 2021 and 2022, then 27676 again.
    for (from, to) in [("27676", "27676"), ("27058", "27676")] {
        let year = if from == "27058" { 2021 } else { 2020 };
        assert_eq!(moved(from, year, 2026).to, codes(&[to]));
    }
    assert_eq!(moved("27676", 2020, 2022).to, codes(&["27058"]));
}

#[test]
fn a_commune_deleguee_leads_to_its_commune_and_it_is_said() {
    let part = moved("01182", 2020, 2026);
    let origin = Origin::Part { status: Status::Deleguee, name: "Groslée".into(), parent: code("01338") };
    assert_eq!((part.to, part.origin), (codes(&["01338"]), origin));
    // Where it is a commune again in the other year, it is that one.
    let again = moved("15031", 2024, 2026);
    assert_eq!(again.to, codes(&["15031"]));
    assert!(matches!(again.origin, Origin::Part { status: Status::Deleguee, .. }));
}

#[test]
fn a_code_that_a_vintage_does_not_have_is_read_as_of_the_nearest_year_that_has_it() {
    // Freigné was 49144 until the end of 2017.
    let old = moved("49144", 2026, 2026);
    assert_eq!((old.to, old.origin), (codes(&["44180"]), Origin::OtherYears { first: 1943, last: 2017 }));
    // 14581 is a commune since 2024, and was another one until 2016.
    let reused = moved("14581", 2016, 2026);
    assert_eq!(reused.to, codes(&["14581"]));
    assert!(history().moved(code("99999"), 2026, 2026).is_none());
}

#[test]
fn corsican_codes_of_before_1976_lead_to_2a_and_2b() {
    assert_eq!(moved("20004", 1975, 2026).to, codes(&["2A004"]));
    assert_eq!(moved("20033", 1975, 2026).to, codes(&["2B033"]));
    assert_eq!(moved("2A004", 2026, 1975).to, codes(&["20004"]));
    assert_eq!(moved("20004", 2026, 2026).to, codes(&["2A004"]));
}

#[test]
fn paris_lyon_marseille_and_their_arrondissements_are_all_codes_of_a_vintage() {
    for text in ["75056", "69123", "13055", "75101", "75120", "69381", "69389", "13201", "13216"] {
        assert!(moved(text, 2012, 2026).is_unchanged(), "{text}");
        let is_city = ["75056", "69123", "13055"].contains(&text);
        assert_eq!(history().is_commune(code(text), 2026), is_city, "{text}");
    }
    assert_eq!(history().in_year(code("75101"), 2026).and_then(|spell| spell.parent), Some(code("75056")));
}

#[test]
fn mayotte_comes_in_in_2011_and_the_northern_islands_leave_in_2007() {
    assert!(!history().is_commune(code("97611"), 2011));
    assert!(history().is_commune(code("97611"), 2012));
    assert_eq!(history().moved(code("97611"), 2010, 2026).map(|moved| moved.to), Some(codes(&["97611"])));
    for (old, new) in [("97123", "97701"), ("97127", "97801")] {
        assert!(history().is_commune(code(old), 2007) && !history().is_commune(code(old), 2008));
        let left = moved(old, 2005, 2026);
        assert_eq!((left.to, left.steps[0].kind), (codes(&[new]), Kind::LeavesDepartment));
        assert_eq!(moved(new, 2026, 2005).to, codes(&[old]));
    }
}

#[test]
fn a_commune_made_out_of_another_in_2020_leads_back_to_it() {
    // Saline split into Troarn (14712) and Sannerville (14666).
    assert_eq!(moved("14712", 2019, 2026).to, codes(&["14666", "14712"]));
    assert_eq!(moved("14666", 2026, 2019).to, codes(&["14712"]));
    assert_eq!(moved("14666", 2026, 2015).to, codes(&["14666"]));
}

#[test]
fn names_are_those_of_the_year() {
    let name = |text: &str, year| history().name(code(text), year).map(str::to_owned);
    assert_eq!(name("01338", 2015).as_deref(), Some("Saint-Benoît"));
    assert_eq!(name("01338", 2026).as_deref(), Some("Groslée-Saint-Benoit"));
    assert_eq!(name("01182", 2026).as_deref(), Some("Groslée"));
    assert_eq!(name("99999", 2026), None);
}

#[test]
fn each_vintage_has_the_number_of_communes_that_insee_counts() {
    // INSEE's counts of 1 January, Mayotte included from 2012 on.
    let count = |year| history().claimable_in(year).filter(|it| it.status == Status::Commune).count();
    for (year, expected) in
        [(2015, 36_658), (2016, 35_885), (2017, 35_416), (2018, 35_357), (2019, 34_970), (2020, 34_968)]
    {
        assert_eq!(count(year), expected, "{year}");
    }
    for (year, expected) in
        [(2021, 34_965), (2022, 34_955), (2023, 34_945), (2024, 34_935), (2025, 34_875), (2026, 34_875)]
    {
        assert_eq!(count(year), expected, "{year}");
    }
}
