//! Judgement by what was known only afterwards.

use crate::lint::prose::{Kind, Phrases, Text};
use crate::lint::registry::rule;
use crate::lint::words::{BETWEEN, HINDSIGHT, PEOPLE};
use crate::lint::{File, Findings};
use std::ops::Range;

rule!(JUDGED_IN_HINDSIGHT = "hindsight", Causes, Info Info Warning, hindsight);

static PHRASES: Phrases = Phrases::new(HINDSIGHT);
static FAILED_TO: Phrases = Phrases::new(&["failed to"]);

/// What tells of the past. Actions and recurrence look ahead; notes are free; luck is what could have been.
const PROSE: &[Kind] = &[
    Kind::Summary,
    Kind::Background,
    Kind::Narrative,
    Kind::Impact,
    Kind::Detection,
    Kind::Event,
    Kind::Trigger,
    Kind::Cause,
    Kind::Factor,
    Kind::Response,
    Kind::Resolution,
    Kind::Lesson,
];

fn hindsight(file: &File, findings: &mut Findings) {
    let further = file.further_words(findings.rule());
    for text in file.texts(PROSE) {
        let failed =
            FAILED_TO.find(text, &[]).into_iter().filter(|words| has_person_before(text, words.start));
        for words in PHRASES.find(text, further).into_iter().chain(failed) {
            report(file, text, words, findings);
        }
    }
}

fn report(file: &File, text: Text, words: Range<usize>, findings: &mut Findings) {
    let message = format!("`{}` judges by what was known only afterwards", text.slice(words.clone()));
    let help = "say what was seen and known at the time, and what made the choice look right";
    findings.push(findings.at(file.words(text, words), message).help(help));
}

/// Whether the subject of the verb at an index is a person or a team.
fn has_person_before(text: Text, index: usize) -> bool {
    let is_adverb =
        |word: &str| word.ends_with("ly") || BETWEEN.iter().any(|known| known.eq_ignore_ascii_case(word));
    for at in (0..index).rev() {
        if !text.is_joined(at + 1) {
            return false;
        }
        let word = text.word(at);
        let is_on_call =
            word.eq_ignore_ascii_case("call") && at > 0 && text.word(at - 1).eq_ignore_ascii_case("on");
        if is_on_call || PEOPLE.iter().any(|known| known.eq_ignore_ascii_case(word)) {
            return true;
        }
        if !is_adverb(word) {
            return false;
        }
    }
    false
}
