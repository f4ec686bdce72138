//! Dates that were clear when the report was written, and are not when it is read.

use crate::lint::prose::{Kind, List, Text};
use crate::lint::rule::{OF_WORD_LIST, rule};
use crate::lint::words::{MONTHS, is_one_of};
use crate::lint::{Findings, RuleContext};
use std::ops::Range;

rule!(
    RELATIVE_DATE = "relative-date",
    Publication,
    Off Info Warning,
    relative,
    phrases: &[List::new(RELATIVE_DATES)],
    options: OF_WORD_LIST,
);

/// An event has its own date; sent messages are quotations.
const ELSEWHERE: &[Kind] = &[Kind::Event, Kind::Communication, Kind::Name, Kind::Address];

fn relative(file: &RuleContext, findings: &mut Findings) {
    let [phrases] = file.phrases(findings);
    for text in file.texts_but(ELSEWHERE) {
        for words in phrases.find(text) {
            let Some(words) = whole(text, words).filter(|words| !names_date(text, words.end)) else {
                continue;
            };
            let message = format!("`{}` depends on when the report is read", text.slice(words.clone()));
            let help = "write the date, or how long before the incident it was";
            findings.push(|new| new.at(file.words(text, words), message).help(help));
        }
    }
}

/// Units of `two days ago`.
const UNITS: &[&str] = &[
    "minute", "minutes", "hour", "hours", "day", "days", "week", "weeks", "month", "months", "year", "years",
];

/// All words of a relative date, given one of them; `None` if it is part of something else.
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
        // `Today, all deploys are checked` is about the present; `It broke today` is a date.
        let is_last = end >= text.len() || !text.is_joined(end) || is(end, &["at"]);
        let sentence = text.sentence(start);
        let is_about_past =
            || sentence.clone().any(|index| text.word(index).ends_with("ed") || is(index, PAST));
        return (is_last && start > sentence.start && is_about_past()).then_some(words);
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

/// Dates that depend on when they are read. `this week` is left out: nearly every text contains `this`, and would have
/// to be read for it. `this morning` and `two days ago` are found by their last word.
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
