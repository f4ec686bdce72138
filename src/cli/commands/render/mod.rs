//! `postmortem render`: makes reports from incident files.

pub(in crate::cli) mod images;
pub(in crate::cli) mod maker;
mod rerender;
mod target;

use crate::cli::support::inputs::{self, name};
use crate::cli::support::problem::Problem;
use crate::cli::support::ui::plain_look;
use crate::cli::support::{args, files};
use crate::cli::{Exit, Ui};
use anyhow::Context as _;
use clap::ValueEnum;
use maker::{Failure, Maker};
use postmortem::output::{masked_text, visible, visible_lines};
use postmortem::render::TemplateError;
use postmortem::source::{ReadError, read_file};
use similar::TextDiff;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::PathBuf;
use target::{Placed, Target};

/// No report is larger, even with all its images; `--check` reads no more than this.
const LARGEST: u64 = 256 * 1024 * 1024;

/// Render incident files as reports
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A file with format errors is not rendered; the others are, and the exit code is 2.
A public report contains the incident's id, or else the file's name without its extension.
Without -f, the name of the file decides: -o report.html makes a page, -o report.json JSON.

Examples:
  postmortem render incidents/2024-05-30-checkout.yaml
  postmortem render incidents/2024-05-30-checkout.yaml -t atlassian -o report.md
  postmortem render incidents/ -o reports/
  postmortem render incidents/ --audience public -o public/
  postmortem render incidents/ -o reports/ --check     # in CI: are the reports up to date?
  postmortem render incidents/ -o reports/ --check --diff
  postmortem render incidents/ -o reports/ --watch     # while you write

Exit codes:
  0  success
  1  --check found a report that is stale or missing
  2  failure: invalid arguments, a broken incident file, a template that fails
  130  --watch was stopped by a second Ctrl-C, in the middle of its work")]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: args::Inputs,
    #[command(flatten)]
    style: args::Style,
    /// Format of the report [default: from the name after -o, else markdown]. Example: -f html
    #[arg(short, long)]
    format: Option<Format>,
    /// The file to write, or a folder if it exists, ends in / or there are several reports. Example: -o reports/
    #[arg(short, long, value_name = "FILE|DIR")]
    output: Option<PathBuf>,
    /// Write nothing; fail if the files that -o names are missing or stale
    #[arg(long)]
    check: bool,
    /// With --check, print what would change. Example: -o reports/ --check --diff
    #[arg(long, requires = "check")]
    diff: bool,
    /// Render again when a file changes, until Ctrl-C. Example: -o reports/ --watch
    #[arg(long, conflicts_with = "check")]
    watch: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum Format {
    Markdown,
    /// One self-contained page
    Html,
    /// The data that templates see
    Json,
}

impl Format {
    fn name(self) -> &'static str {
        match self {
            Format::Markdown => "Markdown",
            Format::Html => "HTML",
            Format::Json => "JSON",
        }
    }

    fn extension(self) -> &'static str {
        match self {
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Json => "json",
        }
    }
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    if args.watch {
        return rerender::run(args, ui);
    }
    let mut project = ui.project()?;
    let mut inputs = inputs::follow(&args.inputs.paths, &mut project)?;
    let target = Target::new(args, &inputs)?;
    let change = args.style.change(ui);
    let maker = |group: usize| Maker::new(target.format, &change(&project.groups()[group].config));
    let makers = inputs.groups().into_iter().map(|group| Ok((group, maker(group)?)));
    let makers = makers.collect::<Result<BTreeMap<_, _>, TemplateError>>()?;
    let made = ui.progress(|done| {
        inputs.read(done, |source, group| {
            let name = name(&source);
            match makers[&group].make(source) {
                Err(Failure::Unread(error)) => Err(error),
                made => Ok((name, made)),
            }
        })
    });
    target.keeps_apart(made.iter().map(|(name, _)| &**name))?;
    let mut refused = inputs.errors.len();
    for error in inputs.errors {
        ui.error(&error.into());
    }
    let (mut reports, mut said) = (Vec::new(), BTreeSet::new());
    for (_, made) in made {
        match made {
            Ok(report) => reports.push(target.place(report)?),
            Err(failure) => {
                refused += 1;
                say(failure, &mut said, ui);
            }
        }
    }
    let exit = if args.check { check(&reports, args.diff, ui)? } else { write(&reports, ui)? };
    if refused == 0 {
        return Ok(exit);
    }
    ui.finish()?;
    ui.note(&match refused {
        1 => "1 file was not rendered".to_owned(),
        several => format!("{several} files were not rendered"),
    });
    Ok(Exit::Failed)
}

/// Reports why there is no report for a file. A template error is often the same for every file.
fn say(failure: Failure, said: &mut BTreeSet<String>, ui: &mut Ui) {
    match failure {
        Failure::Unread(error) => ui.error(&error.into()),
        Failure::Broken(checked) => ui.findings(&[*checked]),
        Failure::Template(error) => {
            let error = error.into();
            if said.insert(Problem::of(&error).error(plain_look())) {
                ui.error(&error);
            }
        }
    }
}

fn write(reports: &[Placed], ui: &mut Ui) -> anyhow::Result<Exit> {
    let mut placed = Vec::new();
    for Placed { path, text } in reports {
        match path {
            Some(path) => placed.push((path.as_path(), text.as_str())),
            None => ui.text(text)?,
        }
    }
    let failed = files::write_all(&placed);
    for error in &failed {
        ui.error(error);
    }
    match (reports, placed.len().saturating_sub(failed.len())) {
        ([Placed { path: Some(path), .. }], 1) => ui.note(&format!("Wrote {}", path.display())),
        (_, 0) => {}
        (_, 1) => ui.note("Wrote 1 report"),
        (_, several) => ui.note(&format!("Wrote {several} reports")),
    }
    Ok(if failed.is_empty() { Exit::Done } else { Exit::Failed })
}

/// Compares reports with the files on disk.
fn check(reports: &[Placed], diff: bool, ui: &mut Ui) -> anyhow::Result<Exit> {
    let mut outdated = 0;
    for Placed { path, text } in reports {
        let Some(path) = path else { continue };
        let (state, found) = match read_file(path, LARGEST) {
            Ok(found) if found == text.as_bytes() => continue,
            Ok(found) => ("stale", String::from_utf8_lossy(&found).into_owned()),
            Err(ReadError::Io(error)) if error.kind() == io::ErrorKind::NotFound => {
                ("missing", String::new())
            }
            Err(error) => return Err(error).with_context(|| format!("cannot read `{}`", path.display())),
        };
        outdated += 1;
        let name = path.display().to_string();
        let name = visible(&name);
        if diff {
            let before = if state == "missing" { "/dev/null" } else { &*name };
            // CI logs are read by more people than the reports, and on terminals.
            let (found, text) = (masked_text(&found), masked_text(text));
            let changes = TextDiff::from_lines(&*found, &*text);
            ui.text(&visible_lines(&changes.unified_diff().header(before, &name).to_string()))?;
        } else {
            writeln!(ui.out(), "{name}: {state}")?;
        }
    }
    if outdated == 0 {
        return Ok(Exit::Done);
    }
    ui.finish()?;
    ui.note(&format!("Update them: {}", Ui::command_without(&["--check", "--diff"])));
    Ok(Exit::Findings)
}
