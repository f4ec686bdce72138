//! One fault, one finding: if two rules find the same fault, only the first one reports it.

use super::rule::{Rule, Scope};
use super::{RULES, RuleContext};
use crate::diagnostic::Diagnostic;
use crate::document::meant;
use crate::document::rules::UNKNOWN_FIELD;
use crate::path;
use crate::source::Span;

/// Removes findings about faults that another finding, or an error of the document, already reports.
pub(super) fn drop_redundant(file: &RuleContext, found: &mut Vec<Diagnostic>) {
    drop_unread(file, found);
    for rule in RULES {
        for (scope, names) in rule.supersedes {
            drop_superseded(file, rule, *scope, names, found);
        }
    }
}

/// Removes findings of rules that require a field that has an error.
fn drop_unread(file: &RuleContext, found: &mut Vec<Diagnostic>) {
    let faults: Vec<_> =
        file.document.faults.iter().map(|fault| (fault, file.document.field_at(fault.span))).collect();
    let is_unread = |field: &&str| {
        faults.iter().any(|(fault, place)| *place == Some(*field) || is_misspelt(fault, *place, field))
    };
    for rule in RULES.iter().filter(|rule| !faults.is_empty() && !rule.requires.is_empty()) {
        let is_own = |finding: &Diagnostic| finding.rule.name == rule.info.name;
        if found.iter().any(is_own) && rule.requires.iter().any(is_unread) {
            found.retain(|finding| !is_own(finding));
        }
    }
}

/// Removes findings of some rules if another rule reports the same fault.
fn drop_superseded(
    file: &RuleContext,
    rule: &Rule,
    scope: Scope,
    names: &[&str],
    found: &mut Vec<Diagnostic>,
) {
    let is_superseded = |finding: &Diagnostic| names.contains(&finding.rule.name);
    let speaking: Vec<_> =
        found.iter().filter(|finding| finding.rule.name == rule.info.name).cloned().collect();
    if !speaking.is_empty() && found.iter().any(is_superseded) {
        let is_same = |finding: &Diagnostic| speaking.iter().any(|own| is_near(file, scope, own, finding));
        found.retain(|finding| !(is_superseded(finding) && is_same(finding)));
    }
}

fn is_near(file: &RuleContext, scope: Scope, a: &Diagnostic, b: &Diagnostic) -> bool {
    match scope {
        Scope::File => true,
        Scope::Field => file.document.field_at(a.span) == file.document.field_at(b.span),
        Scope::Element(list) => {
            let elements = |finding| places(finding).filter_map(|place| element_of(file, list, place));
            elements(a).any(|a| elements(b).any(|b| a == b))
        }
        Scope::Value => touch(a.span, b.span),
    }
}

fn places(finding: &Diagnostic) -> impl Iterator<Item = Span> {
    std::iter::once(finding.span).chain(finding.related.iter().map(|label| label.span))
}

fn touch(a: Span, b: Span) -> bool {
    a.start() <= b.end() && b.start() <= a.end()
}

/// The sequence item that contains a position: the last one that starts before it.
fn element_of(file: &RuleContext, list: &str, place: Span) -> Option<usize> {
    let starts_before = |index: usize| file.document.value(&path![list, index]).start() <= place.start();
    let length = if list == "actions" { file.incident.actions.len() } else { file.incident.timeline.len() };
    let (mut start, mut end) = (0, length);
    while start < end {
        let middle = start.midpoint(end);
        (start, end) = if starts_before(middle) { (middle + 1, end) } else { (start, middle) };
    }
    start.checked_sub(1)
}

