//! `postmortem lint`: checks incident files, and fixes them with `--fix`.

mod baseline;
mod begin;
mod changed;
mod fix;
mod watch;

use crate::cli::support::args::{self, StatusArg};
use crate::cli::support::complete;
use crate::cli::support::formats::{self, Format, Output};
use crate::cli::support::inputs::{has_stdin, with_stdin};
use crate::cli::support::problem::Problem;
use crate::cli::{Exit, Ui};
use anyhow::bail;
use baseline::BaselineArgs;
use clap::ValueEnum;
use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter};
use postmortem::diagnostic::{Family, Level, RuleInfo};
use postmortem::project::{CheckOptions, Outcome, Skipped};
use postmortem::wording::unknown;
use std::path::{Path, PathBuf};

/// Check incident files
#[derive(Debug, clap::Args)]
#[command(after_help = "\
What is required of a file depends on its `status`: little of a draft, everything of a final report.

Examples:
  postmortem lint                                  # all files under the configuration's paths
  postmortem lint incidents/2024-05-30-checkout.yaml --as final
  postmortem lint --level timeline-gap=off --fail-on warning
  postmortem lint -o sarif=lint.sarif -o junit=lint.xml
  postmortem lint --fix --diff                     # what --fix would change
  postmortem lint --changed origin/main            # only what this branch changes
  postmortem lint --baseline known.toml --write-baseline    # accept today's findings, then
  postmortem lint --baseline known.toml                     # only new findings count
  postmortem lint --statistics                     # how much each rule found
  postmortem lint --watch                          # while you write
  cat draft.yaml | postmortem lint - --stdin-filename incidents/new.yaml --format concise

Exit codes:
  0  no findings at or above --fail-on
  1  findings at or above --fail-on, including a broken incident file; --diff would change a file
  2  failure: invalid arguments or configuration, no file found, one that cannot be read,
     or one that changed while it was being fixed
  130  --watch was stopped by a second Ctrl-C, in the middle of its work")]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: args::Inputs,
    /// Output format; auto is github inside GitHub Actions, else human. Example: --format json
    #[arg(long, default_value = "auto")]
    format: Format,
    /// Print the number of findings per rule instead of the findings
    #[arg(long, conflicts_with = "diff")]
    statistics: bool,
    /// Also write the findings to a file, in any format except auto; repeatable. Example: -o sarif=lint.sarif
    #[arg(short, long, value_name = "FORMAT=FILE", value_parser = Output::parse)]
    #[arg(add = ArgValueCompleter::new(complete::outputs))]
    output: Vec<Output>,
    /// The lowest level that makes the exit code 1. Example: --fail-on warning
    #[arg(long, value_name = "LEVEL", default_value = "error")]
    fail_on: FailOn,
    /// Change the level of a rule for this run; repeatable or comma-separated. Example: --level timeline-gap=off
    #[arg(long, value_name = "RULE=LEVEL", value_parser = rule_level, value_delimiter = ',')]
    #[arg(add = ArgValueCompleter::new(complete::rule_levels))]
    level: Vec<(&'static RuleInfo, Level)>,
    /// Run only this rule, in addition to reporting format errors; repeatable or comma-separated. Example: --only timeline-gap
    #[arg(long, value_name = "RULE", value_parser = args::rule, value_delimiter = ',')]
    #[arg(add = ArgValueCandidates::new(complete::rules))]
    only: Vec<&'static RuleInfo>,
    /// Check as if the files had this status, such as whether a draft is ready for review. Example: --as review
    #[arg(long = "as", value_name = "STATUS")]
    status: Option<StatusArg>,
    /// Fix findings marked [*], then report the rest; with -, print the fixed text. Example: lint --fix
    #[arg(long)]
    fix: bool,
    /// With --fix, only print what would change. Example: lint --fix --diff
    #[arg(long, requires = "fix", conflicts_with_all = ["output", "format"])]
    diff: bool,
    /// Check only files that have changed since this branch diverged from REF. Example: --changed origin/main
    #[arg(long, value_name = "REF")]
    changed: Option<String>,
    /// Skip files that the configuration excludes even if they are named, as hooks do
    #[arg(long)]
    force_exclude: bool,
    #[command(flatten)]
    baseline: BaselineArgs,
    /// Treat - as the content of this file, which need not exist. Example: --stdin-filename incidents/new.yaml
    #[arg(long, value_name = "PATH")]
    #[arg(add = ArgValueCompleter::new(complete::incident_files))]
    stdin_filename: Option<PathBuf>,
    /// Check again when a file changes, until Ctrl-C
    #[arg(long, conflicts_with_all = ["diff", "write"])]
    watch: bool,
}

impl Args {
    /// Whether the text of standard input is printed.
    fn prints(&self) -> bool {
        self.fix && !self.diff
    }

    /// What these arguments say about the check.
    fn options<'p>(&self, ui: &Ui) -> CheckOptions<'p> {
        let mut options = CheckOptions::default();
        options.now = Some(ui.now());
        options.levels.clone_from(&self.level);
        options.only.clone_from(&self.only);
        options.status = self.status.map(Into::into);
        options.fix = self.fix;
        options.force_exclude = self.force_exclude;
        options.baseline = self.baseline.choice();
        options.write_baseline = self.baseline.write;
        options
    }
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    fn level(self) -> Option<Level> {
        match self {
            FailOn::Error => Some(Level::Error),
            FailOn::Warning => Some(Level::Warning),
            FailOn::Info => Some(Level::Info),
            FailOn::Never => None,
        }
    }

