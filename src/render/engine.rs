//! Templates and a context → text.

use super::context::Context;
use super::explain::{Explained, Names, explain};
use super::keys::Keys;
use super::library::{
    BUILTIN, EXTENSION, FRAME, Library, Registered, SITE_REPORT, TemplateInfo, trim_lone_tags,
};
use super::meter::{self, Metered};
use super::own::MAX_SIZE;
use super::page::Page;
use super::sheet::Sheet;
use super::tags::{Tag, tags};
use super::{Format, filters, markdown};
use crate::diagnostic::{Checked, Diagnostic, Family, Level, Levels, RuleInfo};
use crate::source::{ReadError, Source, Span, read_text, within};
use crate::wording::{did_you_mean, nearest};
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use std::error::Error as _;
use std::ops::Range;
use std::path::{Path, PathBuf};
use tera::{ErrorKind, Tera};
use thiserror::Error;

/// The pseudo-rule for errors of a template in messages.
static TEMPLATE_ERROR: RuleInfo = RuleInfo {
    name: "template-error",
    family: Family::Document,
    levels: Levels::all(Level::Error),
    fixable: false,
    page: "",
};

/// Knows the built-in templates and the user's.
#[derive(Debug)]
pub struct Engine {
    library: Library,
}

/// A compiled template, including everything that it includes; it renders any number of incidents.
#[derive(Debug)]
pub struct Template {
    name: String,
    files: Files,
    tera: Tera,
    format: Format,
}

/// The files of a template.
#[derive(Debug)]
struct Files {
    sources: Vec<Registered>,
    /// Their sources with the metering calls, if any; see [`meter`].
    metered: Vec<Metered>,
    /// The names of all templates, for help.
    known: Vec<String>,
}

/// Why there is no report.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum TemplateError {
    /// There is no template of that name.
    #[error("there is no {what} `{name}`")]
    Unknown {
        /// The kind of template that was requested.
        what: &'static str,
        /// The name.
        name: String,
        /// The nearest name, or where to look.
        help: String,
    },
    /// A file or folder of the user cannot be read.
    #[error("cannot read the template `{}`", .0.display())]
    Read(PathBuf, #[source] ReadError),
    /// The template is at fault at a known place, which its diagnostics say.
    #[error("the template `{}` is invalid", .0.source.name())]
    Faulty(Box<Checked>),
    /// The template has an error without a location.
    #[error("the template `{name}` fails: {message}")]
    Whole {
        /// The template.
        name: String,
        /// What is wrong.
        message: String,
    },
}

impl TemplateError {
    /// What to do about it, where that is known.
    pub fn help(&self) -> Option<&str> {
        match self {
            TemplateError::Unknown { help, .. } => Some(help),
            TemplateError::Read(_, cause) => cause.help(),
            TemplateError::Faulty(_) | TemplateError::Whole { .. } => None,
        }
    }
}

