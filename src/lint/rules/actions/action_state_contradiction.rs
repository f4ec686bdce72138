//! Actions whose dates and status contradict each other.

use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};
use crate::model::ActionStatus;
use crate::path;

rule!(
    ACTION_STATE_CONTRADICTION = "action-state-contradiction",
    Actions,
    Warning Warning Warning,
    contradiction,
);

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
