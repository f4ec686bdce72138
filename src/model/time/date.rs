//! Calendar dates: a single one, `2024-05-30`, and the days of an incident, which may be a range and approximate.

use super::loose::date_help;
use crate::model::ParseError;
use crate::model::shorthand::{AS_WRITTEN, from_str};
use crate::wording::is_question;
use chrono::NaiveDate;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A calendar date, written `2024-05-30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
#[schemars(transparent)]
pub struct Date(#[schemars(with = "String", regex(pattern = r"^\d{4}-\d{2}-\d{2}$"))] pub NaiveDate);
from_str!(Date, "a date such as 2024-05-30", AS_WRITTEN);

impl FromStr for Date {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        match prefix(text) {
            Some((date, "")) => Ok(Date(date)),
            _ => Err(ParseError::new(format!("`{text}` is not a date"), date_help(text)).at(0..text.len())),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The days of an incident: `2024-05-30`, `2024-05-30/2024-06-02`, `~2024-05-30`, `~2024-05-30/2024-06-02`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// The first day, or the only one.
    pub first: NaiveDate,
    /// The last day, if it differs.
    pub last: Option<NaiveDate>,
    /// Whether a leading `~` says that the days are approximate.
    pub approximate: bool,
}
from_str!(Days, "a date such as 2024-05-30, ~2024-05-30 or 2024-05-30/2024-06-02", AS_WRITTEN);

impl FromStr for Days {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        let refusal = || {
            let mut help = date_help(text);
            if !is_question(&help) {
                help.push_str("; several days are a range: 2024-05-30/2024-06-02; with a leading `~` if they are approximate");
            }
            ParseError::new(format!("`{text}` is not a date"), help).at(0..text.len())
        };
        let (approximate, body) = match text.strip_prefix('~') {
            Some(body) => (true, body.trim_start()),
            None => (false, text),
        };
        let (first, rest) = prefix(body).ok_or_else(refusal)?;
        if rest.is_empty() {
            return Ok(Days { first, last: None, approximate });
        }
        let last = rest.trim_start().strip_prefix('/').map(str::trim_start);
        match last.and_then(prefix) {
            Some((last, "")) if last < first => {
                let message = format!("the range `{text}` ends before it starts");
                Err(ParseError::new(message, "write the earlier day first").at(0..text.len()))
            }
            Some((last, "")) => {
                Ok(Days { first, last: Some(last).filter(|last| *last > first), approximate })
            }
            _ => Err(refusal()),
        }
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(if self.approximate { "~" } else { "" })?;
        self.first.fmt(f)?;
        self.last.map_or(Ok(()), |last| write!(f, "/{last}"))
    }
}

impl JsonSchema for Days {
    fn schema_name() -> Cow<'static, str> {
        "Days".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let date = r"\d{4}-\d{2}-\d{2}";
        json_schema!({
            "description": "A day, or a range of days; a leading `~` means approximate.",
            "type": "string",
            "pattern": format!("^~? *{date}( */ *{date})?$"),
        })
    }
}

/// A date at the start of a text, and what follows it.
pub(super) fn prefix(text: &str) -> Option<(NaiveDate, &str)> {
    let bytes = text.as_bytes();
    let shaped = bytes.len() >= 10
        && bytes[..10].iter().enumerate().all(|(at, byte)| match at {
            4 | 7 => *byte == b'-',
            _ => byte.is_ascii_digit(),
        });
    if !shaped {
        return None;
    }
    let number = |from: usize, to: usize| text[from..to].parse::<u32>().ok();
    let year = i32::try_from(number(0, 4)?).ok()?;
    let date = NaiveDate::from_ymd_opt(year, number(5, 7)?, number(8, 10)?)?;
    Some((date, &text[10..]))
}
