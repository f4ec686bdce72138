//! One project as a whole: which configuration each file has, which files it has, and what a check of them finds.
//!
//! [`Project::check`] does everything that `postmortem lint` does except printing: it follows the paths, gives each file its
//! configuration, runs the rules on each file and across files, tries fixes and takes out the findings that a baseline
//! lists. It writes nothing: what a fix or a new baseline would write is in the [`Outcome`].
//!
//! ```
//! use postmortem::config::Templates;
//! use postmortem::project::{CheckOptions, Choice, Project};
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let folder = tempfile::tempdir()?;
//! # let folder = folder.path();
//! # std::fs::create_dir(folder.join("incidents"))?;
//!
//! std::fs::write(folder.join("postmortem.toml"), "[lint]\nsummary-missing = 'error'\n")?;
//! std::fs::write(folder.join("incidents/dns.yaml"), "title: Names do not resolve\nseverty: SEV2\n")?;
//!
//! let mut project = Project::new(Choice::Nearest, Templates::Exist, folder)?;
//! let mut options = CheckOptions::default();
//! options.fix = true;
//! let outcome = project.check(&[folder.join("incidents")], options)?;
//!
//! assert_eq!(outcome.results.files, 1);
//! assert!(outcome.results.findings().any(|(_, found)| found.rule.name == "summary-missing"));
//! let change = outcome.fixes[0].change.as_ref().expect("a typing error has a fix");
//! assert_eq!(change.text, "title: Names do not resolve\nseverity: SEV2\n");
//! # Ok(())
//! # }
//! ```

mod baseline;
mod check;
mod configs;
mod inputs;
mod lint;
mod options;
mod outcome;
mod place;
mod records;
mod visit;

pub use baseline::{BaselineError, BaselineUpdate, UsedBaseline};
pub use configs::{Choice, File, Found, Group, Project};
pub use inputs::Inputs;
pub use options::{BaselineChoice, CheckOptions, Stream};
pub use outcome::{Change, DroppedFix, FileFixes, Outcome, Skipped};
pub use records::{RecordOptions, Records};
pub use visit::Visited;

use crate::config;
use crate::wording::{list, quoted};
use std::path::PathBuf;
use thiserror::Error;

/// Why a project is not checked.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum Error {
    /// A configuration cannot be read or has errors.
    #[error(transparent)]
    Config(#[from] config::Error),
    /// A baseline cannot be read or has errors.
    #[error(transparent)]
    Baseline(#[from] BaselineError),
    /// A baseline is to be written, and nothing names it.
    #[error("--write-baseline needs a file")]
    NoBaseline,
    /// There is no incident file at those paths.
    #[error("no incident file found in {}", list(quoted(.0.iter().map(|path| path.display()))))]
    NothingFound(Vec<PathBuf>),
}

impl Error {
    /// What to do about it, if that is known.
    pub fn help(&self) -> Option<&str> {
        match self {
            Error::Config(error) => error.help(),
            Error::Baseline(error) => error.help(),
            Error::NoBaseline => Some("name the file to write: --baseline known.toml --write-baseline"),
            Error::NothingFound(_) => {
                Some("create one with `postmortem new`, or set `paths` in postmortem.toml")
            }
        }
    }
}
