//! Where results go: a file that appears whole, or standard output, which may close early.

use std::io::{self, ErrorKind, Write};
use std::path::Path;

use anyhow::Result;
use maillage::formats::csv::Dialect;
use maillage::formats::folder;

/// Writes to standard output.
pub fn print(bytes: &[u8]) -> Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    Ok(out.flush()?)
}

/// Writes to standard error. Where nobody reads it any more (`maillage … 2>&1 | head`), there is nobody to tell.
pub fn note(text: &str) {
    drop(io::stderr().write_all(text.as_bytes()));
}

/// Whether the reader of our output went away.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}

/// The name of standard output where a file is asked for.
pub const STANDARD_OUTPUT: &str = "-";

/// Writes to a file, whole or not at all; without one, or to `-`, to standard output.
pub fn put(path: Option<&Path>, bytes: &[u8]) -> Result<()> {
    match path.filter(|path| *path != Path::new(STANDARD_OUTPUT)) {
        Some(path) => Ok(folder::write_one(path, bytes)?),
        None => print(bytes),
    }
}

/// Writes a result, and what is said of it to standard output; where the result goes there itself, to standard error.
pub fn put_and_say(path: &Path, bytes: &[u8], said: &str) -> Result<()> {
    put(Some(path), bytes)?;
    if path == Path::new(STANDARD_OUTPUT) {
        note(said);
        Ok(())
    } else {
        print(said.as_bytes())
    }
}

/// How tables are written: as data, or for Excel in French.
pub fn dialect(excel_fr: bool) -> Dialect {
    if excel_fr { Dialect::ExcelFrench } else { Dialect::Standard }
}
