//! Times and dates in other formats, and what they mean in ours: `3pm`, `15.40`, `Oct 4, 2024 15:40`.

use super::clock::{bare, number, prefix, two_digits};
use super::loose_date::{Day, day};
use super::{Time, date};
use crate::wording::{did_you_mean, did_you_mean_either};
use chrono::{NaiveDate, NaiveTime, Timelike};

/// The meaning of a text in another format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant {
    /// In an accepted form.
    pub text: String,
    /// How many bytes of the text it takes.
    pub length: usize,
    /// Whether it can only be a time: `1540 x` may be a quantity.
    pub is_sure: bool,
    /// Month and day of a date without a year.
    pub month_and_day: Option<(u32, u32)>,
    /// Its meaning if month and day are swapped.
    pub other: Option<String>,
    /// Whether it names a weekday, which our format does not contain.
    pub has_weekday: bool,
}

impl Meant {
    fn of(text: String, length: usize) -> Self {
        Meant { text, length, is_sure: true, month_and_day: None, other: None, has_weekday: false }
    }

    /// Whether our format expresses all of it.
    fn is_complete(&self) -> bool {
        self.month_and_day.is_none() && self.other.is_none() && !self.has_weekday
    }

    /// The question for the author.
    pub fn question(&self) -> String {
        match &self.other {
            Some(other) => did_you_mean_either(&self.text, other),
            None => did_you_mean(&self.text),
        }
    }
}

/// The time at the start of a text, if it is in another format.
pub(crate) fn loose_time(text: &str) -> Option<Meant> {
    marked_time(text).or_else(|| foreign_time(text)).or_else(|| led_time(text))
}

/// `At 15:40`, `@15:40`, `ca. 15:40`, `Fri 15:40`: a time after a word.
fn led_time(text: &str) -> Option<Meant> {
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let letters = text.bytes().take_while(u8::is_ascii_alphabetic).count();
    let word = text[..letters].to_ascii_lowercase();
    let has_weekday = word.len() >= 3 && DAYS.iter().any(|day| word == *day || word == day[..3]);
    let mark = match &*word {
        "c" | "ca" | "circa" | "approx" | "approximately" | "about" | "around" => "~",
        "at" => "",
        "" if text.starts_with('@') => "",
        _ if has_weekday => "",
        _ => return None,
    };
    let body = text[letters..].trim_start_matches(['@', '.', ',', ' ']);
    let own = || {
        let (time, rest) = prefix(body).filter(|(time, _)| time.clock.time().is_some())?;
        let ends = rest.is_empty() || rest.starts_with([' ', ':', '-', '–']);
        ends.then(|| Meant::of(time.text, body.len() - rest.len()))
    };
    let foreign = || foreign_time(body).filter(|meant| meant.is_sure);
    let meant = marked_time(body).or_else(foreign).or_else(own)?;
    let mark = if meant.text.starts_with('~') { "" } else { mark };
    Some(Meant {
        text: format!("{mark}{}", meant.text),
        length: text.len() - body.len() + meant.length,
        is_sure: meant.is_sure && !has_weekday,
        has_weekday,
        ..meant
    })
}

/// `[10:15]`, `**10:15**`, `10:15,`: a time in our format, with marks around it.
fn marked_time(text: &str) -> Option<Meant> {
    let body = text.trim_start_matches(['[', '(', '*', '`']);
    let (time, rest) = prefix(body)?;
    let after = rest.trim_start_matches([']', ')', '*', '`', ',', ';', '|']);
    let ends = after.is_empty() || after.starts_with(|c: char| c.is_whitespace() || c == ':');
    // A date with a comma may continue with a time.
    let is_clear = time.clock.time().is_some() || body.len() < text.len();
    let length = text.len() - after.len();
    (after.len() < rest.len() && ends && is_clear).then(|| Meant::of(time.text, length))
}

