//! Findings that a baseline lists are counted, not shown; a new baseline lists what is found.

use super::place::way;
use super::{BaselineChoice, CheckOptions, Error, Inputs, Project};
use crate::collection::{self, is_stream};
use crate::diagnostic::{Checked, RuleInfo};
use crate::output::Results;
use crate::output::baseline::{self, Baseline, Entry, Scope};
use crate::source::{ReadError, read_text, real};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

/// A baseline is small; a larger file is something else.
const MAX_SIZE: u64 = 64 * 1024 * 1024;

/// Why there is no baseline.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum BaselineError {
    /// The file does not exist.
    #[error("the baseline `{}` does not exist", .0.display())]
    Missing(PathBuf),
    /// The file cannot be read.
    #[error("cannot read the baseline `{}`", .0.display())]
    Io(PathBuf, #[source] io::Error),
    /// It is not a regular file, too large, or contains something else: then nothing of it may be printed.
    #[error("`{}` is not a baseline", .0.display())]
    Foreign(PathBuf),
    /// The file is not a valid baseline.
    #[error("the baseline `{}` is invalid", .0.source.name())]
    Invalid(Box<Checked>),
}

impl BaselineError {
    /// What to do about it, if that is known.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            BaselineError::Missing(_) => Some("write it with --write-baseline"),
            BaselineError::Foreign(_) => Some("name a file that was written by --write-baseline"),
            BaselineError::Io(..) | BaselineError::Invalid(_) => None,
        }
    }
}

/// A baseline with which findings were compared.
#[derive(Debug)]
#[non_exhaustive]
pub struct UsedBaseline {
    /// Its file.
    pub file: PathBuf,
    /// Entries of which this run found fewer findings than they count.
    pub unmatched: Vec<Entry>,
    /// The new baseline, if one is to be written.
    pub update: Option<BaselineUpdate>,
}

/// A baseline that lists the findings of a run.
#[derive(Debug)]
#[non_exhaustive]
pub struct BaselineUpdate {
    /// The text of its file.
    pub text: String,
    /// How many findings it lists.
    pub known: u64,
    /// How many of them the old baseline did not list.
    pub added: u64,
    /// How many findings the old baseline listed and this one does not.
    pub removed: u64,
    /// Names of the files that are left out: nothing else in them is checked until an error is fixed.
    pub left_out: Vec<String>,
}

/// A baseline and where it is.
pub(super) struct Known {
    file: PathBuf,
    baseline: Baseline,
    /// The number of the configuration that names it; `None` if the options name it, for all files.
    number: Option<usize>,
}

impl Known {
    /// Reads the baselines that the options or the configurations of the inputs name. One that is to be written may be
    /// missing.
    pub(super) fn load(
        options: &CheckOptions,
        inputs: &Inputs,
        project: &Project,
    ) -> Result<Vec<Self>, Error> {
        let configured = |number: usize| Some((project.configs()[number].baseline.clone()?, Some(number)));
        let named: Vec<(PathBuf, Option<usize>)> = match &options.baseline {
            BaselineChoice::Off => return Ok(Vec::new()),
            BaselineChoice::File(file) => vec![(file.clone(), None)],
            BaselineChoice::Configured => {
                inputs.numbers(project).into_iter().filter_map(configured).collect()
            }
        };
        if named.is_empty() && options.write_baseline {
            return Err(Error::NoBaseline);
        }
        let load = |(file, number): (PathBuf, Option<usize>)| {
            let baseline = match read(&file) {
                Err(BaselineError::Missing(_)) if options.write_baseline => Baseline::default(),
                baseline => baseline?,
            };
            Ok(Known { file, baseline, number })
        };
        named.into_iter().map(load).collect()
    }

    /// The baseline and the entries that this run can judge.
    pub(super) fn among(
        self,
        options: &CheckOptions,
        inputs: &Inputs,
        stream: Option<&Path>,
        project: &Project,
    ) -> Among {
        let places = Places::new(&self.file);
        let unread: HashSet<&Path> = inputs.errors.iter().map(collection::Error::path).collect();
        let is_meant =
            |group: usize| self.number.is_none_or(|number| number == project.groups()[group].number);
        let stream = stream.filter(|_| is_meant(inputs.stream_group()));
        let read = inputs.files(is_meant).chain(stream).filter(|file| !unread.contains(file));
        let checked = read.filter_map(|file| places.path(&file.display().to_string())).collect();
        // A file that is left out because it has not changed may still have its findings.
        let walked = if options.among.is_none() { inputs.folders() } else { &[] };
        let walked = walked.iter().map(|folder| real(folder)).collect();
        Among {
            known: self,
            places,
            checked,
            walked,
            only: options.only.clone(),
            relevelled: options.levels.iter().map(|(rule, _)| rule.name).collect(),
            is_other_status: options.status.is_some(),
        }
    }
}

