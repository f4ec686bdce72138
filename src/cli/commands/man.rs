//! `postmortem man`: manual pages.

use crate::cli::support::complete;
use crate::cli::support::problem::Problem;
use crate::cli::{Exit, Ui, command};
use clap_complete::engine::ArgValueCandidates;
use postmortem::wording::{did_you_mean, list, nearest};
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
            Some(meant) => did_you_mean(meant),
            None => format!("the commands are {}", list(known())),
        };
        return Err(Problem::new(format!("there is no command `{name}`"), help).into());
    };
    Ok(found.clone())
}
