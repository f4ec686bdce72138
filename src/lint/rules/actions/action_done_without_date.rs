//! Done actions without a date of completion.

use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};
use crate::model::ActionStatus;
use crate::path;

rule!(ACTION_DONE_WITHOUT_DATE = "action-done-without-date", Actions, Off Info Info, done_without_date);

fn done_without_date(file: &RuleContext, findings: &mut Findings) {
    for (index, action) in file.incident.actions.iter().enumerate() {
        if action.status() != ActionStatus::Done || action.done_on.is_some() {
            continue;
        }
        let path = path!["actions", index];
        if !findings.is_full() && !file.is_spoilt(&path) {
            let message = "the action is done, but it has no date of completion";
            let help = "add `done_on`, the day it was done";
            findings.push(|new| new.at(file.document.value(&path.join("status")), message).help(help));
        }
    }
}
