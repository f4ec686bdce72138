//! The reader on invalid files: every error, its location, and the help.

use postmortem::diagnostic::Diagnostic;
use postmortem::document::{Document, FieldPath};
use postmortem::model::Settings;
use postmortem::path;
use postmortem::source::{Source, Span};
use proptest::prelude::*;
use std::fmt::Write;

const FULL: &str = include_str!("../../../examples/full.yaml");

/// Invalid files, one per line: common mistakes, with what is reported about each in the snapshot.
pub(crate) const SLIPS: &[&str] = &[
    "title: Foo: bar\n",
    "title: x\nsummary: The cause: a bug\nid: a\n",
    "owner: @alice\n",
    "summary: `code` broke\n",
    "summary: %foo\n",
    "summary: *foo bar\n",
    "summary: &foo bar\n",
    "summary: !important x\n",
    "summary: [x] y\n",
    "summary: [x\nid: y\n",
    "summary: {x} y\n",
    "summary: **bold** x\n",
    "summary: ? x\n",
    "summary: [foo](http://x.y) z\n",
    "summary: ![img](http://x.y)\n",
    "summary: - x\n",
    "summary: | text\n",
    "summary: >text\n",
    "timeline:\n\t- x\n",
    "summary: |\n\tx\n",
    "title: b\n\tid: d\n",
    "title: x\n  id: y\n",
    "title: b\nfoo\nid: d\n",
    "title:b\nid: d\n",
    "impact: {description: hi, users: 3\nsummary: hi\n",
    "title: [unclosed\n",
    "links: [{url: x}\nid: y\n",
    "actions:\n  - {title: x, owner: y\n  - {title: z}\n",
    "title: t\ntags: [a #1]\nid: x\n",
    "- a\nb: c\n",
    "summary: |\n  x\n y: 3\n",
    "timeline:\n  - 10:15 a\n - 10:16 b\n",
    "title: \"x\nid: y\n",
    "title: 'it's x'\n",
    "title: \"quoted\" and more\n",
    "title: \"x\\qy\"\n",
    "title: x # y\n  z\n",
    "title: t\nsummary: Reverted PR #4312 in web\n",
    "title: t\nactions: [{title: a, ticket: #12}]\n",
    "title: t\nactions:\n  - title: a\n    ticket: #12\n",
    "title: x\n---\nb: y\n",
    "title: b\0c\n",
    "title: \u{1}b\n",
    "",
    "# only\n",
    "- a\n",
    "a title\n",
    "titel: x\n",
    "title: t\nfoo: x\n",
    "title: t\n<<: 3\n",
    "title: t\nactions: [&a x, *a, *b]\n",
    "title: t\nactions: &a [x, *a]\n",
    "title: t\nsummary: a\nsummary: b\n",
    "schema: 2\nfoo: bar\n",
    "title: t\nstatus: finished\nseverity: {a: b}\npublished: 30/05/2024\nservices: web\n",
    "title: t\ntimezone: EST\n",
    "title: t\ntimezone: Americas/New_York\n",
    "title: t\ntimezone: lagos\n",
    "title: t\ntimeline:\n  - 10:75 x\n  - 10:15 UTC x\n  - 10:16 said: yes\n  - {at: lunch, event: x}\n  - at: 10:20\n  - {}\n",
    "title: t\ntimeline:\n  - 10:15: alert fires\n  - 2024-05-30 10:20: it's over\n  - 10:30: \"quoted\"\n  - 7:35: PM leaves\n  - 10:40:\n  - 10:50: x\n    by: y\n",
    "title: t\ntimeline: [23:50-00:10 x, 10:15:30.5 x]\n",
    "title: t\nimpact: {windows: [{end: 10:15}], metrics: [{name: x}]}\nlinks: [{title: x}]\nnotes: [{title: x}]\n",
    "title: t\ntimeline: [{event: x, internal: yes}]\nlessons: text\nroot_cause: [[x]]\nglossary: {a: [b]}\n",
    "title: t\ndate: 2024-03-10\ntimezone: America/New_York\ntimeline: [02:30 x, 2024-11-03 01:30 z]\n",
    "title: t\ndate: 2024-05-30 - 2024-06-02\nreviewed: soon\nticket: {a: b}\nreviewers: Jane\nfive_whys: why\n",
    "title: t\ndate: 2024-06-02/2024-05-30\nfive_whys: [{question: a, chain: [b]}, {answer: a}, [a], {quest: a, because: b}]\n",
    "title: t\nimpact: {windows: [{start: 10:15, kind: data}]}\nactions: [{title: a, status: [x], type: {a: b}}]\n",
    "title: t\nactions: [{title: a, priority: P9, type: improve, status: finished, due: soon}]\n",
    "title: t\n? [a]\n: b\n<<: {? {a: b} : c}\n",
    "title: t\nscribe: Jane\nic: [a]\nTech-Lead: {a: b}\ncreated: 2024-01-01\nimpact: {windows: [{start: 10:15, kind: breach}]}\n",
    "title: t\nfive_whys: [{title: x}, {title: a, chain: []}, {chain: [{answer: b}]}]\n",
];

