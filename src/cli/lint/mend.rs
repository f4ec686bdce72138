//! What `--fix` does with mended texts: writes them, prints them, or shows what would change.

use super::check::Outcome;
use crate::cli::inputs::STDIN;
use crate::cli::{Ui, files};
use anyhow::bail;
use postmortem::diagnostic::Checked;
use postmortem::report::visible;
use similar::TextDiff;
use std::path::Path;

/// The mended files, each with its text before and how many findings are gone.
fn mended(outcomes: &[Outcome]) -> impl Iterator<Item = (&Checked, &str, usize)> {
    outcomes.iter().filter_map(|outcome| {
        let (checked, mended) = outcome.checked.as_ref().zip(outcome.mended.as_ref())?;
        Some((checked, mended.before.as_str(), mended.applied))
    })
}

/// Writes the files, and says how much was mended in each. Standard input goes to standard output, mended or not;
/// tells whether it did.
pub(super) fn write(outcomes: &[Outcome], ui: &mut Ui) -> anyhow::Result<bool> {
    let mut checked = outcomes.iter().filter_map(|outcome| outcome.checked.as_ref());
    let stdin = checked.find(|checked| checked.source.name() == STDIN);
    if let Some(checked) = stdin {
        ui.text(checked.source.text())?;
    }
    for (checked, _, applied) in mended(outcomes) {
        let name = checked.source.name();
        if name != STDIN {
            let path = Path::new(name);
            if !path.is_file() {
                bail!("cannot write `{name}`\nrename the file: its name is not UTF-8, or it is gone");
            }
            files::edit(path, checked.source.text())?;
        }
        ui.note(&format!("{}: {applied} fixed", visible(name)));
    }
    Ok(stdin.is_some())
}

/// Shows what would change, and tells whether anything would.
pub(super) fn diff(outcomes: &[Outcome], ui: &mut Ui) -> anyhow::Result<bool> {
    let mut changes = false;
    for (checked, before, applied) in mended(outcomes) {
        let name = visible(checked.source.name());
        let diff = TextDiff::from_lines(before, checked.source.text());
        ui.text(&diff.unified_diff().header(&name, &name).to_string())?;
        ui.note(&format!("{name}: {applied} can be fixed"));
        changes = true;
    }
    Ok(changes)
}