fn read(file: &Path) -> Result<Baseline, BaselineError> {
    let named = file.to_path_buf();
    let text = read_text(file, MAX_SIZE).map_err(|error| match error {
        ReadError::Io(error) if error.kind() == io::ErrorKind::NotFound => {
            BaselineError::Missing(named.clone())
        }
        ReadError::Io(error) => BaselineError::Io(named.clone(), error),
        _ => BaselineError::Foreign(named.clone()),
    })?;
    if !Baseline::is_baseline(&text) {
        return Err(BaselineError::Foreign(named));
    }
    Baseline::parse(&file.display().to_string(), &text).map_err(BaselineError::Invalid)
}

/// A baseline among the files of a run.
pub(super) struct Among {
    known: Known,
    places: Places,
    /// The paths of the files that were checked.
    checked: HashSet<String>,
    /// Real paths of the folders whose files were all checked.
    walked: Vec<PathBuf>,
    only: Vec<&'static RuleInfo>,
    /// Rules whose level this run changes: their findings say nothing about other runs.
    relevelled: Vec<&'static str>,
    /// Whether files are checked as if they had another status, which changes the level of every rule.
    is_other_status: bool,
}

impl Among {
    /// Takes the known findings out of the results; first lists them, if the baseline is to be written.
    pub(super) fn compare(self, results: &mut Results, write: bool) -> UsedBaseline {
        let covers = |path: &str, rule: &str| self.covers(path, rule);
        let path = |name: &str| self.places.path(name).filter(|path| self.checked.contains(path));
        let scope = Scope { path: &path, covers: &covers };
        let baseline = &self.known.baseline;
        let updated = write.then(|| baseline.updated(&results.checked, &scope));
        let update = updated.as_ref().map(|updated| BaselineUpdate {
            text: updated.text(),
            known: updated.len(),
            added: updated.beyond(baseline),
            removed: baseline.beyond(updated),
            left_out: left_out(results),
        });
        let compared = updated.as_ref().unwrap_or(baseline).apply(&mut results.checked, &scope);
        let all = results.baseline.get_or_insert_default();
        all.known.extend(compared.known);
        all.unmatched.extend(compared.unmatched.iter().cloned());
        UsedBaseline { file: self.known.file, unmatched: compared.unmatched, update }
    }

    /// Whether the run would have reported a finding: in a file that was checked, or that is gone from a folder that
    /// was walked. A hook that names a few files says nothing about the others.
    fn covers(&self, path: &str, rule: &str) -> bool {
        let runs = (self.only.is_empty() || self.only.iter().any(|only| only.name == rule))
            && !self.is_other_status
            && !self.relevelled.contains(&rule);
        let is_gone = || {
            if self.walked.is_empty() {
                return false;
            }
            let file = self.places.folder.join(path);
            !file.exists() && self.walked.iter().any(|folder| real(&file).starts_with(folder))
        };
        runs && (self.checked.contains(path) || is_gone())
    }
}

fn left_out(results: &Results) -> Vec<String> {
    let files = results.checked.iter().filter(|file| baseline::is_unchecked(file));
    files.map(|file| file.source.name().to_owned()).collect()
}

/// Paths as a baseline has them.
struct Places {
    /// The real path of the baseline's folder.
    folder: PathBuf,
    /// Real paths of folders, resolved once.
    known: RefCell<HashMap<PathBuf, PathBuf>>,
}

impl Places {
    fn new(baseline: &Path) -> Self {
        Places { folder: real(baseline.parent().unwrap_or(Path::new(""))), known: RefCell::default() }
    }

    /// The path of a file from the baseline's folder; `None` for a stream without a file.
    fn path(&self, name: &str) -> Option<String> {
        let file = Path::new(name);
        let (folder, name) = (file.parent()?, file.file_name().filter(|_| !is_stream(name))?);
        let mut known = self.known.borrow_mut();
        let folder = known.entry(folder.to_path_buf()).or_insert_with(|| real(folder));
        Some(relative(&self.folder, &folder.join(name)))
    }
}

/// A file's path relative to a folder, with `/` as separator on every system.
fn relative(folder: &Path, file: &Path) -> String {
    let parts: Vec<_> = way(folder, file).map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A path that depends on where the program runs makes every known finding new in the next folder.
    #[test]
    fn paths_start_from_the_folder() {
        let relative = |folder: &str, file: &str| relative(Path::new(folder), Path::new(file));
        assert_eq!(relative("/a", "/a/b/c.yaml"), "b/c.yaml");
        assert_eq!(relative("/a/ci", "/a/b/c.yaml"), "../b/c.yaml");
        assert_eq!(relative("/a/b", "/a/bc.yaml"), "../bc.yaml");
    }
}
