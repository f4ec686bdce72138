//! `import --into`: adds the timeline and the messages of a report to an incident file that exists.

use super::{Args, Done, Outcome};
use crate::cli::Ui;
use crate::cli::support::appending::{self, Added, warn_if_final};
use crate::cli::support::problem::Problem;
use anyhow::bail;
use postmortem::import::{Merged, merge};
use postmortem::model::{Entry, Status};
use postmortem::output::visible;
use postmortem::wording::{counted, counted_as, list};
use std::path::Path;

/// Each entry is added to a file that is read again: many more would take minutes.
const MOST_ENTRIES: usize = 1000;

/// Adds the only report of a run to a file. False if the file cannot be read, which is reported.
pub(super) fn add(outcome: &mut Outcome, file: &Path, args: &Args, ui: &mut Ui) -> anyhow::Result<bool> {
    let Some(done) = outcome.done.first_mut() else { return Ok(true) };
    if done.imported.is_several {
        bail!(Problem::new(
            format!("`{}` has several timelines", done.report.name),
            "move each incident to a file of its own, then import the one that is meant"
        ));
    }
    if done.imported.entries > MOST_ENTRIES {
        bail!(Problem::new(
            format!("`{}` has {} entries, more than {MOST_ENTRIES}", done.report.name, done.imported.entries),
            "import it as a file of its own with -o, and keep the entries that matter"
        ));
    }
    if !file.exists() {
        bail!(Problem::new(
            format!("`{}` does not exist", file.display()),
            "name an incident file, or create one with -o instead of --into"
        ));
    }
    let config = ui.project()?.config_of(file)?;
    let now = ui.now();
    let merged = appending::add(file, ui, |source| {
        Ok(merge(source, &done.imported.text, &config.lint.settings, now).map(|merged| {
            let is_new = merged.text != source.text() && !args.dry_run;
            Added { text: is_new.then(|| merged.text.clone()), what: merged }
        }))
    })?;
    done.merged = merged;
    Ok(done.merged.is_some())
}

/// What was added, and what was not.
pub(super) fn report(done: &Done, merged: &Merged, is_dry: bool, ui: &mut Ui) {
    let place = done.target.path.display().to_string();
    let (entries, messages) = (merged.entries.len(), merged.messages);
    ui.note(&format!(
        "{} → {}   {} and {} added, {} there already",
        done.report.name,
        visible(&place),
        counted_as(entries, "entry", "entries"),
        counted(messages, "message"),
        merged.present
    ));
    for (index, entry) in merged.entries.iter().enumerate() {
        let guesses = merged.guesses.iter().filter(|(own, _)| *own == index);
        let guesses = guesses.map(|(_, guess)| format!("   {guess}")).collect::<Vec<_>>().concat();
        ui.note(&format!("  + {}{guesses}", line(entry)));
    }
    for (milestone, entry) in &merged.kept {
        ui.note(&format!("  milestone {} not added: `{}` has it", milestone.name(), line(entry)));
    }
    if merged.timeless > 0 {
        let what = counted_as(merged.timeless, "entry or message", "entries and messages");
        ui.note(&format!("  {what} not added: without date and time"));
    }
    if !merged.other.is_empty() {
        ui.note(&format!("  not merged: {}", list(&merged.other)));
    }
    for warning in &done.imported.warnings {
        ui.note(&format!("  look at it: {warning}"));
    }
    // Guesses about other fields do not matter here.
    let placements = done.imported.account.placements.iter();
    for placement in placements.filter(|placement| placement.place.starts_with("left out")) {
        ui.note(&format!("  {}", super::summary::cell(placement)));
    }
    if merged.is_out_of_order {
        ui.warning(Problem::new(
            "an entry is added at the end, because in order of time the entry below it would take its date",
            "write the date of that entry, then move the new one up",
        ));
    }
    if is_dry {
        ui.note("Nothing is written (--dry-run).");
    } else if merged.is_final && entries + messages > 0 {
        warn_if_final(Status::Final, ui);
    }
}

/// An entry on one line.
fn line(entry: &Entry) -> String {
    let at = entry.at.as_ref().map(|at| format!("{at} ")).unwrap_or_default();
    let milestones = || list(entry.milestone.iter().map(|milestone| milestone.name()));
    let event = entry.event.clone().unwrap_or_else(milestones);
    format!("{at}{}", super::summary::shortened(event.lines().next().unwrap_or_default()))
}
