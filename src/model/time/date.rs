//! A calendar date, written `2024-05-30`.

use super::loose::date_help;
use crate::model::shorthand::{AS_WRITTEN, from_str};
use chrono::NaiveDate;
use schemars::JsonSchema;
use std::fmt;
use std::str::FromStr;

/// A calendar date, written `2024-05-30`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, JsonSchema)]
#[schemars(transparent)]
pub struct Date(#[schemars(with = "String", regex(pattern = r"^\d{4}-\d{2}-\d{2}$"))] pub NaiveDate);
from_str!(Date, "a date such as 2024-05-30", AS_WRITTEN);

impl FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match prefix(text) {
            Some((date, "")) => Ok(Date(date)),
            _ => Err(format!("`{text}` is not a date\n{}", date_help(text))),
        }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        self.0.fmt(f)
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
