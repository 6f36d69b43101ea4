//! The fixtures, and copies of them to spoil.

use std::path::{Path, PathBuf};

use maillage::formats::layer::{Layer, Problem};
use maillage::formats::read_error::ReadError;
use maillage::formats::vector::{self, ReadOptions};
use tempfile::TempDir;

/// A fixture's path.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/formats").join(name)
}

/// A fixture's content.
pub fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(fixture(name)).unwrap()
}

/// A fixture read as a user would.
pub fn read(name: &str) -> Layer {
    vector::read(&fixture(name), &ReadOptions::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// A folder of files with names and contents.
pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        std::fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

/// Reads content under a name.
pub fn read_as(name: &str, content: &[u8]) -> Result<Layer, ReadError> {
    let folder = folder(&[(name, content)]);
    vector::read(&folder.path().join(name), &ReadOptions::default())
}

/// Reads the shapefile fixture with some of its parts replaced or, with `None`, left away.
pub fn read_shapefile(changes: &[(&str, Option<&[u8]>)]) -> Result<Layer, ReadError> {
    let folder = tempfile::tempdir().unwrap();
    for extension in ["shp", "shx", "dbf", "prj", "cpg"] {
        let changed = changes.iter().find(|(part, _)| *part == extension);
        let original = bytes(&format!("layer.{extension}"));
        if let Some(content) = changed.map_or(Some(original.as_slice()), |(_, content)| *content) {
            std::fs::write(folder.path().join(format!("layer.{extension}")), content).unwrap();
        }
    }
    vector::read(&folder.path().join("layer.shp"), &ReadOptions::default())
}

/// Problems as pairs of a feature and what was said.
pub fn problems(layer: &Layer) -> Vec<(usize, Problem)> {
    layer.problems.iter().map(|entry| (entry.feature, entry.problem.clone())).collect()
}
