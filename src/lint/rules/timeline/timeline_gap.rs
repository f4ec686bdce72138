//! Stretches of impact of which no entry tells.

use super::coverage::{Told, stretches, told};
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
        let entries = told(file, occurrence);
        // Before it was noticed nobody did anything that could be reported.
        let detected = occurrence.milestones.get(&Milestone::Detected).and_then(|mark| mark.moment);
        for (start, end) in stretches(occurrence) {
            // The last moment of this stretch that something is told of, and the entry that tells it.
            let mut last = (start, None);
            for told in
                entries.iter().filter(|told| !told.from.is_before(&start) && !end.is_before(&told.from))
            {
                let from = detected.filter(|detected| last.0.is_before(detected)).unwrap_or(last.0);
                let silence = from.duration_until(&told.from);
                if let Some(silence) = silence.filter(|silence| silence.seconds > longest) {
                    report_gap(file, *told, last.1, silence, findings);
                }
                last = (told.until, Some(told.entry));
            }
        }
    }
}

fn report_gap(
    file: &RuleContext,
    told: Told,
    before: Option<usize>,
    silence: Duration,
    findings: &mut Findings,
) {
    let untimed = |entry: usize| file.resolved.timeline[entry].is_none();
    if before.is_some_and(|before| (before..told.entry).any(untimed)) {
        return;
    }
    let at = |entry: usize| file.document.value(&path!["timeline", entry, "at"]);
    let message = format!("no entry for {silence} of impact before `{}`", time_of(file, told.entry));
    let help = "add what was tried or waited for in that time, including dead ends";
    findings.push(|new| {
        let finding = new.at(at(told.entry), message).help(help);
        match before {
            Some(before) => finding.related(at(before), "the entry before it"),
            None => finding,
        }
    });
}
