//! What an action says of itself at its ends: `[OPS-12] …`, `… (Owner: Kim)`, `… – @max – due 2021-08-01`,
//! `… – **Done**`, `… ([Issue](https://…))`.

use super::Action;
use super::column::Column;
use super::names::{self, is_key, is_ticket, status_of};
use crate::import::label::unescape;
use crate::import::work::Work;

/// No action has more remarks than this.
const MOST: usize = 6;
const SEPARATORS: &[&str] = &[" - ", " – ", " — ", " | ", "; "];
const BEFORE_DAYS: &[&str] = &["due by ", "due on ", "due ", "by ", "eta "];
const BEFORE_OWNERS: &[&str] = &["owned by ", "assigned to ", "owner "];

/// Words before a name that is not the owner's.
const NEEDS_NAME: &[&str] = &["with", "by", "to", "and", "from", "for", "of", "ask", "cc", "or", "at", "on"];
/// Words after `done` that say when or how.
const AFTER_DONE: &[&str] = &["as of ", "during ", "on ", "in ", "by ", "with ", "before ", "after "];

/// `text **(done)**` as `text (done)`
fn without_emphasis(text: &str) -> String {
    for mark in ["**", "__", "*", "_"] {
        if let Some((before, inside)) =
            text.strip_suffix(mark).and_then(|text| text.rsplit_once(&format!("{mark}(")))
            && inside.ends_with(')')
        {
            return format!("{before}({inside}");
        }
    }
    text.to_owned()
}

/// `done during this incident`
fn done_with_remark(text: &str) -> Option<&'static str> {
    let (word, more) = text.split_once(' ')?;
    let is_remark = AFTER_DONE.iter().any(|start| more.starts_with(start)) && more.split(' ').count() <= 5;
    status_of(word).filter(|status| *status == "done" && is_remark)
}

/// `[OPS-12](https://…) - text`, `https://… - text`: the link to a ticket before the text. Its name, address, and the text.
fn leading_link(text: &str) -> Option<(&str, &str, &str)> {
    let (name, address, rest) = if let Some(inside) = text.strip_prefix('[') {
        let (name, rest) = inside.split_once("](")?;
        let (address, rest) = rest.split_once(')')?;
        (name, address, rest)
    } else {
        let bare = text.strip_prefix('<').unwrap_or(text);
        let end = bare.find([' ', '>', '\n'])?;
        ("", &bare[..end], bare[end..].trim_start_matches('>'))
    };
    let address = address.trim_end_matches([':', ',']);
    let rest = rest.trim_start();
    let divided = ["-", "–", "—", ":"].iter().find_map(|mark| rest.strip_prefix(mark));
    let text = divided.or_else(|| is_key(name).then_some(rest))?.trim();
    let is_link = address.starts_with("http")
        && !address.contains(' ')
        && (is_ticket(address) || is_key(name))
        && name.split_whitespace().count() <= 2
        && text.chars().any(char::is_alphanumeric);
    is_link.then_some((name, address, text))
}

/// `OPS-12: text`, `DONE: text`: a key or a word in capitals before the text, and the text.
fn leading_word(text: &str) -> Option<(&str, &str)> {
    let end = text.find([':', '-'])?;
    // The `-` inside a key does not end it.
    let end = text[end..]
        .find([':', ' '])
        .map(|more| end + more)
        .filter(|_| text[end..].starts_with('-'))
        .unwrap_or(end);
    let (word, rest) = text.split_at(end);
    let rest = rest
        .strip_prefix(':')
        .or_else(|| rest.strip_prefix(" - "))
        .or_else(|| rest.strip_prefix(" – "))?
        .trim();
    let is_word = !rest.is_empty() && word.len() <= 20 && word.to_uppercase() == word;
    is_word.then_some((word, rest))
}

/// `… : https://…`, `… <https://…>`: an address at the end.
fn address_at_end(action: &mut Action, text: &str) -> Option<String> {
    let start = text.rfind("http").filter(|start| *start > 0)?;
    let address = text[start..].trim_end_matches('>');
    let before = text[..start].trim_end_matches('<').trim_end();
    let is_ticket = action.ticket.is_empty()
        && !address.contains([' ', ')', ']', '"', '>'])
        && is_ticket(address)
        && text[..start].ends_with([' ', '<'])
        && before.chars().any(char::is_alphanumeric);
    if !is_ticket {
        return None;
    }
    address.clone_into(&mut action.ticket);
    Some(before.trim_end_matches([':', '-', '–', '—', '(', ' ']).to_owned())
}

