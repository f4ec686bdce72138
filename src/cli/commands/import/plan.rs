//! Where the files go, and what forbids that.

use super::Args;
use super::find::Report;
use crate::cli::Ui;
use crate::cli::support::files;
use anyhow::{anyhow, bail};
use postmortem::config::Config;
use postmortem::import::{Places, stem};
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where the file of a report goes.
#[derive(Debug, Clone)]
pub(super) struct Target {
    pub(super) path: PathBuf,
    /// The id that other files use.
    pub(super) id: String,
}

pub(super) struct Plan {
    pub(super) config: Arc<Config>,
    output: Option<PathBuf>,
    folder: PathBuf,
    stdout: bool,
    force: bool,
}

impl Plan {
    pub(super) fn new(args: &Args, ui: &Ui) -> anyhow::Result<Self> {
        let mut project = ui.project()?;
        let output = args.output.clone().filter(|path| *path != Path::new("-"));
        let in_folder = args.dir.as_ref().map(|folder| folder.join("import.yaml"));
        let config = match output.as_ref().or(in_folder.as_ref()) {
            Some(file) => project.config_of(file)?,
            None => Arc::clone(project.config()),
        };
        if let Some(folder) = args.dir.as_ref().filter(|folder| folder.exists() && !folder.is_dir()) {
            bail!("`{}` is not a folder\nname a folder, or the file with -o", folder.display())
        }
        let configured = || config.paths.iter().find(|path| !path.is_file()).cloned();
        let folder = args.dir.clone().or_else(configured).unwrap_or_default();
        // The text of standard input has no name that its file could have.
        let is_stdin = args.output.is_none() && args.files.iter().all(|path| path.as_os_str() == "-");
        let stdout = args.stdout || output.is_none() && args.output.is_some() || is_stdin;
        Ok(Plan { config, output, folder, stdout, force: args.force })
    }

    /// Whether the text goes to standard output.
    pub(super) fn prints(&self) -> bool {
        self.stdout
    }

    /// What the arguments allow for one report only.
    pub(super) fn check(&self, reports: &[Report], args: &Args) -> anyhow::Result<()> {
        if reports.len() > 1 && (self.stdout || self.output.is_some()) {
            let flag = if self.stdout { "--stdout" } else { "-o" };
            bail!(
                "{flag} takes one report, and there are {}\nname a folder for the files with --dir",
                reports.len()
            )
        }
        if self.stdout && args.report == super::Format::Json {
            bail!("the text and the JSON would both go to standard output\nname a file for the text with -o")
        }
        Ok(())
    }

    /// The file of each report.
    ///
    /// # Errors
    /// Files that exist, or that two reports would have: nothing is written then.
    pub(super) fn targets(&self, reports: &[Report]) -> anyhow::Result<Vec<Target>> {
        let targets: Vec<Target> = reports.iter().map(|report| self.target(report)).collect();
        if self.stdout {
            return Ok(targets);
        }
        let mut owners: HashMap<&Path, &Report> = HashMap::new();
        let mut problems = Vec::new();
        for (report, target) in reports.iter().zip(&targets) {
            if let Some(other) = owners.insert(&target.path, report) {
                let path = target.path.display();
                problems.push(format!("`{}` and `{}` would both be `{path}`", other.name, report.name));
            } else if !self.force && files::check_free(&target.path).is_err() {
                problems.push(format!("`{}` already exists", target.path.display()));
            }
        }
        if problems.is_empty() {
            return Ok(targets);
        }
        let help = if problems.iter().any(|problem| problem.ends_with("already exists")) {
            "use --force to replace files, or name another folder with --dir"
        } else {
            "import them one after the other, each with its own -o"
        };
        Err(anyhow!("nothing is written: {}\n{help}", problems.join("; ")))
    }

    fn target(&self, report: &Report) -> Target {
        let id = match (&report.path, &self.output) {
            (_, Some(output)) => file_stem(output),
            (Some(path), None) => {
                let whole = std::path::absolute(path).unwrap_or_else(|_| path.clone());
                stem(&whole.display().to_string())
            }
            (None, None) => "stdin".to_owned(),
        };
        let path = self.output.clone().unwrap_or_else(|| self.folder.join(format!("{id}.yaml")));
        Target { path: path.strip_prefix(".").map(Path::to_path_buf).unwrap_or(path), id }
    }

    /// Where a report, its file and the other reports are.
    pub(super) fn places(
        &self,
        report: &Report,
        target: &Target,
        reports: &[Report],
        targets: &[Target],
    ) -> Places {
        let mut places = Places::default();
        let Some(path) = &report.path else { return places };
        let whole =
            |path: &Path| Places::normal(&std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()));
        places.report = whole(path);
        places.file = if self.stdout { places.report.clone() } else { whole(&target.path) };
        let others = reports
            .iter()
            .zip(targets)
            .filter_map(|(report, target)| report.path.as_ref().map(|path| (whole(path), target.id.clone())));
        places.reports = others.collect::<BTreeMap<_, _>>();
        places
    }
}

fn file_stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}
