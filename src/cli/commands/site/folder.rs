//! The folder of a site: what belongs to it is written where it has changed, and removed where it is not part of the
//! site any more. Files of others are never touched, and no link in the folder is followed.

use super::manifest::{self, Manifest};
use crate::cli::support::files;
use crate::cli::support::problem::Problem;
use anyhow::{Context, bail};
use postmortem::source::read_file;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How many files are kept until they are written: some at a time is faster, and all would fill the memory.
const MOST_WAITING: usize = 128;

/// No page is larger, even with all its images.
const LARGEST: u64 = 256 * 1024 * 1024;

/// What is wrong with a file on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Missing,
    Stale,
    /// An earlier run wrote it, and it is not part of the site any more.
    Orphaned,
}

impl State {
    pub(super) fn name(self) -> &'static str {
        match self {
            State::Missing => "missing",
            State::Stale => "stale",
            State::Orphaned => "not part of the site any more",
        }
    }
}

/// The folder of a site.
pub(super) struct Folder {
    root: PathBuf,
    /// The files that the site has now.
    wanted: BTreeSet<String>,
    /// Those that an earlier run wrote.
    known: Manifest,
    writes: bool,
    /// Whether pages that were made of the same values are taken to be up to date.
    trusts: bool,
    work: Mutex<Work>,
}

#[derive(Default)]
struct Work {
    /// What differs on disk.
    states: Vec<(String, State)>,
    waiting: Vec<(PathBuf, String)>,
    /// What stands for pages and all that they were made of.
    pages: BTreeMap<String, String>,
    errors: Vec<anyhow::Error>,
}

impl Folder {
    /// A folder for those files, to be compared with them.
    ///
    /// # Errors
    /// Files of others in it, unless `force`; a link where a file of the site is to be.
    pub(super) fn open(root: &Path, wanted: BTreeSet<String>, force: bool) -> anyhow::Result<Self> {
        if root.metadata().is_ok_and(|found| !found.is_dir()) {
            bail!(Problem::new(format!("`{}` is a file", root.display()), "name a folder: -o public/"));
        }
        check_file(root, manifest::NAME)?;
        let known = manifest::read(root)?;
        if known.is_none()
            && !force
            && let Some(other) = other(root)?
        {
            bail!(Problem::new(
                format!("`{}` contains files that are not of a site: `{other}`", root.display()),
                "name another folder, or use --force: other files stay, unless the site needs their names"
            ));
        }
        let known = known.unwrap_or_default();
        for path in &wanted {
            let exists = check_file(root, path)?;
            if exists && !force && !known.files.contains(path) {
                bail!(Problem::new(
                    format!("`{}` is not of this site", root.join(path).display()),
                    "move it elsewhere, or use --force to replace it"
                ));
            }
        }
        Ok(Folder {
            root: root.to_owned(),
            wanted,
            known,
            writes: false,
            trusts: !force,
            work: Mutex::default(),
        })
    }

    /// To be written, not only compared. What will be written is listed first: a run that is interrupted leaves no file that is nobody's.
    pub(super) fn begin(mut self) -> anyhow::Result<Self> {
        self.writes = true;
        let files = self.known.files.union(&self.wanted).cloned().collect();
        self.list(&Manifest { files, pages: self.known.pages.clone() })?;
        Ok(self)
    }

    /// Whether the page on disk is the one that was made of the same values. `--check` does not rely on it.
    pub(super) fn has(&self, path: &str, key: u64) -> bool {
        let Some(made) = self.known.pages.get(path).filter(|_| self.writes && self.trusts) else {
            return false;
        };
        let is_made =
            read_file(&self.root.join(path), LARGEST).is_ok_and(|found| version(key, &found) == *made);
        if is_made {
            self.lock().pages.insert(path.to_owned(), made.clone());
        }
        is_made
    }

    /// Writes a page that differs. `key` stands for all that it is made of, if that is known.
    pub(super) fn put_page(&self, path: String, text: String, key: Option<u64>) {
        if let Some(key) = key {
            let made = version(key, text.as_bytes());
            self.lock().pages.insert(path.clone(), made);
        }
        self.put(path, text);
    }

