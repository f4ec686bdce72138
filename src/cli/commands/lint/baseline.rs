//! `--baseline FILE`: findings that the file lists are counted, not shown; `--write-baseline` writes the file.

use super::Args;
use crate::cli::Ui;
use crate::cli::support::files;
use crate::cli::support::inputs::{Inputs, STDIN};
use crate::cli::support::problem::Problem;
use anyhow::bail;
use postmortem::collection::Error;
use postmortem::diagnostic::{Checked, RuleInfo};
use postmortem::output::Results;
use postmortem::output::baseline::{self, Baseline, Entry, Scope};
use postmortem::project::Project;
use postmortem::source::{ReadError, read_text, real};
use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::io;
use std::path::{Path, PathBuf};

/// A baseline is small; a larger file is something else.
const MAX_SIZE: u64 = 64 * 1024 * 1024;

/// Maximum number of stale entries that are named.
const NAMED: usize = 10;

/// Which findings are already known.
#[derive(Debug, clap::Args)]
pub(super) struct BaselineArgs {
    /// Count the findings that FILE lists, and show only new ones. Example: --baseline known.toml
    #[arg(long = "baseline", value_name = "FILE")]
    pub(super) file: Option<PathBuf>,
    /// Write the findings of this run to the baseline, replacing those of the same files
    #[arg(long = "write-baseline", conflicts_with = "diff")]
    pub(super) write: bool,
    /// Ignore the baseline, and show known findings too
    #[arg(long = "no-baseline", conflicts_with_all = ["file", "write"])]
    off: bool,
}

/// Why there is no baseline.
#[derive(Debug, thiserror::Error)]
pub(in crate::cli) enum BaselineError {
    /// The file does not exist.
    #[error("the baseline `{}` does not exist", .0.display())]
    Missing(PathBuf),
    /// The file cannot be read.
    #[error("cannot read the baseline `{}`", .0.display())]
    Io(PathBuf, #[source] io::Error),
    /// It is not a regular file, too large, or contains something else: then nothing of it may be printed.
    #[error("`{}` is not a baseline", .0.display())]
    Foreign(PathBuf),
    /// The file can be read, but is invalid.
    #[error("the baseline `{}` is invalid", .0.source.name())]
    Invalid(Box<Checked>),
}

impl BaselineError {
    /// What to do about it, where that is known.
    pub(in crate::cli) fn help(&self) -> Option<&'static str> {
        match self {
            BaselineError::Missing(_) => Some("write it with --write-baseline"),
            BaselineError::Foreign(_) => Some("name a file that was written by --write-baseline"),
            BaselineError::Io(..) | BaselineError::Invalid(_) => None,
        }
    }
}

/// A baseline and where it is.
pub(super) struct Known {
    file: PathBuf,
    baseline: Baseline,
    /// The number of the configuration that names it; a baseline from the arguments applies to all files.
    number: Option<usize>,
}

/// Reads the baselines that the arguments or the inputs' configurations name. One that is about to be written need not
/// exist.
pub(super) fn load(args: &BaselineArgs, inputs: &Inputs, project: &Project) -> anyhow::Result<Vec<Known>> {
    if args.off {
        return Ok(Vec::new());
    }
    let configured = |number: usize| Some((project.configs()[number].baseline.clone()?, Some(number)));
    let named: Vec<(PathBuf, Option<usize>)> = match &args.file {
        Some(file) => vec![(file.clone(), None)],
        None => inputs.numbers(project).into_iter().filter_map(configured).collect(),
    };
    if named.is_empty() && args.write {
        bail!(Problem::new(
            "--write-baseline needs a file",
            "name the file to write: --baseline known.toml --write-baseline"
        ));
    }
    let load = |(file, number): (PathBuf, Option<usize>)| {
        let baseline = match read(&file) {
            Err(BaselineError::Missing(_)) if args.write => Baseline::default(),
            baseline => baseline?,
        };
        Ok(Known { file, baseline, number })
    };
    named.into_iter().map(load).collect()
}