/// `… @kim`, `… @Kim Lee`
fn mention_at_end(action: &mut Action, text: &str) -> Option<String> {
    let (before, name) = text.rsplit_once(" @")?;
    let mut words = name.split(' ');
    let is_word =
        |word: &str| !word.is_empty() && word.chars().all(|c| c.is_alphanumeric() || "-_.".contains(c));
    let is_name = words.next().is_some_and(is_word)
        && words.all(|word| word.starts_with(char::is_uppercase) && is_word(word))
        && name.split(' ').count() <= 2;
    // `Talk to @kim` is what is to be done.
    let last = before.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let is_apart = !before.ends_with(['/', ',', '&']) && !NEEDS_NAME.contains(&&*last);
    if !is_name || !is_apart || !action.owner.is_empty() || before.trim().is_empty() {
        return None;
    }
    action.owner = vec![format!("@{name}")];
    Some(before.trim_end().to_owned())
}

/// `owner=kim`
fn is_pair(text: &str) -> bool {
    let is_name = |name: &str| !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || c == '_');
    text.split_once('=').is_some_and(|(name, value)| is_name(name) && !value.contains('='))
}

impl Work<'_> {
    /// The text without the remarks that fields hold.
    pub(super) fn tails(&mut self, action: &mut Action, text: &str, are_names: bool) -> String {
        let mut text = self.remark_before(action, text.trim().to_owned());
        for _ in 0..MOST {
            let end = text.trim_end().trim_end_matches(['.', ',', ';']).trim_end().to_owned();
            let shorter = self
                .link_at_end(action, &end)
                .or_else(|| self.bracket_at_end(action, &end, are_names))
                .or_else(|| address_at_end(action, &end))
                .or_else(|| mention_at_end(action, &end))
                .or_else(|| self.remark_at_end(action, &end, are_names));
            match shorter {
                Some(shorter) => text = shorter,
                None => break,
            }
        }
        text
    }

    fn remark_before(&mut self, action: &mut Action, text: String) -> String {
        if let Some((name, address, rest)) = leading_link(&text).filter(|_| action.ticket.is_empty()) {
            self.spend(action.line, name, "actions.ticket");
            address.clone_into(&mut action.ticket);
            return rest.to_owned();
        }
        if let Some((word, rest)) =
            leading_word(&text).filter(|_| action.status.is_empty() || action.status == "open")
        {
            let is_key = is_key(word) && action.ticket.is_empty();
            if is_key || status_of(&word.to_lowercase()).is_some() && self.remark(action, word) {
                if is_key {
                    word.clone_into(&mut action.ticket);
                }
                return rest.to_owned();
            }
        }
        let bare = text.strip_prefix("**[").or_else(|| text.strip_prefix('['));
        let Some((key, rest)) = bare.and_then(|text| text.split_once(']')) else { return text };
        if rest.starts_with('(') || key.len() >= 30 || !self.remark(action, key) {
            return text;
        }
        let rest = if text.starts_with("**[") { rest.strip_prefix("**").unwrap_or(rest) } else { rest };
        rest.trim_start_matches([':', ' ', '-']).to_owned()
    }

    /// `([Issue](https://…))` or a link at the end: the ticket. A title that is one link keeps its words.
    fn link_at_end(&mut self, action: &mut Action, text: &str) -> Option<String> {
        let start = text.rfind('[').filter(|_| text.ends_with(')'))?;
        let (name, address) = text[start + 1..].split_once("](")?;
        let address = address.trim_end_matches(')');
        let is_short = name.split_whitespace().count() <= 2;
        let is_whole = start == 0;
        if !address.starts_with("http")
            || address.contains([' ', '('])
            || !is_ticket(address)
            || !action.ticket.is_empty()
            || !(is_short || is_whole)
        {
            return None;
        }
        address.clone_into(&mut action.ticket);
        if is_whole {
            return Some(name.to_owned());
        }
        self.spend(action.line, name, "actions.ticket");
        let before = text[..start].trim_end().trim_end_matches('(');
        Some(before.trim_end_matches([' ', '-', '–', '—', ':']).to_owned())
    }

    fn bracket_at_end(&mut self, action: &mut Action, text: &str, are_names: bool) -> Option<String> {
        let text = &without_emphasis(text);
        let start = match text.chars().next_back()? {
            ')' => text.rfind('(').filter(|at| !text[..*at].ends_with(']')),
            ']' => text.rfind('['),
            _ => None,
        };
        let start = start.filter(|start| *start > 0)?;
        let inside = &text[start + 1..text.len() - 1];
        let before = || Some(text[..start].trim_end().to_owned());
        if self.remarks(action, inside) {
            return before();
        }
        let is_shouted = inside.to_uppercase() == inside;
        if action.owner.is_empty() && names::are_names(inside) && (are_names || is_shouted) {
            action.owner = inside.split([',', '/', '&']).map(|name| name.trim().to_owned()).collect();
            return before();
        }
        None
    }

    /// Takes one remark or several: `Owner: Kim, due: 2024-05-30`.
    fn remarks(&mut self, action: &mut Action, text: &str) -> bool {
        if text.contains(", ") {
            let parts: Vec<&str> = text.split([',', ';']).map(str::trim).collect();
            let (mut trial, spent) = (action.clone(), self.account.spent.len());
            if parts.iter().all(|part| self.remark(&mut trial, part)) {
                *action = trial;
                return true;
            }
            self.account.spent.truncate(spent);
            if parts.iter().all(|part| is_pair(part)) {
                return self.pairs(action, &parts);
            }
        }
        self.remark(action, text)
    }

    /// `owner=kim, priority=high`: what no field holds is kept as `priority: high`.
    fn pairs(&mut self, action: &mut Action, parts: &[&str]) -> bool {
        let parts = parts.iter().filter_map(|part| part.split_once('='));
        for (name, value) in parts {
            let is_empty = value.trim().is_empty();
            if is_empty || self.labelled_field(action, &format!("{name}: {value}")) {
                self.spend(action.line, name, "actions");
            } else {
                action.add(&format!("{name}: {value}"));
            }
        }
        true
    }

    fn remark_at_end(&mut self, action: &mut Action, text: &str, are_names: bool) -> Option<String> {
        let places = SEPARATORS.iter().filter_map(|mark| text.rfind(mark).map(|at| (at, mark.len())));
        let (at, length) = places.max()?;
        // There must be something before the mark that can be done.
        let before = text[..at].trim_end();
        let remark = &text[at + length..];
        if before.is_empty() {
            return None;
        }
        if are_names && action.owner.is_empty() && names::are_names(remark) {
            action.owner = remark.split([',', '/', '&']).map(|name| name.trim().to_owned()).collect();
            return Some(before.to_owned());
        }
        self.remarks(action, remark).then(|| before.to_owned())
    }

    /// Takes one remark on an action, if a field can hold it.
    fn remark(&mut self, action: &mut Action, written: &str) -> bool {
        let text = unescape(written.trim().trim_matches(['*', '_', '`', '.', ' ']));
        let lower = text.to_ascii_lowercase();
        if let Some(status) = status_of(&lower).or_else(|| done_with_remark(&lower)) {
            if action.status.is_empty() || action.status == "open" {
                status.clone_into(&mut action.status);
            }
            self.spend(action.line, written, "actions.status");
            return true;
        }
        if self.labelled_field(action, &text) {
            return true;
        }
        let after = |starts: &[&str]| starts.iter().find_map(|start| lower.strip_prefix(start)).map(str::len);
        if let Some(length) = after(BEFORE_DAYS) {
            let (before, day) = text.split_at(text.len().saturating_sub(length));
            if self.set(action, Column::Due, day) {
                self.spend(action.line, before, "actions.due");
                return true;
            }
        }
        if self.remark_on_owner(action, &text, after(BEFORE_OWNERS)) {
            return true;
        }
        let is_address = text.starts_with("http") && !text.contains(' ') && is_ticket(&text);
        if (is_key(&text) || is_address) && action.ticket.is_empty() {
            action.ticket = text;
            return true;
        }
        text.len() == 2
            && action.priority.is_empty()
            && self.set(action, Column::Priority, &text)
            && !action.priority.is_empty()
    }

    /// `@kim`, `owned by Kim`; `length` is how much of the text names the owner, where words say that it does.
    fn remark_on_owner(&mut self, action: &mut Action, text: &str, length: Option<usize>) -> bool {
        let (before, owner) = text.split_at(text.len().saturating_sub(length.unwrap_or(text.len())));
        let names: Vec<&str> =
            owner.split([',', '/', '&']).map(str::trim).filter(|name| !name.is_empty()).collect();
        let is_handle = |name: &&str| name.starts_with('@') && !name.contains(' ') && name.len() > 2;
        if !action.owner.is_empty() || names.is_empty() || length.is_none() && !names.iter().all(is_handle) {
            return false;
        }
        action.owner = names.iter().map(|name| (*name).to_owned()).collect();
        self.spend(action.line, before, "actions.owner");
        true
    }
}
