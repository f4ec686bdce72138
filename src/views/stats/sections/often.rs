//! Counts: by period, by severity, by who noticed; and what comes back.

use super::{BARS, MOST_ROWS, Part, bar, column, rest, severity_name};
use crate::model::DetectionSource;
use crate::views::stats::words::share;
use crate::views::stats::{PeriodCount, Shared, Stats};
use crate::views::table::{Cell, Fit, Table};
use crate::wording::counted;
use chrono::NaiveDate;

pub(super) fn counts(stats: &Stats) -> Vec<Part> {
    if stats.records.is_empty() {
        return vec![Part::line("There are no incidents.")];
    }
    let mut parts = Vec::new();
    let table = (!stats.counts.periods.is_empty()).then(|| periods(stats));
    parts.push(Part { table, notes: period_notes(stats), ..Part::default() });
    if stats.severities.len() > 1 {
        parts.push(Part { table: Some(severities(stats)), ..Part::default() });
    }
    parts
}

fn periods(stats: &Stats) -> Table<'static> {
    let several = stats.severities.len() > 1;
    let mut columns = vec![
        column("Period", "period", Fit::Whole),
        column("Incidents", "incidents", Fit::Number),
        column("", BARS, Fit::Whole),
    ];
    if several {
        columns.push(column("Severities", "severities", Fit::Cut));
    }
    let largest = stats.counts.periods.iter().map(|count| count.incidents).max().unwrap_or_default();
    let row = |count: &PeriodCount| {
        let mark = if count.current { " *" } else { "" };
        let mut cells = vec![
            Cell::new(format!("{}{mark}", count.period.name)),
            Cell::new(count.incidents.to_string()),
            bar(count.incidents, largest),
        ];
        if several {
            let named = stats.severities.iter().zip(&count.by_severity).filter(|(_, count)| **count > 0);
            let named = named.map(|(name, count)| format!("{count} {}", severity_name(name.as_ref())));
            cells.push(Cell::new(named.collect::<Vec<_>>().join(", ")));
        }
        cells
    };
    Table::new(&columns, stats.counts.periods.iter().map(row).collect())
}

fn period_notes(stats: &Stats) -> Vec<String> {
    let mut notes = Vec::new();
    if stats.counts.periods.iter().any(|count| count.current) {
        notes.push(format!("* This {} is not over.", stats.counts.by.name()));
    }
    match stats.counts.undated {
        0 => {}
        1 => notes.push("1 incident has no date, and is in no period.".to_owned()),
        undated => notes.push(format!("{undated} incidents have no date, and are in no period.")),
    }
    notes
}

fn severities(stats: &Stats) -> Table<'static> {
    let columns = [
        column("Severity", "severity", Fit::Cut),
        column("Incidents", "incidents", Fit::Number),
        column("Share", "share", Fit::Number),
        column("", BARS, Fit::Whole),
    ];
    let counts = &stats.counts.by_severity;
    let (all, largest) = (stats.records.len(), counts.iter().copied().max().unwrap_or_default());
    let row = |(name, count): (&Option<String>, &usize)| {
        let name = Cell::new(severity_name(name.as_ref()).to_owned());
        vec![name, Cell::new(count.to_string()), Cell::new(share(*count, all)), bar(*count, largest)]
    };
    Table::new(&columns, stats.severities.iter().zip(counts).map(row).collect())
}

/// A source for readers.
pub(in crate::views::stats) fn source_name(source: Option<DetectionSource>) -> &'static str {
    source.map_or("not recorded", DetectionSource::name)
}

pub(super) fn detection(stats: &Stats) -> Part {
    let columns = [
        column("Noticed by", "source", Fit::Whole),
        column("Incidents", "incidents", Fit::Number),
        column("Share", "share", Fit::Number),
        column("", BARS, Fit::Whole),
    ];
    let recorded = || stats.detection.iter().filter(|(source, _)| source.is_some());
    let known: usize = recorded().map(|(_, count)| count).sum();
    if known == 0 {
        return Part::line("No incident says who noticed it.");
    }
    let largest = stats.detection.iter().map(|(_, count)| *count).max().unwrap_or_default();
    let row = |(source, count): &(Option<DetectionSource>, usize)| {
        let share = if source.is_some() { share(*count, known) } else { String::new() };
        let name = Cell::new(source_name(*source));
        vec![name, Cell::new(count.to_string()), Cell::new(share), bar(*count, largest)]
    };
    let rests = format!("The shares are based on {} of which it is recorded.", counted(known, "incident"));
    let table = Table::new(&columns, stats.detection.iter().map(row).collect());
    Part { table: Some(table), notes: vec![rests], ..Part::default() }
}

pub(super) fn recurring(stats: &Stats) -> Vec<Part> {
    let recurring = &stats.recurring;
    let mut parts = Vec::new();
    for (heading, word, title, names) in [
        ("Services of several incidents", "service", "Service", &recurring.services),
        ("Tags of several incidents", "tag", "Tag", &recurring.tags),
    ] {
        if !names.is_empty() {
            let row = |shared: &Shared| row(shared.name.clone(), shared.incidents, shared.open, shared.last);
            let table = table(title, names.iter().take(MOST_ROWS).map(row).collect());
            parts.push(Part {
                heading,
                table: Some(table),
                notes: rest(names.len(), word).into_iter().collect(),
                ..Part::default()
            });
        }
    }
    if !recurring.chains.is_empty() {
        let chains = recurring.chains.iter().take(MOST_ROWS);
        let rows = chains.map(|chain| row(chain.ids.join(", "), chain.ids.len(), chain.open, chain.last));
        parts.push(Part {
            heading: "Incidents that refer to each other",
            table: Some(table("Incident", rows.collect())),
            notes: rest(recurring.chains.len(), "chain").into_iter().collect(),
            ..Part::default()
        });
    }
    if parts.is_empty() {
        parts.push(Part::line("No two incidents have a service or a tag in common, or refer to each other."));
    }
    parts
}

fn table(title: &'static str, rows: Vec<Vec<Cell<'static>>>) -> Table<'static> {
    let columns = [
        column(title, "name", Fit::Cut),
        column("Incidents", "incidents", Fit::Number),
        column("Open actions", "open_actions", Fit::Number),
        column("Last", "last", Fit::Whole),
    ];
    Table::new(&columns, rows)
}

fn row(name: String, incidents: usize, open: usize, last: Option<NaiveDate>) -> Vec<Cell<'static>> {
    let last = last.map(|last| last.to_string()).unwrap_or_default();
    vec![Cell::new(name), Cell::new(incidents.to_string()), Cell::new(open.to_string()), Cell::new(last)]
}
