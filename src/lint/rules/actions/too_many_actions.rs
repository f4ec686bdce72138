//! More actions than are likely to be done.

use super::is_pending;
use crate::lint::rule::{OptionValue, RuleOption, rule};
use crate::lint::{Findings, RuleContext};
use crate::model::{Action, ActionStatus};
use crate::path;

rule!(
    TOO_MANY_ACTIONS = "too-many-actions",
    Actions,
    Off Info Info,
    too_many,
    options: &[RuleOption {
        key: "limit",
        about: "The largest number of open actions that is accepted.",
        value: OptionValue::Number(|options| &mut options.most_actions),
    }],
);

fn too_many(file: &RuleContext, findings: &mut Findings) {
    let is_wanted = |action: &&Action| is_pending(action) || action.status() == ActionStatus::Proposed;
    let wanted = file.incident.actions.iter().filter(is_wanted).count();
    let most = usize::try_from(file.options.most_actions).unwrap_or(usize::MAX);
    if wanted > most {
        let message = format!("{wanted} actions are open; more than {most} are unlikely to be done");
        let help = "keep those that would have prevented or shortened the incident; drop the others, or move them to the backlog";
        findings.push(|new| new.at(file.document.key(&path!["actions"]), message).help(help));
    }
}
