//! Words that judge instead of describing.

use crate::lint::prose::{Kind, List, Text};
use crate::lint::rule::{OF_WORD_LIST, rule};
use crate::lint::{Findings, RuleContext};
use std::ops::Range;

rule!(
    ANIMATED_LANGUAGE = "animated-language",
    Causes,
    Info Info Info,
    animated,
    phrases: &[List::new(ANIMATED)],
    options: OF_WORD_LIST,
);

/// What the report does not say itself: a message is quoted as it was sent.
const QUOTED: &[Kind] = &[Kind::Communication, Kind::Name, Kind::Address];

const HELP: &str = "write the underlying fact: what happened, how long, how many";

fn animated(file: &RuleContext, findings: &mut Findings) {
    let [phrases] = file.phrases(findings);
    for text in file.texts_but(QUOTED) {
        let is_said = |words: &Range<usize>| is_chat(text, words.start) || is_quoted(text, words.start);
        for words in phrases.find(text).into_iter().filter(|words| !is_said(words)) {
            let message = format!("`{}` judges instead of describing", text.slice(words.clone()));
            findings.push(|new| new.at(file.words(text, words), message).help(HELP));
        }
        if text.shouts() && text.content().contains("!!") {
            shouts(file, text, findings);
        }
    }
}

/// How far before a word the start of a chat line, with the speaker, may be.
const FARTHEST: usize = 500;

/// Whether a word's line is a chat line: `<dana> …`, `[10:32] dana: …`, `dana (10:32): …`, `@dana: …`; or the first one
/// below `dana 10:32 AM`.
fn is_chat(text: Text, index: usize) -> bool {
    let at = text.bytes(index..index + 1).start;
    let content = text.content();
    // The speaker is named shortly before; a limit for hostile texts of one line.
    let from = content.floor_char_boundary(at.saturating_sub(FARTHEST));
    let Some(start) = content[from..at].rfind('\n').map(|end| from + end + 1).or((from == 0).then_some(0))
    else {
        return false;
    };
    begins_speech(&content[start..at]) || content[from..start].lines().next_back().is_some_and(names_speaker)
}

/// Whether the start of a line names a speaker.
fn begins_speech(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '-', '*', '>', '[', '(']);
    let speech = after_time(line);
    let has_time = line.len() > speech.len() && line[..line.len() - speech.len()].contains(':');
    let speech = speech.trim_start_matches(['*', '_']);
    let name = speech.trim_start_matches(['<', '@']);
    let ends = name[name_length(name)..].trim_start_matches(['*', '_']);
    // `dana [10:32 AM]:`
    let behind = ends.trim_start().strip_prefix(['[', '(']).map(after_time);
    let is_timed =
        behind.is_some_and(|behind| behind.starts_with(':') || ends.contains("]:") || ends.contains("):"));
    let is_marked = has_time || is_timed || speech.starts_with('@') || name.starts_with(char::is_lowercase);
    let is_named = name_length(name) > 0;
    is_named
        && ((speech.starts_with('<') && ends.starts_with('>'))
            || (is_marked && (ends.starts_with(':') || is_timed)))
}

/// Whether a line is only a name with a time of day: `Dana Ortiz  10:32 AM`.
fn names_speaker(line: &str) -> bool {
    let bare = |word: &'_ str| word.trim_matches(['[', ']', '(', ')', '*', '_']).to_owned();
    let mut words: Vec<String> = line.split_whitespace().take(6).map(bare).collect();
    words.pop_if(|word| ["am", "pm"].iter().any(|half| half.eq_ignore_ascii_case(word)));
    let Some((time, name)) = words.split_last() else { return false };
    let is_time = time.contains(':') && time.starts_with(|c: char| c.is_ascii_digit());
    // A line of a wrapped sentence may also end with a time.
    let is_name = match name {
        [one] => {
            !["at", "by", "from", "since", "to", "until"].iter().any(|word| word.eq_ignore_ascii_case(one))
        }
        _ => name.len() <= 3 && name.iter().all(|word| word.starts_with(char::is_uppercase)),
    };
    is_time && !name.is_empty() && is_name && name.iter().all(|word| name_length(word) == word.len())
}

/// What follows a time of day: `10:32 AM] `.
fn after_time(line: &str) -> &str {
    let is_time = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ']' | ')' | ' ' | '-');
    let rest = line.trim_start_matches(is_time);
    let halves = ["AM", "PM", "am", "pm"];
    let half = halves.iter().find_map(|half| rest.strip_prefix(half)).filter(|_| rest.len() < line.len());
    half.filter(|rest| !rest.starts_with(char::is_alphanumeric))
        .map_or(rest, |rest| rest.trim_start_matches(is_time))
}

fn name_length(text: &str) -> usize {
    text.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(text.len())
}

/// Whether a word is between single quotes; a single one may be an apostrophe.
fn is_quoted(text: Text, index: usize) -> bool {
    let (content, word) = (text.content(), text.bytes(index..index + 1));
    let from = content.floor_char_boundary(word.start.saturating_sub(FARTHEST));
    let to = content.floor_char_boundary((word.end + FARTHEST).min(content.len()));
    let (before, behind) = (&content[from..word.start], &content[word.end..to]);
    let before = before.rfind("\n\n").map_or(before, |end| &before[end..]);
    let behind = behind.find("\n\n").map_or(behind, |end| &behind[..end]);
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let opens = before.rmatch_indices(['\'', '‘', '’']).find_map(|(at, mark)| {
        let (left, right) = (before[..at].chars().next_back(), before[at + mark.len()..].chars().next());
        let is_apostrophe = is_letter(left) && is_letter(right.or(content[word.start..].chars().next()));
        let is_open = mark != "’" && !is_letter(left) && right.is_none_or(|c| !c.is_whitespace());
        (!is_apostrophe).then_some(is_open)
    });
    let closes = behind
        .match_indices(['\'', '’'])
        .any(|(at, mark)| !is_letter(behind[at + mark.len()..].chars().next()));
    opens == Some(true) && closes
}

/// `!!` after a word; elsewhere it is code or a history expansion.
fn shouts(file: &RuleContext, text: Text, findings: &mut Findings) {
    for index in 1..=text.len() {
        if text.gap(index).starts_with("!!") && !is_chat(text, index - 1) && !is_quoted(text, index - 1) {
            let word = text.bytes(index - 1..index);
            let marks = text.gap(index).bytes().take_while(|b| *b == b'!').count();
            let message =
                format!("`{}` shouts instead of describing", &text.content()[word.start..word.end + marks]);
            findings.push(|new| new.at(file.part(text, word.start..word.end + marks), message).help(HELP));
        }
    }
}

/// Words that judge, where a fact would be enough.
const ANIMATED: &[&str] = &[
    "absurd",
    "absurdly",
    "appalling",
    "appallingly",
    "atrocious",
    "crazy",
    "disgraceful",
    "embarrassing",
    "embarrassingly",
    "foolish",
    "foolishly",
    "horrendous",
    "horrible",
    "horribly",
    "horrific",
    "idiotic",
    "incompetence",
    "incompetent",
    "inexcusable",
    "insane",
    "insanely",
    "laughable",
    "ludicrous",
    "obviously",
    "outrageous",
    "pathetic",
    "ridiculous",
    "ridiculously",
    "shameful",
    "sloppy",
    "stupid",
    "stupidly",
    "terrible",
    "terribly",
    "unbelievable",
    "unbelievably",
];
