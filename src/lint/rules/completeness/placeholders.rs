//! Placeholders that were never filled in.

use crate::lint::prose::{List, Phrases};
use crate::lint::registry::rule;
use crate::lint::{File, Findings};

rule!(PLACEHOLDER_LEFT = "placeholder-left", Completeness, Info Error Error, left);

static PHRASES: Phrases = Phrases::new(List::Placeholders);

fn left(file: &File, findings: &mut Findings) {
    let custom = file.word_list(findings.rule());
    for text in file.all_texts() {
        for words in PHRASES.find(text, custom) {
            let message = format!("`{}` is left in `{}`", text.slice(words.clone()), text.place.field());
            let help = "write what is meant, or remove the field; a subject of that name goes into backticks";
            findings.push(|new| new.at(file.words(text, words), message).help(help));
        }
    }
}