impl Known {
    /// The baseline and the entries that this run can judge.
    pub(super) fn among(self, args: &Args, inputs: &Inputs, project: &Project) -> Among {
        let places = Places::new(&self.file);
        let unread: HashSet<&Path> = inputs.errors.iter().map(Error::path).collect();
        let is_meant =
            |group: usize| self.number.is_none_or(|number| number == project.groups()[group].number);
        let read = inputs.files(is_meant).filter(|file| !unread.contains(file));
        let checked = read.filter_map(|file| places.path(&file.display().to_string())).collect();
        // Files that --changed leaves out are not known to be gone.
        let walked = if args.changed.is_none() { inputs.folders() } else { &[] };
        let walked = walked.iter().map(|folder| real(folder)).collect();
        let only = args.only.clone();
        let relevelled = args.level.iter().map(|(rule, _)| rule.name).collect();
        Among {
            known: self,
            places,
            checked,
            walked,
            only,
            relevelled,
            is_other_status: args.status.is_some(),
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
    /// Removes the known findings from a report, after writing them to the baseline if requested. Returns the stale
    /// entries.
    pub(super) fn compare(
        &self,
        results: &mut Results,
        write: bool,
        ui: &mut Ui,
    ) -> anyhow::Result<Vec<Entry>> {
        let covers = |path: &str, rule: &str| self.covers(path, rule);
        let path = |name: &str| self.places.path(name).filter(|path| self.checked.contains(path));
        let scope = Scope { path: &path, covers: &covers };
        let baseline = &self.known.baseline;
        let compared = if write {
            let updated = baseline.updated(&results.checked, &scope);
            let file = &self.known.file;
            files::write(file, &updated.text())?;
            let (added, removed) = (updated.beyond(baseline), baseline.beyond(&updated));
            let changes = format!("{added} added, {removed} removed");
            ui.note(&format!("Wrote {}; known findings: {} ({changes})", file.display(), updated.len()));
            for left_out in results.checked.iter().filter(|file| baseline::is_unchecked(file)) {
                let name = left_out.source.name();
                ui.note(&format!(
                    "`{name}` is not in the baseline: nothing else in it is checked until its error is fixed"
                ));
            }
            updated.apply(&mut results.checked, &scope)
        } else {
            baseline.apply(&mut results.checked, &scope)
        };
        let all = results.baseline.get_or_insert_default();
        all.known.extend(compared.known);
        all.unmatched.extend(compared.unmatched.iter().cloned());
        Ok(compared.unmatched)
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

    /// Reports stale entries.
    pub(super) fn note_unmatched(&self, unmatched: &[Entry], results: &Results, ui: &mut Ui) {
        if unmatched.is_empty() {
            return;
        }
        let mut lines = vec![match unmatched {
            [entry] if entry.count == 1 => "1 finding of the baseline no longer occurs:".to_owned(),
            all => {
                let count: u64 = all.iter().map(|entry| u64::from(entry.count)).sum();
                format!("{count} findings of the baseline no longer occur:")
            }
        }];
        let named = |Entry { path, rule, count, .. }: &Entry| match count {
            1 => format!("  {path}: {rule}"),
            count => format!("  {path}: {rule} ({count})"),
        };
        lines.extend(unmatched.iter().take(NAMED).map(named));
        if unmatched.len() > NAMED {
            lines.push(format!("  {} others", unmatched.len() - NAMED));
        }
        lines.push(if results.counts().total() == 0 {
            let them = if unmatched.len() == 1 { "it" } else { "them" };
            format!("remove {them} from the baseline: {}", Ui::command_with("--write-baseline"))
        } else {
            // Writing it would also make the new findings known.
            let lines = if unmatched.len() == 1 { "its line" } else { "their lines" };
            format!("remove {lines} from `{}`", self.known.file.display())
        });
        ui.note(&lines.join("\n"));
    }
}

/// Paths as written in a baseline.
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

    /// A file's path relative to the baseline's folder; `None` for standard input.
    fn path(&self, name: &str) -> Option<String> {
        let file = Path::new(name);
        let (folder, name) = (file.parent()?, file.file_name().filter(|_| name != STDIN)?);
        let mut known = self.known.borrow_mut();
        let folder = known.entry(folder.to_path_buf()).or_insert_with(|| real(folder));
        Some(relative(&self.folder, &folder.join(name)))
    }
}

/// A file's path relative to a folder, with `/` as separator on every system.
fn relative(folder: &Path, file: &Path) -> String {
    let (from, to): (Vec<_>, Vec<_>) = (folder.components().collect(), file.components().collect());
    let common = from.iter().zip(&to).take_while(|(from, to)| from == to).count();
    let up = from[common..].iter().map(|_| "..".into());
    up.chain(to[common..].iter().map(|part| part.as_os_str().to_string_lossy())).collect::<Vec<_>>().join("/")
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
