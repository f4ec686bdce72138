//! When a timeline entry happened: a time or a range, alone or at the start of a line of text.

use super::beside::beside;
use super::clock::{offset, pattern, prefix, refusal, zone_beside};
use super::loose::{half_of_day, loose_time};
use super::{Clock, Time};
use crate::model::ParseError;
use crate::model::shorthand::{AS_WRITTEN_TIME, from_str};
use crate::wording::did_you_mean;
use chrono::NaiveDate;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// A time, or a range such as `10:15-10:20`, which counts by its start.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct At {
    /// The time, or the start of the range.
    pub start: Time,
    /// The end of the range.
    pub end: Option<Time>,
}
from_str!(At, "a time such as 10:15, 10:15-10:20 or 2024-05-30T10:15-04:00", AS_WRITTEN_TIME);

impl At {
    /// Splits `10:15 what happened` into time and event. A text that does not start like a time is only an event.
    ///
    /// # Errors
    /// A text that starts like a time but is not one, such as `10:75 Restart`.
    pub fn split(text: &str) -> Result<(Option<At>, &str), ParseError> {
        let start = text.len() - text.trim_start().len();
        Self::split_trimmed(text.trim()).map_err(|error| error.moved(start))
    }

    fn split_trimmed(text: &str) -> Result<(Option<At>, &str), ParseError> {
        let Some((at, rest)) = range(text)? else {
            return if looks_like_time(text) { Err(refusal(attempt(text), "")) } else { Ok((None, text)) };
        };
        if rest.starts_with(|c: char| !c.is_whitespace()) && !rest.starts_with(": ") {
            return if looks_like_time(text) { Err(refusal(attempt(text), rest)) } else { Ok((None, text)) };
        }
        let event = rest.strip_prefix(':').unwrap_or(rest).trim_start();
        let time = text[..text.len() - rest.len()].trim_end();
        if let Some((name, zone)) = beside(event) {
            let end = name.as_ptr().addr() - text.as_ptr().addr() + name.len();
            return Err(zone_beside(&text[..end], &zone));
        }
        if matches!(at.start.clock, Clock::Day(_)) && looks_like_time(event) {
            let error = refusal(&format!("{time} {}", first_word(event)), "");
            let end = text.len() - event.len() + first_word(event).len();
            return Err(error.at(0..end));
        }
        // `2024-05-30 3pm x`: half of the time would become text.
        if matches!(at.start.clock, Clock::Day(_))
            && let Some(meant) = loose_time(text).filter(|meant| meant.is_sure)
        {
            return Err(refusal(&text[..meant.length], ""));
        }
        let event = ["- ", "– ", "— "].iter().find_map(|dash| event.strip_prefix(dash)).unwrap_or(event);
        Ok((Some(at), event.trim_start()))
    }
}

impl At {
    /// The same time of day with its date; unchanged where a date is written.
    #[must_use]
    pub fn on(&self, date: NaiveDate) -> At {
        let Clock::Bare(time) = self.start.clock else { return self.clone() };
        let (mark, text) = self.start.text.split_at(self.start.mark().len());
        let text = format!("{mark}{date} {text}");
        let start = Time { text, clock: Clock::Local(date.and_time(time)), ..self.start };
        At { start, end: self.end.clone() }
    }
}

/// Whether a text starts like a time of day or an ISO date, valid or not: `10:75`, `2024-13-30`.
fn looks_like_time(text: &str) -> bool {
    let word = first_word(text.trim_start_matches(['~', ' ']));
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let after = &word[digits..];
    let date =
        digits == 4 && after.len() >= 6 && after.bytes().take(6).all(|b| b == b'-' || b.is_ascii_digit());
    let clock = (1..=3).contains(&digits)
        && after.starts_with(':')
        && after[1..].starts_with(|c: char| c.is_ascii_digit());
    date || clock
}

impl JsonSchema for At {
    fn schema_name() -> Cow<'static, str> {
        "At".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let time = pattern();
        json_schema!({ "type": "string", "pattern": format!("^{time}( *[-–—] *{time})?$") })
    }
}

impl FromStr for At {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, ParseError> {
        match range(text)? {
            Some((at, rest)) if rest.trim().is_empty() => Ok(at),
            Some((_, rest)) => Err(refusal(text, rest)),
            None => Err(refusal(text, "")),
        }
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match &self.end {
            None => self.start.fmt(f),
            Some(end) => write!(f, "{}-{end}", self.start),
        }
    }
}

/// The word to quote in messages: all of `~ 10:75`.
fn first_word(text: &str) -> &str {
    let skip = text.len() - text.trim_start_matches(['~', ' ']).len();
    let end = text[skip..].find(char::is_whitespace).map_or(text.len(), |at| skip + at);
    &text[..end]
}

/// What is meant as a time at the start of a text: `13:40 PM`, or the first word.
fn attempt(text: &str) -> &str {
    loose_time(text).map_or_else(|| first_word(text), |meant| &text[..meant.length])
}

