//! Wordings that rules must know, and those that they must leave alone.

use crate::support::Sandbox;
use crate::support::linting::found;

/// Who says that there was no impact and counts it is wrong on one of both.
#[test]
fn no_impact_has_no_figures() {
    let rule = "impact-missing";
    for figures in [
        "users: 80%",
        "users: 12 of 30",
        "metrics: [{name: lost orders, value: 310}]",
        "windows: [{start: 10:15, end: 10:20}]",
    ] {
        for none in ["none", "No users were affected."] {
            let text = format!("impact: {{description: {none}, {figures}}}");
            assert_eq!(found(rule, &text), [none], "{text}");
        }
    }
    for fine in ["{description: none, users: 0%}", "{description: None of the users could pay, users: 80%}"] {
        assert_eq!(found(rule, &format!("impact: {fine}")), [""; 0], "{fine}");
    }
}

/// Reports go by what the rules go by, and keep what else is said.
#[test]
fn reports_and_rules_agree_on_no_impact() {
    let sandbox = Sandbox::new();
    let impact = |impact: &str| {
        sandbox.write("a.yaml", format!("title: a\nimpact: {impact}\n"));
        let run = sandbox.run("render a.yaml -f json");
        let report: serde_json::Value = serde_json::from_str(&run.out).expect(&run.err);
        let impact = &report["incident"]["impact"];
        (impact["none"].as_bool().unwrap(), impact["description"].as_str().unwrap().to_owned())
    };
    let sentence = "There was no impact.".to_owned();
    assert_eq!(impact("none"), (true, sentence.clone()));
    assert_eq!(impact("N/A"), (true, sentence));
    for none in ["No impact", "No impact, the canary caught it", "No users were affected."] {
        assert_eq!(impact(none), (true, none.to_owned()));
    }
    assert!(!impact("No images were shown").0);
    assert!(!impact("{description: none, metrics: [{name: a, value: 310}]}").0);
}

/// A digit in a name is not a measurable end, a ticket is one; "better" cannot be measured.
#[test]
fn vague_actions_may_have_names_with_digits() {
    let of = |title: &str| found("action-vague", &format!("actions: [\"{title}\"]"));
    for vague in [
        "Improve 2fa handling",
        "Improve alerting in us-east-1",
        "Improve 5xx rate",
        "Improve 3scale config",
        "Improve 1password use",
        "Improve the 2024 runbook",
        "Improve tests for Python 3",
        "Improve the rollout of phase 2",
        "Improve UTF-8 handling",
    ] {
        assert_eq!(of(vague), ["Improve"], "{vague}");
    }
    for better in [
        "We need better alerting for when cluster is full",
        "Set up better monitoring",
        "Replace the job with a better one",
        "Create better dashboards for the queue",
    ] {
        assert_eq!(of(better), ["better"], "{better}");
    }
    for fine in [
        "Improve alerting, see JIRA-123",
        "Improve the 5-minute alert",
        "Improve latency to 200ms",
        "Improve availability to 99.9%",
        "Improve throughput 2x",
        "Improve CPU 80% alert",
        "Set up a better-tested library",
        "Alert better dressed pods",
    ] {
        assert_eq!(of(fine), [""; 0], "{fine}");
    }
}

/// Placeholders come in more words than one.
#[test]
fn placeholders_of_many_kinds_are_found() {
    let reported = |text: &str| found("placeholder-left", &format!("summary: \"{text}\""));
    for (text, left) in [
        ("Found by TBC", "TBC"),
        ("Fixed by XXX", "XXX"),
        ("To be determined", "To be determined"),
        ("Cause: to be determined.", "to be determined"),
        ("Description goes here.", "Description goes here"),
        ("<name of service> was down", "<name of service>"),
        ("The <service name> was down", "<service name>"),
    ] {
        assert_eq!(reported(text), [left], "{text}");
    }
    assert_eq!(found("placeholder-left", "root_cause: \"[add details]\""), ["[add details]"]);
    for fine in [
        "xxx and tbc are names",
        "The cost is still to be determined",
        "[see the ticket]",
        "[add](https://x.org)",
        "Traffic goes here and there",
    ] {
        assert_eq!(reported(fine), [""; 0], "{fine}");
    }
}

/// Days are seen from today in many words.
#[test]
fn relative_dates_have_many_forms() {
    for (text, said) in [
        ("It broke today.", "today"),
        ("It was noticed this morning.", "this morning"),
        ("Two days ago the disk was replaced.", "Two days ago"),
        ("A few weeks ago the disk was replaced.", "A few weeks ago"),
        ("The disk was replaced 3 months ago.", "3 months ago"),
        ("Last year we moved.", "Last year"),
        ("Users saw yesterday's prices.", "yesterday's"),
    ] {
        assert_eq!(found("relative-date", &format!("summary: \"{text}\"")), [said], "{text}");
    }
}
