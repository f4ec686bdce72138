//! The marks of an axis at steps that people count in: 5 minutes, 6 hours, a week.

use super::clock::AxisClock;
use super::scale::{GAP, NARROWEST, Scale, width};
use crate::render::TimeFormat;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

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

    /// Whether tick labels contain the time of day.
    pub(super) fn is_within_a_day(self) -> bool {
        matches!(self, Step::Seconds(_))
    }

    /// The label of a tick.
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

/// The finest step whose labels do not overlap, with its ticks: at least two.
pub(super) fn ticks(scale: &Scale, clock: &AxisClock, format: &TimeFormat) -> (Step, Vec<i64>) {
    let fits = |step: &Step| {
        // Ticks are at whole minutes, unless their labels have seconds anyway.
        let local = clock.local(scale.bounds().0);
        let label = step.label(local.with_second(0).unwrap_or(local), format);
        let pixels = span_share(*step, scale) * NARROWEST;
        pixels >= width(&label) + GAP
    };
    let mut index = STEPS.iter().position(fits).unwrap_or(STEPS.len() - 1);
    loop {
        let found = STEPS[index].within(scale, clock);
        // A step that fits may have a single tick; the finer one has more, though not every label will fit.
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
                let day = i64::from(clock.local(start).date().num_days_from_ce()) - 1;
                let date = |day: i64| NaiveDate::from_num_days_from_ce_opt(i32::try_from(day + 1).ok()?);
                midnights(day, days, date, clock, (start, end))
            }
            Step::Months(months) => {
                let local = clock.local(start);
                let month = i64::from(local.year()) * 12 + i64::from(local.month0());
                let date = |month: i64| {
                    let year = i32::try_from(month.div_euclid(12)).ok()?;
                    NaiveDate::from_ymd_opt(year, u32::try_from(month.rem_euclid(12)).ok()? + 1, 1)
                };
                midnights(month, months, date, clock, (start, end))
            }
        }
    }
}

/// The next second at which the clock shows a multiple of the step, counted from midnight.
fn next_within_day(second: i64, step: i64, clock: &AxisClock) -> i64 {
    let aligned = |second: i64, ahead: i64| (second + ahead).div_euclid(step) * step - ahead;
    let next = aligned(second, clock.ahead(second)) + step;
    let ahead = clock.ahead(next);
    // The same, unless the clock changes in between: then the new clock time counts from the change on.
    let again = aligned(next, ahead);
    if again > second && clock.ahead(again) == ahead { again } else { again + step }
}

/// Starts of days a number of days or months apart, starting with a given one.
fn midnights(
    number: i64,
    step: i64,
    date: impl Fn(i64) -> Option<NaiveDate>,
    clock: &AxisClock,
    (start, end): (i64, i64),
) -> Vec<i64> {
    let numbers = std::iter::successors(Some(number.div_euclid(step) * step), |number| Some(number + step));
    let midnight = |date: NaiveDate| clock.second_of(date.and_time(NaiveTime::MIN));
    let seconds = numbers.map_while(date).map(midnight).take_while(|second| *second <= end);
    let mut seconds: Vec<i64> = seconds.filter(|second| *second >= start).collect();
    // A day that clocks skipped starts with the next one.
    seconds.dedup();
    seconds
}

/// The starts of all days on the axis.
pub(super) fn days(scale: &Scale, clock: &AxisClock) -> Vec<i64> {
    Step::Days(1).within(scale, clock)
}

