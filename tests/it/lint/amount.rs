//! How much `postmortem lint` prints: one line a finding, only the table of rules, the mark on what can be fixed.

use crate::support::{Run, Sandbox, VALID};

/// An old report: a warning, an error that can be fixed, and one that cannot.
fn old() -> String {
    VALID.replace("SEV2", "SEV9").replace("summary:", "sumary:") + "foo: 1\n"
}

/// Editors and `grep` take one line a finding; a hostile name must not add one.
#[test]
fn concise_prints_one_line_a_finding() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.yaml", old()).write("in/b.yaml", "\"a\\nb\\e[2J\": 1\ntitle: é\nsummary: {é: 1}\n");
    let run = sandbox.run("lint in --format concise --only unknown-severity");
    insta::assert_snapshot!(run.transcript());
    let quiet = sandbox.run("lint in --format concise -q");
    assert!(quiet.out.lines().all(|line| line.starts_with("in/") && line.contains(": ")), "{}", quiet.out);
    assert_eq!(sandbox.run("lint in -q -o concise=found.txt").code, 1);
    assert_eq!(sandbox.read("found.txt"), quiet.out);
    let run = Run::of(&mut sandbox.command(&["lint", "in", "--format", "concise", "--color", "always"]));
    assert!(run.out.starts_with("\u{1b}[1min/a.yaml\u{1b}[0m:2:11: "), "{:?}", run.out);
}

/// A user who decides whether to run `--fix` must see what it would remove.
#[test]
fn marks_what_can_be_fixed() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", old());
    for format in ["human", "concise"] {
        let out = sandbox.run(&format!("lint a.yaml --format {format}")).out;
        let marked: Vec<&str> = out.lines().filter(|line| line.contains("[*]")).collect();
        assert_eq!(marked.len(), 1, "{out}");
        assert!(marked[0].contains("[*] there is no field `sumary` here"), "{out}");
    }
    assert!(sandbox.run("lint --help").out.contains("[*]"));
}

/// A repository of old reports is judged by its rules, not by a thousand places.
#[test]
fn statistics_are_the_table_alone() {
    let sandbox = Sandbox::new();
    for n in 0..3 {
        sandbox.write(&format!("in/{n}.yaml"), old());
    }
    let run = sandbox.run("lint in --statistics");
    insta::assert_snapshot!(run.transcript());
    assert_eq!(sandbox.run("lint in --statistics --format concise").out, run.out);
    let mut command = sandbox.command(&["lint", "in", "--statistics"]);
    assert_eq!(Run::of(command.env("GITHUB_ACTIONS", "true")).out, run.out);
    assert_eq!(sandbox.run("lint in --statistics -o json=all.json").out, run.out);
    assert!(sandbox.read("all.json").contains("\"unknown-field\""));
    let run = sandbox.run("lint in --statistics --format json");
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("--statistics is a table for people"), "{}", run.err);
    sandbox.write("in/0.yaml", VALID);
    assert_eq!(
        sandbox.run("lint in/0.yaml --statistics").transcript(),
        "exit code 0\n--- stdout\n1 file checked: nothing found\n"
    );
}
