//! Types and states of actions that a team adds in its configuration.

use crate::support::Sandbox;
use postmortem::config::Config;
use postmortem::document::Document;
use postmortem::model::{ActionStatus, Settings};
use postmortem::source::Source;
use serde_json::Value;

const CONFIG: &str = "[actions]\ntypes = [\"harden\", \"Document it\"]\n\
    states = { blocked = \"in-progress\", wontfix = \"dropped\", shipped = \"done\" }\n";

const FILE: &str = "title: t\nactions:\n  - {title: a, type: Harden, status: Blocked, due: 2024-01-01, owner: x}\n  \
    - {title: b, type: document_it, status: wont-fix}\n  - {title: c, status: shipped, done_on: 2024-02-01}\n  \
    - {title: d, status: shipped}\n";

fn sandbox() -> Sandbox {
    let sandbox = Sandbox::new();
    sandbox.write("postmortem.toml", CONFIG).write("a.yaml", FILE);
    sandbox
}

fn messages(sandbox: &Sandbox, line: &str) -> Vec<String> {
    let run = sandbox.run(&format!("{line} --format json"));
    let found: Value = serde_json::from_str(&run.out).expect(&run.err);
    let found = found["diagnostics"].as_array().unwrap().clone();
    found.iter().map(|found| found["message"].as_str().unwrap().to_owned()).collect()
}

/// Rules go by what a state counts as, and call it what the team calls it.
#[test]
fn rules_know_what_a_state_counts_as() {
    let sandbox = sandbox();
    let overdue = messages(&sandbox, "lint a.yaml --only action-overdue");
    assert_eq!(overdue, ["the action was due on `2024-01-01`, 182 days ago, and is blocked"]);
    let line = "lint a.yaml --as final --only action-done-without-date --only action-state-contradiction";
    assert_eq!(messages(&sandbox, line), ["the action is done, but it has no date of completion"]);
    let required = messages(&sandbox, "lint a.yaml --as final --only action-incomplete");
    assert_eq!(required, [""; 0], "only the first is still to be done");
}

/// Reports show the team's words, and programs also find the built-in ones.
#[test]
fn reports_show_the_words_of_the_team() {
    let sandbox = sandbox();
    let report = sandbox.run("render a.yaml").out;
    for row in [
        "| a | Harden | x | 2024-01-01 | Blocked, overdue |",
        "| b | Document it |  |  | Wontfix |",
        "| c |  |  |  | Shipped 2024-02-01 |",
    ] {
        assert!(report.contains(row), "{report}");
    }
    let list = sandbox.run("render a.yaml -t google-api").out;
    for item in [
        "- [ ] a (harden, x, due 2024-01-01, blocked, overdue)",
        "- [ ] ~~b~~ (Document it, wontfix)",
        "- [x] c (shipped 2024-02-01)",
    ] {
        assert!(list.contains(item), "{list}");
    }
    let context: Value = serde_json::from_str(&sandbox.run("render a.yaml -f json").out).unwrap();
    let first = &context["actions"][0];
    assert_eq!(
        (&first["status"], &first["state"], &first["pending"]),
        (&"in-progress".into(), &"blocked".into(), &true.into())
    );
}

/// A mistake is found as before, and the team's words are among those that help names.
#[test]
fn words_that_nobody_knows_are_faults() {
    let sandbox = sandbox();
    sandbox.write("b.yaml", "title: t\nactions:\n  - {title: a, type: hardn, status: blokced}\n  - &x {title: b, status: nope}\n  - *x\n");
    let run = sandbox.run("lint b.yaml --only invalid-value");
    assert_eq!(run.code, 1);
    for said in [
        "b.yaml:3:22",
        "`hardn` is not a valid value of this field",
        "did you mean `harden`? write one of `prevent`, `detect`",
        "did you mean `blocked`? write one of `proposed`, `open`, `in-progress`, `done`, `dropped`, `blocked`, `shipped`, `wontfix`",
        "b.yaml:4:27",
    ] {
        assert!(run.out.contains(said), "{said}: {}", run.out);
    }
    assert_eq!(run.out.matches("`nope`").count(), 1, "{}", run.out);
    // Without the configuration they are faults too, and leave the incident.
    let source = Source::new("a.yaml", FILE);
    let document = Document::read(&source, &Settings::default());
    assert_eq!(document.faults.len(), 6, "{:?}", document.faults);
    let actions = document.incident.unwrap().actions;
    assert!(actions.iter().all(|action| action.status() == ActionStatus::Open && action.kind.is_none()));
    let many = format!("title: t\nactions:\n{}", "  - {title: a, status: nope}\n".repeat(20_000));
    let source = Source::new("many.yaml", many);
    assert!(Document::read(&source, &Settings::default()).faults.len() <= 100);
}

/// Editors must accept what the program accepts.
#[test]
fn the_schema_knows_the_words_of_the_team() {
    let sandbox = sandbox();
    let schema: Value = serde_json::from_str(&sandbox.run("schema").out).unwrap();
    let value: Value = serde_yaml::from_str(
        &FILE
            .replace("Harden", "harden")
            .replace("document_it", "Document it")
            .replace("Blocked", "blocked")
            .replace("wont-fix", "wontfix"),
    )
    .unwrap();
    assert!(jsonschema::draft7::new(&schema).unwrap().is_valid(&value));
    let plain: Value = serde_json::from_str(&sandbox.run("schema --no-config").out).unwrap();
    assert!(!jsonschema::draft7::new(&plain).unwrap().is_valid(&value));
}

/// A word that means something else already, or a state that counts as nothing, would mislead every view.
#[test]
fn faults_of_the_configuration_are_located() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", "title: t\n");
    for (config, said) in [
        ("types = [\"Detect\"]", "`Detect` is already built in"),
        ("states = { in_progress = \"done\" }", "`in_progress` is already built in"),
        ("states = { blocked = \"opn\" }", "there is no state `opn`"),
        ("states = [\"blocked\"]", "expected a table"),
        ("types = \"harden\"", "expected a list of texts"),
        ("kinds = []", "there is no key `kinds`"),
    ] {
        sandbox.write("postmortem.toml", format!("[actions]\n{config}\n"));
        let run = sandbox.run("lint a.yaml");
        assert_eq!(run.code, 2, "{config}");
        assert!(run.out.contains(said) || run.err.contains(said), "{config}: {}{}", run.out, run.err);
    }
    assert_eq!(Config::default().lint.settings.actions.states, []);
}
