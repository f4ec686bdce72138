//! The value of `log --at`: a time as in a timeline, or one relative to now.

use crate::cli::support::problem::Problem;
use chrono::{DateTime, Days, TimeDelta, Utc};
use postmortem::model::{At, Clock, ParseError, Time, Zone};
use postmortem::wording::{did_you_mean, is_question};
use std::str::FromStr;

/// When an entry happened.
#[derive(Debug, Clone)]
pub(super) enum When {
    /// A duration before now: `now`, `-5m`, `20 minutes ago`.
    Ago(TimeDelta),
    /// A number of days before today: `yesterday 23:50`; `None` if the time of day is not given.
    Day(Days, Option<At>),
    /// A time as in the timeline.
    At(At),
}

/// What is accepted in addition to the forms of the timeline.
const RELATIVE: &str = "or write it relative to now: `now`, `-5m`, `20 minutes ago`, `yesterday 23:50`";
/// Units without an exact length, which do not give a time of day either.
const LONG_UNITS: &[&str] = &["month", "months", "y", "yr", "yrs", "year", "years"];

impl When {
    /// The present.
    pub(super) const NOW: When = When::Ago(TimeDelta::zero());

    /// The entry's time, unless it is now, and the current time to add the entry at: an earlier one for a time in the
    /// past.
    ///
    /// # Errors
    /// If the day is ambiguous, because the file has no zone.
    pub(super) fn resolve(
        &self,
        zone: Option<Zone>,
        now: DateTime<Utc>,
    ) -> anyhow::Result<(Option<At>, DateTime<Utc>)> {
        match self {
            When::Ago(ago) => Ok((None, now - *ago)),
            When::At(at) => Ok((Some(at.clone()), now)),
            When::Day(before, at) => {
                let zone = zone.ok_or_else(|| {
                    Problem::new(
                        "the day is ambiguous, because the file has no time zone",
                        "add `timezone` to the file, or write the date: --at \"2024-05-30 23:50\"",
                    )
                })?;
                let today = zone.local(now.fixed_offset()).date_naive();
                let date = today - *before;
                let day = Time { text: date.to_string(), approximate: false, clock: Clock::Day(date) };
                let at = at.as_ref().map_or(At { start: day, end: None }, |at| at.on(date));
                Ok((Some(at), now))
            }
        }
    }
}

impl FromStr for When {
    type Err = Problem;

    fn from_str(text: &str) -> Result<Self, Problem> {
        let words = text.trim().to_lowercase();
        if words == "now" {
            return Ok(When::NOW);
        }
        if let Some(duration) = words.strip_prefix('-').or(words.strip_suffix("ago")) {
            if duration.split(|c: char| !c.is_alphabetic()).any(|unit| LONG_UNITS.contains(&unit)) {
                let help = "write the date and the time of day: `2024-05-30 10:15`";
                return Err(Problem::new(format!("`{text}` is not an exact time"), help));
            }
            return ago(duration.trim()).map(When::Ago).ok_or_else(|| refusal(text));
        }
        let day = [("today", 0), ("yesterday", 1)]
            .into_iter()
            .find_map(|(name, before)| Some((words.strip_prefix(name)?, Days::new(before))));
        match day {
            Some(("", before)) => Ok(When::Day(before, None)),
            Some((time, before)) if time.starts_with([' ', ',']) => {
                let time = time.trim_start_matches([' ', ',']);
                let at = time.strip_prefix("at ").unwrap_or(time).parse::<At>().map_err(with_forms)?;
                let is_bare = matches!(at.start.clock, Clock::Bare(_));
                is_bare.then_some(When::Day(before, Some(at))).ok_or_else(|| refusal(text))
            }
            Some(_) => Err(refusal(text)),
            None if ago(&words).is_some() => {
                Err(Problem::new(format!("`{text}` is not a time"), did_you_mean(format_args!("-{text}"))))
            }
            None => text.trim().parse().map(When::At).map_err(with_forms),
        }
    }
}

/// `5m`, `1 hour 20 minutes`, `2 hours, 5 minutes`, `an hour`, `half an hour`.
fn ago(duration: &str) -> Option<TimeDelta> {
    let duration = duration.replace(',', " ").replace(" and ", " ");
    let (duration, divisor) = match duration.strip_prefix("half ") {
        Some(whole) => (whole.to_owned(), 2),
        None => (duration, 1),
    };
    let duration = match duration.split_once(' ') {
        Some(("a" | "an", unit)) => format!("1 {unit}"),
        _ => duration,
    };
    let duration = TimeDelta::from_std(humantime::parse_duration(&duration).ok()?).ok()? / divisor;
    // A longer duration than any incident's age would leave the calendar.
    (duration < TimeDelta::days(365 * 100)).then_some(duration)
}

fn refusal(text: &str) -> Problem {
    let message = format!("`{text}` is not a time");
    Problem::new(message, "write it as in a timeline, `10:15` or `2024-05-30 10:15`").and_help(RELATIVE)
}

/// The error for a time as in the timeline, with the other accepted forms unless it suggests one.
fn with_forms(error: ParseError) -> Problem {
    let has_question = error.help.as_deref().is_some_and(|help| help.lines().any(is_question));
    let problem = Problem::of(&error.into());
    if has_question { problem } else { problem.and_help(RELATIVE) }
}
