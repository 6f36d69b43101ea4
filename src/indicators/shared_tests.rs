//! Units claimed by part: what each CPTS counts, what is covered, and that all figures still fit together.

use proptest::prelude::*;

use super::*;
use crate::reference::sample::{code, drawn};
use crate::reference::{Reference, Scope, UnitId};
use crate::rules::SizeScheme;
use crate::territory::tests::resolve_text;
use crate::territory::{Facts, Finding, Partition, Resolution, StageSet, Status, Territory, WhiteZone, check};

/// A reference of units with so many inhabitants each.
fn units(drawing: &str, population: u32) -> Reference {
    let mut reference = drawn(drawing);
    reference.units.iter_mut().for_each(|unit| unit.population = Some(population));
    reference
}

/// What comes of a table.
struct Case {
    reference: Reference,
    facts: Facts,
    resolution: Resolution,
    partition: Partition,
    territories: Vec<Territory>,
    zones: Vec<WhiteZone>,
    scope: Scope,
}

impl Case {
    /// Rows are `CPTS,unit,part,population`.
    fn new(reference: Reference, rows: &[String]) -> Self {
        let text = format!("cpts,code_insee,part,population_part\n{}\n", rows.join("\n"));
        let resolution = resolve_text(&text, &reference);
        let (facts, scope) = (Facts::measure(&reference), Scope::france(&reference.areas));
        let partition = Partition::new(&reference, &resolution.cpts, |_| true);
        let scheme = SizeScheme::in_force().unwrap();
        let territories = Territory::all(&reference, &facts, &resolution.cpts, &partition, &scheme);
        let zones = WhiteZone::find(&reference, &facts, &partition, &scope);
        Self { reference, facts, resolution, partition, territories, zones, scope }
    }

    fn rows(population: u32, rows: &[(&str, char, &str, &str)]) -> Self {
        let row =
            |&(cpts, unit, part, people): &(&str, char, &str, &str)| format!("{cpts},{},{part},{people}", code(unit));
        Self::new(units("ABC", population), &rows.iter().map(row).collect::<Vec<_>>())
    }

    fn status(&self, letter: char) -> Status {
        let unit = self.reference.find(code(letter)).unwrap();
        self.partition.status(unit)
    }

    fn populations(&self) -> Vec<[u64; 3]> {
        self.territories.iter().map(|it| [it.population, it.population_exclusive, it.population_shared]).collect()
    }

    fn identities(&self) -> Vec<Identities> {
        let cpts: Vec<_> = self.resolution.cpts.iter().collect();
        Identities::check(&self.reference, &self.facts, &self.scope, &cpts, &self.partition, &self.zones).unwrap()
    }

    fn covered(&self) -> u64 {
        let categories = SizeScheme::in_force().unwrap().categories();
        let cpts = &self.resolution.cpts;
        let rates =
            Rates::compute(&self.reference, &self.facts, &self.scope, cpts, &self.territories, categories).unwrap();
        rates.whole(StageSet::Tous).unwrap().covered.population
    }

    fn findings(&self) -> Vec<Finding> {
        let of_rules = check(
            &self.reference,
            &self.facts,
            &self.scope,
            &self.resolution.cpts,
            &self.partition,
            &self.territories,
            &self.zones,
        );
        let of_rows = self.resolution.anomalies.iter().cloned();
        of_rows.chain(of_rules).map(|anomaly| anomaly.finding).collect()
    }
}

#[test]
fn a_unit_claimed_by_part_is_shared_and_counts_by_part() {
    let case = Case::rows(100, &[("One", 'A', "Nord", "60"), ("Two", 'A', "Sud", "40"), ("Two", 'B', "", "")]);
    assert_eq!(
        [case.status('A'), case.status('B'), case.status('C')],
        [Status::Shared, Status::Covered, Status::White]
    );
    assert_eq!(case.populations(), [[60, 60, 0], [140, 140, 0]]);
    assert_eq!(case.covered(), 200);
    assert!(!case.findings().iter().any(|it| matches!(it, Finding::Overlap { .. } | Finding::PartTwice { .. })));
}

