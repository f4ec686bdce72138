//! Times as reports write them: dates, clocks, ranges and zones, whatever emphasis is around them.
//!
//! The model reads the forms of the incident file; this reads what people wrote before they had one. What it finds is
//! written in the forms of the model.

mod clock;
mod day;
mod escapes;
mod lead;
mod part;
mod scan;
mod search;
mod style;
mod zone;

pub(super) use lead::{Lead, lead};
pub(super) use search::{compact_days, days_in, trail, zone_after_clock, zone_in};
pub(super) use style::Style;
pub(super) use zone::{name_of, place};

use chrono::{NaiveDate, NaiveTime, Weekday};

/// A day, perhaps without its year.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Day {
    pub(super) year: Option<i32>,
    pub(super) month: u32,
    pub(super) of_month: u32,
    /// Whether month and day may be swapped.
    pub(super) is_guess: bool,
}

impl Day {
    /// The date, with a year for a day that has none.
    pub(super) fn date(&self, year: Option<i32>) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year.or(year)?, self.month, self.of_month)
    }

    pub(super) fn of(date: NaiveDate) -> Self {
        use chrono::Datelike;
        Day { year: Some(date.year()), month: date.month(), of_month: date.day(), is_guess: false }
    }
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Clock {
    pub(super) hour: u32,
    pub(super) minute: u32,
    pub(super) second: Option<u32>,
}

impl Clock {
    pub(super) fn minutes(self) -> u32 {
        self.hour * 60 + self.minute
    }

    pub(super) fn time(self) -> NaiveTime {
        NaiveTime::from_hms_opt(self.hour, self.minute, self.second.unwrap_or(0)).unwrap_or_default()
    }
}

impl std::fmt::Display for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)?;
        self.second.map_or(Ok(()), |second| write!(f, ":{second:02}"))
    }
}

/// What a report says of when something happened.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct When {
    pub(super) day: Option<Day>,
    /// Days after the entry before: `next day`.
    pub(super) relative: Option<i64>,
    /// The first such weekday on or after the day of the entry before: `Thursday 10:15`.
    pub(super) weekday: Option<Weekday>,
    /// Minutes after the start of the incident: `T+5 min`.
    pub(super) elapsed: Option<i64>,
    pub(super) clock: Option<Clock>,
    /// Whether it is certain which half of the day the clock shows.
    pub(super) has_half: bool,
    pub(super) approximate: bool,
    pub(super) zone: Option<String>,
    pub(super) end: Option<Box<When>>,
    /// The address that the time is linked to.
    pub(super) link: Option<String>,
}

/// How many times nearer to each other dates must be in one order of day and month than in the other.
const NEARER: i64 = 4;

/// Which of the two numbers of `3/4/2021` is the month, judging by the other dates of the report.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
    /// The order that brings the dates of the report closest together.
    LikelyDayFirst,
    LikelyMonthFirst,
    Unknown,
}

impl Order {
    pub(super) fn is_certain(self) -> bool {
        matches!(self, Order::DayFirst | Order::MonthFirst)
    }

    pub(super) fn is_day_first(self) -> bool {
        matches!(self, Order::DayFirst | Order::LikelyDayFirst)
    }

    /// The order that a date with a number above 12 shows.
    pub(super) fn of(text: &str) -> Order {
        let (mut first, mut second) = (0, 0);
        let mut open = Vec::new();
        let is_mark = |c: char| c.is_whitespace() || matches!(c, '*' | '|' | '`' | '(' | ')');
        for word in text.split(is_mark).filter(|word| word.len() <= 20) {
            let word = word.trim_matches(|c: char| !c.is_ascii_digit());
            let mut numbers = word.split(['/', '-', '.']).map(|part| part.parse::<u32>().unwrap_or(0));
            let (Some(a), Some(b), Some(year), None) =
                (numbers.next(), numbers.next(), numbers.next(), numbers.next())
            else {
                continue;
            };
            if year >= 20 && (1..=31).contains(&a) && (1..=31).contains(&b) {
                first += u32::from(a > 12);
                second += u32::from(b > 12);
                open.extend((a <= 12 && b <= 12 && word.contains('/')).then_some((a, b, year)));
            }
        }
        match first.cmp(&second) {
            std::cmp::Ordering::Greater => Order::DayFirst,
            std::cmp::Ordering::Less => Order::MonthFirst,
            std::cmp::Ordering::Equal => Order::likely(&open),
        }
    }

    /// The order in which ambiguous dates are close to each other: `05/11/2020` and `06/11/2020` are days of
    /// November.
    fn likely(dates: &[(u32, u32, u32)]) -> Order {
        let span = |is_day_first: bool| {
            let date = |(a, b, year): &(u32, u32, u32)| {
                let (day, month) = if is_day_first { (*a, *b) } else { (*b, *a) };
                let year = if *year < 100 { 2000 + year } else { *year };
                NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)
            };
            let first = dates.iter().filter_map(date).min()?;
            dates.iter().filter_map(date).max().map(|last| (last - first).num_days())
        };
        match (span(true), span(false)) {
            (Some(days), Some(months)) if days * NEARER < months => Order::LikelyDayFirst,
            (Some(days), Some(months)) if months * NEARER < days => Order::LikelyMonthFirst,
            _ => Order::Unknown,
        }
    }
}
