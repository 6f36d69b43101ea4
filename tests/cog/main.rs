//! The history of the COG: that of the program, and the one that INSEE's own files tell.

mod against_insee;
mod known_cases;
mod properties;
mod vintages;

use std::path::PathBuf;
use std::sync::OnceLock;

use maillage::cog::CommuneCode;
use maillage::cog::history::build::{InseeFiles, from_insee};
use maillage::cog::history::{History, load};

/// The history in the program.
fn history() -> &'static History {
    static HISTORY: OnceLock<History> = OnceLock::new();
    HISTORY.get_or_init(|| load(None).expect("the history is in the program"))
}

/// A file beside the project; tests that need it are skipped where it is absent.
fn shared(name: &str) -> Option<PathBuf> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    if path.exists() {
        return Some(path);
    }
    eprintln!("skipped: {} is not there", path.display());
    None
}

/// The history of INSEE's files of 2026.
fn insee() -> Option<&'static History> {
    static HISTORY: OnceLock<Option<History>> = OnceLock::new();
    let read = || {
        let (movements, communes) = (shared("insee/v_mvt_commune_2026.csv")?, shared("insee/v_commune_2026.csv")?);
        Some(from_insee(&InseeFiles { movements, communes, year: 2026 }).expect("a history"))
    };
    HISTORY.get_or_init(read).as_ref()
}

fn code(text: &str) -> CommuneCode {
    text.parse().expect("a code")
}

fn codes(texts: &[&str]) -> Vec<CommuneCode> {
    texts.iter().map(|text| code(text)).collect()
}

/// Rows of a CSV file as maps from column to text.
fn rows(path: &std::path::Path, separator: u8) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(separator).from_path(path).expect("a table");
    reader.deserialize().collect::<Result<_, _>>().expect("rows")
}
