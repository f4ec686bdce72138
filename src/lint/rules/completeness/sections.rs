//! Sections without which a report does not say what its readers need.

use crate::lint::rule::{Scope, rule};
use crate::lint::rules::{is_blank, is_nobody};
use crate::lint::{Findings, RuleContext};
use crate::model::{Milestone, Remark};

rule!(
    SUMMARY_MISSING = "summary-missing",
    Completeness,
    Warning Error Error,
    summary,
    requires: &["summary"],
);
rule!(
    DETECTION_MISSING = "detection-missing",
    Completeness,
    Off Warning Warning,
    detection,
    requires: &["detection", "timeline"],
);
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
rule!(
    ROOT_CAUSE_MISSING = "root-cause-missing",
    Completeness,
    Info Warning Error,
    root_cause,
    requires: &["root_cause", "contributing_factors"],
);
rule!(
    ACTIONS_EMPTY = "actions-empty",
    Completeness,
    Off Warning Warning,
    actions,
    requires: &["actions"],
);
rule!(
    LESSONS_MISSING = "lessons-missing",
    Completeness,
    Off Info Info,
    lessons,
    requires: &["lessons"],
);
rule!(
    OWNER_MISSING = "owner-missing",
    Completeness,
    Off Warning Warning,
    owner,
    requires: &["owner", "authors"],
);
rule!(
    PUBLISHED_MISSING = "published-missing",
    Completeness,
    Off Off Warning,
    published,
    requires: &["published"],
);

fn summary(file: &RuleContext, findings: &mut Findings) {
    if is_blank(file.incident.summary.as_ref()) {
        let help = "add `summary`: what broke, for whom, how long and why, in three sentences";
        findings.push(|new| new.at(file.lack("summary"), "the report has no summary").help(help));
    }
}

fn detection(file: &RuleContext, findings: &mut Findings) {
    let section = file.incident.detection.as_ref();
    let is_told =
        section.is_some_and(|section| section.source.is_some() || !is_blank(section.description.as_ref()));
    let is_marked =
        || file.incident.timeline.iter().any(|entry| entry.milestone.contains(&Milestone::Detected));
    if !is_told && !is_marked() {
        let help = "add `detection`, or mark an entry of the timeline with `milestone: detected`";
        let message = "nothing says how the incident was noticed";
        findings.push(|new| new.at(file.lack("detection"), message).help(help));
    }
}

fn timeline(file: &RuleContext, findings: &mut Findings) {
    if file.incident.timeline.iter().all(|entry| is_blank(entry.event.as_ref())) {
        let help = "add the events from chat, alerts and logs: `- 10:15 what happened`";
        let message = "the timeline has no entry with a text";
        findings.push(|new| new.at(file.lack("timeline"), message).help(help));
    }
}

fn root_cause(file: &RuleContext, findings: &mut Findings) {
    if says_nothing(&file.incident.root_cause) && says_nothing(&file.incident.contributing_factors) {
        let help =
            "add `root_cause` or `contributing_factors`; if it was never found, say what was ruled out";
        let message = "neither a root cause nor a contributing factor is given";
        findings.push(|new| new.at(file.lack("root_cause"), message).help(help));
    }
}

fn actions(file: &RuleContext, findings: &mut Findings) {
    if file.incident.actions.is_empty() {
        let help = "add `actions`: what will be changed, by whom, until when";
        findings.push(|new| new.at(file.lack("actions"), "no action follows from the incident").help(help));
    }
}

fn lessons(file: &RuleContext, findings: &mut Findings) {
    if file.incident.lessons().lists().iter().all(|(_, list)| says_nothing(list)) {
        let help = "add `lessons` with `went_well`, `went_wrong` or `lucky`";
        findings.push(|new| new.at(file.lack("lessons"), "no lesson is recorded").help(help));
    }
}

fn owner(file: &RuleContext, findings: &mut Findings) {
    if file.incident.owner.as_deref().is_none_or(is_nobody) && file.incident.authors.is_empty() {
        let help = "add `owner`, a team or a person that answers for the report";
        let message = "neither an owner nor an author is named";
        findings.push(|new| new.at(file.lack("owner"), message).help(help));
    }
}

fn published(file: &RuleContext, findings: &mut Findings) {
    if file.incident.published.is_none() {
        let help = "add `published`, the day on which others could read it";
        let message = "the final report has no publication date";
        findings.push(|new| new.at(file.lack("published"), message).help(help));
    }
}

fn says_nothing(remarks: &[Remark]) -> bool {
    remarks.iter().all(|remark| remark.text.trim().is_empty())
}