#[test]
fn what_no_part_holds_is_not_covered() {
    let case = Case::rows(100, &[("One", 'A', "Nord", "60")]);
    let figures = &case.identities()[0];
    assert_eq!((figures.covered, figures.white, figures.rest), (60, 240, 40));
    assert_eq!(case.covered(), 60);
}

#[test]
fn a_part_claimed_beside_the_whole_unit_is_an_overlap() {
    let case = Case::rows(100, &[("One", 'A', "", ""), ("Two", 'A', "Sud", "40")]);
    assert_eq!(case.status('A'), Status::Overlap);
    assert_eq!(case.populations(), [[100, 0, 100], [40, 0, 40]]);
    assert_eq!((case.covered(), case.identities()[0].counted_again), (100, 40));
    assert!(case.findings().iter().any(|it| matches!(it, Finding::Overlap { .. })));
}

#[test]
fn the_same_part_claimed_twice_is_an_overlap_of_that_part() {
    let rows = [("One", 'A', "Nord", "60"), ("Two", 'A', "nord", "60"), ("Two", 'A', "Sud", "30")];
    let case = Case::rows(100, &rows);
    assert_eq!(case.status('A'), Status::Overlap);
    assert_eq!(case.populations(), [[60, 0, 60], [90, 30, 60]]);
    assert_eq!((case.covered(), case.identities()[0].counted_again), (90, 60));
    assert!(case.findings().iter().any(|it| matches!(it, Finding::PartTwice { parts, .. } if *parts == ["Nord"])));
}

#[test]
fn a_part_claimed_twice_leaves_those_of_other_parts_alone() {
    let rows = [("One", 'A', "Nord", "20"), ("Two", 'A', "Nord", "20"), ("Three", 'A', "Est", "10")];
    let case = Case::rows(100, &rows);
    assert_eq!(case.status('A'), Status::Overlap);
    // By identifier: One, Three, Two.
    assert_eq!(case.populations(), [[20, 0, 20], [10, 10, 0], [20, 0, 20]]);
    let figures = &case.identities()[0];
    assert_eq!((figures.exclusive, figures.shared, figures.covered), (10, 20, 30));
    let told = |it: &Finding| matches!(it, Finding::PartTwice { claimants, .. } if *claimants == [0, 2]);
    assert!(case.findings().iter().any(told));
    let rules = crate::rules::Rules::in_force().unwrap();
    let ground = crate::scenario::Ground {
        reference: &case.reference,
        facts: &case.facts,
        rules: &rules,
        cpts: &case.resolution.cpts,
        partition: &case.partition,
    };
    let found = ground.ways_out(&[case.reference.find(code('A')).unwrap()]);
    assert!(found.iter().all(|it| it.pair == [0, 2]), "who has no part in common has nothing to settle");
    let after = |place: usize| found[place].touched.each_ref().map(|it| it.after.as_ref().map(|it| it.population));
    assert_eq!([after(0), after(1), after(3)], [[Some(20), None], [None, Some(20)], [Some(20), None]]);
}

#[test]
fn parts_with_more_inhabitants_than_their_unit_are_an_error_and_cover_no_more_than_it() {
    let case = Case::rows(100, &[("One", 'A', "Nord", "80"), ("Two", 'A', "Sud", "40")]);
    assert_eq!((case.status('A'), case.covered(), case.identities()[0].counted_again), (Status::Shared, 100, 20));
    let beyond = |it: &Finding| matches!(it, Finding::PartsBeyond { declared: 120, population: 100, .. });
    assert!(case.findings().iter().any(beyond));
}

#[test]
fn a_part_beside_the_whole_is_an_error_too_where_it_has_more_inhabitants_than_its_unit() {
    let case = Case::rows(100, &[("One", 'A', "", ""), ("Two", 'A', "Sud", "140")]);
    let beyond = |it: &Finding| matches!(it, Finding::PartsBeyond { declared: 140, population: 100, .. });
    assert!(case.findings().iter().any(beyond));
    assert_eq!((case.covered(), case.identities()[0].counted_again), (100, 140));
    // No population is so large that sums of such figures would not fit.
    let case =
        Case::rows(100, &[("One", 'A', "Nord", "99999999999999999999"), ("Two", 'A', "Sud", "18446744073709551615")]);
    assert_eq!(case.populations(), [[100, 0, 100], [100, 0, 100]]);
}

