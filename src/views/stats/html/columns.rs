//! Incidents by period, stacked by severity.

use super::figure::{FigureView, KeyView, LabelView, Shape, look, rule};
use super::scale::{convenient, float, labels, share};
use super::shown;
use crate::render::percentage;
use crate::views::stats::Stats;
use crate::wording::counted;

/// Pixels from the top to the axis.
const TOP: f64 = 10.0;
const AXIS: f64 = 170.0;
/// The part of a period's width that its column leaves free.
const FREE: f64 = 0.25;

pub(super) fn figure(stats: &Stats) -> Option<FigureView> {
    let periods = &stats.counts.periods;
    let largest = periods.iter().map(|count| count.incidents).max().filter(|largest| *largest > 0)?;
    let step = convenient(&[1, 2, 5, 10, 20, 50, 100, 200, 500, 1000], largest, 4);
    let top = largest.next_multiple_of(step);
    let y = |count: usize| AXIS - float(count) / float(top) * (AXIS - TOP);
    let (mut shapes, mut texts) = (Vec::new(), Vec::new());
    let mut names: Vec<LabelView> = Vec::new();
    for count in (0..=top).step_by(step) {
        shapes.push(rule(if count == 0 { "stats-axis" } else { "stats-grid" }, y(count)));
        names.push(LabelView::beside(y(count), count.to_string()));
    }
    let width = share(1.0, float(periods.len()));
    for (index, count) in periods.iter().enumerate() {
        let x = share(float(index), float(periods.len()));
        texts.push((x + width / 2.0, count.period.name.clone()));
        let mut below = 0;
        for (place, incidents) in
            count.by_severity.iter().enumerate().filter(|(_, incidents)| **incidents > 0)
        {
            let (low, high) = (y(below), y(below + incidents));
            below += incidents;
            shapes.push(Shape::Rect {
                class: look(place),
                x: percentage(x + width * FREE / 2.0),
                width: percentage(width * (1.0 - FREE)),
                y: high,
                height: low - high,
                title: format!("{}: {incidents} {}", count.period.name, name(stats, place)),
            });
        }
    }
    names.extend(labels(&texts, AXIS + 18.0));
    let legend =
        (0..stats.severities.len()).map(|place| KeyView { class: look(place), text: name(stats, place) });
    let by = stats.counts.by.name();
    Some(FigureView {
        id: "figure-count",
        caption: format!("Incidents by {by}, the most severe at the bottom."),
        description: description(stats),
        gutter: true,
        height: 196,
        legend: legend.collect(),
        shapes,
        labels: names,
        ..FigureView::default()
    })
}

/// The name of a severity for readers.
pub(super) fn name(stats: &Stats, place: usize) -> String {
    stats.severities[place].as_deref().map_or_else(|| "no severity".to_owned(), shown)
}

fn description(stats: &Stats) -> String {
    let by = stats.counts.by.name();
    let periods = &stats.counts.periods;
    let all: usize = periods.iter().map(|count| count.incidents).sum();
    let empty = periods.iter().filter(|count| count.incidents == 0).count();
    let most = periods.iter().rev().max_by_key(|count| count.incidents);
    let most =
        most.map(|most| format!(", at most {} ({})", most.incidents, most.period.name)).unwrap_or_default();
    format!("{} in {}{most}; {empty} without one.", counted(all, "incident"), counted(periods.len(), by))
}
