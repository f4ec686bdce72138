//! `lint --watch`: checks again whenever a file changes.

use super::{Args, once};
use crate::cli::support::problem::Problem;
use crate::cli::support::watch::{Scope, Watch};
use crate::cli::{Exit, Ui, is_closed_pipe};
use anyhow::bail;
use postmortem::project::Project;

pub(super) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    if args.inputs.paths.iter().any(|path| path.as_os_str() == "-") {
        bail!(Problem::new("--watch watches files, and `-` is not a file", "name files or folders"));
    }
    let mut project = ui.project()?;
    let mut watch = Watch::new()?;
    watch.look_at(&scope(args, &mut project)?, ui);
    // A mistyped path does not get better by waiting.
    once(args, ui)?;
    ui.note("Watching for changes (press Ctrl-C to stop)");
    while watch.next().is_some() {
        // The check reports an invalid configuration; until it is valid, the old one says what to watch.
        project = ui.project().unwrap_or(project);
        // Watch first, then read: what changes in between is checked again.
        if let Ok(scope) = scope(args, &mut project) {
            watch.look_at(&scope, ui);
        }
        ui.note("\nA file has changed");
        match once(args, ui) {
            Err(error) if is_closed_pipe(&error) => return Err(error),
            Err(error) => ui.error(&error),
            Ok(_) => {}
        }
    }
    Ok(Exit::Done)
}

/// The files that findings depend on.
fn scope(args: &Args, project: &mut Project) -> anyhow::Result<Scope> {
    let paths = &args.inputs.paths;
    let paths = if paths.is_empty() { project.config().paths.clone() } else { paths.clone() };
    // Configurations are only known once their files are.
    project.discover(&paths)?;
    let mut scope = Scope { files: project.config_files(), folders: Vec::new() };
    let configured = project.configs().iter().filter_map(|config| config.baseline.as_ref());
    scope.files.extend(args.baseline.file.iter().chain(configured).cloned());
    Ok(scope.of_incidents(paths))
}
