//! Local times that a clock change skips or repeats.

use super::rules::{AMBIGUOUS_LOCAL_TIME, NONEXISTENT_LOCAL_TIME};
use crate::diagnostic::Diagnostic;
use crate::model::{TimeProblem, TimeProblemKind, Zone};
use crate::source::Span;
use chrono::TimeDelta;

/// The finding about a local time, at its location.
pub(super) fn explain(problem: &TimeProblem, zone: Option<Zone>, span: Span) -> Diagnostic {
    let (text, local) = (&problem.text, problem.local);
    let zone = zone.map_or_else(String::new, |zone| format!(" in {zone}"));
    match problem.kind {
        TimeProblemKind::Nonexistent => {
            let message =
                format!("`{text}` does not exist on {}{zone}: the clocks went forward", local.date());
            let later = (local + TimeDelta::hours(1)).format("%H:%M");
            Diagnostic::new(&NONEXISTENT_LOCAL_TIME, span, message)
                .help(format!("write the time that the clocks showed, such as `{later}`, or add the offset"))
        }
        TimeProblemKind::Ambiguous(first, second) => {
            let message = format!("`{text}` occurs twice on {}{zone}: the clocks went back", local.date());
            let time = local.format("%Y-%m-%dT%H:%M");
            Diagnostic::new(&AMBIGUOUS_LOCAL_TIME, span, message)
                .help(format!("add the offset: `{time}{first}` or, after the change, `{time}{second}`"))
        }
    }
}
