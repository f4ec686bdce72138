//! `postmortem lint`: checks incident files, and fixes them with `--fix`.

mod baseline;
mod begin;
mod changed;
mod check;
mod fix;
mod stdin;
mod watch;

use crate::cli::support::args::{self, StatusArg};
use crate::cli::support::complete;
use crate::cli::support::formats::{self, Format, Output};
use crate::cli::support::inputs::{Inputs, STDIN};
use crate::cli::support::problem::Problem;
use crate::cli::{Exit, Ui};
use anyhow::bail;
pub(in crate::cli) use baseline::BaselineError;
use baseline::{Among, BaselineArgs};
use check::{Check, Others, Outcome};
use clap::ValueEnum;
use clap_complete::engine::{ArgValueCandidates, ArgValueCompleter};
use fix::Written;
use postmortem::diagnostic::{Checked, Family, Level, RuleInfo};
use postmortem::lint::{Exists, Options, compares_files};
use postmortem::output::Results;
use postmortem::project::Project;
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
    let mut project = ui.project()?;
    let mut inputs = Inputs::new(&args.inputs.paths, &mut project)?;
    if let Some(file) = &args.stdin_filename
        && stdin::place(file, args, &mut inputs, &mut project, ui)?
        && args.prints()
    {
        return Ok(Exit::Done);
    }
    let baselines = baseline::load(&args.baseline, &inputs, &project)?;
    let mut others = others(args, &inputs, &mut project)?;
    let mut left_out = inputs.exclude(&project, args.force_exclude);
    let excludes_all = !left_out.is_empty() && inputs.len() == 0;
    if args.prints() && inputs.has_stdin() && inputs.len() > 1 {
        bail!(Problem::new(
            "--fix prints the fixed text of `-`, and nothing else",
            "name only `-`, or only files"
        ));
    }
    if let Some(reference) = &args.changed {
        if inputs.has_stdin() {
            bail!(Problem::new("--changed needs files that git knows, not `-`", "name files with --changed"));
        }
        left_out.extend(inputs.keep(&changed::since(reference)?));
    }
    if args.baseline.write && inputs.has_stdin() {
        bail!(Problem::new(
            "a baseline lists findings of files, and `-` is not a file",
            "name files with --write-baseline"
        ));
    }
    for others in &mut others {
        others.files.extend(left_out.iter().filter(|file| others.groups.contains(&file.group)).cloned());
    }
    let options = project.groups().iter().map(|group| options(args, group.config.lint.clone())).collect();
    let stdin = inputs.stdin_name();
    let check = Check { options, stdin: &stdin, now: ui.now(), fix: args.fix };
    let outcomes = check.all(&mut inputs, others, ui);
    if let Some(reference) = args.changed.as_ref().filter(|_| outcomes.is_empty() && !excludes_all) {
        ui.note(&format!("no incident file differs from `{reference}`"));
    }
    if excludes_all {
        ui.note("no file is checked: `[lint] exclude` excludes all of them");
    }
    let known: Vec<Among> = baselines.into_iter().map(|known| known.among(args, &inputs, &project)).collect();
    let found = report(args, outcomes, &stdin, &known, ui);
    let failed = !inputs.errors.is_empty();
    for error in inputs.errors {
        ui.error(&error.into());
    }
    let found = found?;
    Ok(if failed { Exit::Failed } else { found })
}

/// Fixes files or shows what would change, reports the remaining findings, and returns how it went.
fn report(
    args: &Args,
    outcomes: Vec<Outcome>,
    stdin: &str,
    known: &[Among],
    ui: &mut Ui,
) -> anyhow::Result<Exit> {
    if args.diff {
        return Ok(if fix::diff(&outcomes, ui)? { Exit::Findings } else { Exit::Done });
    }
    let Written { prints_text, leaves_out } =
        if args.fix { fix::write(&outcomes, stdin, ui)? } else { Written::default() };
    let files = outcomes.len();
    let checked = outcomes.into_iter().filter_map(|outcome| outcome.checked);
    let checked: Vec<Checked> = checked.filter(|checked| !checked.diagnostics.is_empty()).collect();
    let mut results = Results::new(checked, files);
    results.fails_at = args.fail_on.level();
    let mut unmatched = Vec::new();
    for known in known {
        unmatched.push((known, known.compare(&mut results, args.baseline.write, ui)?));
    }
    // Files come first: the reader of the output may close it early.
    let written = formats::write_files(&results, &args.output);
    if prints_text {
        ui.findings(&results.checked);
    } else if args.statistics {
        formats::print_statistics(&results, ui)?;
    } else {
        formats::print(&results, args.format, ui)?;
    }
    written?;
    for (known, unmatched) in unmatched {
        known.note_unmatched(&unmatched, &results, ui);
    }
    let failed = results.worst().is_some_and(|worst| results.is_failure(worst));
    if failed && !prints_text && !args.statistics && args.format.is_for_people() {
        begin::say(args, &results, ui);
    }
    Ok(match (leaves_out, failed) {
        (true, _) => Exit::Failed,
        (false, true) => Exit::Findings,
        (false, false) => Exit::Done,
    })
}

/// What the inputs are compared with: only files of the same configuration, and only if a rule compares them.
fn others(args: &Args, inputs: &Inputs, project: &mut Project) -> anyhow::Result<Vec<Others>> {
    let mut all = Vec::new();
    for number in inputs.numbers(project) {
        if compares_files(&options(args, project.configs()[number].lint.clone())) {
            let (files, whole) = inputs.others(number, project)?;
            all.push((number, files, whole));
        }
    }
    let groups = |number| {
        let groups = project.groups().iter().enumerate();
        groups.filter(move |(_, group)| group.number == number).map(|(index, _)| index).collect()
    };
    Ok(all
        .into_iter()
        .map(|(number, files, whole)| Others { groups: groups(number), files, whole })
        .collect())
}

fn options(args: &Args, configured: Options) -> Options {
    let mut options = configured;
    options.levels.run.extend(args.level.iter().map(|(rule, level)| (rule.name.to_owned(), *level)));
    options.only = args.only.iter().map(|rule| rule.name.to_owned()).collect();
    options.status = args.status.map(Into::into);
    options.exists = Some(Exists::new(exists_beside));
    options
}

/// Whether a path exists relative to an incident file's folder. Standard input has no folder.
fn exists_beside(file: &str, path: &str) -> bool {
    file == STDIN || Path::new(file).parent().unwrap_or(Path::new("")).join(path).exists()
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
