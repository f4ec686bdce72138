//! The summary for people: a line a file, below it what was guessed and what was left, and what to do next.

use super::{Done, Outcome};
use crate::cli::Ui;
use postmortem::import::{How, Placement};
use postmortem::wording::{counted, counted_as};
use std::fmt::Write as _;

/// The most characters that are shown of a part of a report.
const LONGEST: usize = 60;

pub(super) fn write(outcome: &Outcome, is_dry: bool, prints: bool, ui: &mut Ui) {
    let width = outcome.done.iter().map(|done| title(done, prints).chars().count()).max().unwrap_or(0);
    for done in &outcome.done {
        ui.note(file(done, width, prints).trim_end());
    }
    for path in &outcome.skipped {
        ui.note(&format!("{}: skipped, a readme next to reports", path.display()));
    }
    if outcome.done.is_empty() {
        return;
    }
    if outcome.done.iter().any(|done| done.imported.has_people) {
        ui.note("Roles and e-mail addresses are internal: no public report shows them.");
    }
    ui.note(&last_line(outcome, is_dry, prints));
}

fn title(done: &Done, prints: bool) -> String {
    let report = &done.report.name;
    if prints { report.clone() } else { format!("{report} → {}", done.target.path.display()) }
}

fn file(done: &Done, width: usize, prints: bool) -> String {
    let imported = &done.imported;
    let account = &imported.account;
    let mut text = format!(
        "{:width$}   {}, {}; {} guessed, {} left\n",
        title(done, prints),
        counted_as(imported.entries, "entry", "entries"),
        counted(imported.actions, "action"),
        account.count(How::Guessed),
        account.count(How::Left),
    );
    for warning in &imported.warnings {
        let _ = writeln!(text, "  look at it: {warning}");
    }
    let unsure = || account.placements.iter().filter(|placement| placement.how != How::Certain);
    let cells: Vec<String> = unsure().map(cell).collect();
    let widest = cells.iter().map(|cell| cell.chars().count()).max().unwrap_or(0);
    for (placement, cell) in unsure().zip(cells) {
        // What is from JSON has no line.
        let line = if placement.line == 0 { String::new() } else { format!("line {}", placement.line) };
        let _ = writeln!(text, "  {line:<9}  {cell:widest$}   {}", placement.how.name());
    }
    text
}

pub(super) fn cell(placement: &Placement) -> String {
    let what = shortened(&placement.what);
    format!("{what} → {}", shortened(&placement.place))
}

pub(super) fn shortened(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_owned();
    }
    let start: String = text.chars().take(LONGEST - 1).collect();
    format!("{}…", start.trim_end())
}

fn last_line(outcome: &Outcome, is_dry: bool, prints: bool) -> String {
    let sum = |of: fn(&Done) -> usize| outcome.done.iter().map(of).sum::<usize>();
    let counts = format!(
        "{}: {}, {}; 0 words lost.",
        counted(outcome.done.len(), "file"),
        counted_as(sum(|done| done.imported.entries), "entry", "entries"),
        counted(sum(|done| done.imported.actions), "action"),
    );
    if prints {
        return counts;
    }
    if is_dry {
        return format!("{counts} Nothing is written (--dry-run).");
    }
    let folders: Vec<_> = outcome.done.iter().filter_map(|done| done.target.path.parent()).collect();
    let place = match (outcome.done.as_slice(), folders.first()) {
        ([done], _) => format!(" {}", done.target.path.display()),
        (_, Some(folder)) if !folder.as_os_str().is_empty() => format!(" {}", folder.display()),
        _ => String::new(),
    };
    format!("{counts} Next: postmortem lint{place}; each guess has a comment `# import:`")
}
