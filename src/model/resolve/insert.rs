//! Where a new entry belongs in a timeline, and how its time is written there: as short as its neighbours allow,
//! without changing the meaning of any other time.

use super::times::{Slot, Times};
use super::{Moment, Settings};
use crate::model::{At, Clock, Entry, Incident, Time, Zone};
use chrono::{
    DateTime, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, Timelike, Utc,
};
use std::cmp::Ordering;

/// A time of day this long after the latest entry is taken as one on that entry's day, since the incident was over by
/// then.
const OVER_AFTER: TimeDelta = TimeDelta::hours(12);
/// Unless it was just now: nobody writes down at half past midnight what happened at 00:20 of another day.
const JUST_NOW: TimeDelta = TimeDelta::hours(1);
/// How much clocks differ between people and machines.
const CLOCKS_DIFFER: TimeDelta = TimeDelta::minutes(5);
const LAST_SECOND: NaiveTime = NaiveTime::from_hms_opt(23, 59, 59).expect("a time of day");

/// A position in a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The index of the new entry.
    pub index: usize,
    /// Its time, as written there.
    pub at: At,
    /// An entry whose date is added, by its index before the addition, and its new time: without a date, it would take
    /// that of the new entry.
    pub dated: Option<(usize, At)>,
    /// Whether the entries around it are earlier and later.
    pub in_order: bool,
}

/// Why a time of a new entry says nothing certain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum WhenError {
    /// It is later than now today, and yesterday is before everything in the file: the time, and the same with the
    /// date of today and of yesterday.
    #[error("`{0}` is in the future")]
    Future(String, String, String),
    /// Clocks were set forward over it: the time, and the day.
    #[error("`{0}` does not exist on {1}: the clocks went forward")]
    Skipped(String, NaiveDate),
    /// Clocks were set back over it: the time, the day, and the time with each of its offsets.
    #[error("`{0}` occurs twice on {1}: the clocks went back")]
    Twice(String, NaiveDate, String, String),
}

impl WhenError {
    /// What to write instead.
    pub fn help(&self) -> String {
        match self {
            WhenError::Future(_, today, yesterday) => {
                format!("write its date: `{today}`, or `{yesterday}` for yesterday")
            }
            WhenError::Skipped(..) => "write the time that the clocks showed".to_owned(),
            WhenError::Twice(_, _, first, second) => {
                format!("add the offset: `{first}` or `{second}`")
            }
        }
    }
}

impl Incident {
    /// The positions for an entry at a time, which is now if `at` is `None`, best first; the last one, the end of the
    /// timeline, changes nothing else in the file. A time of day without a date is the latest such time; unless that is
    /// long after the latest entry and not just now: then it is on that entry's day.
    ///
    /// # Errors
    /// If the time is ambiguous.
    pub fn places(
        &self,
        at: Option<&At>,
        now: DateTime<Utc>,
        settings: &Settings,
    ) -> Result<Vec<Place>, WhenError> {
        let zone = self.timezone.or(settings.timezone);
        let book = Book { incident: self, zone, times: Times::new(self, zone), now };
        let (start, end) = book.meaning(at)?;
        let explicit =
            At { start: start.written(start.clock), end: end.as_ref().map(|end| end.written(end.clock)) };
        let last = self.timeline.len();
        let meant = book.slot(last, &explicit, None).0;
        let forms = || {
            let ends = end.as_ref().map_or_else(|| vec![None], |end| end.forms().map(Some).collect());
            start.forms().flat_map(move |start| {
                ends.clone().into_iter().map(move |end| At { start: start.clone(), end })
            })
        };
        let fitting = |index, dated: Option<&(usize, At)>| {
            forms().find(|at| book.slot(index, at, dated) == (meant, true))
        };
        let index = meant.map_or(last, |meant| book.index(&meant.start));
        if let Some(at) = fitting(index, None) {
            return Ok(vec![Place { index, at, dated: None, in_order: true }]);
        }
        let dated = book.dated_from(index);
        let in_order = dated.and_then(|dated| {
            Some(Place { index, at: fitting(index, Some(&dated))?, dated: Some(dated), in_order: true })
        });
        let at = fitting(last, None).unwrap_or(explicit);
        let at_end = Place { index: last, at, dated: None, in_order: index == last };
        Ok(in_order.into_iter().chain([at_end]).collect())
    }
}

