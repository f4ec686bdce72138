//! Open actions that are past their due date.

use super::pending;
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};
use crate::path;
use crate::wording::counted;

rule!(ACTION_OVERDUE = "action-overdue", Actions, Warning Warning Warning, overdue);

fn overdue(file: &RuleContext, findings: &mut Findings) {
    let Some(now) = file.now else { return };
    let today =
        file.resolved.zone.map_or(now.date_naive(), |zone| zone.local(now.fixed_offset()).date_naive());
    for (index, action) in pending(file) {
        let Some(due) = action.due.filter(|due| due.0 < today) else { continue };
        let days = (today - due.0).num_days();
        let days = counted(days, "day");
        let message = format!("the action was due on `{due}`, {days} ago, and is {}", action.state());
        let help = "set `status: done` with `done_on`, move the date with a reason, or set `status: dropped`";
        findings.push(|new| new.at(file.document.value(&path!["actions", index, "due"]), message).help(help));
    }
}
