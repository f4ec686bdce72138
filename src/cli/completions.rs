//! `postmortem completions`: scripts that complete commands and flags in a shell.

use super::{Exit, Ui, command};
use clap_complete::Shell;
use std::io::Write;

/// Print a script that completes commands and flags in a shell
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  postmortem completions bash > ~/.local/share/bash-completion/completions/postmortem
  postmortem completions zsh > \"${fpath[1]}/_postmortem\"
  postmortem completions fish > ~/.config/fish/completions/postmortem.fish")]
pub(crate) struct Args {
    /// The shell. Example: postmortem completions bash
    shell: Shell,
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command(), "postmortem", &mut script);
    ui.out().write_all(&script)?;
    Ok(Exit::Done)
}
