//! How files are laid out, what is missing in them, and of which year they are.

use super::*;

#[test]
fn missing_is_not_zero() {
    let reference = joined("pop2023_geo2025.csv", "codgeo,pmun\n55039,0\n01001,\n01002,n.d.\n");
    assert_eq!(
        ["55039", "01001", "01002", "01004"].map(|unit| population(&reference, unit)),
        [Some(0), None, None, None]
    );
    let told = |wanted: &str| {
        let is_it = |note: &PopulationNote| match note {
            PopulationNote::NoFigure { code, line, .. } => *code == super::code(wanted) && *line > 2,
            PopulationNote::Missing { unit, .. } => *unit == super::code(wanted),
            _ => false,
        };
        populations(&reference).notes.iter().filter(|note| is_it(note)).count()
    };
    assert_eq!(["55039", "01001", "01002", "01004"].map(told), [0, 1, 1, 1]);
}

#[test]
fn a_users_own_table_is_read_with_thousands_decimals_and_lost_zeros() {
    let text = "Populations;;\nCode commune;Nom;Population municipale 2021\n1004;Ambérieu;14 288\n1005;Ambérieux;1\u{a0}821,0\n2a004;Ajaccio;72\u{202f}647\n";
    let reference = joined("ma table.csv", text);
    let units = ["01004", "01005", "2A004"];
    assert_eq!(units.map(|unit| population(&reference, unit)), [Some(14_288), Some(1_821), Some(72_647)]);
    assert_eq!(reference.metadata.population_year, Some(2021));
}

#[test]
fn what_is_no_whole_number_is_told_with_its_line_and_never_rounded() {
    let reference = joined("pop2023_geo2025.csv", "codgeo;pmun\n01004;12,5\n01005;1,234\n01002;-3\n01001;806\n");
    assert_eq!(
        ["01004", "01005", "01002", "01001"].map(|it| population(&reference, it)),
        [None, None, None, Some(806)]
    );
    let bad: Vec<(u64, &str)> = notes(&reference)
        .into_iter()
        .filter_map(|note| match note {
            PopulationNote::BadFigure { line, value, .. } => Some((*line, value.as_str())),
            _ => None,
        })
        .collect();
    assert_eq!(bad, [(2, "12,5"), (3, "1,234"), (4, "-3")]);
}

#[test]
fn a_figure_cut_by_the_separator_is_not_read_as_a_smaller_one() {
    let reference = joined("pop2023_geo2025.csv", "codgeo,nom,pmun\n01004,Ambérieu,14,288\n01001,L'Abergement,806\n");
    assert_eq!((population(&reference, "01004"), population(&reference, "01001")), (None, Some(806)));
    assert!(matches!(notes(&reference)[..], [PopulationNote::RowLength { line: 2, cells: 4, expected: 3, .. }]));
}

