//! Dates of actions: within the deadline, and in agreement with the status.

use super::pending;
use crate::lint::rule::rule;
use crate::lint::rules::deadlines;
use crate::lint::{Findings, RuleContext};
use crate::model::ActionStatus;
use crate::path;

rule!(ACTION_DUE_LATE = "action-due-late", Actions, Off Info Warning, due_late);
rule!(ACTION_DONE_WITHOUT_DATE = "action-done-without-date", Actions, Off Info Info, done_without_date);
rule!(
    ACTION_STATE_CONTRADICTION = "action-state-contradiction",
    Actions,
    Warning Warning Warning,
    contradiction,
);

fn due_late(file: &RuleContext, findings: &mut Findings) {
    let Some(days) = deadlines::of_severity(file).and_then(|deadline| deadline.actions) else { return };
    let Some(until) = deadlines::last_day(file).and_then(|end| deadlines::after(end, days)) else { return };
    let severity = file.incident.severity.as_deref().unwrap_or_default();
    for (index, action) in pending(file) {
        let Some(due) = action.due.filter(|due| due.0 > until) else { continue };
        let message =
            format!("the action is due on `{due}`, but the {days} days of {severity} end on {until}");
        let help = "take an earlier date, or split off a first step that fits";
        findings.push(|new| new.at(file.document.value(&path!["actions", index, "due"]), message).help(help));
    }
}

fn done_without_date(file: &RuleContext, findings: &mut Findings) {
    for (index, action) in file.incident.actions.iter().enumerate() {
        if action.status() != ActionStatus::Done || action.done_on.is_some() {
            continue;
        }
        let path = path!["actions", index];
        if !findings.is_full() && !file.is_spoilt(&path) {
            let message = "the action is done, but nothing says since when";
            let help = "add `done_on`, the day it was done";
            findings.push(|new| new.at(file.document.value(&path.join("status")), message).help(help));
        }
    }
}

fn contradiction(file: &RuleContext, findings: &mut Findings) {
    for (index, action) in file.incident.actions.iter().enumerate() {
        let Some(done_on) = action.done_on.filter(|_| action.status() != ActionStatus::Done) else {
            continue;
        };
        let path = path!["actions", index];
        if !findings.is_full() && !file.is_spoilt(&path) {
            let message = format!("the action was done on `{done_on}`, but is {}", action.state());
            let help = "set `status: done`, or remove `done_on`";
            findings.push(|new| new.at(file.document.value(&path.join("done_on")), message).help(help));
        }
    }
}
