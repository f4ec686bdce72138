//! Public reports: nothing internal reaches one, in whatever form, and each says whom it is for.

use crate::support::marked::marked;
use crate::support::rendering::{context_for, options_for, outputs, render_context};
use crate::support::{Sandbox, VALID};
use postmortem::render::{Audience, Options};
use serde_json::{Value, json};

fn outputs_for(text: &str, audience: Audience) -> Vec<(String, String)> {
    outputs(text, &options_for(audience))
}

/// What is internal must not leave the house.
#[test]
fn nothing_internal_reaches_the_public() {
    let marked = marked();
    assert!(marked.internal.len() > 30, "{:?}", marked.internal);
    for (name, text) in outputs_for(&marked.text, Audience::Public) {
        let leaked: Vec<_> = marked.internal.iter().filter(|marker| text.contains(marker.as_str())).collect();
        assert_eq!(leaked, Vec::<&String>::new(), "{name}:\n{text}");
    }
}

/// A style must never lose a fact; and a marker that nobody sees could not leak.
#[test]
fn everybody_reads_what_is_for_them() {
    let marked = marked();
    for audience in [Audience::Internal, Audience::Public] {
        for (name, text) in outputs_for(&marked.text, audience) {
            let text = text.to_lowercase();
            let internal = marked.internal.iter().filter(|_| audience == Audience::Internal);
            let expected = marked.public.iter().chain(internal);
            let expected = expected.filter(|marker| name == "JSON" || !marked.unseen.contains(marker));
            let lost: Vec<_> = expected.filter(|marker| !text.contains(marker.as_str())).collect();
            assert!(lost.is_empty() || name.starts_with("brief"), "{name} loses {lost:?}:\n{text}");
        }
    }
}

/// A file to which internal things are added, one at a time.
fn base(timezone: Option<&str>) -> Value {
    let zone = timezone.map_or_else(|| json!({}), |zone| json!({ "timezone": zone }));
    let mut base = json!({
        "title": "t", "date": "2024-05-30", "root_cause": ["a"], "contributing_factors": ["a"],
        "authors": [], "impact": { "metrics": [] }, "roles": {}, "custom": {},
        "five_whys": ["a", "b", { "title": "c", "chain": ["d"] }],
        "timeline": [
            { "at": "2024-05-30 10:15", "event": "a", "milestone": ["impact-start"] },
            { "at": "2024-05-30 11:15", "event": "b", "milestone": ["resolved"] },
            { "event": "c" },
        ],
        "lessons": { "went_well": [], "went_wrong": [], "lucky": [], "learned": [] },
        "actions": [{ "title": "a" }], "communications": [], "links": [], "notes": [],
    });
    base.as_object_mut().unwrap().extend(zone.as_object().unwrap().clone());
    base
}

/// What could show through: a seconds' place, another offset, a column, a heading, a figure.
fn additions() -> Vec<(&'static str, Value)> {
    let entry = |at: &str, more: Value| {
        let mut entry = json!({ "at": at, "event": "secret", "internal": true });
        entry.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        ("/timeline", entry)
    };
    let statement = || json!({ "text": "secret", "internal": true });
    vec![
        entry("2024-05-30 10:20:33", json!({})),
        entry("2024-01-30 10:20", json!({})),
        entry("2024-05-30T10:20+05:00", json!({})),
        entry("2024-05-29 10:20", json!({ "by": "somebody" })),
        entry("2024-05-30 10:20", json!({ "event": "two\n\nparagraphs" })),
        entry("2024-05-30 10:20", json!({ "milestone": ["detected", "acknowledged"] })),
        entry("2024-05-30 10:20", json!({ "milestone": ["impact-start", "resolved"] })),
        entry("2024-05-30 10:20", json!({ "milestone": ["detected"], "occurrence": "secret" })),
        ("/impact/metrics", json!({ "name": "secret", "value": "secret", "internal": true })),
        ("/root_cause", statement()),
        ("/contributing_factors", statement()),
        ("/lessons/went_well", statement()),
        ("/lessons/went_wrong", statement()),
        ("/lessons/lucky", statement()),
        ("/lessons/learned", statement()),
        (
            "/actions",
            json!({ "title": "secret", "group": "secret", "owner": "secret", "priority": "P0", "internal": true }),
        ),
        ("/five_whys", json!({ "question": "secret", "answer": "secret", "internal": true })),
        ("/five_whys", json!({ "title": "secret", "chain": ["secret"], "internal": true })),
        ("/five_whys", json!({ "title": "secret", "chain": [{ "question": "secret", "internal": true }] })),
        ("/communications", json!({ "at": "2024-05-30T10:20:33+05:00", "text": "secret", "internal": true })),
        ("/links", json!({ "url": "secret", "internal": true })),
        ("/notes", json!({ "title": "secret", "body": "secret", "internal": true })),
        ("/roles", json!({ "secret": "secret" })),
        ("/custom", json!({ "secret": ["secret"] })),
    ]
}

