//! `postmortem render`: makes reports of incident files.

use super::inputs::{Inputs, stem};
use super::{Exit, Ui, args, files};
use anyhow::{Context as _, bail};
use clap::ValueEnum;
use postmortem::collection::{Error, Refused};
use postmortem::config::Config;
use postmortem::diagnostic::{Checked, Family, Level};
use postmortem::document::Document;
use postmortem::lint::{Options as LintOptions, lint};
use postmortem::render::{Context, Engine, Options, Report, Template, TemplateError, render_json};
use postmortem::report::visible;
use postmortem::source::Source;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Make reports of incident files
#[derive(Debug, clap::Args)]
#[command(after_help = "\
A file that cannot be read as it was meant is not rendered; then no report is written at all.

Examples:
  postmortem render incidents/2024-05-30-checkout.yaml
  postmortem render incidents/2024-05-30-checkout.yaml -t atlassian -o report.md
  postmortem render incidents/ -o reports/
  postmortem render incidents/ -o reports/ --check     # in CI: are the reports up to date?

Exit codes:
  0  done
  1  --check found a report that is stale or missing
  2  could not do it: bad arguments, a broken incident file, a template that fails")]
pub(crate) struct Args {
    #[command(flatten)]
    inputs: args::Inputs,
    /// A template's name or file [default: the configuration's, else default]. Example: -t atlassian
    #[arg(short, long, value_name = "NAME|FILE")]
    template: Option<String>,
    /// What the report is made as. Example: -f json
    #[arg(short, long, default_value = "markdown")]
    format: Format,
    /// The file to write; for several reports, their folder. Example: -o reports/
    #[arg(short, long, value_name = "FILE|DIR")]
    output: Option<PathBuf>,
    /// Write nothing; fail when what -o names is not what would be written
    #[arg(long)]
    check: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Markdown,
    Json,
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    if args.format == Format::Json && args.template.is_some() {
        bail!("JSON is made without a template\nleave out -t, or -f json");
    }
    let config = ui.config()?;
    let mut inputs = Inputs::new(&args.inputs.paths, &config)?;
    let target = Target::new(args, &inputs)?;
    let maker = Maker::new(args, config, ui)?;
    let made = inputs.read(ui, |source| maker.make(source));
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

/// A report and the name of the file that it is made of.
struct Made {
    name: String,
    text: String,
}

enum Failure {
    /// The file cannot be read as it was meant.
    Broken(Box<Checked>),
    Template(TemplateError),
}

/// All that is needed to make a report of a file.
struct Maker {
    /// JSON needs none.
    template: Option<Template>,
    lint: LintOptions,
    render: Options,
}

impl Maker {
    fn new(args: &Args, config: Config, ui: &Ui) -> anyhow::Result<Self> {
        let name = args.template.as_ref().unwrap_or(&config.template);
        let template = match args.format {
            Format::Markdown => Some(Engine::new(config.templates.as_deref())?.template(name)?),
            Format::Json => None,
        };
        let render = Options { now: ui.given_now(), ..config.render };
        Ok(Maker { template, lint: config.lint, render })
    }

    fn make(&self, source: Result<Source, Refused>) -> Result<Result<Made, Failure>, Error> {
        let source = match source {
            Ok(source) => source,
            Err(Refused::Fault(checked)) => return Ok(Err(Failure::Broken(checked))),
            Err(Refused::Error(error)) => return Err(error),
        };
        let document = Document::read(&source, &self.lint.settings);
        let mut diagnostics = lint(&document, &self.lint, None);
        diagnostics.retain(|found| found.rule.family == Family::Document && found.level == Level::Error);
        let (Some(incident), Some(resolved), true) =
            (&document.incident, &document.resolved, diagnostics.is_empty())
        else {
            return Ok(Err(Failure::Broken(Box::new(Checked { diagnostics, source }))));
        };
        let name = source.name().to_owned();
        let stem = stem(&name);
        let id = incident.id.as_deref().unwrap_or(&stem);
        let context = Context::new(&Report { incident, resolved, id }, &self.render);
        let text = match &self.template {
            Some(template) => template.render(&context),
            None => Ok(render_json(&context)),
        };
        Ok(text.map(|text| Made { name, text }).map_err(Failure::Template))
    }
}

/// Where reports go.
enum Target {
    Output,
    File(PathBuf),
    Folder(PathBuf),
}

impl Target {
    /// A folder is meant where it is named as one, and where there are or could be several reports.
    fn new(args: &Args, inputs: &Inputs) -> anyhow::Result<Self> {
        let Some(path) = args.output.as_deref().filter(|path| *path != Path::new("-")) else {
            if args.check {
                bail!("--check compares with files\nname the file or folder: -o reports/");
            }
            if inputs.len() > 1 {
                bail!(
                    "{} reports cannot go to standard output\nname a folder for them: -o reports/",
                    inputs.len()
                );
            }
            return Ok(Target::Output);
        };
        let several = inputs.can_be_several();
        if several && path.exists() && !path.is_dir() {
            bail!("`{}` is no folder for reports\nname a folder for them: -o reports/", path.display());
        }
        let path = path.to_path_buf();
        let is_folder = several || path.is_dir() || names_folder(&path);
        Ok(if is_folder { Target::Folder(path) } else { Target::File(path) })
    }

    /// The path of each report; none for standard output.
    fn place(&self, reports: Vec<Made>, format: Format) -> anyhow::Result<Vec<Placed>> {
        let mut taken = BTreeMap::new();
        let mut placed = Vec::new();
        for Made { name, text } in reports {
            let path = match self {
                Target::Output => None,
                Target::File(path) => Some(path.clone()),
                Target::Folder(folder) => {
                    Some(folder.join(format!("{}.{}", stem(&name), format.extension())))
                }
            };
            if let Some(path) = &path
                && let Some(other) = taken.insert(path.clone(), name.clone())
            {
                bail!(
                    "`{other}` and `{name}` would both be written to `{}`\nrename one, or render them one by one",
                    path.display()
                );
            }
            placed.push(Placed { path, text });
        }
        Ok(placed)
    }
}

/// A report and where it goes.
struct Placed {
    path: Option<PathBuf>,
    text: String,
}

impl Format {
    fn extension(self) -> &'static str {
        match self {
            Format::Markdown => "md",
            Format::Json => "json",
        }
    }
}

fn names_folder(path: &Path) -> bool {
    path.as_os_str().to_string_lossy().ends_with(['/', std::path::MAIN_SEPARATOR])
}

fn write(reports: &[Placed], ui: &mut Ui) -> anyhow::Result<Exit> {
    for Placed { path, text } in reports {
        match path {
            Some(path) => files::write(path, text)?,
            None => ui.text(text)?,
        }
    }
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
