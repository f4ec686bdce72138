//! Dates in other formats: `2024/05/30`, `30.05.2024`, `May 30, 2024`, `Oct 4`.

use super::clock::number;
use super::date;
use chrono::{Datelike, NaiveDate};

/// A date, perhaps without its year.
pub(super) struct Day {
    pub(super) year: Option<i32>,
    pub(super) month: u32,
    pub(super) of_month: u32,
    /// Whether it is in our format.
    pub(super) is_ours: bool,
    /// Whether month and day may be swapped.
    pub(super) is_exchangeable: bool,
}

impl Day {
    /// The date with its year; then, if month and day may be swapped, the other one.
    pub(super) fn dates(&self) -> [Option<NaiveDate>; 2] {
        let date = |month, day| NaiveDate::from_ymd_opt(self.year?, month, day);
        let other = || date(self.of_month, self.month).filter(|_| self.is_exchangeable);
        [date(self.month, self.of_month), other()]
    }
}

/// `2024/05/30`, `30.05.2024`, `05/30/2024`, `May 30, 2024`, `30 May`, and ours.
pub(super) fn day(text: &str) -> Option<(Day, &str)> {
    if let Some((date, rest)) = date::prefix(text) {
        let (month, of_month) = (date.month(), date.day());
        let day = Day { year: Some(date.year()), month, of_month, is_ours: true, is_exchangeable: false };
        return Some((day, rest));
    }
    numeric_day(text).or_else(|| named_day(text))
}

fn numeric_day(text: &str) -> Option<(Day, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !"/.".contains(c)).unwrap_or(text.len());
    let written = text[..end].trim_end_matches('.');
    if written.len() > "2024/05/30".len() {
        return None;
    }
    let parts: Vec<&str> = written.split(['/', '.']).collect();
    let is_one_mark = !(written.contains('/') && written.contains('.'));
    let [a, b, c] = *parts.as_slice() else { return None };
    // `05/30/2024` and `30/05/2024` are both in use; with dots the day comes first.
    let is_slashed = c.len() == 4 && !written.contains('.');
    let (year, month, day) = match (a.len(), c.len(), written.contains('.')) {
        (4, 1..=2, _) => (a, b, c),
        (1..=2, 4, true) => (c, b, a),
        (1..=2, 4, false) => (c, a, b),
        _ => return None,
    };
    let (year, month, day): (_, u32, u32) = (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let (month, day) = if is_slashed && month > 12 { (day, month) } else { (month, day) };
    let is_exchangeable = is_slashed && day <= 12 && day != month;
    NaiveDate::from_ymd_opt(year, month, day).filter(|_| is_one_mark)?;
    Some((
        Day { year: Some(year), month, of_month: day, is_ours: false, is_exchangeable },
        &text[written.len()..],
    ))
}

/// `May 30, 2024`, `30 May 2024`, `Oct 4th`.
fn named_day(text: &str) -> Option<(Day, &str)> {
    let (month, day, rest) = if let Some((month, rest)) = month(text) {
        let (day, rest) = day_of_month(rest.trim_start_matches(' '))?;
        (month, day, rest)
    } else {
        let (day, rest) = day_of_month(text)?;
        let (month, rest) = month(rest.trim_start_matches(' '))?;
        (month, day, rest)
    };
    let after = rest.trim_start_matches([',', ' ']);
    let digits = after.bytes().take_while(u8::is_ascii_digit).count();
    let is_year = digits == 4 && after.starts_with("20") && after.len() < rest.len();
    let (year, rest) = if is_year { (after[..4].parse().ok(), &after[4..]) } else { (None, rest) };
    NaiveDate::from_ymd_opt(year.unwrap_or(2000), month, day)?;
    Some((Day { year, month, of_month: day, is_ours: false, is_exchangeable: false }, rest))
}

/// The names of the months in English, as they are compared with text in lower case.
pub(crate) const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

fn month(text: &str) -> Option<(u32, &str)> {
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = text[..letters].to_lowercase();
    let is_month =
        |name: &&str| word == **name || word == name[..3] || (word == "sept" && name.starts_with("sept"));
    let index = MONTHS.iter().position(is_month)?;
    let rest = &text[letters..];
    Some((u32::try_from(index).ok()? + 1, rest.strip_prefix('.').unwrap_or(rest)))
}

fn day_of_month(text: &str) -> Option<(u32, &str)> {
    let (day, rest) = number(text)?;
    let rest =
        ["st", "nd", "rd", "th", "."].iter().find_map(|suffix| rest.strip_prefix(suffix)).unwrap_or(rest);
    let ends = rest.is_empty() || rest.starts_with(|c: char| !c.is_ascii_alphanumeric() && c != ':');
    ends.then_some((day, rest))
}
