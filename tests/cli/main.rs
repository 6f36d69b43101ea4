//! The program as its users meet it: commands, exit codes, messages and files.

mod assign;
mod assign_refusals;
mod bad_input;
mod boundaries;
mod changes;
mod cog;
mod determinism;
mod dirt;
mod export;
mod failures;
mod files;
mod pictures;
mod populations;
mod reconcile;
mod reference;
mod reference_build;
mod report;
mod rules;
mod schemas;
mod screens;
mod shared;
mod tables;
mod usage;

use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;

/// The example table of the README.
const FIXTURE: &str = "fixtures/cpts-hauts-de-france.csv";

/// A table with every kind of dirt, each documented in fixtures/README.md.
const DIRTY: &str = "fixtures/cpts-dirty.csv";

fn maillage(args: &[&str]) -> Output {
    command().args(args).output().expect("maillage runs")
}

/// The program, in the project's folder.
fn command() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_maillage"));
    command.current_dir(env!("CARGO_MANIFEST_DIR")).env_remove("MAILLAGE_REFERENCE");
    command.env_remove("MAILLAGE_HISTORY").env_remove("MAILLAGE_SCHEMES");
    command
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

/// A report in a new folder, which goes with the value.
struct Written {
    folder: tempfile::TempDir,
}

impl Written {
    fn report(table: &Path, options: &[&str]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let output = command().arg("report").arg(table).arg("--out").arg(folder.path()).args(options).output();
        let output = output.expect("maillage runs");
        assert!(output.status.success(), "{}", stderr(&output));
        Self { folder }
    }

    fn fixture() -> Self {
        Self::report(Path::new(FIXTURE), &["--region", "32"])
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn text(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn json(&self, name: &str) -> serde_json::Value {
        serde_json::from_str(&self.text(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// Rows of a CSV file as maps from column to text.
    fn rows(&self, name: &str) -> Vec<std::collections::BTreeMap<String, String>> {
        let text = self.text(name);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        reader.deserialize().collect::<Result<_, _>>().unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    fn names(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.folder.path()).expect("the folder");
        let mut names: Vec<String> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }
}
