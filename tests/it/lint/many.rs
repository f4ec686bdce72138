//! `postmortem lint` where there is much to say: several files, and walls of findings.

use crate::support::{NOW, Run, Sandbox, VALID};

/// A user who scrolls through the findings of several files must see where one file ends; one file needs no heading.
#[test]
fn heads_each_of_several_files() {
    let sandbox = Sandbox::new();
    sandbox.write("in/a.yaml", VALID.replace("sev", "zev")).write("in/b.yaml", VALID);
    let run = sandbox.run("lint in");
    assert!(run.out.starts_with("error["), "{}", run.out);
    sandbox.write("in/c.yaml", VALID.replace("SEV2", "SEV9").replace("summary: ", "sumary: "));
    let run = sandbox.run("lint in");
    let headings: Vec<&str> = run.out.lines().filter(|line| line.starts_with("==> ")).collect();
    assert_eq!(headings, ["==> in/a.yaml: 1 error", "==> in/c.yaml: 1 error, 1 warning"], "{}", run.out);
}

/// Old reports: each with an error that can be fixed, one that cannot, and one that is a matter of opinion.
fn old_reports(count: usize) -> Sandbox {
    let sandbox = Sandbox::new();
    let text = VALID.replace("summary", "sumary").replace("11:15", "25:00")
        + "lessons: {lucky: [An insane night]}\n";
    for n in 0..count {
        sandbox.write(&format!("incidents/{n}.yaml"), &text);
    }
    sandbox
}

/// The part of the output that sums up.
fn end(out: &str) -> &str {
    out.rsplit("\n\n").next().unwrap()
}

/// The first run over old reports decides whether there is a second: it must say which rules speak, and where to begin.
#[test]
fn a_wall_of_findings_comes_with_ways_out() {
    let sandbox = old_reports(8);
    let run = sandbox.run("lint");
    insta::assert_snapshot!(Run { out: end(&run.out).to_owned(), ..run }.transcript());
}

/// Advice that was followed, or that nobody asked for, is noise.
#[test]
fn gives_advice_only_to_those_who_need_it() {
    let sandbox = old_reports(8);
    for line in [
        "lint --fail-on never",
        "lint -q",
        "lint --format json",
        "lint --format sarif",
        "lint incidents/1.yaml",
    ] {
        assert_eq!(sandbox.run(line).err, "", "{line}");
    }
    let run = sandbox.run("lint incidents/1.yaml");
    assert!(
        run.out.ends_with("\n\n1 file checked: 2 errors, 1 info; 1 can be fixed with --fix\n"),
        "{}",
        run.out
    );
    let mut command = sandbox.command(&["lint", "--now", NOW]);
    let log = Run::of(command.env("GITHUB_ACTIONS", "true"));
    assert!(
        log.err.contains("--fail-on never") && log.out.contains("error[invalid-time]"),
        "{}",
        log.transcript()
    );
    assert!(!sandbox.run("lint --fix").err.contains("--fix "));
}

/// A rule that fails the run is lowered until it does not; users who want it off will find the word.
#[test]
fn proposes_a_level_that_does_not_fail() {
    let sandbox = old_reports(15);
    assert!(sandbox.run("lint").err.contains("  animated-language = \"off\"\n"));
    let run = sandbox.run("lint --level animated-language=error --fail-on warning");
    assert!(run.err.contains("  animated-language = \"info\"\n"), "{}", run.err);
    let run = sandbox.run("lint --fail-on info");
    assert!(run.err.contains("  animated-language = \"off\"\n"), "{}", run.err);
}

/// More can be found in a file once it can be read; users who fix it must not think that the fix did harm.
#[test]
fn says_that_broken_files_hide_more() {
    let sandbox = old_reports(8);
    sandbox.write("incidents/broken.yaml", "title: [\n");
    let run = sandbox.run("lint");
    assert!(run.err.contains("1 file is not valid YAML"), "{}", run.err);
}
