//! What the files of a run are, and which reader takes them. Another kind of source gets a name here and a reader in
//! the library.

use super::find::Report;
use anyhow::bail;
use clap::ValueEnum;
use postmortem::import::{self, Imported, Options};
use std::path::Path;

/// What the user says that the files are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum From {
    /// By the file's ending and its first bytes
    Auto,
    /// Reports in Markdown
    Markdown,
}

/// What a file is.
enum Source {
    Markdown,
}

/// Imports a report with the reader of its source.
pub(super) fn import(from: From, report: &Report, options: &Options) -> anyhow::Result<Imported> {
    match source(from, report)? {
        Source::Markdown => Ok(import::import(&report.text, options)?),
    }
}

fn source(from: From, report: &Report) -> anyhow::Result<Source> {
    let ending = Path::new(&report.name).extension().map(|ending| ending.to_string_lossy().to_lowercase());
    match (from, ending.as_deref()) {
        (From::Auto, Some("yaml" | "yml")) => {
            bail!("it is a YAML file, which `postmortem lint` reads directly")
        }
        (From::Auto, Some("json")) => {
            bail!("no reader knows this kind of JSON\nimport a report in Markdown")
        }
        (From::Auto | From::Markdown, _) => Ok(Source::Markdown),
    }
}
