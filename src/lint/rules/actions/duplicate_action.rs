//! Duplicate actions: by title, or by id.

use crate::document::FieldPath;
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};
use crate::model::Action;
use crate::path;
use std::collections::HashMap;

rule!(DUPLICATE_ACTION = "duplicate-action", Actions, Warning Warning Error, duplicate);
rule!(DUPLICATE_ACTION_ID = "duplicate-action-id", Actions, Warning Warning Error, duplicate_id);

fn duplicate(file: &RuleContext, findings: &mut Findings) {
    // Texts of the same length mostly differ in their first bytes, so that few titles are folded.
    for (first, second, action) in repeated(file, |action| Some(folded(&action.title))) {
        let message = format!("duplicate action `{}`", action.title.trim());
        let help = "delete one of the two, or say in the titles how they differ";
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

/// Actions with the key of an earlier one: that one's index, its own, itself.
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

/// A title without case, repeated spaces and a final full stop.
fn folded(title: &str) -> String {
    let words: Vec<&str> = title.split_whitespace().collect();
    words.join(" ").trim_end_matches('.').to_lowercase()
}

fn title(index: usize) -> FieldPath {
    path!["actions", index, "title"]
}
