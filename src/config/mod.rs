//! `postmortem.toml`: where the files are, what the organisation's words are, how rules weigh and reports look.
//!
//! It composes the options that [`crate::lint`] and [`crate::render`] define. What is wrong in it is told as what is
//! wrong in an incident file: every fault in one run, with its place.

mod lint;
mod reader;
mod schema;
mod sections;

pub use schema::json_schema;

use crate::diagnostic::{Checked, Family, Level, Levels, RuleInfo};
use crate::lint::Options;
use crate::model::Zone;
use crate::render;
use crate::source::Source;
use reader::Reader;
use std::path::{Path, PathBuf};
use std::{fs, io, iter};
use thiserror::Error;
use toml::de::DeTable;

/// The name that is searched for.
pub const FILE_NAME: &str = "postmortem.toml";

/// The word for faults of the configuration in messages.
static INVALID: RuleInfo = RuleInfo {
    name: "invalid-config",
    family: Family::Document,
    levels: Levels::all(Level::Error),
    fixable: false,
    page: "",
};

/// Why there is no configuration.
#[derive(Debug, Error)]
pub enum Error {
    /// The file is not there.
    #[error("the configuration `{}` does not exist", .0.display())]
    Missing(PathBuf),
    /// The file cannot be read.
    #[error("cannot read the configuration `{}`", .0.display())]
    Io(PathBuf, #[source] io::Error),
    /// The file is read, and wrong; tell its diagnostics.
    #[error("the configuration `{}` has faults", .0.source.name())]
    Invalid(Box<Checked>),
}

/// The configuration, with its defaults.
#[derive(Debug, Clone)]
pub struct Config {
    /// Files and folders of incident files, from the working folder.
    pub paths: Vec<PathBuf>,
    /// Folder of the user's own templates, from the working folder.
    pub templates: Option<PathBuf>,
    /// The template that `render` takes unless told otherwise.
    pub template: String,
    /// The file of known findings, from the working folder.
    pub baseline: Option<PathBuf>,
    /// How to lint, and what is known of severities, services and times.
    pub lint: Options,
    /// How reports look.
    pub render: render::Options,
}

impl Default for Config {
    fn default() -> Self {
        let lint = Options::default();
        let render = render::Options { severities: lint.severities.clone(), ..render::Options::default() };
        let paths = vec![PathBuf::from("incidents/")];
        Config { paths, templates: None, template: "default".into(), baseline: None, lint, render }
    }
}

impl Config {
    /// The nearest configuration file, from a folder upwards to the root of its repository; as a path from that folder.
    pub fn find(start: &Path) -> Option<PathBuf> {
        Self::candidates(start).into_iter().find(|file| start.join(file).is_file())
    }

    /// Where [`Config::find`] looks, the nearest place first; as paths from that folder.
    pub fn candidates(start: &Path) -> Vec<PathBuf> {
        let root = start.ancestors().position(|folder| folder.join(".git").exists());
        let folders = start.ancestors().take(root.map_or(usize::MAX, |depth| depth + 1));
        let ways = iter::successors(Some(PathBuf::new()), |way| Some(way.join("..")));
        folders.zip(ways).map(|(_, way)| way.join(FILE_NAME)).collect()
    }

    /// Reads a configuration file.
    ///
    /// # Errors
    /// When it cannot be read or has faults.
    pub fn load(path: &Path) -> Result<Self, Error> {
        let text = fs::read_to_string(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => Error::Missing(path.to_path_buf()),
            _ => Error::Io(path.to_path_buf(), error),
        })?;
        let mut config = Self::parse(&path.display().to_string(), &text).map_err(Error::Invalid)?;
        let folder = path.parent().unwrap_or(Path::new(""));
        for path in config.paths.iter_mut().chain(&mut config.templates).chain(&mut config.baseline) {
            *path = folder.join(&path);
        }
        // A template's file, as opposed to its name, is meant from the configuration's folder too.
        let template = folder.join(&config.template);
        if template.extension().is_some() && template.is_file() {
            config.template = template.display().to_string();
        }
        Ok(config)
    }

    /// Names of severities, most severe first.
    pub fn severities(&self) -> &[String] {
        &self.lint.severities
    }

    /// The zone of files that name none.
    pub fn timezone(&self) -> Option<Zone> {
        self.lint.settings.timezone
    }

    fn parse(name: &str, text: &str) -> Result<Self, Box<Checked>> {
        let mut reader = Reader::default();
        let mut config = Config::default();
        match DeTable::parse(text) {
            Ok(table) => reader.keys(table.get_ref(), sections::TOP, &mut config),
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