/// A time as precisely as known, and how to write it.
struct Meaning {
    clock: Clock,
    seconds: bool,
    approximate: bool,
}

impl Meaning {
    /// From the shortest form to the complete one.
    fn forms(&self) -> impl Iterator<Item = Time> {
        let local = match self.clock {
            Clock::Exact(local, _) | Clock::Local(local) => Some(local),
            Clock::Bare(_) | Clock::Day(_) => None,
        };
        let shorter = local.map(|local| [Clock::Bare(local.time()), Clock::Local(local)]);
        shorter.into_iter().flatten().chain([self.clock]).map(|clock| self.written(clock))
    }

    fn written(&self, clock: Clock) -> Time {
        let of_day = if self.seconds { "%H:%M:%S" } else { "%H:%M" };
        let text = match clock {
            Clock::Bare(time) => time.format(of_day).to_string(),
            Clock::Local(local) => local.format(&format!("%Y-%m-%d {of_day}")).to_string(),
            Clock::Exact(local, offset) => {
                let offset = if offset.local_minus_utc() == 0 { "Z".to_owned() } else { offset.to_string() };
                format!("{}{offset}", local.format(&format!("%Y-%m-%dT{of_day}")))
            }
            Clock::Day(day) => day.to_string(),
        };
        let mark = if self.approximate { "~" } else { "" };
        Time { text: format!("{mark}{text}"), approximate: self.approximate, clock }
    }
}

/// The timeline to add an entry to.
struct Book<'i> {
    incident: &'i Incident,
    zone: Option<Zone>,
    times: Times,
    now: DateTime<Utc>,
}

