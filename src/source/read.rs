//! Files as bytes: only regular ones, and only up to a limit. A pipe could make the program wait forever, a device
//! could fill the memory.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use thiserror::Error;

/// Why a file is not read.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ReadError {
    /// A folder, a pipe, a device or a socket.
    #[error("it is not a regular file")]
    Special,
    /// It exceeds the limit.
    #[error("it is larger than {} KiB", .0 / 1024)]
    TooLarge(u64),
    /// A path leads to a file that must not be read or written.
    #[error("it is a link that leads out of its folder or repository")]
    Outside,
    /// A folder with so many entries that it is hardly the intended one.
    #[error("it contains more than {0} files and folders")]
    Crowded(usize),
    /// Bytes that are not UTF-8 text.
    #[error("it is not UTF-8")]
    NotUtf8,
    /// An error of the system.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl ReadError {
    /// The help; for an error of the system, its message says everything that is known.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            ReadError::Special => Some("use a regular file, not a folder, a pipe or a device"),
            ReadError::Outside => Some("replace the link with a copy of the file"),
            ReadError::Crowded(_) => Some("name a folder that contains only templates"),
            ReadError::NotUtf8 => Some("convert it to UTF-8"),
            ReadError::TooLarge(_) | ReadError::Io(_) => None,
        }
    }
}

/// A file's content, if it is a regular file no larger than a limit in bytes.
///
/// # Errors
/// See [`ReadError`].
pub fn read_file(path: &Path, limit: u64) -> Result<Vec<u8>, ReadError> {
    // Checked first: opening a pipe waits for its writer.
    if !fs::metadata(path)?.is_file() {
        return Err(ReadError::Special);
    }
    let file = File::open(path)?;
    let size = file.metadata()?.len();
    if size > limit {
        return Err(ReadError::TooLarge(limit));
    }
    read_limited(file, limit, usize::try_from(size).unwrap_or_default())
}

/// A stream's content, if it is no larger than a limit in bytes. About `expected` bytes are allocated.
///
/// # Errors
/// See [`ReadError`].
pub(crate) fn read_limited(stream: impl Read, limit: u64, expected: usize) -> Result<Vec<u8>, ReadError> {
    let mut bytes = Vec::with_capacity(expected + 1);
    // One byte more than allowed distinguishes a stream that is too long from one that just fits. A file can grow
    // meanwhile.
    stream.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit { Err(ReadError::TooLarge(limit)) } else { Ok(bytes) }
}

/// The text of a regular file no larger than a limit in bytes.
///
/// # Errors
/// See [`ReadError`].
pub fn read_text(path: &Path, limit: u64) -> Result<String, ReadError> {
    String::from_utf8(read_file(path, limit)?).map_err(|_| ReadError::NotUtf8)
}

/// The real path of a file, if no link on the way leads out of its scope: for a path that leads down from the working
/// folder, its repository; for any other one, the folder that it names.
///
/// # Errors
/// [`ReadError::Outside`], or a path that does not exist.
pub fn within(path: &Path) -> Result<PathBuf, ReadError> {
    let real = path.canonicalize()?;
    let leads_down = path.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let folder =
        path.parent().filter(|folder| !leads_down && *folder != Path::new("")).unwrap_or(Path::new("."));
    let folder = folder.canonicalize()?;
    let root = repository(&folder).filter(|_| leads_down).unwrap_or(&folder);
    if real.starts_with(root) { Ok(real) } else { Err(ReadError::Outside) }
}

/// The canonical path of a file or folder that has several names. For one that does not exist, that of the existing
/// folders above it.
pub fn real(path: &Path) -> PathBuf {
    // The empty path is the working folder.
    let path = Path::new(".").join(path);
    existing(&path).map_or_else(|| path.clone(), |(real, rest)| real.join(rest))
}

/// The real path of the existing part of a path, and the rest of it.
pub fn existing(path: &Path) -> Option<(PathBuf, &Path)> {
    path.ancestors().find_map(|above| Some((above.canonicalize().ok()?, path.strip_prefix(above).ok()?)))
}

/// The real path of a file, which need not exist, if it is in the repository of a folder, or in the folder if there is
/// no repository. A link on the way may lead anywhere in there.
///
/// # Errors
/// [`ReadError::Outside`], or a folder that does not exist.
pub fn inside(path: &Path, folder: &Path) -> Result<PathBuf, ReadError> {
    // The empty path is the working folder.
    let [path, folder] = [path, folder].map(|path| Path::new(".").join(path));
    let folder = folder.canonicalize()?;
    let (real, rest) = existing(&path).ok_or(ReadError::Outside)?;
    let leads_down = rest.components().all(|part| matches!(part, Component::Normal(_)));
    let root = repository(&folder).unwrap_or(&folder);
    if leads_down && real.starts_with(root) { Ok(real.join(rest)) } else { Err(ReadError::Outside) }
}

/// The root of the repository that a folder is in.
pub fn repository(folder: &Path) -> Option<&Path> {
    folder.ancestors().find(|folder| is_repository(folder))
}

/// Whether a folder is the root of a repository.
pub(crate) fn is_repository(folder: &Path) -> bool {
    folder.join(".git").exists()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stream has no size to check first: without the limit it could fill the memory.
    #[test]
    fn a_stream_ends_at_the_limit() {
        assert!(matches!(read_limited(io::repeat(b'a'), 1000, 0), Err(ReadError::TooLarge(1000))));
        assert_eq!(read_limited(io::repeat(b'a').take(1000), 1000, 0).unwrap().len(), 1000);
    }
}
