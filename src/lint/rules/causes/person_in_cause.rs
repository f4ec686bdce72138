//! People named in causes and lessons, where a role would explain more.

use crate::lint::prose::{Kind, Text};
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};
use std::ops::Range;

rule!(PERSON_IN_CAUSE = "person-in-cause", Causes, Info Warning Warning, named);

const PROSE: &[Kind] = &[Kind::Trigger, Kind::Cause, Kind::Factor, Kind::Why, Kind::Lesson, Kind::Luck];

/// Handles that address everybody or a role.
const NOBODY: &[&str] = &["all", "channel", "everyone", "here", "on", "oncall", "team"];

fn named(file: &RuleContext, findings: &mut Findings) {
    let names: Vec<Vec<&str>> = people(file).map(|name| name_words(name).collect()).collect();
    for text in file.texts(PROSE) {
        if text.content().contains('@') {
            for index in (0..text.len()).filter(|index| is_handle(text, *index)) {
                let word = text.bytes(index..index + 1);
                report(file, text, word.start - 1..word.end, findings);
            }
        }
        // Words are only made if the first word of a name is in the text.
        if !names.iter().any(|name| text.content().contains(name[0])) {
            continue;
        }
        for index in 0..text.len() {
            if let Some(name) = names.iter().find(|name| is_at_word(name, text, index)) {
                report(file, text, without_genitive(text, index..index + name.len()), findings);
            }
        }
    }
}

fn report(file: &RuleContext, text: Text, bytes: Range<usize>, findings: &mut Findings) {
    let message = format!(
        "`{}` is a person; the cause is what any person would have met",
        &text.content()[bytes.clone()]
    );
    let help = "write the role, such as `the on-call engineer`, or what made it possible";
    findings.push(|new| new.at(file.part(text, bytes), message).help(help));
}

/// Names of people in `authors`, `reviewers` and `roles`. A single word may be a team or a login, and so may a name
/// that contains a word for a team.
fn people<'d>(file: &RuleContext<'d>) -> impl Iterator<Item = &'d str> {
    let incident = file.incident;
    let authors = incident.authors.iter().chain(&incident.reviewers).map(|author| author.name.as_str());
    authors.chain(incident.roles.values().map(String::as_str)).filter(|name| {
        let is_capital = |word: &str| word.starts_with(char::is_uppercase);
        let is_group = |word: &str| GROUPS.iter().any(|group| group.eq_ignore_ascii_case(word));
        (2..=4).contains(&name_words(name).count())
            && name_words(name).all(|word| is_capital(word) && !is_group(word))
    })
}

fn name_words(name: &str) -> impl Iterator<Item = &str> {
    name.split(|c: char| !(c.is_alphanumeric() || matches!(c, '\'' | '’'))).filter(|word| !word.is_empty())
}

/// Whether a name is in a text at a word, in its own spelling.
fn is_at_word(name: &[&str], text: Text, index: usize) -> bool {
    let follows =
        |at: usize| at == 0 || text.gap(index + at).bytes().all(|b| matches!(b, b' ' | b'.' | b'-' | b'\n'));
    let is_same = |at: usize| {
        let word = text.word(index + at);
        let is_last = at + 1 == name.len();
        word == name[at] || (is_last && genitive(word).is_some_and(|bare| bare == name[at]))
    };
    (0..name.len()).all(|at| is_same(at) && follows(at))
}

fn genitive(word: &str) -> Option<&str> {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"))
}

fn without_genitive(text: Text, words: Range<usize>) -> Range<usize> {
    let (bytes, last) = (text.bytes(words.clone()), text.word(words.end - 1));
    bytes.start..bytes.end - (last.len() - genitive(last).unwrap_or(last).len())
}

/// `@dana`, but neither the package `@acme/ui` nor an e-mail address.
fn is_handle(text: Text, index: usize) -> bool {
    let word = text.bytes(index..index + 1);
    let Some(before) = text.content()[..word.start].strip_suffix('@') else { return false };
    let is_free = !before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '/'));
    let behind = &text.content()[word.end..];
    let is_nobody = NOBODY.iter().any(|name| name.eq_ignore_ascii_case(text.word(index)));
    is_free && !is_nobody && !behind.starts_with(['/', '@', '('])
}

/// Words that make a name that of a team or an organisation.
const GROUPS: &[&str] = &[
    "and",
    "call",
    "commander",
    "company",
    "department",
    "desk",
    "developers",
    "engineer",
    "engineering",
    "engineers",
    "foundation",
    "group",
    "inc",
    "incident",
    "infrastructure",
    "lead",
    "ltd",
    "manager",
    "of",
    "office",
    "oncall",
    "operations",
    "operator",
    "ops",
    "platform",
    "response",
    "security",
    "services",
    "squad",
    "sre",
    "staff",
    "support",
    "team",
    "teams",
    "the",
];
