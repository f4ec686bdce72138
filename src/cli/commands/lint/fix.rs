//! What `--fix` does with fixed texts: writes them, prints them, or shows what would change.

use crate::cli::Ui;
use crate::cli::support::files::Locked;
use crate::cli::support::problem::Problem;
use anyhow::bail;
use postmortem::output::{masked_text, visible};
use postmortem::project::{Change, DroppedFix, FileFixes};
use postmortem::source::Source;
use similar::TextDiff;
use std::path::Path;

/// The files that change, each with what fixes make of it.
fn fixed(fixes: &[FileFixes]) -> impl Iterator<Item = (&str, &Change)> {
    fixes.iter().filter_map(|file| Some((file.name.as_str(), file.change.as_ref()?)))
}

/// Writes the files, and says how much was fixed in each; returns whether a file was left unchanged. Standard input
/// goes to standard output, fixed or not.
pub(super) fn write(fixes: &[FileFixes], stream: Option<&Source>, ui: &mut Ui) -> anyhow::Result<bool> {
    let mut leaves_out = false;
    if let Some(stream) = stream {
        ui.text(stream.text())?;
    }
    let is_stream = |name: &str| stream.is_some_and(|stream| stream.name() == name);
    for (name, Change { before, text, applied }) in fixed(fixes) {
        if !is_stream(name) && !replace(name, before, text, ui)? {
            let message = format!("`{name}` has changed in the meantime, so it is not fixed");
            ui.error(&Problem::new(message, "run the command again").into());
            leaves_out = true;
            continue;
        }
        ui.note(&format!("{}: {applied} fixed", visible(name)));
    }
    say_dropped(fixes, ui);
    Ok(leaves_out)
}

/// Reports why a fix was tried and not applied.
fn say_dropped(fixes: &[FileFixes], ui: &mut Ui) {
    for file in fixes {
        let name = visible(&file.name);
        for DroppedFix { rule, position, reason } in &file.dropped {
            ui.note(&format!(
                "{name}:{}:{}: `{}` is not fixed: {reason}",
                position.line, position.column, rule.name
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
pub(super) fn diff(fixes: &[FileFixes], ui: &mut Ui) -> anyhow::Result<bool> {
    let mut changes = false;
    for (name, Change { before, text, applied }) in fixed(fixes) {
        let name = visible(name);
        let (before, after) = (masked_text(before), masked_text(text));
        let diff = TextDiff::from_lines(&before, &after);
        ui.text(&diff.unified_diff().header(&name, &name).to_string())?;
        ui.note(&format!("{name}: {applied} can be fixed"));
        changes = true;
    }
    say_dropped(fixes, ui);
    Ok(changes)
}
