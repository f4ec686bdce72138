//! When a report and its actions are due: days of its severity after the end of the impact.

use crate::lint::{Deadline, RuleContext};
use crate::model::normalised;
use chrono::{Days, NaiveDate};

/// The deadline of the file's severity, if the configuration gives one.
pub(super) fn of_severity(file: &RuleContext) -> Option<Deadline> {
    let severity =
        normalised(file.incident.severity.as_ref().filter(|_| !file.options.deadlines.is_empty())?);
    let found = file.options.deadlines.iter().find(|(name, _)| normalised(name) == severity);
    found.map(|(_, deadline)| *deadline)
}

/// The last day of impact on the file's calendar; `None` while an end is not known.
pub(super) fn last_day(file: &RuleContext) -> Option<NaiveDate> {
    let mut last = None;
    for period in file.resolved.occurrences.iter().flat_map(|occurrence| &occurrence.periods) {
        let end = period.end.filter(|end| end.dated)?.in_zone(file.resolved.zone);
        last = last.max(Some(end.local.date()));
    }
    last
}

/// The day a number of days later.
pub(super) fn after(day: NaiveDate, days: u32) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(days.into()))
}
