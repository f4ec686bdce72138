//! Whether the timeline covers the incident: from before it was noticed until it was over, without holes.

use super::{meet, time_of};
use crate::lint::rule::{OptionValue, RuleOption, rule};
use crate::lint::rules::is_blank;
use crate::lint::{Findings, RuleContext};
use crate::model::{Duration, Milestone, Moment, Occurrence};
use crate::path;

rule!(
    TIMELINE_GAP = "timeline-gap",
    Timeline,
    Off Info Warning,
    gap,
    options: &[RuleOption {
        key: "minutes",
        about: "Minutes of impact without an entry that are a gap.",
        value: OptionValue::Number(|options| &mut options.gap_minutes),
    }],
    requires: &["timeline"],
);
rule!(
    TIMELINE_STARTS_AT_DETECTION = "timeline-starts-at-detection",
    Timeline,
    Off Info Info,
    starts_at_detection,
    requires: &["timeline"],
);
rule!(
    TIMELINE_ENDS_BEFORE_RESOLUTION = "timeline-ends-before-resolution",
    Timeline,
    Off Warning Warning,
    ends_before_resolution,
    requires: &["impact", "timeline"],
);
rule!(EVENT_WITHOUT_EVIDENCE = "event-without-evidence", Timeline, Off Off Off, without_evidence);

/// An entry with its time.
#[derive(Clone, Copy)]
struct Told {
    entry: usize,
    from: Moment,
    until: Moment,
}

/// An occurrence's entries with a time, in the order of time.
fn told(file: &RuleContext, occurrence: &Occurrence) -> Vec<Told> {
    let slot = |entry: &usize| {
        let slot = file.resolved.timeline[*entry]?;
        Some(Told { entry: *entry, from: slot.start, until: slot.end.unwrap_or(slot.start) })
    };
    let mut told: Vec<_> = occurrence.entries.iter().filter_map(slot).collect();
    told.sort_by_key(|told| told.from.universal());
    told
}

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

/// The stretches of impact of an occurrence, with windows that touch as one.
fn stretches(occurrence: &Occurrence) -> Vec<(Moment, Moment)> {
    // How much of the time before `all-clear` was impact is not known.
    let known = occurrence.periods.iter().filter(|period| period.end_of != Some(Milestone::AllClear));
    let mut bounds: Vec<_> = known.filter_map(|period| Some((period.start, period.end?))).collect();
    bounds.sort_by_key(|(start, _)| start.universal());
    let mut stretches: Vec<(Moment, Moment)> = Vec::new();
    for (start, end) in bounds {
        match stretches.last_mut().filter(|(_, until)| !until.is_before(&start)) {
            Some((_, until)) if until.is_before(&end) => *until = end,
            Some(_) => {}
            None => stretches.push((start, end)),
        }
    }
    stretches
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
    let message = format!("{silence} of impact pass without an entry before `{}`", time_of(file, told.entry));
    let help = "add what was tried or waited for in that time, also what led nowhere";
    findings.push(|new| {
        let finding = new.at(at(told.entry), message).help(help);
        match before {
            Some(before) => finding.related(at(before), "the entry before it"),
            None => finding,
        }
    });
}

fn starts_at_detection(file: &RuleContext, findings: &mut Findings) {
    let Some(first) = file.incident.timeline.first() else { return };
    let Some(slot) = file.resolved.timeline[0].filter(|_| first.milestone.contains(&Milestone::Detected))
    else {
        return;
    };
    let is_earlier = |moment: &Moment| moment.is_before(&slot.start);
    if !file.resolved.timeline.iter().flatten().any(|other| is_earlier(&other.start)) {
        let message = format!("nothing is told from before `{}`, when it was noticed", time_of(file, 0));
        let help = "start earlier: with the change, the load or the date that led to it";
        findings.push(|new| new.at(file.document.value(&path!["timeline", 0, "at"]), message).help(help));
    }
}

fn ends_before_resolution(file: &RuleContext, findings: &mut Findings) {
    for occurrence in &file.resolved.occurrences {
        let last_is_timed =
            occurrence.entries.last().is_some_and(|last| file.resolved.timeline[*last].is_some());
        let entries = told(file, occurrence);
        let last = entries.iter().max_by_key(|told| told.until.universal());
        let end = stretches(occurrence).last().map(|(_, end)| *end);
        let Some((last, end)) = last.zip(end).filter(|_| last_is_timed) else { continue };
        if last.until.is_before(&end) && !meet(&last.until, &end) {
            let early = last.until.duration_until(&end).map_or_else(String::new, |early| format!("{early} "));
            let message = format!("the last entry is {early}earlier than the end of the impact");
            let help = "add the entry that tells how the impact ended";
            findings.push(|new| {
                new.at(file.document.value(&path!["timeline", last.entry, "at"]), message).help(help)
            });
        }
    }
}

fn without_evidence(file: &RuleContext, findings: &mut Findings) {
    for (index, entry) in file.incident.timeline.iter().enumerate() {
        let path = || path!["timeline", index];
        let is_bare = !is_blank(entry.event.as_ref()) && entry.evidence.is_empty();
        if is_bare && !findings.is_full() && !file.is_spoilt(&path()) {
            let help = "add `evidence`: a link to the graph, the log search or the message";
            findings.push(|new| new.at(file.document.key(&path()), "the entry cites no source").help(help));
        }
    }
}
