//! Timelines that end before the impact does.

use super::coverage::{covered, stretches};
use super::meet;
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};
use crate::path;

rule!(
    TIMELINE_ENDS_BEFORE_RESOLUTION = "timeline-ends-before-resolution",
    Timeline,
    Off Warning Warning,
    ends_before_resolution,
    requires: &["impact", "timeline"],
);

fn ends_before_resolution(file: &RuleContext, findings: &mut Findings) {
    for occurrence in &file.resolved.occurrences {
        let last_is_timed =
            occurrence.entries.last().is_some_and(|last| file.resolved.timeline[*last].is_some());
        let entries = covered(file, occurrence);
        let last = entries.iter().max_by_key(|covered| covered.until.universal());
        let end = stretches(occurrence).last().map(|(_, end)| *end);
        let Some((last, end)) = last.zip(end).filter(|_| last_is_timed) else { continue };
        if last.until.is_before(&end) && !meet(&last.until, &end) {
            let early = last.until.duration_until(&end).map_or_else(String::new, |early| format!("{early} "));
            let message = format!("the last entry is {early}earlier than the end of the impact");
            let help = "add the entry that says how the impact ended";
            findings.push(|new| {
                new.at(file.document.value(&path!["timeline", last.entry, "at"]), message).help(help)
            });
        }
    }
}
