//! The exit code. It never depends on the output format.

use std::process::ExitCode;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Success; no findings at or above `--fail-on`. Also if the output was closed.
    Done = 0,
    /// Findings at or above `--fail-on`, including a broken incident file; or `render --check` found a stale file.
    Findings = 1,
    /// Failure: invalid arguments or configuration, a path that does not exist or cannot be read, no input, a file that
    /// `render` cannot render, a template that fails.
    Failed = 2,
    /// The user cancelled the questions, or pressed Ctrl-C twice; 128 plus the signal number of Ctrl-C.
    Cancelled = 130,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        ExitCode::from(exit as u8)
    }
}