/// A time, and what follows it. A `p.m.` after it must not become text, because the time would then be in the morning.
fn whole(text: &str) -> Result<Option<(Time, &str)>, ParseError> {
    let Some((time, rest)) = prefix(text) else { return Ok(None) };
    let half = match rest.strip_prefix('.') {
        // `10:29 PM.`
        Some(after) if time.text.ends_with(['M', 'm']) => Some(after),
        _ if matches!(time.clock, Clock::Day(_)) => None,
        _ => half_of_day(rest).map(|(_, after)| after),
    };
    match half.filter(|after| !after.starts_with(char::is_alphanumeric)) {
        Some(after) => Err(refusal(&text[..text.len() - after.len()], "")),
        None => Ok(Some((time, rest))),
    }
}

/// A time or range at the start of a text, and what follows it.
fn range(text: &str) -> Result<Option<(At, &str)>, ParseError> {
    let Some((start, rest)) = whole(text)? else { return Ok(None) };
    if let Some(error) = spaced_offset(text, &start, rest) {
        return Err(error);
    }
    let dash =
        rest.trim_start_matches(' ').strip_prefix(['-', '–', '—']).map(|after| after.trim_start_matches(' '));
    let end = dash.map_or(Ok(None), whole);
    let before = dash.map_or(0, |end| text.len() - end.len());
    let Some((end, left)) = end.map_err(|error| error.moved(before))? else {
        return match dash.and_then(|after| loose_end(text, &start, after)) {
            Some(error) => Err(error),
            None => Ok(Some((At { start, end: None }, rest))),
        };
    };
    if ends_before_start(start.clock, end.clock) {
        let written = text[..text.len() - left.len()].trim_end();
        let message = format!("the range `{written}` ends before it starts");
        let help = "write the date of its end: `23:50-2024-05-31 00:10`; an offset is written `2024-05-30T10:15-04:00`";
        return Err(ParseError::new(message, help).at(0..written.len()));
    }
    Ok(Some((At { start, end: Some(end) }, left)))
}

/// `01:18 -04:00`: where only the first side of the dash has a space, an offset of America is more likely than the end
/// of a range, and a guess would move the end by hours.
fn spaced_offset(text: &str, start: &Time, rest: &str) -> Option<ParseError> {
    const HALF_HOURS: [i32; 3] = [150, 210, 570];
    let after = rest.trim_start_matches(' ');
    let is_spaced =
        after.len() < rest.len() && after.starts_with('-') && after.as_bytes().get(3) == Some(&b':');
    let (offset, left) = offset(after).filter(|_| is_spaced && start.clock.time().is_some())?;
    let west = -offset.local_minus_utc() / 60;
    let is_used = west % 60 == 0 && (1..=10).contains(&(west / 60)) || HALF_HOURS.contains(&west);
    let ends = left.is_empty() || left.starts_with(|c: char| c.is_whitespace() || c == ':');
    if !is_used || !ends {
        return None;
    }
    let written = &text[..text.len() - left.len()];
    let error = zone_beside(written, &format!("`{offset}`"));
    let may_be_range = prefix(&after[1..]).is_some_and(|(end, _)| !ends_before_start(start.clock, end.clock));
    let range = || format!("{}{}", start.text, &after[..after.len() - left.len()]);
    let help = error
        .help
        .map(|help| if may_be_range { format!("{help}; a range has no space: `{}`", range()) } else { help });
    Some(ParseError { help, ..error })
}

/// `3:30 PM - 4 PM`: a range whose end is in another form than ours would become a part of the event.
fn loose_end(text: &str, start: &Time, after: &str) -> Option<ParseError> {
    let is_time = start.clock.time().is_some() && after.starts_with(|c: char| c.is_ascii_digit() || c == '~');
    let meant = is_time.then(|| loose_time(after)).flatten().filter(|meant| meant.is_sure)?;
    let written = &text[..text.len() - after.len() + meant.length];
    let help = did_you_mean(format_args!("{}-{}", start.text, meant.text));
    Some(ParseError::new(format!("`{written}` is not a time"), help).at(0..written.len()))
}

