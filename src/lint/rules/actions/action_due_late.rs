//! Actions that are due after the deadline of their severity.

use super::pending;
use crate::lint::rule::rule;
use crate::lint::rules::deadlines;
use crate::lint::{Findings, RuleContext};
use crate::path;

rule!(ACTION_DUE_LATE = "action-due-late", Actions, Off Info Warning, due_late);

fn due_late(file: &RuleContext, findings: &mut Findings) {
    let Some(days) = deadlines::of_severity(file).and_then(|deadline| deadline.actions) else { return };
    let Some(until) = deadlines::last_day(file).and_then(|end| deadlines::after(end, days)) else { return };
    let severity = file.incident.severity.as_deref().unwrap_or_default();
    for (index, action) in pending(file) {
        let Some(due) = action.due.filter(|due| due.0 > until) else { continue };
        let message =
            format!("the action is due on `{due}`, but the {days} days for {severity} end on {until}");
        let help = "choose an earlier date, or split off a first step that fits";
        findings.push(|new| new.at(file.document.value(&path!["actions", index, "due"]), message).help(help));
    }
}
