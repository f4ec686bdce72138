//! Shell completion. The script that `completions` prints makes a shell run this program with the words of the command
//! line each time that Tab is pressed, so values come from the current configuration and files.

mod bash;
mod values;

pub(in crate::cli) use values::*;

use crate::cli::command;
use clap_complete::env::{CompleteEnv, Elvish, EnvCompleter, Fish, Powershell, Shells, Zsh};
use std::env;
use std::io;

/// The shell that asks. The library's own name, `COMPLETE`, may be set in the environment for another reason.
const VARIABLE: &str = "POSTMORTEM_COMPLETE";

const NAME: &str = "postmortem";

const SHELLS: Shells = Shells(&[&bash::Bash, &Elvish, &Fish, &Powershell, &Zsh]);

/// Answers a shell, if one asks.
pub(in crate::cli) fn answer() -> clap::error::Result<bool> {
    let folder = env::current_dir().ok();
    let env = CompleteEnv::with_factory(command).var(VARIABLE).shells(SHELLS).completer(NAME);
    env.try_complete(env::args_os(), folder.as_deref())
}

/// The script that makes a shell ask.
pub(in crate::cli) fn script(shell: &str) -> io::Result<Vec<u8>> {
    let mut script = Vec::new();
    if let Some(shell) = SHELLS.completer(shell) {
        // By name: the script may be packaged, with the program elsewhere.
        shell.write_registration(VARIABLE, NAME, NAME, NAME, &mut script)?;
    }
    if shell == Zsh.name() {
        // In a file of `$fpath` the script itself is the completion function the first time.
        script.extend(
            b"if [[ ${funcstack[1]} == _postmortem ]]; then _clap_dynamic_completer_postmortem; fi\n",
        );
    }
    Ok(script)
}