#[test]
fn several_figures_of_one_code_are_none_and_the_same_again_counts_once() {
    let text = "codgeo,pmun\n01004,10\n01004,11\n01001,5\n01001,5\n";
    let reference = joined("pop2023_geo2025.csv", text);
    assert_eq!((population(&reference, "01004"), population(&reference, "01001")), (None, Some(5)));
    let lines: Vec<Vec<u64>> = notes(&reference)
        .into_iter()
        .map(|note| match note {
            PopulationNote::SeveralFigures { figures } => figures.iter().map(|at| at.line).collect(),
            PopulationNote::Repeated { again, line, .. } => vec![*line, again.line],
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(lines, [vec![4, 5], vec![2, 3]]);
    assert_nobody_is_lost(&reference);
}

#[test]
fn files_that_disagree_are_refused_by_name_and_those_that_agree_count_once() {
    let (a, b) =
        (("a_pop2023_geo2025.csv", "codgeo,pmun\n01004,10\n"), ("b_pop2023_geo2025.csv", "codgeo,pmun\n01004,11\n"));
    let error = with(&[a, b], &PMUN).unwrap_err().to_string();
    assert!(error.contains(a.0) && error.contains(b.0) && error.contains("01004"), "{error}");
    let reference = with(&[a, ("b_pop2023_geo2025.csv", a.1)], &PMUN).expect("populations");
    assert_eq!(population(&reference, "01004"), Some(10));
    assert!(matches!(notes(&reference)[..], [PopulationNote::InTwoFiles { rows: 1, inhabitants: 10, .. }]));
    assert_nobody_is_lost(&reference);
}

#[test]
fn files_of_one_name_are_told_apart() {
    let name = "pop2023_geo2025.csv";
    let reference =
        with(&[(name, "codgeo,pmun\n01004,10\n"), (name, "codgeo,pmun\n01001,5\n")], &PMUN).expect("two files");
    let files: Vec<(&str, u64)> =
        populations(&reference).files.iter().map(|it| (it.file.as_str(), it.placed)).collect();
    assert_eq!(files, [(name, 10), ("pop2023_geo2025.csv (2)", 5)]);
    assert_nobody_is_lost(&reference);
}

#[test]
fn codes_of_no_commune_and_rows_without_code_are_told_with_what_they_lose() {
    let text = "codgeo,pmun\n01004,10\n01001,5\n99999,7\nTotal,67\nSource : INSEE,\n";
    let reference = joined("pop2023_geo2025.csv", text);
    let lost: Vec<u64> = notes(&reference).into_iter().map(PopulationNote::not_placed).collect();
    assert_eq!(lost, [67, 0, 7], "{:?}", notes(&reference));
    assert_eq!(reference.metadata.source_totals.population_with_collectivities, 89);
    assert_nobody_is_lost(&reference);
}

#[test]
fn the_year_is_that_of_the_column_then_of_the_name_then_the_one_asked_for_and_else_unknown() {
    let year = |name: &str, text: &str, asked: Option<u16>| {
        let options = PopulationOptions { year: asked, cog: Some(2025), ..PMUN };
        with(&[(name, text)], &options).expect("populations").metadata.population_year
    };
    assert_eq!(year("x.csv", "codgeo,pmun2021\n01004,1\n", None), Some(2021));
    assert_eq!(year("x.csv", "codgeo,annee,pmun\n01004,2019,1\n", None), Some(2019));
    assert_eq!(year("pop2022.csv", "codgeo,pmun\n01004,1\n", None), Some(2022));
    assert_eq!(year("pop2022.csv", "codgeo,pmun\n01004,1\n", Some(2020)), Some(2022));
    assert_eq!(year("x.csv", "codgeo,pmun\n01004,1\n", Some(2020)), Some(2020));
    assert_eq!(year("x.csv", "codgeo,pmun\n01004,1\n", None), None);
    let unknown = joined("x_geo2025.csv", "codgeo,pmun\n01004,1\n");
    assert!(matches!(notes(&unknown)[..], [PopulationNote::YearUnknown { .. }]));
}

#[test]
fn of_rows_of_several_years_those_of_the_year_asked_for_are_read() {
    let text = "codgeo,annee,pmun\n01004,2020,10\n01004,2021,11\n01001,2021,5\n";
    let error = with(&[("x_geo2025.csv", text)], &PMUN).unwrap_err();
    assert!(matches!(error, PopulationError::SeveralYears { ref years, .. } if years[..] == [2020, 2021]), "{error}");
    let options = PopulationOptions { year: Some(2021), ..PMUN };
    let reference = with(&[("x_geo2025.csv", text)], &options).expect("populations");
    assert_eq!((population(&reference, "01004"), population(&reference, "01001")), (Some(11), Some(5)));
    assert!(matches!(notes(&reference)[..], [PopulationNote::OtherYears { year: 2021, rows: 1, .. }]));
}

#[test]
fn the_kind_asked_for_is_taken_and_told_and_without_a_file_the_reference_must_have_it() {
    let totale = PopulationOptions { kind: PopulationKind::Totale, ..PMUN };
    let text = "DEP;CODCOM;PMUN;PCAP;PTOT\n01;004;15554;376;15930\n";
    let reference = with(&[("pop2022_geo2024.csv", text)], &totale).expect("populations");
    assert_eq!(population(&reference, "01004"), Some(15_930));
    assert_eq!(reference.metadata.population_kind, PopulationKind::Totale);
    let error = with(&[], &totale).unwrap_err();
    assert!(matches!(error, PopulationError::NotInReference { .. }), "{error}");
    assert_eq!(with(&[], &PMUN).expect("as it is").metadata, super::reference().metadata);
    let unstated = with(&[("pop2022_geo2024.csv", "insee,habitants\n01004,15930\n")], &totale).expect("populations");
    assert!(matches!(notes(&unstated)[..], [PopulationNote::KindNotStated { kind: PopulationKind::Totale, .. }]));
}
