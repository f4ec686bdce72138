//! A JSON object that is read key by key. Whatever is not read remains, so that it can be accounted for.

use crate::import::Error;
use chrono::{DateTime, FixedOffset};
use serde_json::{Map, Value};

pub(super) struct Object {
    /// Where it is in the file, for messages: `incidents[3]`.
    path: String,
    fields: Map<String, Value>,
}

/// A time as written, and the instant that it is.
#[derive(Debug, Clone)]
pub(super) struct Time {
    pub(super) written: String,
    pub(super) instant: DateTime<FixedOffset>,
}

impl Object {
    /// # Errors
    /// If the value is not an object.
    pub(super) fn new(path: impl Into<String>, value: Value) -> Result<Self, Error> {
        let path = path.into();
        match value {
            Value::Object(fields) => Ok(Object { path, fields }),
            _ => Err(Error::Kind(path, "an object")),
        }
    }

    /// The place of a value, for messages.
    pub(super) fn place(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Whether there is a value that is not `null`.
    pub(super) fn has(&self, key: &str) -> bool {
        self.fields.get(key).is_some_and(|value| !value.is_null())
    }

    /// Takes a value; none for `null`.
    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.fields.remove(key).filter(|value| !value.is_null())
    }

    /// Takes a text or number; none if it is empty.
    pub(super) fn text(&mut self, key: &str) -> Result<Option<String>, Error> {
        match self.take(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text).filter(|text| !text.trim().is_empty())),
            Some(Value::Number(number)) => Ok(Some(number.to_string())),
            Some(_) => Err(Error::Kind(self.place(key), "a text")),
        }
    }

    pub(super) fn required_text(&mut self, key: &str) -> Result<String, Error> {
        self.text(key)?.ok_or_else(|| Error::Missing(self.place(key)))
    }

    pub(super) fn time(&mut self, key: &str) -> Result<Option<Time>, Error> {
        let Some(written) = self.text(key)? else { return Ok(None) };
        let instant = DateTime::parse_from_rfc3339(written.trim()).map_err(|_| {
            Error::Kind(self.place(key), "a time with an offset, such as 2024-05-30T10:15:00Z")
        })?;
        Ok(Some(Time { written, instant }))
    }

    pub(super) fn object(&mut self, key: &str) -> Result<Option<Object>, Error> {
        let place = self.place(key);
        self.take(key).map(|value| Object::new(place, value)).transpose()
    }

    /// Takes a list of objects; empty if it is not there.
    pub(super) fn objects(&mut self, key: &str) -> Result<Vec<Object>, Error> {
        let place = self.place(key);
        match self.take(key) {
            None => Ok(Vec::new()),
            Some(Value::Array(values)) => objects(&place, values),
            Some(_) => Err(Error::Kind(place, "a list")),
        }
    }

    /// A copy of what was not taken.
    pub(super) fn value(&self) -> Value {
        Value::Object(self.fields.clone())
    }

    /// What was not taken.
    pub(super) fn rest(self) -> impl Iterator<Item = (String, Value)> {
        self.fields.into_iter().filter(|(_, value)| !value.is_null())
    }
}

/// The objects of a list at a place.
pub(super) fn objects(place: &str, values: Vec<Value>) -> Result<Vec<Object>, Error> {
    let object = |(index, value)| Object::new(format!("{place}[{index}]"), value);
    values.into_iter().enumerate().map(object).collect()
}

/// All texts and numbers of a value, one a line.
pub(super) fn words(value: &Value) -> String {
    let mut out = String::new();
    collect(value, &mut out);
    out
}

fn collect(value: &Value, out: &mut String) {
    match value {
        Value::String(text) => out.push_str(text),
        Value::Number(number) => out.push_str(&number.to_string()),
        Value::Array(values) => values.iter().for_each(|value| collect(value, out)),
        Value::Object(fields) => fields.values().for_each(|value| collect(value, out)),
        Value::Null | Value::Bool(_) => {}
    }
    out.push('\n');
}