fn faults(text: &str) -> (Source, Vec<Diagnostic>) {
    let source = Source::new("x.yaml", text);
    let faults = Document::read(&source, &Settings::default()).faults;
    (source, faults)
}

fn apply(text: &str, fault: &Diagnostic) -> Option<String> {
    let mut text = text.to_owned();
    for edit in fault.fix.as_ref()?.edits.iter().rev() {
        text.replace_range(edit.span.range(), &edit.text);
    }
    Some(text)
}

/// The words that people read when they make a mistake. A change here is a change of the product: read it.
#[test]
fn every_mistake_is_reported_with_its_help() {
    let mut reported = String::new();
    for text in SLIPS {
        let (source, faults) = faults(text);
        assert!(!faults.is_empty(), "{text}");
        writeln!(reported, "{}", text.escape_debug()).unwrap();
        for fault in faults {
            let at = source.position(fault.span.start());
            let grip = source.slice(fault.span).escape_debug();
            writeln!(reported, "  {}:{} {} «{grip}» {}", at.line, at.column, fault.rule.name, fault.message)
                .unwrap();
            if let Some(help) = &fault.help {
                writeln!(reported, "      {help}").unwrap();
            }
        }
    }
    insta::assert_snapshot!(reported);
}

/// A fix that leaves the fault, or makes another one, would send `--fix` in circles.
#[test]
fn every_fix_fixes_its_finding() {
    let mut fixes = 0;
    for text in SLIPS {
        let (_, before) = faults(text);
        for fault in &before {
            let Some(edited) = apply(text, fault) else { continue };
            fixes += 1;
            let (_, after) = faults(&edited);
            let same = |other: &&Diagnostic| other.rule == fault.rule && other.message == fault.message;
            let count = |faults: &[Diagnostic]| faults.iter().filter(same).count();
            assert!(count(&after) < count(&before), "{text:?} became {edited:?}: {after:?}");
        }
    }
    assert!(fixes > 15, "only {fixes} fixes");
}

/// A place where an error can be planted: what is replaced by what, and what must be reported where.
struct Spot {
    span: Span,
    with: &'static str,
    rule: &'static str,
    offset: usize,
}

