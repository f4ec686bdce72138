//! The account of all files as JSON, on standard output.

use super::{Done, Outcome};
use crate::cli::Ui;
use postmortem::import::How;
use postmortem::output::json::write_json;
use serde::Serialize;

/// The version of this form.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'o> {
    version: u32,
    files: Vec<File<'o>>,
    placements: Vec<Placement<'o>>,
    skipped: Vec<String>,
    errors: Vec<Failure<'o>>,
}

#[derive(Serialize)]
struct File<'o> {
    #[serde(rename = "file")]
    name: &'o str,
    incident: String,
    entries: usize,
    actions: usize,
    guessed: usize,
    left: usize,
    warnings: &'o [String],
    /// With --into: how many entries and messages were added.
    #[serde(skip_serializing_if = "Option::is_none")]
    added: Option<usize>,
    /// With --into: how many were there already.
    #[serde(skip_serializing_if = "Option::is_none")]
    present: Option<usize>,
}

#[derive(Serialize)]
struct Placement<'o> {
    file: &'o str,
    line: usize,
    what: &'o str,
    #[serde(rename = "where")]
    place: &'o str,
    how: &'static str,
}

#[derive(Serialize)]
struct Failure<'o> {
    file: &'o str,
    message: String,
}

pub(super) fn write(outcome: &Outcome, ui: &mut Ui) -> anyhow::Result<()> {
    let report = Report {
        version: VERSION,
        files: outcome.done.iter().map(file).collect(),
        placements: outcome.done.iter().flat_map(placements).collect(),
        skipped: outcome.skipped.iter().map(|path| path.display().to_string()).collect(),
        errors: outcome.errors.iter().map(|(file, error)| failure(file, error)).collect(),
    };
    write_json(&report, ui.out())?;
    Ok(())
}

fn file(done: &Done) -> File<'_> {
    let imported = &done.imported;
    File {
        name: &done.report.name,
        incident: done.target.path.display().to_string(),
        entries: imported.entries,
        actions: imported.actions,
        guessed: imported.account.count(How::Guessed),
        left: imported.account.count(How::Left),
        warnings: &imported.warnings,
        added: done.merged.as_ref().map(|merged| merged.entries.len() + merged.messages),
        present: done.merged.as_ref().map(|merged| merged.present),
    }
}

fn placements(done: &Done) -> impl Iterator<Item = Placement<'_>> {
    done.imported.account.placements.iter().map(|placement| Placement {
        file: &done.report.name,
        line: placement.line,
        what: &placement.what,
        place: &placement.place,
        how: placement.how.name(),
    })
}

fn failure<'o>(file: &'o str, error: &anyhow::Error) -> Failure<'o> {
    Failure { file, message: format!("{error:#}") }
}
