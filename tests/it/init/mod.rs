//! `postmortem init`.

mod adds;
#[cfg(unix)]
mod questions;
mod texts;

use crate::support::{NOW, Run, Sandbox};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// Every part, with a word in each place that takes one.
const ALL: &str = "init --dir docs/incidents --severities P1,P2 --services web,checkout --timezone Europe/Berlin \
    --ci github,gitlab --pre-commit --editor vscode --agents --reports docs/reports";

/// All files of a folder with their texts, but those of git.
fn files(sandbox: &Sandbox) -> BTreeMap<String, String> {
    fn collect(root: &Path, folder: &Path, found: &mut BTreeMap<String, String>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(root).unwrap().display().to_string();
            if path.is_dir() {
                collect(root, &path, found);
            } else {
                found.insert(name, fs::read_to_string(path).unwrap());
            }
        }
    }
    let mut found = BTreeMap::new();
    collect(&sandbox.path("."), &sandbox.path("."), &mut found);
    found
}

/// Runs in a folder below the root.
fn run_in(sandbox: &Sandbox, folder: &str, args: &[&str]) -> Run {
    fs::create_dir_all(sandbox.path(folder)).unwrap();
    Run::of(sandbox.command(&[args, &["--now", NOW]].concat()).current_dir(sandbox.path(folder)))
}

/// The first minute of a team: what is written must work together, and pass its own checks.
#[test]
fn makes_a_repository_ready() {
    let sandbox = Sandbox::new();
    let run = sandbox.run(ALL);
    insta::assert_snapshot!("ready", run.transcript());
    insta::assert_snapshot!("configuration", sandbox.read("postmortem.toml"));
    let new = sandbox.run_args(&["new", "Checkout fails", "--no-input", "--now", NOW]);
    assert_eq!(new.out, "docs/incidents/2024-07-01-checkout-fails.yaml\n", "{}", new.err);
    assert!(sandbox.read(new.out.trim()).contains("timezone: Europe/Berlin "));
    let lint = sandbox.run("lint --fail-on warning");
    assert_eq!(lint.code, 0, "{}", lint.transcript());
    assert_eq!(sandbox.run("render -o docs/reports/").code, 0);
    assert_eq!(sandbox.run("render --check -o docs/reports/").code, 0);
}

/// Only what differs from the defaults is configured, and nothing is set up that nobody asked for.
#[test]
fn leaves_defaults_out() {
    let sandbox = Sandbox::new();
    let run = sandbox.run("init");
    assert_eq!((run.code, run.err.as_str()), (0, "Next: postmortem new\n"));
    assert_eq!(files(&sandbox).into_keys().collect::<Vec<_>>(), ["incidents/README.md", "postmortem.toml"]);
    let config = sandbox.read("postmortem.toml");
    assert!(config.lines().all(|line| line.starts_with('#')), "{config}");
    assert_eq!(sandbox.run("lint incidents").code, 2, "there is nothing to check yet");
    assert!(sandbox.run("rules").code == 0 && sandbox.run("schema").code == 0);
}

/// Whoever runs it again, by mistake or with one more flag, loses nothing.
#[test]
fn a_second_run_changes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.run(ALL);
    let before = files(&sandbox);
    let again = sandbox.run(ALL);
    assert_eq!(again.code, 0, "{}", again.transcript());
    assert!(again.err.starts_with("Everything is already set up.\n"), "{}", again.transcript());
    assert!(again.out.lines().all(|line| line.ends_with(": it is already there")), "{}", again.out);
    assert_eq!(files(&sandbox), before);
    let changed = sandbox.read("docs/incidents/README.md") + "Ours.\n";
    sandbox.write("docs/incidents/README.md", &changed);
    sandbox.run("init --agents");
    assert_eq!(sandbox.read("docs/incidents/README.md"), changed);
}

/// A folder below is no repository: a second configuration there would hide the first one.
#[test]
fn works_from_the_root_of_the_repository() {
    let sandbox = Sandbox::new();
    let run = run_in(&sandbox, "src/deep", &["init", "--dir", "../../docs/incidents", "--ci", "github"]);
    assert_eq!(run.code, 0, "{}", run.err);
    assert_eq!(
        run.out,
        "created ../../postmortem.toml\ncreated ../../docs/incidents/README.md\n\
         created ../../.github/workflows/postmortem.yml\n"
    );
    assert!(sandbox.read("postmortem.toml").contains("\npaths = [\"docs/incidents/\"]\n"));
    assert!(run_in(&sandbox, "docs/incidents", &["init"]).err.starts_with("Everything is already set up."));
    sandbox.write("shop/postmortem.toml", "");
    let part = run_in(&sandbox, "shop", &["init"]);
    assert_eq!(part.code, 2, "{}", part.transcript());
    assert!(part.err.contains("`postmortem.toml` configures a part of the repository"), "{}", part.err);
    fs::remove_dir(sandbox.path(".git")).unwrap();
    assert!(
        sandbox.run("init").err.contains("This folder is not in a git repository; `git init` creates one.")
    );
}

