//! Causes that blame people instead of conditions.

use crate::lint::prose::{Kind, List, Phrases};
use crate::lint::registry::rule;
use crate::lint::{File, Findings};

rule!(HUMAN_ERROR_AS_CAUSE = "human-error-as-cause", Causes, Info Warning Warning, human_error);

static PHRASES: Phrases = Phrases::new(List::Blame);

fn human_error(file: &File, findings: &mut Findings) {
    let custom = file.word_list(findings.rule());
    for text in file.texts(&[Kind::Trigger, Kind::Cause, Kind::Factor]) {
        for words in PHRASES.find(text, custom) {
            let message = format!("`{}` blames people, not conditions", text.slice(words.clone()));
            let help = "say what made the action look right at the time, and what let it through";
            findings.push(|new| new.at(file.words(text, words), message).help(help));
        }
    }
}
