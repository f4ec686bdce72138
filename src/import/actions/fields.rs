//! The fields of an action from what columns, labels and ends of lines say.

use super::Action;
use super::column::Column;
use super::item::MARKS;
use super::names::{is_key, status_of};
use crate::import::label::unescape;
use crate::import::work::Work;

/// Texts that say that there is no value.
const NONE: &[&str] = &["-", "—", "–", "n/a", "none", "tbd", "?", "na", "unassigned"];
const TYPES: &[&str] = &["prevent", "detect", "mitigate", "respond", "investigate", "repair"];

impl Work<'_> {
    /// Sets a field; `false` if it cannot hold the value.
    pub(super) fn set(&mut self, action: &mut Action, column: Column, value: &str) -> bool {
        let value = unescape(value.trim());
        let mut value = value.trim_matches(['*', '_']).trim();
        // The SRE book's template ends the cell of the bug with the status: `Bug 5554823 **TODO**`.
        if column == Column::Ticket
            && let Some((rest, word)) = value.rsplit_once(' ')
            && let Some(status) = status_of(&word.trim_matches('*').to_lowercase())
        {
            if action.status.is_empty() {
                status.clone_into(&mut action.status);
            }
            self.spend(action.line, word, "actions.status");
            value = rest.trim();
        }
        if value.is_empty() || NONE.contains(&&*value.to_lowercase()) {
            self.spend(action.line, value, "nothing: it says that there is none");
            return true;
        }
        match column {
            Column::Owner => {
                action.owner = value.split([',', '&']).map(|name| name.trim().to_owned()).collect();
                action.owner.retain(|name| !name.is_empty());
                true
            }
            Column::Due => self.set_due(action, value),
            Column::Status => self.set_status(action, value),
            Column::Ticket => self.set_ticket(action, value),
            Column::Priority => self.set_priority(action, value),
            Column::Type if TYPES.contains(&&*value.to_lowercase()) => {
                self.spend(action.line, value, "actions.type");
                action.kind = value.to_lowercase();
                true
            }
            Column::Id if value.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | ')' | '#')) => {
                self.spend(action.line, value, "its place in the list");
                true
            }
            Column::Id if value.len() < 20 && !value.contains(' ') && action.id.is_empty() => {
                value.clone_into(&mut action.id);
                true
            }
            _ => false,
        }
    }

    fn set_due(&mut self, action: &mut Action, value: &str) -> bool {
        let day =
            self.lead(value).filter(|lead| lead.is_alone() && !lead.has_clock() && lead.when.end.is_none());
        let day = day.and_then(|lead| lead.when.day);
        let Some(date) = day.and_then(|day| self.near(&day, self.base.map(|base| base.date))) else {
            return false;
        };
        action.due = date.to_string();
        self.spend(action.line, value, "actions.due");
        true
    }

    fn set_status(&mut self, action: &mut Action, value: &str) -> bool {
        if let Some((_, status)) = MARKS.iter().find(|(mark, _)| value.starts_with(mark)) {
            (*status).clone_into(&mut action.status);
            self.spend(action.line, value, "actions.status");
            return true;
        }
        // `**Done** (2024-05-30, in the release)`
        let (value, remark) = value.split_at(value.find(" (").unwrap_or(value.len()));
        let word = value.to_lowercase();
        // A mark in the column `Done`.
        let word = if word == "x" { "done".to_owned() } else { word };
        let Some(status) = status_of(word.trim_matches(|c: char| !c.is_alphanumeric())) else { return false };
        action.add(remark.trim_start());
        status.clone_into(&mut action.status);
        self.spend(action.line, value, "actions.status");
        true
    }

    fn set_ticket(&mut self, action: &mut Action, value: &str) -> bool {
        if !action.ticket.is_empty() {
            return false;
        }
        let value = value.strip_prefix('<').and_then(|value| value.strip_suffix('>')).unwrap_or(value);
        match value.strip_prefix('[').and_then(|value| value.split_once("](")) {
            Some((name, address)) => {
                let address = address.trim_end_matches(')');
                if address.contains(['(', ' ']) {
                    return false;
                }
                self.spend(action.line, name, "actions.ticket");
                address.clone_into(&mut action.ticket);
            }
            None if is_key(value) || value.starts_with("http") && !value.contains(' ') => {
                value.clone_into(&mut action.ticket);
            }
            None => return false,
        }
        true
    }

    fn set_priority(&mut self, action: &mut Action, value: &str) -> bool {
        let word = value.to_uppercase();
        if !matches!(&*word, "P0" | "P1" | "P2" | "P3" | "P4") {
            return false;
        }
        self.spend(action.line, value, "actions.priority");
        action.priority = word;
        true
    }
}