/// What is derived from internal things is internal too: with and without them a public report is the same.
#[test]
fn internal_things_leave_no_trace_in_public() {
    for zone in [None, Some("America/New_York")] {
        let base = base(zone);
        let public = outputs_for(&base.to_string(), Audience::Public);
        let internal = outputs_for(&base.to_string(), Audience::Internal);
        for (place, addition) in additions() {
            let mut more = base.clone();
            match more.pointer_mut(place).unwrap() {
                // Among the others: what is counted must not show a gap.
                Value::Array(list) => list.insert(list.len().min(2), addition.clone()),
                map => *map = addition.clone(),
            }
            let text = more.to_string();
            let outputs_with = outputs_for(&text, Audience::Public);
            for ((name, without), (_, with)) in public.iter().zip(&outputs_with) {
                assert_eq!(with, without, "{place} {addition} shows in {name}");
            }
            assert_ne!(outputs_for(&text, Audience::Internal), internal, "{place} {addition}");
        }
    }
}

/// A figure that rests on an internal entry is left out, and so is a wrong one that leaves that entry aside.
#[test]
fn figures_that_rest_on_internal_entries_are_left_out() {
    let report = |entries: &str| {
        let text = format!("title: t\ndate: 2024-05-30\ntimezone: UTC\ntimeline:\n{entries}");
        let json = |audience| serde_json::to_value(context_for(&text, &options_for(audience))).unwrap();
        (json(Audience::Public), json(Audience::Internal))
    };
    let (public, internal) = report(
        "  - {at: 10:00, milestone: impact-start}\n  - {at: 10:10, milestone: resolved, event: a, internal: true}\n",
    );
    assert_eq!(internal["duration"]["text"], "10 min");
    assert_eq!(public["duration"]["text"], "");
    for mark in ["resolved", "all-clear"] {
        let (public, internal) = report(&format!(
            "  - {{at: 10:07, milestone: {mark}, internal: true}}\nimpact: {{windows: [{{start: 10:00}}]}}\n"
        ));
        assert!(internal.to_string().contains("10:07"), "{mark}: {internal}");
        assert!(!public.to_string().contains("10:07") && !public.to_string().contains("7 min"), "{public}");
    }
    assert_eq!(
        (&public["start"]["text"], &public["end"]["text"]),
        (&json!(""), &json!("")),
        "not `not over`"
    );
    assert_eq!(public["metrics"], json!([]));
    let (public, internal) = report(
        "  - {at: 10:00, milestone: impact-start}\n  - {at: 10:01, milestone: detected, internal: true}\n  \
           - {at: 10:05, milestone: detected}\n  - {at: 10:10, milestone: resolved}\n",
    );
    let names = |json: &Value| {
        json["metrics"].as_array().unwrap().iter().map(|m| m["short"].clone()).collect::<Vec<_>>()
    };
    assert_eq!((names(&internal), names(&public)), (vec![json!("TTD"), json!("TTR")], vec![json!("TTR")]));
}

