//! Titles that are not actions.

use super::pending_titles;
use crate::lint::prose::{List, Phrases, Text};
use crate::lint::rule::{OF_WORD_LIST, Scope, rule};
use crate::lint::{Findings, RuleContext};

rule!(
    ACTION_NOT_AN_ACTION = "action-not-an-action",
    Actions,
    Info Warning Warning,
    no_action,
    phrases: &[List::new(NOT_ACTIONS)],
    options: OF_WORD_LIST,
    // A sentence about actions has no owner, no date and no end.
    supersedes: &[(Scope::Element("actions"), &[
        "action-incomplete",
        "action-with-several-owners",
        "action-vague",
        "action-aims-at-people",
        "action-overdue",
        "action-due-late",
        "action-state-contradiction",
        "action-state-in-text",
        "duplicate-action",
        "duplicate-action-id",
    ])],
);

/// A request follows its subject closely: `The team on call must`, `There should`.
const FARTHEST_WISH: usize = 6;

fn no_action(file: &RuleContext, findings: &mut Findings) {
    let [phrases] = file.phrases(findings);
    for (_, text) in pending_titles(file) {
        let length = beginning(text, phrases);
        if length > 0 && !asks(text) {
            let message =
                format!("an action begins with its verb; `{} …` is a sentence", text.slice(0..length));
            let help =
                "delete it, or move it to `recurrence`; if it is an action, begin with what has to be done";
            findings.push(|new| new.at(file.words(text, 0..length), message).help(help));
        }
    }
}

/// How many words at the start of the title are the start of a sentence.
fn beginning(text: Text, phrases: Phrases) -> usize {
    let is_by_doing =
        text.word(0).eq_ignore_ascii_case("by") && text.word(1).ends_with("ing") && text.is_joined(1);
    // `I/O` is not a person.
    let length = if is_by_doing { 2 } else { phrases.at(text, 0) };
    if length > 0 && text.gap(length).starts_with('/') { 0 } else { length }
}

/// Whether the sentence requests or promises something: then it is an action, if a wordy one. `This will help` does
/// neither.
fn asks(text: Text) -> bool {
    let is = |index: usize, word: &str| text.word(index).eq_ignore_ascii_case(word);
    let promises = (is(0, "we") || is(0, "I")) && is(1, "will");
    let is_wish = |index: usize| WISHES.iter().any(|wish| is(index, wish));
    promises
        || text.word(0).ends_with("ll")
        || (!is(0, "by") && (1..text.len().min(FARTHEST_WISH)).any(is_wish))
}

/// First words of sentences about actions. An action begins with its verb.
const NOT_ACTIONS: &[&str] = &[
    "we",
    "we've",
    "we're",
    "we'd",
    "we'll",
    "I",
    "I've",
    "I'm",
    "I'd",
    "I'll",
    "this",
    "these",
    "It",
    "It's",
    "it's",
    "there",
    "there's",
    "the following",
];

/// What turns such a sentence into a request: `We need better alerts`.
const WISHES: &[&str] = &["could", "must", "need", "needs", "ought", "shall", "should", "want"];
