//! `lint --watch`: checks again whenever a file changes.

use super::{Args, once};
use crate::cli::watch::{Kind, Scope, Watch};
use crate::cli::{Exit, Ui, is_closed_pipe};
use anyhow::bail;
use postmortem::config::Config;

pub(super) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    if args.inputs.paths.iter().any(|path| path.as_os_str() == "-") {
        bail!("--watch waits for files to change, which `-` is not\nname files or folders");
    }
    let mut config = ui.config()?;
    let mut watch = Watch::new()?;
    watch.look_at(&scope(args, &config, ui), ui);
    // What is mistyped does not get better by waiting.
    once(args, ui)?;
    ui.note("Watching for changes (Ctrl-C ends it)");
    while watch.next().is_some() {
        // A configuration with faults is told by the check; until then the old one says what to watch.
        config = ui.config().unwrap_or(config);
        // First watch, then read: what changes in between is checked once more.
        watch.look_at(&scope(args, &config, ui), ui);
        ui.note("\nA file has changed");
        match once(args, ui) {
            Err(error) if is_closed_pipe(&error) => return Err(error),
            Err(error) => ui.error(&error),
            Ok(_) => {}
        }
    }
    Ok(Exit::Done)
}

/// What findings depend on.
fn scope(args: &Args, config: &Config, ui: &Ui) -> Scope {
    let mut scope = Scope { files: ui.config_files(), folders: Vec::new() };
    scope.files.extend(args.baseline.file.iter().chain(&config.baseline).cloned());
    let paths = if args.inputs.paths.is_empty() { &config.paths } else { &args.inputs.paths };
    for path in paths {
        if path.is_file() {
            scope.files.push(path.clone());
        } else {
            scope.folders.push((path.clone(), Kind::Incidents));
        }
    }
    scope
}