/// A reader of a report must see whether it may leave the organisation.
#[test]
fn a_report_says_whom_it_is_for() {
    for text in ["title: t\n", VALID, &marked().text] {
        for (audience, word, footer) in [
            (Audience::Internal, "Internal", "For internal readers."),
            (Audience::Public, "Public", "Public version: it leaves out what is internal."),
        ] {
            for (name, text) in outputs_for(text, audience) {
                let lines = [
                    format!("| **Audience** | {word} |"),
                    format!("- **Audience:** {word}"),
                    footer.to_owned(),
                    format!("  \"audience\": \"{}\",", word.to_lowercase()),
                ];
                let said = text.lines().filter(|line| lines.iter().any(|said| said == line)).count();
                assert_eq!(said, 1, "{name}:\n{text}");
            }
        }
    }
}

/// The flag does what the library can.
#[test]
fn the_flag_makes_public_reports() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", format!("{VALID}notes: [{{title: Secret, body: b, internal: true}}]\n"));
    let internal = sandbox.run("render a.yaml --audience internal");
    assert!(internal.out.contains("Secret") && internal.out == sandbox.run("render a.yaml").out);
    for line in ["render a.yaml --audience public", "render a.yaml --audience public -f json"] {
        let public = sandbox.run(line);
        assert_eq!((public.code, public.err.as_str()), (0, ""));
        assert!(public.out.contains("Checkout fails") && !public.out.contains("Secret"), "{}", public.out);
    }
    let unknown = sandbox.run("render a.yaml --audience customers");
    assert_eq!((unknown.code, unknown.out.as_str()), (2, ""));
    assert!(unknown.err.contains("[possible values: internal, public]"), "{}", unknown.err);
}

/// A user who copies from an internal report into an e-mail to customers must see what may not go there.
#[test]
fn an_internal_report_marks_what_is_internal() {
    let text = "title: t\ndate: 2024-05-30\ntimezone: UTC\nimpact: {metrics: [{name: n, value: v, internal: true}]}\n\
                timeline: [{at: 10:15, event: e, internal: true}, {at: 10:16, event: open}]\n\
                root_cause: [{text: r, internal: true}]\ncontributing_factors: [{text: \"- f\", internal: true}, open]\n\
                lessons: {lucky: [{text: l, internal: true}]}\nactions: [{title: a, internal: true}]\n\
                communications: [{text: c, internal: true}]\nlinks: [{url: 'https://a.example', internal: true}]\n\
                notes: [{title: h, body: b, internal: true}]\n";
    for style in ["default", "sre", "pagerduty"] {
        let report = render_context(&context_for(text, &Options::default()), style);
        let marks = report.matches("(internal)").count() + report.matches("a (internal").count();
        assert!(marks >= 9, "{style}:\n{report}");
        assert!(
            !report.contains("(internal) open") && report.contains("- (internal)\n\n  - f\n- open"),
            "{style}:\n{report}"
        );
        let public = options_for(Audience::Public);
        let report = render_context(&context_for(text, &public), style);
        assert!(!report.contains("internal"), "{style}:\n{report}");
    }
}

/// The same for an address in the head of a report, and for an entry that a figure shows.
#[test]
fn addresses_and_figures_mark_what_is_internal_too() {
    let text = "title: t\ndate: 2024-05-30\ntimezone: UTC\nauthors: [{name: A, email: a@example.org}]\n\
                reviewers: [{name: B, email: b@example.org}]\n\
                timeline: [{at: 10:15, event: open}, {at: 10:16, event: secret, internal: true}]\n";
    for (name, report) in outputs_for(text, Audience::Internal) {
        if name != "JSON" {
            let addresses = report.matches("@example.org").count();
            let marks = report.matches(", internal)").count();
            assert!(addresses == 0 || marks == 2, "{name}:\n{report}");
            let titles = report.matches("<title>").count() > 1;
            assert!(!titles || report.contains("10:16 secret (internal)</title>"), "{name}:\n{report}");
            assert!(!report.contains("open (internal)"), "{name}:\n{report}");
        }
    }
    assert!(
        outputs_for(text, Audience::Internal)
            .iter()
            .any(|(_, report)| report.contains("secret (internal)</title>"))
    );
}
