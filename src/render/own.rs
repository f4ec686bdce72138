//! The user's own templates: the files of one folder. Nothing outside it is read, whatever links say: a report must not
//! contain other files of the machine that makes it.

use super::library::{ENDINGS, EXTENSION};
use crate::source::{ReadError, read_text};
use std::collections::{BTreeMap, HashSet, VecDeque};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The maximum size of a template, in bytes.
pub(super) const MAX_SIZE: u64 = 1024 * 1024;

/// The maximum number of entries below the folder: `templates = "/"` would take minutes.
const MOST_ENTRIES: usize = 10_000;

/// What could not be read, and why.
pub(super) type Unread = (PathBuf, ReadError);

/// The user's files.
#[derive(Debug, Default)]
pub(super) struct Own {
    /// The folder's real path.
    root: PathBuf,
    /// Their paths by template name, `partials/timeline.md`.
    pub(super) files: BTreeMap<String, PathBuf>,
}

/// A folder that has not been visited yet.
struct Waiting {
    path: PathBuf,
    /// The prefix of its files' template names.
    prefix: String,
}

impl Own {
    /// The files below a folder. Each folder is visited once, directly rather than through a link.
    pub(super) fn new(folder: &Path) -> Result<Self, Unread> {
        let root = folder.canonicalize().map_err(|error| (folder.to_path_buf(), error.into()))?;
        let mut own = Own { root, files: BTreeMap::new() };
        let (mut seen, mut left) = (HashSet::new(), MOST_ENTRIES);
        let mut waiting = VecDeque::from([Waiting { path: folder.to_path_buf(), prefix: String::new() }]);
        while let Some(next) = waiting.pop_front() {
            let real = own.real(&next.path)?;
            if seen.insert(real) {
                let entries = own.collect(&next, &mut waiting).map_err(|error| (next.path, error.into()))?;
                let crowded = || (folder.to_path_buf(), ReadError::Crowded(MOST_ENTRIES));
                left = left.checked_sub(entries).ok_or_else(crowded)?;
            }
        }
        Ok(own)
    }

    /// Adds the files of a folder, and counts its entries; its folders are queued, those behind links after all others.
    fn collect(&mut self, folder: &Waiting, waiting: &mut VecDeque<Waiting>) -> io::Result<usize> {
        let mut entries = fs::read_dir(&folder.path)?.collect::<io::Result<Vec<_>>>()?;
        entries.sort_by_key(fs::DirEntry::file_name);
        let count = entries.len();
        for entry in entries {
            let Ok(name) = entry.file_name().into_string() else { continue };
            let (path, prefix) = (entry.path(), &folder.prefix);
            if path.is_dir() {
                let next = Waiting { prefix: format!("{prefix}{name}/"), path };
                if entry.file_type()?.is_symlink() {
                    waiting.push_back(next);
                } else {
                    waiting.push_front(next);
                }
            } else {
                let name = name.strip_suffix(EXTENSION).unwrap_or(&name);
                if ENDINGS.iter().any(|ending| name.ends_with(ending)) {
                    self.files.insert(format!("{prefix}{name}"), path);
                }
            }
        }
        Ok(count)
    }

    /// The text of one of the files.
    pub(super) fn read(&self, path: &Path) -> Result<String, Unread> {
        let real = self.real(path)?;
        read_text(&real, MAX_SIZE).map_err(|error| (path.to_path_buf(), error))
    }

    /// The real path of an entry of the folder, if it is inside it.
    fn real(&self, path: &Path) -> Result<PathBuf, Unread> {
        let failed = |error| (path.to_path_buf(), error);
        let real = path.canonicalize().map_err(|error| failed(error.into()))?;
        if real.starts_with(&self.root) { Ok(real) } else { Err(failed(ReadError::Outside)) }
    }
}
