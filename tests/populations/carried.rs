//! Figures under codes of another year.

use maillage::cog::CommuneCode;

use super::*;

fn codes(texts: &[&str]) -> Vec<CommuneCode> {
    texts.iter().map(|text| code(text)).collect()
}

#[test]
fn communes_that_merged_are_added_up() {
    // Culoz-Béon, since 2023.
    let reference = joined("pop2020_geo2022.csv", "codgeo,pmun\n01039,439\n01138,2987\n");
    assert_eq!(population(&reference, "01138"), Some(3_426));
    assert_eq!(notes(&reference).len(), 0, "{:?}", notes(&reference));
    assert_eq!((populations(&reference).files[0].moved, populations(&reference).files[0].placed), (1, 3_426));
    assert_nobody_is_lost(&reference);
}

#[test]
fn a_merged_commune_of_which_a_part_is_missing_is_missing_and_told() {
    for text in ["codgeo,pmun\n01138,2987\n", "codgeo,pmun\n01138,2987\n01039,NA\n"] {
        let reference = joined("pop2020_geo2022.csv", text);
        assert_eq!(population(&reference, "01138"), None);
        let told = notes(&reference).into_iter().any(|note| {
            matches!(note, PopulationNote::PartsMissing { unit, missing, present }
                if *unit == code("01138") && *missing == codes(&["01039"]) && present.len() == 1)
        });
        assert!(told, "{:?}", notes(&reference));
        assert_nobody_is_lost(&reference);
    }
}

#[test]
fn a_figure_follows_a_change_of_code() {
    let reference = joined("pop2022_geo2024.csv", "codgeo,pmun\n12076,1555\n49069,16975\n14011,1908\n69159,4079\n");
    for (unit, figure) in [("12218", 1_555), ("49126", 16_975), ("14581", 1_908), ("69114", 4_079)] {
        assert_eq!(population(&reference, unit), Some(figure), "{unit}");
    }
    assert_nobody_is_lost(&reference);
}

#[test]
fn the_figure_of_a_commune_that_was_split_goes_nowhere_and_is_told() {
    let reference = joined("pop2022_geo2024.csv", "codgeo,pmun\n15141,1577\n");
    let into = codes(&["15031", "15035", "15047", "15141", "15171"]);
    for unit in &into {
        assert_eq!(population(&reference, unit.as_str()), None);
    }
    let [PopulationNote::Split { at, into: told }] = notes(&reference)[..] else { panic!("{:?}", notes(&reference)) };
    assert_eq!((at.line, at.figure, told), (2, 1_577, &into));
    assert_nobody_is_lost(&reference);
}

#[test]
fn each_commune_of_a_split_may_be_given_by_itself_in_a_later_vintage() {
    let reference = joined("pop2023_geo2025.csv", "codgeo,pmun\n15031,200\n15141,700\n");
    assert_eq!((population(&reference, "15031"), population(&reference, "15141")), (Some(200), Some(700)));
}

#[test]
fn figures_of_a_later_vintage_than_the_references_go_back_where_nothing_merged() {
    let mut earlier = reference();
    earlier.metadata.cog = 2025;
    let table = file("pop2024_geo2026.csv", "codgeo,pmun\n01004,15000\n");
    let reference = with_populations(earlier, vec![table], history(), &PMUN).expect("populations");
    assert_eq!(population(&reference, "01004"), Some(15_000));
}

#[test]
fn a_commune_given_under_an_old_and_a_new_code_counts_once() {
    // Les Trois Lacs has both codes in a file that INSEE published.
    let reference = joined("pop2020_geo2022.csv", "codgeo,pmun\n27058,1759\n27676,1759\n");
    assert_eq!(population(&reference, "27676"), Some(1_759));
    let [PopulationNote::NotTaken { unit, figures }] = notes(&reference)[..] else { panic!("{:?}", notes(&reference)) };
    assert_eq!((*unit, figures[0].code), (code("27676"), code("27676")));
    assert_nobody_is_lost(&reference);
}

#[test]
fn a_code_that_is_not_in_the_files_vintage_is_read_as_of_the_year_that_has_it() {
    // The code of Les Trois Lacs until 2020, and again since 2023.
    let reference = joined("pop2020_geo2022.csv", "codgeo,pmun\n01004,14288\n27676,1759\n");
    assert_eq!(population(&reference, "27676"), Some(1_759));
    assert!(matches!(notes(&reference)[..], [PopulationNote::ReadAsOf { cog: 2020, .. }]), "{:?}", notes(&reference));
    assert_nobody_is_lost(&reference);
}

#[test]
fn a_part_of_a_commune_does_not_count_beside_its_commune() {
    // Béon is a commune déléguée of Culoz-Béon in 2024.
    let reference = joined("pop2022_geo2024.csv", "codgeo,pmun\n01138,3416\n01039,439\n");
    assert_eq!(population(&reference, "01138"), Some(3_416));
    assert!(matches!(notes(&reference)[..], [PopulationNote::NotTaken { .. }]), "{:?}", notes(&reference));
    assert_nobody_is_lost(&reference);
}

#[test]
fn the_vintage_is_found_by_the_codes_where_nobody_says_it() {
    let reference = joined("pop2022.csv", "codgeo,pmun\n01039,439\n01138,2987\n12076,1586\n01187,600\n01330,174\n");
    assert_eq!(populations(&reference).files[0].cog, 2022);
    let found = notes(&reference).into_iter().find_map(|note| match note {
        PopulationNote::VintageFound { cog, explained, codes, spans, .. } => {
            Some((*cog, *explained, *codes, spans.clone()))
        }
        _ => None,
    });
    let (cog, explained, codes, spans) = found.expect("told");
    assert_eq!((cog, explained, codes, spans[0].1), (2022, 5, 5, 2022));
    assert_eq!(population(&reference, "01187"), Some(774));
}

#[test]
fn a_vintage_asked_for_is_taken_where_the_name_says_none() {
    let asked = PopulationOptions { cog: Some(2024), ..PMUN };
    let reference = with(&[("pop2022.csv", "codgeo,pmun\n15141,1577\n")], &asked).expect("populations");
    assert_eq!(population(&reference, "15141"), None);
    let reference = with(&[("pop2022_geo2025.csv", "codgeo,pmun\n15141,700\n")], &asked).expect("populations");
    assert_eq!(population(&reference, "15141"), Some(700));
    assert!(matches!(notes(&reference)[..], [PopulationNote::VintageNotTaken { cog: 2025, not_taken: 2024, .. }]));
}

#[test]
fn a_vintage_beyond_the_history_is_refused() {
    let error = with(&[("pop2030_geo2032.csv", "codgeo,pmun\n01004,1\n")], &PMUN).unwrap_err();
    assert!(matches!(error, PopulationError::OutsideHistory { cog: 2032, reference: 2026, last: 2026, .. }), "{error}");
}

#[test]
fn files_of_several_vintages_may_not_contradict_each_other() {
    let files =
        [("a_pop2020_geo2022.csv", "codgeo,pmun\n01004,10\n"), ("b_pop2022_geo2024.csv", "codgeo,pmun\n01004,11\n")];
    let Err(PopulationError::Contradiction { figures, count }) = with(&files, &PMUN) else { panic!("refused") };
    let named: Vec<&str> = figures.iter().map(|at| at.file.as_str()).collect();
    assert_eq!((named, count), (vec!["a_pop2020_geo2022.csv", "b_pop2022_geo2024.csv"], 1));
}
