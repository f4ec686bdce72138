//! Words for actions that a team may add to: its own types and states in addition to the built-in ones.

use super::normalised;
use super::shorthand::{AS_WRITTEN_WORD, Shorthand, shorthand};
use super::{ActionStatus, ActionType};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;

/// The built-in words for something.
pub trait Known: Copy + 'static {
    /// All.
    const ALL: &'static [Self];
    /// Their spellings, in the same order.
    const NAMES: &'static [&'static str];
    /// What is expected, for messages.
    const EXPECTED: &'static str;

    /// The word with this spelling, if there is one.
    fn of(text: &str) -> Option<(&'static str, Self)> {
        let alike = || {
            let meant = normalised(text);
            Self::NAMES.iter().position(|name| normalised(name) == meant)
        };
        let index = Self::NAMES.iter().position(|name| *name == text).or_else(alike)?;
        Some((Self::NAMES[index], Self::ALL[index]))
    }
}

/// A built-in word, or a team's own. Only the configuration knows the meaning of the latter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<T> {
    /// As it is shown.
    pub name: String,
    /// The built-in word that it is, or counts as.
    pub known: Option<T>,
}

impl<T: Known> Shorthand<'_> for Word<T> {
    const EXPECTED: &'static str = T::EXPECTED;
    const NAME: &'static str = AS_WRITTEN_WORD;

    fn from_text<E: serde::de::Error>(text: &str) -> Result<Self, E> {
        Ok(match T::of(text) {
            Some((name, known)) => Word { name: name.to_owned(), known: Some(known) },
            None => Word { name: text.to_owned(), known: None },
        })
    }
}

impl<'de, T: Known> Deserialize<'de> for Word<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        shorthand(deserializer)
    }
}

impl<T: JsonSchema> JsonSchema for Word<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        generator.subschema_for::<T>()
    }
}

/// A team's own words for actions: `[actions]` of the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ActionWords {
    /// Types in addition to the built-in ones.
    pub types: Vec<String>,
    /// States, each with the built-in one that it counts as.
    pub states: Vec<(String, ActionStatus)>,
}

impl ActionWords {
    /// The type of that name, as the configuration spells it.
    pub(crate) fn kind(&self, name: &str) -> Option<Word<ActionType>> {
        let found = self.types.iter().find(|own| normalised(own) == normalised(name))?;
        Some(Word { name: found.clone(), known: None })
    }

    /// The state of that name, as the configuration spells it, with the built-in one that it counts as.
    pub(crate) fn status(&self, name: &str) -> Option<Word<ActionStatus>> {
        let (found, status) = self.states.iter().find(|(own, _)| normalised(own) == normalised(name))?;
        Some(Word { name: found.clone(), known: Some(*status) })
    }
}
