//! `postmortem lint --watch`: findings follow the files.

use crate::support::running::{Running, until};
use crate::support::{Sandbox, VALID};
use std::fs::{self, File};

/// Starts the program with its output in a file.
fn watch(sandbox: &Sandbox, line: &str) -> Running {
    let mut command = sandbox.command(&line.split_whitespace().collect::<Vec<_>>());
    Running::with_output(&mut command, File::create(sandbox.path("out")).unwrap())
}

/// Waits until the output ends in a line.
fn shows(sandbox: &Sandbox, end: &str) -> String {
    until(end, || Some(sandbox.read("out")).filter(|out| out.ends_with(end)))
}

/// A user who writes a report sees the result of each save, and stops without an error.
#[test]
fn checks_again_when_a_file_changes() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", VALID.replace("SEV2", "SEV9"));
    let running = watch(&sandbox, "lint --watch");
    let said = running.hear("Watching for changes (press Ctrl-C to stop)\n");
    assert!(!said.contains("changed"), "{said}");
    let first = shows(&sandbox, "1 file checked: 1 warning\n");
    sandbox.write("incidents/a.yaml", VALID);
    running.hear("A file has changed\n");
    let all = shows(&sandbox, "1 file checked: nothing found\n");
    assert!(all.starts_with(&first), "nothing is cleared: {all}");
    sandbox.write("incidents/b.yaml", "title: [\n");
    shows(&sandbox, "2 files checked: 1 error\n");
    fs::remove_file(sandbox.path("incidents/b.yaml")).unwrap();
    shows(&sandbox, "1 file checked: nothing found\n");
    assert_eq!(running.interrupt(), Some(0));
}

/// Levels and known findings are part of what is shown; a mistake in them must not end the program.
#[test]
fn follows_the_configuration_and_the_baseline() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", VALID.replace("SEV2", "SEV9"));
    let running = watch(&sandbox, "lint --watch");
    running.hear("Watching");
    sandbox.write("postmortem.toml", "[lint]\nbaseline = \"known.toml\"\n");
    running.hear("the baseline `known.toml` does not exist");
    assert_eq!(sandbox.run("lint --write-baseline").code, 0);
    shows(&sandbox, "1 file checked: nothing new; 1 known from the baseline\n");
    sandbox.write("postmortem.toml", "[lint]\nunknwn-severity = \"off\"\n");
    running.hear("did you mean `unknown-severity`?");
    sandbox.write("postmortem.toml", "[lint]\nunknown-severity = \"off\"\n");
    shows(&sandbox, "1 file checked: nothing found\n");
    assert_eq!(running.interrupt(), Some(0));
}

/// What never becomes right must not be waited for.
#[test]
fn refuses_what_cannot_be_watched() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID);
    for (line, expected) in [
        ("lint - --watch", "--watch watches files"),
        ("lint --watch", "no incident file found"),
        ("lint a.yaml --watch --fix --diff", "cannot be used with"),
        ("lint a.yaml --watch --write-baseline --baseline x.toml", "cannot be used with"),
    ] {
        let run = sandbox.run(line);
        assert_eq!(run.code, 2, "{line}");
        assert!(run.err.contains(expected), "{line}: {}", run.err);
    }
}
