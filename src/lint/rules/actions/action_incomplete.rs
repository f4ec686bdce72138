//! Open actions without an owner, or without a due date and a ticket.

use super::pending;
use crate::lint::rule::{OptionValue, RuleOption, rule};
use crate::lint::rules::{is_nobody, is_space};
use crate::lint::{Findings, HINTS, RuleContext};
use crate::model::Action;
use crate::path;

rule!(
    ACTION_INCOMPLETE = "action-incomplete",
    Actions,
    Off Warning Warning,
    incomplete,
    options: &[RuleOption {
        key: "require",
        about: "Fields that an open action must have; `due|ticket` is either of the two.",
        value: OptionValue::ActionFields(|options| &mut options.require),
    }],
);

fn incomplete(file: &RuleContext, findings: &mut Findings) {
    for (index, action) in pending(file) {
        let lacking =
            file.options.require.iter().filter(|fields| !fields.iter().any(|field| has(action, field)));
        // Another rule reports a placeholder in `owner`.
        let is_reported = file.options.runs("placeholder-left") && has_placeholder(action);
        let lacking = lacking.filter(|fields| !(is_reported && fields.iter().any(|field| field == "owner")));
        let lacking: Vec<_> = lacking.map(|fields| none_of(fields)).collect();
        if !lacking.is_empty() && !findings.is_full() && !file.is_spoilt(&path!["actions", index]) {
            let message = format!("the action has {}", lacking.join(" and "));
            let help = "add what is missing, or set `status: dropped` if nobody will do it";
            findings.push(|new| {
                new.at(file.document.value(&path!["actions", index, "title"]), message).help(help)
            });
        }
    }
}

fn has_placeholder(action: &Action) -> bool {
    let is_hint = |owner: &String| HINTS.iter().any(|hint| hint.eq_ignore_ascii_case(owner.trim()));
    action.owner.iter().any(is_hint)
}

fn none_of(fields: &[String]) -> String {
    let names: Vec<_> = fields.iter().map(|field| format!("`{field}`")).collect();
    let none = if names.len() == 1 { "no" } else { "neither" };
    format!("{none} {}", names.join(" nor "))
}

/// Whether an action has a field.
fn has(action: &Action, field: &str) -> bool {
    match field {
        "id" => !is_space(action.id.as_ref()),
        "group" => !is_space(action.group.as_ref()),
        "type" => action.kind.is_some(),
        "priority" => action.priority.is_some(),
        "owner" => action.owner.iter().any(|owner| !is_nobody(owner)),
        "due" => action.due.is_some(),
        "ticket" => !is_space(action.ticket.as_ref()),
        "done_when" => !is_space(action.done_when.as_ref()),
        "description" => !is_space(action.description.as_ref()),
        _ => true,
    }
}
