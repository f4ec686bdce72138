//! `postmortem import`: makes incident files of old reports, and of what other tools recorded.

mod find;
mod into;
mod plan;
mod report;
mod sources;
mod summary;

use crate::cli::support::problem::Problem;
use crate::cli::support::{args, complete, files};
use crate::cli::{Exit, Ui};
use anyhow::{Context, bail};
use chrono::NaiveDate;
use clap::ValueEnum;
use clap_complete::engine::ArgValueCompleter;
use find::{Report, Reports};
use plan::{Plan, Target};
use postmortem::import::{Headings, How, Imported, Merged, Options};
use postmortem::model::Zone;
use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use sources::From;
use std::path::{Path, PathBuf};

/// Convert old reports, or what other tools recorded, to incident files
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Reads Markdown: *.md, *.markdown, *.qmd and *.html.md.erb in a folder. Each report becomes a file of
the same name, with a comment `# import:` next to each guess. No word is lost: what fits no field is
kept as a note, and the summary lists what was guessed and what was left.

Reads JSON that you saved from another tool; import itself opens no connection. Each incident becomes
a file with its day and title as its name:
  Statuspage  curl -o incidents.json https://PAGE/api/v2/incidents.json
  PagerDuty   the answers of /incidents/ID and /incidents/ID/log_entries, in one file

Examples:
  postmortem import docs/postmortems --dry-run
  postmortem import docs/postmortems --timezone Europe/Berlin
  postmortem import report.md --map \"What broke=impact\" -o incidents/2021-06-11-checkout.yaml
  pandoc -t gfm report.docx | postmortem import - > report.yaml
  postmortem import incidents.json --only checkout
  postmortem import pagerduty.json --into incidents/checkout.yaml

Exit codes:
  0  all files were written
  1  with --strict: something was guessed or left
  2  a file could not be read or written; no file is replaced without --force")]
pub(crate) struct Args {
    /// Reports, folders of reports, or - for standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The format of the files. Example: --from statuspage
    #[arg(long, value_name = "SOURCE", default_value = "auto")]
    from: From,
    /// Of a file with several incidents, only those with this id or with these words in the title. Example: --only
    /// checkout
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// Of PagerDuty, also who was paged and how it escalated
    #[arg(long)]
    all: bool,
    /// The file to write, for one report. Example: -o incidents/checkout.yaml
    #[arg(short, long, value_name = "PATH", conflicts_with_all = ["dir", "stdout"])]
    output: Option<PathBuf>,
    /// The folder to write to [default: the first of the configuration's paths]. Example: --dir docs/incidents
    #[arg(long, conflicts_with = "stdout")]
    dir: Option<PathBuf>,
    /// Add the timeline and the messages of one report to this incident file, and nothing that it already has; the
    /// rest of the file stays the same. Example: --into incidents/checkout.yaml
    #[arg(long, value_name = "PATH", conflicts_with_all = ["output", "dir", "stdout", "force"])]
    #[arg(add = ArgValueCompleter::new(complete::incidents))]
    into: Option<PathBuf>,
    /// Print the text of one report instead of writing a file
    #[arg(long)]
    stdout: bool,
    /// Only show what would be written
    #[arg(long, conflicts_with = "stdout")]
    dry_run: bool,
    /// The zone of all times, whatever the reports say. Example: --timezone Europe/Berlin
    #[arg(long, value_name = "ZONE", value_parser = args::parsed::<Zone>)]
    #[arg(add = ArgValueCompleter::new(complete::zones))]
    timezone: Option<Zone>,
    /// The day of the first time, whatever the reports say. Example: --date 2021-06-11
    #[arg(long, value_name = "DATE", value_parser = args::date)]
    date: Option<NaiveDate>,
    /// The field that a heading of your template stands for; repeatable. Example: --map "What broke=impact"
    #[arg(long = "map", value_name = "HEADING=FIELD")]
    headings: Vec<String>,
    /// Format of the summary: what was placed, guessed and left. Example: --report json
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    report: Format,
    /// Exit with 1 if anything was guessed or left
    #[arg(long)]
    strict: bool,
    /// Replace existing files
    #[arg(long, conflicts_with = "stdout")]
    force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Human,
    Json,
}

