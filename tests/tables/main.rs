//! Tables as people keep them: the same claims whatever the file, and an answer to each trap.
//!
//! `scripts/make-table-fixtures` makes the files.

mod accounting;
mod forms;
mod limits;
mod same;
mod traps;
mod written;

use std::collections::BTreeSet;
use std::path::PathBuf;

use maillage::formats::table::{self, Table, TableError, TableNote, TableOptions};
use maillage::territory::{ColumnChoice, Finding, FormNote, Reading, header_finder, read_claims_of};

/// CPTS, code, name of the commune, stage.
type Claim = [String; 4];

fn fixture(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("fixtures/tables").join(name)
}

fn files(folder: &str) -> Vec<String> {
    let entries = std::fs::read_dir(fixture(folder)).expect("fixtures");
    let name = |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().file_name().into_string().unwrap();
    let mut files: Vec<String> = entries.map(|entry| format!("{folder}/{}", name(entry))).collect();
    files.sort();
    files
}

fn read_bytes(bytes: Vec<u8>, sheet: Option<&str>, choice: &ColumnChoice) -> Result<(Table, Reading), TableError> {
    let header = header_finder(choice);
    let table = table::read_bytes(bytes, &TableOptions { sheet, header: &header, ..TableOptions::default() })?;
    let reading = read_claims_of(&table, choice).unwrap_or_else(|error| panic!("{error:?}"));
    Ok((table, reading))
}

fn read(name: &str) -> (Table, Reading) {
    let bytes = std::fs::read(fixture(name)).unwrap();
    read_bytes(bytes, None, &ColumnChoice::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn refusal(name: &str) -> TableError {
    let bytes = std::fs::read(fixture(name)).unwrap();
    read_bytes(bytes, None, &ColumnChoice::default()).expect_err(name)
}

/// The claims, in order, apostrophes made alike: not every encoding has both.
fn claims(reading: &Reading) -> BTreeSet<Claim> {
    let text = |text: &str| text.replace('’', "'");
    reading.claims().map(|it| [it.cpts, it.code, it.commune, it.stage].map(text)).collect()
}

fn notes(reading: &Reading) -> Vec<&TableNote> {
    let findings = reading.anomalies.iter().map(|anomaly| &anomaly.finding);
    findings.filter_map(|finding| if let Finding::Table(note) = finding { Some(note) } else { None }).collect()
}

fn form(reading: &Reading) -> Vec<&FormNote> {
    let findings = reading.anomalies.iter().map(|anomaly| &anomaly.finding);
    findings.filter_map(|finding| if let Finding::Form(note) = finding { Some(note) } else { None }).collect()
}
