//! A point in time as written, and how much of it is given: a bare time, a local one, an instant, or only a date.

use super::beside::{alone, beside};
use super::date;
use super::loose::time_help;
use crate::model::ParseError;
use crate::model::shorthand::{AS_WRITTEN_TIME, from_str};
use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// What is accepted, for help texts.
const FORMS: &str = "write `10:15`, `10:15:30`, `7:35 PM`, `2024-05-30 10:15`, `2024-05-30T10:15-04:00` or `2024-05-30`, \
                     with a leading `~` if it is approximate";

/// A point in time: `10:15`, `7:35 PM`, `2024-05-30 10:15`, `2024-05-30T10:15-04:00`, `2024-05-30`; a leading `~` means
/// approximate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// As written.
    pub text: String,
    /// Whether it has a leading `~`.
    pub approximate: bool,
    /// What it says.
    pub clock: Clock,
}
from_str!(Time, "a time such as 10:15 or 2024-05-30T10:15-04:00", AS_WRITTEN_TIME);

/// What a written time gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// `10:15`: the date follows from its neighbours.
    Bare(NaiveTime),
    /// `2024-05-30 10:15`: in the file's zone.
    Local(NaiveDateTime),
    /// `2024-05-30T10:15-04:00`.
    Exact(NaiveDateTime, FixedOffset),
    /// `2024-05-30`: the time of day is not known.
    Day(NaiveDate),
}

impl Time {
    /// Whether it has seconds.
    pub(crate) fn has_seconds(&self) -> bool {
        let mut parts = self.text.as_bytes().split(|b| matches!(b, b'T' | b't' | b' '));
        let time = parts.find(|part| part.contains(&b':')).unwrap_or_default();
        let clock = time.split(|b| matches!(b, b'+' | b'-')).next().unwrap_or_default();
        clock.split(|b| *b == b':').count() == 3
    }

    /// The leading `~` with the spaces after it; empty if there is none.
    pub fn mark(&self) -> &str {
        &self.text[..self.text.len() - self.text.trim_start_matches(['~', ' ']).len()]
    }
}

impl JsonSchema for Time {
    fn schema_name() -> Cow<'static, str> {
        "Time".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": format!("^{}$", pattern()) })
    }
}

/// A regular expression for what [`Time`] reads, for editors.
pub(super) fn pattern() -> String {
    let date = r"\d{4}-[01]\d-[0-3]\d";
    let clock = r"([01]?\d|2[0-3]):[0-5]\d(:[0-5]\d)?( *[AaPp][Mm])?";
    let offset = r"([Zz]| *[+-]\d\d:?\d\d)";
    format!("~? *({date}([Tt ] *{clock}{offset}?)?|{clock})")
}

