//! `--stdin-filename PATH`: standard input is the text of a file that an editor has not saved yet.

use crate::cli::Ui;
use crate::cli::inputs::Inputs;
use anyhow::bail;
use postmortem::collection::is_ignored;
use std::path::Path;

/// Gives standard input its name. Where git ignores that file it is not checked; `echoes` if its text is printed then,
/// for whoever reads it takes it for the file's.
pub(super) fn place(file: &Path, inputs: &mut Inputs, echoes: bool, ui: &mut Ui) -> anyhow::Result<()> {
    if !inputs.has_stdin() {
        bail!(
            "--stdin-filename names standard input, which is not among the paths\nadd `-`: lint - --stdin-filename PATH"
        );
    }
    inputs.name_stdin(file);
    if is_ignored(Ui::repository_root().as_deref(), file) {
        if let Some(Ok(source)) = inputs.take_stdin().filter(|_| echoes) {
            ui.text(source.text())?;
        }
        ui.note(&format!("`{}` is not checked: git ignores it", file.display()));
    }
    Ok(())
}
