//! Adds a message to the communications of a file.

use super::edit::Item;
use super::{AppendError, TIMES_OF_MESSAGES};
use crate::document::write::{Field, Value, in_flow, write};
use crate::document::{Document, MAX_SIZE};
use crate::model::{Communication, Resolved, Settings};
use crate::source::Source;
use serde_yaml::SerializeError;
use std::cmp::Ordering;

impl Document<'_> {
    /// The text with one more message, in order of time. Its time must have its date, so that it means the same wherever
    /// it is. Like [`Document::append`], it is read back.
    ///
    /// # Errors
    /// See [`AppendError`].
    pub fn append_message(
        &self,
        message: &Communication,
        settings: &Settings,
    ) -> Result<String, AppendError> {
        let faults = self.faults_of_times(TIMES_OF_MESSAGES);
        let Some((incident, times)) =
            self.incident.as_ref().zip(self.resolved.as_ref()).filter(|_| faults.is_empty())
        else {
            return Err(AppendError::Faulty(faults));
        };
        let item = item(message)?;
        let last = incident.communications.len();
        // In order it may give its date to the message below; at the end it cannot.
        for index in [self.place(message, times, settings), last] {
            let Some(edit) = self.insertion(index, &item) else { continue };
            let mut text = self.source.text().to_owned();
            text.replace_range(edit.span.range(), &edit.text);
            if text.len() as u64 > MAX_SIZE {
                return Err(AppendError::TooLarge);
            }
            if self.has_added(&text, index, message, settings) {
                return Ok(text);
            }
        }
        Err(AppendError::Unusual)
    }

    /// Before the first later message.
    fn place(&self, message: &Communication, times: &Resolved, settings: &Settings) -> usize {
        let mut alone = self.incident.clone().unwrap_or_default();
        alone.communications = vec![message.clone()];
        let own = Resolved::new(&alone, settings).communications.first().copied().flatten();
        let is_later = |other: &Option<crate::model::Slot>| {
            other
                .zip(own)
                .is_some_and(|(other, own)| other.start.order(&own.start) == Some(Ordering::Greater))
        };
        times.communications.iter().position(is_later).unwrap_or(times.communications.len())
    }

    /// Whether a text means the old incident and this message, all other messages at their times.
    fn has_added(&self, text: &str, index: usize, message: &Communication, settings: &Settings) -> bool {
        let Some(mut expected) = self.ended(settings) else { return false };
        expected.communications.insert(index, message.clone());
        let source = Source::new(self.source.name(), text);
        let new = Document::read(&source, settings);
        let times = |document: &Document| document.resolved.clone().map(|resolved| resolved.communications);
        let others = times(&new).map(|mut times| {
            times.remove(index);
            times
        });
        new.incident.as_ref() == Some(&expected)
            && new.faults.len() == self.faults.len()
            && others == times(self)
    }
}

fn item(message: &Communication) -> Result<Item<'static>, SerializeError> {
    let at = message.at.as_ref().map(|at| Field::new("at", Value::Plain(at.text.clone())));
    let channel = message.channel.clone().map(|channel| Field::new("channel", Value::Text(channel)));
    let text = Field::new("text", Value::Text(message.text.clone()));
    let internal = message.internal.then(|| Field::new("internal", Value::Plain("true".to_owned())));
    let fields: Vec<Field> = at.into_iter().chain(channel).chain([text]).chain(internal).collect();
    let marked = write(&fields)?.into_iter().enumerate().map(|(index, line)| match (index, line.as_str()) {
        (0, _) => format!("- {line}"),
        (_, "") => line,
        _ => format!("  {line}"),
    });
    let block = marked.collect();
    let mut flow = Vec::new();
    for Field { key, value, .. } in &fields {
        let (Value::Plain(text) | Value::Text(text)) = value else { continue };
        let is_plain = matches!(value, Value::Plain(_));
        flow.push(format!("{key}: {}", if is_plain { text.clone() } else { in_flow(text)? }));
    }
    Ok(Item { list: "communications", block, flow: format!("{{{}}}", flow.join(", ")) })
}
