//! A report without lessons.

use super::says_nothing;
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};

rule!(
    LESSONS_MISSING = "lessons-missing",
    Completeness,
    Off Info Info,
    lessons,
    requires: &["lessons"],
);

fn lessons(file: &RuleContext, findings: &mut Findings) {
    if file.incident.lessons().lists().iter().all(|(_, list)| says_nothing(list)) {
        let help = "add `lessons` with `went_well`, `went_wrong` or `lucky`";
        findings.push(|new| new.at(file.lack("lessons"), "no lesson is recorded").help(help));
    }
}
