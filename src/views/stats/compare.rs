//! Whether it got better from one period to another.

use super::Options;
use super::durations::{Measure, Measured};
use super::period::{By, Pair, Period};
use crate::collection::Record;
use crate::statistics::{Count, RateRatio, Shift};
use chrono::NaiveDate;

/// Periods with fewer incidents than these are not compared unless somebody asks for it: hardly any change would be seen.
const FEWEST: usize = 8;

/// Two periods, and what changed from the first to the second.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Comparison {
    /// The period before, as far as it is known.
    pub before: Period,
    /// The period after, as far as it is known.
    pub after: Period,
    /// How many incidents each has.
    pub incidents: (usize, usize),
    /// How many times as often they happen.
    pub rate: Option<RateRatio>,
    /// How much longer or shorter each measure is.
    pub changes: Vec<Change>,
}

/// How a measure changed.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Change {
    /// What is measured.
    pub measure: Measure,
    /// How many incidents of each period have it.
    pub counts: (usize, usize),
    /// The change in seconds; nothing if there are too few.
    pub shift: Option<Shift>,
}

impl Comparison {
    /// The comparison that is asked for, or that of the last two periods that have enough incidents.
    pub(super) fn new(records: &[&Record], options: &Options) -> Option<Self> {
        let days: Vec<NaiveDate> =
            records.iter().filter_map(|record| Some(record.start?.local.date())).collect();
        let pair = options.compare.clone();
        let Pair(before, after) = pair
            .or_else(|| [By::Year, By::Quarter].into_iter().find_map(|by| last_pair(by, &days, options)))?;
        let cut = |period: &Period| period.cut(options.since, options.until());
        let (before, after) = (cut(&before), cut(&after));
        let inside = |period: &Period| {
            let is_in =
                |record: &&&Record| record.start.is_some_and(|start| period.contains(start.local.date()));
            records.iter().filter(is_in).copied().collect::<Vec<_>>()
        };
        let (first, second) = (inside(&before), inside(&after));
        let rate = RateRatio::between(count(&before, first.len()), count(&after, second.len()));
        let change = |measure| {
            let measured = |records: &[&Record]| Measured::new(measure, records.iter().copied()).sample;
            let (before, after) = (measured(&first), measured(&second));
            Change { measure, counts: (before.len(), after.len()), shift: Shift::between(&before, &after) }
        };
        let changes = Measure::all().map(change).filter(|change| change.counts != (0, 0)).collect();
        Some(Comparison { incidents: (first.len(), second.len()), rate, changes, before, after })
    }
}

#[expect(clippy::cast_precision_loss)]
fn count(period: &Period, events: usize) -> Count {
    Count { events: events as u64, days: period.days() as f64 }
}

/// The last two periods in a row that are over and have enough incidents.
fn last_pair(by: By, days: &[NaiveDate], options: &Options) -> Option<Pair> {
    let (first, last) = (days.iter().min()?, days.iter().max()?);
    let is_usable = |period: &Period| {
        // Records that begin in the middle of a period do not show how many incidents it had.
        let start = (*first).max(options.since.unwrap_or(*first));
        let is_whole =
            (start - period.first).num_days() <= period.days() / 4 && period.last < options.today();
        let is_seen = options.until.is_none_or(|until| period.last <= until);
        is_whole && is_seen && days.iter().filter(|day| period.contains(**day)).count() >= FEWEST
    };
    let periods = (by.index(*first)..by.index(*last)).rev();
    let pairs = periods.filter_map(|index| Some(Pair(by.period(index)?, by.period(index + 1)?)));
    pairs.into_iter().find(|Pair(before, after)| is_usable(before) && is_usable(after))
}
