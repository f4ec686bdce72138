//! How many incidents there were, by period and by severity.

use super::period::{By, Period};
use super::{Options, Severities};
use crate::collection::Record;
use chrono::NaiveDate;

/// How many incidents there were.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Counts {
    /// What they are counted by.
    pub by: By,
    /// The periods from the first incident until now, empty ones too.
    pub periods: Vec<PeriodCount>,
    /// How many there are of each severity, in the order of [`Stats::severities`](super::Stats::severities).
    pub by_severity: Vec<usize>,
    /// How many have no date, and so are in no period.
    pub undated: usize,
}

/// The incidents of a period.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct PeriodCount {
    /// The period.
    pub period: Period,
    /// Whether it is not over yet.
    pub current: bool,
    /// How many incidents started in it.
    pub incidents: usize,
    /// How many of each severity.
    pub by_severity: Vec<usize>,
}

impl Counts {
    pub(super) fn new(records: &[&Record], severities: &Severities, options: &Options) -> Self {
        let mut by_severity = vec![0; severities.names.len()];
        for record in records {
            by_severity[severities.place(record)] += 1;
        }
        let days: Vec<(NaiveDate, usize)> = records
            .iter()
            .filter_map(|record| Some((record.start?.local.date(), severities.place(record))))
            .collect();
        let first = options.since.into_iter().chain(days.iter().map(|(day, _)| *day)).min();
        let last = days.iter().map(|(day, _)| *day).chain([options.until()]).max();
        let undated = records.len() - days.len();
        let (Some(first), Some(last), false) = (first, last, days.is_empty()) else {
            return Counts { by: options.by.unwrap_or(By::Month), periods: Vec::new(), by_severity, undated };
        };
        let by = options.by.unwrap_or_else(|| By::of(first, last));
        let start = by.index(first);
        let empty = |index| {
            let period = by.period(index)?;
            let current = period.contains(options.today());
            Some(PeriodCount { period, current, incidents: 0, by_severity: vec![0; severities.names.len()] })
        };
        let mut periods: Vec<PeriodCount> = (start..=by.index(last)).filter_map(empty).collect();
        for (day, severity) in days {
            let place = usize::try_from(by.index(day) - start).ok();
            if let Some(count) = place.and_then(|place| periods.get_mut(place)) {
                count.incidents += 1;
                count.by_severity[severity] += 1;
            }
        }
        Counts { by, periods, by_severity, undated }
    }
}
