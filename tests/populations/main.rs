//! Populations of files in place of the reference's own, on the units of 2026 and the history of the COG in the program.

mod carried;
mod cities;
mod layouts;
mod properties;
mod real;

use std::path::PathBuf;
use std::sync::OnceLock;

use maillage::cog::CommuneCode;
use maillage::cog::history::{self, History};
use maillage::reference::populations::Populations;
use maillage::reference::{
    PopulationError, PopulationKind, PopulationNote, PopulationOptions, PopulationTable, Reference, load,
    with_populations,
};

const PMUN: PopulationOptions = PopulationOptions { kind: PopulationKind::Municipale, year: None, cog: None };

fn reference() -> Reference {
    static REFERENCE: OnceLock<Reference> = OnceLock::new();
    REFERENCE.get_or_init(|| load(None).expect("the reference is in the program")).clone()
}

fn history() -> &'static History {
    static HISTORY: OnceLock<History> = OnceLock::new();
    HISTORY.get_or_init(|| history::load(None).expect("the history is in the program"))
}

fn code(text: &str) -> CommuneCode {
    text.parse().expect("a code")
}

/// A file of that name with that text.
fn file(name: &str, text: &str) -> PopulationTable {
    PopulationTable::read(name.to_owned(), text.as_bytes().to_vec()).expect("a table")
}

fn with(files: &[(&str, &str)], options: &PopulationOptions) -> Result<Reference, PopulationError> {
    let tables = files.iter().map(|(name, text)| file(name, text)).collect();
    with_populations(reference(), tables, history(), options)
}

/// The reference with the populations of one file.
fn joined(name: &str, text: &str) -> Reference {
    with(&[(name, text)], &PMUN).unwrap_or_else(|error| panic!("{error}"))
}

fn population(reference: &Reference, text: &str) -> Option<u32> {
    let unit = reference.find(code(text)).unwrap_or_else(|| panic!("{text} is a unit"));
    reference.unit(unit).population
}

fn populations(reference: &Reference) -> &Populations {
    reference.metadata.populations.as_ref().expect("populations of files")
}

/// The notes, without those on units that a small table does not name.
fn notes(reference: &Reference) -> Vec<&PopulationNote> {
    let about = |note: &&PopulationNote| {
        !matches!(note, PopulationNote::Missing { .. } | PopulationNote::DepartmentMissing { .. })
    };
    populations(reference).notes.iter().filter(about).collect()
}

/// Every inhabitant of the files is at a unit or in a note, and in one only.
fn assert_nobody_is_lost(reference: &Reference) {
    let populations = populations(reference);
    let placed: u64 = populations.files.iter().map(|file| file.placed).sum();
    let at_units: u64 = reference.units.iter().filter_map(|unit| unit.population).map(u64::from).sum();
    assert_eq!(placed, at_units);
    let in_notes: u64 = populations.notes.iter().map(PopulationNote::not_placed).sum();
    assert_eq!(populations.not_placed(), in_notes);
}

/// A file beside the project; tests that need it are skipped where it is absent.
fn shared(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data/insee").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not there", path.display());
    None
}
