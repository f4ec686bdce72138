//! Instants as times of a file, in the shortest form that keeps their meaning: only the first time of a day has its date.

use crate::model::Zone;
use chrono::{DateTime, FixedOffset, MappedLocalTime, NaiveDate, Timelike};

pub(super) struct Clocks {
    zone: Zone,
    /// The day of the time before.
    day: Option<NaiveDate>,
}

impl Clocks {
    /// For the times of one list, in a file with this date.
    pub(super) fn new(zone: Zone, day: Option<NaiveDate>) -> Self {
        Clocks { zone, day }
    }

    /// The next time, with its seconds if they count.
    pub(super) fn next(&mut self, instant: DateTime<FixedOffset>, with_seconds: bool) -> String {
        let there = self.zone.local(instant);
        let (local, day) = (there.naive_local(), there.date_naive());
        let form = if with_seconds && local.second() != 0 { "%H:%M:%S" } else { "%H:%M" };
        let time = local.format(form);
        let is_clear = matches!(self.zone.offset_of_local(local), MappedLocalTime::Single(_));
        let is_known = self.day.replace(day) == Some(day);
        match (is_clear, is_known) {
            (false, _) => format!("{day}T{time}{}", there.offset()),
            (true, true) => time.to_string(),
            (true, false) => format!("{day} {time}"),
        }
    }
}