impl Book<'_> {
    fn meaning(&self, at: Option<&At>) -> Result<(Meaning, Option<Meaning>), WhenError> {
        let Some(at) = at else { return Ok((self.present(), None)) };
        let day = match at.start.clock {
            Clock::Bare(time) => self.day(time, &at.start.text)?,
            clock => clock.date(),
        };
        // The end of a range has the date of its start.
        let dated = |time: &Time| match (time.clock, day) {
            (Clock::Bare(time), Some(day)) => Clock::Local(day.and_time(time)),
            (clock, _) => clock,
        };
        let end = at.end.as_ref().map(|end| self.exact(end, dated(end))).transpose()?;
        Ok((self.exact(&at.start, dated(&at.start))?, end))
    }

    /// To the minute, or to the second if the timeline uses seconds.
    fn present(&self) -> Meaning {
        let now = self.now.fixed_offset();
        let local = self.zone.map_or(now, |zone| zone.local(now));
        let seconds = self.times.timeline.iter().flatten().next_back().is_some_and(|slot| slot.start.seconds);
        let unit = if seconds { 1 } else { 60 };
        let excess = TimeDelta::seconds(i64::from(local.second() % unit))
            + TimeDelta::nanoseconds(local.nanosecond().into());
        let clock = Clock::Exact((local - excess).naive_local(), *local.offset());
        Meaning { clock, seconds, approximate: false }
    }

    /// The day of a time of day; `None` if nothing has a date.
    fn day(&self, time: NaiveTime, text: &str) -> Result<Option<NaiveDate>, WhenError> {
        let dated = self.times.timeline.iter().flatten().map(|slot| slot.end.unwrap_or(slot.start));
        let dated = dated.map(|moment| moment.in_zone(self.zone)).filter(|moment| moment.dated);
        let known: Vec<NaiveDateTime> = dated.map(|moment| latest(&moment)).collect();
        let given = self.incident.date.map(|date| date.first.and_time(LAST_SECOND));
        let last = known.iter().max().copied().or(given);
        let Some(zone) = self.zone else { return Ok(last.map(|last| last.date())) };
        let now = zone.local(self.now.fixed_offset()).naive_local();
        let today = now.date();
        let yesterday = today.pred_opt().unwrap_or(today);
        let is_today = match zone.offset_of_local(today.and_time(time)) {
            // Before the second occurrence of the hour, `now` may be earlier on the clock than the first.
            MappedLocalTime::Ambiguous(first, _) => self.has_come(today.and_time(time), first),
            _ => today.and_time(time) <= now + CLOCKS_DIFFER,
        };
        let latest = if is_today { today } else { yesterday };
        let then = latest.and_time(time);
        if let Some(last) = last.filter(|last| *last + OVER_AFTER < then && then + JUST_NOW < now) {
            return Ok(Some(last.date()));
        }
        if is_today {
            return Ok(Some(today));
        }
        let first = known.iter().copied().chain(given).min().map(|first| first.date());
        let is_recent = now - yesterday.and_time(time) < OVER_AFTER;
        if !is_recent && first.is_some_and(|first| yesterday < first) {
            let on = |day: NaiveDate| match zone.offset_of_local(day.and_time(time)) {
                MappedLocalTime::Ambiguous(first, _) => format!("{day}T{text}{first}"),
                _ => format!("{day} {text}"),
            };
            return Err(WhenError::Future(text.to_owned(), on(today), on(yesterday)));
        }
        Ok(Some(yesterday))
    }

    /// Whether a local time at an offset has passed, allowing for clock differences.
    fn has_come(&self, local: NaiveDateTime, offset: FixedOffset) -> bool {
        local - offset <= self.now.naive_utc() + CLOCKS_DIFFER
    }

    /// A time with everything that the zone says about it.
    fn exact(&self, time: &Time, clock: Clock) -> Result<Meaning, WhenError> {
        let meaning = |clock| Meaning { clock, seconds: time.has_seconds(), approximate: time.approximate };
        let with_offset = |local, offset| meaning(Clock::Exact(local, offset));
        let Some(zone) = self.zone else { return Ok(meaning(clock)) };
        match clock {
            Clock::Exact(local, offset) => {
                let there = local.and_local_timezone(offset).single().map(|instant| zone.local(instant));
                Ok(there.map_or(meaning(clock), |there| with_offset(there.naive_local(), *there.offset())))
            }
            Clock::Local(local) => match zone.offset_of_local(local) {
                MappedLocalTime::Single(offset) => Ok(with_offset(local, offset)),
                // What is written down has happened.
                MappedLocalTime::Ambiguous(first, second)
                    if self.has_come(local, first) && !self.has_come(local, second) =>
                {
                    Ok(with_offset(local, first))
                }
                MappedLocalTime::Ambiguous(first, second) => {
                    let written = |offset| meaning(clock).written(Clock::Exact(local, offset)).text;
                    Err(WhenError::Twice(time.text.clone(), local.date(), written(first), written(second)))
                }
                MappedLocalTime::None => Err(WhenError::Skipped(time.text.clone(), local.date())),
            },
            Clock::Bare(_) | Clock::Day(_) => Ok(meaning(clock)),
        }
    }

    /// Before the first later entry.
    fn index(&self, moment: &Moment) -> usize {
        let slots = &self.times.timeline;
        let is_later = |slot: &Slot| slot.start.order(moment) == Some(Ordering::Greater);
        slots.iter().position(|slot| slot.as_ref().is_some_and(is_later)).unwrap_or(slots.len())
    }

    /// The first entry from an index on that has a time, and that time with its date; `None` unless the date is known
    /// and not written.
    fn dated_from(&self, index: usize) -> Option<(usize, At)> {
        let mut slots = self.times.timeline.iter().enumerate().skip(index);
        let (next, slot) = slots.find_map(|(next, slot)| Some((next, slot.as_ref()?)))?;
        let at = self.incident.timeline[next].at.as_ref()?;
        let is_bare = matches!(at.start.clock, Clock::Bare(_));
        (is_bare && slot.start.dated).then(|| (next, at.on(slot.start.local.date())))
    }

    /// The meaning of a time at an index, and whether all other times keep their meaning; one of them with its date.
    fn slot(&self, index: usize, at: &At, dated: Option<&(usize, At)>) -> (Option<Slot>, bool) {
        let old = self.incident.timeline.iter().map(|entry| entry.at.clone());
        let mut timeline: Vec<Entry> = old.map(|at| Entry { at, ..Entry::default() }).collect();
        if let Some((next, at)) = dated {
            timeline[*next].at = Some(at.clone());
        }
        timeline.insert(index, Entry { at: Some(at.clone()), ..Entry::default() });
        let trial = Incident { date: self.incident.date, timeline, ..Incident::default() };
        let mut times = Times::new(&trial, self.zone);
        let is_clear = times.problems.iter().all(|problem| problem.index != index);
        let slot = times.timeline.remove(index);
        (slot, is_clear && times.timeline == self.times.timeline)
    }
}

/// The end of a moment: for a day without a time of day, its last second.
fn latest(moment: &Moment) -> NaiveDateTime {
    if moment.timed { moment.local } else { moment.local.date().and_time(LAST_SECOND) }
}