/// A mistake in an argument leads to what was meant, and leaves no half of a set-up behind.
#[test]
fn says_what_is_wrong_with_an_argument() {
    let sandbox = Sandbox::new();
    sandbox.write("notes", "");
    let reported = [
        "--timezone Europe/Berlim",
        "--timezone CET",
        "--severities SEV1,,SEV2",
        "--severities SEV1,sev-1",
        "--services web,Web",
        "--ci githb",
        "--ci jenkins",
        "--editor vim",
        "--dir ../elsewhere",
        "--dir .",
        "--dir notes",
        "--dir in[c]idents",
        "--reports $HOME",
        "--config other.toml",
        "--no-config",
    ]
    .map(|args| format!("$ postmortem init {args}\n{}", sandbox.run(&format!("init {args}")).transcript()));
    assert!(reported.iter().all(|reported| reported.contains("exit code 2")), "{reported:#?}");
    assert!(!reported.iter().any(|reported| reported.contains('␊')), "help is on a line of its own");
    insta::assert_snapshot!("wrong_arguments", reported.join("\n"));
    assert_eq!(sandbox.list("."), [".git", "notes"]);
    sandbox.write("postmortem.toml", "severites = []\n");
    let invalid = sandbox.run("init --ci github");
    assert!(
        invalid.code == 2 && invalid.err.contains("did you mean `severities`?"),
        "{}",
        invalid.transcript()
    );
    assert_eq!(sandbox.list("."), [".git", "notes", "postmortem.toml"]);
}

/// Whoever wants to know first gets to see every byte, and nothing happens.
#[test]
fn a_dry_run_shows_and_writes_nothing() {
    let sandbox = Sandbox::new();
    sandbox.write(".pre-commit-config.yaml", "repos:\n- repo: local\n  hooks: [] # ours\n");
    let before = files(&sandbox);
    let run = sandbox.run("init --timezone UTC --pre-commit --dry-run");
    insta::assert_snapshot!("dry_run", run.transcript());
    assert_eq!(files(&sandbox), before);
}

/// A configuration is its team's: it is read, and never rewritten.
#[test]
fn says_what_to_set_in_a_configuration_that_is_there() {
    let sandbox = Sandbox::new();
    let config = "paths = [\"post mortems/\", \"old/\"]\n[lint]\ntimeline-gap = \"off\"\n";
    sandbox.write("postmortem.toml", config);
    let run = sandbox
        .run("init --timezone Europe/Berlin --severities P1,P2 --ci github --pre-commit --editor vscode");
    assert_eq!(run.code, 0, "{}", run.transcript());
    let set = "left postmortem.toml unchanged; set in it, above its tables:\n\n    \
               severities = [\"P1\", \"P2\"]\n    timezone = \"Europe/Berlin\"\n\n";
    assert!(run.out.starts_with(set), "{}", run.out);
    assert_eq!(sandbox.read("postmortem.toml"), config);
    // Its folders are the ones that are watched.
    assert!(sandbox.read(".pre-commit-config.yaml").contains("files: '^(post mortems/|old/).*\\.ya?ml$'"));
    assert!(
        sandbox.read(".github/workflows/postmortem.yml").contains("- 'post mortems/**'\n      - 'old/**'\n")
    );
    assert!(sandbox.read(".vscode/settings.json").contains("\"old/**/*.yml\""));
    assert!(sandbox.path("post mortems/README.md").exists());
    sandbox.write(
        "postmortem.toml",
        format!("severities = [\"P1\", \"P2\"]\ntimezone = \"Europe/Berlin\"\n{config}"),
    );
    let run = sandbox.run("init --timezone Europe/Berlin --severities P1,P2");
    assert!(run.err.starts_with("Everything is already set up."), "{}", run.transcript());
}

/// A team with old reports must not begin with an empty folder; a README, a template or other notes are no reports.
#[test]
fn offers_to_import_old_reports() {
    let report = "# Checkout down\n\n## Timeline\n\n- 10:15 Errors\n\n## Root cause\n\nA weight of zero.\n";
    let sandbox = Sandbox::new();
    sandbox.write("docs/postmortems/README.md", report).write("docs/postmortems/template.md", report);
    sandbox.write("docs/incidents/on-call.md", "# On call\n\n## Impact\n");
    assert_eq!(sandbox.run("init").err, "Next: postmortem new\n");
    sandbox
        .write("docs/postmortems/2021/dns.md", report)
        .write("docs/postmortems/b.md", report.replace("## ", "**"));
    let run = sandbox.run("init");
    assert_eq!(
        run.err,
        "Everything is already set up.\n2 Markdown files in docs/postmortems/ look like postmortems.\n\
         Next: postmortem import docs/postmortems\n"
    );
    sandbox.write("incidents/c.md", report);
    assert!(sandbox.run("init").err.ends_with("Next: postmortem import docs/postmortems incidents\n"));
    assert!(
        run_in(&sandbox, "docs", &["init"])
            .err
            .ends_with("Next: postmortem import postmortems ../incidents\n")
    );
    sandbox.write("incidents/a.yaml", crate::support::VALID);
    let run = sandbox.run("init");
    assert!(run.err.ends_with("look like postmortems.\nNext: postmortem lint\n"), "{}", run.err);
}
