//! How a project is checked: what a caller can choose besides the paths.

use crate::collection::{Refused, is_stream};
use crate::diagnostic::{Checked, Level, RuleInfo};
use crate::lint::{Exists, Options};
use crate::model::Status;
use crate::source::Source;
use chrono::{DateTime, Utc};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// How a project is checked. By default as the configurations say, without rules that need the current time.
#[derive(Default)]
#[non_exhaustive]
pub struct CheckOptions<'p> {
    /// The current time. Without it, rules that compare with the clock find nothing.
    pub now: Option<DateTime<Utc>>,
    /// Levels for this run.
    pub levels: Vec<(&'static RuleInfo, Level)>,
    /// The only rules to run; when empty, all. Format errors are always found.
    pub only: Vec<&'static RuleInfo>,
    /// Checks as if the files had this status.
    pub status: Option<Status>,
    /// Whether to try fixes: then findings are those that are left.
    pub fix: bool,
    /// Checks only those of the files that are among these, by their canonical paths.
    pub among: Option<HashSet<PathBuf>>,
    /// Leaves out what the configuration excludes, even if it is named.
    pub force_exclude: bool,
    /// Which findings are known.
    pub baseline: BaselineChoice,
    /// Whether to make a new baseline: see [`UsedBaseline::update`](super::UsedBaseline::update).
    pub write_baseline: bool,
    /// A text that is checked with the files.
    pub stream: Option<Stream>,
    /// Called after each file with the number of all files.
    pub progress: Option<&'p (dyn Fn(usize) + Sync)>,
}

/// Where known findings are listed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum BaselineChoice {
    /// In the files that the configurations name.
    #[default]
    Configured,
    /// In this file.
    File(PathBuf),
    /// Nowhere.
    Off,
}

/// A text that is not read from a file: standard input, or what an editor has not saved yet.
#[derive(Debug)]
pub struct Stream {
    pub(super) text: Result<Source, Refused>,
    pub(super) file: Option<PathBuf>,
}

impl Stream {
    /// A text as it was read, and the file that it belongs to, which need not exist. It takes the place of what that
    /// file contains now, and its name.
    pub fn new(text: Result<Source, Refused>, file: Option<PathBuf>) -> Self {
        let Some(file) = file else { return Stream { text, file: None } };
        let named = |source: &Source| Source::new(file.display().to_string(), source.text());
        let text = match text {
            Ok(source) => Ok(named(&source)),
            Err(Refused::Fault(checked)) => {
                let Checked { source, diagnostics } = *checked;
                Err(Refused::Fault(Box::new(Checked { source: named(&source), diagnostics })))
            }
            Err(error) => Err(error),
        };
        Stream { text, file: Some(file) }
    }

    /// Its name in messages; none if it could not be read.
    pub(super) fn name(&self) -> Option<&str> {
        match &self.text {
            Ok(source) => Some(source.name()),
            Err(Refused::Fault(checked)) => Some(checked.source.name()),
            Err(Refused::Error(_)) => None,
        }
    }
}

impl CheckOptions<'_> {
    /// What is to be checked in files of a configuration.
    pub(super) fn of(&self, configured: &Options) -> Options {
        let mut options = configured.clone();
        options.levels.run.extend(self.levels.iter().map(|(rule, level)| (rule.name.to_owned(), *level)));
        options.only = self.only.iter().map(|rule| rule.name.to_owned()).collect();
        options.status = self.status;
        options.exists = Some(Exists::new(exists_beside));
        options
    }
}

/// Whether a path leads to something, seen from an incident file's folder. A stream without a file has no folder.
fn exists_beside(file: &str, path: &str) -> bool {
    is_stream(file) || Path::new(file).parent().unwrap_or(Path::new("")).join(path).exists()
}
