//! Makes a report of a file's text.

use super::{Args, Format};
use crate::cli::Ui;
use crate::cli::inputs::stem;
use postmortem::collection::{Error, Refused};
use postmortem::config::Config;
use postmortem::diagnostic::{Checked, Family, Level};
use postmortem::document::Document;
use postmortem::lint::{Options as LintOptions, lint};
use postmortem::render::{
    Context, Engine, Images, Options, Page, Report, Template, TemplateError, figure, render_json,
};
use postmortem::source::Source;
use std::path::Path;

/// A picture above it would make a page that nobody can send.
const LARGEST_PICTURE: u64 = 8 * 1024 * 1024;

/// A report and the name of the file that it is made of.
pub(super) struct Made {
    pub(super) name: String,
    pub(super) text: String,
}

pub(super) enum Failure {
    /// The file cannot be read as it was meant.
    Broken(Box<Checked>),
    Template(TemplateError),
}

/// All that is needed to make a report of a file.
pub(super) struct Maker {
    style: Style,
    lint: LintOptions,
    render: Options,
}

enum Style {
    Markdown(Box<Template>),
    Html(Box<Page>),
    /// Made without a template.
    Json,
}

impl Maker {
    pub(super) fn new(args: &Args, config: Config, ui: &Ui) -> anyhow::Result<Self> {
        let name = args.template.as_ref().unwrap_or(&config.template);
        let engine = || Engine::new(config.templates.as_deref());
        let style = match args.format {
            Format::Markdown => Style::Markdown(Box::new(engine()?.template(name)?)),
            Format::Html => Style::Html(Box::new(engine()?.page(name)?)),
            Format::Json => Style::Json,
        };
        let render = Options { now: ui.given_now(), audience: args.audience.into(), ..config.render };
        Ok(Maker { style, lint: config.lint, render })
    }

    pub(super) fn make(&self, source: Result<Source, Refused>) -> Result<Result<Made, Failure>, Error> {
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
        let report = Report { incident, resolved, id };
        let context = Context::new(&report, &self.render);
        let text = match &self.style {
            Style::Markdown(template) => template.render(&context),
            Style::Html(page) => {
                let figure = figure(&report, &self.render);
                page.render(&context, &figure, Images::new(&|path| picture(&name, path)))
            }
            Style::Json => Ok(render_json(&context)),
        };
        Ok(text.map(|text| Made { name, text }).map_err(Failure::Template))
    }
}

/// A picture that the file names, if it lies in the working folder, or for files from elsewhere in theirs: a report from
/// a stranger must not carry out what its reader's machine holds.
fn picture(file: &str, path: &str) -> Option<Vec<u8>> {
    let folder = Path::new(file).parent().unwrap_or(Path::new(""));
    let folder = Path::new(".").join(folder).canonicalize().ok()?;
    let work = Path::new(".").canonicalize().ok()?;
    let root = if folder.starts_with(&work) { work } else { folder.clone() };
    let picture = folder.join(path).canonicalize().ok().filter(|picture| picture.starts_with(root))?;
    let is_fit = picture.metadata().is_ok_and(|data| data.is_file() && data.len() <= LARGEST_PICTURE);
    if is_fit { std::fs::read(picture).ok() } else { None }
}
