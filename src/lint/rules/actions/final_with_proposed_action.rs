//! Actions of a final report that are not decided.

use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};
use crate::model::{ActionStatus, Status};
use crate::path;

rule!(FINAL_WITH_PROPOSED_ACTION = "final-with-proposed-action", Actions, Off Off Warning, proposed);

fn proposed(file: &RuleContext, findings: &mut Findings) {
    if file.status != Status::Final {
        return;
    }
    let actions = file.incident.actions.iter().enumerate();
    for (index, _) in actions.filter(|(_, action)| action.status() == ActionStatus::Proposed) {
        let help = "set `status: open` with an owner, or `status: dropped` and say why in `description`";
        let at = path!["actions", index, "status"];
        findings.push(|new| {
            new.at(file.document.value(&at), "the report is final, but this action is only proposed")
                .help(help)
        });
    }
}
