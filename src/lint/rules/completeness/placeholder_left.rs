//! Placeholders that were not filled in.

use crate::lint::prose::{Kind, List, Text};
use crate::lint::rule::{OF_WORD_LIST, Scope, rule};
use crate::lint::words::is_one_of;
use crate::lint::{Findings, HINTS, RuleContext};
use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

rule!(
    PLACEHOLDER_LEFT = "placeholder-left",
    Completeness,
    Info Error Error,
    left,
    phrases: &[List::new(HINTS), List::new(LAST_WORDS)],
    options: OF_WORD_LIST,
    supersedes: &[
        (Scope::Field, &["impact-unquantified", "owner-missing"]),
        (Scope::Value, &["unknown-severity", "unknown-service"]),
    ],
);

/// The whole text of a list item that was copied from a template.
const WHOLE_ITEMS: &[&str] = &[
    "",
    "another item",
    "another one",
    "item",
    "item 1",
    "item 2",
    "item 3",
    "first item",
    "second item",
    "third item",
    "action item",
    "action item 1",
    "lesson",
    "lesson 1",
    "...",
    "…",
    "-",
    "*",
];

/// Ends of texts that ask for another text. They begin with common words, for which most texts would have to be read.
const WHOLE_ENDS: &[&str] =
    &["to be determined", "to be decided", "to be confirmed", "description goes here", "text goes here"];

/// The last words of these, which few texts have.
const LAST_WORDS: &[&str] = &["determined", "decided", "confirmed", "here"];

/// First words of `<add name here>` and `[add details]`.
const ASKING: &[&str] = &[
    "add", "insert", "enter", "describe", "fill", "put", "write", "list", "explain", "specify", "replace",
    "your",
];

/// A longer text between `<` and `>` is not a placeholder.
const LONGEST: usize = 80;

const HELP: &str = "write the text, or remove the field; if the word is meant literally, put it in backticks";

fn left(file: &RuleContext, findings: &mut Findings) {
    let [phrases, last_words] = file.phrases(findings);
    let written = OnceCell::new();
    for text in file.all_texts() {
        for words in phrases.find(text) {
            report(file, text, text.bytes(words), findings);
        }
        if text.may_hold_template() && text.content().contains('<') {
            asked(file, text, findings);
        }
        let may_ask = last_words.may_be_in(text) || text.content().trim_start().starts_with('[');
        if may_ask && let Some(bytes) = asked_at_end(text.content()) {
            report(file, text, bytes, findings);
        }
        if is_item(text) && is_whole_placeholder(text.content()) && !is_all(file, text, &written) {
            let message = match text.content().trim() {
                "" => format!("an item of `{}` is empty", text.place.field()),
                item => format!("`{item}` is left in `{}`", text.place.field()),
            };
            findings.push(|new| new.at(file.document.value(&text.place.path()), message).help(HELP));
        }
        let items = if text.may_hold_template() { empty_items(text.content()) } else { Vec::new() };
        for bytes in items {
            let message = format!("a list in `{}` has an empty item", text.place.field());
            findings.push(|new| new.at(file.part(text, bytes), message).help("write it, or delete the line"));
        }
    }
}

fn report(file: &RuleContext, text: Text, bytes: Range<usize>, findings: &mut Findings) {
    let message = format!("`{}` is left in `{}`", &text.content()[bytes.clone()], text.place.field());
    findings.push(|new| new.at(file.part(text, bytes), message).help(HELP));
}

fn is_item(text: Text) -> bool {
    let is_of_list = matches!(text.kind, Kind::Cause | Kind::Factor | Kind::Why | Kind::Lesson | Kind::Luck);
    is_of_list || matches!(text.kind, Kind::Event | Kind::ActionTitle)
}

/// Whether there are only empty items: then another rule reports the field as missing. `written` are the fields with
/// content, looked up once: a hostile file has a million empty items.
fn is_all<'f>(file: &'f RuleContext, text: Text, written: &OnceCell<HashSet<&'f str>>) -> bool {
    let is_empty = |text: &Text| text.content().trim().is_empty();
    let fields = || file.all_texts().filter(|text| !is_empty(text)).map(|text| text.place.field()).collect();
    is_empty(&text) && !written.get_or_init(fields).contains(text.place.field())
}

