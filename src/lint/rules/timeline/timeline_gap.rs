//! Periods of impact without an entry.

use super::coverage::{Covered, covered, stretches};
use super::time_of;
use crate::lint::rule::{OptionValue, RuleOption, rule};
use crate::lint::{Findings, RuleContext};
use crate::model::{Duration, Milestone};
use crate::path;

rule!(
    TIMELINE_GAP = "timeline-gap",
    Timeline,
    Off Info Warning,
    gap,
    options: &[RuleOption {
        key: "minutes",
        about: "Minutes of impact without an entry that count as a gap.",
        value: OptionValue::Number(|options| &mut options.gap_minutes),
    }],
    requires: &["timeline"],
);

fn gap(file: &RuleContext, findings: &mut Findings) {
    let longest = i64::from(file.options.gap_minutes) * 60;
    for occurrence in &file.resolved.occurrences {
        let entries = covered(file, occurrence);
        // Before it was noticed nobody did anything that could be reported.
        let detected = occurrence.milestones.get(&Milestone::Detected).and_then(|mark| mark.moment);
        for (start, end) in stretches(occurrence) {
            // The last moment of this period that an entry covers, and that entry.
            let mut last = (start, None);
            for covered in entries
                .iter()
                .filter(|covered| !covered.from.is_before(&start) && !end.is_before(&covered.from))
            {
                let from = detected.filter(|detected| last.0.is_before(detected)).unwrap_or(last.0);
                let gap = from.duration_until(&covered.from);
                if let Some(gap) = gap.filter(|gap| gap.seconds > longest) {
                    report_gap(file, *covered, last.1, gap, findings);
                }
                last = (covered.until, Some(covered.entry));
            }
        }
    }
}

fn report_gap(
    file: &RuleContext,
    covered: Covered,
    before: Option<usize>,
    gap: Duration,
    findings: &mut Findings,
) {
    let untimed = |entry: usize| file.resolved.timeline[entry].is_none();
    if before.is_some_and(|before| (before..covered.entry).any(untimed)) {
        return;
    }
    let at = |entry: usize| file.document.value(&path!["timeline", entry, "at"]);
    let message = format!("no entry for {gap} of impact before `{}`", time_of(file, covered.entry));
    let help = "add what was tried or waited for in that time, including dead ends";
    findings.push(|new| {
        let finding = new.at(at(covered.entry), message).help(help);
        match before {
            Some(before) => finding.related(at(before), "the entry before it"),
            None => finding,
        }
    });
}
