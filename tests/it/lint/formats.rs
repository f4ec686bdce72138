//! The formats of `postmortem lint` through the command: which one is chosen, and where it goes.

use crate::support::{NOW, Run, Sandbox, VALID};
use serde_json::Value;

/// A build wants a log for people and files for services, and must not read every incident once for each.
#[test]
fn writes_several_formats_in_one_run() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.yaml", "title: [\n").write("in/b.yaml", VALID).write("lint.sarif", "old");
    let files = "-o sarif=lint.sarif -o gitlab=out/quality.json -o junit=out/lint.xml -o json=l.json \
        -o github=g.txt -o human=h.txt -o concise=c.txt";
    let run = sandbox.run(&format!("lint in --format github {files}"));
    assert_eq!((run.code, run.err.as_str()), (1, ""));
    let annotation = sandbox.read("g.txt");
    assert!(annotation.starts_with("::error file=in/a.yaml,line="), "{annotation}");
    assert_eq!(run.out, format!("{annotation}2 files checked: 1 error\n"));
    let rule = |name: &str, path: &str| {
        let json: Value = serde_json::from_str(&sandbox.read(name)).unwrap();
        json.pointer(path).unwrap().clone()
    };
    assert_eq!(rule("lint.sarif", "/runs/0/results/0/ruleId"), "invalid-yaml");
    assert_eq!(rule("out/quality.json", "/0/check_name"), "invalid-yaml");
    assert_eq!(rule("l.json", "/diagnostics/0/rule"), "invalid-yaml");
    assert!(roxmltree::Document::parse(&sandbox.read("out/lint.xml")).is_ok());
    assert!(sandbox.read("h.txt").starts_with("error[invalid-yaml]: "));
    assert!(sandbox.read("c.txt").starts_with("in/a.yaml:"));
    assert_eq!(sandbox.list("out"), ["lint.xml", "quality.json"], "nothing temporary is left");
    assert_eq!(sandbox.run("lint in --format github -q").out, annotation);
}

/// Services look files up from the repository's root, wherever the step ran.
#[test]
fn names_files_from_the_root_of_the_repository() {
    let sandbox = Sandbox::new();
    sandbox.write("shop/in/a.yaml", "title: [\n");
    let reported = |format: &str| {
        let mut command = sandbox.command(&["lint", "in", "--format", format, "--now", NOW]);
        Run::of(command.current_dir(sandbox.path("shop"))).out
    };
    assert!(reported("github").starts_with("::error file=shop/in/a.yaml,"));
    for format in ["sarif", "gitlab", "junit"] {
        assert!(reported(format).contains("\"shop/in/a.yaml\""), "{format}");
    }
}

/// In a workflow, findings belong next to the code without a flag; elsewhere they are for people.
#[test]
fn annotates_by_itself_inside_github_actions() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", "title: [\n");
    let reported = |value: &str, args: &[&str]| {
        Run::of(sandbox.command(&[&["lint", "a.yaml"], args].concat()).env("GITHUB_ACTIONS", value)).out
    };
    assert!(reported("true", &[]).starts_with("::error file=a.yaml,"));
    assert!(reported("true", &[]).ends_with("\n1 file checked: 1 error\n"));
    assert!(reported("true", &["--format", "human"]).starts_with("error[invalid-yaml]"));
    assert!(reported("false", &[]).starts_with("error[invalid-yaml]"));
}

/// A requested report that does not exist must fail the build, and must not hide the findings.
#[test]
fn says_which_file_it_cannot_write() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", "title: [\n").write("folder/x", "");
    let run = sandbox.run("lint a.yaml -o sarif=folder -o junit=lint.xml");
    assert_eq!(run.code, 2);
    assert!(run.err.starts_with("error: cannot write `"), "{}", run.err);
    assert!(run.err.ends_with("folder`: it is a folder\n"), "{}", run.err);
    assert!(run.out.starts_with("error[invalid-yaml]"), "{}", run.transcript());
    assert!(sandbox.read("lint.xml").starts_with("<?xml"), "the other file is written");
}

/// A mistake in a build's configuration must be reported with its help before anything is written.
#[test]
fn refuses_outputs_that_it_does_not_understand() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", VALID);
    for (flags, expected) in [
        ("-o sarf=x", "there is no format `sarf`; did you mean `sarif`?"),
        (
            "-o auto=x",
            "there is no format `auto`; the formats are human, concise, json, sarif, github, gitlab, junit",
        ),
        ("-o lint.sarif", "write a format, =, and a file: sarif=lint.sarif"),
        ("-o sarif=", "write a format, =, and a file: sarif=lint.sarif"),
        ("-o sarif=-", "standard output has the format that --format names; name a file"),
        ("-o sarif=x -o junit=x", "two formats would be written to `x`"),
    ] {
        let run = sandbox.run(&format!("lint a.yaml {flags}"));
        assert_eq!(run.code, 2, "{flags}");
        assert!(run.err.contains(expected), "{flags}: {}", run.err);
        assert!(!sandbox.path("x").exists());
    }
}
