//! `--stdin-filename PATH`: standard input is the text of a file that an editor has not saved yet.

use super::Args;
use crate::cli::Ui;
use crate::cli::support::inputs::Inputs;
use crate::cli::support::problem::Problem;
use anyhow::bail;
use postmortem::collection::is_ignored;
use postmortem::project::Project;
use std::path::Path;

/// Gives standard input its name. Returns whether that file is excluded: then it is not checked. If `--fix` prints
/// texts, its text is printed anyway, because the reader of the output takes it as the file's.
pub(super) fn place(
    file: &Path,
    args: &Args,
    inputs: &mut Inputs,
    project: &mut Project,
    ui: &mut Ui,
) -> anyhow::Result<bool> {
    if !inputs.has_stdin() {
        bail!(Problem::new(
            "--stdin-filename needs standard input as a path",
            "add `-`: lint - --stdin-filename PATH"
        ));
    }
    inputs.name_stdin(file, project)?;
    let reason = if is_ignored(Ui::repository_root().as_deref(), file) {
        "git ignores it"
    } else if args.force_exclude && inputs.excludes_stdin(project) {
        "`[lint] exclude` excludes it"
    } else {
        return Ok(false);
    };
    // What is not text cannot be printed either: then the check reports it.
    let Some(source) = inputs.take_stdin() else { return Ok(false) };
    if args.prints() {
        ui.text(source.text())?;
    }
    ui.note(&format!("`{}` is not checked: {reason}", file.display()));
    Ok(true)
}
