//! `--stdin-filename PATH`: standard input is the text of a file that an editor has not saved yet.

use super::Args;
use crate::cli::Ui;
use crate::cli::support::inputs::Inputs;
use anyhow::bail;
use postmortem::collection::is_ignored;
use postmortem::project::Project;
use std::path::Path;

/// Gives standard input its name. Says whether git ignores that file, or with `--force-exclude` the configuration leaves
/// it out: then it is not checked. With `echoes` its text is printed then, for whoever reads the output takes it for the
/// file's.
pub(super) fn place(
    file: &Path,
    inputs: &mut Inputs,
    project: &mut Project,
    args: &Args,
    ui: &mut Ui,
) -> anyhow::Result<bool> {
    if !inputs.has_stdin() {
        bail!(
            "--stdin-filename names standard input, which is not among the paths\nadd `-`: lint - --stdin-filename PATH"
        );
    }
    inputs.name_stdin(file, project)?;
    let is_excluded = args.force_exclude && inputs.excludes_stdin(project);
    let why = if is_excluded {
        "`[lint] exclude` leaves it out"
    } else if is_ignored(Ui::repository_root().as_deref(), file) {
        "git ignores it"
    } else {
        return Ok(false);
    };
    let echoes = args.fix && !args.diff;
    if let Some(Ok(source)) = inputs.take_stdin().filter(|_| echoes) {
        ui.text(source.text())?;
    }
    ui.note(&format!("`{}` is not checked: {why}", file.display()));
    Ok(true)
}