fn foreign_time(text: &str) -> Option<Meant> {
    let body = text.trim_start_matches(['~', ' ']);
    let approximate = if text.starts_with('~') { "~" } else { "" };
    let day = day(body);
    let after_day = day.as_ref().map_or(body, |(_, rest)| rest.trim_start_matches([' ', ',', 'T']));
    let after_day = after_day.strip_prefix("at ").unwrap_or(after_day);
    let clock = clock(after_day).or_else(|| day.as_ref().and_then(|_| usual_clock(after_day)));
    let (day, clock, rest) = match (day, clock) {
        (day, Some((clock, is_sure, rest))) => (day.map(|(day, _)| day), Some((clock, is_sure)), rest),
        (Some((day @ Day { year: Some(_), is_ours: false, .. }, rest)), None) => (Some(day), None, rest),
        _ => return None,
    };
    let is_range = rest
        .trim_start()
        .strip_prefix(['-', '–', '—'])
        .is_some_and(|rest| rest.trim_start().starts_with(|c: char| c.is_ascii_digit()));
    let is_whole =
        is_range || rest.is_empty() || rest.starts_with(|c: char| c.is_whitespace() || ":,;".contains(c));
    let is_zoned = super::beside::beside(rest.trim_start()).is_some();
    let clock_text = clock.as_ref().map_or("", |(clock, _)| clock);
    let [date, other] = day.as_ref().map_or([None, None], Day::dates);
    let written = |date: Option<NaiveDate>| {
        let date = date.map(|date| date.to_string()).unwrap_or_default();
        format!("{approximate}{}", format!("{date} {clock_text}").trim())
    };
    let other = other.map(|other| written(Some(other)));
    let is_empty = date.is_none() && clock_text.is_empty();
    (is_whole && !is_empty).then(|| Meant {
        is_sure: clock.as_ref().is_none_or(|(_, is_sure)| *is_sure)
            && !is_range
            && !is_zoned
            && other.is_none(),
        month_and_day: day.filter(|day| day.year.is_none()).map(|day| (day.month, day.of_month)),
        other,
        ..Meant::of(written(date), text.len() - rest.len())
    })
}

/// What a rejected time or date certainly means, in our format.
pub fn certain(text: &str) -> Option<String> {
    let meant = loose_time(text).filter(|meant| meant.length == text.len() && meant.is_complete());
    meant.map(|meant| meant.text).filter(|text| text.parse::<Time>().is_ok()).or_else(|| midnight(text))
}

/// `2024-05-30T00:00:00Z`, as programs write a date.
fn midnight(text: &str) -> Option<String> {
    let (_, rest) = date::prefix(text)?;
    let (time, rest) = bare(rest.strip_prefix(['T', ' '])?)?;
    let is_universal = matches!(rest.strip_prefix(".000").unwrap_or(rest), "" | "Z" | "z" | "+00:00");
    (time == NaiveTime::MIN && is_universal).then(|| text[..10].to_owned())
}

/// The help for a rejected date.
pub(super) fn date_help(text: &str) -> String {
    let usual = "write year, month and day: 2024-05-30";
    let open = loose_time(text).filter(|meant| meant.length == text.len() && meant.other.is_some());
    if let Some(meant) = open {
        return meant.question();
    }
    // Parsing it as a date would ask for this help again.
    match certain(text).filter(|meant| date::prefix(meant).is_some_and(|(_, rest)| rest.is_empty())) {
        Some(meant) => did_you_mean(meant),
        None if date::prefix(text).is_some() => "write the day alone, as 2024-05-30".to_owned(),
        None => usual.to_owned(),
    }
}

/// The help for a rejected time, if it is in another format.
pub(super) fn time_help(text: &str) -> Option<String> {
    let Some(meant) = loose_time(text).filter(|meant| meant.length == text.len()) else {
        return short_minutes(text);
    };
    let question = meant.question();
    Some(match meant.month_and_day {
        Some(_) => format!("{question} a date needs its year: `2024-05-30 10:15`"),
        None => question,
    })
}

