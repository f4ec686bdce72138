//! Windows of impact: each forwards, none over another, and all in accord with the milestones.

use super::{mark_span, meet};
use crate::lint::rule::{Scope, rule};
use crate::lint::{Findings, RuleContext};
use crate::model::{Milestone, Moment, Occurrence, Origin, Period};
use crate::path;
use crate::source::Span;

rule!(
    WINDOW_REVERSED = "window-reversed",
    Timeline,
    Error Error Error,
    reversed,
    supersedes: &[(Scope::File, &["milestone-contradicts-window"])],
);
rule!(WINDOWS_OVERLAP = "windows-overlap", Timeline, Warning Warning Warning, overlap);
rule!(
    MILESTONE_CONTRADICTS_WINDOW = "milestone-contradicts-window",
    Timeline,
    Warning Error Error,
    contradicts,
    // Figures that come from wrong times prove nothing.
    supersedes: &[(Scope::File, &["duration-contradicts-prose", "timeline-ends-before-resolution"])],
);

fn edge(file: &RuleContext, window: usize, field: &str) -> Span {
    file.document.value(&path!["impact.windows", window, field])
}

fn reversed(file: &RuleContext, findings: &mut Findings) {
    for (index, (slot, window)) in file.resolved.windows.iter().zip(file.incident.windows()).enumerate() {
        let Some(slot) = slot else { continue };
        let is_reversed = slot.end.is_some_and(|end| end.is_before(&slot.start));
        if let Some((start, end)) = window.start.as_ref().zip(window.end.as_ref()).filter(|_| is_reversed) {
            let message = format!("the window ends at `{end}`, before it starts at `{start}`");
            let help = match slot.start.local.date().succ_opt().filter(|_| slot.start.dated) {
                Some(day) if end.clock.date().is_none() => {
                    format!(
                        "if it ends on the next day, write the date: `{day} {end}`; otherwise swap the two"
                    )
                }
                _ => "correct one of the two, or swap them".to_owned(),
            };
            findings.push(|new| {
                new.at(edge(file, index, "end"), message)
                    .help(help)
                    .related(edge(file, index, "start"), "it starts here")
            });
        }
    }
}

fn overlap(file: &RuleContext, findings: &mut Findings) {
    for occurrence in &file.resolved.occurrences {
        let mut windows: Vec<(&Period, usize)> =
            occurrence.periods.iter().filter_map(|period| Some((period, period.window?))).collect();
        windows.sort_by_key(|(period, _)| period.start.universal());
        let mut longest: Option<(Moment, usize)> = None;
        for (period, window) in windows {
            if let Some((_, first)) = longest.filter(|(end, _)| period.start.is_before(end)) {
                findings.push(|new| {
                    new.at(edge(file, window, "start"), "the window starts before another one ends")
                        .help("end the first window where this one starts")
                        .related(edge(file, first, "end"), "the other one ends here")
                });
            }
            let reaches_further = |end: &Moment| longest.is_none_or(|(until, _)| until.is_before(end));
            if let Some(end) =
                period.written_end().filter(|end| !end.is_before(&period.start)).filter(reaches_further)
            {
                longest = Some((end, window));
            }
        }
    }
}

fn contradicts(file: &RuleContext, findings: &mut Findings) {
    for occurrence in &file.resolved.occurrences {
        check(file, occurrence, Milestone::ImpactStart, "start", |period| Some(period.start), findings);
        // An open window may end at any time.
        if occurrence.periods.iter().all(|period| period.written_end().is_some()) {
            check(file, occurrence, Milestone::Resolved, "end", |period| period.end, findings);
        }
    }
}

/// Whether a milestone that an entry marks meets an edge of a window.
fn check(
    file: &RuleContext,
    occurrence: &Occurrence,
    milestone: Milestone,
    field: &str,
    edge_of: fn(&Period) -> Option<Moment>,
    findings: &mut Findings,
) {
    let Some(mark) = occurrence.milestones.get(&milestone) else { return };
    let (Origin::Entry(_), Some(moment)) = (mark.origin, mark.moment) else { return };
    let edges = || occurrence.periods.iter().filter_map(|period| Some((edge_of(period)?, period.window?)));
    let apart = |edge: &Moment| (edge.universal() - moment.universal()).num_seconds().abs();
    let nearest = edges().min_by_key(|(edge, _)| apart(edge));
    let Some((_, window)) = nearest.filter(|_| !edges().any(|(edge, _)| meet(&edge, &moment))) else {
        return;
    };
    let name = milestone.name();
    let message = format!("`{name}` does not meet the {field} of a window of impact");
    findings.push(|new| {
        new.at(mark_span(file, milestone, mark), message)
            .help("correct one of the two times, or remove the mark: the window says the same")
            .related(edge(file, window, field), format!("the nearest window's {field}"))
    });
}
