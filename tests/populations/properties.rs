//! What holds for any figures.

use maillage::cog::CommuneCode;
use proptest::prelude::*;

use super::*;

/// Codes of the list of 2022, each once, with figures.
fn figures() -> impl Strategy<Value = Vec<(CommuneCode, u32)>> {
    // Around mergers, changes of code and splits, so that something happens.
    let codes: Vec<CommuneCode> = history()
        .claimable_in(2022)
        .map(|spell| spell.code)
        .filter(|code| ["01", "15", "27", "75"].contains(&&code.as_str()[..2]) && code.as_str() != "75056")
        .collect();
    proptest::sample::subsequence(codes, 1..600).prop_flat_map(|codes| {
        let number = codes.len();
        (Just(codes), proptest::collection::vec(0u32..100_000, number))
            .prop_map(|(codes, figures)| codes.into_iter().zip(figures).collect())
    })
}

fn text(rows: &[(CommuneCode, u32)]) -> String {
    let rows: Vec<String> = rows.iter().map(|(code, figure)| format!("{code},{figure}")).collect();
    format!("codgeo,pmun\n{}\n", rows.join("\n"))
}

fn all(reference: &Reference) -> Vec<Option<u32>> {
    reference.units.iter().map(|unit| unit.population).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn the_order_of_rows_and_of_files_makes_no_difference(
        (rows, shuffled) in figures().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        cut in any::<prop::sample::Index>(),
    ) {
        let whole = joined("pop2020_geo2022.csv", &text(&rows));
        let (first, second) = shuffled.split_at(cut.index(shuffled.len()));
        let files: Vec<(&str, String)> = [("b_pop2020_geo2022.csv", first), ("a_pop2020_geo2022.csv", second)]
            .into_iter()
            .filter(|(_, rows)| !rows.is_empty())
            .map(|(name, rows)| (name, text(rows)))
            .collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
        let parts = with(&files, &PMUN).expect("populations");
        prop_assert!(all(&whole) == all(&parts));
        prop_assert_eq!(populations(&whole).not_placed(), populations(&parts).not_placed());
        prop_assert_eq!(populations(&whole).notes.len(), populations(&parts).notes.len());
        prop_assert_eq!(whole.metadata.source_totals, parts.metadata.source_totals);
    }

    #[test]
    fn nobody_is_lost_and_nobody_counts_twice(rows in figures()) {
        let reference = joined("pop2020_geo2022.csv", &text(&rows));
        let given: u64 = rows.iter().map(|&(_, figure)| u64::from(figure)).sum();
        prop_assert_eq!(populations(&reference).files[0].inhabitants, given);
        assert_nobody_is_lost(&reference);
    }

    #[test]
    fn every_unit_without_a_figure_is_told(rows in figures()) {
        let reference = joined("pop2020_geo2022.csv", &text(&rows));
        let told = |unit: CommuneCode, department: &str| populations(&reference).notes.iter().any(|note| match note {
            PopulationNote::Missing { unit: it, .. } | PopulationNote::PartsMissing { unit: it, .. } => *it == unit,
            PopulationNote::Split { into, .. } => into.contains(&unit),
            PopulationNote::DepartmentMissing { code, .. } => code == department,
            _ => false,
        });
        for unit in reference.units.iter().filter(|unit| unit.code.as_str() < "28" && unit.population.is_none()) {
            let department = &reference.areas.departments[unit.department as usize].code;
            prop_assert!(told(unit.code, department), "{}", unit.code);
        }
    }
}
