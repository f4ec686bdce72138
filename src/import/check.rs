//! The proof that no word is lost, by a reader of its own: each word of the report is in the file, in a comment of it, or
//! among what became a value. It knows nothing of how the file was made.

use super::account::Account;
use super::fields::KEPT;
use crate::document::Document;
use std::collections::HashMap;

/// Elements of HTML that are marks and not words.
const TAGS: &[&str] = &[
    "table", "thead", "tbody", "tr", "td", "th", "p", "ul", "ol", "li", "br", "div", "span", "details",
    "summary", "i", "b", "em", "strong", "a", "img", "hr", "sub", "sup", "code", "pre", "kbd", "u", "center",
    "font", "colgroup", "col", "input", "label",
];
const ENTITIES: &[(&str, &str)] =
    &[("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&nbsp;", " "), ("&#39;", "'"), ("&amp;", "&")];
/// No tag is longer.
const LONGEST_TAG: usize = 2000;
/// How many lost words are named.
const NAMED: usize = 8;

/// How often each word is there.
type Count = HashMap<String, usize>;

/// Words of a report that are nowhere in what was made of it.
pub(super) fn lost(report: &str, document: &Document, account: &Account) -> Vec<String> {
    let mut had = Count::new();
    for text in document.texts() {
        // `1. Cause` may have been a heading: only in the report a number is the mark of a list.
        add(&mut had, &without_emphasis(without_tags(text)));
    }
    for line in document.comment_lines() {
        if let Some(text) = line.strip_prefix(KEPT) {
            add(&mut had, text);
        }
    }
    for spent in &account.spent {
        add(&mut had, &without_emphasis(without_tags(&spent.text)));
    }
    let mut lost = Vec::new();
    let mut wanted = Count::new();
    add(&mut wanted, &without_marks(report));
    let mut wanted: Vec<_> = wanted.into_iter().collect();
    wanted.sort_unstable();
    for (word, times) in wanted {
        if had.get(&word).copied().unwrap_or(0) < times {
            lost.push(word);
        }
    }
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

/// A text without what is markup: numbers of lists, marks of tasks, tags, emphasis inside words.
fn without_marks(text: &str) -> String {
    let text = without_tags(text);
    let mut out = String::with_capacity(text.len());
    for line in text.split('\n') {
        out.push_str(without_number(line.trim_end_matches('\r')));
        out.push('\n');
    }
    without_emphasis(out)
}

/// `re**start**ed` is one word wherever the emphasis is.
fn without_emphasis(mut text: String) -> String {
    text.retain(|c| !matches!(c, '*' | '`' | '\\' | '~'));
    text
}

/// A line without the marks of its items, their numbers among them, and without the mark of its task.
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
        match end.filter(|end| tag[*end..].starts_with('>')) {
            Some(end) => {
                out.push(' ');
                rest = &rest[open + 1 + end + 1..];
            }
            None => {
                out.push(' ');
                rest = &rest[open + 1..];
            }
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
