//! Durations: a table of each measure, with what it is based on.

use super::{Part, column, severity_name};
use crate::model::Duration;
use crate::views::stats::words::{range, short, whole};
use crate::views::stats::{Durations, Measured, Stats, Summary};
use crate::views::table::{Cell, Fit, Table};

#[expect(clippy::cast_precision_loss)]
fn interval((low, high): (i64, i64)) -> String {
    range(low as f64, high as f64)
}

pub(super) fn durations(stats: &Stats) -> Vec<Part> {
    if stats.durations.is_empty() {
        return vec![Part::line("No incident has a start and an end from which a duration follows.")];
    }
    let mut parts: Vec<Part> = stats.durations.iter().map(|durations| part(stats, durations)).collect();
    if stats.durations.iter().any(|durations| durations.all.summary().is_some()) {
        let text = "95 %: the interval that contains the median of all such incidents with 95 % confidence, \
                    from 6 values on. Quartiles: half of the values are between them. There are no means: a few long incidents \
                    decide them.";
        parts.push(Part { notes: vec![text.to_owned()], ..Part::default() });
    }
    parts
}

fn part(stats: &Stats, durations: &Durations) -> Part {
    let mut part = Part { heading: durations.measure.label(), ..Part::default() };
    let basis = basis(&durations.all);
    let several = stats.severities.len() > 1;
    let Some(_) = durations.all.summary() else {
        if several {
            part.lines.extend(few(stats, durations));
        } else {
            part.lines.push(format!("{}.", values(&durations.all)));
        }
        part.notes.push(basis);
        return part;
    };
    let mut rows = vec![("all", &durations.all)];
    if several {
        let names = stats.severities.iter().map(|name| severity_name(name.as_ref()));
        rows.extend(names.zip(&durations.by_severity));
        part.notes.extend(few(stats, durations));
    }
    let rows: Vec<(&str, usize, Summary)> = rows
        .into_iter()
        .filter_map(|(name, measured)| Some((name, measured.sample.len(), measured.summary()?)))
        .collect();
    part.table = Some(table(&rows));
    part.notes.push(basis);
    part
}

fn table(rows: &[(&str, usize, Summary)]) -> Table<'static> {
    let has_ninetieth = rows.iter().any(|(_, _, summary)| summary.ninetieth.is_some());
    let mut columns = vec![
        column("Severity", "severity", Fit::Cut),
        column("n", "n", Fit::Number),
        column("Median", "median", Fit::Number),
        column("95 %", "interval", Fit::Whole),
        column("Quartiles", "quartiles", Fit::Whole),
        column("90 % below", "ninetieth", Fit::Number),
        column("Longest", "longest", Fit::Number),
    ];
    if !has_ninetieth {
        columns.remove(5);
    }
    let row = |(name, count, summary): &(&str, usize, Summary)| {
        let mut cells = vec![
            Cell::new((*name).to_owned()),
            Cell::new(count.to_string()),
            Cell::new(short(summary.median)),
            Cell::new(summary.interval.map(interval).unwrap_or_default()),
            Cell::new(range(summary.quartiles.0, summary.quartiles.1)),
        ];
        if has_ninetieth {
            cells.push(Cell::new(summary.ninetieth.map(short).unwrap_or_default()));
        }
        cells.push(Cell::new(whole(summary.longest)));
        cells
    };
    Table::new(&columns, rows.iter().map(row).collect())
}

/// The values of each severity that has too few for figures.
fn few(stats: &Stats, durations: &Durations) -> Vec<String> {
    let named = stats.severities.iter().zip(&durations.by_severity);
    let few = named.filter(|(_, measured)| !measured.sample.is_empty() && measured.summary().is_none());
    few.map(|(name, measured)| format!("{}: {}.", severity_name(name.as_ref()), values(measured))).collect()
}

fn values(measured: &Measured) -> String {
    let values = measured.sample.values().iter();
    let texts = values.map(|seconds| Duration { seconds: *seconds, approximate: false }.to_string());
    texts.collect::<Vec<_>>().join(", ")
}

/// What the figures are based on.
fn basis(measured: &Measured) -> String {
    let (known, all) = (measured.sample.len(), measured.sample.len() + measured.missing);
    let text = match (known, all) {
        (1, 1) => "The incident has it".to_owned(),
        (known, all) if known == all => format!("All {all} incidents have it"),
        (known, all) => format!("{known} of {all} incidents have it"),
    };
    let approximate = match measured.approximate {
        0 => String::new(),
        1 => "; 1 value is approximate".to_owned(),
        approximate => format!("; {approximate} values are approximate"),
    };
    format!("{text}{approximate}.")
}
