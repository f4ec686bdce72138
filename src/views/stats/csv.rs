//! Statistics for spreadsheets and databases: one row per figure.

use super::compare::Comparison;
use super::{Actions, Measured, Shared, Stats};
use crate::model::{DetectionSource, Priority};
use crate::views::table::{Cell, Column, Fit, Table, csv};

const COLUMNS: &[Column] = &[
    Column { title: "Section", key: "section", fit: Fit::Whole },
    Column { title: "Measure", key: "measure", fit: Fit::Whole },
    Column { title: "Group", key: "group", fit: Fit::Whole },
    Column { title: "Figure", key: "figure", fit: Fit::Whole },
    Column { title: "Value", key: "value", fit: Fit::Whole },
];

/// The rows so far.
#[derive(Default)]
struct Rows(Vec<Vec<Cell<'static>>>);

impl Rows {
    fn add(&mut self, [section, measure, group]: [&str; 3], figure: &str, value: &impl ToString) {
        let cells = [section, measure, group, figure, &value.to_string()];
        self.0.push(cells.into_iter().map(|text| Cell::new(text.to_owned())).collect());
    }

    fn add_some(&mut self, place: [&str; 3], figure: &str, value: Option<impl ToString>) {
        if let Some(value) = value {
            self.add(place, figure, &value);
        }
    }
}

/// The statistics as CSV. Durations are in seconds.
pub fn text(stats: &Stats) -> String {
    let mut rows = Rows::default();
    counts(stats, &mut rows);
    for durations in &stats.durations {
        let measure = durations.measure.name();
        measured(["duration", measure, "all"], &durations.all, &mut rows);
        for (name, of_severity) in stats.severities.iter().zip(&durations.by_severity) {
            measured(["duration", measure, name.as_deref().unwrap_or_default()], of_severity, &mut rows);
        }
    }
    if let Some(comparison) = &stats.comparison {
        compared(comparison, &mut rows);
    }
    for (source, count) in &stats.detection {
        let name = source.map(DetectionSource::name).unwrap_or_default();
        rows.add(["detection", "incidents", name], "count", count);
    }
    for (kind, names) in [("service", &stats.recurring.services), ("tag", &stats.recurring.tags)] {
        for Shared { name, incidents, open, last } in names {
            rows.add(["recurring", kind, name], "incidents", incidents);
            rows.add(["recurring", kind, name], "open_actions", open);
            rows.add_some(["recurring", kind, name], "last", *last);
        }
    }
    for chain in &stats.recurring.chains {
        let ids = chain.ids.join("; ");
        rows.add(["recurring", "related", &ids], "incidents", &chain.ids.len());
        rows.add(["recurring", "related", &ids], "open_actions", &chain.open);
        rows.add_some(["recurring", "related", &ids], "last", chain.last);
    }
    actions("all", &stats.actions.all, &mut rows);
    for (priority, of_priority) in &stats.actions.by_priority {
        actions(priority.map_or("", Priority::name), of_priority, &mut rows);
    }
    csv::text(&Table::new(COLUMNS, rows.0))
}

fn counts(stats: &Stats, rows: &mut Rows) {
    rows.add(["count", "incidents", "all"], "count", &stats.records.len());
    rows.add(["count", "incidents", "undated"], "count", &stats.counts.undated);
    for (name, count) in stats.severities.iter().zip(&stats.counts.by_severity) {
        rows.add(["count", "severity", name.as_deref().unwrap_or_default()], "count", count);
    }
    for period in &stats.counts.periods {
        rows.add(["count", stats.counts.by.name(), &period.period.name], "count", &period.incidents);
    }
}

fn measured(place: [&str; 3], measured: &Measured, rows: &mut Rows) {
    rows.add(place, "n", &measured.sample.len());
    rows.add(place, "missing", &measured.missing);
    rows.add(place, "approximate", &measured.approximate);
    let Some(summary) = measured.summary() else {
        measured.sample.values().iter().for_each(|value| rows.add(place, "value_seconds", &value));
        return;
    };
    rows.add(place, "median_seconds", &summary.median);
    rows.add_some(place, "median_low_seconds", summary.interval.map(|(low, _)| low));
    rows.add_some(place, "median_high_seconds", summary.interval.map(|(_, high)| high));
    rows.add(place, "first_quartile_seconds", &summary.quartiles.0);
    rows.add(place, "third_quartile_seconds", &summary.quartiles.1);
    rows.add_some(place, "ninetieth_percentile_seconds", summary.ninetieth);
    rows.add(place, "longest_seconds", &summary.longest);
}

fn compared(comparison: &Comparison, rows: &mut Rows) {
    let finite = |number: f64| Some(number).filter(|number| number.is_finite());
    let group = format!("{},{}", comparison.before.name, comparison.after.name);
    let place = |measure| ["change", measure, &group];
    rows.add(place("incidents"), "before", &comparison.incidents.0);
    rows.add(place("incidents"), "after", &comparison.incidents.1);
    if let Some(rate) = comparison.rate {
        rows.add_some(place("incidents"), "rate_ratio", finite(rate.estimate));
        rows.add(place("incidents"), "rate_ratio_low", &rate.low);
        rows.add_some(place("incidents"), "rate_ratio_high", finite(rate.high));
    }
    for change in &comparison.changes {
        let name = place(change.measure.name());
        rows.add(name, "before", &change.counts.0);
        rows.add(name, "after", &change.counts.1);
        rows.add_some(name, "shift_seconds", change.shift.map(|shift| shift.estimate));
        rows.add_some(name, "shift_low_seconds", change.shift.map(|shift| shift.low));
        rows.add_some(name, "shift_high_seconds", change.shift.map(|shift| shift.high));
    }
}

fn actions(group: &str, actions: &Actions, rows: &mut Rows) {
    let place = ["actions", "priority", group];
    for (figure, count) in [
        ("total", actions.total),
        ("proposed", actions.proposed),
        ("done", actions.done),
        ("dropped", actions.dropped),
        ("open", actions.open),
        ("overdue", actions.overdue),
        ("due", actions.due),
        ("done_by_due", actions.done_by_due),
        ("time_to_done_n", actions.observed()),
        ("time_to_done_left_out", actions.left_out.total()),
    ] {
        rows.add(place, figure, &count);
    }
    rows.add_some(place, "half_done_after_days", actions.time_to_done.time_until(0.5));
}
