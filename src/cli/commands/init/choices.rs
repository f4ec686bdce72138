//! What to set up: from the arguments, or the user's answers.

use super::{Args, Ci, Editor, questions};
use crate::cli::Ui;
use crate::cli::support::ask::{self, one_line};
use crate::cli::support::problem::Problem;
use anyhow::Context;
use postmortem::model::{Zone, normalised};
use postmortem::project::Project;
use std::collections::HashSet;
use std::path::{Component, Path, PathBuf};

/// The folder of incident files by default.
pub(super) const FOLDER: &str = "incidents/";
const REPORTS: &str = "reports/";

/// What to set up.
pub(super) struct Choices {
    /// The chosen folder of incident files, relative to the root.
    pub(super) dir: Option<String>,
    /// Where incident files are, relative to the root: as configured, or as chosen. At least one.
    pub(super) folders: Vec<String>,
    pub(super) severities: Vec<String>,
    pub(super) services: Vec<String>,
    pub(super) timezone: Option<Zone>,
    pub(super) extras: Extras,
    /// The folder of reports, relative to the root.
    pub(super) reports: String,
    /// Whether the user said that reports are committed.
    pub(super) commits_reports: bool,
}

/// What to set up in addition to the configuration.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Extras {
    pub(super) ci: Vec<Ci>,
    pub(super) pre_commit: bool,
    pub(super) editor: Option<Editor>,
    pub(super) agents: bool,
}

impl Choices {
    /// What the arguments say, and the answers to what they leave open. Of a repository that has a configuration, only
    /// what goes beyond it is asked.
    pub(super) fn new(args: &Args, is_configured: bool, project: &Project, ui: &Ui) -> anyhow::Result<Self> {
        distinct(&args.severities).context("--severities")?;
        distinct(&args.services).context("--services")?;
        let mut choices = Choices {
            dir: args.dir.as_deref().map(|dir| named(dir, project)).transpose()?,
            folders: Vec::new(),
            severities: args.severities.clone(),
            services: args.services.clone(),
            timezone: args.timezone,
            extras: Extras {
                ci: args.ci.clone(),
                pre_commit: args.pre_commit,
                editor: args.editor,
                agents: args.agents,
            },
            reports: args
                .reports
                .as_deref()
                .map_or_else(|| Ok(REPORTS.to_owned()), |dir| named(dir, project))?,
            commits_reports: args.reports.is_some(),
        };
        if !args.no_input && ui.can_ask() {
            ask::prepare(ui);
            choices.ask(is_configured, project)?;
        }
        choices.folders = if is_configured {
            let folders = project.config().paths.iter().filter(|path| !path.is_file());
            let inside = |folder: &String| !folder.starts_with("..") && !Path::new(folder).is_absolute();
            folders.map(|path| project.in_config(path)).filter(inside).collect()
        } else {
            choices.dir.iter().cloned().collect()
        };
        if choices.folders.is_empty() {
            choices.folders.push(FOLDER.to_owned());
        }
        Ok(choices)
    }

    fn ask(&mut self, is_configured: bool, project: &Project) -> anyhow::Result<()> {
        if !is_configured {
            if self.dir.is_none() {
                self.dir = questions::folder(project)?;
            }
            if self.severities.is_empty() {
                self.severities = questions::severities()?;
            }
            if self.services.is_empty() {
                self.services = questions::services()?;
            }
            if self.timezone.is_none() {
                self.timezone = ask::zone()?;
            }
        }
        if self.extras == Extras::default() {
            self.extras = questions::extras(project)?;
        }
        Ok(())
    }
}

/// A name in a list.
pub(super) fn name(text: &str) -> Result<String, String> {
    let name = one_line(text);
    if name.is_empty() {
        Err("found an empty name; write comma-separated names: web,checkout".into())
    } else {
        Ok(name)
    }
}

/// Rejects repeated names, in any spelling, as the configuration does.
pub(super) fn distinct(names: &[String]) -> Result<(), Problem> {
    let mut seen = HashSet::new();
    match names.iter().find(|name| !seen.insert(normalised(name))) {
        Some(name) => Err(Problem::new(format!("`{name}` is listed twice"), "remove one of the two")),
        None => Ok(()),
    }
}

/// A folder relative to the working folder, made relative to the root.
fn named(folder: &Path, project: &Project) -> anyhow::Result<String> {
    from_root(&project.in_config(folder), project)
        .with_context(|| format!("cannot use the folder `{}`", folder.display()))
}

/// A folder relative to the root, if it can be used.
pub(super) fn from_root(folder: &str, project: &Project) -> Result<String, Problem> {
    let parts = Path::new(folder).components();
    let parts: Vec<Component> = parts.filter(|part| *part != Component::CurDir).collect();
    if parts.iter().any(|part| !matches!(part, Component::Normal(_))) {
        return Err(Problem::new("it is outside the repository", "name a folder in it"));
    }
    let folder = parts.iter().collect::<PathBuf>().display().to_string();
    if folder.is_empty() {
        return Err(Problem::new(
            "it is the root of the repository, whose other YAML files are not incidents",
            "name a folder: --dir incidents",
        ));
    }
    // Patterns of CI and hooks, and shells, would read them as something else.
    if let Some(found) = folder.chars().find(|c| c.is_control() || "*?[]{}()!$^|\\'\"`#:&,;<>".contains(*c)) {
        return Err(Problem::new(
            format!("`{found}` has a special meaning in patterns"),
            "name a folder without it",
        ));
    }
    let place = project.from_config(Path::new(&folder));
    if place.exists() && !place.is_dir() {
        return Err(Problem::new("a file has that name", "name a folder"));
    }
    Ok(format!("{folder}/"))
}