impl FromStr for Time {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        match prefix(text) {
            Some((time, rest)) if rest.trim().is_empty() => Ok(time),
            Some((_, rest)) => Err(refusal(text, rest)),
            None => Err(refusal(text, "")),
        }
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Why a text is not a time, given what follows the part that is one.
pub(super) fn refusal(text: &str, rest: &str) -> ParseError {
    let after = rest.trim_start();
    // If the rest of the text is not an event, all of it is meant as a time.
    let zone = if text.ends_with(rest) { alone(after) } else { None };
    if let Some(zone) = zone.or_else(|| beside(after).map(|(_, zone)| zone)) {
        return zone_beside(text, &zone);
    }
    if rest.starts_with('.') && rest[1..].starts_with(|c: char| c.is_ascii_digit()) {
        let help = "leave them out: times are kept to the second";
        return ParseError::new(format!("`{text}` has fractions of a second"), help).at(0..text.len());
    }
    let help = time_help(text).unwrap_or_else(|| FORMS.to_owned());
    ParseError::new(format!("`{text}` is not a time"), help).at(0..text.len())
}

/// Why a text is not a time because it contains a zone; `zone` is how to write zones.
pub(super) fn zone_beside(text: &str, zone: &str) -> ParseError {
    let help = format!(
        "write the zone once, as `timezone` of the file ({zone}), or as an offset: `2024-05-30T10:15-04:00`"
    );
    ParseError::new(format!("`{text}` contains a zone after the time"), help).at(0..text.len())
}

/// A time at the start of a text, and what follows it.
pub(super) fn prefix(text: &str) -> Option<(Time, &str)> {
    let (approximate, body) = match text.strip_prefix('~') {
        Some(body) => (true, body.trim_start_matches(' ')),
        None => (false, text),
    };
    let (clock, rest) = match date::prefix(body) {
        Some((day, rest)) => dated(day, rest),
        None => bare(body).map(|(time, rest)| (Clock::Bare(time), rest))?,
    };
    let written = &text[..text.len() - rest.len()];
    Some((Time { text: written.to_owned(), approximate, clock }, rest))
}

/// What follows a date: a time of day, perhaps with an offset.
fn dated(day: NaiveDate, rest: &str) -> (Clock, &str) {
    let Some(after) = rest.strip_prefix(['T', 't', ' ']) else { return (Clock::Day(day), rest) };
    let Some((time, left)) = bare(after.trim_start_matches(' ')) else { return (Clock::Day(day), rest) };
    let local = day.and_time(time);
    // `2024-05-30 10:15-12:30` is a range: an offset west of Greenwich needs the `T`.
    let may_be_offset = !rest.starts_with(' ') || !left.starts_with('-');
    match offset(left).filter(|_| may_be_offset) {
        Some((offset, left)) => (Clock::Exact(local, offset), left),
        None => (Clock::Local(local), left),
    }
}

/// `10:15`, `10:15:30`, `7:35 PM`.
pub(super) fn bare(text: &str) -> Option<(NaiveTime, &str)> {
    let (hour, rest) = number(text)?;
    let (minute, rest) = number(rest.strip_prefix(':')?).filter(|_| two_digits(&rest[1..]))?;
    let (second, rest) = match rest.strip_prefix(':') {
        Some(after) if two_digits(after) => number(after)?,
        _ => (0, rest),
    };
    let word = rest.trim_start_matches(' ');
    let half = word.get(..2).filter(|_| !word[2..].starts_with(|c: char| c.is_alphanumeric()));
    let (hour, rest) = match half.map(str::to_ascii_uppercase).as_deref() {
        Some(half @ ("AM" | "PM")) => {
            (1..=12).contains(&hour).then_some(())?;
            (hour % 12 + if half == "PM" { 12 } else { 0 }, &word[2..])
        }
        _ => (hour, rest),
    };
    Some((NaiveTime::from_hms_opt(hour, minute, second)?, rest))
}

/// One or two digits.
pub(super) fn number(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    ((1..=2).contains(&digits)).then(|| Some((text[..digits].parse().ok()?, &text[digits..])))?
}

pub(super) fn two_digits(text: &str) -> bool {
    text.bytes().take_while(u8::is_ascii_digit).count() == 2
}

/// `Z`, `+02:00`, `-0400`; a space is only allowed before `+`, because after one `-` and `Z` may be text.
pub(super) fn offset(text: &str) -> Option<(FixedOffset, &str)> {
    let unspaced = text.trim_start_matches(' ');
    let text = if unspaced.starts_with('+') { unspaced } else { text };
    if let Some(rest) = text.strip_prefix(['Z', 'z']) {
        return (!rest.starts_with(|c: char| c.is_alphanumeric()))
            .then_some((FixedOffset::east_opt(0)?, rest));
    }
    let sign = match text.as_bytes().first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let digits = |from: usize| text.get(from..from + 2).filter(|_| two(text, from))?.parse::<i32>().ok();
    let hours = digits(1)?;
    let colon = usize::from(text.as_bytes().get(3) == Some(&b':'));
    let minutes = digits(3 + colon)?;
    let rest = &text[5 + colon..];
    let valid = hours <= 14 && minutes < 60 && !rest.starts_with(|c: char| c.is_ascii_digit() || c == ':');
    let offset = FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60)).filter(|_| valid)?;
    Some((offset, rest))
}

fn two(text: &str, from: usize) -> bool {
    text.as_bytes().get(from..from + 2).is_some_and(|pair| pair.iter().all(u8::is_ascii_digit))
}

impl Clock {
    /// The date, if written.
    pub fn date(self) -> Option<NaiveDate> {
        match self {
            Clock::Bare(_) => None,
            Clock::Local(local) | Clock::Exact(local, _) => Some(local.date()),
            Clock::Day(day) => Some(day),
        }
    }

    /// The time of day, if written.
    pub fn time(self) -> Option<NaiveTime> {
        match self {
            Clock::Bare(time) => Some(time),
            Clock::Local(local) | Clock::Exact(local, _) => Some(local.time()),
            Clock::Day(_) => None,
        }
    }
}
