//! `postmortem init`: sets up a repository.

mod choices;
mod files;
mod old_reports;
mod questions;
mod settings;
mod step;
mod template;
mod vscode;
mod yaml;

use crate::cli::support::problem::Problem;
use crate::cli::support::{args, ask, complete, ui};
use crate::cli::{Exit, Ui};
use anyhow::bail;
use choices::Choices;
use clap::ValueEnum;
use clap_complete::engine::ArgValueCompleter;
use postmortem::config::FILE_NAME;
use postmortem::model::Zone;
use postmortem::project::Project;
use postmortem::source::real;
use std::path::{Path, PathBuf};
use step::{Step, What};

/// Set up a repository: configuration, folder, CI, hooks, editor
#[derive(Debug, clap::Args)]
#[command(after_help = "\
It works in the root of the repository, wherever it runs. It replaces nothing: it adds to existing
files if that is safe, and otherwise prints what to add. It can be run again.

On a terminal it asks for missing arguments, except with --no-input or if CI=true.

Examples:
  postmortem init
  postmortem init --timezone Europe/Berlin --services web,checkout --ci github --pre-commit
  postmortem init --ci gitlab --editor vscode --agents --dry-run

Exit codes:
  0  success, or nothing to do; what it did is on standard output
  2  failure: invalid arguments, or a file that cannot be written
  130  the questions were cancelled with Ctrl-C or Esc; nothing is written")]
pub(crate) struct Args {
    /// The folder of incident files [default: incidents/]. Example: --dir docs/incidents
    #[arg(long)]
    dir: Option<PathBuf>,
    /// Names of severities, most severe first [default: SEV1 to SEV5]. Example: --severities P1,P2,P3
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = choices::name)]
    severities: Vec<String>,
    /// Names of services; others are then reported. Example: --services web,checkout
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = choices::name)]
    services: Vec<String>,
    /// The zone of incident files without one [default: UTC]. Example: --timezone Europe/Berlin
    #[arg(long, value_name = "ZONE", value_parser = args::parsed::<Zone>)]
    #[arg(add = ArgValueCompleter::new(complete::zones))]
    timezone: Option<Zone>,
    /// Check incident files in CI. Example: --ci github
    #[arg(long, value_name = "WHERE", value_delimiter = ',')]
    ci: Vec<Ci>,
    /// Check incident files before each commit, with pre-commit
    #[arg(long)]
    pre_commit: bool,
    /// Complete and check fields in an editor. Example: --editor vscode
    #[arg(long, value_name = "NAME")]
    editor: Option<Editor>,
    /// Add to AGENTS.md how a coding assistant writes and checks an incident
    #[arg(long)]
    agents: bool,
    /// The folder of committed reports, for CI and hooks [default: reports/]. Example: --reports docs/reports
    #[arg(long, value_name = "DIR")]
    reports: Option<PathBuf>,
    /// Do not ask for missing arguments
    #[arg(long)]
    no_input: bool,
    /// Only show what would be written
    #[arg(long)]
    dry_run: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Ci {
    /// GitHub Actions
    Github,
    /// GitLab CI
    Gitlab,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Editor {
    /// Visual Studio Code
    Vscode,
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    let project = project(ui)?;
    let is_configured = project.from_config(Path::new(FILE_NAME)).symlink_metadata().is_ok();
    let choices = match Choices::new(args, is_configured, &project, ui) {
        Err(error) if ask::is_cancelled(&error) => return Ok(Exit::Cancelled),
        choices => choices?,
    };
    let steps = files::plan(&choices, is_configured, &project)?;
    for step in &steps {
        if args.dry_run {
            step.show(ui)?;
        } else {
            step.take(ui)?;
        }
        // What is done is said, even if the next step fails.
        ui.finish()?;
    }
    end(args, &steps, &choices, &project, ui);
    Ok(Exit::Done)
}

/// The project at the root of the repository.
fn project(ui: &Ui) -> anyhow::Result<Project> {
    if ui.configuration_is_chosen() {
        bail!(Problem::new(
            format!("`init` writes `{FILE_NAME}` and takes neither --config nor --no-config"),
            "leave the option out"
        ))
    }
    let project = ui.project()?;
    if Ui::repository_root().is_some_and(|root| real(&root) != project.root()) {
        let file = project.from_config(Path::new(FILE_NAME));
        let help = "run it in the root of the repository, or in a folder without a configuration of its own";
        bail!(Problem::new(
            format!("`{}` configures a part of the repository; `init` works on all of it", file.display()),
            help
        ))
    }
    Ok(project)
}

/// What is left to do, and the next command.
fn end(args: &Args, steps: &[Step], choices: &Choices, project: &Project, ui: &mut Ui) {
    if args.dry_run {
        ui.note(&format!("Nothing was written. To write it: {}", Ui::command_without(&["--dry-run"])));
        return;
    }
    if steps.iter().all(|step| matches!(step.what, What::Present)) {
        ui.note("Everything is already set up.");
    }
    if Ui::repository_root().is_none() {
        ui.note("This folder is not in a git repository; `git init` creates one.");
    }
    let old = old_reports::find(&choices.folders, project);
    if let Some(found) = &old {
        ui.note(&found.to_string());
    }
    let has_incidents = files::has_incidents(&choices.folders, project);
    let next = match old {
        Some(found) if !has_incidents => ui::command_line(found.import()),
        _ if has_incidents => "postmortem lint".to_owned(),
        _ => "postmortem new".to_owned(),
    };
    ui.note(&format!("Next: {next}"));
}
