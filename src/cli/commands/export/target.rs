//! The folder of the tables: nothing that an export did not write is replaced, and each file is written as a whole.

use super::manifest::{self, Manifest};
use crate::cli::support::files::{Growing, persist_all};
use crate::cli::support::problem::Problem;
use anyhow::{Context, bail};
use postmortem::views::export::{Format, Rows, Table};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

pub(super) struct Target {
    folder: PathBuf,
    format: Format,
    /// Files of an earlier export, by their names.
    earlier: BTreeSet<String>,
    force: bool,
    tables: Vec<Growing>,
    rows: [usize; Table::ALL.len()],
}

impl Target {
    /// Begins all tables.
    pub(super) fn new(folder: &Path, format: Format, force: bool) -> anyhow::Result<Self> {
        if folder.exists() && !folder.is_dir() {
            bail!(Problem::new(format!("`{}` is not a folder", folder.display()), "name a folder with -o"));
        }
        let earlier = manifest::written(folder)
            .with_context(|| format!("cannot read `{}`", folder.join(manifest::NAME).display()))?;
        let (tables, rows) = (Vec::new(), [0; Table::ALL.len()]);
        let mut target = Target { folder: folder.to_path_buf(), format, earlier, force, tables, rows };
        let names = Table::ALL.map(|table| table.file(format));
        for name in names.iter().map(String::as_str).chain([manifest::NAME]) {
            target.check(name)?;
        }
        for (table, name) in Table::ALL.iter().zip(&names) {
            let mut file = target.begin(name)?;
            file.push(&table.header(format))?;
            target.tables.push(file);
        }
        Ok(target)
    }

    /// Fails if somebody else has a file of that name.
    fn check(&self, name: &str) -> anyhow::Result<()> {
        let path = self.folder.join(name);
        // A broken link also occupies a name.
        if self.replaces(name) || path.symlink_metadata().is_err() {
            return Ok(());
        }
        bail!(Problem::new(
            format!("`{}` already exists, and no earlier export wrote it", path.display()),
            "use --force to replace it, or name another folder with -o",
        ))
    }

    fn replaces(&self, name: &str) -> bool {
        self.force || self.earlier.contains(name)
    }

    fn begin(&self, name: &str) -> anyhow::Result<Growing> {
        Growing::new(&self.folder.join(name), self.replaces(name))
    }

    /// Adds the rows of an incident.
    pub(super) fn add(&mut self, rows: &Rows) -> anyhow::Result<()> {
        for (index, table) in Table::ALL.into_iter().enumerate() {
            self.tables[index].push(rows.text(table))?;
            self.rows[index] += rows.count(table);
        }
        Ok(())
    }

    /// Gives the tables their names, then the manifest; what an earlier export wrote and this one did not is removed.
    pub(super) fn finish(mut self, public: bool) -> anyhow::Result<usize> {
        let manifest = Manifest::new(self.format, public, &self.rows);
        let mut file = self.begin(manifest::NAME)?;
        file.push(&(serde_json::to_string_pretty(&manifest)? + "\n"))?;
        let mut files = std::mem::take(&mut self.tables);
        files.push(file);
        persist_all(files)?;
        let current = Table::ALL.map(|table| table.file(self.format));
        for name in self.earlier.iter().filter(|name| *name != manifest::NAME && !current.contains(name)) {
            let path = self.folder.join(name);
            match fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                    return Err(error).with_context(|| format!("cannot remove `{}`", path.display()));
                }
                _ => {}
            }
        }
        Ok(self.rows.iter().sum())
    }
}
