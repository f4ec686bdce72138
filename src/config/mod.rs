//! `postmortem.toml`: where the files are, the organisation's names, the levels of rules and the style of reports.
//!
//! It composes the options that [`crate::lint`] and [`crate::render`] define. Errors in it are reported like those in
//! an incident file: all of them in one run, each with its location.

mod globs;
mod lint;
mod reader;
mod schema;
mod sections;

pub use globs::Globs;
pub use lint::PerFile;
pub use schema::json_schema;

use crate::diagnostic::{Checked, Family, Level, Levels, RuleInfo};
use crate::import::Headings;
use crate::lint::Options;
use crate::model::Zone;
use crate::render;
use crate::source::{ReadError, Source, read_text};
use reader::Reader;
use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;
use toml::de::DeTable;

/// The file name to search for.
pub const FILE_NAME: &str = "postmortem.toml";

/// The largest configuration that is read, in bytes.
const MAX_SIZE: u64 = 1024 * 1024;

/// The pseudo-rule for errors of the configuration in messages.
static INVALID: RuleInfo = RuleInfo {
    name: "invalid-config",
    family: Family::Document,
    levels: Levels::all(Level::Error),
    fixable: false,
    page: "",
};

/// Why there is no configuration.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// The file does not exist.
    #[error("the configuration `{}` does not exist", .0.display())]
    Missing(PathBuf),
    /// The file cannot be read.
    #[error("cannot read the configuration `{}`", .0.display())]
    Read(PathBuf, #[source] ReadError),
    /// The file is read, and wrong: its diagnostics say where, each with its help.
    #[error("the configuration `{}` is invalid", .0.source.name())]
    Invalid(Box<Checked>),
}

impl Error {
    /// What to do about it, as far as its cause says that.
    pub fn help(&self) -> Option<&'static str> {
        match self {
            Error::Read(_, cause) => cause.help(),
            Error::Missing(_) | Error::Invalid(_) => None,
        }
    }
}

/// Whether the template folder that a configuration names must exist.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Templates {
    /// It must.
    Exist,
    /// It may be created later: `templates eject` does so.
    MayCome,
}

/// The configuration, with its defaults.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Config {
    /// Files and folders of incident files.
    pub paths: Vec<PathBuf>,
    /// Folder with the user's own templates.
    pub templates: Option<PathBuf>,
    /// The template that `render` uses by default.
    pub template: String,
    /// Files that `lint` skips in a folder.
    pub exclude: Globs,
    /// Levels for the files of some paths; the last one that names a rule wins.
    pub per_file: Vec<PerFile>,
    /// The file with known findings.
    pub baseline: Option<PathBuf>,
    /// How to lint, and what is known about severities, services and times.
    pub lint: Options,
    /// How reports look.
    pub render: render::Options,
    /// What the headings of a team's own template mean to `import`.
    pub headings: Headings,
}

impl Default for Config {
    fn default() -> Self {
        let lint = Options::default();
        let render = render::Options { severities: lint.severities.clone(), ..render::Options::default() };
        let paths = vec![PathBuf::from("incidents/")];
        let (exclude, per_file, baseline) = (Globs::default(), Vec::new(), None);
        let template = "default".into();
        let headings = Headings::default();
        Config { paths, templates: None, template, exclude, per_file, baseline, lint, render, headings }
    }
}

impl Config {
    /// Reads a configuration file. Its paths stay as written: [`crate::project`] makes them relative to the working
    /// folder.
    ///
    /// # Errors
    /// If it cannot be read or is invalid.
    pub fn load(path: &Path, templates: Templates) -> Result<Self, Error> {
        let text = read_text(path, MAX_SIZE).map_err(|error| match error {
            ReadError::Io(error) if error.kind() == io::ErrorKind::NotFound => {
                Error::Missing(path.to_path_buf())
            }
            error => Error::Read(path.to_path_buf(), error),
        })?;
        let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        let folder = folder.canonicalize().map_err(|error| Error::Read(path.to_path_buf(), error.into()))?;
        let reader = Reader { folder, templates, faults: Vec::new() };
        Self::parse(&path.display().to_string(), &text, reader).map_err(Error::Invalid)
    }

    /// Names of severities, most severe first.
    pub fn severities(&self) -> &[String] {
        &self.lint.severities
    }

    /// The zone of files without one.
    pub fn timezone(&self) -> Option<Zone> {
        self.lint.settings.timezone
    }

    fn parse(name: &str, text: &str, mut reader: Reader) -> Result<Self, Box<Checked>> {
        let mut config = Config::default();
        match DeTable::parse(text) {
            Ok(table) => {
                reader.keys(table.get_ref(), sections::TOP, &mut config);
                sections::check(table.get_ref(), &config, &mut reader);
            }
            Err(error) => {
                let message = error.message().lines().next().unwrap_or_default();
                reader.fault(error.span().unwrap_or_default(), message.to_owned(), "");
            }
        }
        if reader.faults.is_empty() {
            return Ok(config);
        }
        reader.faults.sort_by_key(|fault| fault.span);
        Err(Box::new(Checked { source: Source::new(name, text), diagnostics: reader.faults }))
    }
}
