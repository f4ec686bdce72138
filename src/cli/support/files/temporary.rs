//! Temporary files: how they are created, and how those of killed runs are removed.

use super::cannot_write;
use anyhow::Context;
use std::collections::BTreeSet;
use std::fs::{self, DirEntry, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tempfile::{Builder, NamedTempFile};

/// A name that nobody else uses.
const PREFIX: &str = ".postmortem-";
const SUFFIX: &str = ".tmp";

/// A younger file may belong to a run that has not locked it yet.
const OLD: Duration = Duration::from_mins(1);

/// A temporary file next to the one that it replaces, its content on disk.
pub(super) fn temporary(name: &Path, target: &Path, text: &str) -> anyhow::Result<NamedTempFile> {
    let cannot = || cannot_write(name);
    let file = empty(name, target)?;
    let mut content = file.as_file();
    content.write_all(text.as_bytes()).with_context(cannot)?;
    content.sync_all().with_context(cannot)?;
    Ok(file)
}

/// An empty temporary file next to the one that it replaces, with the permissions that the file has or would get. `name`
/// is the name that the user knows. It is locked while it is open, so that other runs can see that it is in use.
pub(super) fn empty(name: &Path, target: &Path) -> anyhow::Result<NamedTempFile> {
    let cannot = || cannot_write(name);
    let folder = folder_of(target);
    fs::create_dir_all(folder).with_context(|| format!("cannot create the folder `{}`", folder.display()))?;
    remove_strays_once(folder);
    // The library's error names the temporary file, which means nothing to the user.
    let file = new_file(folder).map_err(|error| io::Error::from(error.kind())).with_context(cannot)?;
    // Without locks, nobody removes other runs' files either.
    let _ = file.as_file().lock();
    // Before there is content that somebody could read.
    if let Ok(existing) = fs::metadata(target) {
        keep_owner(file.as_file(), &existing);
        file.as_file().set_permissions(existing.permissions()).with_context(cannot)?;
    }
    Ok(file)
}

fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."))
}

/// Makes sure that a file's new name is on disk, like its content.
#[cfg(unix)]
pub(super) fn sync_folder(path: &Path) -> io::Result<()> {
    match File::open(folder_of(path)).and_then(|folder| folder.sync_all()) {
        // Some file systems cannot sync folders, and a folder may be writable but not readable.
        Err(error)
            if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::PermissionDenied) =>
        {
            Ok(())
        }
        result => result,
    }
}

/// Where a folder cannot be opened as a file, the system itself keeps names safe.
#[cfg(not(unix))]
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// Editing another user's file does not change its owner, if the system allows that.
#[cfg(unix)]
fn keep_owner(file: &File, existing: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let _ = fchown(file, Some(existing.uid()), Some(existing.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &fs::Metadata) {}

/// Temporary files are readable only by their owner; a report has the permissions of the user's umask.
#[cfg(unix)]
fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    let permissions = fs::Permissions::from_mode(0o666);
    Builder::new().prefix(PREFIX).suffix(SUFFIX).permissions(permissions).tempfile_in(folder)
}

#[cfg(not(unix))]
fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder)
}

/// Removes the temporary files of killed runs from a folder. Once per run: scanning a folder for every report would
/// take longer than writing it.
fn remove_strays_once(folder: &Path) {
    static DONE: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());
    if DONE.lock().unwrap_or_else(PoisonError::into_inner).insert(folder.to_path_buf()) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            // A file that cannot be removed does no harm.
            let _ = remove_stray(&entry);
        }
    }
}

/// Removes a file if it has the name of a temporary one, is old, and is not locked by a running process.
fn remove_stray(entry: &DirEntry) -> io::Result<()> {
    let name = entry.file_name();
    let is_ours = name.to_str().is_some_and(|name| name.starts_with(PREFIX) && name.ends_with(SUFFIX));
    if !is_ours || !entry.file_type()?.is_file() {
        return Ok(());
    }
    let file = File::open(entry.path())?;
    // A time in the future is not an age.
    let is_old = file.metadata()?.modified()?.elapsed().is_ok_and(|age| age > OLD);
    if is_old && file.try_lock().is_ok() { fs::remove_file(entry.path()) } else { Ok(()) }
}
