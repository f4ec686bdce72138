//! Causes that blame people instead of conditions.

use super::hindsight::{BETWEEN, PEOPLE};
use crate::lint::prose::{Kind, List, Text};
use crate::lint::rule::{OF_WORD_LIST, rule};
use crate::lint::words::is_one_of;
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
    // Phrases of the configuration apply to causes.
    let story = file.texts(&[Kind::Narrative, Kind::Event]).map(|text| (text, in_story));
    for (text, phrases) in causes.chain(story) {
        for words in phrases.find(text).into_iter().filter(|words| is_of_person(text, words.start)) {
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

/// Those that also blame in narrative and timeline, where the others may be what was found out.
const BLAME_IN_STORY: &[&str] = &["careless", "carelessly", "carelessness", "forgot to"];

/// Users, because a system must expect that they forget.
const USERS: &[&str] = &["client", "clients", "customer", "customers", "people", "user", "users", "visitors"];

/// Words that are not names, though they begin a sentence.
const NO_NAMES: &[&str] =
    &["a", "an", "and", "but", "each", "every", "it", "its", "our", "that", "the", "their", "this", "which"];

/// Whether the one who `forgot` is a responder: not a job, a cache, a user, or the name of a page.
fn is_of_person(text: Text, index: usize) -> bool {
    if !is_one_of(&["forgot", "forgets"], text.word(index)) {
        return true;
    }
    let is_named_so =
        text.gap(index + 1).starts_with('-') || text.word(index + 1).eq_ignore_ascii_case("password");
    let start = text.sentence(index).start;
    let mut subject = index;
    while subject > start && is_one_of(BETWEEN, text.word(subject - 1)) {
        subject -= 1;
    }
    if is_named_so || subject == start {
        return !is_named_so;
    }
    let word = text.word(subject - 1);
    let is_user = |at: usize| is_one_of(USERS, text.word(at));
    if is_user(subject - 1)
        || (word.eq_ignore_ascii_case("who") && subject > start + 1 && is_user(subject - 2))
    {
        return false;
    }
    // `The engineer ran it and forgot to check`
    let shares = word.eq_ignore_ascii_case("and");
    let is_person =
        |at: usize| is_one_of(PEOPLE, text.word(at)) || text.word(at).eq_ignore_ascii_case("call");
    let is_name = word.starts_with(char::is_uppercase) && !is_one_of(NO_NAMES, word);
    is_name || is_person(subject - 1) || (shares && (start..subject).any(|at| is_person(at) && !is_user(at)))
}
