//! Records → what a team learns from many incidents. Each view is a pure function from records to its own data; tables
//! are written by one file per format under [`table`].
//!
//! ```
//! use postmortem::collection::Record;
//! use postmortem::document::Document;
//! use postmortem::model::Settings;
//! use postmortem::source::Source;
//! use postmortem::views::list::{List, Sort};
//! use postmortem::views::table::markdown;
//!
//! let source = Source::new("dns.yaml", "title: Names do not resolve\nseverity: SEV2\ndate: 2024-05-30\n");
//! let records = [Record::from(Document::read(&source, &Settings::default()))];
//! let severities = ["SEV1".to_owned(), "SEV2".to_owned()];
//! let list = List::new(&records, &severities, Sort::Start);
//! assert_eq!(
//!     markdown::text(&list.table()).lines().nth(2),
//!     Some("| 2024-05-30 | SEV2 | draft |  | Names do not resolve | 0 | dns |"),
//! );
//! ```

pub mod actions;
pub mod export;
pub mod filter;
pub mod list;
pub mod site;
pub mod stats;
pub mod table;
pub mod tickets;

use crate::collection::Record;
use crate::model::{Moment, normalised};
use chrono::{DateTime, NaiveDate, Utc};

/// A place in the list of severities: the most severe one first, unknown ones last.
fn rank(severity: Option<&str>, severities: &[String]) -> usize {
    let known =
        severity.and_then(|name| severities.iter().position(|known| normalised(known) == normalised(name)));
    known.unwrap_or(if severity.is_some() { severities.len() } else { usize::MAX })
}

/// The current day in the zone of an incident: there an action is late.
fn today(record: &Record, now: DateTime<Utc>) -> NaiveDate {
    let there = record.zone.map(|zone| zone.local(now.fixed_offset()));
    there.map_or(now.date_naive(), |there| there.date_naive())
}

/// The day of a moment; empty where there is none.
fn day(moment: Option<Moment>) -> String {
    let text = |moment: Moment| {
        let mark = if moment.approximate { "~" } else { "" };
        format!("{mark}{}", moment.local.date())
    };
    moment.map_or_else(String::new, text)
}

/// A moment for programs: with its offset if that is known, without a time of day if that is not.
fn timestamp(moment: Moment) -> String {
    match (moment.timed, moment.instant()) {
        (false, _) => moment.local.date().to_string(),
        (true, Some(instant)) => instant.to_rfc3339(),
        (true, None) => moment.local.format("%Y-%m-%dT%H:%M:%S").to_string(),
    }
}