impl Engine {
    /// With the user's files from a folder, which override built-in ones of the same name.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn new(folder: Option<&Path>) -> Result<Self, TemplateError> {
        let failed = |(path, error)| TemplateError::Read(path, error);
        Ok(Engine { library: Library::new(folder).map_err(failed)? })
    }

    /// The templates that are known by name.
    pub fn templates(&self) -> Vec<TemplateInfo> {
        self.library.list()
    }

    /// The names of everything that can be shown: templates, partials, and the files of a page.
    pub fn names(&self) -> Vec<String> {
        self.library.names()
    }

    /// The text of a template or a partial: `default`, `partials/timeline`.
    ///
    /// # Errors
    /// An unknown name, or a file that cannot be read.
    pub fn source(&self, name: &str) -> Result<String, TemplateError> {
        Ok(self.find(name)?.source)
    }

    /// The file name, `partials/timeline.md.tera`, and the built-in text; the user's files are not read.
    ///
    /// # Errors
    /// An unknown name.
    pub fn builtin(name: &str) -> Result<(String, String), TemplateError> {
        let engine = Engine::new(None)?;
        let file = engine.known(name)?.ok_or_else(|| engine.unknown("built-in template", name))?;
        let name = file.name.strip_prefix(BUILTIN).unwrap_or(&file.name);
        Ok((format!("{name}{EXTENSION}"), file.source))
    }

    /// Compiles a template: one that is known by name, else a file.
    ///
    /// # Errors
    /// A template that does not exist, cannot be read, or is invalid; with file and location if known.
    pub fn template(&self, name: &str) -> Result<Template, TemplateError> {
        self.compile(self.find(name)?, Format::Markdown, &of_reports())
    }

    /// Compiles a template, and the frame that turns its report into an HTML page.
    ///
    /// # Errors
    /// As for a template.
    pub fn page(&self, name: &str) -> Result<Page, TemplateError> {
        self.page_in(name, FRAME)
    }

    /// Compiles a template, and the frame that turns its report into a page of a site.
    ///
    /// # Errors
    /// As for a template.
    pub fn site_page(&self, name: &str) -> Result<Page, TemplateError> {
        self.page_in(name, SITE_REPORT)
    }

    /// Compiles a template of values of another kind: a page or a file of a site.
    ///
    /// # Errors
    /// As for a template.
    pub fn sheet<T: JsonSchema>(&self, name: &str) -> Result<Sheet<T>, TemplateError> {
        let schema = schemars::schema_for!(T).to_value();
        Ok(Sheet::new(self.compile(self.find(name)?, Format::Html, &schema)?))
    }

    fn page_in(&self, name: &str, frame: &str) -> Result<Page, TemplateError> {
        let schema = of_reports();
        let report = self.compile(self.find(name)?, Format::Html, &schema)?;
        Ok(Page::new(report, self.compile(self.find(frame)?, Format::Html, &schema)?))
    }

    /// `schema` describes what the template sees.
    fn compile(&self, first: Registered, format: Format, schema: &Value) -> Result<Template, TemplateError> {
        let name = first.name.clone();
        let failed = |(path, error)| TemplateError::Read(path, error);
        let files = self.library.closure(first).map_err(failed)?;
        let mut files = Files { sources: files, metered: Vec::new(), known: self.library.names() };
        let sources = files.sources.iter().map(|file| trim_lone_tags(&file.source)).collect();
        let mut tera = files.compile(sources, format).map_err(|error| files.explain(&error, &name))?;
        if files.sources.iter().any(|file| file.path.is_some()) {
            files.check(schema)?;
            files.metered =
                files.sources.iter().map(|file| meter::metered(&trim_lone_tags(&file.source))).collect();
            let sources =
                files.metered.iter_mut().map(|metered| std::mem::take(&mut metered.source)).collect();
            tera = files.compile(sources, format).map_err(|error| files.explain(&error, &name))?;
        }
        Ok(Template { name, files, tera, format })
    }

    /// The template, partial or page file of that name.
    fn known(&self, name: &str) -> Result<Option<Registered>, TemplateError> {
        let bare = bare(name);
        for name in [&format!("{bare}.md"), bare] {
            let file = self.library.file(name).map_err(|(path, error)| TemplateError::Read(path, error))?;
            if file.is_some() {
                return Ok(file);
            }
        }
        Ok(None)
    }

    fn find(&self, name: &str) -> Result<Registered, TemplateError> {
        if let Some(file) = self.known(name)? {
            return Ok(file);
        }
        let path = PathBuf::from(name);
        if path.exists() && !path.is_dir() {
            let source = within(&path).and_then(|real| read_text(&real, MAX_SIZE));
            let source = source.map_err(|error| TemplateError::Read(path.clone(), error))?;
            // The name decides about escaping: Markdown is not escaped.
            return Ok(Registered { name: "template.md".into(), path: Some(path), source });
        }
        Err(self.unknown("template", name))
    }

    fn unknown(&self, what: &'static str, name: &str) -> TemplateError {
        let names = self.library.names();
        let or_file = if what == "template" { ", or name a file that exists" } else { "" };
        let help = match nearest(bare(name), names.iter().map(String::as_str)) {
            Some(near) => did_you_mean(near),
            None => format!("list the templates with `postmortem templates list`{or_file}"),
        };
        TemplateError::Unknown { what, name: name.into(), help }
    }
}

/// What templates of reports see.
fn of_reports() -> Value {
    schemars::schema_for!(Context).to_value()
}

/// A name without its extensions.
fn bare(name: &str) -> &str {
    name.trim_end_matches(EXTENSION).trim_end_matches(".md")
}

impl Template {
    /// A report in Markdown: one newline at its end, no trailing spaces, no repeated blank lines.
    ///
    /// # Errors
    /// A template that fails on this context.
    pub fn render(&self, context: &Context) -> Result<String, TemplateError> {
        self.report(&self.values(context)?)
    }

    /// The texts of its files.
    pub(super) fn sources(&self) -> impl Iterator<Item = &str> {
        self.files.sources.iter().map(|file| file.source.as_str())
    }

    /// The report for the values that the template sees.
    pub(super) fn report(&self, values: &tera::Context) -> Result<String, TemplateError> {
        Ok(markdown::tidy(&self.fill(values)?))
    }

    /// The values that the template sees for a context.
    pub(super) fn values(&self, context: &impl Serialize) -> Result<tera::Context, TemplateError> {
        let values = tera::Context::from_serialize(context);
        let mut values = values.map_err(|error| self.files.explain(&error, &self.name))?;
        values.insert("format", self.format.name());
        Ok(values)
    }

    /// The template filled with values.
    pub(super) fn fill(&self, values: &tera::Context) -> Result<String, TemplateError> {
        meter::start();
        self.tera.render(&self.name, values).map_err(|error| self.files.explain(&error, &self.name))
    }
}

