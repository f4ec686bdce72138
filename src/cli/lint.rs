//! `postmortem lint`: checks incident files.

use super::args::{self, StatusArg};
use super::formats::{self, Format, Output};
use super::inputs::{Inputs, STDIN};
use super::{Exit, Ui};
use anyhow::bail;
use chrono::{DateTime, Utc};
use clap::ValueEnum;
use postmortem::collection::{Error, Refused};
use postmortem::diagnostic::{Checked, Level, RuleInfo, nearest};
use postmortem::document::Document;
use postmortem::lint::{Options, lint};
use postmortem::report::Report;
use postmortem::source::Source;
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
  cat draft.yaml | postmortem lint - --format json

Exit codes:
  0  nothing found at or above --fail-on
  1  findings at or above --fail-on, a broken incident file among them
  2  could not do it: bad arguments or configuration, no file found, or one that cannot be read")]
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
    /// Give a rule another level for this run; repeatable. Example: --level timeline-gap=off
    #[arg(long, value_name = "RULE=LEVEL", value_parser = rule_level)]
    level: Vec<(&'static RuleInfo, Level)>,
    /// Run only this rule; repeatable. Example: --only timeline-out-of-order
    #[arg(long, value_name = "RULE", value_parser = args::rule)]
    only: Vec<&'static RuleInfo>,
    /// Check as if the files had this status: is a draft ready for review? Example: --as review
    #[arg(long = "as", value_name = "STATUS")]
    status: Option<StatusArg>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

impl FailOn {
    fn fails(self, level: Level) -> bool {
        match self {
            FailOn::Error => level >= Level::Error,
            FailOn::Warning => level >= Level::Warning,
            FailOn::Info => level >= Level::Info,
            FailOn::Never => false,
        }
    }
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    if let Some(file) = formats::same_file(&args.output) {
        bail!("two formats would be written to `{}`\nname another file for one of them", file.display());
    }
    let config = ui.config()?;
    let mut inputs = Inputs::new(&args.inputs.paths, &config)?;
    let mut options = config.lint;
    options.levels.run.extend(args.level.iter().map(|(rule, level)| (rule.name.to_owned(), *level)));
    options.only = args.only.iter().map(|rule| rule.name.to_owned()).collect();
    options.status = args.status.map(Into::into);
    options.exists = Some(exists_beside);
    let now = ui.now();
    let checked = inputs.read(ui, |source| check(source, &options, now));
    let files = checked.len();
    let report = Report { checked: checked.into_iter().flatten().collect(), files };
    // Files come first: whoever reads the output may close it early.
    let written = formats::write_files(&report, &args.output);
    formats::tell(&report, args.format, ui)?;
    let failed = !inputs.errors.is_empty();
    for error in inputs.errors {
        ui.error(&error.into());
    }
    written?;
    Ok(match report.worst() {
        _ if failed => Exit::Failed,
        Some(worst) if args.fail_on.fails(worst) => Exit::Findings,
        _ => Exit::Done,
    })
}

/// What is found in a file; the text of a clean one is let go.
fn check(
    source: Result<Source, Refused>,
    options: &Options,
    now: DateTime<Utc>,
) -> Result<Option<Checked>, Error> {
    let source = match source {
        Ok(source) => source,
        Err(Refused::Fault(checked)) => return Ok(Some(*checked)),
        Err(Refused::Error(error)) => return Err(error),
    };
    let diagnostics = lint(&Document::read(&source, &options.settings), options, Some(now));
    Ok((!diagnostics.is_empty()).then(|| Checked { source, diagnostics }))
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
