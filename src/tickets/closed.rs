//! When a ticket was closed, as trackers write it.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime};

/// When a ticket was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Closed {
    /// The export does not say.
    Unknown,
    /// On a day, wherever the tracker is.
    On(NaiveDate),
    /// At an instant.
    At(DateTime<FixedOffset>),
    /// It is written in a way that could mean several days.
    Unclear(String),
}

/// Local times, of which the day is taken: Jira's default `14/Jul/25 3:42 PM`, and others that can mean only one day.
const TIMES: &[&str] =
    &["%d/%b/%y %I:%M %p", "%d/%b/%Y %I:%M %p", "%d/%b/%y %H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"];
const DAYS: &[&str] = &["%Y-%m-%d", "%d/%b/%y", "%d/%b/%Y"];
/// With an offset, as Jira's interface for programs writes it.
const INSTANTS: &[&str] = &["%Y-%m-%dT%H:%M:%S%.f%z", "%Y-%m-%d %H:%M:%S%.f %z"];

impl Closed {
    pub(super) fn new(text: &str) -> Self {
        if text.is_empty() {
            return Closed::Unknown;
        }
        let with_offset = INSTANTS.iter().find_map(|form| DateTime::parse_from_str(text, form).ok());
        if let Some(instant) = DateTime::parse_from_rfc3339(text).ok().or(with_offset) {
            return Closed::At(instant);
        }
        let time = TIMES.iter().find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
        let day = DAYS.iter().find_map(|form| NaiveDate::parse_from_str(text, form).ok());
        match time.map(|time| time.date()).or(day) {
            Some(day) => Closed::On(day),
            None => Closed::Unclear(text.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Closed;

    /// A day that is guessed would be written into the incident as a fact.
    #[test]
    fn reads_what_can_mean_only_one_day() {
        let day = |text: &str| match Closed::new(text) {
            Closed::On(day) => day.to_string(),
            Closed::At(instant) => instant.to_rfc3339(),
            other => format!("{other:?}"),
        };
        assert_eq!(day("2024-06-14T10:00:00Z"), "2024-06-14T10:00:00+00:00");
        assert_eq!(day("2024-06-14T10:00:00.123+02:00"), "2024-06-14T10:00:00.123+02:00");
        assert_eq!(day("2024-06-14T10:00:00.000+0200"), "2024-06-14T10:00:00+02:00");
        for text in ["14/Jun/24 3:42 PM", "14/Jun/24", "14/Jun/24 15:42", "2024-06-14", "2024-06-14 15:42"] {
            assert_eq!(day(text), "2024-06-14", "{text}");
        }
        assert_eq!(Closed::new("6/7/2024 16:14"), Closed::Unclear("6/7/2024 16:14".into()));
        assert_eq!(Closed::new(""), Closed::Unknown);
    }
}
