//! Typed values from TOML. Every error is recorded at its location, and reading continues after it.

use super::{INVALID, Templates};
use crate::diagnostic::Diagnostic;
use crate::model::ParseError;
use crate::source::Span;
use crate::wording::{choice, did_you_mean, nearest, quoted};
use std::path::PathBuf;
use std::str::FromStr;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value with its location.
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// Reads the value of one key into the configuration.
pub(super) type Read<T> = fn(&mut T, &mut Reader, &Value);

/// Records errors.
pub(super) struct Reader {
    /// The configuration's folder, as its real path.
    pub(super) folder: PathBuf,
    pub(super) templates: Templates,
    pub(super) faults: Vec<Diagnostic>,
}

impl Reader {
    /// Reads a table whose keys are in a list.
    pub(super) fn keys<T>(&mut self, table: &DeTable, keys: &[(&'static str, Read<T>)], into: &mut T) {
        for (key, value) in table {
            match keys.iter().find(|(name, _)| name == key.get_ref()) {
                Some((_, read)) => read(into, self, value),
                None => self.unknown("key", key, keys.iter().map(|(name, _)| *name)),
            }
        }
    }

    /// Reports an unknown name.
    pub(super) fn unknown<S: AsRef<str>>(
        &mut self,
        what: &str,
        name: &Spanned<S>,
        known: impl Iterator<Item = &'static str>,
    ) {
        let written = name.get_ref().as_ref();
        let known: Vec<&str> = known.collect();
        let help = match nearest(written, known.iter().copied()) {
            Some(meant) => did_you_mean(meant),
            None => format!("write {}", choice(quoted(&known))),
        };
        self.fault(name.span(), format!("there is no {what} `{written}`"), help);
    }

    /// One of the names in a list, and its meaning.
    pub(super) fn one_of<T: Copy>(
        &mut self,
        what: &str,
        value: &Value,
        known: &[T],
        name: fn(T) -> &'static str,
    ) -> Option<T> {
        let text = self.text(value)?;
        let found = known.iter().copied().find(|known| name(*known) == text);
        if found.is_none() {
            self.unknown(what, &Spanned::new(value.span(), text), known.iter().map(|known| name(*known)));
        }
        found
    }

    /// A non-empty text.
    pub(super) fn text(&mut self, value: &Value) -> Option<String> {
        match value.get_ref() {
            DeValue::String(text) if text.trim().is_empty() => {
                self.fault(
                    value.span(),
                    "found an empty text".to_owned(),
                    "write a text, or leave the key out",
                );
                None
            }
            DeValue::String(text) => Some(text.clone().into_owned()),
            _ => self.expected("a text", value),
        }
    }

    /// A text in the form that a type knows.
    pub(super) fn parsed<T: FromStr<Err = ParseError>>(&mut self, value: &Value) -> Option<T> {
        let text = self.text(value)?;
        match text.parse() {
            Ok(parsed) => Some(parsed),
            Err(ParseError { message, help, .. }) => {
                self.fault(value.span(), message, help.unwrap_or_default());
                None
            }
        }
    }

    /// A list of texts.
    pub(super) fn texts(&mut self, value: &Value) -> Option<Vec<String>> {
        self.list("a list of texts", value, Self::text)
    }

    /// A list of items that `read` reads.
    pub(super) fn list<T>(
        &mut self,
        what: &str,
        value: &Value,
        mut read: impl FnMut(&mut Self, &Value) -> Option<T>,
    ) -> Option<Vec<T>> {
        match value.get_ref() {
            DeValue::Array(values) => Some(values.iter().filter_map(|value| read(self, value)).collect()),
            _ => self.expected(what, value),
        }
    }

    /// A whole number from 1.
    pub(super) fn number(&mut self, value: &Value) -> Option<u32> {
        let number = value.get_ref().as_integer().and_then(|number| {
            u32::from_str_radix(number.as_str(), number.radix()).ok().filter(|number| *number > 0)
        });
        if number.is_none() {
            let written = value.get_ref().as_integer().map(|number| number.as_str().to_owned());
            let written =
                written.or_else(|| value.get_ref().as_float().map(|number| number.as_str().to_owned()));
            let Some(written) = written else { return self.expected("a whole number from 1", value) };
            let message = format!("expected a whole number from 1, found `{written}`");
            self.fault(value.span(), message, "");
        }
        number
    }

    /// A boolean.
    pub(super) fn truth(&mut self, value: &Value) -> Option<bool> {
        value.get_ref().as_bool().or_else(|| self.expected("true or false", value))
    }

    /// A table.
    pub(super) fn table<'v, 't>(&mut self, value: &'v Value<'t>) -> Option<&'v DeTable<'t>> {
        value.get_ref().as_table().or_else(|| self.expected("a table", value))
    }

    /// Reports that something else was expected.
    pub(super) fn expected<T>(&mut self, what: &str, value: &Value) -> Option<T> {
        let found = match value.get_ref() {
            DeValue::String(_) => "a text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date or time",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.fault(value.span(), format!("expected {what}, found {found}"), "");
        None
    }

    /// Records an error, without help if the message is enough.
    pub(super) fn fault(&mut self, span: std::ops::Range<usize>, message: String, help: impl Into<String>) {
        let help = Some(help.into()).filter(|help| !help.is_empty());
        let fault = Diagnostic::new(&INVALID, Span::new(span.start, span.end), message);
        self.faults.push(Diagnostic { help, ..fault });
    }
}
