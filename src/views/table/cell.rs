//! What is in a table: a text for people, and perhaps another one for programs.

use std::borrow::Cow;

/// A value in a row.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Cell<'t> {
    /// What people read. May be any text of a file.
    pub text: Cow<'t, str>,
    /// What programs read, if that is something else.
    pub value: Option<Cow<'t, str>>,
    /// The file that it leads to.
    pub file: Option<&'t str>,
    /// How much attention it asks for.
    pub tone: Tone,
}

/// How much attention a cell asks for. Colours only repeat what the text says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Not more than others.
    #[default]
    Plain,
    /// More than others.
    Warning,
    /// Most.
    Alarm,
}

impl<'t> Cell<'t> {
    /// A text for all readers.
    pub fn new(text: impl Into<Cow<'t, str>>) -> Self {
        Cell { text: text.into(), ..Cell::default() }
    }

    /// With another form for programs.
    #[must_use]
    pub fn value(mut self, value: impl Into<Cow<'t, str>>) -> Self {
        self.value = Some(value.into());
        self
    }

    /// With the file that it leads to.
    #[must_use]
    pub fn file(mut self, file: &'t str) -> Self {
        self.file = Some(file);
        self
    }

    /// With a tone.
    #[must_use]
    pub fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }
}
