//! Changes a file that exists only once, without losing what other runs or an editor write to it in the meantime.

use super::temporary::{sync_folder, temporary};
use super::{cannot_write, canonical};
use anyhow::Context;
use postmortem::output::visible;
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file that no other run changes until this is dropped.
pub(crate) struct Locked {
    /// The name that the user knows.
    name: PathBuf,
    /// The target of a link.
    path: PathBuf,
    /// Holds the lock.
    #[cfg_attr(not(unix), allow(dead_code))]
    file: File,
}

impl Locked {
    /// Waits until no other run changes the file.
    ///
    /// # Errors
    /// If the file does not exist or is not writable.
    pub(crate) fn new(name: &Path) -> anyhow::Result<Self> {
        let path = canonical(name);
        let file = lock(&path).with_context(|| cannot_write(name))?;
        Ok(Locked { name: name.to_path_buf(), path, file })
    }

    /// Replaces `before` with a text, and returns whether it did: not if the file no longer contains `before`.
    pub(crate) fn replace(&self, before: &str, text: &str) -> anyhow::Result<bool> {
        let cannot = || cannot_write(&self.name);
        // The text is on disk before the file is compared: the shorter the time until the exchange, the less an editor
        // can do in between.
        let new = temporary(&self.name, &self.path, text)?;
        if self.has_changed(before) {
            return Ok(false);
        }
        let is_done = exchange(new, &self.path, before, text).with_context(cannot)?;
        sync_folder(&self.path).with_context(cannot)?;
        Ok(is_done)
    }

    /// Whether the file's content has changed.
    pub(crate) fn has_changed(&self, before: &str) -> bool {
        fs::read(&self.path).map_or(true, |found| found != before.as_bytes())
    }

    /// The warning if the file has another hard link, which keeps the old text.
    pub(crate) fn hard_link_warning(&self) -> Option<String> {
        let name = self.name.display().to_string();
        let name = visible(&name);
        self.is_hard_linked().then(|| format!("`{name}` has another hard link, which keeps the old text"))
    }

    /// Whether the file has another hard link, which keeps the old text when this name gets the new one.
    #[cfg(unix)]
    fn is_hard_linked(&self) -> bool {
        use std::os::unix::fs::MetadataExt;
        self.file.metadata().is_ok_and(|metadata| metadata.nlink() > 1)
    }

    /// The same where the number of links cannot be read.
    #[cfg(not(unix))]
    fn is_hard_linked(&self) -> bool {
        false
    }
}

/// The lock is on the file itself. [`Locked::replace`] replaces that file, so whoever has waited checks again which
/// file has the name.
#[cfg(unix)]
fn lock(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::MetadataExt;
    let identity = |metadata: fs::Metadata| (metadata.dev(), metadata.ino());
    loop {
        let file = File::options().read(true).write(true).open(path)?;
        file.lock()?;
        if identity(file.metadata()?) == identity(fs::metadata(path)?) {
            return Ok(file);
        }
    }
}

/// The same where an open file cannot be replaced: all runs of a user share one lock.
#[cfg(not(unix))]
fn lock(path: &Path) -> io::Result<File> {
    File::options().read(true).write(true).open(path)?;
    let file = File::create(std::env::temp_dir().join("postmortem.lock"))?;
    file.lock()?;
    Ok(file)
}

/// Renames the new file to the file's name, and returns whether that replaced `before`.
///
/// The two files exchange their names, so that nothing is lost: if an editor has saved after the comparison, its text
/// comes out of the exchange and is put back. That may in turn replace a later text, so this repeats until the text
/// that comes out is the one that was there.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(new: NamedTempFile, path: &Path, before: &str, text: &str) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    let swap = || renameat_with(CWD, new.path(), CWD, path, RenameFlags::EXCHANGE);
    if swap().is_err() {
        // Not every file system supports it.
        return new.persist(path).map(|_| true).map_err(|error| error.error);
    }
    let (mut inside, mut expected) = (text.as_bytes().to_vec(), before.as_bytes().to_vec());
    let mut is_done = true;
    loop {
        let out = fs::read(new.path())?;
        if out == expected {
            return Ok(is_done);
        }
        swap()?;
        is_done = false;
        expected = std::mem::replace(&mut inside, out);
    }
}

/// Renames the new file to the file's name.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(new: NamedTempFile, path: &Path, _: &str, _: &str) -> io::Result<bool> {
    new.persist(path).map(|_| true).map_err(|error| error.error)
}
