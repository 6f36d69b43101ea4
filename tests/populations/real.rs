//! INSEE's files as they are published, on the units of 2026.

use std::collections::BTreeMap;

use maillage::reference::{read_pack, write_pack};

use super::*;

const FILES: [&str; 4] = [
    "donnees_communes_mayotte_pop2017.csv",
    "donnees_communes_pop2020_geo2022_oldformat.csv",
    "donnees_communes_pop2022_geo2024.csv",
    "donnees_communes_pop2023_geo2025.csv",
];

fn read(name: &str) -> Option<PopulationTable> {
    let path = shared(name)?;
    Some(PopulationTable::read(name.to_owned(), std::fs::read(path).expect("the file")).expect("a table"))
}

fn of(names: &[&str], options: &PopulationOptions) -> Option<Reference> {
    let tables = names.iter().map(|name| read(name)).collect::<Option<Vec<_>>>()?;
    Some(with_populations(reference(), tables, history(), options).unwrap_or_else(|error| panic!("{error}")))
}

/// Rows and inhabitants of a file, counted by another reader.
fn counted(name: &str, column: &str) -> (usize, u64) {
    let mut reader =
        csv::ReaderBuilder::new().delimiter(b';').from_path(shared(name).expect("the file")).expect("a table");
    let rows = reader.deserialize::<BTreeMap<String, String>>();
    let figures = rows.map(|row| row.expect("a row")[column].parse::<u64>().expect("a figure"));
    figures.fold((0, 0), |(rows, sum), figure| (rows + 1, sum + figure))
}

#[test]
fn every_inhabitant_of_every_file_is_at_a_unit_or_told() {
    for (kind, column) in [(PopulationKind::Municipale, "PMUN"), (PopulationKind::Totale, "PTOT")] {
        for name in FILES {
            let Some(reference) = of(&[name], &PopulationOptions { kind, ..PMUN }) else { return };
            let file = &populations(&reference).files[0];
            assert_eq!((file.rows, file.inhabitants), counted(name, column), "{name}");
            assert_eq!(file.column, column);
            assert_nobody_is_lost(&reference);
            assert_eq!(reference.metadata.source_totals.population, file.inhabitants);
        }
    }
}

#[test]
fn what_cannot_be_carried_from_2022_2024_and_2025_to_2026_is_known_by_name() {
    for (name, cog, not_placed) in [
        // Three communes split since; Les Trois Lacs given twice, under both its codes.
        (FILES[1], 2022, 1_728 + 873 + 9_300 + 1_759),
        (FILES[2], 2024, 1_577),
        (FILES[3], 2025, 0),
    ] {
        let Some(reference) = of(&[name], &PMUN) else { return };
        let populations = populations(&reference);
        assert_eq!((populations.files[0].cog, populations.not_placed()), (cog, not_placed), "{name}");
    }
}

#[test]
fn communes_nouvelles_have_the_sum_of_their_parts() {
    let Some(reference) = of(&[FILES[1]], &PMUN) else { return };
    // Culoz 2,987 and Béon 439; one that stays; one that changed its code.
    let expected = [("01138", 2_987 + 439), ("01095", 843), ("12218", 1_586), ("97424", 5_568), ("2A004", 72_647)];
    for (unit, figure) in expected {
        assert_eq!(population(&reference, unit), Some(figure), "{unit}");
    }
    let Some(reference) = of(&[FILES[2]], &PMUN) else { return };
    // Hautes communes nouvelles of 2025: Haut Valromey with Ruffieu, Pargny-et-Filain, Saint-Martin-de-May, and so on.
    let expected = [
        ("01187", 603 + 174),
        ("02589", 250 + 121),
        ("08439", 151 + 11),
        ("09088", 14 + 6),
        ("14408", 2_017 + 2_511),
        ("14743", 80 + 51),
        ("16023", 558 + 104),
        ("16198", 487 + 256),
    ];
    for (unit, figure) in expected {
        assert_eq!(population(&reference, unit), Some(figure), "{unit}");
    }
}

#[test]
fn metropole_and_mayotte_together_leave_only_collectivities_without_a_figure() {
    let Some(reference) = of(&[FILES[3], FILES[0]], &PMUN) else { return };
    let without = reference.units.iter().filter(|unit| unit.population.is_none());
    assert!(without.clone().all(|unit| !reference.areas.is_region(unit.region)));
    assert_eq!(without.count(), 94);
    assert_eq!(reference.metadata.population_year, Some(2023));
    let others: Vec<(&str, Option<u16>)> =
        reference.metadata.population_other_years.iter().map(|other| (other.code.as_str(), other.year)).collect();
    assert_eq!(others, [("976", Some(2017))]);
    // The reference's own populations are those of the same files.
    let own = super::reference();
    for (unit, own) in reference.units.iter().zip(&own.units).filter(|(unit, _)| unit.population.is_some()) {
        assert_eq!(unit.population, own.population, "{}", unit.code);
    }
}

#[test]
fn without_mayottes_file_mayotte_is_missing_and_told_in_one_line() {
    let Some(reference) = of(&[FILES[3]], &PMUN) else { return };
    assert_eq!(population(&reference, "97601"), None);
    let told = populations(&reference).notes.iter().filter(|note| note.department().as_deref() == Some("976"));
    assert_eq!(
        told.collect::<Vec<_>>(),
        [&PopulationNote::DepartmentMissing { code: "976".into(), name: "Mayotte".into(), units: 17 }]
    );
}

#[test]
fn two_vintages_of_the_same_departments_are_refused() {
    let Some(tables) = [FILES[2], FILES[3]].into_iter().map(read).collect::<Option<Vec<_>>>() else { return };
    let error = with_populations(reference(), tables, history(), &PMUN).unwrap_err();
    let PopulationError::Contradiction { figures, count } = error else { panic!("{error}") };
    assert!(
        count > 20_000 && figures.iter().any(|at| at.file == FILES[2]) && figures.iter().any(|at| at.file == FILES[3])
    );
}

#[test]
fn a_packed_reference_keeps_what_is_told_of_its_populations() {
    let Some(reference) = of(&[FILES[2], FILES[0]], &PMUN) else { return };
    let packed = write_pack(&reference).expect("a pack");
    let read = read_pack(&packed).expect("a reference");
    assert_eq!(read.metadata, reference.metadata);
    assert_eq!(read.units, reference.units);
}
