//! `postmortem render`: makes reports of incident files.

pub(super) mod maker;
mod pictures;
mod rerender;
mod target;

use super::inputs::Inputs;
use super::{Exit, Ui, args, files};
use anyhow::{Context as _, bail};
use clap::ValueEnum;
use maker::{Failure, Maker};
use postmortem::render::TemplateError;
use postmortem::report::visible;
pub(super) use rerender::identity;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::PathBuf;
use target::{Placed, Target};

/// Make reports of incident files
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A file that cannot be read as it was meant is not rendered; then no report is written at all.

Examples:
  postmortem render incidents/2024-05-30-checkout.yaml
  postmortem render incidents/2024-05-30-checkout.yaml -t atlassian -o report.md
  postmortem render incidents/ -o reports/
  postmortem render incidents/ --audience public -o public/
  postmortem render incidents/ -o reports/ --check     # in CI: are the reports up to date?
  postmortem render incidents/ -o reports/ --watch     # while you write

Exit codes:
  0  done
  1  --check found a report that is stale or missing
  2  could not do it: bad arguments, a broken incident file, a template that fails
  130  --watch was ended by a second Ctrl-C, in the middle of its work")]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: args::Inputs,
    #[command(flatten)]
    style: args::Style,
    /// What the report is made as. Example: -f html
    #[arg(short, long, default_value = "markdown")]
    format: Format,
    /// The file to write; for several reports, their folder. Example: -o reports/
    #[arg(short, long, value_name = "FILE|DIR")]
    output: Option<PathBuf>,
    /// Write nothing; fail when what -o names is not what would be written
    #[arg(long)]
    check: bool,
    /// Go on and render again when a file changes, until Ctrl-C. Example: -o reports/ --watch
    #[arg(long, conflicts_with = "check")]
    watch: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Markdown,
    /// One page that holds all it needs
    Html,
    /// What templates see
    Json,
}

impl Format {
    fn extension(self) -> &'static str {
        match self {
            Format::Markdown => "md",
            Format::Html => "html",
            Format::Json => "json",
        }
    }
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    if args.format == Format::Json && args.style.template.is_some() {
        bail!("JSON is made without a template\nleave out -t, or -f json");
    }
    if args.watch {
        return rerender::run(args, ui);
    }
    let mut project = ui.project()?;
    let mut inputs = Inputs::new(&args.inputs.paths, &mut project)?;
    let target = Target::new(args, &inputs)?;
    let change = args.style.change(ui);
    let maker = |group: usize| Maker::new(args.format, &change(&project.groups()[group].config));
    let makers = inputs.groups().into_iter().map(|group| Ok((group, maker(group)?)));
    let makers = makers.collect::<Result<BTreeMap<_, _>, TemplateError>>()?;
    let made = inputs.read(ui, |source, group| makers[&group].make(source));
    let mut reports = Vec::new();
    let mut refused = !inputs.errors.is_empty();
    for error in inputs.errors {
        ui.error(&error.into());
    }
    for made in made {
        match made {
            Ok(report) => reports.push(report),
            Err(Failure::Broken(checked)) => {
                refused = true;
                ui.findings(std::slice::from_ref(&checked));
            }
            // It would fail for the other files too.
            Err(Failure::Template(error)) => return Err(error.into()),
        }
    }
    if refused {
        ui.note("No report is written: not every file can be rendered.");
        return Ok(Exit::Failed);
    }
    let reports = target.place(reports, args.format)?;
    if args.check { check(&reports, ui) } else { write(&reports, ui) }
}

fn write(reports: &[Placed], ui: &mut Ui) -> anyhow::Result<Exit> {
    let mut placed = Vec::new();
    for Placed { path, text } in reports {
        match path {
            Some(path) => placed.push((path.as_path(), text.as_str())),
            None => ui.text(text)?,
        }
    }
    files::write_all(&placed)?;
    match reports {
        [Placed { path: Some(path), .. }] => ui.note(&format!("Wrote {}", path.display())),
        [Placed { path: None, .. }] => {}
        reports => ui.note(&format!("Wrote {} reports", reports.len())),
    }
    Ok(Exit::Done)
}

/// Compares reports with what is on the disk.
fn check(reports: &[Placed], ui: &mut Ui) -> anyhow::Result<Exit> {
    let mut outdated = 0;
    for Placed { path, text } in reports {
        let Some(path) = path else { continue };
        let state = match std::fs::read(path) {
            Ok(found) if found == text.as_bytes() => continue,
            Ok(_) => "stale",
            Err(error) if error.kind() == io::ErrorKind::NotFound => "missing",
            Err(error) => return Err(error).with_context(|| format!("cannot read `{}`", path.display())),
        };
        outdated += 1;
        writeln!(ui.out(), "{}: {state}", visible(&path.display().to_string()))?;
    }
    if outdated == 0 {
        return Ok(Exit::Done);
    }
    ui.finish()?;
    ui.note(&format!("Refresh: {}", Ui::command_without("--check")));
    Ok(Exit::Findings)
}
