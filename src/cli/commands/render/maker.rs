//! Makes a report from a file's text.

use super::Format;
use super::images::ImageFiles;
use crate::cli::support::inputs::stem;
use postmortem::collection::{Error, Refused};
use postmortem::config::Config;
use postmortem::diagnostic::{Checked, Diagnostic};
use postmortem::document::Document;
use postmortem::model::Settings;
use postmortem::render::{
    Context, Engine, Images, Options, Page, Report, Template, TemplateError, figure, render_json,
};
use postmortem::source::Source;
use std::path::PathBuf;

/// A report and the name of the file that it is made from.
pub(in crate::cli) struct Made {
    pub(in crate::cli) name: String,
    pub(in crate::cli) text: String,
    /// Where its images are, or should be.
    pub(in crate::cli) images: Vec<PathBuf>,
}

/// Why there is no report of a file.
pub(in crate::cli) enum Failure {
    /// There is no text.
    Unread(Error),
    /// The file has format errors.
    Broken(Box<Checked>),
    Template(TemplateError),
}

/// Everything needed to make a report from a file.
pub(in crate::cli) struct Maker {
    style: Style,
    settings: Settings,
    render: Options,
}

enum Style {
    Markdown(Box<Template>),
    Html(Box<Page>),
    /// Without a template.
    Json,
}

impl Maker {
    /// With the template and the options of a configuration.
    pub(in crate::cli) fn new(format: Format, config: &Config) -> Result<Self, TemplateError> {
        let name = &config.template;
        let engine = || Engine::new(config.templates.as_deref());
        let style = match format {
            Format::Markdown => Style::Markdown(Box::new(engine()?.template(name)?)),
            Format::Html => Style::Html(Box::new(engine()?.page(name)?)),
            Format::Json => Style::Json,
        };
        Ok(Maker { style, settings: config.lint.settings.clone(), render: config.render.clone() })
    }

    pub(in crate::cli) fn make(&self, source: Result<Source, Refused>) -> Result<Made, Failure> {
        with_report(source, &self.settings, |name, report| {
            let context = Context::new(report, &self.render);
            let files = ImageFiles::of(name);
            let text = match &self.style {
                Style::Markdown(template) => template.render(&context),
                Style::Html(page) => {
                    let read = |path: &str| files.read(path);
                    page.render(&context, &figure(report, &self.render), Images::new(&read))
                }
                Style::Json => Ok(render_json(&context)),
            };
            let text = text.map_err(Failure::Template)?;
            Ok(Made { name: name.to_owned(), text, images: files.places() })
        })
    }

    /// What a report says.
    pub(in crate::cli) fn context(&self, source: Result<Source, Refused>) -> Result<Context, Failure> {
        with_report(source, &self.settings, |_, report| Ok(Context::new(report, &self.render)))
    }
}

/// What is made of the report of a file, and of the file's name.
pub(in crate::cli) fn with_report<T>(
    source: Result<Source, Refused>,
    settings: &Settings,
    make: impl FnOnce(&str, &Report) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let source = match source {
        Ok(source) => source,
        Err(Refused::Fault(checked)) => return Err(Failure::Broken(checked)),
        Err(Refused::Error(error)) => return Err(Failure::Unread(error)),
    };
    let document = Document::read(&source, settings);
    // `lint` reports what can be fixed, because it tries each fix.
    let mut diagnostics: Vec<Diagnostic> = document.format_errors().cloned().collect();
    for error in &mut diagnostics {
        error.fix = None;
    }
    let (Some(incident), Some(resolved), true) =
        (&document.incident, &document.resolved, diagnostics.is_empty())
    else {
        return Err(Failure::Broken(Box::new(Checked { diagnostics, source })));
    };
    let stem = stem(source.name());
    let id = incident.id.as_deref().unwrap_or(&stem);
    make(source.name(), &Report::new(incident, resolved, id))
}
