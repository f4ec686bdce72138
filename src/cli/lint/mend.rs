//! What `--fix` does with mended texts: writes them, prints them, or shows what would change.

use super::check::Outcome;
use crate::cli::inputs::STDIN;
use crate::cli::{Ui, files};
use anyhow::{Context, anyhow, bail};
use postmortem::collection::read;
use postmortem::diagnostic::Checked;
use postmortem::report::{masked_text, visible};
use similar::TextDiff;
use std::path::Path;

/// The mended files, each with its text before and how many findings are gone.
fn mended(outcomes: &[Outcome]) -> impl Iterator<Item = (&Checked, &str, usize)> {
    outcomes.iter().filter_map(|outcome| {
        let (checked, mended) = outcome.checked.as_ref().zip(outcome.mended.as_ref())?;
        Some((checked, mended.before.as_str(), mended.applied))
    })
}

/// What became of mended texts.
#[derive(Default)]
pub(super) struct Written {
    /// Whether standard input went to standard output.
    pub(super) prints_text: bool,
    /// Whether a file was left as it is.
    pub(super) leaves_out: bool,
}

/// Writes the files, and says how much was mended in each. Standard input goes to standard output, mended or not.
pub(super) fn write(outcomes: &[Outcome], ui: &mut Ui) -> anyhow::Result<Written> {
    let mut written = Written::default();
    let mut checked = outcomes.iter().filter_map(|outcome| outcome.checked.as_ref());
    if let Some(checked) = checked.find(|checked| checked.source.name() == STDIN) {
        ui.text(checked.source.text())?;
        written.prints_text = true;
    }
    for (checked, before, applied) in mended(outcomes) {
        let name = checked.source.name();
        if name != STDIN && !replace(name, before, checked.source.text())? {
            ui.error(&anyhow!("`{name}` has changed meanwhile, and is left as it is\nmend it once more"));
            written.leaves_out = true;
            continue;
        }
        ui.note(&format!("{}: {applied} fixed", visible(name)));
    }
    Ok(written)
}

/// Writes a mended text, unless the file no longer holds what was mended: `log` may have added an entry.
fn replace(name: &str, before: &str, text: &str) -> anyhow::Result<bool> {
    let path = Path::new(name);
    if !path.is_file() {
        bail!("cannot write `{name}`\nrename the file: its name is not UTF-8, or it is gone");
    }
    let _lock = files::lock(path).with_context(|| format!("cannot write `{name}`"))?;
    let is_same = read(path).is_ok_and(|source| source.text() == before);
    if is_same {
        files::edit(path, text)?;
    }
    Ok(is_same)
}

/// Shows what would change, and tells whether anything would.
pub(super) fn diff(outcomes: &[Outcome], ui: &mut Ui) -> anyhow::Result<bool> {
    let mut changes = false;
    for (checked, before, applied) in mended(outcomes) {
        let name = visible(checked.source.name());
        let (before, after) = (masked_text(before), masked_text(checked.source.text()));
        let diff = TextDiff::from_lines(&before, &after);
        ui.text(&diff.unified_diff().header(&name, &name).to_string())?;
        ui.note(&format!("{name}: {applied} can be fixed"));
        changes = true;
    }
    Ok(changes)
}
