//! Which reference to use: the one named, or the one in the binary.

use std::path::Path;

use super::{Reference, ReferenceError, read_pack};

#[cfg(feature = "embedded-reference")]
static EMBEDDED: &[u8] = include_bytes!("../../assets/reference-2026.pack");

/// The reference of `file`, or the embedded one.
///
/// # Errors
/// The file cannot be read or is not a reference; or none is named and none is embedded.
pub fn load(file: Option<&Path>) -> Result<Reference, ReferenceError> {
    match file {
        Some(path) => {
            let bytes = std::fs::read(path).map_err(|source| ReferenceError::File { path: path.to_owned(), source })?;
            read_pack(&bytes)
        }
        None => embedded(),
    }
}

#[cfg(feature = "embedded-reference")]
fn embedded() -> Result<Reference, ReferenceError> {
    read_pack(EMBEDDED)
}

#[cfg(not(feature = "embedded-reference"))]
fn embedded() -> Result<Reference, ReferenceError> {
    Err(ReferenceError::NotEmbedded)
}
