//! Files that are too large to be kept in memory: written piece by piece, and named when all of it is on disk.

use super::temporary::{empty, sync_folder};
use super::{cannot_write, canonical, exists};
use anyhow::{Context, bail};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// A file that does not have its name yet. If it is dropped, it is removed.
pub(crate) struct Growing {
    /// As the user knows it.
    name: PathBuf,
    /// What it replaces: the file that a link leads to, not the link.
    target: PathBuf,
    /// Whether an existing file is replaced.
    replaces: bool,
    file: BufWriter<NamedTempFile>,
}

impl Growing {
    pub(crate) fn new(name: &Path, replaces: bool) -> anyhow::Result<Self> {
        let target = canonical(name);
        if target.is_dir() {
            bail!("{}: it is a folder", cannot_write(name));
        }
        let file = BufWriter::new(empty(name, &target)?);
        Ok(Growing { name: name.to_path_buf(), target, replaces, file })
    }

    pub(crate) fn push(&mut self, text: &str) -> anyhow::Result<()> {
        self.file.write_all(text.as_bytes()).with_context(|| cannot_write(&self.name))
    }

    /// Makes sure that its content is on disk.
    fn sync(&mut self) -> anyhow::Result<()> {
        let flushed = self.file.flush().and_then(|()| self.file.get_ref().as_file().sync_all());
        flushed.with_context(|| cannot_write(&self.name))
    }

    fn persist(self) -> anyhow::Result<()> {
        let cannot = || cannot_write(&self.name);
        let file = self.file.into_inner().map_err(io::IntoInnerError::into_error).with_context(cannot)?;
        if self.replaces {
            return file.persist(&self.target).map(drop).map_err(|error| error.error).with_context(cannot);
        }
        match file.persist_noclobber(&self.target) {
            Ok(_) => Ok(()),
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => Err(exists(&self.name)),
            Err(error) => Err(error.error).with_context(cannot),
        }
    }
}

/// Gives files of one folder their names, one after the other, once all of them are on disk.
pub(crate) fn persist_all(mut files: Vec<Growing>) -> anyhow::Result<()> {
    files.iter_mut().try_for_each(Growing::sync)?;
    let last = files.last().map(|file| (file.name.clone(), file.target.clone()));
    files.into_iter().try_for_each(Growing::persist)?;
    let Some((name, target)) = last else { return Ok(()) };
    sync_folder(&target).with_context(|| cannot_write(&name))
}
