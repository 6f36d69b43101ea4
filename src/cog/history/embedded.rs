//! Which history to use: the one named, or the one in the binary.

use std::path::Path;

use super::{History, HistoryError, read_pack};

#[cfg(feature = "embedded-reference")]
static EMBEDDED: &[u8] = include_bytes!("../../../assets/history-2026.pack");

/// The history of `file`, or the embedded one.
///
/// # Errors
/// The file cannot be read or is not a history; or none is named and none is embedded.
pub fn load(file: Option<&Path>) -> Result<History, HistoryError> {
    match file {
        Some(path) => {
            let bytes =
                std::fs::read(path).map_err(|source| HistoryError::source(&path.display().to_string(), source))?;
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
