//! Which reference to use: the one named, or the one in the binary.

use std::path::Path;

use super::pack::read_lists;
use super::{Reference, ReferenceError, read_pack};

#[cfg(feature = "embedded-reference")]
static EMBEDDED: &[u8] = include_bytes!("../../assets/reference-2026.pack");

/// The reference of `file`, or the embedded one.
///
/// # Errors
/// The file cannot be read or is not a reference; or none is named and none is embedded.
pub fn load(file: Option<&Path>) -> Result<Reference, ReferenceError> {
    load_with(file, read_pack)
}

/// The same for whoever brings contours of their own: those of the reference are not read, and its faces are empty.
///
/// # Errors
/// Those of [`load`].
pub fn load_without_contours(file: Option<&Path>) -> Result<Reference, ReferenceError> {
    load_with(file, read_lists)
}

type Read = fn(&[u8]) -> Result<Reference, ReferenceError>;

fn load_with(file: Option<&Path>, read: Read) -> Result<Reference, ReferenceError> {
    match file {
        Some(path) => {
            let bytes = std::fs::read(path).map_err(|source| ReferenceError::File { path: path.to_owned(), source })?;
            read(&bytes)
        }
        None => embedded(read),
    }
}

#[cfg(feature = "embedded-reference")]
fn embedded(read: Read) -> Result<Reference, ReferenceError> {
    read(EMBEDDED)
}

#[cfg(not(feature = "embedded-reference"))]
fn embedded(_: Read) -> Result<Reference, ReferenceError> {
    Err(ReferenceError::NotEmbedded)
}
