//! `postmortem templates`: report styles, and copies to change.

use crate::cli::support::{complete, files};
use crate::cli::{Exit, Ui};
use clap::Subcommand;
use clap_complete::engine::ArgValueCandidates;
use postmortem::config::{FILE_NAME, Templates};
use postmortem::output::visible;
use postmortem::render::Engine;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

/// List, show and copy report templates
#[derive(Debug, clap::Args)]
#[command(subcommand_required = true, arg_required_else_help = true)]
#[command(after_help = "\
Examples:
  postmortem templates list
  postmortem templates show brief
  postmortem templates eject brief -o templates/
  postmortem templates eject report.css        # the style of HTML pages")]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// List the names and descriptions of the templates
    List,
    /// Print a template
    Show {
        /// The template. Example: postmortem templates show brief
        #[arg(add = ArgValueCandidates::new(complete::template_files))]
        name: String,
    },
    /// Copy a built-in template to a folder, to change it there
    Eject {
        /// The template. Example: postmortem templates eject brief
        #[arg(add = ArgValueCandidates::new(complete::template_files))]
        name: String,
        /// The folder [default: the configuration's templates, else templates/]. Example: -o templates/
        #[arg(short, long, value_name = "DIR")]
        output: Option<PathBuf>,
        /// Replace an existing file
        #[arg(long)]
        force: bool,
    },
}

pub(crate) fn run(args: Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    let project = ui.project_with(Templates::MayCome)?;
    let config = Arc::clone(project.config());
    let engine = Engine::new(config.templates.as_deref())?;
    match args.command {
        Command::List => list(&engine, ui)?,
        Command::Show { name } => {
            let text = engine.source(&name)?;
            ui.text(&text)?;
        }
        Command::Eject { name, output, force } => {
            // Even if the user has overridden it: this is how to get the original back.
            let (file, text) = Engine::builtin(&name)?;
            let folder = output
                .or(config.templates.clone())
                .unwrap_or_else(|| project.from_config("templates/".as_ref()));
            let path = folder.join(file);
            files::create(&path, &text, force)?;
            writeln!(ui.out(), "{}", visible(&path.display().to_string()))?;
            ui.finish()?;
            if config.templates.as_ref() != Some(&folder) {
                let file = project.from_config(FILE_NAME.as_ref());
                let folder = project.in_config(&folder);
                ui.note(&format!("To use it, add to {}: templates = \"{folder}\"", file.display()));
            }
        }
    }
    Ok(Exit::Done)
}

fn list(engine: &Engine, ui: &mut Ui) -> anyhow::Result<()> {
    let templates = engine.templates();
    let width = templates.iter().map(|template| template.name.len()).max().unwrap_or_default();
    for template in templates {
        let origin = template.path.map_or_else(String::new, |path| format!("  ({})", path.display()));
        let line = format!("{:width$}  {}{origin}", template.name, template.summary);
        writeln!(ui.out(), "{}", visible(line.trim_end()))?;
    }
    Ok(())
}
