//! Templates and a context → Markdown.

use super::context::Context;
use super::templates::{BUILTIN, Library, Registered, Template, TemplateInfo, trim_lone_tags};
use super::{filters, markdown};
use crate::diagnostic::nearest;
use crate::source::Source;
use std::error::Error as _;
use std::fs;
use std::io;
use std::ops::Range;
use std::path::{Path, PathBuf};
use tera::{ErrorKind, Tera};
use thiserror::Error;

/// Knows the built-in templates and the user's.
#[derive(Debug)]
pub struct Engine {
    library: Library,
}

/// Why a template gave no report.
#[derive(Debug, Error)]
pub enum TemplateError {
    /// No template of that name.
    #[error("there is no template `{name}`\n{help}")]
    Unknown {
        /// The name.
        name: String,
        /// The nearest name, or all.
        help: String,
    },
    /// A file of the user's cannot be read.
    #[error("cannot read the template `{}`", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The template is at fault, at a known place.
    #[error("{message}")]
    At {
        /// The template's text, under the name of its file.
        file: Box<Source>,
        /// The place at fault, in bytes.
        span: Range<usize>,
        /// What is wrong.
        message: String,
    },
    /// The template is at fault as a whole.
    #[error("the template `{name}` fails: {message}")]
    Whole {
        /// The template.
        name: String,
        /// What is wrong.
        message: String,
    },
}

impl Engine {
    /// With the user's files of a folder, which override built-in ones of the same name.
    ///
    /// # Errors
    /// A folder that cannot be read.
    pub fn new(folder: Option<&Path>) -> Result<Self, TemplateError> {
        let failed = |source| TemplateError::Io { path: folder.unwrap_or(Path::new("")).into(), source };
        Ok(Engine { library: Library::new(folder).map_err(failed)? })
    }

    /// The templates that are known by name.
    pub fn templates(&self) -> Vec<TemplateInfo> {
        self.library.list()
    }

    /// The text of a template or a partial: `default`, `partials/timeline`.
    ///
    /// # Errors
    /// An unknown name, or a file that cannot be read.
    pub fn source(&self, name: &str) -> Result<String, TemplateError> {
        Ok(self.find(name)?.source)
    }

    /// A report in Markdown: one newline at its end, no trailing blanks, no runs of blank lines.
    ///
    /// # Errors
    /// A template that is not there, cannot be read, or is at fault; with file and place where they are known.
    pub fn render_markdown(&self, template: &Template, context: &Context) -> Result<String, TemplateError> {
        let first = match template {
            Template::Named(name) => self.find(name)?,
            Template::File(path) => {
                let failed = |source| TemplateError::Io { path: path.clone(), source };
                let source = fs::read_to_string(path).map_err(failed)?;
                // The name decides about escaping: Markdown has none.
                Registered { name: "template.md".into(), path: Some(path.clone()), source }
            }
        };
        let name = first.name.clone();
        let files = self
            .library
            .closure(first)
            .map_err(|source| TemplateError::Io { path: "templates".into(), source })?;
        let rendered = render(&files, &name, context).map_err(|error| explain(&error, &files, &name))?;
        Ok(markdown::tidy(&rendered))
    }

    fn find(&self, name: &str) -> Result<Registered, TemplateError> {
        let name = name.trim_end_matches(".tera").trim_end_matches(".md");
        let failed = |source| TemplateError::Io { path: name.into(), source };
        if let Some(file) = self.library.file(&format!("{name}.md")) {
            return file.map_err(failed);
        }
        let names = self.library.names();
        let help = match nearest(name, names.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{near}`?"),
            None => "`postmortem templates list` shows all; a file is named with its path: `./mine.md.tera`"
                .into(),
        };
        Err(TemplateError::Unknown { name: name.into(), help })
    }
}

fn render(files: &[Registered], name: &str, context: &Context) -> tera::TeraResult<String> {
    let mut tera = Tera::new();
    filters::register(&mut tera);
    tera.set_fallback_prefixes(vec![BUILTIN])?;
    tera.add_raw_templates(files.iter().map(|file| (file.name.as_str(), trim_lone_tags(&file.source))))?;
    tera.render(name, &tera::Context::from_serialize(context)?)
}

/// Says in which file and where, as far as the engine knows.
fn explain(error: &tera::Error, files: &[Registered], name: &str) -> TemplateError {
    let (ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report)) = error.kind() else {
        let cause = error.source().map(|cause| format!(": {cause}")).unwrap_or_default();
        return TemplateError::Whole { name: shown(files, name), message: format!("{error}{cause}") };
    };
    let file = report.filename();
    let source = files.iter().find(|other| other.name == file).map_or("", |other| other.source.as_str());
    let file = Box::new(Source::new(shown(files, file), source));
    TemplateError::At { file, span: report.span().range.clone(), message: report.message().to_owned() }
}

/// The path of a user's file, or the name of a built-in one.
fn shown(files: &[Registered], name: &str) -> String {
    let path = files.iter().find(|file| file.name == name).and_then(|file| file.path.as_ref());
    path.map_or_else(|| name.to_owned(), |path| path.display().to_string())
}
