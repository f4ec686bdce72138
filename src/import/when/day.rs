//! Days: `2024-05-30`, `5/23/21`, `23.05.2021`, `May 3rd`, `19. April`, `3/4 10:15`.

use super::Day;
use super::scan::Scan;
use crate::model::MONTHS;
use chrono::Weekday;

const WEEKDAYS: &[&str] = &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const SEPARATORS: &[&str] = &["-", "/", ".", "‑", "–"];

impl Scan<'_> {
    /// A day, with the weekday before or after it.
    pub(super) fn day(&mut self) -> Option<Day> {
        self.attempt(|scan| {
            let weekday = scan.attempt(|scan| {
                scan.name(WEEKDAYS)?;
                scan.skip();
                (!scan.rest().is_empty()).then_some(())
            });
            if weekday.is_some() {
                scan.take("the ");
            }
            let day = scan
                .iso()
                .or_else(|| scan.compact())
                .or_else(|| scan.numeric())
                .or_else(|| scan.month_first())
                .or_else(|| scan.day_first())
                .or_else(|| scan.short())?;
            scan.attempt(|scan| {
                scan.skip();
                let is_in_parentheses = scan.take("(");
                scan.name(WEEKDAYS)?;
                (!is_in_parentheses || scan.take(")")).then_some(())
            });
            let ends = scan.next().is_none_or(|c| !c.is_alphanumeric() || matches!(c, 'T' | 't'));
            ((1..=12).contains(&day.month) && (1..=31).contains(&day.of_month) && ends).then_some(day)
        })
    }

    /// `2024-05-30`, `2024/5/30`.
    fn iso(&mut self) -> Option<Day> {
        self.attempt(|scan| {
            let year = scan.number(4, 4)?;
            let separator = SEPARATORS[scan.take_any(SEPARATORS)?];
            let month = scan.number(1, 2)?;
            scan.take(separator).then_some(())?;
            let day = scan.number(1, 2)?;
            let ends = !scan.next().is_some_and(|c| c.is_ascii_digit());
            ends.then_some(Day { year: year.try_into().ok(), month, of_month: day, is_guess: false })
        })
    }

    /// `20240530 10:15`, `20240530-1015`: eight digits are a day where a time of day follows.
    fn compact(&mut self) -> Option<Day> {
        self.attempt(|scan| {
            let number = scan.number(8, 8)?;
            let (year, month, of_month) = (number / 10_000, number / 100 % 100, number % 100);
            let mut ahead = scan.clone();
            ahead.take_any(&[" ", "-", "_", "T"])?;
            (1990..=2100).contains(&year).then_some(())?;
            ahead.clock()?;
            Some(Day { year: year.try_into().ok(), month, of_month, is_guess: false })
        })
    }

    /// `5/23/21`, `23.05.2021`.
    fn numeric(&mut self) -> Option<Day> {
        self.attempt(|scan| {
            let a = scan.number(1, 2)?;
            let separator = SEPARATORS[scan.take_any(&SEPARATORS[..4])?];
            let b = scan.number(1, 2)?;
            scan.take(separator).then_some(())?;
            let year = scan.number(2, 4).filter(|year| *year < 100 || *year > 1980)?;
            let year = if year < 100 { 2000 + year } else { year };
            (!scan.next().is_some_and(|c| c.is_ascii_digit() || c == ':')).then_some(())?;
            let is_dotted = separator == ".";
            let is_open = !scan.style.order.is_certain() && !is_dotted;
            let is_usual = scan.style.order.is_day_first() || !scan.style.order.is_certain() && is_dotted;
            let is_day_first = a > 12 || b <= 12 && is_usual;
            let (day, month) = if is_day_first { (a, b) } else { (b, a) };
            let is_guess = a <= 12 && b <= 12 && a != b && is_open;
            Some(Day { year: year.try_into().ok(), month, of_month: day, is_guess })
        })
    }

    /// `May 3`, `May 3rd, 2021`, `May 3-4`.
    fn month_first(&mut self) -> Option<Day> {
        self.attempt(|scan| {
            let month = scan.month()?;
            scan.skip();
            let day = scan.number(1, 2)?;
            // `May 10:15` has no day.
            let is_clock = scan
                .rest()
                .strip_prefix(':')
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            (!is_clock).then_some(())?;
            scan.ordinal();
            scan.attempt(|scan| {
                scan.take_any(&["-", "–", "—"])?;
                scan.number(1, 2)?;
                (!scan.rest().starts_with(':')).then_some(())
            });
            Some(Day { year: scan.year(), month, of_month: day, is_guess: false })
        })
    }

    /// `19. April`, `3rd of May 2021`, `3-May-2021`.
    fn day_first(&mut self) -> Option<Day> {
        self.attempt(|scan| {
            let day = scan.number(1, 2)?;
            scan.ordinal();
            scan.skip();
            scan.take("of ");
            let mark = ["-", "/"][scan.take_any(&["-", "/", ""])?.min(1)];
            let month = scan.month()?;
            scan.take(mark);
            let year = scan.year();
            // `Drop #1 May 31`: the day is the number after the month.
            let has_other = year.is_none()
                && scan
                    .clone()
                    .attempt(|scan| {
                        scan.skip();
                        scan.number(1, 2)?;
                        (!scan.rest().starts_with([':', 'h'])).then_some(())
                    })
                    .is_some();
            (!has_other).then_some(Day { year, month, of_month: day, is_guess: false })
        })
    }

    /// `3/4`, `03-04`, where a time of day follows.
    fn short(&mut self) -> Option<Day> {
        self.attempt(|scan| {
            let begin = scan.at;
            let a = scan.number(1, 2)?;
            let is_slash = scan.take_any(&["/", "-"])? == 0;
            let b = scan.number(1, 2)?;
            // `9-10 10:15` is hardly a day.
            (is_slash || scan.at - begin == "03-04".len()).then_some(())?;
            let is_day_first = a > 12 || scan.style.order.is_day_first();
            let (day, month) = if is_day_first { (a, b) } else { (b, a) };
            let mut ahead = scan.clone();
            ahead.skip();
            ahead.take("at ");
            ahead.clock()?;
            let is_guess = is_slash && a <= 12 && b <= 12 && !scan.style.order.is_certain();
            Some(Day { year: None, month, of_month: day, is_guess })
        })
    }

    pub(super) fn weekday(&mut self) -> Option<Weekday> {
        let index = self.name(WEEKDAYS)?;
        Weekday::try_from(u8::try_from(index).ok()?).ok()
    }

    fn month(&mut self) -> Option<u32> {
        self.name(&MONTHS).and_then(|index| u32::try_from(index + 1).ok())
    }

    fn year(&mut self) -> Option<i32> {
        self.attempt(|scan| {
            scan.skip();
            let year = scan.number(4, 4)?;
            let is_clock = scan
                .rest()
                .strip_prefix(':')
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
            let is_year = matches!(year, 1980..=2100) && !is_clock;
            is_year.then(|| year.try_into().ok())?
        })
    }

    fn ordinal(&mut self) {
        if self.take_any(&["st", "nd", "rd", "th"]).is_none() {
            self.take(".");
        }
    }
}
