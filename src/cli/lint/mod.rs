//! `postmortem lint`: checks incident files, and mends them with `--fix`.

mod begin;
mod changed;
mod check;
mod mend;

use super::args::{self, StatusArg};
use super::formats::{self, Format, Output};
use super::inputs::{Inputs, STDIN};
use super::{Exit, Ui};
use anyhow::bail;
use check::{Check, Outcome};
use clap::ValueEnum;
use mend::Written;
use postmortem::diagnostic::{Checked, Level, RuleInfo, nearest};
use postmortem::lint::{Options, compares_files};
use postmortem::report::Report;
use std::path::Path;

/// Check incident files
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A file's `status` decides how much is asked of it: little of a draft, all of a final report.

Examples:
  postmortem lint                                  # all files under the configuration's paths
  postmortem lint incidents/2024-05-30-checkout.yaml --as final
  postmortem lint --level timeline-gap=off --fail-on warning
  postmortem lint -o sarif=lint.sarif -o junit=lint.xml
  postmortem lint --fix --diff                     # what --fix would change
  postmortem lint --changed origin/main            # only what this branch changes
  cat draft.yaml | postmortem lint - --format json

Exit codes:
  0  nothing found at or above --fail-on
  1  findings at or above --fail-on, a broken incident file among them; --diff would change a file
  2  could not do it: bad arguments or configuration, no file found, one that cannot be read,
     or one that changed while it was mended")]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: args::Inputs,
    /// How findings are told; auto is github inside GitHub Actions, else human. Example: --format json
    #[arg(long, default_value = "auto")]
    format: Format,
    /// Tell them to a file too, in any format but auto; repeatable. Example: -o sarif=lint.sarif
    #[arg(short, long, value_name = "FORMAT=FILE", value_parser = Output::parse)]
    output: Vec<Output>,
    /// The lowest level that makes the exit code 1. Example: --fail-on warning
    #[arg(long, value_name = "LEVEL", default_value = "error")]
    fail_on: FailOn,
    /// Give a rule another level for this run; repeatable, or with commas. Example: --level timeline-gap=off
    #[arg(long, value_name = "RULE=LEVEL", value_parser = rule_level, value_delimiter = ',')]
    level: Vec<(&'static RuleInfo, Level)>,
    /// Run only this rule, besides telling a file's format errors; repeatable, or with commas. Example: --only timeline-gap
    #[arg(long, value_name = "RULE", value_parser = args::rule, value_delimiter = ',')]
    only: Vec<&'static RuleInfo>,
    /// Check as if the files had this status: is a draft ready for review? Example: --as review
    #[arg(long = "as", value_name = "STATUS")]
    status: Option<StatusArg>,
    /// Mend what can be mended, then tell what is left; with -, print the text. Example: lint --fix
    #[arg(long)]
    fix: bool,
    /// With --fix, change nothing and print what would change. Example: lint --fix --diff
    #[arg(long, requires = "fix", conflicts_with_all = ["output", "format"])]
    diff: bool,
    /// Check only files that differ from where this branch left REF. Example: --changed origin/main
    #[arg(long, value_name = "REF")]
    changed: Option<String>,
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
    if let Some(file) = formats::same_file(&args.output) {
        bail!("two formats would be written to `{}`\nname another file for one of them", file.display());
    }
    let config = ui.config()?;
    let mut inputs = Inputs::new(&args.inputs.paths, &config)?;
    let options = options(args, config.lint.clone());
    let (mut others, whole) =
        if compares_files(&options) { inputs.others(&config) } else { Default::default() };
    if args.fix && !args.diff && inputs.has_stdin() && inputs.len() > 1 {
        bail!("--fix prints what `-` becomes, and nothing else\nname `-` alone, or only files");
    }
    if let Some(reference) = &args.changed {
        if inputs.has_stdin() {
            bail!("git does not know what `-` was before\nname files with --changed");
        }
        others.extend(inputs.keep(&changed::since(reference)?));
    }
    let check = Check { options: &options, now: ui.now(), fix: args.fix };
    let outcomes = check.all(&mut inputs, &others, whole, ui);
    if let Some(reference) = args.changed.as_ref().filter(|_| outcomes.is_empty()) {
        ui.note(&format!("no incident file differs from `{reference}`"));
    }
    let found = tell(args, outcomes, ui);
    let failed = !inputs.errors.is_empty();
    for error in inputs.errors {
        ui.error(&error.into());
    }
    let found = found?;
    Ok(if failed { Exit::Failed } else { found })
}

/// Mends files or shows what would change, tells what is left, and says how it went.
fn tell(args: &Args, outcomes: Vec<Outcome>, ui: &mut Ui) -> anyhow::Result<Exit> {
    if args.diff {
        return Ok(if mend::diff(&outcomes, ui)? { Exit::Findings } else { Exit::Done });
    }
    let Written { prints_text, leaves_out } =
        if args.fix { mend::write(&outcomes, ui)? } else { Written::default() };
    let files = outcomes.len();
    let checked = outcomes.into_iter().filter_map(|outcome| outcome.checked);
    let checked: Vec<Checked> = checked.filter(|checked| !checked.diagnostics.is_empty()).collect();
    let report = Report { checked, files, fails_at: args.fail_on.level() };
    // Files come first: whoever reads the output may close it early.
    let written = formats::write_files(&report, &args.output);
    if prints_text {
        ui.findings(&report.checked);
    } else {
        formats::tell(&report, args.format, ui)?;
    }
    written?;
    let failed = report.worst().is_some_and(|worst| report.is_failure(worst));
    if failed && !prints_text && args.format.is_for_people() {
        begin::say(args, &report, ui);
    }
    Ok(match (leaves_out, failed) {
        (true, _) => Exit::Failed,
        (false, true) => Exit::Findings,
        (false, false) => Exit::Done,
    })
}

fn options(args: &Args, configured: Options) -> Options {
    let mut options = configured;
    options.levels.run.extend(args.level.iter().map(|(rule, level)| (rule.name.to_owned(), *level)));
    options.only = args.only.iter().map(|rule| rule.name.to_owned()).collect();
    options.status = args.status.map(Into::into);
    options.exists = Some(exists_beside);
    options
}

/// Whether a path leads to something, seen from an incident file's folder. Standard input has no folder.
fn exists_beside(file: &str, path: &str) -> bool {
    file == STDIN || Path::new(file).parent().unwrap_or(Path::new("")).join(path).exists()
}

fn rule_level(text: &str) -> Result<(&'static RuleInfo, Level), String> {
    let (name, level) = text.split_once('=').ok_or("write a rule, =, and a level: timeline-gap=off")?;
    let known = || Level::ALL.map(Level::name);
    let level = Level::from_name(level).ok_or_else(|| match nearest(level, known()) {
        Some(meant) => format!("there is no level `{level}`; did you mean `{meant}`?"),
        None => format!("there is no level `{level}`; the levels are {}", known().join(", ")),
    })?;
    Ok((args::rule(name)?, level))
}
