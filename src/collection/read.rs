//! From a path to a text.

use super::Error;
use crate::diagnostic::Checked;
use crate::document::{MAX_SIZE, source_from_bytes, too_large};
use crate::source::{ReadError, Source, read_file, read_limited};
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Why there is no text.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The file is too large or not UTF-8: its diagnostic says so, with help.
    #[error("`{}` cannot be read as a text", .0.source.name())]
    Fault(Box<Checked>),
    /// It could not be read.
    #[error(transparent)]
    Error(#[from] Error),
}

impl Refused {
    /// What to do about it, if that is known.
    pub fn help(&self) -> Option<&str> {
        match self {
            Refused::Fault(checked) => checked.diagnostics.first()?.help.as_deref(),
            Refused::Error(error) => error.help(),
        }
    }
}

/// The text of a file.
///
/// # Errors
/// See [`Refused`].
pub fn read(path: &Path) -> Result<Source, Refused> {
    let bytes = read_file(path, MAX_SIZE).map_err(|error| refused(path, error))?;
    source(path.display().to_string(), bytes)
}

/// The text of a stream, such as standard input, under its name in messages.
///
/// # Errors
/// See [`Refused`].
pub fn read_stream(name: &str, stream: impl Read) -> Result<Source, Refused> {
    let bytes = read_limited(stream, MAX_SIZE, 0).map_err(|error| refused(Path::new(name), error))?;
    source(name.to_owned(), bytes)
}

/// Reads and handles all files, several at a time; the results have the order of the files. A text lives as long as
/// `handle` keeps it.
pub fn for_each<T: Send>(files: &[PathBuf], handle: impl Fn(Result<Source, Refused>) -> T + Sync) -> Vec<T> {
    for_each_of(files, |_, source| handle(source))
}

/// Like [`for_each`], for files with associated data.
pub fn for_each_of<F: AsRef<Path> + Sync, T: Send>(
    files: &[F],
    handle: impl Fn(&F, Result<Source, Refused>) -> T + Sync,
) -> Vec<T> {
    match files {
        // Starting threads would take longer than the work.
        [file] => vec![handle(file, read(file.as_ref()))],
        files => files.par_iter().map(|file| handle(file, read(file.as_ref()))).collect(),
    }
}

fn refused(path: &Path, error: ReadError) -> Refused {
    let named = path.to_path_buf();
    match error {
        ReadError::TooLarge(_) => Refused::Fault(Box::new(too_large(path.display().to_string()))),
        ReadError::Special => Refused::Error(Error::Special(named)),
        ReadError::Io(error) => Refused::Error(Error::new(named, error)),
        error => Refused::Error(Error::Io(named, io::Error::other(error))),
    }
}

fn source(name: String, bytes: Vec<u8>) -> Result<Source, Refused> {
    source_from_bytes(name, bytes).map_err(Refused::Fault)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stream has no size to check first: without the limit it could fill the memory.
    #[test]
    fn stops_a_stream_at_the_limit() {
        let refused = read_stream("<stdin>", io::repeat(b'a'));
        let Err(Refused::Fault(checked)) = refused else { panic!("{refused:?}") };
        assert_eq!(checked.diagnostics[0].rule.name, "too-complex");
        let refused = Refused::Fault(checked);
        assert_eq!(refused.to_string(), "`<stdin>` cannot be read as a text");
        assert!(refused.help().is_some(), "{refused:?}");
    }

    /// Output is compared byte for byte between runs.
    #[test]
    fn keeps_the_order_of_the_files() {
        let folder = tempfile::tempdir().unwrap();
        let files: Vec<PathBuf> = (0..50).map(|n| folder.path().join(format!("{n}.yaml"))).collect();
        for (n, file) in files.iter().enumerate() {
            std::fs::write(file, n.to_string()).unwrap();
        }
        let texts = for_each(&files, |source| source.unwrap().text().parse::<usize>().unwrap());
        assert!(texts.into_iter().eq(0..50));
    }
}
