//! Actions with more than one owner.

use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};
use crate::path;

rule!(ACTION_WITH_SEVERAL_OWNERS = "action-with-several-owners", Actions, Off Info Info, several_owners);

fn several_owners(file: &RuleContext, findings: &mut Findings) {
    for (index, action) in super::pending(file).filter(|(_, action)| action.owner.len() > 1) {
        let message =
            format!("the action has {} owners: `{}`", action.owner.len(), action.owner.join("`, `"));
        let help = "keep the one who is responsible, and name the others in `description`";
        let at = path!["actions", index, "owner"];
        findings.push(|new| {
            new.at(file.document.value(&at.join(1)), message)
                .help(help)
                .related(file.document.value(&at.join(0)), "the first owner")
        });
    }
}
