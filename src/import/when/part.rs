//! A whole time: day, clock and zone in any order, and the end of a range.

use super::scan::Scan;
use super::{Clock, Day, When};
use chrono::Weekday;

/// Words that announce a time, each with whether they make it approximate.
const LEADS: &[(&str, bool)] = &[
    ("~", true),
    ("≈", true),
    ("±", true),
    ("+/-", true),
    ("approximately", true),
    ("approx.", true),
    ("approx", true),
    ("around", true),
    ("about", true),
    ("circa", true),
    ("ca.", true),
    ("ca", true),
    ("c.", true),
    ("roughly", true),
    ("at", false),
    ("on", false),
    ("by", true),
    ("between", false),
    ("from", false),
    ("@", false),
];

/// Words after an approximate time.
const APPROXIMATE: &[&str] =
    &["ish", "-ish", "(ish)", " (approx)", " (approx.)", " (approximately)", " (about)", " approx."];

/// Days that are counted from the entry before.
const RELATIVE: &[(&str, i64)] =
    &[("next day", 1), ("following day", 1), ("next morning", 1), ("following morning", 1), ("same day", 0)];

impl Scan<'_> {
    /// A time or a range.
    pub(super) fn whole(&mut self) -> Option<When> {
        if let Some(minutes) = self.elapsed() {
            // `T+0 (14:00 UTC)`: the moment is named.
            let moment = self.attempt(|scan| {
                scan.skip();
                scan.take("(").then_some(())?;
                let moment = scan.part().filter(|moment| moment.clock.is_some())?;
                scan.take(")").then_some(moment)
            });
            return Some(moment.unwrap_or(When { elapsed: Some(minutes), ..When::default() }));
        }
        let mut when = self.part()?;
        if when.clock.is_some() {
            self.same_moment();
        }
        let Some(end) = self.end(&when) else { return Some(when) };
        if when.zone.is_none() {
            when.zone.clone_from(&end.zone);
        }
        // `1:15 - 2:30 PM`: the half of the day is written once.
        if let (Some(start), Some(until)) = (when.clock, end.clock)
            && end.has_half
            && !when.has_half
            && start.hour < 12
            && until.hour >= 12
            && (start.hour + 12, start.minute) <= (until.hour, until.minute)
        {
            when.clock = Some(Clock { hour: start.hour + 12, ..start });
        }
        when.end = Some(Box::new(end));
        Some(when)
    }

    fn part(&mut self) -> Option<When> {
        let mut when = When::default();
        loop {
            let saved = self.clone();
            self.skip();
            if when.clock.is_none() && self.lead_word(&mut when) {
                if self.rest().is_empty() {
                    *self = saved;
                    break;
                }
                continue;
            }
            if when.day.is_none() && self.dated(&mut when) {
                continue;
            }
            if when.day.is_none() && when.relative.is_none() && when.weekday.is_none() && when.clock.is_none()
            {
                when.relative = self.relative();
                when.weekday = self.weekday_before_clock();
                if when.relative.is_some() || when.weekday.is_some() {
                    continue;
                }
            }
            if when.clock.is_none()
                && when.zone.is_none()
                && let Some(zone) = self.zone_before_clock()
            {
                when.zone = Some(zone);
                continue;
            }
            if when.clock.is_none()
                && let Some((clock, has_half)) = self.clock().or_else(|| self.dotted(&when))
            {
                (when.clock, when.has_half) = (Some(clock), has_half);
                when.approximate |= self.take_any(APPROXIMATE).is_some();
                continue;
            }
            if when.clock.is_some() && when.zone.is_none() {
                when.zone = self.zone();
                if when.zone.is_some() {
                    continue;
                }
            }
            if when.clock.is_some() && when.day.is_none() {
                when.day = self.day_after_clock();
                if when.day.is_some() {
                    continue;
                }
            }
            *self = saved;
            break;
        }
        (when.day.is_some() || when.clock.is_some() || when.relative.is_some()).then_some(when)
    }

    /// `UTC 10:15`, `(UTC) 10:15`
    fn zone_before_clock(&mut self) -> Option<String> {
        self.attempt(|scan| {
            let zone = scan.zone().filter(|zone| !zone.starts_with(['+', '-']))?;
            let mut ahead = scan.clone();
            ahead.skip();
            ahead.clock().map(|_| zone)
        })
    }

    /// `Thursday 10:15`, `Thu at 10:15`
    fn weekday_before_clock(&mut self) -> Option<Weekday> {
        self.attempt(|scan| {
            let weekday = scan.weekday()?;
            let mut ahead = scan.clone();
            ahead.skip();
            ahead.take("at ");
            ahead.clock().map(|_| weekday)
        })
    }

    /// `2024-05-30, 10.15:`, `10.15 UTC`: what could be a version is a time of day after a day or before a zone, and
    /// where the report begins its lines so.
    fn dotted(&mut self, when: &When) -> Option<(Clock, bool)> {
        self.attempt(|scan| {
            let starts = !scan.text[..scan.at].contains(char::is_alphanumeric);
            let hour = scan.number(1, 2)?;
            scan.take(".").then_some(())?;
            let minute = scan.number(2, 2)?;
            let ends = !scan.is_at_word() && !scan.rest().starts_with(['.', '%']);
            let is_marked = scan.rest().is_empty()
                || [":", " -", " –", " —", " |"].iter().any(|mark| scan.rest().starts_with(mark));
            let is_usual =
                starts && scan.style.is_dotted && (is_marked || scan.rest().starts_with([' ', '*', '_']));
            let is_zoned =
                scan.attempt(|scan| (scan.take(" ") && scan.zone_length().is_some()).then_some(())).is_some();
            let is_time = when.day.is_some() && is_marked || is_zoned || is_usual;
            let is_time = is_time && ends && hour < 24 && minute < 60;
            is_time.then_some((Clock { hour, minute, second: None }, hour > 12))
        })
    }

    fn lead_word(&mut self, when: &mut When) -> bool {
        let rest = self.rest();
        let is_next = |(lead, _): &&(&str, bool)| {
            rest.get(..lead.len()).is_some_and(|text| text.eq_ignore_ascii_case(lead))
                && (lead.len() < 2 || !lead.is_ascii() || rest[lead.len()..].starts_with([' ', '~', '*']))
        };
        let Some((lead, is_approximate)) = LEADS.iter().find(is_next) else { return false };
        self.at += lead.len();
        when.approximate |= is_approximate;
        true
    }

    /// A day and a time of day, with a separator between them: `2021-06-03 - 10:15 - text`.
    fn dated(&mut self, when: &mut When) -> bool {
        let Some(day) = self.day() else { return false };
        when.day = Some(day);
        self.take("T");
        if self.rest().strip_prefix('_').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            self.at += 1;
        }
        if when.clock.is_none() {
            let divided = self.attempt(|scan| {
                scan.skip();
                scan.take_any(&["-", "–", "—", ":", "|"])?;
                scan.skip();
                scan.clock()
            });
            if let Some((clock, has_half)) = divided.or_else(|| self.digits_after_day()) {
                (when.clock, when.has_half) = (Some(clock), has_half);
            } else {
                self.clock_in_parentheses(when);
            }
        }
        true
    }

    /// `2024-05-30 1015: text`: after a day, four digits before a mark are a time of day.
    fn digits_after_day(&mut self) -> Option<(Clock, bool)> {
        self.attempt(|scan| {
            scan.skip();
            let number = scan.number(4, 4)?;
            let is_marked = [":", " -", " –", " —", " |"].iter().any(|mark| scan.rest().starts_with(mark));
            let (hour, minute) = (number / 100, number % 100);
            (is_marked && hour < 24 && minute < 60).then_some((Clock { hour, minute, second: None }, true))
        })
    }

    /// `2024-05-30 (10:15 UTC): text`
    fn clock_in_parentheses(&mut self, when: &mut When) {
        let found = self.attempt(|scan| {
            scan.skip();
            scan.take("(").then_some(())?;
            let (clock, has_half) = scan.clock()?;
            scan.skip();
            let zone = scan.zone();
            scan.take(")").then_some((clock, has_half, zone))
        });
        if let Some((clock, has_half, zone)) = found {
            (when.clock, when.has_half, when.zone) = (Some(clock), has_half, zone);
        }
    }

    /// `10:15 on May 3`
    fn day_after_clock(&mut self) -> Option<Day> {
        self.attempt(|scan| {
            scan.skip();
            scan.take("on ").then_some(())?;
            scan.day()
        })
    }

    fn relative(&mut self) -> Option<i64> {
        self.attempt(|scan| {
            scan.take("the ");
            let days = RELATIVE.iter().find(|(words, _)| scan.take(words)).map(|(_, days)| *days);
            days.filter(|_| !scan.is_at_word())
        })
    }

    /// `T+5`, `T+5 min`, `T+1h30`, `T+00:05`, `T-10m`: minutes from the start.
    fn elapsed(&mut self) -> Option<i64> {
        self.attempt(|scan| {
            scan.skip();
            let is_marked = scan.take("T");
            // `T0`, `T0 + 5m`
            let is_zero = is_marked && scan.take("0");
            let zero = scan.at;
            scan.take(if is_zero { " " } else { "" });
            let Some(sign) = scan.take_any(&["+", "-", "−"]) else {
                scan.at = zero;
                return (is_zero && !scan.is_at_word()).then_some(0);
            };
            let sign = [1, -1, -1][sign];
            scan.take(if is_zero { " " } else { "" });
            let first = i64::from(scan.number(1, 4)?);
            let minutes = if scan.take(":") {
                first * 60 + i64::from(scan.number(2, 2)?)
            } else {
                // `+6.5 hrs`
                let is_half = scan.take(".5");
                // The file counts in minutes: `T+8.02s` stays in the text.
                if scan.rest().starts_with('.') && scan.rest()[1..].starts_with(|c: char| c.is_ascii_digit())
                {
                    return None;
                }
                scan.take(" ");
                let is_in_hours = ["hours", "hour", "hrs", "hr", "h"];
                let is_in_minutes = ["minutes", "minute", "mins", "min", "m"];
                let word = scan.word().to_lowercase();
                if is_in_hours.contains(&&*word) {
                    scan.at += word.len();
                    scan.take(" ");
                    let more = scan.number(1, 2).map_or(0, i64::from);
                    if more > 0 {
                        scan.take(" ");
                        scan.take_any(&is_in_minutes);
                    }
                    first * 60 + if is_half { 30 } else { more }
                } else if is_half {
                    return None;
                } else if is_in_minutes.contains(&&*word) {
                    scan.at += word.len();
                    first
                } else if is_marked {
                    // A bare `T+5`: the space that was passed belongs to the text.
                    first
                } else {
                    return None;
                }
            };
            let ends = !scan.is_at_word() || scan.text[..scan.at].ends_with(' ');
            ends.then_some(sign * minutes)
        })
    }

    /// `10:15 PDT / 17:15 UTC`, `10:15 PDT (17:15 UTC)`: the same moment again.
    fn same_moment(&mut self) {
        self.attempt(|scan| {
            scan.skip();
            let is_in_parentheses = scan.take("(");
            (is_in_parentheses || scan.take("/")).then_some(())?;
            scan.skip();
            scan.part().filter(|other| other.clock.is_some() && other.zone.is_some())?;
            (!is_in_parentheses || scan.take(")")).then_some(())
        });
    }

    fn end(&mut self, start: &When) -> Option<When> {
        self.attempt(|scan| {
            scan.skip();
            let word = scan.take_any(&["->", "–", "—", "-", "→", "to ", "until ", "till ", "and "])?;
            scan.skip();
            let end = scan.part()?;
            let is_alike = match start.clock {
                Some(_) => end.clock.is_some(),
                None => end.clock.is_none() && end.relative.is_none(),
            };
            (is_alike && (!end.approximate || word < 4)).then_some(end)
        })
    }
}
