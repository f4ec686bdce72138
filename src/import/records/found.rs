//! What another tool says about one incident, whichever tool it is.

use super::object::{Object, Time, words};
use crate::import::account::{Account, How};
use crate::model::{Entry, Milestone, Zone};
use chrono::{DateTime, FixedOffset};
use serde_json::Value;

/// Placements in JSON have no line: a saved answer is often one long line.
pub(super) const NO_LINE: usize = 0;

#[derive(Debug, Clone, Default)]
pub(super) struct Found {
    pub(super) id: String,
    pub(super) title: Option<String>,
    pub(super) severity: Option<String>,
    pub(super) services: Vec<String>,
    /// The zone of the tool's own pages.
    pub(super) zone: Option<Zone>,
    pub(super) steps: Vec<Step>,
    /// Whether the seconds of entries count: those of a message on a status page are when somebody pressed a button.
    pub(super) with_seconds: bool,
    pub(super) messages: Vec<Message>,
    /// Start and end of the incident.
    pub(super) window: Option<(DateTime<FixedOffset>, Option<DateTime<FixedOffset>>)>,
    pub(super) published: Option<DateTime<FixedOffset>>,
    /// A report in Markdown, and the key that has it.
    pub(super) report: Option<(&'static str, String)>,
    /// Titles and addresses.
    pub(super) links: Vec<(String, String)>,
    /// Values that the format has no field for.
    pub(super) custom: Vec<(String, Value)>,
    /// Keys that are left out.
    pub(super) left: Vec<String>,
    pub(super) account: Account,
    pub(super) warnings: Vec<String>,
}

/// An entry of the timeline.
#[derive(Debug, Clone)]
pub(super) struct Step {
    pub(super) instant: DateTime<FixedOffset>,
    /// Without its time.
    pub(super) entry: Entry,
    /// A milestone that it may be.
    pub(super) hint: Option<Milestone>,
    /// Its kind, if it is only wanted on demand.
    pub(super) extra: Option<String>,
}

/// A message to users.
#[derive(Debug, Clone)]
pub(super) struct Message {
    pub(super) instant: DateTime<FixedOffset>,
    pub(super) text: String,
}

impl Found {
    /// Text that became something else.
    pub(super) fn spend(&mut self, text: &str, became: &str) {
        self.account.spend(NO_LINE, text, became);
    }

    pub(super) fn spend_time(&mut self, time: &Time) {
        self.spend(&time.written, "a time");
    }

    pub(super) fn certain(&mut self, what: &str, place: impl Into<String>) {
        self.account.place(NO_LINE, what, place, How::Certain);
    }

    /// Leaves a value out.
    pub(super) fn leave(&mut self, key: &str, value: &Value) {
        self.spend(&words(value), "left out");
        if !self.left.iter().any(|left| left == key) {
            self.left.push(key.to_owned());
        }
    }

    /// Leaves out what is not read of an object below a key.
    pub(super) fn leave_rest(&mut self, key: &str, object: Object) {
        for (name, value) in object.rest() {
            self.leave(&format!("{key}.{name}"), &value);
        }
    }

    /// Keeps a value that is not read: one value as a custom field; what has parts, or is known to mean nothing to
    /// readers, is left out.
    pub(super) fn keep(&mut self, key: String, value: Value, known: &[&str]) {
        let is_blank = value.as_str().is_some_and(|text| text.trim().is_empty());
        if is_blank {
            return;
        }
        if known.contains(&&*key) || value.is_array() || value.is_object() {
            self.leave(&key, &value);
        } else {
            self.certain(&format!("{key}: {value}"), format!("custom.{key}"));
            self.custom.push((key, value));
        }
    }
}
