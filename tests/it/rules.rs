//! `postmortem rules`.

use crate::support::Sandbox;
use postmortem::lint::rules;

/// The list is how people learn what they can switch off.
#[test]
fn lists_every_rule_in_every_format() {
    let sandbox = Sandbox::new();
    for format in ["human", "json", "markdown"] {
        let run = sandbox.run_args(&["rules", "--format", format]);
        assert_eq!(run.code, 0);
        for rule in rules() {
            assert!(run.out.contains(rule.name), "{format} lacks {}", rule.name);
        }
        assert!(run.out.lines().all(|line| line.trim_end() == line), "{format} ends a line in blanks");
    }
}

/// Programs read this; a name that changes breaks them.
#[test]
fn json_has_name_family_levels_and_summary() {
    let run = Sandbox::new().run_args(&["rules", "--format", "json"]);
    let list: serde_json::Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(list["version"], 1);
    let rule =
        list["rules"].as_array().unwrap().iter().find(|rule| rule["name"] == "severity-missing").unwrap();
    assert_eq!(rule["family"], "completeness");
    assert_eq!(rule["levels"], serde_json::json!({"draft": "info", "review": "warning", "final": "warning"}));
    assert!(rule["summary"].as_str().unwrap().len() > 10);
    assert!(rule["url"].as_str().unwrap().ends_with("/docs/rules/severity-missing.md"));
}

/// A finding names a rule; its page says why it matters.
#[test]
fn explains_a_rule_by_name() {
    let sandbox = Sandbox::new();
    let page = sandbox.run_args(&["rules", "severity-missing"]);
    assert_eq!(page.out, include_str!("../../docs/rules/severity-missing.md"));
    let json = sandbox.run_args(&["rules", "severity-missing", "--format", "json"]);
    let rule: serde_json::Value = serde_json::from_str(&json.out).unwrap();
    assert_eq!(rule["page"], page.out.as_str());
    let unknown = sandbox.run_args(&["rules", "severity-mising"]);
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    assert!(unknown.err.contains("did you mean `severity-missing`?"), "{}", unknown.err);
}
