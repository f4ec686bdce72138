//! Fields with several forms: days, chains of questions, kinds of impact, tickets, reviewers.

use crate::support::linting::{found, found_in, found_with};
use crate::support::rendering::{context, context_for, options_for, outputs, render};
use crate::support::{Sandbox, VALID};
use postmortem::document::Document;
use postmortem::lint::Options as LintOptions;
use postmortem::model::Settings;
use postmortem::render::{Audience, Options};
use postmortem::source::Source;
use serde_json::{Value, json};

/// What the reader says about a file, each fault with its rule.
fn faults(text: &str) -> Vec<String> {
    let source = Source::new("x.yaml", text);
    let faults = Document::read(&source, &Settings::default()).faults;
    faults.iter().map(|fault| format!("{}: {}", fault.rule.name, fault.message)).collect()
}

/// The reports of every style but `brief`, which leaves sections out, for an audience.
fn every_style(text: &str, audience: Audience) -> Vec<(String, String)> {
    let options = options_for(audience);
    outputs(text, &options).into_iter().filter(|(name, _)| !name.starts_with("brief")).collect()
}

/// A list of texts is one chain, and its report must not change because there are other forms.
#[test]
fn a_list_of_texts_is_a_chain() {
    let text = "title: t\nfive_whys: [Why?, Because., Why that?]\n";
    let incident = context(text).incident;
    assert_eq!(incident.five_whys, ["Why?", "Because.", "Why that?"]);
    assert_eq!(incident.why_chains.len(), 1);
    assert!(render(text, "default").contains("## Five whys\n\n1. Why?\n1. Because.\n1. Why that?\n"));
}

/// Every form says the same things, and templates that know only the list of texts lose no question or answer.
#[test]
fn questions_and_answers_come_in_pairs_and_in_several_chains() {
    let text = "title: t\nfive_whys:\n  - {question: q1, answer: a1}\n  - q2\n  - title: Later\n    chain:\n      \
                - {question: q3, answer: a3}\n      - q4\n  - chain: [q5]\n";
    let incident = context(text).incident;
    assert_eq!(incident.five_whys, ["q1", "a1", "q2", "q3", "a3", "q4", "q5"]);
    let titles: Vec<_> = incident.why_chains.iter().map(|chain| chain.title.as_str()).collect();
    assert_eq!(titles, ["", "Later", ""]);
    let report = render(text, "atlassian");
    let section = report.split("## Five whys\n").nth(1).unwrap();
    let expected = "\n### Chain 1\n\n1. q1\n\n   a1\n1. q2\n\n### Later\n\n1. q3\n\n   a3\n1. q4\n\n### Chain 3\n\n1. q5\n";
    assert_eq!(section, expected);
}

/// One element that is both would lose a part of what it says.
#[test]
fn a_step_and_a_chain_are_not_mixed() {
    let both = faults("title: t\nfive_whys: [{question: q, chain: [a]}]\n");
    assert_eq!(both, ["invalid-value: an item is either a step or a chain, not both"]);
    for lacking in ["{answer: a}", "{title: a}", "{internal: true}"] {
        let lacking = faults(&format!("title: t\nfive_whys: [{lacking}]\n"));
        assert_eq!(lacking, ["missing-field: `question` or `chain` is missing"]);
    }
    assert_eq!(
        faults("title: t\nfive_whys: [{chain: [{title: x, chain: [y]}]}]\n").len(),
        3,
        "chains do not nest"
    );
}

/// Other formats say `why` and `because`; the meaning is certain.
#[test]
fn why_and_because_are_renamed() {
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", format!("{VALID}five_whys:\n  - why: It broke\n    because: It was old\n"));
    let run = sandbox.run("lint --fix a.yaml");
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(sandbox.read("a.yaml").ends_with("five_whys:\n  - question: It broke\n    answer: It was old\n"));
}

/// What is internal in one chain must not show in another: neither a title, nor a number, nor a gap.
#[test]
fn internal_questions_leave_no_trace() {
    let text =
        |more: &str| format!("title: t\nfive_whys:\n  - q1\n{more}  - q2\n  - {{title: A, chain: [q3]}}\n");
    let public = |text: &str| every_style(text, Audience::Public);
    let without = public(&text(""));
    for more in [
        "  - {question: secret, answer: secret, internal: true}\n",
        "  - {title: secret, chain: [{question: secret, internal: true}]}\n",
        "  - {title: secret, chain: [secret], internal: true}\n",
    ] {
        assert_eq!(public(&text(more)), without, "{more}");
        assert!(render(&text(more), "default").contains("secret"), "{more}");
    }
}

