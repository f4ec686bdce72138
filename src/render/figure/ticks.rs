//! The marks of an axis at steps that people count in: 5 minutes, 6 hours, a week.

use super::clock::AxisClock;
use super::scale::{GAP, NARROWEST, Scale, width};
use crate::render::TimeFormat;
use chrono::{Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime};

const MINUTE: i64 = 60;
const HOUR: i64 = 3600;
const DAY: i64 = 86_400;

/// The distance between two ticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Seconds(i64),
    Days(i64),
    Months(i64),
}

/// From fine to coarse. No step is more than four times the one before.
const STEPS: [Step; 37] = [
    Step::Seconds(1),
    Step::Seconds(2),
    Step::Seconds(5),
    Step::Seconds(10),
    Step::Seconds(15),
    Step::Seconds(30),
    Step::Seconds(MINUTE),
    Step::Seconds(2 * MINUTE),
    Step::Seconds(5 * MINUTE),
    Step::Seconds(10 * MINUTE),
    Step::Seconds(15 * MINUTE),
    Step::Seconds(30 * MINUTE),
    Step::Seconds(HOUR),
    Step::Seconds(2 * HOUR),
    Step::Seconds(3 * HOUR),
    Step::Seconds(6 * HOUR),
    Step::Seconds(12 * HOUR),
    Step::Days(1),
    Step::Days(2),
    Step::Days(7),
    Step::Days(14),
    Step::Months(1),
    Step::Months(3),
    Step::Months(6),
    Step::Months(12),
    Step::Months(2 * 12),
    Step::Months(5 * 12),
    Step::Months(10 * 12),
    Step::Months(20 * 12),
    Step::Months(50 * 12),
    Step::Months(100 * 12),
    Step::Months(200 * 12),
    Step::Months(500 * 12),
    Step::Months(1000 * 12),
    Step::Months(2000 * 12),
    Step::Months(5000 * 12),
    Step::Months(10_000 * 12),
];

impl Step {
    /// About how long it is.
    fn seconds(self) -> i64 {
        match self {
            Step::Seconds(seconds) => seconds,
            Step::Days(days) => days * DAY,
            Step::Months(months) => months * 30 * DAY,
        }
    }

    /// Whether ticks say the time of day.
    pub(super) fn is_within_a_day(self) -> bool {
        matches!(self, Step::Seconds(_))
    }

    /// What a tick says.
    pub(super) fn label(self, local: NaiveDateTime, format: &TimeFormat) -> String {
        match self {
            Step::Seconds(seconds) if seconds < MINUTE => local.format("%H:%M:%S").to_string(),
            Step::Seconds(_) => format.show(local.time(), false),
            Step::Days(_) => local.format("%m-%d").to_string(),
            Step::Months(months) if months < 12 => local.format("%Y-%m").to_string(),
            Step::Months(_) => local.format("%Y").to_string(),
        }
    }
}

/// The finest step whose labels stand apart, with its ticks: at least two.
pub(super) fn ticks(scale: &Scale, clock: &AxisClock, format: &TimeFormat) -> (Step, Vec<i64>) {
    let fits = |step: &Step| {
        let label = step.label(clock.local(scale.bounds().0), format);
        let pixels = span_share(*step, scale) * NARROWEST;
        pixels >= width(&label) + GAP
    };
    let mut index = STEPS.iter().position(fits).unwrap_or(STEPS.len() - 1);
    loop {
        let found = STEPS[index].within(scale, clock);
        // A step that fits can have a single tick; the finer one has more, though not every label will fit.
        if found.len() >= 2 || index == 0 {
            return (STEPS[index], found);
        }
        index -= 1;
    }
}

fn span_share(step: Step, scale: &Scale) -> f64 {
    // Steps are far below the precision of a double.
    #[allow(clippy::cast_precision_loss)]
    let seconds = step.seconds() as f64;
    seconds / scale.span()
}

impl Step {
    fn within(self, scale: &Scale, clock: &AxisClock) -> Vec<i64> {
        let (start, end) = scale.bounds();
        match self {
            Step::Seconds(step) => {
                let next = |second: &i64| Some(next_within_day(*second, step, clock));
                let ticks = std::iter::successors(next(&(start - 1)), next);
                ticks.take_while(|second| *second <= end).collect()
            }
            Step::Days(days) => {
                // Day 1 of the common era was a Monday, so that weeks start with one.
                let is_tick =
                    |date: &NaiveDate| (i64::from(date.num_days_from_ce()) - 1).rem_euclid(days) == 0;
                midnights(start, end, clock, |date| date + Days::new(1), is_tick)
            }
            Step::Months(months) => {
                let is_tick = |date: &NaiveDate| {
                    (i64::from(date.year()) * 12 + i64::from(date.month0())).rem_euclid(months) == 0
                };
                midnights(start, end, clock, first_of_next_month, is_tick)
            }
        }
    }
}

/// The next second at which the clock says a multiple of the step, counted from midnight.
fn next_within_day(second: i64, step: i64, clock: &AxisClock) -> i64 {
    let aligned = |second: i64, ahead: i64| (second + ahead).div_euclid(step) * step - ahead;
    let next = aligned(second, clock.ahead(second)) + step;
    let ahead = clock.ahead(next);
    // The same, unless the clock is changed in between: then the clock of after the change counts, from when it does.
    let again = aligned(next, ahead);
    if again > second && clock.ahead(again) == ahead { again } else { again + step }
}

/// The starts of days that a test picks, day by day or month by month.
fn midnights(
    start: i64,
    end: i64,
    clock: &AxisClock,
    next: impl Fn(NaiveDate) -> NaiveDate,
    is_tick: impl Fn(&NaiveDate) -> bool,
) -> Vec<i64> {
    let first = clock.local(start).date();
    let first = first.with_day(1).unwrap_or(first);
    let dates = std::iter::successors(Some(first), |date| Some(next(*date)));
    let seconds = |date: NaiveDate| clock.second_of(date.and_time(NaiveTime::MIN));
    let shown = dates.take_while(|date| seconds(*date) <= end).filter(is_tick).map(seconds);
    shown.filter(|second| *second >= start).collect()
}

/// The starts of all days on the axis.
pub(super) fn days(scale: &Scale, clock: &AxisClock) -> Vec<i64> {
    Step::Days(1).within(scale, clock)
}

/// The starts of all years on the axis.
pub(super) fn years(scale: &Scale, clock: &AxisClock) -> Vec<i64> {
    Step::Months(12).within(scale, clock)
}

fn first_of_next_month(date: NaiveDate) -> NaiveDate {
    let (year, month) =
        if date.month() == 12 { (date.year() + 1, 1) } else { (date.year(), date.month() + 1) };
    NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(NaiveDate::MAX)
}
