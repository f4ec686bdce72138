//! Changes a file of which there is no other copy, without losing what other runs or an editor write to it meanwhile.

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
    /// What the user calls it.
    name: PathBuf,
    /// The file that a link leads to.
    path: PathBuf,
    /// Holds the lock.
    #[cfg_attr(not(unix), allow(dead_code))]
    file: File,
}

impl Locked {
    /// Waits until no other run changes the file.
    ///
    /// # Errors
    /// When the file is not there or cannot be written to.
    pub(crate) fn new(name: &Path) -> anyhow::Result<Self> {
        let path = canonical(name);
        let file = lock(&path).with_context(|| cannot_write(name))?;
        Ok(Locked { name: name.to_path_buf(), path, file })
    }

    /// Writes a text in place of `before`, and returns whether it did: not, if the file no longer contains `before`.
    pub(crate) fn replace(&self, before: &str, text: &str) -> anyhow::Result<bool> {
        let cannot = || cannot_write(&self.name);
        // The text is on the disk before the file is compared: the less there is between that and the exchange, the
        // less an editor can do in between.
        let new = temporary(&self.name, &self.path, text)?;
        if self.has_changed(before) {
            return Ok(false);
        }
        let is_done = exchange(new, &self.path, before, text).with_context(cannot)?;
        sync_folder(&self.path).with_context(cannot)?;
        Ok(is_done)
    }

    /// Whether the file contains something else now.
    pub(crate) fn has_changed(&self, before: &str) -> bool {
        fs::read(&self.path).map_or(true, |found| found != before.as_bytes())
    }

    /// What to say if the file has another name, which no longer leads to the same text afterwards.
    pub(crate) fn hard_link_warning(&self) -> Option<String> {
        let name = self.name.display().to_string();
        let name = visible(&name);
        self.is_hard_linked().then(|| format!("`{name}` has another hard link, which keeps the old text"))
    }

    /// Whether the file has another name, which will lead to the old text when this one gets the new one.
    #[cfg(unix)]
    fn is_hard_linked(&self) -> bool {
        use std::os::unix::fs::MetadataExt;
        self.file.metadata().is_ok_and(|metadata| metadata.nlink() > 1)
    }

    /// The same where the number of names cannot be read.
    #[cfg(not(unix))]
    fn is_hard_linked(&self) -> bool {
        false
    }
}

/// The lock is on the file itself. [`Locked::replace`] puts another file in its place, so whoever has waited looks
/// again which file has the name.
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

/// The same where a file that is open cannot be replaced: all runs of a user share one lock.
#[cfg(not(unix))]
fn lock(path: &Path) -> io::Result<File> {
    File::options().read(true).write(true).open(path)?;
    let file = File::create(std::env::temp_dir().join("postmortem.lock"))?;
    file.lock()?;
    Ok(file)
}

/// Gives the file's name to the new file, and returns whether that replaced `before`.
///
/// The two files exchange their names, because then nothing is gone: where an editor has saved after the comparison,
/// its text comes out and is put back. That text may in turn replace a later one, so it goes on until what comes out
/// is what was there.
#[cfg(any(target_os = "linux", target_os = "macos"))]
fn exchange(new: NamedTempFile, path: &Path, before: &str, text: &str) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    let swap = || renameat_with(CWD, new.path(), CWD, path, RenameFlags::EXCHANGE);
    if swap().is_err() {
        // Not every file system can.
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

/// Gives the file's name to the new file.
#[cfg(not(any(target_os = "linux", target_os = "macos")))]
fn exchange(new: NamedTempFile, path: &Path, _: &str, _: &str) -> io::Result<bool> {
    new.persist(path).map(|_| true).map_err(|error| error.error)
}
