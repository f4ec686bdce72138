//! `postmortem lint - --stdin-filename PATH`: an editor checks a text that is not saved.

use crate::support::{Sandbox, VALID};

fn faulty() -> String {
    VALID.replace("summary:", "sumary:")
}

/// An editor shows findings by the file's name, and configures nothing itself.
#[test]
fn has_the_name_and_the_configuration_of_the_file() {
    let sandbox = Sandbox::new();
    let run = sandbox.pipe("lint - --stdin-filename incidents/new.yaml --format concise -q", faulty());
    assert_eq!(run.out, "incidents/new.yaml:5:1: error[unknown-field] [*] there is no field `sumary` here\n");
    sandbox.write("team/postmortem.toml", "severities = [\"HIGH\"]\n").write("team/in/a.yaml", VALID);
    let lint = |args: &str| sandbox.pipe(&format!("lint - --stdin-filename {args}"), VALID);
    let run = lint("team/in/b.yaml");
    assert!(run.out.contains("`SEV2` is not one of the severities: HIGH"), "{}", run.transcript());
    assert_eq!(lint("other/b.yaml").out, "1 file checked: nothing found\n");
    assert_eq!(lint("team/in/b.yaml --no-config").out, "1 file checked: nothing found\n");
    sandbox.write("team/postmortem.toml", "sverities = []\n");
    let run = lint("team/in/b.yaml");
    assert!(run.code == 2 && run.err.contains("--> team/postmortem.toml:1:1"), "{}", run.transcript());
}

/// Links are judged from the file's folder, and the saved version of a text is not another incident.
#[test]
fn replaces_the_file() {
    let sandbox = Sandbox::new();
    let text = VALID.to_owned() + "id: checkout\n";
    sandbox.write("incidents/a.yaml", &text).write("incidents/b.yaml", VALID);
    let run = sandbox.pipe("lint - --stdin-filename incidents/a.yaml", &text);
    assert_eq!(run.transcript(), "exit code 0\n--- stdout\n1 file checked: nothing found\n");
    let run = sandbox.pipe("lint - incidents --stdin-filename ./incidents/a.yaml", faulty());
    assert!(
        run.out.ends_with("2 files checked: 1 error; 1 can be fixed with --fix\n"),
        "{}",
        run.transcript()
    );
    let run = sandbox.pipe("lint - --stdin-filename incidents/c.yaml", &text);
    assert!(run.out.contains("duplicate-id"), "{}", run.transcript());
}

/// The editor writes the file, not the program.
#[test]
fn fix_prints_the_text_and_leaves_the_file_alone() {
    let sandbox = Sandbox::new();
    sandbox.write("incidents/a.yaml", faulty());
    let run = sandbox.pipe("lint - --fix --stdin-filename incidents/a.yaml", faulty());
    assert_eq!((run.code, run.out.as_str()), (0, VALID), "{}", run.transcript());
    assert_eq!(sandbox.read("incidents/a.yaml"), faulty());
}

/// What git ignores is not among the incidents. A user who takes the output as the text of the file must get it back.
#[test]
fn leaves_out_what_git_ignores() {
    let sandbox = Sandbox::new();
    sandbox
        .write(".gitignore", "drafts/\n")
        .write("incidents/drafts/a.yaml", VALID)
        .write("incidents/b.yaml", VALID);
    let lint = |args: &str| sandbox.pipe(&format!("lint - --stdin-filename {args}"), faulty());
    let run = lint("incidents/drafts/a.yaml");
    assert_eq!(
        run.transcript(),
        "exit code 0\n--- stderr\n`incidents/drafts/a.yaml` is not checked: git ignores it\n"
    );
    assert!(lint("incidents/drafts/a.yaml --format json -q").out.contains("\"diagnostics\": []"));
    assert_eq!(lint("incidents/drafts/a.yaml --fix").out, faulty());
    assert_eq!(lint("incidents/drafts/a.yaml --fix --format json").out, faulty());
    let run = lint("incidents/drafts/not/there.yaml");
    assert!(run.code == 0 && run.err.contains("git ignores it"), "{}", run.transcript());
    sandbox.write("incidents/.gitignore", "new-*.yaml\n!new-2.yaml\n");
    assert_eq!(lint("incidents/new-1.yaml").code, 0);
    assert_eq!(lint("incidents/new-2.yaml").code, 1);
    sandbox.write("postmortem.toml", "[lint]\nexclude = [\"incidents/old/\"]\n");
    assert_eq!(lint("incidents/old/a.yaml").code, 1, "a file that is named is meant");
    let run = lint("incidents/old/a.yaml --force-exclude");
    assert!(run.code == 0 && run.err.contains("`[lint] exclude` excludes it"), "{}", run.transcript());
    assert_eq!(lint("incidents/old/a.yaml --force-exclude --fix").out, faulty());
    assert_eq!(lint("incidents/b.yaml").code, 1);
    assert_eq!(lint("incidents/new.yaml").code, 1);
}

/// An output that is empty would be taken for the text of the file.
#[test]
fn says_what_is_wrong_with_a_text_that_cannot_be_printed() {
    let sandbox = Sandbox::new();
    sandbox.write(".gitignore", "drafts/\n");
    let run = sandbox.pipe("lint - --fix --stdin-filename drafts/a.yaml", b"title: \xff\n");
    assert!(run.code == 1 && run.err.contains("not-utf8"), "{}", run.transcript());
}

/// An editor names whatever file is open: with `--force-exclude` what is excluded must be left alone there too.
#[test]
fn leaves_out_what_is_excluded_if_that_is_asked_for() {
    let sandbox = Sandbox::new();
    sandbox.write("postmortem.toml", "[lint]\nexclude = [\"old/\"]\n");
    let lint = |args: &str| sandbox.pipe(&format!("lint - --stdin-filename {args}"), faulty());
    assert_eq!(lint("old/a.yaml").code, 1);
    assert_eq!(lint("new/a.yaml --force-exclude").code, 1);
    let run = lint("old/a.yaml --force-exclude");
    assert_eq!(
        run.transcript(),
        "exit code 0\n--- stderr\n`old/a.yaml` is not checked: `[lint] exclude` excludes it\n"
    );
    assert_eq!(lint("old/a.yaml --force-exclude --fix").out, faulty());
}

/// A flag that changes nothing would hide a mistake.
#[test]
fn names_nothing_but_standard_input() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID);
    let run = sandbox.run("lint a.yaml --stdin-filename b.yaml");
    assert_eq!((run.code, run.out.as_str()), (2, ""));
    assert!(run.err.contains("add `-`"), "{}", run.err);
}
