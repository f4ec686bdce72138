//! Judgement by what was known only afterwards.

use crate::lint::prose::{Kind, List, Phrases, Text};
use crate::lint::registry::rule;
use crate::lint::words::{BETWEEN, PARTICIPLES, PEOPLE};
use crate::lint::{Findings, RuleContext};
use std::ops::Range;

rule!(JUDGED_IN_HINDSIGHT = "hindsight", Causes, Info Info Warning, hindsight);

static PHRASES: Phrases = Phrases::new(List::Hindsight);

/// What does not tell of the past: actions and recurrence look ahead, notes are free, luck is what could have been.
const ELSEWHERE: &[Kind] = &[
    Kind::Title,
    Kind::Why,
    Kind::Recurrence,
    Kind::Luck,
    Kind::ActionTitle,
    Kind::Action,
    Kind::Communication,
    Kind::Note,
    Kind::Name,
    Kind::Address,
];

fn hindsight(file: &RuleContext, findings: &mut Findings) {
    let custom = file.word_list(findings.rule());
    for text in file.texts_but(ELSEWHERE) {
        for words in PHRASES.find(text, custom) {
            if judges(text, &words) {
                report(file, text, words, findings);
            }
        }
    }
}

/// Whether a phrase of the list is about what people did or left undone.
fn judges(text: Text, words: &Range<usize>) -> bool {
    let [first, last] = [words.start, words.end - 1].map(|index| text.word(index));
    if first.eq_ignore_ascii_case("failed") {
        return has_person_before(text, words.start);
    }
    let ends_in_have = last.eq_ignore_ascii_case("have") || last.ends_with("'ve") || last.ends_with("’ve");
    !ends_in_have || has_participle_behind(text, words.end)
}

fn report(file: &RuleContext, text: Text, words: Range<usize>, findings: &mut Findings) {
    let message = format!("`{}` judges by what was known only afterwards", text.slice(words.clone()));
    let help = "say what was seen and known at the time, and what made the choice look right";
    findings.push(|new| new.at(file.words(text, words), message).help(help));
}

/// `should have alerts` asks for something; `should have alerted` regrets, and so does `should have` alone.
fn has_participle_behind(text: Text, index: usize) -> bool {
    let mut behind = (index..text.len()).take_while(|at| text.is_joined(*at)).map(|at| text.word(at));
    let verb = behind.find(|word| !(word.ends_with("ly") || is_one_of(BETWEEN, word)));
    verb.is_none_or(|verb| verb.ends_with("ed") || verb.ends_with("en") || is_one_of(PARTICIPLES, verb))
}

/// Whether the subject of the verb at an index is a person or a team.
fn has_person_before(text: Text, index: usize) -> bool {
    for at in (0..index).rev() {
        if !text.is_joined(at + 1) {
            return false;
        }
        let word = text.word(at);
        let is_on_call =
            word.eq_ignore_ascii_case("call") && at > 0 && text.word(at - 1).eq_ignore_ascii_case("on");
        if is_on_call || is_one_of(PEOPLE, word) {
            return true;
        }
        if !(word.ends_with("ly") || is_one_of(BETWEEN, word)) {
            return false;
        }
    }
    false
}

pub(super) fn is_one_of(list: &[&str], word: &str) -> bool {
    list.iter().any(|known| known.eq_ignore_ascii_case(word))
}
