//! Which history to use: the one named, or the one in the binary.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use super::{History, HistoryError, read_pack};

#[cfg(feature = "embedded-reference")]
static EMBEDDED: &[u8] = include_bytes!("../../../assets/history-2026.pack");

/// A history that is loaded when it is first asked for: most tables are of the reference's own vintage and need none.
#[derive(Debug, Default)]
pub struct HistorySource {
    file: Option<PathBuf>,
    loaded: OnceLock<History>,
}

impl HistorySource {
    /// The history of a file, or the embedded one.
    pub fn new(file: Option<PathBuf>) -> Self {
        Self { file, loaded: OnceLock::new() }
    }

    /// The history.
    ///
    /// # Errors
    /// As for [`load`].
    pub fn get(&self) -> Result<&History, HistoryError> {
        if let Some(history) = self.loaded.get() {
            return Ok(history);
        }
        let history = load(self.file.as_deref())?;
        Ok(self.loaded.get_or_init(|| history))
    }
}

impl From<History> for HistorySource {
    fn from(history: History) -> Self {
        Self { file: None, loaded: OnceLock::from(history) }
    }
}

/// The history of `file`, or the embedded one.
///
/// # Errors
/// The file cannot be read or is not a history; or none is named and none is embedded.
pub fn load(file: Option<&Path>) -> Result<History, HistoryError> {
    match file {
        Some(path) => {
            let bytes = std::fs::read(path).map_err(|source| HistoryError::File { path: path.to_owned(), source })?;
            read_pack(&bytes)
        }
        None => embedded(),
    }
}

#[cfg(feature = "embedded-reference")]
fn embedded() -> Result<History, HistoryError> {
    read_pack(EMBEDDED)
}

#[cfg(not(feature = "embedded-reference"))]
fn embedded() -> Result<History, HistoryError> {
    Err(HistoryError::NotEmbedded)
}
