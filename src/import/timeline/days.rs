//! Finds the day of each entry: that of the entry before it, or the next one after a jump back over midnight.

use super::at::{Ends, written};
use super::{Entry, Step};
use crate::import::account::How;
use crate::import::when::{Clock, When, place};
use crate::import::work::Work;
use crate::model::Zone;
use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime};

/// A jump back by more minutes than this means midnight; a smaller one means entries out of order.
const JUMP: u32 = 360;

/// The state between two entries.
struct Walk {
    day: Option<NaiveDate>,
    /// Whether a day was set since the last entry.
    is_set: bool,
    /// Day and minute of the entry before.
    last: Option<(NaiveDate, u32)>,
    /// Whether times descend, with the newest entry first.
    is_falling: bool,
    /// Whether no time says its half of the day: after 12:56, `1:02` is in the afternoon.
    is_halved: bool,
    /// The moment that `T+5` counts from.
    zero: Option<NaiveDateTime>,
    zone: Option<Zone>,
}

impl Work<'_> {
    /// The entries with their times as written to the file.
    pub(in crate::import) fn resolve(
        &mut self,
        zone: Option<Zone>,
        zero: Option<NaiveDateTime>,
    ) -> Vec<Entry> {
        let steps = std::mem::take(&mut self.steps);
        if self.base.is_none() {
            self.year = self.year.or_else(|| steps.iter().find_map(year_of));
        }
        let mut walk = Walk {
            day: self.base.map(|base| base.date),
            is_set: false,
            last: None,
            is_falling: is_falling(&steps),
            is_halved: is_halved(&steps),
            zero,
            zone,
        };
        let mut entries = Vec::new();
        for step in steps {
            match step {
                Step::Day(day) => {
                    walk.day = self.near(&day, walk.day).or(walk.day);
                    (walk.last, walk.is_set) = (None, true);
                }
                Step::Entry(entry) => entries.push(self.resolve_entry(*entry, &mut walk)),
            }
        }
        entries
    }

    fn resolve_entry(&mut self, mut entry: Entry, walk: &mut Walk) -> Entry {
        let event = entry.event.trim().to_owned();
        entry.event = event;
        let Some(mut when) = entry.when.clone() else { return below_day(entry, walk) };
        if let Some(minutes) = when.elapsed {
            let Some(zero) = walk.zero else { return untimed(entry) };
            let moment = zero + Duration::minutes(minutes);
            when = at_moment(moment);
            self.guess_time(
                &mut entry,
                &format!("T{minutes:+}"),
                format!("counted from {}", zero.format("%H:%M")),
            );
        }
        let mut is_dated = std::mem::take(&mut walk.is_set);
        is_dated |= self.day_of(&mut entry, &when, walk);
        is_dated |= self.roll(&mut entry, &mut when, walk);
        let own =
            when.zone.as_deref().and_then(place).filter(|own| walk.zone.is_some_and(|zone| zone != *own));
        let to = when.end.as_ref().and_then(|end| end.day.as_ref()).and_then(|day| self.near(day, walk.day));
        let ends = Ends { start: walk.day, end: to, is_dated, own, zone: walk.zone };
        let (at, unread) = written(&when, &ends);
        if let Some(unread) = unread {
            entry.event = format!("{unread} {}", entry.event);
        }
        walk.day = to.or(walk.day);
        if let (Some(clock), Some(day)) = (when.clock, walk.day) {
            walk.last = Some((day, clock.minutes()));
        }
        entry.local = match (ends.start, when.clock) {
            (Some(day), Some(clock)) => Some(day.and_time(clock.time())),
            (Some(day), None) if !at.is_empty() => day.and_hms_opt(0, 0, 0),
            _ => None,
        };
        walk.zero = walk.zero.or(entry.local.filter(|_| when.clock.is_some()));
        with_event(entry, at)
    }

    /// Moves a time to the afternoon or the next day where it comes after a later one; returns whether its day is new.
    fn roll(&mut self, entry: &mut Entry, when: &mut When, walk: &mut Walk) -> bool {
        if let Some(clock) = afternoon(entry, when, walk) {
            when.clock = Some(clock);
            self.guess_time(
                entry,
                &clock.to_string(),
                format!("{clock}: it comes after a later time of day"),
            );
        }
        if let Some(clock) = when.clock
            && when.day.is_none()
            && let (Some((last_day, before)), false) = (walk.last, walk.is_falling)
            && walk.day == Some(last_day)
            && before > clock.minutes() + JUMP
        {
            let day = last_day + Duration::days(1);
            walk.day = Some(day);
            self.guess_time(entry, &clock.to_string(), format!("{day}: it comes after a later time of day"));
            return true;
        }
        false
    }

    /// Sets the day that an entry names, and returns whether there is one.
    fn day_of(&mut self, entry: &mut Entry, when: &When, walk: &mut Walk) -> bool {
        if let Some(days) = when.relative {
            walk.day = walk.day.map(|day| day + Duration::days(days));
            walk.last = None;
            self.guess_time(entry, "next day", "the day after the entry before".to_owned());
            return true;
        }
        if let Some(weekday) = when.weekday {
            let Some(from) = walk.day else {
                entry.event = format!("{} {}", entry.written.trim(), entry.event);
                return false;
            };
            let days = i64::from(weekday.days_since(from.weekday()));
            (walk.day, walk.last) = (Some(from + Duration::days(days)), None);
            self.guess_time(
                entry,
                &weekday.to_string(),
                format!("the first {weekday} after the entry before"),
            );
            return true;
        }
        let Some(day) = &when.day else { return false };
        if day.is_guess {
            let why = "the order of day and month that fits the dates around it, else month first".to_owned();
            self.guess_time(entry, &format!("{}/{}", day.month, day.of_month), why);
        }
        let Some(date) = self.near(day, walk.day) else {
            entry.event = format!("{} {}", entry.written.trim(), entry.event);
            return false;
        };
        (walk.day, walk.last) = (Some(date), None);
        true
    }

    fn guess_time(&mut self, entry: &mut Entry, what: &str, why: String) {
        self.account.place(entry.line, what, format!("timeline.at: {why}"), How::Guessed);
        entry.hints.push(why);
    }
}

