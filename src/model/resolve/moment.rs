//! A moment: a written time, completed from its neighbours and the file.

use super::Duration;
use crate::model::Zone;
use chrono::{DateTime, FixedOffset, NaiveDateTime, TimeDelta};
use std::cmp::Ordering;

/// A point in time, as far as known. Real reports lack dates and zones; order and durations still work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    /// Date and time of day on the clock that it was read from. Without a date, the day is arbitrary but the same for
    /// the whole file; without a time of day it is midnight.
    pub local: NaiveDateTime,
    /// Offset of that clock; `None` if no zone is known.
    pub offset: Option<FixedOffset>,
    /// Whether the date is known.
    pub dated: bool,
    /// Whether the time of day is known.
    pub timed: bool,
    /// Whether it was written with seconds.
    pub seconds: bool,
    /// Whether it is approximate.
    pub approximate: bool,
}

impl Moment {
    /// The instant, if date and zone are known.
    pub fn instant(&self) -> Option<DateTime<FixedOffset>> {
        let offset = self.offset.filter(|_| self.dated)?;
        self.local.and_local_timezone(offset).single()
    }

    /// The order of two moments; `None` if it is not known (one has a date or a zone and the other has not).
    pub fn order(&self, other: &Moment) -> Option<Ordering> {
        if self.dated != other.dated || self.offset.is_some() != other.offset.is_some() {
            return None;
        }
        if self.timed && other.timed {
            let (own, others) = self.on_one_clock(other);
            return Some(own.cmp(&others));
        }
        Some(self.local.date().cmp(&other.local.date()))
    }

    /// This time and another one, comparable. Within one file the clock is nearly always the same.
    fn on_one_clock(&self, other: &Moment) -> (NaiveDateTime, NaiveDateTime) {
        if self.offset == other.offset {
            (self.local, other.local)
        } else {
            (self.universal(), other.universal())
        }
    }

    /// Whether this is certainly before the other.
    pub fn is_before(&self, other: &Moment) -> bool {
        self.order(other) == Some(Ordering::Less)
    }

    /// Seconds from this moment to a later one, negative for an earlier one; `None` if not known. Days without a time
    /// of day count as whole days, approximately.
    pub(crate) fn seconds_until(&self, later: &Moment) -> Option<i64> {
        self.order(later)?;
        match (self.timed, later.timed) {
            (true, true) => {
                let (from, to) = self.on_one_clock(later);
                Some((to - from).num_seconds())
            }
            (false, false) => {
                Some((later.local.date() - self.local.date()).num_seconds()).filter(|s| *s != 0)
            }
            _ => None,
        }
    }

    /// The time from this moment to a later one; `None` also if it is not later.
    pub fn duration_until(&self, later: &Moment) -> Option<Duration> {
        let seconds = self.seconds_until(later).filter(|seconds| *seconds >= 0)?;
        let approximate = self.approximate || later.approximate || !self.timed || !later.timed;
        Some(Duration { seconds, approximate })
    }

    /// The same moment on the clock of a zone; unchanged if not known.
    #[must_use]
    pub fn in_zone(self, zone: Option<Zone>) -> Moment {
        match (self.instant().filter(|_| self.timed), zone) {
            (Some(instant), Some(zone)) => {
                let there = zone.local(instant);
                Moment { local: there.naive_local(), offset: Some(*there.offset()), ..self }
            }
            _ => self,
        }
    }

    /// The time on the clock of UTC, or on its own clock if no zone is known: comparable within one file.
    pub fn universal(&self) -> NaiveDateTime {
        let ahead = self.offset.map_or(0, |offset| offset.local_minus_utc());
        self.local.checked_sub_signed(TimeDelta::seconds(ahead.into())).unwrap_or(self.local)
    }
}
