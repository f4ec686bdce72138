//! What a configuration and a command line can say about reports.

use crate::model::ParseError;
use chrono::format::{Item, StrftimeItems};
use chrono::{DateTime, NaiveTime, Timelike, Utc};
use std::fmt::Write as _;
use std::str::FromStr;

/// How to render.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Options {
    /// Names of severities as they are to be spelt.
    pub severities: Vec<String>,
    /// How times of day are written.
    pub time: TimeFormat,
    /// Whom the report is for.
    pub audience: Audience,
    /// The time it is, to tell overdue actions; without it a report says the same for ever.
    pub now: Option<DateTime<Utc>>,
}

impl Default for Options {
    fn default() -> Self {
        let severities = ["SEV1", "SEV2", "SEV3", "SEV4", "SEV5"].map(str::to_owned).to_vec();
        Options { severities, time: TimeFormat::default(), audience: Audience::Internal, now: None }
    }
}

impl Options {
    /// Whether the audience may see a thing that is internal, or is not.
    pub(super) fn shows(&self, internal: bool) -> bool {
        !internal || self.audience == Audience::Internal
    }
}

/// Whom a report is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Audience {
    /// Everybody in the organisation: the report holds all.
    #[default]
    Internal,
    /// The world: what the file marks as internal is left out, and so are roles and custom data.
    Public,
}

impl Audience {
    /// The word as written on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Audience::Internal => "internal",
            Audience::Public => "public",
        }
    }
}

/// What a template is filled for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Markdown,
    /// A page, whose head shows the facts.
    Html,
}

impl Format {
    /// The word for templates.
    pub(super) fn name(self) -> &'static str {
        match self {
            Format::Markdown => "markdown",
            Format::Html => "html",
        }
    }
}

/// How times of day are written: to the minute, or as a format of `strftime` says.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TimeFormat(Option<String>);

impl FromStr for TimeFormat {
    type Err = ParseError;

    /// A format such as `%H:%M`; refused if `strftime` does not know it, or it asks for more than the time of day.
    fn from_str(format: &str) -> Result<Self, ParseError> {
        let known = StrftimeItems::new(format).all(|item| item != Item::Error);
        let noon = NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default();
        let fits = known && write!(String::new(), "{}", noon.format(format)).is_ok();
        if fits {
            Ok(TimeFormat(Some(format.to_owned())))
        } else {
            let message = format!("`{format}` is not a format for times of day");
            Err(ParseError::new(message, "write one such as `%H:%M` or `%I:%M %p`").at(0..format.len()))
        }
    }
}

impl TimeFormat {
    /// The time of day; by default to the second only where seconds count.
    pub(super) fn show(&self, time: NaiveTime, seconds: bool) -> String {
        match &self.0 {
            Some(format) => time.format(format).to_string(),
            None if seconds || time.second() != 0 => time.format("%H:%M:%S").to_string(),
            None => time.format("%H:%M").to_string(),
        }
    }
}