#[test]
fn a_part_without_population_is_a_claim_on_the_whole_unit() {
    let case = Case::rows(100, &[("One", 'A', "Nord", ""), ("Two", 'A', "Sud", "40")]);
    assert_eq!((case.status('A'), case.populations()), (Status::Overlap, vec![[100, 0, 100], [40, 0, 40]]));
    assert!(
        case.findings()
            .iter()
            .any(|it| matches!(it, Finding::PartsWithoutPopulation { parts, .. } if parts.len() == 1))
    );
}

#[test]
fn the_home_of_a_cpts_goes_by_what_it_holds_of_a_shared_unit() {
    let reference = units("AB", 100);
    let home_of = |held: [(UnitId, u64); 2]| home(&reference, held.into_iter());
    assert_eq!(home_of([(0, 10), (1, 100)]), home(&reference, [(1, 1)].into_iter()));
}

/// Rows on three units: one of four CPTS claims the whole, or one of three parts with so many inhabitants.
fn rows() -> impl Strategy<Value = Vec<String>> {
    let row = (0..4u8, 0..3u8, 0..4usize, 0..80u32).prop_map(|(cpts, unit, part, people)| {
        let unit = code(char::from(b'A' + unit));
        match ["", "Nord", "Sud", "Est"][part] {
            "" => format!("{cpts},{unit},,"),
            part => format!("{cpts},{unit},{part},{people}"),
        }
    });
    prop::collection::vec(row, 1..14)
}

proptest! {
    #[test]
    fn whatever_is_claimed_by_part_all_figures_fit_together(rows in rows()) {
        let case = Case::new(units("ABC", 100), &rows);
        let identities = case.identities();
        prop_assert_eq!(case.covered(), identities.iter().map(|it| it.covered).sum::<u64>());
        for territory in &case.territories {
            prop_assert_eq!(territory.population, territory.held.iter().sum::<u64>());
            prop_assert_eq!(territory.population, territory.population_exclusive + territory.population_shared);
        }
        let of_cpts: u64 = case.territories.iter().map(|it| it.population).sum();
        prop_assert_eq!(of_cpts, identities.iter().map(|it| it.sum_of_cpts).sum::<u64>());
    }

    #[test]
    fn the_order_of_rows_makes_no_difference_to_parts(mut rows in rows(), seed in 0..7usize) {
        let before = Case::new(units("ABC", 100), &rows);
        let middle = seed % rows.len();
        rows.rotate_left(middle);
        rows.reverse();
        let after = Case::new(units("ABC", 100), &rows);
        prop_assert_eq!(&before.partition, &after.partition);
        prop_assert_eq!(before.populations(), after.populations());
    }

    #[test]
    fn a_wider_stage_set_never_covers_fewer_inhabitants(rows in rows()) {
        let reference = units("ABC", 100);
        let text: String = rows.iter().enumerate().map(|(at, row)| {
            let stage = ["ACI", "projet de santé validé", "lettre d'intention validée", "pré-projet", ""][at % 5];
            format!("{row},{stage}\n")
        }).collect();
        let resolution = resolve_text(&format!("cpts,code_insee,part,population_part,stade\n{text}"), &reference);
        let (facts, scope) = (Facts::measure(&reference), Scope::france(&reference.areas));
        let mut before = 0;
        for stages in StageSet::ALL {
            let holds = |cpts: &crate::territory::Cpts| stages.holds(cpts.stage);
            let partition = Partition::new(&reference, &resolution.cpts, holds);
            let scheme = SizeScheme::in_force().unwrap();
            let territories = Territory::all(&reference, &facts, &resolution.cpts, &partition, &scheme);
            let rates = Rates::compute(&reference, &facts, &scope, &resolution.cpts, &territories, 4).unwrap();
            let covered = rates.whole(stages).unwrap().covered.population;
            prop_assert!(covered >= before);
            let cpts: Vec<_> = resolution.cpts.iter().filter(|cpts| holds(cpts)).collect();
            let zones = WhiteZone::find(&reference, &facts, &partition, &scope);
            let identities = Identities::check(&reference, &facts, &scope, &cpts, &partition, &zones).unwrap();
            prop_assert_eq!(covered, identities.iter().map(|it| it.covered).sum::<u64>());
            before = covered;
        }
    }
}
