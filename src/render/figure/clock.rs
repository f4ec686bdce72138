//! Positions of moments on an axis, and the clock time there.
//!
//! An axis counts seconds. For dated moments they are those of Unix time; moments without a date share an arbitrary
//! day, so that their relative positions are right.

use crate::model::{Moment, Zone};
use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeDelta, Timelike};

const HOUR: i64 = 3600;

/// The clock of an axis.
#[derive(Debug, Clone, Copy)]
pub(super) struct AxisClock {
    /// What all moments on the axis share with this one: a date or none, a zone or none.
    like: Moment,
    zone: Option<Zone>,
}

/// A change of the clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Jump {
    /// Its second on the axis.
    pub(super) at: i64,
    /// The clock time without the change.
    pub(super) from: NaiveDateTime,
    /// What it said.
    pub(super) to: NaiveDateTime,
}

impl AxisClock {
    /// For all moments that can be compared with this one.
    pub(super) fn new(like: Moment, zone: Option<Zone>) -> Self {
        let zone = zone.or(like.offset.map(Zone::Fixed)).filter(|_| like.dated && like.offset.is_some());
        AxisClock { like, zone }
    }

    /// Its zone, if it is known.
    pub(super) fn zone(&self) -> Option<Zone> {
        self.zone
    }

    /// Whether the dates of this axis are known.
    pub(super) fn dated(&self) -> bool {
        self.like.dated
    }

    /// The second of a moment; `None` if it cannot be compared with the others.
    pub(super) fn second(&self, moment: &Moment) -> Option<i64> {
        self.like.order(moment)?;
        if self.dated() {
            Some(moment.universal().and_utc().timestamp())
        } else {
            Some(moment.local.num_seconds_from_midnight().into())
        }
    }

    /// Date and time of day at a second.
    pub(super) fn local(&self, second: i64) -> NaiveDateTime {
        let universal = DateTime::from_timestamp(second, 0).unwrap_or_default().naive_utc();
        universal + TimeDelta::seconds(self.ahead(second))
    }

    /// The offset of the clock from the axis, in seconds.
    pub(super) fn ahead(&self, second: i64) -> i64 {
        let Some(zone) = self.zone else { return 0 };
        let instant: DateTime<FixedOffset> =
            DateTime::from_timestamp(second, 0).unwrap_or_default().fixed_offset();
        zone.local(instant).offset().local_minus_utc().into()
    }

    /// The first second at which the clock shows this time, or the first one after it if the clock never does.
    pub(super) fn second_of(&self, local: NaiveDateTime) -> i64 {
        let Some(zone) = self.zone else { return local.and_utc().timestamp() };
        // Clocks skip an hour, once in history a day.
        let hours = (0..=24).map(|hours| local + TimeDelta::hours(hours));
        let found = hours
            .filter_map(|local| Some((local, zone.offset_of_local(local).earliest()?)))
            .map(|(local, offset)| local.and_utc().timestamp() - i64::from(offset.local_minus_utc()));
        found.into_iter().next().unwrap_or_else(|| local.and_utc().timestamp())
    }

    /// The clock changes between two seconds; for spans of days, not of years.
    pub(super) fn jumps(&self, start: i64, end: i64) -> Vec<Jump> {
        let mut jumps = Vec::new();
        let mut before = start;
        while before < end {
            let after = (before + HOUR).min(end);
            if self.ahead(before) != self.ahead(after) {
                jumps.push(self.jump_between(before, after));
            }
            before = after;
        }
        jumps
    }

    fn jump_between(&self, mut before: i64, mut after: i64) -> Jump {
        let ahead = self.ahead(before);
        while after - before > 1 {
            let middle = before + (after - before) / 2;
            if self.ahead(middle) == ahead {
                before = middle;
            } else {
                after = middle;
            }
        }
        let to = self.local(after);
        Jump { at: after, from: to + TimeDelta::seconds(ahead - self.ahead(after)), to }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn berlin(text: &str) -> (AxisClock, i64) {
        let offset = FixedOffset::east_opt(0).unwrap();
        let local = text.parse().unwrap();
        let moment = Moment {
            local,
            offset: Some(offset),
            dated: true,
            timed: true,
            seconds: false,
            approximate: false,
        };
        let clock = AxisClock::new(moment, Some("Europe/Berlin".parse().unwrap()));
        (clock, clock.second(&moment).unwrap())
    }

    fn times(jump: &Jump) -> (String, String) {
        (jump.from.format("%H:%M").to_string(), jump.to.format("%H:%M").to_string())
    }

    /// An hour that is skipped or occurs twice must be marked, or the axis looks wrong.
    #[test]
    fn finds_clock_changes() {
        let (clock, noon) = berlin("2024-03-31T12:00:00");
        let jumps = clock.jumps(noon - 86_400, noon);
        assert_eq!(jumps.iter().map(times).collect::<Vec<_>>(), [("02:00".into(), "03:00".into())]);
        let (clock, noon) = berlin("2024-10-27T12:00:00");
        let jumps = clock.jumps(noon - 86_400, noon);
        assert_eq!(jumps.iter().map(times).collect::<Vec<_>>(), [("03:00".into(), "02:00".into())]);
        assert_eq!(jumps[0].at, noon - 11 * HOUR);
        assert_eq!(clock.jumps(noon, noon + 86_400), []);
    }

    /// A day that starts in a skipped hour starts after it; a repeated time means its first occurrence.
    #[test]
    fn finds_the_second_of_a_local_time() {
        let (clock, noon) = berlin("2024-03-31T12:00:00");
        let local = |hour| NaiveDate::from_ymd_opt(2024, 3, 31).unwrap().and_hms_opt(hour, 0, 0).unwrap();
        assert_eq!(clock.second_of(local(2)), noon - 11 * HOUR);
        assert_eq!(clock.second_of(local(0)), noon - 13 * HOUR);
        assert_eq!(clock.local(noon), local(14));
    }
}
