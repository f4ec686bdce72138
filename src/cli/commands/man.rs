//! `postmortem man`: manual pages.

use crate::cli::support::complete;
use crate::cli::{Exit, Ui, command};
use anyhow::anyhow;
use clap_complete::engine::ArgValueCandidates;
use postmortem::diagnostic::nearest;
use std::io::Write;

/// Print a manual page
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  postmortem man | man -l -
  postmortem man lint > postmortem-lint.1")]
pub(crate) struct Args {
    /// The command; without it, print the page of the program itself. Example: postmortem man lint
    #[arg(add = ArgValueCandidates::new(complete::commands))]
    command: Option<String>,
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    let mut program = command();
    program.build();
    let page = match &args.command {
        None => program,
        Some(name) => page(&program, name)?,
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    ui.out().write_all(&text)?;
    Ok(Exit::Done)
}

/// The page of a command.
fn page(program: &clap::Command, name: &str) -> anyhow::Result<clap::Command> {
    let known = || program.get_subcommands().map(clap::Command::get_name);
    let Some(found) = program.find_subcommand(name) else {
        let help = match nearest(name, known()) {
            Some(meant) => format!("did you mean `{meant}`?"),
            None => format!("the commands are {}", known().collect::<Vec<_>>().join(", ")),
        };
        return Err(anyhow!("there is no command `{name}`\n{help}"));
    };
    Ok(found.clone())
}