/// The starts of all years on the axis.
pub(super) fn years(scale: &Scale, clock: &AxisClock) -> Vec<i64> {
    Step::Months(12).within(scale, clock)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Moment, Zone};
    use chrono::FixedOffset;
    use proptest::prelude::*;

    const YEAR: i64 = 366 * DAY;

    fn clock(zone: &str) -> AxisClock {
        let moment = Moment {
            local: NaiveDateTime::default(),
            offset: FixedOffset::east_opt(0),
            dated: true,
            timed: true,
            seconds: false,
            approximate: false,
        };
        AxisClock::new(moment, Some(zone.parse::<Zone>().unwrap()))
    }

    /// The labels of an axis's ticks; the axis starts and ends at these seconds of Unix time.
    fn labels(zone: &str, first: &str, last: &str) -> Vec<String> {
        let second = |text: &str| chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp();
        let (clock, format) = (clock(zone), TimeFormat::default());
        let scale = Scale::new(second(first), second(last)).unwrap();
        let (step, ticks) = ticks(&scale, &clock, &format);
        ticks.into_iter().map(|tick| step.label(clock.local(tick), &format)).collect()
    }

    /// Steps that nobody counts in (7 minutes, 0.4 days) or ticks off the clock make an axis unreadable.
    #[test]
    fn steps_are_those_of_clocks_and_calendars() {
        let utc = |first, last| labels("UTC", first, last);
        assert_eq!(utc("2024-05-30T10:15:03Z", "2024-05-30T10:15:04Z"), ["10:15:03", "10:15:04"]);
        assert_eq!(
            utc("2024-05-30T10:15:00Z", "2024-05-30T12:45:00Z"),
            ["10:30", "11:00", "11:30", "12:00", "12:30"]
        );
        assert_eq!(
            utc("2024-05-30T22:00:00Z", "2024-06-01T04:00:00Z"),
            ["00:00", "06:00", "12:00", "18:00", "00:00"]
        );
        let mondays = ["05-20", "05-27", "06-03", "06-10", "06-17"];
        assert_eq!(utc("2024-05-20T08:00:00Z", "2024-06-20T08:00:00Z"), mondays);
        assert_eq!(utc("2023-11-02T00:00:00Z", "2024-06-01T00:00:00Z"), ["2024-01", "2024-04"]);
    }

    /// On the day of a clock change, ticks follow the clock, at their real distances.
    #[test]
    fn ticks_follow_clock_changes() {
        let berlin = |first, last| labels("Europe/Berlin", first, last);
        assert_eq!(
            berlin("2024-03-30T23:00:00Z", "2024-03-31T04:00:00Z"),
            ["00:00", "01:00", "03:00", "04:00", "05:00", "06:00"]
        );
        assert_eq!(
            berlin("2024-10-26T22:00:00Z", "2024-10-27T03:00:00Z"),
            ["00:00", "01:00", "02:00", "02:00", "03:00", "04:00"]
        );
        let days = berlin("2024-10-25T22:00:00Z", "2024-10-29T23:00:00Z");
        assert_eq!(days, ["10-26", "10-27", "10-28", "10-29", "10-30"]);
        // Clocks in Samoa skipped the whole of 2011-12-30.
        let samoa = labels("Pacific/Apia", "2011-12-28T10:00:00Z", "2012-01-01T10:00:00Z");
        assert_eq!(samoa, ["12-28", "12-29", "12-31", "01-01", "01-02"]);
    }

    proptest! {
        /// Whatever the incident: enough ticks to read the axis, not too many, on it, in order, and on the clock.
        #[test]
        fn any_span_has_ticks(
            start in -20 * YEAR..40 * YEAR,
            length in prop_oneof![1..600_i64, 1..3 * DAY, 1..60 * DAY, 1..10 * YEAR, 1..3000 * YEAR],
            zone in prop_oneof![Just("UTC"), Just("Europe/Berlin"), Just("Australia/Lord_Howe"), Just("Asia/Kolkata")],
            format in prop_oneof![Just("%H:%M"), Just("%I:%M %p"), Just("%H o'clock and %M minutes exactly")],
        ) {
            let (clock, scale) = (clock(zone), Scale::new(start, start + length).unwrap());
            let (step, ticks) = ticks(&scale, &clock, &format.parse().unwrap());
            prop_assert!((2..=10).contains(&ticks.len()), "{step:?} {ticks:?}");
            prop_assert!(ticks.is_sorted_by(|a, b| a < b), "{ticks:?}");
            let (first, last) = scale.bounds();
            for tick in ticks {
                prop_assert!((first..=last).contains(&tick));
                prop_assert!((0.0..=100.0).contains(&scale.percent(tick)));
                let time = clock.local(tick).time();
                let since_midnight = i64::from(time.num_seconds_from_midnight());
                let unit = if let Step::Seconds(step) = step { step } else { DAY };
                prop_assert_eq!(since_midnight % unit, 0);
            }
        }
    }
}