    /// Writes a file that differs. Errors are kept until the end.
    pub(super) fn put(&self, path: String, text: String) {
        let place = self.root.join(&path);
        let state = match read_file(&place, text.len() as u64) {
            Ok(found) if found == text.as_bytes() => return,
            _ if place.exists() => State::Stale,
            _ => State::Missing,
        };
        let mut work = self.lock();
        work.states.push((path, state));
        if !self.writes {
            return;
        }
        work.waiting.push((place, text));
        if work.waiting.len() >= MOST_WAITING {
            let waiting = std::mem::take(&mut work.waiting);
            // Others go on meanwhile.
            drop(work);
            let errors = write(&waiting);
            self.lock().errors.extend(errors);
        }
    }

    /// Writes the rest, removes what is not part of the site any more, and returns what has differed, by path.
    pub(super) fn finish(self) -> anyhow::Result<Vec<(String, State)>> {
        let Work { mut states, waiting, pages, mut errors } = std::mem::take(&mut *self.lock());
        errors.extend(write(&waiting));
        if let Some(error) = errors.into_iter().next() {
            return Err(error);
        }
        for path in self.known.files.difference(&self.wanted) {
            if !self.is_orphan(path) {
                continue;
            }
            states.push((path.clone(), State::Orphaned));
            if self.writes {
                let place = self.root.join(path);
                fs::remove_file(&place).with_context(|| format!("cannot remove `{}`", place.display()))?;
                // Only an empty folder is removed.
                let folder = place.parent().filter(|folder| *folder != self.root);
                folder.map(fs::remove_dir);
            }
        }
        if self.writes {
            self.list(&Manifest { files: self.wanted.clone(), pages })?;
        }
        states.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        Ok(states)
    }

    /// Whether a file that an earlier run wrote is still there, and no link leads to it.
    fn is_orphan(&self, path: &str) -> bool {
        if !check_file(&self.root, path).is_ok_and(|exists| exists) {
            return false;
        }
        // Some systems take `A` and `a` for the same file.
        let same = self.wanted.iter().find(|wanted| wanted.eq_ignore_ascii_case(path));
        let real = |path: &str| files::canonical(&self.root.join(path));
        same.is_none_or(|same| real(same) != real(path))
    }

    fn lock(&self) -> MutexGuard<'_, Work> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn list(&self, files: &Manifest) -> anyhow::Result<()> {
        let (path, text) = (self.root.join(manifest::NAME), manifest::text(files));
        if read_file(&path, text.len() as u64).is_ok_and(|found| found == text.as_bytes()) {
            return Ok(());
        }
        files::write(&path, &text)
    }
}

/// Stands for a page and all that it was made of.
fn version(key: u64, page: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    (key, page).hash(&mut hasher);
    format!("{:016x}", hasher.finish())
}

fn write(waiting: &[(PathBuf, String)]) -> Vec<anyhow::Error> {
    let files: Vec<(&Path, &str)> =
        waiting.iter().map(|(path, text)| (path.as_path(), text.as_str())).collect();
    if files.is_empty() { Vec::new() } else { files::write_all(&files) }
}

/// A file in a folder that could be one of others. Hidden ones are not: those of git, or of a server's settings.
fn other(root: &Path) -> anyhow::Result<Option<String>> {
    let entries = match fs::read_dir(root) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        entries => entries.with_context(|| format!("cannot read `{}`", root.display()))?,
    };
    let names = entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned());
    Ok(names.filter(|name| !name.starts_with('.')).min())
}

/// Whether a file exists.
///
/// # Errors
/// A link, or something else than a file or folder, on the way to it.
fn check_file(root: &Path, path: &str) -> anyhow::Result<bool> {
    let parts: Vec<&str> = path.split('/').collect();
    let mut place = root.to_owned();
    for (at, part) in parts.iter().enumerate() {
        place.push(part);
        let found = match place.symlink_metadata() {
            Ok(found) => found,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(error).with_context(|| format!("cannot read `{}`", place.display())),
        };
        let is_last = at + 1 == parts.len();
        let is_expected = if is_last { found.is_file() } else { found.is_dir() };
        if !is_expected {
            let what = if found.is_symlink() { "link" } else { "file of another kind" };
            bail!(Problem::new(
                format!("`{}` is a {what}, which is not followed or replaced", place.display()),
                "remove it, or name another folder"
            ));
        }
    }
    Ok(true)
}
