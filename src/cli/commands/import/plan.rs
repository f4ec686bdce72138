//! Where the files go, and what forbids that.

use super::Args;
use super::find::Report;
use crate::cli::Ui;
use crate::cli::support::files;
use crate::cli::support::problem::Problem;
use crate::cli::support::slug::slug;
use anyhow::bail;
use postmortem::config::Config;
use postmortem::import::{Places, Record, stem};
use postmortem::model::Zone;
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
    /// Whether the file exists, and gets only what it has not.
    into: bool,
    /// The zone that is asked for.
    zone: Option<Zone>,
}

impl Plan {
    pub(super) fn new(args: &Args, ui: &Ui) -> anyhow::Result<Self> {
        let mut project = ui.project()?;
        let output = args.output.clone().filter(|path| *path != Path::new("-")).or(args.into.clone());
        let in_folder = args.dir.as_ref().map(|folder| folder.join("import.yaml"));
        let config = match output.as_ref().or(in_folder.as_ref()) {
            Some(file) => project.config_of(file)?,
            None => Arc::clone(project.config()),
        };
        if let Some(folder) = args.dir.as_ref().filter(|folder| folder.exists() && !folder.is_dir()) {
            bail!(Problem::new(
                format!("`{}` is not a folder", folder.display()),
                "name a folder, or the file with -o"
            ));
        }
        let configured = || config.paths.iter().find(|path| !path.is_file()).cloned();
        let folder = args.dir.clone().or_else(configured).unwrap_or_default();
        // The text of standard input has no name that its file could have.
        let is_stdin =
            output.is_none() && args.dir.is_none() && args.files.iter().all(|path| path.as_os_str() == "-");
        let stdout = args.stdout || output.is_none() && args.output.is_some() || is_stdin;
        Ok(Plan {
            config,
            output,
            folder,
            stdout,
            force: args.force,
            into: args.into.is_some(),
            zone: args.timezone,
        })
    }

    /// Whether the text goes to standard output.
    pub(super) fn prints(&self) -> bool {
        self.stdout
    }

    /// What the arguments allow for one report only.
    pub(super) fn check(&self, reports: &[Report], args: &Args) -> anyhow::Result<()> {
        if reports.len() > 1 && (self.stdout || self.output.is_some()) {
            let flag = match (self.stdout, self.into) {
                (true, _) => "--stdout",
                (false, true) => "--into",
                (false, false) => "-o",
            };
            let problem = Problem::new(
                format!("{flag} takes one report, and there are {}", reports.len()),
                if self.into { "name one report" } else { "name a folder for the files with --dir" },
            );
            bail!(if reports.iter().any(|report| report.record.is_some()) {
                problem.and_help("or choose an incident of the file with --only")
            } else {
                problem
            });
        }
        if self.stdout && args.report == super::Format::Json {
            bail!(Problem::new(
                "the text and the JSON would both go to standard output",
                "name a file for the text with -o"
            ));
        }
        Ok(())
    }

    /// The file of each report.
    ///
    /// # Errors
    /// Files that exist, or that two reports would have: nothing is written then.
    pub(super) fn targets(&self, reports: &[Report]) -> anyhow::Result<Vec<Target>> {
        let mut targets: Vec<Target> = reports.iter().map(|report| self.target(report)).collect();
        self.number(reports, &mut targets);
        if self.stdout || self.into {
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
        bail!(Problem::new(format!("nothing is written: {}", problems.join("; ")), help))
    }

    /// Incidents of one name in the file of another tool get numbers.
    fn number(&self, reports: &[Report], targets: &mut [Target]) {
        let mut counts: HashMap<(String, PathBuf), usize> = HashMap::new();
        for (report, target) in reports.iter().zip(targets).filter(|(report, _)| report.record.is_some()) {
            let count = counts.entry((report.name.clone(), target.path.clone())).or_default();
            *count += 1;
            if *count > 1 {
                target.id = format!("{}-{count}", target.id);
                target.path = self.folder.join(format!("{}.yaml", target.id));
            }
        }
    }

    fn target(&self, report: &Report) -> Target {
        let id = match (&report.path, &self.output) {
            (_, Some(output)) => file_stem(output),
            _ if report.record.is_some() => self.id_of_record(report),
            (Some(path), None) => {
                let whole = std::path::absolute(path).unwrap_or_else(|_| path.clone());
                stem(&whole.display().to_string())
            }
            (None, None) => "stdin".to_owned(),
        };
        let path = self.output.clone().unwrap_or_else(|| self.folder.join(format!("{id}.yaml")));
        Target { path: path.strip_prefix(".").map(Path::to_path_buf).unwrap_or(path), id }
    }

    /// The name that `new` would give: the day and the title.
    fn id_of_record(&self, report: &Report) -> String {
        let record = report.record.as_deref();
        let title = record.and_then(Record::title).map_or_else(|| slug(&stem(&report.name)), slug);
        match record.and_then(|record| record.day(self.zone)) {
            Some(day) => format!("{day}-{title}"),
            None => title,
        }
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
