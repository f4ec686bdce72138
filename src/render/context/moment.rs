//! Moments and durations as readers see them: in one zone, each as precisely as it was written.

use crate::model::{Duration, Moment, Slot, Zone};
use crate::render::{Options, Report, TimeFormat};
use chrono::{FixedOffset, NaiveDate};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A moment; all texts are empty if it is not known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct MomentView {
    /// Date, as 2024-05-30.
    pub date: String,
    /// Time of day, with `~` if it is approximate.
    pub time: String,
    /// Date and time.
    pub text: String,
    /// UTC offset, as UTC-04:00.
    pub offset: String,
    /// The instant in RFC 3339, for programs.
    pub iso: String,
    /// Whether it is approximate.
    pub approximate: bool,
}

/// A length of time; the text is empty if it is not known.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct DurationView {
    /// Whole seconds.
    pub seconds: i64,
    /// Whether it is approximate.
    pub approximate: bool,
    /// In readable form: 2 h 30 min, ~5 h.
    pub text: String,
}

impl From<Option<Duration>> for DurationView {
    fn from(duration: Option<Duration>) -> Self {
        duration.map_or_else(DurationView::default, |duration| DurationView {
            seconds: duration.seconds,
            approximate: duration.approximate,
            text: duration.to_string(),
        })
    }
}

/// The zone of a report's times.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, JsonSchema)]
#[non_exhaustive]
pub struct ZoneView {
    /// Its name, such as Africa/Lagos; empty if it is not known.
    pub name: String,
    /// In readable form, with the offset at the time: Africa/Lagos (UTC+01:00).
    pub text: String,
}

/// How a report shows its moments.
pub(in crate::render) struct Clockface<'a> {
    zone: Option<Zone>,
    format: &'a TimeFormat,
    /// The offsets of all moments shown, each once, in their order.
    offsets: Vec<FixedOffset>,
    /// Dates on which the clocks changed between two moments.
    changes: BTreeSet<NaiveDate>,
}

impl<'a> Clockface<'a> {
    pub(in crate::render) fn new(report: &Report, options: &'a Options) -> Self {
        let resolved = report.resolved;
        let moments = || slots(report, options).flat_map(|slot| std::iter::once(slot.start).chain(slot.end));
        let shown: Vec<Moment> = moments().map(|moment| moment.in_zone(resolved.zone)).collect();
        let mut offsets = Vec::new();
        for offset in shown.iter().filter_map(|moment| moment.offset) {
            if !offsets.contains(&offset) {
                offsets.push(offset);
            }
        }
        let changes = match offsets.len() {
            0 | 1 => BTreeSet::new(),
            _ => changes(&shown),
        };
        Clockface { zone: resolved.zone, format: &options.time, offsets, changes }
    }

    pub(in crate::render) fn zone(&self) -> ZoneView {
        let names: Vec<String> = self.offsets.iter().map(|offset| offset_name(*offset)).collect();
        match self.zone {
            Some(zone) if zone.is_utc() => ZoneView { name: "UTC".into(), text: "UTC".into() },
            Some(zone @ Zone::Fixed(_)) => ZoneView { name: zone.to_string(), text: zone.to_string() },
            Some(zone) if names.is_empty() => ZoneView { name: zone.to_string(), text: zone.to_string() },
            Some(zone) => {
                ZoneView { name: zone.to_string(), text: format!("{zone} ({})", names.join(", then ")) }
            }
            None if names.len() == 1 => ZoneView { name: names[0].clone(), text: names[0].clone() },
            None => ZoneView::default(),
        }
    }

    /// Whether a time shows its offset: if there are several and no zone, and on the day of a clock change.
    fn names_offset(&self, moment: &Moment) -> bool {
        (self.zone.is_none() && self.offsets.len() > 1) || self.changes.contains(&moment.local.date())
    }

    pub(in crate::render) fn moment(&self, moment: &Moment) -> MomentView {
        let shown = moment.in_zone(self.zone);
        let date = if shown.dated { shown.local.date().to_string() } else { String::new() };
        let tilde = if shown.approximate { "~" } else { "" };
        let mut time = String::new();
        if shown.timed {
            time = format!("{tilde}{}", self.format.show(shown.local.time(), shown.seconds));
            if self.names_offset(&shown)
                && let Some(offset) = shown.offset
            {
                time = format!("{time} {}", offset_name(offset));
            }
        }
        let text = match (date.as_str(), time.as_str()) {
            ("", time) => time.to_owned(),
            (date, "") => format!("{tilde}{date}"),
            (date, time) => format!("{date} {time}"),
        };
        let iso =
            shown.instant().filter(|_| shown.timed).map_or_else(String::new, |instant| instant.to_rfc3339());
        let offset = shown.offset.map_or_else(String::new, offset_name);
        MomentView { date, time, text, offset, iso, approximate: shown.approximate }
    }

    /// The time of a slot, a range with both ends: `12:10–12:30`. For a date without a time it is empty unless the date is
    /// approximate, or a range.
    pub(in crate::render) fn time(&self, slot: &Slot) -> String {
        let start = self.moment(&slot.start);
        let is_day = start.time.is_empty();
        match slot.end.map(|end| self.moment(&end)) {
            None if is_day && !start.approximate => String::new(),
            None if is_day => start.text,
            None => start.time,
            Some(end) if end.text == start.text => start.text,
            Some(end) => {
                let from = if is_day { start.text } else { start.time };
                let same_day = end.date == start.date && !end.time.is_empty();
                format!("{from}–{}", if same_day { end.time } else { end.text })
            }
        }
    }

    /// A day, as a moment without a known time.
    pub(super) fn day(date: NaiveDate) -> MomentView {
        MomentView { date: date.to_string(), text: date.to_string(), ..MomentView::default() }
    }
}

/// The dates that have moments with several offsets.
fn changes(moments: &[Moment]) -> BTreeSet<NaiveDate> {
    let mut first = BTreeMap::new();
    let differs = |moment: &&Moment| {
        let offset = first.entry(moment.local.date()).or_insert(moment.offset);
        *offset != moment.offset
    };
    moments.iter().filter(differs).map(|moment| moment.local.date()).collect()
}

/// The moments that the audience sees; how these are written must not reveal others.
fn slots<'a>(report: &Report<'a>, options: &Options) -> impl Iterator<Item = &'a Slot> {
    let entries = report.incident.timeline.iter().zip(&report.resolved.timeline);
    let shown = entries.filter(|(entry, _)| options.shows(entry.internal)).map(|(_, slot)| slot);
    shown.chain(&report.resolved.windows).flatten()
}

fn offset_name(offset: FixedOffset) -> String {
    if offset.local_minus_utc() == 0 { "UTC".into() } else { format!("UTC{offset}") }
}
