//! `--changed REF`: which files are checked, and the message if git cannot answer.

use crate::support::{Run, Sandbox};
use std::fs;
use std::process::Command;

const FAULTY: &str = "title: a\nseverity: SEV9\n";

/// Runs git in a folder of a sandbox.
fn git(sandbox: &Sandbox, folder: &str, args: &[&str]) {
    let identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
    let mut command = Command::new("git");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(name);
    }
    let output = command
        .args(identity)
        .args(args)
        .current_dir(sandbox.path(folder))
        .output()
        .expect("git is installed");
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// A repository whose branch `work` has left `main` after a commit of `a.yaml` and `b.yaml`.
fn repository() -> Sandbox {
    let sandbox = Sandbox::new();
    fs::remove_dir(sandbox.path(".git")).unwrap();
    git(&sandbox, ".", &["init", "--quiet", "--initial-branch=main"]);
    sandbox.write("incidents/a.yaml", FAULTY).write("incidents/b.yaml", FAULTY);
    commit(&sandbox);
    git(&sandbox, ".", &["checkout", "--quiet", "-b", "work"]);
    sandbox
}

fn commit(sandbox: &Sandbox) {
    git(sandbox, ".", &["add", "--all"]);
    git(sandbox, ".", &["commit", "--quiet", "--message", "x"]);
}

/// The files that findings are about.
fn checked(run: &Run) -> Vec<String> {
    let places = run.out.lines().filter_map(|line| line.trim_start().strip_prefix("--> "));
    places.map(|place| place.split(':').next().unwrap_or_default().to_owned()).collect()
}

/// A pull request answers for what it changes, whether that is committed, staged, written or new; for nothing else.
#[test]
fn checks_what_the_branch_changes() {
    let sandbox = repository();
    let run = |line: &str| sandbox.run(&format!("lint --only unknown-severity --changed main {line}"));
    let clean = run("");
    assert_eq!(clean.transcript(), "exit code 0\n--- stderr\nno incident file differs from `main`\n");
    sandbox
        .write("incidents/b.yaml", format!("{FAULTY}owner: x\n"))
        .write("incidents/committed ü.yaml", FAULTY);
    commit(&sandbox);
    sandbox.write("incidents/staged.yaml", FAULTY);
    git(&sandbox, ".", &["add", "incidents/staged.yaml"]);
    sandbox.write("incidents/untracked.yaml", FAULTY).write("other/elsewhere.yaml", FAULTY);
    // What happens on main meanwhile is not this branch's doing.
    git(&sandbox, ".", &["branch", "--quiet", "saved"]);
    let all = ["b", "committed ü", "staged", "untracked"].map(|name| format!("incidents/{name}.yaml"));
    assert_eq!(checked(&run("")), all);
    assert_eq!(checked(&run("incidents/a.yaml incidents/b.yaml")), [all[0].clone()]);
    assert_eq!(checked(&run("other")), ["other/elsewhere.yaml"]);
    fs::remove_file(sandbox.path("incidents/b.yaml")).unwrap();
    assert_eq!(checked(&run("")), all[1..]);
    let below = Run::of(
        sandbox
            .command(&["lint", "--only", "unknown-severity", "--changed", "main", "../incidents"])
            .current_dir(sandbox.path("other")),
    );
    assert_eq!(below.out.matches("--> ../incidents/staged.yaml").count(), 1, "{}", below.transcript());
}

/// What is left out is still there for the rules that compare files.
#[test]
fn files_that_did_not_change_are_still_compared() {
    let sandbox = repository();
    sandbox.write("incidents/c.yaml", "title: c\nid: a\nrelated: [b]\n");
    let run = sandbox.run("lint --changed main --only duplicate-id --only unknown-related");
    assert!(run.out.contains("`a` is also the id of `incidents/a.yaml`"), "{}", run.transcript());
    assert!(run.out.contains("1 file checked: 1 error"), "{}", run.transcript());
}

/// A shallow clone on a build server is the usual trap; each failure must name a remedy.
#[test]
fn says_what_git_lacks() {
    let refused = |run: &Run, words: &[&str]| {
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{}", run.transcript());
        for word in words {
            assert!(run.err.contains(word), "{word}: {}", run.err);
        }
    };
    let sandbox = repository();
    refused(&sandbox.run("lint --changed nowhere"), &["a commit `nowhere`", "origin/main"]);
    refused(&sandbox.run("lint --changed=--output=x"), &["a commit `--output=x`"]);
    refused(&sandbox.pipe("lint - --changed main", FAULTY), &["`-`"]);
    let mut without_git = sandbox.command(&["lint", "--changed", "main"]);
    refused(&Run::of(without_git.env("PATH", "")), &["git, which is not installed", "name the files"]);
    git(&sandbox, ".", &["commit", "--quiet", "--allow-empty", "--message", "second"]);
    let url = format!("file://{}", sandbox.path(".").display());
    git(&sandbox, ".", &["clone", "--quiet", "--depth=1", "--branch=work", &url, "clone"]);
    let shallow = Run::of(sandbox.command(&["lint", "--changed", "main"]).current_dir(sandbox.path("clone")));
    refused(&shallow, &["a commit `main`", "fetch-depth: 0"]);
    let outside = Sandbox::new();
    fs::remove_dir(outside.path(".git")).unwrap();
    outside.write("incidents/a.yaml", FAULTY);
    refused(&outside.run("lint --changed main"), &["needs a git repository", "name the files"]);
}
