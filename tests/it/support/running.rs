//! A program that runs until it is stopped, and its output meanwhile.

use crate::support::{Run, Sandbox};
use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

/// Longer than anything takes on a machine that is busy with other tests.
pub(crate) const DEADLINE: Duration = Duration::from_secs(20);

/// A running program; killed at the end of a test that fails.
pub(crate) struct Running {
    child: Child,
    err: Arc<Mutex<String>>,
}

impl Running {
    /// Starts a command line, split at spaces.
    pub(crate) fn start(sandbox: &Sandbox, line: &str) -> Self {
        Running::of(&mut sandbox.command(&line.split_whitespace().collect::<Vec<_>>()))
    }

    pub(crate) fn of(command: &mut Command) -> Self {
        Running::with_output(command, Stdio::null())
    }

    /// Starts a command whose standard output goes somewhere.
    pub(crate) fn with_output(command: &mut Command, out: impl Into<Stdio>) -> Self {
        let mut child = command.stdout(out).stderr(Stdio::piped()).spawn().unwrap();
        let mut pipe = child.stderr.take().unwrap();
        let err = Arc::new(Mutex::new(String::new()));
        let heard = Arc::clone(&err);
        thread::spawn(move || {
            let mut bytes = [0; 4096];
            while let Ok(count @ 1..) = pipe.read(&mut bytes) {
                *heard.lock().unwrap() += &String::from_utf8_lossy(&bytes[..count]);
            }
        });
        Running { child, err }
    }

    /// What it has said so far.
    pub(crate) fn said(&self) -> String {
        self.err.lock().unwrap().clone()
    }

    /// Waits until it has said something, and forgets all that it has said.
    pub(crate) fn hear(&self, text: &str) -> String {
        until(&format!("`{text}`"), || self.said().contains(text).then_some(()));
        std::mem::take(&mut *self.err.lock().unwrap())
    }

    /// Whether it has ended.
    pub(crate) fn has_ended(&mut self) -> bool {
        self.child.try_wait().unwrap().is_some()
    }

    /// Presses Ctrl-C.
    pub(crate) fn press(&self) {
        let id = Pid::from_raw(i32::try_from(self.child.id()).unwrap());
        kill(id, Signal::SIGINT).unwrap();
    }

    /// Presses Ctrl-C; gives the exit code.
    pub(crate) fn interrupt(mut self) -> Option<i32> {
        self.press();
        until("the end", || self.child.try_wait().unwrap()).code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Waits for something, as long as it may take.
pub(crate) fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(start.elapsed() < DEADLINE, "waited in vain for {what}");
        thread::sleep(Duration::from_millis(5));
    }
}

/// Help is read in terminals of every width: no word may be cut, no line may run over, and an example must run.
#[test]
fn help_fits_any_terminal() {
    let sandbox = Sandbox::new();
    let commands = [
        "",
        "new",
        "log",
        "lint",
        "render",
        "serve",
        "list",
        "actions",
        "done",
        "stats",
        "rules",
        "templates",
        "schema",
        "completions",
        "man",
    ];
    let help = |command: &str, width: usize| {
        let args: Vec<&str> = command.split_whitespace().chain(["--help"]).collect();
        let run = Run::of(sandbox.command(&args).env("COLUMNS", width.to_string()));
        assert_eq!(run.code, 0, "{}", run.transcript());
        run.out
    };
    for command in commands {
        let words = |text: &str| {
            let marks = ["\\", "#"];
            let mut words: Vec<String> =
                text.split_whitespace().filter(|word| !marks.contains(word)).map(str::to_owned).collect();
            // The note of an example comes before it if there is no room after it.
            words.sort();
            words
        };
        let whole = words(&help(command, 200));
        for width in [40, 53, 67, 72, 80, 99, 120] {
            let text = help(command, width);
            assert_eq!(words(&text), whole, "{command} at {width}:\n{text}");
            let is_long = |line: &&str| line.chars().count() > width && line.trim().contains(' ');
            assert_eq!(text.lines().find(is_long), None, "{command} at {width}");
        }
    }
    assert!(help("", 40).contains("postmortem log \\\n    \"The rollback is complete\" \\\n"));
    let log = help("log", 40);
    assert!(log.contains("everything else in\nthe file, including comments, stays the\nsame."), "{log}");
    assert!(!help("lint", 40).contains("130 \\\n"));
}

/// The words below a finding and the pages of rules are read in the same terminals; a pipe gets them as they are.
#[test]
fn findings_and_rules_fit_any_terminal() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", "title: t\ntimline: []\nsummary: |\n  10:15 PDT the checkout fails\n");
    let at = |args: &[&str], width: usize| {
        let run = Run::of(sandbox.command(args).env("COLUMNS", width.to_string()));
        run.out
    };
    let is_long = |line: &&str| line.chars().count() > 44 && line.contains("help: ");
    for (args, lines) in [
        (&["lint", "a.yaml", "--as", "final"][..], "= help: "),
        (&["rules"], "\n      "),
        (&["rules", "timeline-gap"], "While users were hurt, somebody did\n"),
    ] {
        let narrow = at(args, 44);
        let piped = Run::of(&mut sandbox.command(args)).out;
        let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(narrow.contains(lines) && narrow.lines().find(is_long).is_none(), "{narrow}");
        assert!(narrow.lines().count() > piped.lines().count(), "{narrow}");
        if args[0] == "rules" {
            assert_eq!(words(&narrow), words(&piped));
        }
    }
    let page = at(&["rules", "timeline-gap"], 44);
    assert!(page.contains("  - {at: 10:15, event: Search answers 500, milestone: impact-start}\n"), "{page}");
    let is_long = |line: &&str| line.chars().count() > 44;
    assert_eq!(at(&["rules"], 44).lines().find(is_long), None);
}
