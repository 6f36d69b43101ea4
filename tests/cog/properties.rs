//! What holds for every code and every pair of years.

use maillage::cog::CommuneCode;
use maillage::cog::history::{HistoryError, Status, read_pack, write_pack};
use proptest::prelude::*;

use super::history;

/// A code of a year, and another year.
fn way() -> impl Strategy<Value = (CommuneCode, u16, u16)> {
    (1947u16..=2026, 1947u16..=2026, any::<prop::sample::Index>()).prop_map(|(from, to, index)| {
        let codes: Vec<CommuneCode> = history().claimable_in(from).map(|spell| spell.code).collect();
        (*index.get(&codes), from, to)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn a_code_leads_to_codes_of_the_other_year((code, from, to) in way()) {
        let moved = history().moved(code, from, to).expect("known");
        for found in &moved.to {
            prop_assert!(history().is_claimable(*found, to), "{} of {}", found, to);
        }
        // Only a few suppressions before 1968 and creations before 1993 lead nowhere.
        prop_assert!(!moved.to.is_empty() || moved.steps.iter().any(|step| step.before.is_empty() || step.after.is_empty()));
    }

    #[test]
    fn what_a_code_leads_to_leads_back_to_it((code, from, to) in way()) {
        for found in history().moved(code, from, to).expect("known").to {
            let back = history().moved(found, to, from).expect("known");
            prop_assert!(back.to.contains(&code), "{} of {} leads to {} of {}, which leads to {:?}", code, from, found, to, back.to);
        }
    }

    #[test]
    fn steps_are_in_order_and_within_the_years((code, from, to) in way()) {
        let moved = history().moved(code, from, to).expect("known");
        for step in &moved.steps {
            prop_assert!(step.day.vintage() > from.min(to) && step.day.vintage() <= from.max(to));
        }
        prop_assert!(moved.steps.is_sorted_by_key(|step| step.day));
    }

    #[test]
    fn going_in_two_stages_leads_to_no_less_than_going_at_once((code, from, to) in way()) {
        let between = from.midpoint(to);
        let at_once = history().moved(code, from, to).expect("known").to;
        let stages = history().moved(code, from, between).expect("known").to;
        for found in at_once {
            let leads = stages.iter().any(|&stage| history().moved(stage, between, to).is_some_and(|it| it.to.contains(&found)));
            prop_assert!(leads, "{} of {} to {} of {} by {}", code, from, found, to, between);
        }
    }
}

#[test]
fn a_packed_history_reads_back_as_it_was() {
    let packed = write_pack(history()).expect("a pack");
    assert_eq!(&read_pack(&packed).expect("a history"), history());
    assert!(packed.len() < 300_000, "{} bytes", packed.len());
}

#[test]
fn a_pack_cut_short_or_altered_is_refused_and_never_panics() {
    let packed = write_pack(history()).expect("a pack");
    for length in [0, 10, 17, 20, 21, 1_000, packed.len() / 2, packed.len() - 1] {
        assert!(read_pack(&packed[..length]).is_err(), "{length} bytes");
    }
    let mut other = packed.clone();
    other[17] = 9;
    assert!(matches!(read_pack(&other), Err(HistoryError::OtherFormat { found: 9, .. })));
    for place in (21..packed.len()).step_by(9_973) {
        let mut altered = packed.clone();
        altered[place] ^= 0x55;
        // Whatever comes of it, it is an answer.
        drop(read_pack(&altered));
    }
}

#[test]
fn every_part_of_the_last_vintage_is_part_of_a_commune_of_it() {
    let last = history().last();
    let mut parts = 0;
    for part in history().parts_in(last) {
        let parent = part.parent.expect("a commune");
        assert!(history().is_commune(parent, last), "{} in {parent}", part.code);
        parts += 1;
    }
    assert!(parts > 2_500, "{parts}");
    assert_eq!(history().claimable_in(last).filter(|it| it.status == Status::Arrondissement).count(), 45);
}

#[test]
fn every_commune_that_goes_since_1970_says_where_to() {
    let spells = history().all_spells().iter();
    for spell in spells.filter(|spell| spell.status == Status::Commune) {
        let Some(until) = spell.until.filter(|until| until.vintage() >= 1970) else { continue };
        let goes_on = history().spells(spell.code).iter().any(|it| it.status.is_claimable() && it.holds_on(until));
        let moves = history().outgoing(spell.code).any(|movement| movement.day == until);
        assert!(goes_on || moves, "{} {until}", spell.code);
    }
}
