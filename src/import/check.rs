//! An independent check that no word is lost: each word of the report is in the file, in a comment of the file, or among
//! what became a value. It knows nothing about how the file was made.

use super::account::Account;
use super::fields::KEPT;
use crate::document::Document;
use std::collections::HashMap;

/// HTML elements that are markup, not words.
const TAGS: &[&str] = &[
    "table", "thead", "tbody", "tr", "td", "th", "p", "ul", "ol", "li", "br", "div", "span", "details",
    "summary", "i", "b", "em", "strong", "a", "img", "hr", "sub", "sup", "code", "pre", "kbd", "u", "center",
    "font", "colgroup", "col", "input", "label",
];
const ENTITIES: &[(&str, &str)] = &[
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&nbsp;", " "),
    ("&#x20;", " "),
    ("&#39;", "'"),
    ("&amp;", "&"),
];
/// No tag is longer.
const LONGEST_TAG: usize = 2000;
/// How many lost words are named.
const NAMED: usize = 8;

/// How often each word occurs.
type Count = HashMap<String, usize>;

/// Words of a report that are nowhere in the result.
pub(super) fn lost(report: &str, document: &Document, account: &Account) -> Vec<String> {
    // `re**start**ed` is one word, and `PM**10:15**` are two: what is lost is missing either way.
    let lost = lost_by(report, document, account, "");
    if lost.is_empty() { lost } else { lost_by(report, document, account, " ") }
}

/// The same, with each emphasis mark replaced by `mark`.
fn lost_by(report: &str, document: &Document, account: &Account, mark: &str) -> Vec<String> {
    let bare = |text: &str| without_emphasis(&without_tags(text), mark);
    let mut had = Count::new();
    // `1. Cause` may have been a heading, so only in the report is a number a list marker.
    for text in document.texts() {
        add(&mut had, &bare(text));
    }
    for line in document.comment_lines() {
        if let Some(text) = line.strip_prefix(KEPT) {
            add(&mut had, &bare(text));
        }
    }
    for spent in &account.spent {
        add(&mut had, &bare(&spent.text));
    }
    let mut wanted = Count::new();
    add(&mut wanted, &without_emphasis(&without_numbers(&without_tags(report)), mark));
    let is_lost = |(word, times): &(String, usize)| had.get(word).copied().unwrap_or(0) < *times;
    let mut lost: Vec<String> = wanted.into_iter().filter(is_lost).map(|(word, _)| word).collect();
    lost.sort_unstable();
    lost.truncate(NAMED);
    lost
}

fn add(count: &mut Count, text: &str) {
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        match count.get_mut(word) {
            Some(times) => *times += 1,
            None => _ = count.insert(word.to_owned(), 1),
        }
    }
}

/// A text without its list markers.
fn without_numbers(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split('\n') {
        out.push_str(without_number(line.trim_end_matches('\r')));
        out.push('\n');
    }
    out
}

fn without_emphasis(text: &str, mark: &str) -> String {
    text.replace(['*', '`', '\\', '~'], mark)
}

/// A line without list markers, numbers and task markers.
fn without_number(line: &str) -> &str {
    let mut rest = line;
    loop {
        let start = rest.trim_start_matches([' ', '\t', '>']);
        let bullet = start.strip_prefix(['-', '*', '+', '●', '•']);
        let digits = start.bytes().take_while(u8::is_ascii_digit).count();
        let number = start[digits..].strip_prefix(['.', ')']).filter(|_| digits > 0);
        let item = bullet.or(number).filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t']));
        let Some(item) = item else { return rest };
        let bare = item.trim_start();
        rest = ["[ ]", "[x]", "[X]"].iter().find_map(|mark| bare.strip_prefix(mark)).unwrap_or(item);
    }
}

fn without_tags(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        out.push_str(&rest[..open]);
        let tag = &rest[open + 1..];
        let tag = &tag[..tag.floor_char_boundary(LONGEST_TAG)];
        let name: String =
            tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).take(12).collect();
        let end = TAGS.contains(&&*name.to_lowercase()).then(|| tag.find(['>', '<', '\n'])).flatten();
        if let Some(end) = end.filter(|end| tag[*end..].starts_with('>')) {
            out.push(' ');
            rest = &rest[open + 1 + end + 1..];
        } else {
            out.push(' ');
            rest = &rest[open + 1..];
        }
    }
    out.push_str(rest);
    if out.contains('&') {
        for (entity, c) in ENTITIES {
            out = out.replace(entity, c);
        }
    }
    out
}
