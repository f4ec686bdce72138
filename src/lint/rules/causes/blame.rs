//! Causes that blame people instead of conditions.

use crate::lint::prose::{Kind, List};
use crate::lint::rule::{OF_WORD_LIST, rule};
use crate::lint::{Findings, RuleContext};

rule!(
    HUMAN_ERROR_AS_CAUSE = "human-error-as-cause",
    Causes,
    Info Warning Warning,
    human_error,
    phrases: &[List::new(BLAME), List::new(BLAME_IN_STORY)],
    options: OF_WORD_LIST,
);

fn human_error(file: &RuleContext, findings: &mut Findings) {
    let [phrases, in_story] = file.phrases(findings);
    let causes = file.texts(&[Kind::Trigger, Kind::Cause, Kind::Factor]).map(|text| (text, phrases));
    // Phrases of the configuration are those of causes.
    let story = file.texts(&[Kind::Narrative, Kind::Event]).map(|text| (text, in_story));
    for (text, phrases) in causes.chain(story) {
        for words in phrases.find(text) {
            let message = format!("`{}` blames people, not conditions", text.slice(words.clone()));
            let help = "say what made the action look right at the time, and what let it through";
            findings.push(|new| new.at(file.words(text, words), message).help(help));
        }
    }
}

/// Causes that blame people instead of conditions.
const BLAME: &[&str] = &[
    "human error",
    "human errors",
    "human mistake",
    "human mistakes",
    "human failure",
    "operator error",
    "operator errors",
    "user error",
    "user errors",
    "careless",
    "carelessly",
    "carelessness",
    "negligence",
    "negligent",
    "negligently",
    "to blame",
    "fault of",
    "forgot",
    "forgotten",
    "forgets",
    "I didn't",
    "I did not",
    "I failed to",
    "I missed",
    "I overlooked",
];

/// Those of them that blame in the story too, where the others may be what was found out.
const BLAME_IN_STORY: &[&str] = &["careless", "carelessly", "carelessness", "forgot to"];