impl Files {
    fn compile(&self, sources: Vec<String>, format: Format) -> tera::TeraResult<Tera> {
        let mut tera = Tera::new();
        filters::register(&mut tera, format);
        meter::register(&mut tera);
        tera.set_fallback_prefixes(vec![BUILTIN])?;
        let names = self.sources.iter().map(|file| file.name.as_str());
        tera.add_raw_templates(names.zip(sources))?;
        Ok(tera)
    }

    /// Checks the user's files for keys that do not exist.
    fn check(&self, schema: &Value) -> Result<(), TemplateError> {
        let keys = Keys::new(schema, self.sources.iter().map(|file| file.source.as_str()));
        for file in self.sources.iter().filter(|file| file.path.is_some()) {
            let faults = keys.unknown(&file.source).into_iter().map(|unknown| {
                let span = Span::new(unknown.place.start, unknown.place.end);
                Diagnostic::new(&TEMPLATE_ERROR, span, unknown.message).help(unknown.help)
            });
            let diagnostics: Vec<Diagnostic> = faults.collect();
            if !diagnostics.is_empty() {
                let source = Source::new(self.shown(&file.name), &*file.source);
                return Err(TemplateError::Faulty(Box::new(Checked { source, diagnostics })));
            }
        }
        Ok(())
    }

    /// Adds the file and the location, as far as the engine knows them.
    fn explain(&self, error: &tera::Error, name: &str) -> TemplateError {
        if let ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) = error.kind() {
            let place = &report.span().range;
            let index = self.sources.iter().position(|file| file.name == report.filename());
            let metered = index.and_then(|index| self.metered.get(index));
            let place = metered.map_or_else(|| place.clone(), |metered| metered.original(place));
            return self.faulty(report.filename(), report.message(), |_| place.clone());
        }
        let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
        let text = format!("{error}{cause}");
        // Some errors are only a text, with the location on its second line: ` --> default.md:3:21`.
        let mut lines = text.lines();
        let message = lines.next().unwrap_or_default().trim_start_matches("error: ");
        let place = lines.next().and_then(|line| line.trim_start().strip_prefix("--> ")).and_then(|place| {
            let (rest, column) = place.rsplit_once(':')?;
            let (file, line) = rest.rsplit_once(':')?;
            Some((file, line.parse().ok()?, column.parse::<usize>().ok()?))
        });
        if let Some((file, parent, place)) = self.parent(message) {
            return self.faulty(file, &format!("Unknown template `{parent}`"), |_| place.clone());
        }
        match place {
            Some((file, line, column)) => self.faulty(file, message, |source| word_at(source, line, column)),
            None => TemplateError::Whole { name: self.shown(name), message: message.to_owned() },
        }
    }

    /// The file that extends a missing template, the template's name, and where it is named.
    fn parent<'m>(&self, message: &'m str) -> Option<(&'m str, &'m str, Range<usize>)> {
        let (file, parent) = message.strip_prefix("Template '")?.split_once("' is inheriting from '")?;
        let parent = parent.split('\'').next()?;
        let source = &self.sources.iter().find(|other| other.name == file)?.source;
        let start = source.find("extends").and_then(|start| Some(start + source[start..].find(parent)?))?;
        Some((file, parent, start..start + parent.len()))
    }

    fn faulty(&self, file: &str, message: &str, place: impl Fn(&Source) -> Range<usize>) -> TemplateError {
        let text =
            self.sources.iter().find(|other| other.name == file).map_or("", |other| other.source.as_str());
        let source = Source::new(self.shown(file), text);
        let tags: Vec<Tag> = self.sources.iter().flat_map(|file| tags(&file.source)).collect();
        let components =
            tags.iter().filter(|tag| tag.tokens.first().is_some_and(|first| first.is("component")));
        let components = components.filter_map(|tag| tag.tokens.get(1)).map(|name| name.text).collect();
        let names = Names { templates: &self.known, components };
        let Explained { place, message, help } = explain(message, text, place(&source), &names);
        let fault = Diagnostic::new(&TEMPLATE_ERROR, Span::new(place.start, place.end), message);
        let fault = Diagnostic { help, ..fault };
        TemplateError::Faulty(Box::new(Checked { source, diagnostics: vec![fault] }))
    }

    /// The path of a user's file, or the name of a built-in one.
    fn shown(&self, name: &str) -> String {
        let path = self.sources.iter().find(|file| file.name == name).and_then(|file| file.path.as_ref());
        path.map_or_else(|| name.to_owned(), |path| path.display().to_string())
    }
}

/// The word that starts at a line and column, both from 1.
fn word_at(source: &Source, line: usize, column: usize) -> Range<usize> {
    let line = source.line(line);
    let text = &source.text()[line.clone()];
    let start = text.char_indices().nth(column - 1).map_or(text.len(), |(at, _)| at);
    let length = text[start..].find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len() - start);
    line.start + start..line.start + start + length
}
