//! Milestones that contradict the impact windows.

use super::{edge, mark_span, meet};
use crate::lint::rule::{Scope, rule};
use crate::lint::{Findings, RuleContext};
use crate::model::{Milestone, Moment, Occurrence, Origin, Period};

rule!(
    MILESTONE_CONTRADICTS_WINDOW = "milestone-contradicts-window",
    Timeline,
    Warning Error Error,
    contradicts,
    // Figures derived from wrong times prove nothing.
    supersedes: &[(Scope::File, &["duration-contradicts-prose", "timeline-ends-before-resolution"])],
);

fn contradicts(file: &RuleContext, findings: &mut Findings) {
    for occurrence in &file.resolved.occurrences {
        check(file, occurrence, Milestone::ImpactStart, "start", |period| Some(period.start), findings);
        // An open window may end at any time.
        if occurrence.periods.iter().all(|period| period.written_end().is_some()) {
            check(file, occurrence, Milestone::Resolved, "end", |period| period.end, findings);
        }
    }
}

/// Whether an entry's milestone matches an edge of a window.
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
    let message = format!("`{name}` does not match the {field} of an impact window");
    findings.push(|new| {
        new.at(mark_span(file, milestone, mark), message)
            .help("correct one of the two times, or remove the milestone: the window says the same")
            .related(edge(file, window, field), format!("the nearest window's {field}"))
    });
}
