//! Runs the built binary in a folder of its own, away from the machine's configuration.

pub(crate) mod linting;
pub(crate) mod marked;
pub(crate) mod pages;
pub(crate) mod rendering;
#[cfg(unix)]
pub(crate) mod running;
#[cfg(unix)]
pub(crate) mod terminal;

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// The time at which all tests run.
pub(crate) const NOW: &str = "2024-07-01T12:00:00Z";

/// An incident file without a fault.
pub(crate) const VALID: &str = "title: Checkout fails\nseverity: SEV2\ndate: 2024-05-30\ntimezone: UTC\n\
    summary: Checkout failed for two hours.\nimpact: 80% of customers saw errors.\n\
    timeline:\n  - {at: 10:15, event: Errors begin, milestone: [impact-start, detected]}\n  \
    - {at: 11:15, event: The cause is found, milestone: identified}\n  \
    - {at: 12:15, event: Service is restored, milestone: resolved}\n\
    root_cause: A weight of zero means unlimited.\n";

/// The commands, all but `help`.
pub(crate) const COMMANDS: [&str; 18] = [
    "init",
    "new",
    "log",
    "import",
    "done",
    "lint",
    "render",
    "serve",
    "list",
    "actions",
    "stats",
    "export",
    "site",
    "rules",
    "templates",
    "schema",
    "completions",
    "man",
];

/// The templates that are built in.
pub(crate) const TEMPLATES: [&str; 8] =
    ["default", "brief", "sre", "google-api", "issue-summary", "atlassian", "incident-details", "pagerduty"];

/// A working folder, removed afterwards.
pub(crate) struct Sandbox(tempfile::TempDir);

/// What a run said, and how it ended.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Sandbox {
    /// An empty folder, the root of a repository.
    pub(crate) fn new() -> Self {
        let sandbox = Sandbox(tempfile::tempdir().unwrap());
        fs::create_dir(sandbox.path(".git")).unwrap();
        sandbox
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
        self
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// The names in a folder, sorted.
    pub(crate) fn list(&self, folder: &str) -> Vec<String> {
        let entries = fs::read_dir(self.path(folder)).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The command, to be run in the folder.
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_postmortem"));
        command.args(args).current_dir(self.0.path()).stdin(Stdio::null());
        for name in
            ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "CI", "VISUAL", "EDITOR", "COLUMNS", "GITHUB_ACTIONS"]
        {
            command.env_remove(name);
        }
        command
    }

    /// Runs a command line, split at spaces, at [`NOW`].
    pub(crate) fn run(&self, line: &str) -> Run {
        self.run_args(&line.split_whitespace().chain(["--now", NOW]).collect::<Vec<_>>())
    }

    pub(crate) fn run_args(&self, args: &[&str]) -> Run {
        Run::of(&mut self.command(args))
    }

    /// Runs with a text on standard input.
    pub(crate) fn pipe(&self, line: &str, input: impl AsRef<[u8]>) -> Run {
        let args: Vec<&str> = line.split_whitespace().chain(["--now", NOW]).collect();
        let mut command = self.command(&args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // The program may reject its input before it has read all of it.
        let _ = child.stdin.take().unwrap().write_all(input.as_ref());
        Run::from(child.wait_with_output().unwrap())
    }
}

impl Run {
    pub(crate) fn of(command: &mut Command) -> Self {
        Run::from(command.output().unwrap())
    }

    fn from(output: std::process::Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("output is UTF-8");
        Run {
            code: output.status.code().expect("ended by itself"),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }

    /// All that was said, for a snapshot.
    pub(crate) fn transcript(&self) -> String {
        let Run { code, out, err } = self;
        let part = |name: &str, text: &str| match text {
            "" => String::new(),
            text => format!("--- {name}\n{text}"),
        };
        format!("exit code {code}\n{}{}", part("stdout", out), part("stderr", err))
    }
}
