//! Words that judge where the text could describe.

use crate::lint::prose::{Kind, List, Phrases, Text};
use crate::lint::registry::rule;
use crate::lint::{File, Findings};

rule!(ANIMATED_LANGUAGE = "animated-language", Causes, Info Info Info, animated);

static PHRASES: Phrases = Phrases::new(List::Animated);

/// What the report does not say itself: a message was sent as it was.
const QUOTED: &[Kind] = &[Kind::Communication, Kind::Name, Kind::Address];

const HELP: &str = "write the fact behind it: what happened, how long, how many";

fn animated(file: &File, findings: &mut Findings) {
    let custom = file.word_list(findings.rule());
    for text in file.texts_but(QUOTED) {
        for words in PHRASES.find(text, custom) {
            let message = format!("`{}` judges where the text could describe", text.slice(words.clone()));
            findings.push(|new| new.at(file.words(text, words), message).help(HELP));
        }
        if text.content().contains("!!") {
            shouts(file, text, findings);
        }
    }
}

/// `!!` behind a word; elsewhere it is code or a history expansion.
fn shouts(file: &File, text: Text, findings: &mut Findings) {
    for index in 1..=text.len() {
        if text.gap(index).starts_with("!!") {
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
