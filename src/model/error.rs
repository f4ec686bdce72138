//! Why a text is not a valid value of a type, with the help and the range of the error.

use serde::{Deserialize, Serialize};
use std::fmt::{self, Display};
use std::ops::Range;

/// Why a text is not a time, date, zone or format.
///
/// It occurs when [`Date`](super::Date), [`Days`](super::Days), [`Time`](super::Time), [`At`](super::At),
/// [`Zone`](super::Zone) or the time format of reports is parsed, and when [`At::split`](super::At::split) meets what
/// starts like a time but is none. It displays as its message alone.
///
/// ```
/// use postmortem::model::Date;
///
/// let error = "May 30, 2024".parse::<Date>().unwrap_err();
/// assert_eq!(error.to_string(), "`May 30, 2024` is not a date");
/// assert_eq!(error.help.as_deref(), Some("did you mean `2024-05-30`?"));
/// assert_eq!(error.range, Some(0..12));
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error, Serialize, Deserialize)]
#[error("{message}")]
#[non_exhaustive]
pub struct ParseError {
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
    /// The bytes of the text that are wrong, where they are some of it as it is written.
    pub range: Option<Range<usize>>,
}

impl ParseError {
    /// An error of a text as a whole.
    pub(crate) fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        ParseError { message: message.into(), help: Some(help.into()), range: None }
    }

    /// With the bytes of the text that are wrong.
    pub(crate) fn at(mut self, range: Range<usize>) -> Self {
        self.range = Some(range);
        self
    }

    /// The same error of a text that has so many bytes before the one that was read.
    pub(super) fn moved(mut self, by: usize) -> Self {
        self.range = self.range.map(|range| range.start + by..range.end + by);
        self
    }

    /// For an error of serde, which takes nothing but what displays: in the alternate form (`{:#}`) the whole error, for
    /// [`ParseError::carried`]; else what people can read.
    pub(super) fn carrier(&self) -> impl Display {
        Carrier(self)
    }

    /// The error that serde handed on; of any other one, its message.
    pub(crate) fn carried(message: &impl Display) -> Self {
        serde_json::from_str(&format!("{message:#}")).unwrap_or_else(|_| ParseError {
            message: message.to_string(),
            help: None,
            range: None,
        })
    }
}

struct Carrier<'e>(&'e ParseError);

impl Display for Carrier<'_> {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let ParseError { message, help, .. } = self.0;
        match help {
            _ if f.alternate() => f.write_str(&serde_json::to_string(self.0).map_err(|_| fmt::Error)?),
            Some(help) => write!(f, "{message}; {help}"),
            None => f.write_str(message),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{At, Incident, Zone};

    /// Without its range the decoder would underline the whole value; line breaks in the user's text must not be taken
    /// for the start of the help.
    #[test]
    fn passes_through_serde_whole() {
        let error = "Foo\nBar".parse::<Zone>().unwrap_err();
        assert_eq!(error.message, "`Foo\nBar` is not a known time zone");
        assert_eq!(ParseError::carried(&error.carrier()), error);
        assert_eq!(ParseError::carried(&"`title` is missing").message, "`title` is missing");
    }

    /// Who reads incidents from JSON sees the help too.
    #[test]
    fn people_can_read_it_in_any_format() {
        let error =
            serde_json::from_str::<Incident>(r#"{"title": "x", "date": "May 30, 2024"}"#).unwrap_err();
        let text = error.to_string();
        assert!(text.starts_with("`May 30, 2024` is not a date; did you mean `2024-05-30`?"), "{text}");
    }

    /// The range is of the text as it was given, not of what is left after its start.
    #[test]
    fn says_which_part_of_the_text_is_wrong() {
        for (text, wrong) in [
            ("10:75 Restart", "10:75"),
            ("  10:75 Restart", "10:75"),
            ("10:15-3:30 p.m. x", "3:30 p.m."),
            ("10:15 EST x", "10:15 EST"),
            ("12:30-10:15 x", "12:30-10:15"),
        ] {
            let error = At::split(text).unwrap_err();
            assert_eq!(error.range.and_then(|range| text.get(range)), Some(wrong), "{text}");
        }
    }
}
