//! `postmortem serve`: shows reports in the browser while their files are being written.

mod page;
mod server;
mod site;
mod view;

use crate::cli::commands::render::Format;
use crate::cli::support::live::Live;
use crate::cli::support::problem::Problem;
use crate::cli::support::watch::{Change, Watch};
use crate::cli::support::{args, complete};
use crate::cli::{Exit, Ui};
use anyhow::bail;
use clap_complete::engine::ArgValueCompleter;
use postmortem::config::Templates;
use server::Server;
use site::Site;
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Show reports in the browser while you write
#[derive(Debug, clap::Args)]
#[command(after_help = "\
The page follows the file: save it, and the browser shows it; errors are shown above the last page that could be
made. Only this machine can see it, and nothing is written.

Examples:
  postmortem serve                                  # all files under the configuration's paths
  postmortem serve incidents/2024-05-30-checkout.yaml
  postmortem serve incidents/ --template atlassian --port 8000

Exit codes:
  0  stopped by Ctrl-C
  2  failure: invalid arguments or configuration, a path that does not exist, a port that is in use
  130  stopped by a second Ctrl-C, in the middle of its work")]
pub(crate) struct Args {
    /// A file, or a folder for a list of its incidents [default: the configuration's paths, else incidents/]
    #[arg(value_name = "FILE|DIR", add = ArgValueCompleter::new(complete::incident_files))]
    path: Option<PathBuf>,
    #[command(flatten)]
    style: args::Style,
    /// The port to listen on [default: 7357, or a free one if that is taken]. Example: --port 8000
    #[arg(long, value_name = "PORT")]
    port: Option<u16>,
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    let mut live = Live::new(ui.project()?, Format::Html, args.style.change(ui));
    let paths: Vec<PathBuf> = args.path.iter().cloned().collect();
    match &args.path {
        Some(path) if path.as_os_str() == "-" => {
            bail!(Problem::new("`serve` watches files, and `-` is not a file", "name a file or a folder"))
        }
        Some(path) if !path.exists() => bail!("`{}` does not exist", path.display()),
        _ => {}
    }
    let found = live.project.discover(&live.paths(&paths))?;
    let mut groups: BTreeSet<usize> = found.files.iter().map(|file| file.group).collect();
    if groups.is_empty() {
        // The first file may appear later; an invalid template is reported now.
        groups.insert(0);
    }
    live.start(&groups)?;
    let mut watch = Watch::new()?;
    // Watch first, then read: what changes in between is read again.
    watch.look_at(&live.scope(&paths), ui);
    live.reload(ui.project_with(Templates::MayCome), &paths);
    let site = Site::new(live, paths, watch.notifier())?;
    let server = Server::bind(args.port)?;
    let what =
        args.path.as_ref().map_or_else(|| "all incidents".to_owned(), |path| path.display().to_string());
    ui.note(&format!("Serving {what} at {} (press Ctrl-C to stop)", server.address()));
    let preview = server.start(site)?;
    let mut change = Some(Change::Incidents);
    while let Some(of) = change {
        let scope = preview.with(|site| {
            if of == Change::All {
                site.reload(ui.project_with(Templates::MayCome));
            }
            let mut scope = site.live.scope(&site.paths);
            scope.files.extend(site.images());
            scope
        });
        if watch.look_at(&scope, ui) {
            preview.with(|site| site.reload(ui.project_with(Templates::MayCome)));
        }
        preview.with(Site::list_files);
        preview.notify();
        change = watch.next();
    }
    Ok(Exit::Done)
}
