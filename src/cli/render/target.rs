//! Where reports go.

use super::maker::Made;
use super::{Args, Format};
use crate::cli::inputs::{Inputs, stem};
use anyhow::bail;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where reports go.
pub(super) enum Target {
    Output,
    File(PathBuf),
    Folder(PathBuf),
}

impl Target {
    /// A folder is meant where it is named as one, and where there are or could be several reports.
    pub(super) fn new(args: &Args, inputs: &Inputs) -> anyhow::Result<Self> {
        let Some(path) = args.output.as_deref().filter(|path| *path != Path::new("-")) else {
            if args.check {
                bail!("--check compares with files\nname the file or folder: -o reports/");
            }
            if inputs.len() > 1 {
                bail!(
                    "{} reports cannot go to standard output\nname a folder for them: -o reports/",
                    inputs.len()
                );
            }
            return Ok(Target::Output);
        };
        let several = inputs.can_be_several();
        if several && path.exists() && !path.is_dir() {
            bail!("`{}` is no folder for reports\nname a folder for them: -o reports/", path.display());
        }
        let path = path.to_path_buf();
        let is_folder = several || path.is_dir() || names_folder(&path);
        Ok(if is_folder { Target::Folder(path) } else { Target::File(path) })
    }

    /// The path of each report; none for standard output.
    pub(super) fn place(&self, reports: Vec<Made>, format: Format) -> anyhow::Result<Vec<Placed>> {
        self.keeps_apart(reports.iter().map(|made| &*made.name), format)?;
        let placed = |Made { name, text, .. }| Placed { path: self.path(&name, format), text };
        Ok(reports.into_iter().map(placed).collect())
    }

    /// Fails if the reports of two of those files would take each other's place.
    pub(super) fn keeps_apart<'n>(
        &self,
        names: impl Iterator<Item = &'n str>,
        format: Format,
    ) -> anyhow::Result<()> {
        let mut taken = BTreeMap::new();
        for name in names {
            let Some(path) = self.path(name, format) else { continue };
            if is_same(&path, Path::new(name)) {
                bail!(
                    "the report of `{}` would replace it\nname another file: -o report.{}",
                    path.display(),
                    format.extension()
                );
            }
            if let Some(other) = taken.insert(path.clone(), name) {
                bail!(
                    "`{other}` and `{name}` would both be written to `{}`\nrename one, or render them one by one",
                    path.display()
                );
            }
        }
        Ok(())
    }

    fn path(&self, name: &str, format: Format) -> Option<PathBuf> {
        match self {
            Target::Output => None,
            Target::File(path) => Some(path.clone()),
            Target::Folder(folder) => Some(folder.join(format!("{}.{}", stem(name), format.extension()))),
        }
    }
}

/// A report and where it goes.
pub(super) struct Placed {
    pub(super) path: Option<PathBuf>,
    pub(super) text: String,
}

fn names_folder(path: &Path) -> bool {
    path.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR])
}

fn is_same(a: &Path, b: &Path) -> bool {
    a.canonicalize().is_ok_and(|a| b.canonicalize().is_ok_and(|b| a == b))
}
