//! A command on a pseudo-terminal: it asks, the test answers.

use super::{NOW, Sandbox};
use rexpect::session::{PtySession, spawn_command};
use std::process::Command;

pub(crate) const ENTER: &str = "\r";
pub(crate) const DOWN: &str = "\u{1b}[B";

/// Begins a command on a terminal, in a shell that says afterwards how it ended and how the terminal is.
pub(crate) fn run(sandbox: &Sandbox, args: &str) -> PtySession {
    run_with(sandbox, "", args)
}

/// The same with variables of the environment.
pub(crate) fn run_with(sandbox: &Sandbox, variables: &str, args: &str) -> PtySession {
    let postmortem = sandbox.command(&[]);
    let program = postmortem.get_program().to_str().unwrap();
    let script = format!(
        "stty cols 200 rows 30 echo; {variables} \"{program}\" {args} --now {NOW}; code=$?; echo; echo \"code=$code\"; \
         stty -a | tr ' ;' '\\n\\n' | grep -x -e icanon -e echo; echo end"
    );
    let mut shell = Command::new("sh");
    shell.args(["-c", &script]).current_dir(sandbox.path("."));
    for name in ["NO_COLOR", "CI", "VISUAL", "EDITOR", "GITHUB_ACTIONS"] {
        shell.env_remove(name);
    }
    shell.env("TERM", "xterm").env("NO_COLOR", "1");
    spawn_command(shell, Some(20_000)).unwrap()
}

/// Waits for a question, then answers it.
pub(crate) fn answer(session: &mut PtySession, question: &str, keys: &str) {
    session.exp_string(question).unwrap_or_else(|error| panic!("{question}: {error}"));
    session.send(keys).unwrap();
    session.flush().unwrap();
}

/// How it ended, with the terminal's modes.
pub(crate) fn end(session: &mut PtySession) -> String {
    session.exp_string("code=").unwrap();
    session.exp_string("end\r\n").unwrap().replace("\r\n", " ").trim().to_owned()
}
