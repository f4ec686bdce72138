//! Local times that a clock change skips or repeats.

use super::rules::{AMBIGUOUS_LOCAL_TIME, NONEXISTENT_LOCAL_TIME};
use crate::diagnostic::Diagnostic;
use crate::model::{TimeProblem, TimeProblemKind, Zone};
use crate::source::Span;
use chrono::TimeDelta;

/// The finding about a local time, at the place of that time.
pub(super) fn explain(problem: &TimeProblem, zone: Option<Zone>, span: Span) -> Diagnostic {
    let (text, local) = (&problem.text, problem.local);
    let zone = zone.map_or_else(String::new, |zone| format!(" in {zone}"));
    match problem.kind {
        TimeProblemKind::Nonexistent => {
            let message =
                format!("`{text}` does not exist on {}{zone}: clocks were set forward over it", local.date());
            let later = (local + TimeDelta::hours(1)).format("%H:%M");
            Diagnostic::new(&NONEXISTENT_LOCAL_TIME, span, message).help(format!(
                "write the time that clocks showed, such as `{later}`, or the time with its offset"
            ))
        }
        TimeProblemKind::Ambiguous(first, second) => {
            let message =
                format!("`{text}` comes twice on {}{zone}: clocks were set back over it", local.date());
            let time = local.format("%Y-%m-%dT%H:%M");
            Diagnostic::new(&AMBIGUOUS_LOCAL_TIME, span, message).help(format!(
                "write it with its offset: `{time}{first}` or, after the change, `{time}{second}`"
            ))
        }
    }
}
