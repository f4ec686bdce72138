//! What was true when the report was written, and is not when it is read.

use crate::lint::prose::{Kind, List, Text};
use crate::lint::rule::{OF_WORD_LIST, rule};
use crate::lint::words::MONTHS;
use crate::lint::{Findings, RuleContext};
use crate::model::Status;

rule!(
    RELATIVE_DATE = "relative-date",
    Publication,
    Off Info Warning,
    relative,
    phrases: &[List::new(RELATIVE_DATES)],
    options: OF_WORD_LIST,
);
rule!(FINAL_CALLED_DRAFT = "final-called-draft", Publication, Off Off Warning, called_draft);

/// An event has its own date; what was sent is quoted as it was.
const ELSEWHERE: &[Kind] = &[Kind::Event, Kind::Communication, Kind::Name, Kind::Address];

fn relative(file: &RuleContext, findings: &mut Findings) {
    let [phrases] = file.phrases(findings);
    for text in file.texts_but(ELSEWHERE) {
        for words in phrases.find(text).into_iter().filter(|words| !names_date(text, words.end)) {
            let message = format!("`{}` is another day for each reader", text.slice(words.clone()));
            let help = "write the date, or how long before the incident it was";
            findings.push(|new| new.at(file.words(text, words), message).help(help));
        }
    }
}

/// Whether the date follows: `last week (2024-05-23)`.
fn names_date(text: Text, index: usize) -> bool {
    (index..(index + 3).min(text.len())).any(|index| {
        let word = text.word(index);
        MONTHS.contains(&word) || (word.len() >= 8 && word.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// Words for a state that a title begins or ends with.
const STATES: &[&str] = &["draft", "wip", "work in progress", "in progress"];

fn called_draft(file: &RuleContext, findings: &mut Findings) {
    if file.status != Status::Final {
        return;
    }
    for text in file.texts(&[Kind::Title]) {
        if let Some(state) = state(text) {
            let message = format!("the report is final, but its title says `{state}`");
            let help = "remove it from the title; only `status` says how far the report is";
            let start = state.as_ptr().addr() - text.content().as_ptr().addr();
            findings.push(|new| new.at(file.part(text, start..start + state.len()), message).help(help));
        }
    }
}

/// `[Draft] …`, `DRAFT: …`, `… (WIP)`: a draft order may be what failed.
fn state(text: Text<'_>) -> Option<&str> {
    let title = text.content().trim();
    let is_state = |words: &str| STATES.iter().any(|state| state.eq_ignore_ascii_case(words.trim()));
    for (open, close) in [('[', ']'), ('(', ')')] {
        let first = title.strip_prefix(open).and_then(|rest| rest.split_once(close)).map(|(words, _)| words);
        let last = title.strip_suffix(close).and_then(|rest| rest.rsplit_once(open)).map(|(_, words)| words);
        if let Some(words) = [first, last].into_iter().flatten().find(|words| is_state(words)) {
            return Some(words.trim());
        }
    }
    let first =
        title.split_once([':', '–', '—', '|']).or_else(|| title.split_once(" - ")).map(|(words, _)| words);
    let last =
        title.rsplit_once([':', '–', '—', '|']).or_else(|| title.rsplit_once(" - ")).map(|(_, words)| words);
    [first, last].into_iter().flatten().find(|words| is_state(words)).map(str::trim)
}

/// Days that depend on the day of the reader. `this week` is left out: nearly every text has a `this`, and would have to
/// be read for it.
const RELATIVE_DATES: &[&str] = &[
    "yesterday",
    "earlier today",
    "tomorrow",
    "tonight",
    "last night",
    "last week",
    "last month",
    "last Monday",
    "last Tuesday",
    "last Wednesday",
    "last Thursday",
    "last Friday",
    "last Saturday",
    "last Sunday",
    "next week",
    "next month",
];