/// Rules on language read answers and titles as they read plain steps, at their own words.
#[test]
fn rules_read_every_form() {
    let text = "five_whys:\n  - We asked @ann\n  - {question: Where was @bob, answer: TODO}\n  \
                - title: \"About @cy\"\n    chain: [{question: q, answer: \"@dana did it\"}]\n";
    assert_eq!(found("placeholder-left", text), ["TODO"]);
    let mut people = found("person-in-cause", text);
    people.sort_unstable();
    assert_eq!(people, ["@ann", "@bob", "@cy", "@dana"]);
}

/// Terms that must not be published are looked for in what readers outside see.
#[test]
fn forbidden_terms_are_found_where_they_are_public() {
    let mut options = LintOptions::default();
    options.public.check = true;
    options.public.forbidden = vec!["acme".to_owned()];
    let text = "five_whys:\n  - {question: Acme 1, answer: a, internal: true}\n  - {question: b, answer: at Acme}\n  \
                - {title: Acme 2, internal: true, chain: [Acme 3]}\n  - {title: Acme, chain: [{question: c, internal: true}]}\n  \
                - {title: ACME, chain: [d]}\nticket: acme-1\nreviewers: [ACME Audits]\n";
    let mut terms = found_with("forbidden-term", text, &options);
    terms.sort_unstable();
    assert_eq!(terms, ["ACME", "ACME", "Acme", "acme"]);
}

/// Approximate days and ranges are facts: reports show them, in every style, also with the times of the impact.
#[test]
fn days_may_be_a_range_and_approximate() {
    let times = "timeline: [{at: 10:15, event: a, milestone: impact-start}, {at: 10:30, event: b, milestone: resolved}]";
    for (written, shown) in [
        ("~2026-04-24/2026-04-28", "~2026-04-24 – 2026-04-28"),
        ("2026-04-24/2026-04-28", "2026-04-24 – 2026-04-28"),
        ("2026-04-24 / 2026-04-28", "2026-04-24 – 2026-04-28"),
        ("~2026-04-24", "~2026-04-24"),
    ] {
        for rest in ["", times] {
            let text = format!("title: t\ndate: {written}\n{rest}\n");
            for (name, report) in outputs(&text, &Options::default()) {
                assert!(report.contains(shown), "{name} of {written} {rest}:\n{report}");
            }
            assert_eq!(context(&text).incident.date, "2026-04-24");
        }
    }
    let one = context("title: t\ndate: 2026-04-24/2026-04-24\n").incident;
    assert_eq!((one.date_text.as_str(), one.date_end.as_str()), ("2026-04-24", ""));
    for wrong in [
        "2026-04-24-2026-04-28",
        "2026-04-28/2026-04-24",
        "~",
        "2026-04-24/",
        "2026-04-24/soon",
        "2026-04-24 10:15",
    ] {
        assert_eq!(faults(&format!("title: t\ndate: \"{wrong}\"\n")).len(), 1, "{wrong}");
    }
}

/// Bare times belong to the first day of a range, and a range that ends ahead of the present is reported once.
#[test]
fn a_range_of_days_gives_its_first_one() {
    let text = "title: t\ndate: 2026-04-24/2026-04-28\ntimezone: UTC\ntimeline: [10:15 a]\n";
    assert_eq!(context(text).timeline[0].at.text, "2026-04-24 10:15");
    assert_eq!(found_in("date-missing", text, &LintOptions::default()), [""; 0]);
    let sandbox = Sandbox::new();
    sandbox.write("a.yaml", "title: t\ndate: 2024-06-30/2024-07-05\ntimezone: UTC\ntimeline: [10:15 a]\n");
    let run = sandbox.run("lint a.yaml --only time-in-future --format json");
    let found: Value = serde_json::from_str(&run.out).unwrap();
    let messages: Vec<_> =
        found["diagnostics"].as_array().unwrap().iter().map(|found| &found["message"]).collect();
    assert_eq!(messages, ["`2024-07-05` is in the future"]);
    let logged = sandbox.pipe("log b a.yaml --at 10:20", "");
    assert_eq!(logged.code, 0, "{}", logged.err);
}

