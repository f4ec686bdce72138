//! What was true when the report was written, and is not when it is read.

use crate::lint::prose::{Kind, List, Text};
use crate::lint::rule::{OF_WORD_LIST, rule};
use crate::lint::words::{MONTHS, is_one_of};
use crate::lint::{Findings, RuleContext};
use crate::model::Status;
use std::ops::Range;

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
        for words in phrases.find(text) {
            let Some(words) = whole(text, words).filter(|words| !names_date(text, words.end)) else {
                continue;
            };
            let message = format!("`{}` is another day for each reader", text.slice(words.clone()));
            let help = "write the date, or how long before the incident it was";
            findings.push(|new| new.at(file.words(text, words), message).help(help));
        }
    }
}

/// Units of `two days ago`.
const UNITS: &[&str] = &[
    "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years",
];

/// All words of a relative day of which one was found; `None` if that is part of something else.
fn whole(text: Text, words: Range<usize>) -> Option<Range<usize>> {
    let Range { start, end } = words;
    let is = |index: usize, list: &[&str]| is_one_of(list, text.word(index));
    let back = |by: usize, list: &[&str]| {
        start.checked_sub(by).is_some_and(|index| is(index, list) && text.is_joined(index + 1))
    };
    if is(start, &["morning"]) && words.len() == 1 {
        return back(1, &["this"]).then(|| start - 1..end);
    }
    if is(start, &["ago"]) {
        let is_few = back(3, &["a"]) && back(2, &["few", "couple"]);
        return (start > 1 && back(1, UNITS)).then(|| start - if is_few { 3 } else { 2 }..end);
    }
    if is(start, &["today"]) {
        // `Today, all deploys are checked` is what holds now; `It broke today` is a day.
        let is_last = end >= text.len() || !text.is_joined(end) || is(end, &["at"]);
        let sentence = text.sentence(start);
        let tells_of_past =
            || sentence.clone().any(|index| text.word(index).ends_with("ed") || is(index, PAST));
        return (is_last && start > sentence.start && tells_of_past()).then_some(words);
    }
    // `the last week before the incident`, `the data of yesterday`
    let is_fixed = (is(start, &["last", "next"]) && back(1, &["the", "that", "its", "their", "our", "s"]))
        || (is(start, &["yesterday", "tomorrow"]) && back(1, &["of"]));
    (!is_fixed).then_some(words)
}

/// Verbs of the past that do not end in `ed`.
const PAST: &[&str] = &[
    "began", "broke", "came", "fell", "found", "got", "had", "lost", "made", "met", "ran", "saw", "sent",
    "was", "went", "were",
];

/// Whether the date follows: `last week (2024-05-23)`.
fn names_date(text: Text, index: usize) -> bool {
    (index..(index + 3).min(text.len())).any(|index| {
        let word = text.word(index);
        MONTHS.contains(&word) || (word.len() >= 8 && word.starts_with(|c: char| c.is_ascii_digit()))
    })
}

/// Words for a state that a title begins or ends with.
const STATES: &[&str] = &["draft", "wip", "work in progress", "in progress"];

/// Words that such a state may have beside it: `first draft`, `Draft postmortem`, `draft v2`.
const BESIDE_STATE: &[&str] =
    &["first", "second", "early", "initial", "rough", "incident", "postmortem", "report", "version"];

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

/// Whether some words of a title are a state and what is said of it.
fn is_state(words: &str) -> bool {
    let words: Vec<&str> = words.split_whitespace().collect();
    let is_version = |word: &str| {
        let number = word.trim_start_matches(['v', 'V', '#']);
        !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    };
    let is_beside = |word: &&&str| is_version(word) || is_one_of(BESIDE_STATE, word);
    let own: Vec<&str> = words.iter().filter(|word| !is_beside(word)).copied().collect();
    words.len() <= 4 && STATES.iter().any(|state| state.eq_ignore_ascii_case(&own.join(" ")))
}

/// `[Draft] …`, `DRAFT: …`, `… (WIP)`, `… WIP`: a draft order may be what failed.
fn state(text: Text<'_>) -> Option<&str> {
    let title = text.content().trim();
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
    let behind_comma = title.rsplit_once(',').map(|(_, words)| words);
    // Nothing else is written so.
    let bare = title.rsplit_once(' ').map(|(_, word)| word).filter(|word| *word == "WIP");
    let apart = [first, last, behind_comma].into_iter().flatten().find(|words| is_state(words));
    apart.or(bare).map(str::trim)
}

/// Days that depend on the day of the reader. `this week` is left out: nearly every text has a `this`, and would have to
/// be read for it. `this morning` and `two days ago` are found by their last word.
const RELATIVE_DATES: &[&str] = &[
    "yesterday",
    "yesterday's",
    "today",
    "earlier today",
    "morning",
    "ago",
    "tomorrow",
    "tonight",
    "last night",
    "last week",
    "last month",
    "last quarter",
    "last year",
    "last Monday",
    "last Tuesday",
    "last Wednesday",
    "last Thursday",
    "last Friday",
    "last Saturday",
    "last Sunday",
    "next week",
    "next month",
    "next quarter",
    "next year",
];
