//! Durations as written in prose: `2 h 30 min`, `2.5 hours`, `90-minute`, `half an hour`, `1h30m`.

use crate::lint::prose::Text;
use std::ops::Range;

/// A duration stated in a text.
pub(super) struct Stated {
    pub(super) seconds: f64,
    /// The words that state it.
    pub(super) words: Range<usize>,
}

/// Units with their seconds.
const UNITS: &[(&[&str], f64)] = &[
    (&["weeks", "week"], 604_800.0),
    (&["days", "day", "d"], 86_400.0),
    (&["hours", "hour", "hrs", "hr", "h"], 3600.0),
    (&["minutes", "minute", "mins", "min", "m"], 60.0),
    (&["seconds", "second", "secs", "sec", "s"], 1.0),
];

/// The names of these units, one of which is in each duration whose number is a word.
pub(super) const UNIT_NAMES: &[&str] = &[
    "weeks", "week", "days", "day", "d", "hours", "hour", "hrs", "hr", "h", "minutes", "minute", "mins",
    "min", "m", "seconds", "second", "secs", "sec", "s",
];

const NUMBERS: &[(&str, f64)] = &[
    ("a", 1.0),
    ("an", 1.0),
    ("one", 1.0),
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("fifteen", 15.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("ninety", 90.0),
];

/// The duration that starts at a word.
pub(super) fn stated(text: Text, index: usize) -> Option<Stated> {
    let (mut seconds, mut unit, mut end) = part(text, index, false)?;
    loop {
        let next = end + usize::from(is(text, end, "and"));
        // A lone `m` may be metres or millions; after hours it is minutes.
        let is_after_hours = (3600.0..=86_400.0).contains(&unit);
        match part(text, next, is_after_hours)
            .filter(|(_, smaller, _)| *smaller < unit && is_close(text, next))
        {
            Some((more, smaller, after)) => {
                seconds += more;
                (unit, end) = (smaller, after);
            }
            None if is(text, end, "and") && is(text, end + 1, "a") && is(text, end + 2, "half") => {
                return Some(Stated { seconds: seconds + unit / 2.0, words: index..end + 3 });
            }
            None => return Some(Stated { seconds, words: index..end }),
        }
    }
}

/// The duration that a word states like a clock time: `3:28`, `3:28:00`.
pub(super) fn clock(text: Text, index: usize) -> Option<Stated> {
    let word = text.word(index);
    if !word.starts_with(|c: char| c.is_ascii_digit()) || !word.contains(':') {
        return None;
    }
    let parts = word.split(':').map(|part| part.parse::<u32>().ok()).collect::<Option<Vec<_>>>()?;
    let (hours, rest) = parts.split_first().filter(|(_, rest)| matches!(rest.len(), 1 | 2))?;
    let is_clock = *hours < 100 && rest.iter().all(|part| *part < 60);
    let parts = [*hours, rest[0], rest.get(1).copied().unwrap_or_default()];
    let seconds = parts.into_iter().zip([3600.0, 60.0, 1.0]).map(|(part, unit)| f64::from(part) * unit).sum();
    is_clock.then_some(Stated { seconds, words: index..index + 1 })
}

/// Whether a word is a number.
pub(super) fn is_number(word: &str) -> bool {
    number(word).is_some()
}

/// A number with its unit: seconds, seconds of the unit, index after it.
fn part(text: Text, index: usize, m_is_minutes: bool) -> Option<(f64, f64, usize)> {
    if index >= text.len() {
        return None;
    }
    let word = text.word(index);
    if let Some((seconds, unit)) = compact(word, m_is_minutes) {
        return Some((seconds, unit, index + 1));
    }
    if word.eq_ignore_ascii_case("half") && (is(text, index + 1, "an") || is(text, index + 1, "a")) {
        let unit = unit(text.word(index + 2))?;
        return Some((unit / 2.0, unit, index + 3));
    }
    let mut amount = number(word)?;
    let mut at = index + 1;
    if is(text, at, "and") && is(text, at + 1, "a") && is(text, at + 2, "half") {
        amount += 0.5;
        at += 3;
    }
    let unit =
        unit(text.word(at)).filter(|_| text.is_joined(at) && (m_is_minutes || text.word(at) != "m"))?;
    Some((amount * unit, unit, at + 1))
}

/// `1h30m`, `1h30`, `90min`, `2.5h`; a lone `m` only if it must be minutes.
fn compact(word: &str, m_is_minutes: bool) -> Option<(f64, f64)> {
    let (mut total, mut smallest, mut rest) = (0.0, f64::INFINITY, word);
    while !rest.is_empty() {
        // `1h45`, as it is spoken.
        if (3600.0..86_400.0).contains(&smallest)
            && rest.len() == 2
            && rest.bytes().all(|b| b.is_ascii_digit())
        {
            return Some((total + number(rest)? * 60.0, 60.0));
        }
        let digits = rest.find(|c: char| c.is_ascii_alphabetic()).filter(|digits| *digits > 0)?;
        let letters = rest[digits..].find(|c: char| c.is_ascii_digit()).unwrap_or(rest.len() - digits);
        let (amount, name) = (number(&rest[..digits])?, &rest[digits..digits + letters]);
        let unit = unit(name).filter(|unit| *unit < smallest)?;
        if name == "m" && smallest.is_infinite() && !m_is_minutes {
            return None;
        }
        total += amount * unit;
        smallest = unit;
        rest = &rest[digits + letters..];
    }
    smallest.is_finite().then_some((total, smallest))
}

fn number(word: &str) -> Option<f64> {
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return word.replace(',', "").parse().ok();
    }
    NUMBERS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, number)| *number)
}

