//! `list`: one row per incident.

mod json;

use super::table::{Cell, Column, Fit, Table, Tone};
use super::{day, rank};
use crate::collection::Record;
use serde::Serialize;
use std::cmp::Reverse;

/// What comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum Sort {
    /// The newest.
    #[default]
    Start,
    /// The longest.
    Duration,
    /// The most severe.
    Severity,
    /// That with the most open actions.
    Open,
}

/// Incidents, one per row.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct List<'r> {
    /// The incidents, in order.
    pub rows: Vec<Row<'r>>,
}

/// An incident.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct Row<'r> {
    /// What is known about it.
    pub record: &'r Record,
    /// The rank of its severity, from 0 for the most severe.
    pub rank: usize,
    /// How many of its actions still have to be done.
    pub open: usize,
}

const COLUMNS: &[Column] = &[
    Column { title: "Date", key: "date", fit: Fit::Whole },
    Column { title: "Severity", key: "severity", fit: Fit::Whole },
    Column { title: "Status", key: "status", fit: Fit::Whole },
    Column { title: "Duration", key: "impact_seconds", fit: Fit::Whole },
    Column { title: "Title", key: "title", fit: Fit::Cut },
    Column { title: "Open", key: "open_actions", fit: Fit::Number },
    Column { title: "Id", key: "id", fit: Fit::Whole },
    Column { title: "Services", key: "services", fit: Fit::Hidden },
    Column { title: "Tags", key: "tags", fit: Fit::Hidden },
    Column { title: "Owner", key: "owner", fit: Fit::Hidden },
    Column { title: "Approximate", key: "approximate", fit: Fit::Hidden },
];

impl<'r> List<'r> {
    /// Those incidents in an order. `severities` are the names of severities, most severe first.
    pub fn new(records: impl IntoIterator<Item = &'r Record>, severities: &[String], sort: Sort) -> Self {
        let row = |record: &'r Record| Row {
            record,
            rank: rank(record.severity.as_deref(), severities),
            open: record.pending,
        };
        let mut rows: Vec<Row> = records.into_iter().map(row).collect();
        rows.sort_by_cached_key(|row| {
            let Row { record, rank, open } = *row;
            let first = match sort {
                Sort::Start => 0,
                Sort::Duration => record.impact.map_or(i64::MAX, |impact| -impact.seconds),
                Sort::Severity => i64::try_from(rank).unwrap_or(i64::MAX),
                Sort::Open => -i64::try_from(open).unwrap_or(i64::MAX),
            };
            let start = record.start.map(|start| start.universal());
            (first, Reverse(start), &record.id, &record.name)
        });
        List { rows }
    }

    /// The incidents as a table.
    pub fn table(&self) -> Table<'r> {
        Table::new(COLUMNS, self.rows.iter().map(Row::cells).collect())
    }

    /// The incidents for programs; `with_files` says which file each comes from.
    pub fn json(&self, with_files: bool) -> impl Serialize + use<> {
        self.rows.iter().map(|row| json::Incident::new(row, with_files)).collect::<Vec<_>>()
    }
}

impl<'r> Row<'r> {
    fn cells(&self) -> Vec<Cell<'r>> {
        let Row { record, rank, open } = *self;
        let tone = match rank {
            0 => Tone::Alarm,
            1 => Tone::Warning,
            _ => Tone::Plain,
        };
        let is_approximate = record.start.is_some_and(|start| start.approximate)
            || record.impact.is_some_and(|impact| impact.approximate);
        let seconds = record.impact.map(|impact| impact.seconds.to_string()).unwrap_or_default();
        vec![
            Cell::new(day(record.start)).value(day(record.start).trim_start_matches('~').to_owned()),
            Cell::new(record.severity.as_deref().unwrap_or_default()).tone(tone),
            Cell::new(record.status.name()),
            Cell::new(record.impact.map(|impact| impact.to_string()).unwrap_or_default()).value(seconds),
            Cell::new(record.title.as_str()),
            Cell::new(open.to_string()),
            Cell::new(record.id.as_deref().unwrap_or(&record.name)).file(&record.name),
            Cell::new(record.services.join("; ")),
            Cell::new(record.tags.join("; ")),
            Cell::new(record.owner.as_deref().unwrap_or_default()),
            Cell::new(if is_approximate { "true" } else { "false" }),
        ]
    }
}
