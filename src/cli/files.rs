//! Writes files whole or not at all: into a temporary file in the same folder, which then takes the name.

use anyhow::{Context, anyhow, bail};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Writes a new file. One that exists is only replaced with `force`.
pub(crate) fn create(path: &Path, text: &str, force: bool) -> anyhow::Result<()> {
    if force {
        return put(path, text, Care::Whole);
    }
    check_free(path)?;
    let file = temporary(path, text)?;
    match file.persist_noclobber(path) {
        Ok(_) => Ok(()),
        Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Err(exists(path)),
        Err(error) => Err(error.error).with_context(|| format!("cannot write `{}`", path.display())),
    }
}

/// Fails if a name is taken.
pub(crate) fn check_free(path: &Path) -> anyhow::Result<()> {
    // A dangling link is somebody's name too.
    if path.symlink_metadata().is_ok() { Err(exists(path)) } else { Ok(()) }
}

/// The one name of a file that has many: `a.yaml`, `./a.yaml`, a link. One that is not there keeps its own.
pub(crate) fn canonical(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf())
}

/// Writes a file that can be made again, in place of one that exists; an incident file cannot be made again.
pub(crate) fn write(path: &Path, text: &str) -> anyhow::Result<()> {
    let is_yaml = path.extension().is_some_and(|ending| ending == "yaml" || ending == "yml");
    if is_yaml && path.exists() {
        bail!("`{}` is a YAML file, which no report replaces\nname another file", path.display());
    }
    put(path, text, Care::Whole)
}

/// Writes a file of which there is no other copy: when this returns it is on the disk, even if the power fails then.
pub(crate) fn edit(path: &Path, text: &str) -> anyhow::Result<()> {
    put(path, text, Care::Durable)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Care {
    Whole,
    Durable,
}

fn put(path: &Path, text: &str, care: Care) -> anyhow::Result<()> {
    // The file that a link leads to is replaced, not the link.
    let path = &canonical(path);
    let cannot = || format!("cannot write `{}`", path.display());
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_dir() => bail!("cannot write `{}`: it is a folder", path.display()),
        // A device or a pipe cannot be replaced, only written to.
        Ok(metadata) if !metadata.is_file() => fs::write(path, text).with_context(cannot),
        _ => {
            let file = temporary(path, text)?;
            if care == Care::Durable {
                file.as_file().sync_all().with_context(cannot)?;
            }
            file.persist(path).map(drop).map_err(|error| error.error).with_context(cannot)
        }
    }
}

/// Opens a file to change it, and keeps every other run that would change it so waiting until it is closed.
///
/// The lock is on the file itself. [`edit`] replaces that, so whoever waited looks again which file has the name.
#[cfg(unix)]
pub(crate) fn lock(path: &Path) -> io::Result<File> {
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
pub(crate) fn lock(path: &Path) -> io::Result<File> {
    File::options().read(true).write(true).open(path)?;
    let file = File::create(std::env::temp_dir().join("postmortem.lock"))?;
    file.lock()?;
    Ok(file)
}

/// A temporary file beside a path, with the permissions that the file of that name has or would get.
fn temporary(path: &Path, text: &str) -> anyhow::Result<NamedTempFile> {
    let cannot = || format!("cannot write `{}`", path.display());
    let folder = match path.parent() {
        Some(folder) if folder != Path::new("") => folder.to_path_buf(),
        _ => PathBuf::from("."),
    };
    fs::create_dir_all(&folder).with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    let existing = fs::metadata(path).ok();
    // The error of the library names its temporary file, which says nothing to anybody.
    let mut file = new_file(&folder).map_err(|error| io::Error::from(error.kind())).with_context(cannot)?;
    // Before there is a text that somebody could read.
    if let Some(existing) = existing {
        keep_owner(file.as_file(), &existing);
        file.as_file().set_permissions(existing.permissions()).with_context(cannot)?;
    }
    file.write_all(text.as_bytes()).with_context(cannot)?;
    Ok(file)
}

/// Whoever edits another's file does not become its owner by that, where the system allows it.
#[cfg(unix)]
fn keep_owner(file: &File, existing: &fs::Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let _ = fchown(file, Some(existing.uid()), Some(existing.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &File, _: &fs::Metadata) {}

/// Temporary files are made for their owner alone; a report is made for whom the user's mask allows.
#[cfg(unix)]
fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    tempfile::Builder::new().permissions(std::fs::Permissions::from_mode(0o666)).tempfile_in(folder)
}

#[cfg(not(unix))]
fn new_file(folder: &Path) -> io::Result<NamedTempFile> {
    NamedTempFile::new_in(folder)
}

fn exists(path: &Path) -> anyhow::Error {
    anyhow!("`{}` exists already\nuse --force to replace it, or name another file with -o", path.display())
}
