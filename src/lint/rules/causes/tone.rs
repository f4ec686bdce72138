//! Words that judge where the text could describe.

use crate::lint::prose::{Kind, List, Text};
use crate::lint::rule::{OF_WORD_LIST, rule};
use crate::lint::{Findings, RuleContext};

rule!(
    ANIMATED_LANGUAGE = "animated-language",
    Causes,
    Info Info Info,
    animated,
    phrases: &[List::new(ANIMATED)],
    options: OF_WORD_LIST,
);

/// What the report does not say itself: a message was sent as it was.
const QUOTED: &[Kind] = &[Kind::Communication, Kind::Name, Kind::Address];

const HELP: &str = "write the fact behind it: what happened, how long, how many";

fn animated(file: &RuleContext, findings: &mut Findings) {
    let [phrases] = file.phrases(findings);
    for text in file.texts_but(QUOTED) {
        for words in phrases.find(text).into_iter().filter(|words| !is_chat(text, words.start)) {
            let message = format!("`{}` judges where the text could describe", text.slice(words.clone()));
            findings.push(|new| new.at(file.words(text, words), message).help(HELP));
        }
        if text.content().contains("!!") {
            shouts(file, text, findings);
        }
    }
}

/// How far before a word the line may begin that says who speaks.
const FARTHEST: usize = 500;

/// Whether the line of a word is one of a chat: `<dana> …`, `[10:32] dana: …`, `@dana: …`.
fn is_chat(text: Text, index: usize) -> bool {
    let at = text.bytes(index..index + 1).start;
    let content = text.content();
    // Whoever speaks is named soon before; a bound for hostile texts of one line.
    let from = content.floor_char_boundary(at.saturating_sub(FARTHEST));
    let Some(start) = content[from..at].rfind('\n').map(|end| from + end + 1).or((from == 0).then_some(0))
    else {
        return false;
    };
    let line = content[start..at].trim_start_matches([' ', '-', '*', '>', '[', '(']);
    let is_time = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ']' | ')' | ' ' | '-');
    let speech = line.trim_start_matches(is_time).trim_start_matches(['*', '_']);
    let has_time = line.len() > speech.len() && line[..line.len() - speech.len()].contains(':');
    let name = speech.trim_start_matches(['<', '@']);
    let length =
        name.find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))).unwrap_or(name.len());
    let ends = name[length..].trim_start_matches(['*', '_']);
    let is_marked = has_time || speech.starts_with('@') || name.starts_with(char::is_lowercase);
    length > 0 && ((speech.starts_with('<') && ends.starts_with('>')) || (is_marked && ends.starts_with(':')))
}

/// `!!` behind a word; elsewhere it is code or a history expansion.
fn shouts(file: &RuleContext, text: Text, findings: &mut Findings) {
    for index in 1..=text.len() {
        if text.gap(index).starts_with("!!") && !is_chat(text, index - 1) {
            let word = text.bytes(index - 1..index);
            let marks = text.gap(index).bytes().take_while(|b| *b == b'!').count();
            let message = format!(
                "`{}` shouts where the text could describe",
                &text.content()[word.start..word.end + marks]
            );
            findings.push(|new| new.at(file.part(text, word.start..word.end + marks), message).help(HELP));
        }
    }
}

/// Words that judge where a fact would do.
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
