//! Hindsight: judging by what was known only afterwards.

use crate::lint::prose::{Kind, List, Text};
use crate::lint::rule::{OF_WORD_LIST, rule};
use crate::lint::words::is_one_of;
use crate::lint::{Findings, RuleContext};
use std::ops::Range;

rule!(
    JUDGED_IN_HINDSIGHT = "hindsight",
    Causes,
    Info Info Warning,
    hindsight,
    phrases: &[List::new(HINDSIGHT)],
    options: OF_WORD_LIST,
);

/// Texts that are not about the past: actions and recurrence look ahead, notes may contain anything, luck is about what
/// could have been.
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
    let [phrases] = file.phrases(findings);
    for text in file.texts_but(ELSEWHERE) {
        for words in phrases.find(text) {
            if judges(text, &words) {
                report(file, text, words, findings);
            }
        }
    }
}

/// Whether a phrase of the list is about what people did or failed to do.
fn judges(text: Text, words: &Range<usize>) -> bool {
    let [first, last] = [words.start, words.end - 1].map(|index| text.word(index));
    if first.eq_ignore_ascii_case("failed") {
        return has_person_before(text, words.start);
    }
    let ends_in_have = last.eq_ignore_ascii_case("have") || last.ends_with("'ve") || last.ends_with("’ve");
    !ends_in_have || has_participle_after(text, words.end)
}

fn report(file: &RuleContext, text: Text, words: Range<usize>, findings: &mut Findings) {
    let message = format!("`{}` judges by what was known only afterwards", text.slice(words.clone()));
    let help = "say what was seen and known at the time, and what made the choice look right";
    findings.push(|new| new.at(file.words(text, words), message).help(help));
}

/// `should have alerts` is a request; `should have alerted` is a regret, and so is `should have` alone.
fn has_participle_after(text: Text, index: usize) -> bool {
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

/// Judging by what was known only afterwards. What could have been worse is a risk, not a judgement.
const HINDSIGHT: &[&str] = &[
    "failed to",
    "should have",
    "should've",
    "should not have",
    "shouldn't have",
    "should never have",
    "should also have",
    "should instead have",
    "could have",
    "could've",
    "could easily have",
    "could also have",
    "could and should have",
    "if only",
    "!should have been the only",
    "!should've been the only",
    "!could have been",
    "!could also have been",
    "could have been anticipated",
    "could have been avoided",
    "could have been caught",
    "could have been detected",
    "could have been discovered",
    "could have been done",
    "could have been easily avoided",
    "could have been faster",
    "could have been fixed",
    "could have been foreseen",
    "could have been found",
    "could have been identified",
    "could have been mitigated",
    "could have been noticed",
    "could have been prevented",
    "could have been quicker",
    "could have been shorter",
    "could have been spotted",
    "could have been stopped",
    "!could have affected",
    "!could have caused",
    "!could have contributed",
    "!could have exposed",
    "!could have happened",
    "!could have lasted",
    "!could have led",
    "!could have lost",
    "!could have meant",
    "!could have occurred",
    "!could have resulted",
];

/// People and teams, after which `failed to` is a judgement. A disk may fail to mount.
pub(super) const PEOPLE: &[&str] = &[
    "admin",
    "admins",
    "administrator",
    "administrators",
    "anybody",
    "anyone",
    "author",
    "authors",
    "commander",
    "contractor",
    "contractors",
    "developer",
    "developers",
    "dev",
    "devs",
    "employee",
    "employees",
    "engineer",
    "engineers",
    "he",
    "i",
    "management",
    "manager",
    "managers",
    "nobody",
    "operator",
    "operators",
    "people",
    "person",
    "responder",
    "responders",
    "reviewer",
    "reviewers",
    "she",
    "somebody",
    "someone",
    "squad",
    "sre",
    "sres",
    "staff",
    "support",
    "sysadmin",
    "sysadmins",
    "team",
    "teams",
    "technician",
    "technicians",
    "they",
    "vendor",
    "we",
    "who",
    "you",
];

/// Words that may be between a subject or an auxiliary and its verb.
pub(super) const BETWEEN: &[&str] = &[
    "again", "all", "already", "also", "always", "both", "duty", "first", "had", "has", "have", "instead",
    "just", "never", "not", "on", "perhaps", "simply", "since", "still", "then",
];

/// Participles that do not end in `ed` or `en`.
const PARTICIPLES: &[&str] = &[
    "begun",
    "bought",
    "brought",
    "built",
    "caught",
    "come",
    "cost",
    "cut",
    "dealt",
    "done",
    "felt",
    "fought",
    "found",
    "gone",
    "had",
    "heard",
    "held",
    "hit",
    "kept",
    "known",
    "led",
    "left",
    "let",
    "lost",
    "made",
    "meant",
    "met",
    "paid",
    "put",
    "read",
    "rebuilt",
    "run",
    "said",
    "seen",
    "sent",
    "set",
    "shown",
    "shut",
    "spent",
    "split",
    "stood",
    "stuck",
    "sought",
    "taught",
    "thought",
    "thrown",
    "told",
    "understood",
    "won",
];
