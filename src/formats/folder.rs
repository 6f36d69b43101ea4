//! Output files that appear whole or not at all.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;

/// A file that could not be written.
#[derive(Debug, thiserror::Error)]
#[error("{}: {source}", path.display())]
pub struct WriteError {
    /// The file or folder.
    pub path: PathBuf,
    /// What the system said.
    pub source: std::io::Error,
}

/// What writes the content of a file.
pub type Content<'a> = Box<dyn Fn(&mut (dyn Write + Send)) -> io::Result<()> + Sync + 'a>;

/// Writes files into a folder, made if it is not there, in parallel.
///
/// All are written beside their places first, and take them only once every one is complete: a full disk or a wrong
/// permission leaves what was there before. A name may have folders before it (`cartes/1.svg`), made if they are not there.
///
/// # Errors
/// The folder cannot be made, or a file cannot be written or renamed.
pub fn write_all<N: AsRef<str> + Sync>(folder: &Path, files: &[(N, Content)]) -> Result<(), WriteError> {
    let failed = |path: &Path, source| WriteError { path: path.to_owned(), source };
    std::fs::create_dir_all(folder).map_err(|source| failed(folder, source))?;
    let write = |(name, content): &(N, Content)| {
        let path = folder.join(name.as_ref());
        let written = || {
            let mut file = BufWriter::new(tempfile::NamedTempFile::new_in(folder)?);
            content(&mut file)?;
            let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
            set_usual_permissions(&file)?;
            Ok(file)
        };
        let file = written().map_err(|source| failed(&path, source))?;
        Ok((path, file))
    };
    let ready: Vec<Result<_, WriteError>> = files.par_iter().map(write).collect();
    // The first error in the order of the files, whichever came first.
    for (path, file) in ready.into_iter().collect::<Result<Vec<_>, _>>()? {
        let parent = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent).map_err(|source| failed(parent, source))?;
        file.persist(&path).map_err(|error| failed(&path, error.error))?;
    }
    Ok(())
}

/// Writes one file, whole or not at all.
///
/// # Errors
/// The file cannot be written or renamed.
pub fn write_one(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let failed = |source| WriteError { path: path.to_owned(), source };
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    set_usual_permissions(&file).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// A temporary file can be read by its owner alone; a report is for others too.
#[cfg(unix)]
fn set_usual_permissions(file: &tempfile::NamedTempFile) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn set_usual_permissions(_: &tempfile::NamedTempFile) -> std::io::Result<()> {
    Ok(())
}
