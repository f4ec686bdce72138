//! A report that does not say how the incident was noticed.

use crate::lint::rule::rule;
use crate::lint::rules::is_space;
use crate::lint::{Findings, RuleContext};
use crate::model::Milestone;

rule!(
    DETECTION_MISSING = "detection-missing",
    Completeness,
    Off Warning Warning,
    detection,
    requires: &["detection", "timeline"],
);

fn detection(file: &RuleContext, findings: &mut Findings) {
    let section = file.incident.detection.as_ref();
    let is_described =
        section.is_some_and(|section| section.source.is_some() || !is_space(section.description.as_ref()));
    let is_marked =
        || file.incident.timeline.iter().any(|entry| entry.milestone.contains(&Milestone::Detected));
    if !is_described && !is_marked() {
        let help = "add `detection`, or mark an entry of the timeline with `milestone: detected`";
        let message = "nothing says how the incident was noticed";
        findings.push(|new| new.at(file.lack("detection"), message).help(help));
    }
}