fn is_whole_placeholder(content: &str) -> bool {
    let longest = 16;
    let bare = content.trim().trim_end_matches(['.', ':']);
    let bare = if bare.is_empty() { content.trim() } else { bare };
    bare.len() < longest && WHOLE_ITEMS.iter().any(|item| item.eq_ignore_ascii_case(bare))
}

/// `<add name here>`, outside of code and comments.
fn asked(file: &RuleContext, text: Text, findings: &mut Findings) {
    for index in 0..=text.len() {
        let gap = text.gap(index);
        let start = text.content().len().min(gap.as_ptr().addr() - text.content().as_ptr().addr());
        // What follows a backtick or the start of a comment is not the report's own text.
        let own = gap.find('`').into_iter().chain(gap.find("<!--")).min().unwrap_or(gap.len());
        for (at, _) in gap[..own].match_indices('<') {
            if let Some(length) = asking(&gap[at..]) {
                report(file, text, start + at..start + at + length, findings);
            }
        }
    }
}

/// The end of a text, or all of it, that asks for another text: `To be determined.`, `[add details]`.
fn asked_at_end(content: &str) -> Option<Range<usize>> {
    let bare = content.trim().trim_end_matches('.');
    let start = bare.as_ptr().addr() - content.as_ptr().addr();
    if let Some(words) = bare.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        let asks = asking(&format!("<{words}>")).is_some();
        return asks.then_some(start..start + bare.len());
    }
    let ends_with = |end: &&&str| {
        let at = bare.len().checked_sub(end.len()).filter(|at| bare.is_char_boundary(*at));
        at.is_some_and(|at| {
            bare[at..].eq_ignore_ascii_case(end) && !bare[..at].ends_with(char::is_alphanumeric)
        })
    };
    let end = WHOLE_ENDS.iter().find(ends_with)?;
    // `The cost is still to be determined` states what is known.
    let is_all =
        bare.len() == end.len() || bare[..bare.len() - end.len()].trim_end().ends_with([':', '-', '–', '—']);
    is_all.then(|| start + bare.len() - end.len()..start + bare.len())
}

/// The length of the request at the start of a text.
fn asking(text: &str) -> Option<usize> {
    let end = text.bytes().take(LONGEST).position(|b| b == b'>')?;
    let words = &text[1..end];
    let first = words.split(' ').next().filter(|first| first.len() < words.len())?;
    let last = words.rsplit(' ').next().unwrap_or_default();
    let is_name = is_one_of(&["name", "number", "date", "time"], first) && words.contains(" of ");
    let asks = is_one_of(ASKING, first) || is_name || is_one_of(&["name", "here"], last);
    (asks && !words.contains(['=', '\n', '/', '<'])).then_some(end + 1)
}

/// Lines of a list that are only an item mark.
fn empty_items(content: &str) -> Vec<Range<usize>> {
    let (mut found, mut at, mut may_be_item, mut is_code) = (Vec::new(), 0, true, false);
    if !content.contains('\n') {
        return found;
    }
    for line in content.split('\n') {
        let bare = line.trim();
        is_code ^= bare.starts_with("```") || bare.starts_with("~~~");
        let is_mark = matches!(bare, "-" | "*" | "+");
        if is_mark && may_be_item && !is_code {
            let start = at + line.len() - line.trim_start().len();
            found.push(start..start + bare.len());
        }
        // Below a paragraph, `-` turns it into a heading.
        may_be_item =
            is_mark || bare.is_empty() || ["- ", "* ", "+ "].iter().any(|mark| bare.starts_with(mark));
        at += line.len() + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{LAST_WORDS, WHOLE_ENDS};

    /// A text without any of these words is not looked at for such an end.
    #[test]
    fn every_end_has_one_of_the_last_words() {
        for end in WHOLE_ENDS {
            assert!(LAST_WORDS.iter().any(|word| end.ends_with(word)), "{end}");
        }
    }
}
