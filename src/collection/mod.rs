//! Many files at once: which ones, their texts, read in parallel, and the [`Record`] that is kept of each for rules
//! across files and for views.
//!
//! Only the caller knows what else to keep of a file: thousands of them are read, and few have findings.

mod compared;
mod discover;
mod facts;
mod pending;
mod read;
mod record;

pub use compared::Collection;
pub use discover::{Found, discover, discover_by, is_ignored};
pub use facts::Facts;
pub use read::{Refused, for_each, for_each_of, read, read_stream};
pub use record::Record;
pub(crate) use record::is_stream;

use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why a path gives no incident file.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The path does not exist.
    #[error("`{}` does not exist", .0.display())]
    Missing(PathBuf),
    /// A pipe, a device or a socket: reading it could take forever.
    #[error("`{}` is neither a file nor a folder", .0.display())]
    Special(PathBuf),
    /// A link in a folder, to a file that does not exist.
    #[error("`{}` is a broken link", .0.display())]
    Dangling(PathBuf),
    /// An error of the system.
    #[error("cannot read `{}`", .0.display())]
    Io(PathBuf, #[source] io::Error),
}

impl Error {
    /// The path.
    pub fn path(&self) -> &Path {
        match self {
            Error::Missing(path) | Error::Special(path) | Error::Dangling(path) | Error::Io(path, _) => path,
        }
    }

    /// The help; for a missing path or an error of the system, the message says everything that is known.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Error::Special(_) => Some("use `-` to read standard input"),
            Error::Dangling(_) => Some("remove it, or restore its target"),
            Error::Missing(_) | Error::Io(..) => None,
        }
    }

    fn new(path: PathBuf, error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::NotFound => Error::Missing(path),
            _ => Error::Io(path, error),
        }
    }
}