/// `9:5`, which may be `9:05`, or miss a digit.
fn short_minutes(text: &str) -> Option<String> {
    let (hour, rest) = number(text.trim_start_matches(['~', ' ']))?;
    let minute = rest.strip_prefix(':').filter(|minute| minute.len() == 1)?;
    let minute: u32 = minute.parse().ok().filter(|_| hour < 24)?;
    Some(format!("minutes have two digits: `{hour}:{minute:02}`"))
}

/// A time of day in our format, after a date that is not.
fn usual_clock(text: &str) -> Option<(String, bool, &str)> {
    let (_, rest) = bare(text)?;
    Some((text[..text.len() - rest.len()].to_owned(), true, rest))
}

/// `3pm`, `3:30 p.m.`, `15.40`, `15h40`, `1540`: in our format, whether it is certainly a time, and what follows it.
fn clock(text: &str) -> Option<(String, bool, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 4 {
        let time = NaiveTime::from_hms_opt(text[..2].parse().ok()?, text[2..4].parse().ok()?, 0)?;
        let (is_sure, rest) = hours_word(&text[4..]);
        // `2024` is a year rather than a time.
        let is_year = ("2000".."2040").contains(&&text[..4]) && !is_sure;
        return (!is_year).then(|| (twenty_four(time), is_sure, rest));
    }
    let (hour, rest) = number(text)?;
    let mark = rest.chars().next().filter(|mark| [':', '.', 'h'].contains(mark) && two_digits(&rest[1..]));
    let (minute, rest) = match mark {
        Some(_) => number(&rest[1..])?,
        None => (0, rest),
    };
    let time = NaiveTime::from_hms_opt(hour, minute, 0)?;
    if let Some((half, rest)) = half_of_day(rest) {
        let written = match (hour, half) {
            (1..=12, _) => format!("{hour}:{minute:02} {half}"),
            // `13:40 PM` says the same twice.
            (0, "AM") | (13.., "PM") => twenty_four(time),
            _ => return None,
        };
        return Some((written, true, rest));
    }
    let (is_sure, rest) = hours_word(rest);
    match mark {
        Some(':') => is_sure.then(|| (twenty_four(time), true, rest)),
        Some(mark) => Some((twenty_four(time), is_sure || mark == 'h', rest)),
        None => None,
    }
}

fn twenty_four(time: NaiveTime) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// `h`, `hrs`: what turns a number into a time.
fn hours_word(text: &str) -> (bool, &str) {
    let body = text.trim_start_matches(' ');
    let after = ["hrs", "hr", "h"].iter().find_map(|word| body.strip_prefix(word));
    match after.filter(|rest| !rest.starts_with(char::is_alphanumeric)) {
        Some(rest) => (true, rest),
        None => (false, text),
    }
}

