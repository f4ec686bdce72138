//! Periods of the calendar: those that incidents are counted by, and those that are compared.

use chrono::{Datelike, Days, NaiveDate};
use std::str::FromStr;
use thiserror::Error;

/// What incidents are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum By {
    /// Months.
    Month,
    /// Quarters.
    Quarter,
    /// Years.
    Year,
}

/// Days from a first to a last one.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Period {
    /// Its name: `2024`, `2024-Q1`, `2024-03`, `2024-03-15`, or two of these with `..` between them.
    pub name: String,
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day.
    pub last: NaiveDate,
}

/// Two periods to compare: what was before, and what is after.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pair(pub Period, pub Period);

/// A text names no two periods.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{0}; {HELP}")]
pub struct PairError(String);

const HELP: &str =
    "write two periods as 2023,2024 or 2024-Q1,2024-Q2 or 2023-07-01..2023-12-31,2024-01..2024-06";

impl By {
    /// The finest step of which there are not too many to read.
    pub(super) fn of(first: NaiveDate, last: NaiveDate) -> Self {
        /// No more rows than these are read.
        const MOST: i32 = 24;
        match By::Month.index(last) - By::Month.index(first) + 1 {
            ..=MOST => By::Month,
            months if months <= 3 * MOST => By::Quarter,
            _ => By::Year,
        }
    }

    /// The word for one of them.
    pub fn name(self) -> &'static str {
        match self {
            By::Month => "month",
            By::Quarter => "quarter",
            By::Year => "year",
        }
    }

    fn months(self) -> i32 {
        match self {
            By::Month => 1,
            By::Quarter => 3,
            By::Year => 12,
        }
    }

    /// The number of the period that a day is in.
    pub(super) fn index(self, day: NaiveDate) -> i32 {
        (day.year() * 12 + day.month0().cast_signed()).div_euclid(self.months())
    }

    /// The period of a number.
    pub(super) fn period(self, index: i32) -> Option<Period> {
        let first = |index: i32| {
            let month = index.checked_mul(self.months())?;
            NaiveDate::from_ymd_opt(month.div_euclid(12), month.rem_euclid(12).cast_unsigned() + 1, 1)
        };
        let start = first(index)?;
        let name = match self {
            By::Month => start.format("%Y-%m").to_string(),
            By::Quarter => format!("{}-Q{}", start.format("%Y"), start.month0() / 3 + 1),
            By::Year => start.format("%Y").to_string(),
        };
        Some(Period { name, first: start, last: first(index + 1)?.checked_sub_days(Days::new(1))? })
    }
}

impl Period {
    /// Whether a day is in it.
    pub fn contains(&self, day: NaiveDate) -> bool {
        (self.first..=self.last).contains(&day)
    }

    /// How many days it has; none if it ends before it begins.
    pub fn days(&self) -> i64 {
        ((self.last - self.first).num_days() + 1).max(0)
    }

    /// The part of it that was seen.
    pub(super) fn cut(&self, since: Option<NaiveDate>, until: NaiveDate) -> Period {
        let first = since.map_or(self.first, |since| since.max(self.first));
        Period { name: self.name.clone(), first, last: self.last.min(until) }
    }

    /// A year, a quarter, a month, a day, or a range of these.
    fn read(text: &str) -> Option<Period> {
        if let Some((first, last)) = text.split_once("..") {
            let (first, last) = (Period::read_one(first.trim())?, Period::read_one(last.trim())?);
            return Some(Period { name: text.to_owned(), first: first.first, last: last.last });
        }
        Period::read_one(text)
    }

    fn read_one(text: &str) -> Option<Period> {
        if let Ok(day) = text.parse() {
            return Some(Period { name: text.to_owned(), first: day, last: day });
        }
        let (year, rest) = text.split_at_checked(4)?;
        let year: i32 = year.chars().all(|c| c.is_ascii_digit()).then(|| year.parse().ok())??;
        let rest = rest.trim_start_matches('-');
        if rest.is_empty() {
            return By::Year.period(year);
        }
        let number = |text: &str, most: i32| text.parse().ok().filter(|number| (1..=most).contains(number));
        match rest.strip_prefix(['q', 'Q']) {
            Some(quarter) => By::Quarter.period(year * 4 + number(quarter, 4)? - 1),
            None => By::Month.period(year * 12 + number(rest, 12)? - 1),
        }
    }
}

impl FromStr for Pair {
    type Err = PairError;

    fn from_str(text: &str) -> Result<Self, PairError> {
        let Some((before, after)) = text.split_once(',') else {
            return Err(PairError(format!("`{text}` is not two periods")));
        };
        let read = |text: &str| {
            let period = Period::read(text.trim());
            let period = period.ok_or_else(|| PairError(format!("`{}` is not a period", text.trim())))?;
            if period.last < period.first {
                return Err(PairError(format!("`{}` ends before it starts", period.name)));
            }
            Ok(period)
        };
        let (before, after) = (read(before)?, read(after)?);
        if before.first <= after.last && after.first <= before.last {
            return Err(PairError(format!("`{}` and `{}` overlap", before.name, after.name)));
        }
        Ok(Pair(before, after))
    }
}
