//! A timeline without entries.

use crate::lint::rule::{Scope, rule};
use crate::lint::rules::is_space;
use crate::lint::{Findings, RuleContext};

rule!(
    TIMELINE_EMPTY = "timeline-empty",
    Completeness,
    Info Error Error,
    timeline,
    supersedes: &[(Scope::File, &[
        "timeline-gap",
        "timeline-starts-at-detection",
        "timeline-ends-before-resolution",
        "timeline-out-of-order",
        "milestone-missing",
    ])],
    requires: &["timeline"],
);

fn timeline(file: &RuleContext, findings: &mut Findings) {
    if file.incident.timeline.iter().all(|entry| is_space(entry.event.as_ref())) {
        let help = "add the events from chat, alerts and logs: `- 10:15 what happened`";
        let message = "the timeline has no entry with a text";
        findings.push(|new| new.at(file.lack("timeline"), message).help(help));
    }
}
