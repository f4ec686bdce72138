//! Actions that aim to change people instead of the system.

use super::pending_titles;
use crate::lint::prose::List;
use crate::lint::rule::{OF_WORD_LIST, rule};
use crate::lint::{Findings, RuleContext};

rule!(
    ACTION_AIMS_AT_PEOPLE = "action-aims-at-people",
    Actions,
    Off Info Warning,
    aims_at_people,
    phrases: &[List::new(PEOPLE_TO_CHANGE)],
    options: OF_WORD_LIST,
);

fn aims_at_people(file: &RuleContext, findings: &mut Findings) {
    let [phrases] = file.phrases(findings);
    for (_, text) in pending_titles(file) {
        // One word is enough; a second one would be the same fault.
        if let Some(words) = phrases.find(text).into_iter().next() {
            let message =
                format!("`{}` changes people, not the system that they work with", text.slice(words.clone()));
            let help =
                "change what they meet: a check that refuses, a safe default, a page that shows the risk";
            findings.push(|new| new.at(file.words(text, words), message).help(help));
        }
    }
}

/// Words that ask people to be different.
const PEOPLE_TO_CHANGE: &[&str] = &[
    "train",
    "trains",
    "trained",
    "training",
    "trainings",
    "retrain",
    "retraining",
    "!train model",
    "!train models",
    "!train the model",
    "!train the models",
    "!retrain the model",
    "!retrain the models",
    "!training data",
    "!training job",
    "!training jobs",
    "!training model",
    "!training models",
    "!training pipeline",
    "!training run",
    "!training runs",
    "!training set",
    "remind",
    "reminds",
    "reminded",
    "reminding",
    "be careful",
    "be more careful",
    "being careful",
    "being more careful",
    "pay attention",
    "paying attention",
    "pay more attention",
    "pay close attention",
    "pay closer attention",
    "paying more attention",
];
