//! The list of actions as a whole: nothing twice, nothing undecided, one owner each, not too many.

use super::is_pending;
use crate::document::FieldPath;
use crate::lint::rule::{OptionValue, RuleOption, rule};
use crate::lint::{Findings, RuleContext};
use crate::model::{Action, ActionStatus, Status};
use crate::path;
use std::collections::HashMap;

rule!(ACTION_WITH_SEVERAL_OWNERS = "action-with-several-owners", Actions, Off Info Info, several_owners);
rule!(DUPLICATE_ACTION = "duplicate-action", Actions, Warning Warning Error, duplicate);
rule!(DUPLICATE_ACTION_ID = "duplicate-action-id", Actions, Warning Warning Error, duplicate_id);
rule!(FINAL_WITH_PROPOSED_ACTION = "final-with-proposed-action", Actions, Off Off Warning, proposed);
rule!(
    TOO_MANY_ACTIONS = "too-many-actions",
    Actions,
    Off Info Info,
    too_many,
    options: &[RuleOption {
        key: "limit",
        about: "How many open actions are not too many.",
        value: OptionValue::Number(|options| &mut options.most_actions),
    }],
);

fn several_owners(file: &RuleContext, findings: &mut Findings) {
    for (index, action) in super::pending(file).filter(|(_, action)| action.owner.len() > 1) {
        let message =
            format!("the action has {} owners: `{}`", action.owner.len(), action.owner.join("`, `"));
        let help = "keep the one who answers for it, and name the others in `description`";
        let at = path!["actions", index, "owner"];
        findings.push(|new| {
            new.at(file.document.value(&at.join(1)), message)
                .help(help)
                .related(file.document.value(&at.join(0)), "the first owner")
        });
    }
}

fn duplicate(file: &RuleContext, findings: &mut Findings) {
    // Two lists of the same length differ by their first bytes mostly, so that few titles are folded.
    for (first, second, action) in repeated(file, |action| Some(folded(&action.title))) {
        let message = format!("`{}` is in the list twice", action.title.trim());
        let help = "delete one of the two, or say in the titles what tells them apart";
        let at = |index: usize| file.document.value(&title(index));
        findings.push(|new| new.at(at(second), message).help(help).related(at(first), "the first one"));
    }
}

fn duplicate_id(file: &RuleContext, findings: &mut Findings) {
    for (first, second, action) in
        repeated(file, |action| action.id.as_deref().map(|id| id.trim().to_owned()))
    {
        let message =
            format!("two actions have the id `{}`", action.id.as_deref().unwrap_or_default().trim());
        let at = |index: usize| file.document.value(&path!["actions", index, "id"]);
        let help = "give this one an id of its own";
        findings.push(|new| new.at(at(second), message).help(help).related(at(first), "the first one"));
    }
}

/// Actions whose key an earlier one has: that one's index, its own, itself.
fn repeated<'d>(
    file: &RuleContext<'d>,
    key: impl Fn(&Action) -> Option<String>,
) -> impl Iterator<Item = (usize, usize, &'d Action)> {
    let mut seen = HashMap::new();
    file.incident.actions.iter().enumerate().filter_map(move |(index, action)| {
        let key = key(action).filter(|key| !key.is_empty())?;
        let first = *seen.entry(key).or_insert(index);
        (first != index).then_some((first, index, action))
    })
}

/// A title without case, doubled blanks and a stop at its end.
fn folded(title: &str) -> String {
    let words: Vec<&str> = title.split_whitespace().collect();
    words.join(" ").trim_end_matches('.').to_lowercase()
}

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

fn too_many(file: &RuleContext, findings: &mut Findings) {
    let is_wanted = |action: &&Action| is_pending(action) || action.status() == ActionStatus::Proposed;
    let wanted = file.incident.actions.iter().filter(is_wanted).count();
    let most = usize::try_from(file.options.most_actions).unwrap_or(usize::MAX);
    if wanted > most {
        let message = format!("{wanted} actions are to be done; {most} are the most that are likely to be");
        let help = "keep those that would have prevented or shortened it; drop the others, or move them to the backlog";
        findings.push(|new| new.at(file.document.key(&path!["actions"]), message).help(help));
    }
}

fn title(index: usize) -> FieldPath {
    path!["actions", index, "title"]
}