/// `p.m.`, `PM.`, `pm`: in our format, and what follows it.
pub(super) fn half_of_day(text: &str) -> Option<(&'static str, &str)> {
    let body = text.trim_start_matches(' ');
    let forms = [("a.m", "AM"), ("p.m", "PM"), ("am", "AM"), ("pm", "PM")];
    forms.into_iter().find_map(|(written, half)| {
        let start = body.get(..written.len()).filter(|start| start.eq_ignore_ascii_case(written))?;
        let rest = &body[start.len()..];
        let rest = rest.strip_prefix('.').unwrap_or(rest);
        (!rest.starts_with(char::is_alphanumeric)).then_some((half, rest))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each format that people paste, and its meaning.
    #[test]
    fn reads_what_others_write() {
        for (text, meant, is_sure) in [
            ("3pm x", "3:00 PM", true),
            ("3 p.m. x", "3:00 PM", true),
            ("3.30pm x", "3:30 PM", true),
            ("12:05 a.m. x", "12:05 AM", true),
            ("3:30 pm. x", "3:30 PM", true),
            ("13:40 PM x", "13:40", true),
            ("00:05 a.m. x", "00:05", true),
            ("~3pm x", "~3:00 PM", true),
            ("15.40 x", "15:40", false),
            ("15h40 x", "15:40", true),
            ("1540 x", "15:40", false),
            ("0940h x", "09:40", true),
            ("1540 hrs x", "15:40", true),
            ("15:40h x", "15:40", true),
            ("3pm EST x", "3:00 PM", false),
            ("3pm-4pm x", "3:00 PM", false),
            ("Oct 4, 2024 15:40 x", "2024-10-04 15:40", true),
            ("4 October 2024 at 3pm x", "2024-10-04 3:00 PM", true),
            ("Sept. 4th 2024 15:40: x", "2024-09-04 15:40", true),
            ("2024/05/30 15:40 x", "2024-05-30 15:40", true),
            ("30.05.2024 x", "2024-05-30", true),
            ("[10:15] x", "10:15", true),
            ("**~2024-05-30 10:15** x", "~2024-05-30 10:15", true),
            ("10:15, x", "10:15", true),
            ("2024-05-30 3pm x", "2024-05-30 3:00 PM", true),
            ("2024-10-04, 15:40 x", "2024-10-04 15:40", true),
            ("At 15:40 x", "15:40", true),
            ("at 3 p.m., x", "3:00 PM", true),
            ("@15:40 x", "15:40", true),
            ("Fri 15:40 x", "15:40", false),
            ("Friday, 15:40 x", "15:40", false),
            ("ca. 15:40 x", "~15:40", true),
            ("About 15:40 x", "~15:40", true),
            ("05/30/2024 15:40 x", "2024-05-30 15:40", true),
            ("30/05/2024 x", "2024-05-30", true),
            ("10/04/2024 15:40 x", "2024-10-04 15:40", false),
        ] {
            let found = loose_time(text).unwrap_or_else(|| panic!("{text}"));
            assert_eq!((&*found.text, found.is_sure), (meant, is_sure), "{text}");
            assert!(found.text.parse::<Time>().is_ok(), "{text}");
        }
        let found = loose_time("Oct 4 15:40 x").unwrap();
        assert_eq!((&*found.text, found.month_and_day, found.length), ("15:40", Some((10, 4)), 11));
    }

    /// Prose that begins with a number or a month is not a time.
    #[test]
    fn leaves_prose_alone() {
        for text in [
            "503 errors",
            "5xx rises",
            "May 5 requests fail",
            "12 hosts",
            "3 pmtiles",
            "15.4 % fail",
            "2500 users",
            "10.15.2.1 is down",
            "1.2.2024x",
            "15.40% fail",
            "30 may fail",
            "Mar is late",
            "2024 x",
            "10:15 x",
            "24h later",
            "At 1540 hosts",
            "About 15 hosts",
            "Monday at noon",
            "@sam restarts it",
            "1/2/24 of them",
            "2024-05-30 x",
            "v3pm",
            "",
            "~",
        ] {
            assert_eq!(loose_time(text), None, "{text}");
        }
    }

    /// A fix that read more into a date than it says would move it.
    #[test]
    fn a_date_with_a_time_is_a_date_only_at_midnight() {
        assert_eq!(certain("2024-05-30T00:00:00Z").as_deref(), Some("2024-05-30"));
        assert_eq!(certain("2024-05-30T23:00:00Z"), None);
        assert_eq!(certain("2024-05-30T00:00:00-04:00"), None);
        assert_eq!(certain("May 30, 2024").as_deref(), Some("2024-05-30"));
        assert_eq!(certain("Oct 4 15:40"), None);
        assert_eq!(certain("Fri 15:40"), None);
        assert_eq!(certain("10/04/2024"), None);
        assert_eq!(date_help("10/04/2024"), "did you mean `2024-10-04` or `2024-04-10`?");
        assert_eq!(time_help("9:5").as_deref(), Some("minutes have two digits: `9:05`"));
    }
}
