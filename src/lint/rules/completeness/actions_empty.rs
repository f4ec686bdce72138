//! A report without actions.

use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};

rule!(
    ACTIONS_EMPTY = "actions-empty",
    Completeness,
    Off Warning Warning,
    actions,
    requires: &["actions"],
);

fn actions(file: &RuleContext, findings: &mut Findings) {
    if file.incident.actions.is_empty() {
        let help = "add `actions`: what will be changed, by whom, by when";
        findings.push(|new| new.at(file.lack("actions"), "no action follows from the incident").help(help));
    }
}
