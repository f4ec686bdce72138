//! From times as written to moments: dates of bare times, offsets of local ones.
//!
//! A bare time has the date of the time before it in the same sequence, and the first one the incident's `date`; the
//! end of a window or a range has its start's date. It is never silently the next day.

use super::Moment;
use crate::model::{At, Clock, Incident, Time, Zone};
use chrono::{FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime};

/// A moment or a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// When it was, or began.
    pub start: Moment,
    /// When it ended, if a range or a window says so.
    pub end: Option<Moment>,
}

/// A local time that does not exist, or occurs twice, on the day of a clock change.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct TimeProblem {
    /// The sequence that contains it: `timeline`, `impact.windows` or `communications`.
    pub list: &'static str,
    /// Index in that list.
    pub index: usize,
    /// The field of the item: `at`, `start` or `end`.
    pub field: &'static str,
    /// The time as written.
    pub text: String,
    /// Its date and time of day.
    pub local: NaiveDateTime,
    /// What is wrong with it.
    pub kind: TimeProblemKind,
}

/// How a clock change makes a local time invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum TimeProblemKind {
    /// The clocks went forward past it.
    Nonexistent,
    /// The clocks went back past it, so that it occurred twice, with these offsets.
    Ambiguous(FixedOffset, FixedOffset),
}

/// All moments of an incident, sequence by sequence.
#[derive(Debug, Default)]
pub(super) struct Times {
    pub(super) timeline: Vec<Option<Slot>>,
    pub(super) windows: Vec<Option<Slot>>,
    pub(super) communications: Vec<Option<Slot>>,
    pub(super) problems: Vec<TimeProblem>,
}

impl Times {
    pub(super) fn new(incident: &Incident, zone: Option<Zone>) -> Self {
        let mut times = Times::default();
        let date = incident.date.map(|date| date.first);
        let list = |name| Clockwork { zone, date, list: name, problems: Vec::new() };

        let mut reader = list("timeline");
        times.timeline =
            reader.read(incident.timeline.iter().map(|entry| entry.at.as_ref().map(at)), ["at", "at"]);
        times.problems.append(&mut reader.problems);

        let mut reader = list("impact.windows");
        let windows = incident.windows().iter();
        let bounds = windows.map(|window| Some((window.start.as_ref()?, window.end.as_ref())));
        times.windows = reader.read(bounds, ["start", "end"]);
        times.problems.append(&mut reader.problems);

        let mut reader = list("communications");
        let sent = incident.communications.iter().map(|message| Some((message.at.as_ref()?, None)));
        times.communications = reader.read(sent, ["at", "at"]);
        times.problems.append(&mut reader.problems);
        times
    }
}

fn at(at: &At) -> (&Time, Option<&Time>) {
    (&at.start, at.end.as_ref())
}

/// Reads the times of one sequence, carrying the date from one to the next.
struct Clockwork {
    zone: Option<Zone>,
    date: Option<NaiveDate>,
    list: &'static str,
    problems: Vec<TimeProblem>,
}

impl Clockwork {
    fn read<'i>(
        &mut self,
        slots: impl Iterator<Item = Option<(&'i Time, Option<&'i Time>)>>,
        [start_field, end_field]: [&'static str; 2],
    ) -> Vec<Option<Slot>> {
        let slots = slots.enumerate().map(|(index, slot)| {
            let (start, end) = slot?;
            let start = self.moment(start, index, start_field);
            let end = end.map(|end| self.moment(end, index, end_field));
            Some(Slot { start, end })
        });
        slots.collect()
    }

    fn moment(&mut self, time: &Time, index: usize, field: &'static str) -> Moment {
        self.date = time.clock.date().or(self.date);
        // Without a known date, all have the same one, and a clock's offset must not leave the calendar.
        let local = self.date.unwrap_or_default().and_time(time.clock.time().unwrap_or(NaiveTime::MIN));
        let dated = self.date.is_some();
        let offset = match time.clock {
            Clock::Exact(_, offset) => Some(offset),
            Clock::Day(_) => self.zone.and_then(|zone| zone.offset_of_local(local).earliest()),
            Clock::Bare(_) | Clock::Local(_) if dated => self.offset(time, local, index, field),
            Clock::Bare(_) | Clock::Local(_) => match self.zone {
                Some(Zone::Fixed(offset)) => Some(offset),
                _ => None,
            },
        };
        Moment {
            local,
            offset,
            dated,
            timed: time.clock.time().is_some(),
            seconds: time.has_seconds(),
            approximate: time.approximate,
        }
    }

    /// The zone's offset at a local time; at a clock change there may be none or two.
    fn offset(
        &mut self,
        time: &Time,
        local: NaiveDateTime,
        index: usize,
        field: &'static str,
    ) -> Option<FixedOffset> {
        let zone = self.zone?;
        let (offset, kind) = match zone.offset_of_local(local) {
            MappedLocalTime::Single(offset) => return Some(offset),
            MappedLocalTime::Ambiguous(first, second) => {
                (Some(first), TimeProblemKind::Ambiguous(first, second))
            }
            MappedLocalTime::None => {
                let before = zone.offset_of_local(local - chrono::TimeDelta::hours(3)).earliest();
                (before, TimeProblemKind::Nonexistent)
            }
        };
        let text = time.text.clone();
        self.problems.push(TimeProblem { list: self.list, index, field, text, local, kind });
        offset
    }
}
