//! Tickets as JSON: what the command lines of GitHub and GitLab print, or any array of objects.

use super::row::Columns;
use super::{Error, Place, Ticket};
use serde_json::{Map, Value};
use std::borrow::Cow;

pub(super) fn read(text: &str) -> Result<Vec<Ticket>, Error> {
    let entries: Vec<Map<String, Value>> = serde_json::from_str(text)?;
    let mut tickets = Vec::with_capacity(entries.len());
    for (index, entry) in entries.iter().enumerate() {
        let place = Place::Entry(index + 1);
        let (names, values): (Vec<&str>, Vec<&Value>) =
            entry.iter().map(|(name, value)| (name.as_str(), value)).unzip();
        let columns = Columns::new(&names, Some(place))?;
        tickets.push(columns.ticket(place, |at| {
            text_of(values[at]).ok_or_else(|| Error::NotText { place, field: names[at].to_owned() })
        })?);
    }
    Ok(tickets)
}

fn text_of(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::Null => Some(Cow::Borrowed("")),
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Number(number) => Some(Cow::Owned(number.to_string())),
        Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    }
}
