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

/// Where a file is to appear.
enum Place {
    /// Here: a file that is there is replaced whole. A symbolic link stays, and the file that it names is replaced.
    File(PathBuf),
    /// A pipe or a device, which cannot be replaced: written into.
    Stream,
}

impl Place {
    fn of(path: &Path) -> io::Result<Self> {
        match std::fs::metadata(path) {
            Ok(found) if !found.is_file() && !found.is_dir() => return Ok(Self::Stream),
            Ok(_) if path.is_symlink() => return Ok(Self::File(path.canonicalize()?)),
            Err(error) if path.is_symlink() && error.kind() == io::ErrorKind::NotFound => {
                // A link to a file that is not there yet.
                let named = path.parent().unwrap_or(Path::new("")).join(std::fs::read_link(path)?);
                return if named.is_symlink() { Err(error) } else { Ok(Self::File(named)) };
            }
            _ => {}
        }
        Ok(Self::File(path.to_owned()))
    }
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Writes files into a folder, made if it is not there, in parallel.
///
/// All are written beside their places first, and take them only once every one is complete: a full disk or a wrong
/// permission leaves what was there before. A name may have folders before it (`cartes/1.svg`), made if they are not there.
/// Symbolic links are followed; pipes and devices are written into.
///
/// # Errors
/// The folder cannot be made, or a file cannot be written or renamed.
pub fn write_all<N: AsRef<str> + Sync>(folder: &Path, files: &[(N, Content)]) -> Result<(), WriteError> {
    let failed = |path: &Path, source| WriteError { path: path.to_owned(), source };
    std::fs::create_dir_all(folder).map_err(|source| failed(folder, source))?;
    let write = |(name, content): &(N, Content)| {
        let path = folder.join(name.as_ref());
        let written = || {
            let place = Place::of(&path)?;
            // A file takes its place by its new name only within its own disk, which a link may leave.
            let beside = match &place {
                Place::File(real) if *real != path => folder_of(real),
                _ => folder,
            };
            let mut file = BufWriter::new(tempfile::NamedTempFile::new_in(beside)?);
            content(&mut file)?;
            let file = file.into_inner().map_err(io::IntoInnerError::into_error)?;
            set_usual_permissions(&file)?;
            Ok((place, file))
        };
        let (place, file) = written().map_err(|source| failed(&path, source))?;
        Ok((path, place, file))
    };
    let ready: Vec<Result<_, WriteError>> = files.par_iter().map(write).collect();
    // The first error in the order of the files, whichever came first.
    for (path, place, file) in ready.into_iter().collect::<Result<Vec<_>, _>>()? {
        let parent = path.parent().unwrap_or(folder);
        std::fs::create_dir_all(parent).map_err(|source| failed(parent, source))?;
        match place {
            Place::File(real) => drop(file.persist(real).map_err(|error| failed(&path, error.error))?),
            Place::Stream => {
                let into = || io::copy(&mut file.reopen()?, &mut opened(&path)?);
                into().map_err(|source| failed(&path, source))?;
            }
        }
    }
    Ok(())
}

/// Writes one file, whole or not at all. Symbolic links are followed; pipes and devices are written into.
///
/// # Errors
/// The file cannot be written or renamed.
pub fn write_one(path: &Path, bytes: &[u8]) -> Result<(), WriteError> {
    let failed = |source| WriteError { path: path.to_owned(), source };
    let real = match Place::of(path).map_err(failed)? {
        Place::File(real) => real,
        Place::Stream => return opened(path).and_then(|mut stream| stream.write_all(bytes)).map_err(failed),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder_of(&real)).map_err(failed)?;
    file.write_all(bytes).map_err(failed)?;
    set_usual_permissions(&file).map_err(failed)?;
    file.persist(real).map_err(|error| failed(error.error))?;
    Ok(())
}

/// A pipe or a device, to write into.
fn opened(path: &Path) -> io::Result<std::fs::File> {
    std::fs::OpenOptions::new().write(true).open(path)
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

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_link_stays_and_the_file_that_it_names_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let elsewhere = tempfile::tempdir().unwrap();
        let real = elsewhere.path().join("real.csv");
        let link = folder.path().join("link.csv");
        std::os::unix::fs::symlink(&real, &link).unwrap();
        for text in ["made", "replaced"] {
            write_one(&link, text.as_bytes()).unwrap();
            assert!(link.is_symlink());
            assert_eq!(std::fs::read_to_string(&real).unwrap(), text);
        }
        let content: Content = Box::new(|out| out.write_all(b"of all"));
        write_all(folder.path(), &[("link.csv", content)]).unwrap();
        assert!(link.is_symlink());
        assert_eq!(std::fs::read_to_string(&real).unwrap(), "of all");
    }

    #[test]
    fn a_pipe_is_written_into_and_stays_one() {
        use std::os::unix::fs::FileTypeExt;
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        let reader = {
            let pipe = pipe.clone();
            std::thread::spawn(move || std::fs::read_to_string(pipe).unwrap())
        };
        write_one(&pipe, b"through").unwrap();
        assert_eq!(reader.join().unwrap(), "through");
        assert!(std::fs::metadata(&pipe).unwrap().file_type().is_fifo());
    }
}
