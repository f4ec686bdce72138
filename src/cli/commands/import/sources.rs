//! What the files of a run are, and which reader takes them. Another kind of source gets a name here and a reader in
//! the library.

use super::find::{Report, Reports};
use crate::cli::support::problem::Problem;
use anyhow::bail;
use clap::ValueEnum;
use postmortem::import::{self, Imported, Options, Record, Tool, records};
use std::path::Path;
use std::sync::Arc;

/// What the user says that the files are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum From {
    /// By the file's ending, and the keys of JSON
    Auto,
    /// Reports in Markdown
    Markdown,
    /// JSON of a Statuspage page: incidents.json
    Statuspage,
    /// JSON of PagerDuty: the log entries of an incident
    Pagerduty,
}

/// What a file is.
enum Source {
    Markdown,
    /// JSON; without a tool, its keys say whose.
    Json(Option<Tool>),
}

/// Finds the incidents in files that have several, each as a report of its own.
pub(super) fn expand(from: From, only: Option<&str>, reports: &mut Reports) {
    for report in std::mem::take(&mut reports.read) {
        match incidents(from, only, &report) {
            Ok(None) => reports.read.push(report),
            Ok(Some(records)) => {
                let one =
                    |record| Report { text: String::new(), record: Some(Arc::new(record)), ..report.clone() };
                reports.read.extend(records.into_iter().map(one));
            }
            Err(error) => reports.errors.push((report.name, error)),
        }
    }
}

/// Imports a report with the reader of its source.
pub(super) fn import(report: &Report, options: &Options) -> anyhow::Result<Imported> {
    Ok(match &report.record {
        Some(record) => record.import(options)?,
        None => import::import(&report.text, options)?,
    })
}

/// The incidents of a file of another tool; none for a report in Markdown.
fn incidents(from: From, only: Option<&str>, report: &Report) -> anyhow::Result<Option<Vec<Record>>> {
    let Source::Json(tool) = source(from, report)? else { return Ok(None) };
    let mut records = records(&report.text, tool)?;
    if let Some(only) = only {
        let words = only.to_lowercase();
        let is_meant = |record: &Record| {
            record.id() == only || record.title().is_some_and(|title| title.to_lowercase().contains(&words))
        };
        let count = records.len();
        records.retain(is_meant);
        if records.is_empty() {
            bail!(Problem::new(
                format!("none of its {count} incidents has the id `{only}`, or a title with these words"),
                "list them with --dry-run, without --only"
            ));
        }
    }
    Ok(Some(records))
}

fn source(from: From, report: &Report) -> anyhow::Result<Source> {
    let ending = Path::new(&report.name).extension().map(|ending| ending.to_string_lossy().to_lowercase());
    Ok(match (from, ending.as_deref()) {
        (From::Statuspage, _) => Source::Json(Some(Tool::Statuspage)),
        (From::Pagerduty, _) => Source::Json(Some(Tool::PagerDuty)),
        (From::Auto, Some("yaml" | "yml")) => {
            bail!(Problem::new("it is a YAML file", "check it with `postmortem lint`"))
        }
        (From::Auto, Some("json")) => Source::Json(None),
        // Standard input has no ending.
        (From::Auto, _) if report.path.is_none() && report.text.trim_start().starts_with('{') => {
            Source::Json(None)
        }
        (From::Auto | From::Markdown, _) => Source::Markdown,
    })
}
