//! What the exit code says. It never depends on the output format.

use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Done; nothing at or above `--fail-on`. A closed pipe is this too.
    Done = 0,
    /// Findings at or above `--fail-on`, a broken incident file among them; `render --check` found a stale file.
    Findings = 1,
    /// Could not do it: bad arguments or configuration, a path that does not exist or cannot be read, no input, a
    /// file that `render` cannot render, a template that fails.
    Failed = 2,
    /// The user ended the questions, or pressed Ctrl-C twice; 128 and the number of the signal of Ctrl-C.
    Cancelled = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}