fn spots(document: &Document) -> Vec<Spot> {
    let incident = document.incident.as_ref().expect("the example is sound");
    let mut spots = Vec::new();
    let mut plant = |key: bool, path: FieldPath, with, rule, offset| {
        if document.has(&path) {
            let span = if key { document.key(&path) } else { document.value(&path) };
            spots.push(Spot { span, with, rule, offset });
        }
    };
    for (field, with, rule) in [
        ("status", "finished", "invalid-value"),
        ("date", "soon", "invalid-value"),
        ("timezone", "EST", "unknown-timezone"),
        ("services", "web", "wrong-type"),
        ("reviewed", "soon", "invalid-value"),
        ("reviewers", "web", "wrong-type"),
        ("ticket", "{a: b}", "wrong-type"),
        ("impact.users", "[x]", "wrong-type"),
        ("detection.source", "luck", "invalid-value"),
    ] {
        plant(false, FieldPath::from(field), with, rule, 0);
    }
    for (field, with) in [("tags", "tagz"), ("background", "zzzz"), ("recurrence", "recurence")] {
        plant(true, FieldPath::from(field), with, "unknown-field", 0);
    }
    for index in 0..incident.timeline.len() {
        plant(false, path!["timeline", index, "at"], "99:99", "invalid-time", 0);
        plant(false, path!["timeline", index, "milestone"], "[detected, nope]", "invalid-value", 11);
        plant(true, path!["timeline", index, "by"], "bye", "unknown-field", 0);
        plant(false, path!["timeline", index, "internal"], "perhaps", "wrong-type", 0);
    }
    for index in 0..incident.five_whys.len() {
        plant(false, path!["five_whys", index, "title"], "[x]", "wrong-type", 0);
        plant(true, path!["five_whys", index, "chain", 1, "answer"], "answr", "unknown-field", 0);
        plant(false, path!["five_whys", index, "chain", 0, "internal"], "perhaps", "wrong-type", 0);
    }
    for index in 0..incident.actions.len() {
        plant(false, path!["actions", index, "type"], "improve", "invalid-value", 0);
        plant(false, path!["actions", index, "status"], "finished", "invalid-value", 0);
        plant(false, path!["actions", index, "priority"], "[P1]", "wrong-type", 0);
        plant(false, path!["actions", index, "due"], "soon", "invalid-value", 0);
        plant(true, path!["actions", index, "ticket"], "tciket", "unknown-field", 0);
    }
    for index in 0..incident.windows().len() {
        plant(false, path!["impact.windows", index, "end"], "lunch", "invalid-time", 0);
        plant(false, path!["impact.windows", index, "kind"], "nope", "invalid-value", 0);
    }
    spots.sort_by_key(|spot| spot.span);
    spots
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// Whatever mix of errors a file has, all are found in one run, each where it was planted, and nothing else.
    #[test]
    fn every_planted_fault_is_found_where_it_is(chosen in prop::collection::vec(any::<bool>(), 200)) {
        let source = Source::new("full.yaml", FULL);
        let document = Document::read(&source, &Settings::default());
        let spots = spots(&document);
        prop_assert!(spots.len() > 20);
        let (mut text, mut expected, mut from) = (String::new(), Vec::new(), 0);
        for (spot, _) in spots.iter().zip(chosen).filter(|(_, chosen)| *chosen) {
            text += &FULL[from..spot.span.start()];
            expected.push((text.len() + spot.offset, spot.rule));
            text += spot.with;
            from = spot.span.end();
        }
        text += &FULL[from..];
        let (_, faults) = faults(&text);
        let found: Vec<_> = faults.iter().map(|fault| (fault.span.start(), fault.rule.name)).collect();
        prop_assert_eq!(found, expected, "{}", text);
    }
}

/// Bytes that are not UTF-8 are reported at their location, not silently replaced.
#[test]
fn bytes_that_are_no_text_are_located() {
    let checked =
        postmortem::document::source_from_bytes("x".into(), b"title: a\nid: \xff\n".to_vec()).unwrap_err();
    let fault = &checked.diagnostics[0];
    assert_eq!((fault.rule.name, checked.source.position(fault.span.start()).line), ("not-utf8", 2));
    let wide = postmortem::document::source_from_bytes("x".into(), b"\xff\xfet\0".to_vec()).unwrap_err();
    assert_eq!(wide.diagnostics[0].message, "the file is UTF-16, not UTF-8");
}

/// A few bytes of aliases must not expand to gigabytes; what people write with them must be accepted.
#[test]
fn aliases_have_a_budget_of_text() {
    for (length, uses, expected) in
        [(100_000, 400, "too-complex"), (1_000_000, 4, "too-complex"), (1_000, 100, "")]
    {
        for (field, start) in [("tags", "["), ("custom", "{a: [")] {
            let end = if start == "[" { "]" } else { "]}" };
            let uses = vec!["*a"; uses].join(", ");
            let text = format!("title: t\nsummary: &a {}\n{field}: {start}{uses}{end}\n", "x".repeat(length));
            let rules: Vec<_> = faults(&text).1.iter().map(|fault| fault.rule.name).collect();
            assert_eq!(rules.join(" "), expected, "{length} bytes, {field}");
        }
    }
}

/// A message that quotes a megabyte floods every terminal and every annotation.
#[test]
fn messages_quote_no_more_than_people_read() {
    let long = "é".repeat(500_000);
    for text in [
        format!("title: t\nsummary: !{long} x\n"),
        format!("title: t\nsummary: &{long} x\n"),
        format!("title: t\nsummary: *{long}\n"),
        format!("title: t\nsummary: @{long}\n"),
        format!("title: t\n? {long}\n: a\n? {long}\n: b\n"),
        format!("title: t\ntimezone: {long}\ndate: {long}\ntimeline: [{{at: {long}}}]\nstatus: {long}\n"),
        format!("title: t\ntags: [a # {long}]\n"),
    ] {
        let (source, faults) = faults(&text);
        assert!(!faults.is_empty(), "{}", &text[..30]);
        for fault in faults {
            let help = fault.help.as_deref().unwrap_or_default();
            assert!(fault.message.len() <= 700 && help.len() <= 700, "{}", &text[..30]);
            assert!(source.text().is_char_boundary(fault.span.end()));
        }
    }
}
