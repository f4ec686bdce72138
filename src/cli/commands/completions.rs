//! `postmortem completions`: shell scripts that complete commands, flags and values.

use crate::cli::support::complete;
use crate::cli::{Exit, Ui};
use clap_complete::Shell;
use std::io::Write;

/// Print a shell script that completes commands, flags and values
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Values are completed too: rules, templates, severities of the configuration, incidents. For that the
script runs `postmortem`, which must be in your PATH. Let the shell read the script when it starts:

  bash         source <(postmortem completions bash)      in ~/.bashrc
  zsh          source <(postmortem completions zsh)       in ~/.zshrc, after compinit
  fish         postmortem completions fish | source       in ~/.config/fish/config.fish
  elvish       eval (postmortem completions elvish | slurp)                       in rc.elv
  powershell   postmortem completions powershell | Out-String | Invoke-Expression  in $PROFILE

Or write it to a file, again after each update of postmortem.

Examples:
  postmortem completions bash > ~/.local/share/bash-completion/completions/postmortem
  postmortem completions zsh > \"${fpath[1]}/_postmortem\"
  postmortem completions fish > ~/.config/fish/completions/postmortem.fish")]
pub(crate) struct Args {
    /// The shell. Example: postmortem completions bash
    shell: Shell,
}

pub(crate) fn run(args: &Args, ui: &mut Ui) -> anyhow::Result<Exit> {
    let script = complete::script(&args.shell.to_string())?;
    ui.out().write_all(&script)?;
    Ok(Exit::Done)
}