/// `none` is an answer: reports say so in words, and the page in its head.
#[test]
fn no_impact_is_reported() {
    for said in ["impact: none", "impact: None.", "impact: {description: NONE}"] {
        let text = format!("title: t\ndate: 2026-04-24\n{said}\n");
        for (name, report) in outputs(&text, &Options::default()) {
            assert!(report.contains("There was no impact."), "{name}:\n{report}");
            let is_page = name.ends_with("HTML");
            assert!(!is_page || report.contains("<dt>Impact</dt><dd class=\"value\">None</dd>"), "{name}");
        }
        assert!(context(&text).incident.impact.none);
        assert_eq!(found("impact-missing", said), [""; 0]);
    }
    for said in
        ["impact: None of the orders arrived", "impact: {description: none, users: 80%}", "summary: none"]
    {
        assert!(!context(&format!("title: t\n{said}\n")).incident.impact.none, "{said}");
    }
}

/// A window of a kind of its own says it, also where it is the only one.
#[test]
fn every_kind_of_impact_is_shown() {
    for (kind, label) in [("data-loss", "Data loss"), ("Data_Loss", "Data loss"), ("security", "Security")] {
        let window = |more: &str| format!("{{start: 10:15, end: 10:45, kind: {kind}{more}}}");
        let once = format!("impact: {{windows: [{}]}}", window(""));
        let twice = format!(
            "impact: {{windows: [{}, {{start: 11:15, end: 12:15, occurrence: b}}]}}",
            window(", occurrence: a")
        );
        for windows in [once, twice] {
            let text = format!("title: t\ndate: 2026-04-24\ntimezone: UTC\n{windows}\n");
            for (name, report) in every_style(&text, Audience::Public) {
                assert!(name == "JSON" || report.contains(label), "{name} of {windows}:\n{report}");
            }
        }
    }
}

/// A ticket is a link where it is an address that a browser may follow, and nowhere else.
#[test]
fn tickets_are_links_if_they_are_addresses() {
    let text = "title: t\nticket: [OPS-1, https://x.example/OPS-2, 'javascript:alert(1)', 'https://x.example/\"><b>']\n";
    let page =
        outputs(text, &Options::default()).into_iter().find(|(name, _)| name == "default as HTML").unwrap().1;
    let links: Vec<_> =
        page.split("<a href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let tickets: Vec<_> = links.iter().filter(|link| !link.starts_with('#')).collect();
    assert_eq!(tickets, [&"https://x.example/OPS-2", &"https://x.example/&quot;&gt;&lt;b&gt;"], "{page}");
    assert!(page.contains("OPS-1, "));
    assert!(render("title: t\nticket: OPS-1\n", "sre").contains("- **Ticket:** OPS-1\n"));
    let broken = found("broken-link", "ticket: [OPS-1, \"https:///x\"]");
    assert_eq!(broken, ["https:///x"]);
}

/// Reviewers are people as authors are: by name in public, with their addresses inside.
#[test]
fn reviewers_are_people() {
    let text = "title: t\nreviewers: [A. One, {name: B. Two, email: b@example.org}]\nreviewed: 2026-04-30\n";
    for audience in [Audience::Internal, Audience::Public] {
        let options = options_for(audience);
        let incident = serde_json::to_value(context_for(text, &options).incident).unwrap();
        let email = if audience == Audience::Public { "" } else { "b@example.org" };
        let expected = json!([{ "name": "A. One", "email": "" }, { "name": "B. Two", "email": email }]);
        assert_eq!((&incident["reviewers"], &incident["reviewed"]), (&expected, &json!("2026-04-30")));
    }
    assert!(render("title: t\nreviewed: 2026-04-30\n", "pagerduty").contains("- **Reviewed:** 2026-04-30\n"));
    let named = "reviewers: [Dana Scully]\nroot_cause: Dana Scully was away\n";
    assert_eq!(found("person-in-cause", named), ["Dana Scully"]);
}