fn unit(word: &str) -> Option<f64> {
    let is_name = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(word));
    UNITS.iter().find(|(names, _)| is_name(names)).map(|(_, seconds)| *seconds)
}

fn is(text: Text, index: usize, word: &str) -> bool {
    index < text.len() && text.is_joined(index) && text.word(index).eq_ignore_ascii_case(word)
}

/// Whether only spaces or a comma precede a word.
fn is_close(text: Text, index: usize) -> bool {
    text.is_joined(index) || text.gap(index).trim() == ","
}

#[cfg(test)]
mod tests {
    use super::{UNIT_NAMES, UNITS, stated};
    use crate::lint::prose::{Kind, Prose, Table};
    use crate::model::Incident;

    fn minutes(summary: &str) -> Option<f64> {
        let incident = Incident { summary: Some(summary.to_owned()), ..Incident::default() };
        let prose = Prose::new(&incident, &Table::EMPTY);
        let text = prose.texts(&[Kind::Summary]).next().expect("a summary");
        let found = stated(text, 0).map(|found| (found.seconds, found.words));
        found.filter(|(_, words)| words.end == text.len()).map(|(seconds, _)| seconds / 60.0)
    }

    /// A form that is not read is a contradiction that is missed; a misread one is a false alarm.
    #[test]
    fn reads_the_forms_that_people_write() {
        for text in [
            "2 h 30 min",
            "2.5 hours",
            "150 minutes",
            "150-minute",
            "2h30m",
            "2h30",
            "2h 30min",
            "2h 30m",
            "2 h 30 m",
            "2 hrs, 30 mins",
            "2 hours and 30 minutes",
            "2 hours, 30 minutes",
            "two and a half hours",
            "two hours and a half",
            "9,000 seconds",
        ] {
            assert_eq!(minutes(text), Some(150.0), "{text}");
        }
        assert_eq!(minutes("half an hour"), Some(30.0));
        assert_eq!(minutes("An hour"), Some(60.0));
        assert_eq!(minutes("1d 2h 30m"), Some(1590.0));
        for text in
            ["5 engineers", "2 hours and 5 engineers", "45m", "2 m", "10:15", "hours", "2 hours 3 hours"]
        {
            assert_eq!(minutes(text), None, "{text}");
        }
    }

    /// A text without any of these names is not read for durations.
    #[test]
    fn names_every_unit() {
        let names: Vec<&str> = UNITS.iter().flat_map(|(names, _)| names.iter().copied()).collect();
        assert_eq!(names, UNIT_NAMES);
    }
}
