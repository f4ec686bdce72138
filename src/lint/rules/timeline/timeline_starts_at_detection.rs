//! Timelines that only start when the incident was noticed.

use super::time_of;
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};
use crate::model::{Milestone, Moment};
use crate::path;

rule!(
    TIMELINE_STARTS_AT_DETECTION = "timeline-starts-at-detection",
    Timeline,
    Off Info Info,
    starts_at_detection,
    requires: &["timeline"],
);

fn starts_at_detection(file: &RuleContext, findings: &mut Findings) {
    let Some(first) = file.incident.timeline.first() else { return };
    let Some(slot) = file.resolved.timeline[0].filter(|_| first.milestone.contains(&Milestone::Detected))
    else {
        return;
    };
    let is_earlier = |moment: &Moment| moment.is_before(&slot.start);
    if !file.resolved.timeline.iter().flatten().any(|other| is_earlier(&other.start)) {
        let message = format!(
            "the timeline has no entry before `{}`, when the incident was detected",
            time_of(file, 0)
        );
        let help = "start earlier: with the change, the load or the date that led to it";
        findings.push(|new| new.at(file.document.value(&path!["timeline", 0, "at"]), message).help(help));
    }
}
