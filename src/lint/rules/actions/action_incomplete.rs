//! Open actions without somebody to do them or a place in a plan.

use super::pending;
use crate::lint::rule::{OptionValue, RuleOption, rule};
use crate::lint::rules::{is_blank, is_nobody};
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
        // Another rule says that a placeholder is left in `owner`.
        let is_told = file.options.runs("placeholder-left") && has_placeholder(action);
        let lacking = lacking.filter(|fields| !(is_told && fields.iter().any(|field| field == "owner")));
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

/// Whether an action fills in a field; what no action has is not asked for.
fn has(action: &Action, field: &str) -> bool {
    match field {
        "id" => !is_blank(action.id.as_ref()),
        "group" => !is_blank(action.group.as_ref()),
        "type" => action.kind.is_some(),
        "priority" => action.priority.is_some(),
        "owner" => action.owner.iter().any(|owner| !is_nobody(owner)),
        "due" => action.due.is_some(),
        "ticket" => !is_blank(action.ticket.as_ref()),
        "done_when" => !is_blank(action.done_when.as_ref()),
        "description" => !is_blank(action.description.as_ref()),
        _ => true,
    }
}
