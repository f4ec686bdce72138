//! What an action says of itself at its ends: `[OPS-12] …`, `… (Owner: Kim)`, `… – @max – due 2021-08-01`,
//! `… – **Done**`, `… ([Issue](https://…))`.

use super::Action;
use super::column::Column;
use super::names::{self, is_key, is_ticket, status_of};
use crate::import::label::unescape;
use crate::import::work::Work;

/// More remarks than an action has.
const MOST: usize = 6;
const SEPARATORS: &[&str] = &[" - ", " – ", " — ", " | ", "; "];
const BEFORE_DAYS: &[&str] = &["due by ", "due on ", "due ", "by ", "eta "];
const BEFORE_OWNERS: &[&str] = &["owned by ", "assigned to ", "owner "];

impl Work<'_> {
    /// The text without the remarks that fields hold.
    pub(super) fn tails(&mut self, action: &mut Action, text: &str, are_names: bool) -> String {
        let mut text = self.remark_before(action, text.trim().to_owned());
        for _ in 0..MOST {
            let end = text.trim_end().trim_end_matches(['.', ',', ';']).trim_end().to_owned();
            let shorter = self
                .link_at_end(action, &end)
                .or_else(|| self.bracket_at_end(action, &end, are_names))
                .or_else(|| self.remark_at_end(action, &end));
            match shorter {
                Some(shorter) => text = shorter,
                None => break,
            }
        }
        text
    }

    fn remark_before(&mut self, action: &mut Action, text: String) -> String {
        let Some((key, rest)) = text.strip_prefix('[').and_then(|text| text.split_once(']')) else {
            return text;
        };
        if rest.starts_with('(') || key.len() >= 30 || !self.remark(action, key) {
            return text;
        }
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
        let start = match text.chars().next_back()? {
            ')' => text.rfind('(').filter(|at| !text[..*at].ends_with(']')),
            ']' => text.rfind('['),
            _ => None,
        };
        let start = start.filter(|start| *start > 0)?;
        let inside = &text[start + 1..text.len() - 1];
        let before = || Some(text[..start].trim_end().to_owned());
        if inside.contains(", ") {
            let parts: Vec<&str> = inside.split([',', ';']).map(str::trim).collect();
            let (mut trial, spent) = (action.clone(), self.account.spent.len());
            if parts.iter().all(|part| self.remark(&mut trial, part)) {
                *action = trial;
                return before();
            }
            self.account.spent.truncate(spent);
        }
        if self.remark(action, inside) {
            return before();
        }
        let is_shouted = inside.to_uppercase() == inside;
        if action.owner.is_empty() && names::are_names(inside) && (are_names || is_shouted) {
            action.owner = inside.split([',', '/', '&']).map(|name| name.trim().to_owned()).collect();
            return before();
        }
        None
    }

    fn remark_at_end(&mut self, action: &mut Action, text: &str) -> Option<String> {
        let places = SEPARATORS.iter().filter_map(|mark| text.rfind(mark).map(|at| (at, mark.len())));
        let (at, length) = places.max()?;
        // Before the mark there must be something that is done.
        let before = text[..at].trim_end();
        (!before.is_empty() && self.remark(action, &text[at + length..])).then(|| before.to_owned())
    }

    /// Takes one remark on an action, if it is one that a field holds.
    fn remark(&mut self, action: &mut Action, written: &str) -> bool {
        let text = unescape(written.trim().trim_matches(['*', '_', '`', '.', ' ']));
        let lower = text.to_ascii_lowercase();
        if let Some(status) = status_of(&lower) {
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
        if is_key(&text) && action.ticket.is_empty() {
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
