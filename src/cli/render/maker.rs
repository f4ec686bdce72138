//! Makes a report of a file's text.

use super::{Args, Format};
use crate::cli::Ui;
use crate::cli::inputs::stem;
use postmortem::collection::{Error, Refused};
use postmortem::config::Config;
use postmortem::diagnostic::{Checked, Family, Level};
use postmortem::document::Document;
use postmortem::lint::{Options as LintOptions, lint};
use postmortem::render::{Context, Engine, Options, Report, Template, TemplateError, render_json};
use postmortem::source::Source;

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
    /// JSON needs none.
    template: Option<Template>,
    lint: LintOptions,
    render: Options,
}

impl Maker {
    pub(super) fn new(args: &Args, config: Config, ui: &Ui) -> anyhow::Result<Self> {
        let name = args.template.as_ref().unwrap_or(&config.template);
        let template = match args.format {
            Format::Markdown => Some(Engine::new(config.templates.as_deref())?.template(name)?),
            Format::Json => None,
        };
        let render = Options { now: ui.given_now(), audience: args.audience.into(), ..config.render };
        Ok(Maker { template, lint: config.lint, render })
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
        let context = Context::new(&Report { incident, resolved, id }, &self.render);
        let text = match &self.template {
            Some(template) => template.render(&context),
            None => Ok(render_json(&context)),
        };
        Ok(text.map(|text| Made { name, text }).map_err(Failure::Template))
    }
}
