//! Times, their order, milestones, impact windows.

mod claims;
mod coverage;
pub(in crate::lint) mod date_contradicts_timeline;
mod down;
pub(in crate::lint) mod duplicate_entry;
pub(in crate::lint) mod duration_contradicts_prose;
mod durations;
pub(in crate::lint) mod event_without_evidence;
pub(in crate::lint) mod milestone;
pub(in crate::lint) mod milestone_contradicts_window;
mod sort;
pub(in crate::lint) mod standard_time_in_summer;
pub(in crate::lint) mod time_in_future;
pub(in crate::lint) mod timeline_ends_before_resolution;
pub(in crate::lint) mod timeline_gap;
pub(in crate::lint) mod timeline_out_of_order;
pub(in crate::lint) mod timeline_starts_at_detection;
pub(in crate::lint) mod window_reversed;
pub(in crate::lint) mod windows_overlap;

use crate::lint::RuleContext;
use crate::model::{Mark, Milestone, Moment, Origin};
use crate::path;
use crate::source::Span;

/// How much an approximate time may be off, in seconds.
const ROUGHLY: i64 = 30 * 60;

/// Whether two times can be the same moment: to the minute unless both have seconds, roughly if one is approximate.
fn meet(a: &Moment, b: &Moment) -> bool {
    let apart = a.seconds_until(b).or_else(|| b.seconds_until(a)).map_or(0, i64::abs);
    match (a.approximate || b.approximate, a.seconds && b.seconds) {
        (true, _) => apart <= ROUGHLY,
        (false, true) => apart == 0,
        (false, false) => apart < 60,
    }
}

/// Where a milestone is: the word itself, or the edge of the window that it is derived from.
fn mark_span(file: &RuleContext, milestone: Milestone, mark: &Mark) -> Span {
    match mark.origin {
        Origin::Entry(entry) => {
            let marks = &file.incident.timeline[entry].milestone;
            let index = marks.iter().position(|marked| *marked == milestone).unwrap_or_default();
            file.document.value(&path!["timeline", entry, "milestone", index])
        }
        Origin::Window(window) if milestone == Milestone::ImpactStart => {
            file.document.value(&path!["impact.windows", window, "start"])
        }
        Origin::Window(window) => file.document.value(&path!["impact.windows", window, "end"]),
    }
}

/// An edge of an impact window: its `start`, or its `end`.
fn edge(file: &RuleContext, window: usize, field: &str) -> Span {
    file.document.value(&path!["impact.windows", window, field])
}

/// An entry's time as written.
fn time_of<'d>(file: &RuleContext<'d>, entry: usize) -> &'d str {
    file.incident.timeline[entry].at.as_ref().map_or("", |at| &at.start.text)
}

/// ` of \`Event 1\``, or nothing if the occurrence has no name.
fn of(occurrence: Option<&String>) -> String {
    occurrence.map_or_else(String::new, |name| format!(" of `{name}`"))
}