/// An entry needs an event: if the report has none, it is the time as the report writes it.
fn with_event(mut entry: Entry, at: String) -> Entry {
    if entry.event.trim().is_empty() {
        let written = entry.written.trim_matches(['*', ' ', ':', '-', '|']);
        written.clone_into(&mut entry.event);
        if entry.event.is_empty() {
            entry.event.clone_from(&at);
        }
    }
    entry.at = at;
    entry
}

/// The year that a step names.
fn year_of(step: &Step) -> Option<i32> {
    match step {
        Step::Entry(entry) => entry.when.as_ref()?.day.as_ref()?.year,
        Step::Day(day) => day.year,
    }
}

fn is_falling(steps: &[Step]) -> bool {
    let bare = |step: &Step| match step {
        Step::Entry(entry) => {
            let when = entry.when.as_ref().filter(|when| when.day.is_none())?;
            when.clock.map(Clock::minutes)
        }
        Step::Day(_) => None,
    };
    let minutes: Vec<u32> = steps.iter().filter_map(bare).collect();
    minutes.windows(2).filter(|pair| pair[1] < pair[0]).count() * 2 > minutes.len()
}

/// Whether all times of day are before 13:00, and none says its half of the day.
fn is_halved(steps: &[Step]) -> bool {
    let mut whens = steps.iter().filter_map(|step| match step {
        Step::Entry(entry) => entry.when.as_ref(),
        Step::Day(_) => None,
    });
    whens.all(|when| !when.has_half && when.end.as_ref().is_none_or(|end| !end.has_half))
}

/// The time in the afternoon that `1:02` after `12:56` is. `01:02` is early in the morning.
fn afternoon(entry: &Entry, when: &When, walk: &Walk) -> Option<Clock> {
    let clock = when.clock.filter(|clock| walk.is_halved && when.day.is_none() && clock.hour < 12)?;
    let (day, before) = walk.last.filter(|_| !walk.is_falling)?;
    let later = Clock { hour: clock.hour + 12, ..clock };
    let written = entry.written.trim_start_matches(|c: char| !c.is_ascii_digit());
    let is_short = !written.starts_with('0') && clock.hour < 10;
    let is_near = before <= later.minutes() && later.minutes() - before < JUMP;
    (is_short && walk.day == Some(day) && before > clock.minutes() + JUMP && is_near).then_some(later)
}

fn at_moment(moment: NaiveDateTime) -> When {
    use chrono::Timelike;
    let clock = Clock { hour: moment.hour(), minute: moment.minute(), second: None };
    let day = super::super::when::Day::of(moment.date());
    When { day: Some(day), clock: Some(clock), ..When::default() }
}

/// The first entry below a day gets it, even if its time of day is not known.
fn below_day(mut entry: Entry, walk: &mut Walk) -> Entry {
    let day = walk.day.filter(|_| std::mem::take(&mut walk.is_set));
    if let Some(day) = day {
        entry.at = day.to_string();
        entry.local = day.and_hms_opt(0, 0, 0);
    }
    entry
}

/// An entry whose time counts from a moment that the report does not name.
fn untimed(entry: Entry) -> Entry {
    let event = format!("{} {}", entry.written.trim(), entry.event).trim().to_owned();
    Entry { event, when: None, ..entry }
}