/// A report, where its file goes, and what was made of it.
struct Done {
    report: Report,
    target: Target,
    imported: Imported,
    /// What was added to the file of --into.
    merged: Option<Merged>,
}

/// What became of all reports of a run.
#[derive(Default)]
struct Outcome {
    done: Vec<Done>,
    /// Readmes beside reports, which were passed over.
    skipped: Vec<PathBuf>,
    /// What could not be read, imported or written, by the name of the report.
    errors: Vec<(String, anyhow::Error)>,
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    let plan = Plan::new(args, ui)?;
    let headings = headings(args, &plan)?;
    let mut found = Reports::find(&args.files)?;
    sources::expand(args.from, args.only.as_deref(), &mut found);
    let Reports { read: reports, skipped, errors } = found;
    let mut outcome = Outcome { skipped, errors, ..Outcome::default() };
    plan.check(&reports, args)?;
    let targets = plan.targets(&reports)?;
    let prints = plan.prints();
    let options = |report: &Report, target: &Target| Options {
        name: report.name.clone(),
        title: None,
        timezone: args.timezone,
        date: args.date,
        headings: headings.clone(),
        places: plan.places(report, target, &reports, &targets),
        all: args.all,
    };
    let pairs: Vec<(&Report, &Target)> = reports.iter().zip(&targets).collect();
    let results: Vec<anyhow::Result<Imported>> = ui.progress(|done| {
        let import = |(report, target): &(&Report, &Target)| {
            let result = sources::import(report, &options(report, target));
            done(pairs.len());
            result
        };
        pairs.par_iter().map(import).collect()
    });
    for ((report, target), result) in reports.clone().into_iter().zip(targets.clone()).zip(results) {
        match result {
            Ok(imported) => outcome.done.push(Done { report, target, imported, merged: None }),
            Err(error) => outcome.errors.push((report.name, error)),
        }
    }
    if prints {
        for done in &outcome.done {
            ui.text(&done.imported.text)?;
        }
    } else if let Some(file) = &args.into {
        if !into::add(&mut outcome, file, args, ui)? {
            return Ok(Exit::Failed);
        }
    } else if !args.dry_run {
        write(&mut outcome, args.force);
    }
    finish(args, outcome, prints, ui)
}

/// Writes the files; those that cannot be written are errors.
fn write(outcome: &mut Outcome, force: bool) {
    let files: Vec<(&Path, &str)> =
        outcome.done.iter().map(|done| (done.target.path.as_path(), done.imported.text.as_str())).collect();
    for error in files::create_all(&files, force) {
        outcome.errors.push((String::new(), error));
    }
}

fn finish(args: &Args, mut outcome: Outcome, prints: bool, ui: &mut Ui) -> anyhow::Result<Exit> {
    match args.report {
        Format::Json => report::write(&outcome, ui)?,
        Format::Human if args.into.is_some() => {
            for done in &outcome.done {
                if let Some(merged) = &done.merged {
                    into::report(done, merged, args.dry_run, ui);
                }
            }
        }
        Format::Human => summary::write(&outcome, args.dry_run, prints, ui),
    }
    ui.finish()?;
    let is_failed = !outcome.errors.is_empty();
    for (name, error) in outcome.errors.drain(..) {
        ui.error(&find::named(&name, error));
    }
    let is_sure = outcome.done.iter().all(|done| {
        let account = &done.imported.account;
        account.count(How::Guessed) + account.count(How::Left) == 0
    });
    Ok(match () {
        () if is_failed => Exit::Failed,
        () if args.strict && !is_sure => Exit::Findings,
        () => Exit::Done,
    })
}

/// The team's own headings: those of the configuration, and those of the arguments, which count more.
fn headings(args: &Args, plan: &Plan) -> anyhow::Result<Headings> {
    let mut headings = plan.config.headings.clone();
    for text in &args.headings {
        let Some((heading, field)) = text.rsplit_once('=') else {
            bail!(Problem::new(
                format!("`--map {text}` names no field"),
                "write the heading, `=` and the field: --map \"What broke=impact\""
            ));
        };
        headings.add(heading.trim(), field.trim()).with_context(|| format!("`--map {text}`"))?;
    }
    Ok(headings)
}
