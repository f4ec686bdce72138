//! Times of day: `10:15`, `10:15:30`, `7:35 PM`, `9am`, `10.15 pm`, `10h15`, `1015 UTC`, `noon`.

use super::Clock;
use super::scan::Scan;

impl Scan<'_> {
    /// A time of day, and whether its half of the day is certain.
    pub(super) fn clock(&mut self) -> Option<(Clock, bool)> {
        self.attempt(|scan| scan.named_clock().or_else(|| scan.four_digits()).or_else(|| scan.usual_clock()))
    }

    fn named_clock(&mut self) -> Option<(Clock, bool)> {
        for (word, hour) in [("noon", 12), ("midnight", 0)] {
            if self.word().eq_ignore_ascii_case(word) {
                self.at += word.len();
                return Some((Clock { hour, minute: 0, second: None }, true));
            }
        }
        None
    }

    /// `1015 UTC`, `1015h`: without a zone or a unit it is a number.
    fn four_digits(&mut self) -> Option<(Clock, bool)> {
        self.attempt(|scan| {
            let number = scan.number(4, 4)?;
            scan.attempt(|scan| {
                let has_space = scan.take(" ");
                let word = scan.word();
                if let Some(unit) =
                    ["hrs", "hours", "h"].into_iter().find(|unit| word.eq_ignore_ascii_case(unit))
                {
                    scan.at += unit.len();
                    return Some(());
                }
                let is_zoned = scan.zone_length().is_some() && (has_space || scan.next() == Some('Z'));
                is_zoned.then_some(())
            })?;
            let (hour, minute) = (number / 100, number % 100);
            (hour < 24 && minute < 60).then_some((Clock { hour, minute, second: None }, true))
        })
    }

    fn usual_clock(&mut self) -> Option<(Clock, bool)> {
        let hour = self.number(1, 2)?;
        let separator = self.take_any(&[":", "h", ".", "："]);
        let (mut minute, mut second) = (0, None);
        if let Some(separator) = separator {
            minute = self.number(2, 2)?;
            if self.rest().starts_with(':') || separator == 2 && self.rest().starts_with('.') {
                second = self.seconds();
            }
        }
        let half = self.half(separator.is_some());
        if half.is_none() && separator.is_none_or(|separator| separator == 2) {
            return None;
        }
        let hour = match half {
            Some(is_evening) if hour <= 12 => hour % 12 + if is_evening { 12 } else { 0 },
            _ => hour,
        };
        self.attempt(|scan| {
            scan.take_any(&["hrs", "h", " hrs", " hours", " Uhr", " uur"])?;
            (!scan.is_at_word()).then_some(())
        });
        let is_valid = hour <= 24 && minute < 60 && !self.next().is_some_and(|c| c.is_ascii_digit());
        is_valid.then_some((Clock { hour: hour % 24, minute, second }, half.is_some() || hour > 12))
    }

    /// `:30`, `:30.123`.
    fn seconds(&mut self) -> Option<u32> {
        let second = self.attempt(|scan| {
            scan.at += 1;
            scan.number(2, 2).filter(|second| *second < 60)
        })?;
        self.attempt(|scan| {
            scan.take_any(&[".", ","])?;
            scan.number(1, 9)
        });
        Some(second)
    }

    /// `am`, `p.m.`: whether it is the second half of the day.
    fn half(&mut self, has_minutes: bool) -> Option<bool> {
        self.attempt(|scan| {
            let begin = scan.at;
            while scan.take(" ") || scan.take("\u{a0}") || scan.take("\u{202f}") {}
            // `9:58a`: one letter only right after the digits.
            let halves =
                &["a.m", "am", "p.m", "pm", "a", "p"][..if has_minutes && scan.at == begin { 6 } else { 4 }];
            let is_evening = matches!(scan.take_any(halves)?, 2 | 3 | 5);
            let ends = !scan.is_at_word();
            if ends {
                scan.take(".");
            }
            ends.then_some(is_evening)
        })
    }
}
