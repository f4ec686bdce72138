//! A time in the shortest form that keeps its meaning: `10:15` if the day is known, else with date or offset.

use crate::import::fields::Moment;
use crate::import::when::{Clock, When, place};
use crate::model::{At, Zone};
use chrono::{Duration, FixedOffset, MappedLocalTime, NaiveDate};

/// A range that seems to end before it starts by more minutes than this ends the next day.
const OVER_MIDNIGHT: u32 = 720;

/// What is known about the days and the zones of a time.
pub(super) struct Ends {
    pub(super) start: Option<NaiveDate>,
    /// The day of the end of a range, if it is named.
    pub(super) end: Option<NaiveDate>,
    /// Whether the day must be written.
    pub(super) is_dated: bool,
    /// The zone of this entry, if it has its own.
    pub(super) own: Option<Zone>,
    /// The zone of the file.
    pub(super) zone: Option<Zone>,
}

/// The time as written to the file, and the part that is not a time, which stays in the text.
pub(super) fn written(when: &When, ends: &Ends) -> (String, Option<String>) {
    let start = start(when, ends);
    let mark = if when.approximate && !start.is_empty() { "~" } else { "" };
    let at = format!("{mark}{start}");
    let Some(end) = &when.end else { return (parsed(at), None) };
    match range_end(when, end, ends) {
        Ok(to) if !to.is_empty() => {
            let range = format!("{at}-{to}");
            if range.parse::<At>().is_ok() {
                return (range, None);
            }
            (parsed(at), Some(format!("(to {to})")))
        }
        Ok(_) => (parsed(at), None),
        Err(unread) => (parsed(at), Some(unread)),
    }
}

/// Only what the model can read is written as a time.
fn parsed(at: String) -> String {
    if at.parse::<At>().is_ok() { at } else { String::new() }
}

fn start(when: &When, ends: &Ends) -> String {
    let Some(clock) = when.clock else {
        return ends.start.filter(|_| ends.is_dated).map(|day| day.to_string()).unwrap_or_default();
    };
    let Some(day) = ends.start else { return clock.to_string() };
    let offset =
        ends.own.and_then(|zone| offset(zone, day, clock)).or_else(|| unclear(ends.zone, day, clock));
    match offset {
        Some(offset) => format!("{day}T{clock}{offset}"),
        None if ends.is_dated => format!("{day} {clock}"),
        None => clock.to_string(),
    }
}

/// The end of a range; `Err` with the text of one that is before its start.
fn range_end(when: &When, end: &When, ends: &Ends) -> Result<String, String> {
    let seconds = |clock: Clock| clock.minutes() * 60 + clock.second.unwrap_or(0);
    let is_back = when.clock.zip(end.clock).is_some_and(|(a, b)| seconds(b) < seconds(a));
    let is_reversed = match (ends.end, ends.start) {
        (Some(to), Some(from)) => to < from || to == from && is_back,
        (None, _) => is_back,
        (Some(_), None) => false,
    };
    let is_next_day = is_reversed
        && ends.end.is_none()
        && when.clock.zip(end.clock).is_some_and(|(a, b)| a.minutes() > b.minutes() + OVER_MIDNIGHT);
    let to = if is_next_day { ends.start.map(|day| day + Duration::days(1)) } else { ends.end };
    if is_reversed && !(is_next_day && to.is_some()) {
        let said = end.clock.map(|clock| clock.to_string());
        return Err(said.map_or_else(String::new, |said| format!("(to {said})")));
    }
    // The range has one offset: that of its start.
    let day = to.or(ends.start.filter(|_| ends.own.is_some()));
    let own = end.clock.zip(day).and_then(|(clock, day)| ends.own.and_then(|zone| offset(zone, day, clock)));
    Ok(match (to, end.clock) {
        (_, Some(clock)) if own.is_some() => {
            format!(
                "{}T{clock}{}",
                day.unwrap_or_default(),
                own.map(|own| own.to_string()).unwrap_or_default()
            )
        }
        (Some(day), Some(clock)) => format!("{day} {clock}"),
        (None, Some(clock)) => clock.to_string(),
        (Some(day), None) => day.to_string(),
        (None, None) => String::new(),
    })
}

fn offset(zone: Zone, day: NaiveDate, clock: Clock) -> Option<FixedOffset> {
    zone.offset_of_local(day.and_time(clock.time())).earliest()
}

/// The offset of a local time that a clock change repeats or skips: a file must say which one is meant.
fn unclear(zone: Option<Zone>, day: NaiveDate, clock: Clock) -> Option<FixedOffset> {
    let local = day.and_time(clock.time());
    match zone?.offset_of_local(local) {
        MappedLocalTime::Single(_) => None,
        MappedLocalTime::Ambiguous(first, _) => Some(first),
        MappedLocalTime::None => zone?.offset_of_local(local - Duration::hours(2)).earliest(),
    }
}

/// A single time of day, as written to the file.
pub(in crate::import) fn moment(when: &When, day: Option<NaiveDate>, zone: Option<Zone>) -> Option<Moment> {
    let own = when.zone.as_deref().and_then(place).filter(|own| zone.is_some_and(|zone| zone != *own));
    let ends = Ends { start: day, end: None, is_dated: true, own, zone };
    let at = written(when, &ends).0;
    let local = day.zip(when.clock).map(|(day, clock)| day.and_time(clock.time()));
    (!at.is_empty()).then_some(Moment { at, local })
}
