//! What `--fix` does with fixed texts: writes them, prints them, or shows what would change.

use super::check::Outcome;
use crate::cli::Ui;
use crate::cli::support::files::Locked;
use crate::cli::support::problem::Problem;
use anyhow::bail;
use postmortem::diagnostic::Checked;
use postmortem::lint::Dropped;
use postmortem::output::{masked_text, visible};
use similar::TextDiff;
use std::path::Path;

/// The fixed files, each with its text before and the number of findings fixed.
fn fixed(outcomes: &[Outcome]) -> impl Iterator<Item = (&Checked, &str, usize)> {
    outcomes.iter().filter_map(|outcome| {
        let (checked, fixed) = outcome.checked.as_ref().zip(outcome.fixed.as_ref())?;
        Some((checked, fixed.before.as_str(), fixed.applied))
    })
}

/// The outcome for fixed texts.
#[derive(Default)]
pub(super) struct Written {
    /// Whether standard input went to standard output.
    pub(super) prints_text: bool,
    /// Whether a file was left unchanged.
    pub(super) leaves_out: bool,
}

/// Writes the files, and reports how much was fixed in each. Standard input goes to standard output, fixed or not.
pub(super) fn write(outcomes: &[Outcome], stdin: &str, ui: &mut Ui) -> anyhow::Result<Written> {
    let mut written = Written::default();
    let mut checked = outcomes.iter().filter_map(|outcome| outcome.checked.as_ref());
    if let Some(checked) = checked.find(|checked| checked.source.name() == stdin) {
        ui.text(checked.source.text())?;
        written.prints_text = true;
    }
    for (checked, before, applied) in fixed(outcomes) {
        let name = checked.source.name();
        if name != stdin && !replace(name, before, checked.source.text(), ui)? {
            ui.error(
                &Problem::new(
                    format!("`{name}` has changed in the meantime, so it is not fixed"),
                    "run the command again",
                )
                .into(),
            );
            written.leaves_out = true;
            continue;
        }
        ui.note(&format!("{}: {applied} fixed", visible(name)));
    }
    say_dropped(outcomes, ui);
    Ok(written)
}

/// Reports why a fix was tried and not applied.
fn say_dropped(outcomes: &[Outcome], ui: &mut Ui) {
    for outcome in outcomes {
        let Some(Checked { source, .. }) = &outcome.checked else { continue };
        for Dropped { rule, span, reason, .. } in &outcome.dropped {
            let place = source.position(span.start());
            let name = visible(source.name());
            ui.note(&format!(
                "{name}:{}:{}: `{}` is not fixed: {reason}",
                place.line, place.column, rule.name
            ));
        }
    }
}

/// Writes a fixed text, unless the file has changed since it was read: `log` may have added an entry.
fn replace(name: &str, before: &str, text: &str, ui: &mut Ui) -> anyhow::Result<bool> {
    let path = Path::new(name);
    if !path.is_file() {
        bail!(Problem::new(
            format!("cannot write `{name}`"),
            "rename the file: its name is not UTF-8, or it is gone"
        ));
    }
    let locked = Locked::new(path)?;
    if let Some(warning) = locked.hard_link_warning() {
        ui.warning(warning);
    }
    locked.replace(before, text)
}

/// Shows what would change; returns whether anything would.
pub(super) fn diff(outcomes: &[Outcome], ui: &mut Ui) -> anyhow::Result<bool> {
    let mut changes = false;
    for (checked, before, applied) in fixed(outcomes) {
        let name = visible(checked.source.name());
        let (before, after) = (masked_text(before), masked_text(checked.source.text()));
        let diff = TextDiff::from_lines(&before, &after);
        ui.text(&diff.unified_diff().header(&name, &name).to_string())?;
        ui.note(&format!("{name}: {applied} can be fixed"));
        changes = true;
    }
    say_dropped(outcomes, ui);
    Ok(changes)
}
