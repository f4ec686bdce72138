//! Final reports whose title still says that they are a draft.

use crate::lint::prose::{Kind, Text};
use crate::lint::rule::rule;
use crate::lint::words::is_one_of;
use crate::lint::{Findings, RuleContext};
use crate::model::Status;

rule!(FINAL_CALLED_DRAFT = "final-called-draft", Publication, Off Off Warning, called_draft);

/// Words for a state at the start or end of a title.
const STATES: &[&str] = &["draft", "wip", "work in progress", "in progress"];

/// Words that may accompany such a state: `first draft`, `Draft postmortem`, `draft v2`.
const BESIDE_STATE: &[&str] =
    &["first", "second", "early", "initial", "rough", "incident", "postmortem", "report", "version"];

fn called_draft(file: &RuleContext, findings: &mut Findings) {
    if file.status != Status::Final {
        return;
    }
    for text in file.texts(&[Kind::Title]) {
        if let Some(state) = state(text) {
            let message = format!("the report is final, but its title says `{state}`");
            let help = "remove it from the title; only `status` is the state of the report";
            let start = state.as_ptr().addr() - text.content().as_ptr().addr();
            findings.push(|new| new.at(file.part(text, start..start + state.len()), message).help(help));
        }
    }
}

/// Whether some words of a title are only a state and such words.
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
    let after_comma = title.rsplit_once(',').map(|(_, words)| words);
    // Nothing else is written this way.
    let bare = title.rsplit_once(' ').map(|(_, word)| word).filter(|word| *word == "WIP");
    let apart = [first, last, after_comma].into_iter().flatten().find(|words| is_state(words));
    apart.or(bare).map(str::trim)
}
