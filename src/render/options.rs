//! The settings of configuration and command line for reports.

use crate::model::ParseError;
use chrono::format::{Item, StrftimeItems};
use chrono::{DateTime, NaiveTime, Timelike, Utc};
use std::fmt::Write as _;
use std::str::FromStr;

/// How to render.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Options {
    /// The spelling of severities.
    pub severities: Vec<String>,
    /// The format of times of day.
    pub time: TimeFormat,
    /// The audience of the report.
    pub audience: Audience,
    /// The current time, to find overdue actions; without it a report never changes.
    pub now: Option<DateTime<Utc>>,
}

impl Default for Options {
    fn default() -> Self {
        let severities = ["SEV1", "SEV2", "SEV3", "SEV4", "SEV5"].map(str::to_owned).to_vec();
        Options { severities, time: TimeFormat::default(), audience: Audience::Internal, now: None }
    }
}

impl Options {
    /// Whether the audience may see something, internal or not.
    pub(super) fn shows(&self, internal: bool) -> bool {
        !internal || self.audience == Audience::Internal
    }
}

/// The audience of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Audience {
    /// Everybody in the organisation: the report contains everything.
    #[default]
    Internal,
    /// The public: what the file marks as internal is left out, and so are roles and custom data.
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

/// The format that a template is rendered for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Markdown,
    /// A page, whose header shows the facts.
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

/// The format of times of day: to the minute, or a format for `strftime`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TimeFormat(Option<String>);

impl FromStr for TimeFormat {
    type Err = ParseError;

    /// A format such as `%H:%M`; rejected if `strftime` does not know it, or it contains more than the time of day.
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
    /// The time of day; by default with seconds only if they matter.
    pub(super) fn show(&self, time: NaiveTime, seconds: bool) -> String {
        match &self.0 {
            Some(format) => time.format(format).to_string(),
            None if seconds || time.second() != 0 => time.format("%H:%M:%S").to_string(),
            None => time.format("%H:%M").to_string(),
        }
    }
}
