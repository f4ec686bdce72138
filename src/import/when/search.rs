//! Days, zones and times anywhere in a text.

use super::scan::Scan;
use super::{Day, Style, When};
use chrono::{Datelike, NaiveDate};
use std::ops::Range;

/// How much of a text is searched.
const SEARCHED: usize = 2000;
/// How far before the end of a text a time at its end can begin.
const LONGEST_TRAIL: usize = 80;

/// The first zone that a text names.
pub(in crate::import) fn zone_in(text: &str) -> Option<String> {
    let text = &text[..text.floor_char_boundary(SEARCHED)];
    let begins = |(at, c): &(usize, char)| {
        c.is_alphabetic() && !text[..*at].ends_with(|before: char| before.is_alphanumeric() || before == '/')
    };
    text.char_indices().filter(begins).find_map(|(at, _)| {
        let scan = Scan::new(text, at, Style::default());
        scan.zone_length().map(|length| text[at..at + length].to_owned()).filter(|zone| zone != "Z")
    })
}

/// The first zone that follows a time of day.
pub(in crate::import) fn zone_after_clock(text: &str) -> Option<String> {
    let text = &text[..text.floor_char_boundary(SEARCHED)];
    let begins = |(at, c): &(usize, char)| {
        let is_inside = |before: char| before.is_alphanumeric() || matches!(before, ':' | '.' | '-');
        c.is_ascii_digit() && !text[..*at].ends_with(is_inside)
    };
    text.char_indices().filter(begins).find_map(|(at, _)| {
        let mut scan = Scan::new(text, at, Style::default());
        scan.clock()?;
        scan.skip();
        scan.zone().filter(|zone| !zone.starts_with(['+', '-']))
    })
}

/// Days anywhere in a text, with where they are.
pub(in crate::import) fn days_in(text: &str, style: Style) -> Vec<(Day, Range<usize>)> {
    let text = &text[..text.floor_char_boundary(SEARCHED)];
    let (mut found, mut at) = (Vec::new(), 0);
    while at < text.len() {
        let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '/' | '.' | '#');
        let begins = text.is_char_boundary(at)
            && text[at..].starts_with(char::is_alphanumeric)
            && !text[..at].ends_with(is_inside);
        let mut scan = Scan::new(text, at, style);
        match begins.then(|| scan.day()).flatten() {
            Some(day) => {
                found.push((day, at..scan.at));
                at = scan.at;
            }
            None => at += 1,
        }
    }
    found
}

/// Days as written in file names: `20240530-checkout`.
pub(in crate::import) fn compact_days(text: &str) -> Vec<Day> {
    let numbers = text.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() == "20240530".len());
    let days = numbers.filter_map(|word| NaiveDate::parse_from_str(word, "%Y%m%d").ok());
    days.filter(|day| (1990..=2100).contains(&day.year())).map(Day::of).collect()
}

/// A time at the end of a text, and the text before it: `First detected 2020-09-21 18:27`.
pub(in crate::import) fn trail(text: &str, style: Style) -> Option<(When, String)> {
    let text = text.trim();
    let first = text.ceil_char_boundary(text.len().saturating_sub(LONGEST_TRAIL));
    let is_inside = |c: char| c.is_alphanumeric() || matches!(c, ':' | '-' | '/' | '.');
    let begins = |(at, c): &(usize, char)| {
        *at >= first && *at > 0 && c.is_alphanumeric() && !text[..*at].ends_with(is_inside)
    };
    text.char_indices().filter(begins).find_map(|(at, _)| {
        let mut scan = Scan::new(text, at, style);
        let is_marked = text[..at].trim_end().ends_with(['(', '@']) || text[..at].ends_with("at ");
        let is_time =
            |when: &When| when.clock.is_some() && (when.day.is_some() || when.zone.is_some() || is_marked);
        let when = scan.whole().filter(is_time)?;
        let ends = scan.rest().trim_matches([' ', '.', ')', '*', '_', '`']).is_empty();
        let before = text[..at].trim_end_matches(" at ");
        let before = before.trim_end_matches([' ', ':', '-', '–', '(', '*', '@']);
        let is_open = before.matches("**").count() % 2 == 1;
        let before = if is_open { before.replacen("**", "", 1) } else { before.to_owned() };
        ends.then_some((when, before))
    })
}
