//! What the program prints of itself: schema, completions, manual pages, help.

use crate::support::Sandbox;

const COMMANDS: [&str; 14] = [
    "new",
    "log",
    "done",
    "lint",
    "render",
    "serve",
    "list",
    "actions",
    "rules",
    "templates",
    "schema",
    "completions",
    "man",
    "help",
];

/// Editors use the committed schema; the printed one must be the same, to the byte.
#[test]
fn schema_prints_the_committed_schema() {
    let run = Sandbox::new().run("schema");
    assert_eq!(run.code, 0);
    assert!(run.out == include_str!("../../schema/incident.v1.json"), "the two schemas differ");
}

/// Packages install these pages.
#[test]
fn man_prints_a_page_of_the_program_and_of_each_command() {
    let sandbox = Sandbox::new();
    let page = sandbox.run_args(&["man"]);
    assert!(page.out.contains(".TH postmortem 1"), "{}", page.out);
    let page = sandbox.run_args(&["man", "lint"]);
    assert!(page.out.contains(".TH postmortem-lint 1"), "{}", page.out);
    assert!(page.out.contains("fail\\-on"), "{}", page.out);
    let unknown = sandbox.run_args(&["man", "lin"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    assert!(unknown.err.contains("did you mean `lint`?"), "{}", unknown.err);
}

/// Help is the manual that people read: it must be right, short, and show real commands.
#[test]
fn help_is_short_and_shows_examples() {
    let sandbox = Sandbox::new();
    insta::assert_snapshot!("help", sandbox.run_args(&["--help"]).out);
    insta::assert_snapshot!("help_lint", sandbox.run_args(&["lint", "--help"]).out);
    insta::assert_snapshot!("help_log", sandbox.run_args(&["log", "--help"]).out);
    insta::assert_snapshot!("help_new", sandbox.run_args(&["new", "--help"]).out);
    for name in COMMANDS.iter().filter(|name| **name != "help") {
        let run = sandbox.run_args(&[name, "--help"]);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        assert!(run.out.contains("Examples:\n  postmortem "), "{name}: {}", run.out);
        assert!(run.out.lines().count() <= 80, "the help of {name} is too long to be read");
        assert_eq!(run.out, sandbox.run_args(&[name, "-h"]).out);
    }
}

/// Everything a flag needs to be used stands beside it.
#[test]
fn every_flag_with_a_value_has_an_example() {
    let sandbox = Sandbox::new();
    for name in COMMANDS.iter().filter(|name| **name != "help") {
        let help = sandbox.run_args(&[name, "--help"]).out.replace('\n', " ");
        // What a shell reads (`source <(…)`) is no value.
        let help = help.split_whitespace().collect::<Vec<_>>().join(" ").replace(" <(", " (");
        for flag in help.split(" --").skip(1).filter(|flag| flag.contains(" <") || flag.contains("=<")) {
            let name = flag.split([' ', '=']).next().unwrap();
            let shown = ["Example: --", "Example: -"]
                .iter()
                .any(|example| help.contains(&format!("{example}{name}")))
                || help.contains(&format!("Example: -{}", &name[..1]));
            assert!(shown, "--{name} has no example: {help}");
        }
    }
}