/// Whether an error in a field is about another name for it, or a misspelt one.
fn is_misspelt(fault: &Diagnostic, place: Option<&str>, field: &str) -> bool {
    fault.rule == &UNKNOWN_FIELD && place.is_some_and(|name| meant(name, &[field]).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::lint::{Deadline, Options, find, lint};
    use crate::source::Source;
    use std::collections::{BTreeMap, BTreeSet};

    const MARKS: &str =
        "timeline:\n  - {at: 10:15, milestone: impact-start}\n  - {at: 12:45, milestone: resolved}";
    const SPENT: &str = "timeline:\n  - {at: 10:15, event: a, milestone: impact-start}\n  - 13:00 b\n  - 12:59 c\n  \
                         - {at: 13:30, event: d, milestone: resolved}\nsummary: The outage lasted 10 minutes.";
    const EDGES: &str = "impact: {windows: [{start: 10:15, end: 12:00}]}\ntimeline:\n  \
                         - {at: 10:15, event: a}\n  - {at: 11:00, event: b, milestone: resolved}\n\
                         summary: The outage lasted 10 minutes.";

    const DUE: &str = "severity: SEV1\nimpact: {windows: [{start: 10:15, end: 12:00}]}\n\
                       actions: [{title: This helped, due: 2024-12-31}]";

    /// For each rule that supersedes another one, a text in which both find the same fault.
    const PAIRS: &[(&str, &str, &str)] = &[
        ("timeline-empty", "timeline-gap", MARKS),
        ("timeline-empty", "timeline-starts-at-detection", "timeline: [{at: 10:15, milestone: detected}]"),
        (
            "timeline-empty",
            "timeline-ends-before-resolution",
            "impact: {windows: [{start: 10:15, end: 12:00}]}\ntimeline: [{at: 10:15, milestone: detected}]",
        ),
        (
            "timeline-empty",
            "timeline-out-of-order",
            "timeline: [{at: 10:15, milestone: detected}, {at: 10:00, milestone: resolved}]",
        ),
        ("timeline-empty", "milestone-missing", "summary: a"),
        ("impact-missing", "impact-unquantified", "summary: a"),
        ("milestone-missing", "detection-missing", "timeline: [10:15 a]"),
        ("placeholder-left", "impact-unquantified", "impact: |\n  TODO"),
        ("placeholder-left", "owner-missing", "owner: ???"),
        ("placeholder-left", "unknown-severity", "severity: TBD"),
        ("placeholder-left", "unknown-service", "services: [web, TODO]"),
        (
            "timeline-out-of-order",
            "milestone-out-of-order",
            "timeline: [{at: 10:15, milestone: mitigated}, {at: 10:00, event: a, milestone: resolved}]",
        ),
        (
            "window-reversed",
            "milestone-contradicts-window",
            "impact: {windows: [{start: 12:45, end: 10:15}]}\ntimeline: [{at: 10:15, milestone: impact-start}]",
        ),
        ("action-not-an-action", "action-incomplete", "actions: [This helped]"),
        (
            "action-not-an-action",
            "action-with-several-owners",
            "actions: [{title: This helped, owner: [a, b]}]",
        ),
        ("action-not-an-action", "action-vague", "actions: [\"We: improve it\"]"),
        ("action-not-an-action", "action-aims-at-people", "actions: [We trained them]"),
        ("action-not-an-action", "action-overdue", "actions: [{title: This helped, due: 2024-05-31}]"),
        ("action-not-an-action", "action-due-late", DUE),
        (
            "action-not-an-action",
            "action-state-contradiction",
            "actions: [{title: This helped, done_on: 2024-05-31}]",
        ),
        ("action-not-an-action", "action-state-in-text", "actions: [This helps (in progress)]"),
        ("action-not-an-action", "duplicate-action", "actions: [This helped, This helped]"),
        (
            "action-not-an-action",
            "duplicate-action-id",
            "actions: [{title: a, id: A}, {title: This helped, id: A}]",
        ),
        ("action-state-in-text", "placeholder-left", "actions: [\"**TODO** Add a check\"]"),
        ("time-in-future", "date-contradicts-timeline", "timeline: [2099-01-01 10:15 a]"),
        ("timeline-out-of-order", "timeline-gap", SPENT),
        ("timeline-out-of-order", "duration-contradicts-prose", SPENT),
        ("milestone-contradicts-window", "duration-contradicts-prose", EDGES),
        ("milestone-contradicts-window", "timeline-ends-before-resolution", EDGES),
    ];

    fn speakers(text: &str, only: &[&str]) -> BTreeSet<&'static str> {
        let source =
            Source::new("x", format!("title: a\nstatus: final\ndate: 2024-05-30\ntimezone: UTC\n{text}\n"));
        let options = Options {
            only: only.iter().map(|name| (*name).to_owned()).collect(),
            services: vec!["web".to_owned()],
            deadlines: BTreeMap::from([("SEV1".to_owned(), Deadline { publish: None, actions: Some(30) })]),
            ..Options::default()
        };
        let now = "2024-07-01T12:00:00Z".parse().ok();
        let document = Document::read(&source, &options.settings);
        assert_eq!(document.faults, [], "{text}");
        lint(&document, &options, now).iter().map(|finding| finding.rule.name).collect()
    }

    /// Two findings about one fault make people fix it twice, or stop reading.
    #[test]
    fn of_each_pair_only_the_first_speaks() {
        for (speaker, silent, text) in PAIRS {
            assert_eq!(speakers(text, &[silent]), BTreeSet::from([*silent]), "{silent} alone: {text}");
            assert_eq!(
                speakers(text, &[speaker, silent]),
                BTreeSet::from([*speaker]),
                "{speaker} > {silent}"
            );
        }
    }

    fn superseded(rule: &Rule) -> impl Iterator<Item = &'static str> {
        rule.supersedes.iter().flat_map(|(_, names)| names.iter().copied())
    }

    /// A pair without a test proves nothing; a misspelt name supersedes nothing.
    #[test]
    fn every_pair_is_tested_and_every_name_known() {
        let tested: BTreeSet<_> = PAIRS.iter().map(|(speaker, silent, _)| (*speaker, *silent)).collect();
        let listed: BTreeSet<_> =
            RULES.iter().flat_map(|rule| superseded(rule).map(|silent| (rule.info.name, silent))).collect();
        assert_eq!(tested, listed);
        for (_, name) in listed {
            assert!(find(name).is_some(), "{name}");
        }
    }

    /// A superseded finding supersedes nothing: an empty timeline does not hide that the detection is missing.
    #[test]
    fn a_superseded_finding_supersedes_nothing() {
        let all = ["timeline-empty", "milestone-missing", "detection-missing"];
        assert_eq!(speakers("summary: a", &all), BTreeSet::from(["timeline-empty", "detection-missing"]));
    }

    /// The same kind of fault elsewhere is a different fault.
    #[test]
    fn another_place_is_another_fault() {
        let text = "timeline:\n  - {at: 10:15, milestone: mitigated, occurrence: A}\n  \
                    - {at: 10:20, event: a, milestone: resolved, occurrence: A}\n  \
                    - {at: 10:10, occurrence: A, event: b}\n  \
                    - {at: 11:00, event: a, occurrence: B, milestone: impact-start}\n  \
                    - {at: 12:00, event: a, occurrence: B, milestone: resolved}\n  \
                    - {at: 12:30, event: a, occurrence: B, milestone: mitigated}";
        let rules = ["timeline-out-of-order", "milestone-out-of-order"];
        assert_eq!(speakers(text, &rules), BTreeSet::from(rules));
    }
}