/// Whether a range certainly ends before it starts; a bare end has the date of the start.
fn ends_before_start(start: Clock, end: Clock) -> bool {
    match (start, end) {
        (Clock::Exact(a, a_offset), Clock::Exact(b, b_offset)) => b - b_offset < a - a_offset,
        (Clock::Day(a), _) => end.date().is_some_and(|b| b < a),
        (_, Clock::Bare(b)) => start.time().is_some_and(|a| b < a),
        (Clock::Local(a), Clock::Local(b)) => b < a,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> (Option<String>, &str) {
        let (at, event) = At::split(text).expect(text);
        (at.map(|at| at.to_string()), event)
    }

    /// Old timelines are pasted unchanged: each common form must give the right time and event.
    #[test]
    fn splits_time_from_event() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(split("10:15 Alert fires"), (some("10:15"), "Alert fires"));
        assert_eq!(split("~12:00 Better"), (some("~12:00"), "Better"));
        assert_eq!(split("7:35 PM Outage begins"), (some("7:35 PM"), "Outage begins"));
        assert_eq!(split("7:35 PMs meet"), (some("7:35"), "PMs meet"));
        assert_eq!(split("2021-05-31 05:45:38 Again"), (some("2021-05-31 05:45:38"), "Again"));
        assert_eq!(split("2024-05-30T10:15-04:00 x"), (some("2024-05-30T10:15-04:00"), "x"));
        assert_eq!(split("12:10-12:30 Restart"), (some("12:10-12:30"), "Restart"));
        assert_eq!(split("12:10 – 12:30 Restart"), (some("12:10-12:30"), "Restart"));
        assert_eq!(split("10:15 - Alert"), (some("10:15"), "Alert"));
        assert_eq!(split("10:15: Alert"), (some("10:15"), "Alert"));
        assert_eq!(split("2024-05-30 Deploy"), (some("2024-05-30"), "Deploy"));
        assert_eq!(split("2024-05-30 10:15-12:30 x"), (some("2024-05-30 10:15-12:30"), "x"));
        assert_eq!(split("Deploy of 10:15"), (None, "Deploy of 10:15"));
        assert_eq!(split("503 errors rise"), (None, "503 errors rise"));
        assert_eq!(split("5xx: rate rises"), (None, "5xx: rate rises"));
    }

    /// A time that cannot be read must never silently become a part of the event.
    #[test]
    fn refuses_what_only_looks_like_a_time() {
        for text in [
            "10:75 x",
            "2024-13-30 x",
            "2024-05-30 10:75 x",
            "25:00 x",
            "10:15 UTC x",
            "10:15:99 x",
            "12:10-10:10 x",
            "10:15.5 x",
            "13:00 PM x",
        ] {
            assert!(At::split(text).is_err(), "{text}");
        }
    }

    /// A range that is read as an offset, or an offset as a range, is hours wrong.
    #[test]
    fn asks_where_a_range_may_be_something_else() {
        let help = |text: &str| At::split(text).expect_err(text).help.unwrap_or_default();
        assert_eq!(help("3:30 PM - 4 PM x"), "did you mean `3:30 PM-4:00 PM`?");
        assert_eq!(help("~10:15-4pm x"), "did you mean `~10:15-4:00 PM`?");
        assert_eq!("3:30 PM - 4 PM".parse::<At>().expect_err("a range").help, Some(help("3:30 PM - 4 PM x")));
        let offset = help("01:18 -04:00 x");
        assert!(
            offset.contains("(`-04:00`)") && offset.ends_with("a range has no space: `01:18-04:00`"),
            "{offset}"
        );
        assert!(!help("10:15 -04:00 x").contains("a range"), "it would end before it starts");
        assert!(help("2024-05-30 01:18 -03:30 x").contains("`2024-05-30 01:18-03:30`"));
        for text in ["01:18-04:00 x", "01:18 - 04:00 x", "10:15 -10:20 x", "10:15 -12:00 x", "01:18 -04:10 x"]
        {
            assert!(matches!(At::split(text), Ok((Some(At { end: Some(_), .. }), "x"))), "{text}");
        }
        for text in
            ["10:15 - 11 hosts fail", "10:15 - at 3pm it ends", "10:15 - 24h later", "2024-05-30 - 4pm x"]
        {
            assert!(matches!(At::split(text), Ok((Some(At { end: None, .. }), _))), "{text}");
        }
    }

    /// Each accepted form, and its meaning.
    #[test]
    fn reads_every_written_form() {
        let clock = |text: &str| text.parse::<Time>().expect(text).clock;
        assert!(matches!(clock("10:15"), Clock::Bare(_)));
        assert!(matches!(clock("~2024-04-04 22:00"), Clock::Local(_)));
        assert!(matches!(clock("2024-05-30T10:15Z"), Clock::Exact(..)));
        assert!(matches!(clock("2024-05-30 10:15+0200"), Clock::Exact(..)));
        assert!(matches!(clock("2024-05-30"), Clock::Day(_)));
        assert_eq!(clock("12:30 AM"), clock("00:30"));
        assert_eq!(clock("12:30pm"), clock("12:30"));
        assert!("2024-05-30T10:15:30-04:00".parse::<Time>().is_ok_and(|time| time.has_seconds()));
        assert!("2024-05-30T10:15-04:00".parse::<Time>().is_ok_and(|time| !time.has_seconds()));
        for wrong in ["", "lunch", "10:15x", "1:5", "2024-13-30", "2024-05-30T25:00", "10.15", "101:15"] {
            assert!(wrong.parse::<Time>().is_err(), "{wrong}");
        }
    }
}