    fn fails(self, level: Level) -> bool {
        self.level().is_some_and(|lowest| level >= lowest)
    }

    /// The highest level that does not fail.
    fn below(self) -> Level {
        Level::ALL.into_iter().rfind(|level| !self.fails(*level)).unwrap_or(Level::Off)
    }
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    if args.statistics && !args.format.is_for_people() {
        bail!(Problem::new(
            "--statistics is a table for people",
            "leave out --format, or count the findings in its output"
        ));
    }
    if args.watch { watch::run(args, ui) } else { once(args, ui) }
}

fn once(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    if let Some(file) = formats::same_file(&args.output) {
        bail!(Problem::new(
            format!("two formats would be written to `{}`", file.display()),
            "use another file for one of them"
        ));
    }
    check_stdin(args)?;
    let mut project = ui.project()?;
    let (paths, stream) = with_stdin(&args.inputs.paths, args.stdin_filename.as_deref());
    let among = args.changed.as_deref().map(changed::since).transpose()?;
    let mut outcome = ui.progress(|done| {
        let mut options = args.options(ui);
        (options.stream, options.among, options.progress) = (stream, among, Some(done));
        project.check(&paths, options)
    })?;
    if let (Some(file), Some(reason)) = (&args.stdin_filename, outcome.skipped) {
        if let Some(source) = outcome.stream.as_ref().filter(|_| args.prints()) {
            ui.text(source.text())?;
        }
        note_skipped(file, reason, ui);
        if args.prints() {
            return Ok(Exit::Done);
        }
    }
    if args.prints() && outcome.stream.is_some() && outcome.results.files > 1 {
        bail!(Problem::new(
            "--fix prints the fixed text of `-`, and nothing else",
            "name only `-`, or only files"
        ));
    }
    if let Some(reference) =
        args.changed.as_ref().filter(|_| outcome.results.files == 0 && !outcome.excludes_all)
    {
        ui.note(&format!("no incident file differs from `{reference}`"));
    }
    if outcome.excludes_all {
        ui.note("no file is checked: `[lint] exclude` excludes all of them");
    }
    let errors = std::mem::take(&mut outcome.errors);
    let found = tell(args, outcome, ui);
    let failed = !errors.is_empty();
    for error in errors {
        ui.error(&error.into());
    }
    let found = found?;
    Ok(if failed { Exit::Failed } else { found })
}

/// Fails where an option is about files, which standard input is not.
fn check_stdin(args: &Args) -> anyhow::Result<()> {
    match (has_stdin(&args.inputs.paths), args) {
        (true, Args { changed: Some(_), .. }) => {
            bail!(Problem::new("--changed needs files that git knows, not `-`", "name files with --changed"))
        }
        (true, Args { baseline, .. }) if baseline.write => {
            bail!(Problem::new(
                "a baseline lists findings of files, and `-` is not a file",
                "name files with --write-baseline"
            ))
        }
        (false, Args { stdin_filename: Some(_), .. }) => bail!(Problem::new(
            "--stdin-filename needs standard input as a path",
            "add `-`: lint - --stdin-filename PATH"
        )),
        _ => Ok(()),
    }
}

fn note_skipped(file: &Path, reason: Skipped, ui: &mut Ui) {
    let reason = match reason {
        Skipped::Excluded => "`[lint] exclude` excludes it",
        _ => "git ignores it",
    };
    ui.note(&format!("`{}` is not checked: {reason}", file.display()));
}

/// Fixes files or shows what would change, prints what is left, and says how it went.
fn tell(args: &Args, outcome: Outcome, ui: &mut Ui) -> anyhow::Result<Exit> {
    let Outcome { mut results, fixes, stream, skipped, baselines, .. } = outcome;
    if args.diff {
        return Ok(if fix::diff(&fixes, ui)? { Exit::Findings } else { Exit::Done });
    }
    let stream = stream.filter(|_| skipped.is_none());
    let leaves_out = args.fix && fix::write(&fixes, stream.as_ref(), ui)?;
    results.fails_at = args.fail_on.level();
    for used in &baselines {
        baseline::write(used, ui)?;
    }
    // Files come first: the reader of the output may close it early.
    let written = formats::write_files(&results, &args.output);
    if stream.is_some() {
        ui.findings(&results.checked);
    } else if args.statistics {
        formats::print_statistics(&results, ui)?;
    } else {
        formats::print(&results, args.format, ui)?;
    }
    written?;
    for used in &baselines {
        baseline::note_unmatched(used, &results, ui);
    }
    let failed = results.worst().is_some_and(|worst| results.is_failure(worst));
    if failed && stream.is_none() && !args.statistics && args.format.is_for_people() {
        begin::say(args, &results, ui);
    }
    Ok(match (leaves_out, failed) {
        (true, _) => Exit::Failed,
        (false, true) => Exit::Findings,
        (false, false) => Exit::Done,
    })
}

fn rule_level(text: &str) -> Result<(&'static RuleInfo, Level), String> {
    let (name, level) = text.split_once('=').ok_or("write a rule, =, and a level: timeline-gap=off")?;
    let known = || Level::ALL.into_iter().map(Level::name);
    let level = level.trim();
    let level = Level::from_name(level).ok_or_else(|| unknown("level", level, known()))?;
    if Family::ALL.into_iter().any(|family| family.name() == name.trim()) {
        return Err(format!(
            "`{name}` is a family of rules; name one of its rules, or set the level of all in postmortem.toml: \
             `lint.family.{name} = \"{level}\"`",
            name = name.trim(),
            level = level.name()
        ));
    }
    Ok((args::rule(name)?, level))
}
