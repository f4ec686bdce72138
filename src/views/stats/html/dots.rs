//! Durations: a dot for each incident on a logarithmic axis, with the median of each period.

use super::columns::name;
use super::figure::{FigureView, KeyView, LabelView, Shape, look, rule};
use super::scale::{day_percent, labels};
use super::{incident_id, shown};
use crate::model::Duration;
use crate::render::markdown::plain;
use crate::render::percentage;
use crate::views::stats::words::{range, short};
use crate::views::stats::{By, Measure, Measured, Period, Stats, Summary};
use chrono::NaiveDate;

/// Pixels from the top to the longest duration and to the axis.
const TOP: f64 = 14.0;
const AXIS: f64 = 244.0;
/// Pixels between two labels of the axis at the left.
const APART: f64 = 20.0;
/// Times are written to the minute: anything shorter is there.
const SHORTEST: i64 = 30;
/// Where the axis may have lines.
const TICKS: [i64; 14] = [
    SHORTEST,
    60,
    300,
    900,
    3600,
    14_400,
    43_200,
    86_400,
    259_200,
    604_800,
    2_592_000,
    7_776_000,
    31_536_000,
    315_360_000,
];

/// An incident that has a duration.
struct Point {
    index: usize,
    day: NaiveDate,
    duration: Duration,
}

/// The axis of durations.
struct Axis {
    low: i64,
    high: i64,
}

impl Axis {
    fn new(points: &[Point]) -> Option<Self> {
        let values = || points.iter().map(|point| point.duration.seconds.max(SHORTEST));
        let (min, max) = (values().min()?, values().max()?);
        let low = TICKS.iter().rev().find(|tick| **tick <= min).copied().unwrap_or(SHORTEST);
        let high = TICKS.iter().find(|tick| **tick > max).copied().unwrap_or(max + 1);
        Some(Axis { low, high })
    }

    #[expect(clippy::cast_precision_loss)]
    fn y(&self, seconds: f64) -> f64 {
        let place = |seconds: f64| (seconds.max(SHORTEST as f64)).ln();
        let (low, high) = (place(self.low as f64), place(self.high as f64));
        let y = AXIS - (place(seconds) - low) / (high - low) * (AXIS - TOP);
        (y * 10.0).round() / 10.0
    }

    #[expect(clippy::cast_precision_loss)]
    fn lines(&self) -> Vec<(f64, String)> {
        let mut lines: Vec<(f64, String)> = Vec::new();
        for tick in TICKS.iter().filter(|tick| (self.low..=self.high).contains(tick)) {
            let y = self.y(*tick as f64);
            if lines.last().is_none_or(|(below, _)| below - y >= APART) {
                let text = Duration { seconds: *tick, approximate: false };
                lines.push((y, if *tick == SHORTEST { "< 1 min".to_owned() } else { text.to_string() }));
            }
        }
        lines
    }
}

pub(super) fn figure(stats: &Stats) -> Option<FigureView> {
    let point = |(index, record): (usize, &&_)| {
        let record: &crate::collection::Record = record;
        Some(Point { index, day: record.start?.local.date(), duration: record.impact? })
    };
    let points: Vec<Point> = stats.records.iter().enumerate().filter_map(point).collect();
    let axis = Axis::new(&points)?;
    let periods = &stats.counts.periods;
    let span = (periods.first()?.period.first, periods.last()?.period.last);
    let mut figure = FigureView {
        id: "figure-duration",
        caption: "Impact duration of each incident on a logarithmic axis; a hollow dot is approximate. A line is the median \
                  of a period with 5 values or more, the area around it its 95 % interval."
            .to_owned(),
        gutter: true,
        skip: "incidents",
        height: 270,
        legend: (0..stats.severities.len())
            .map(|place| KeyView { class: look(place), text: name(stats, place) })
            .collect(),
        ..FigureView::default()
    };
    for (y, text) in axis.lines() {
        figure.shapes.push(rule("stats-grid", y));
        figure.labels.push(LabelView::beside(y, text));
    }
    figure.shapes.push(rule("stats-axis", AXIS));
    let medians = medians(stats, span);
    draw_medians(&medians, &axis, span, &mut figure);
    figure.shapes.extend(points.iter().map(|point| dot(stats, point, &axis, span)));
    figure.description = description(points.len(), &medians);
    Some(figure)
}

fn dot(stats: &Stats, point: &Point, axis: &Axis, span: (NaiveDate, NaiveDate)) -> Shape {
    let record = stats.records[point.index];
    let place = stats.severity(record);
    let hollow = if point.duration.approximate { " stats-hollow" } else { "" };
    let title = if record.title.is_empty() { &record.name } else { &record.title };
    #[expect(clippy::cast_precision_loss)]
    let y = axis.y(point.duration.seconds as f64);
    Shape::Dot {
        class: format!("{}{hollow}", look(place)),
        x: percentage(day_percent(point.day, span)),
        y,
        title: format!("{}, {}, {}: {}", point.day, name(stats, place), point.duration, shown(&plain(title))),
        href: format!("#{}", incident_id(point.index)),
    }
}

/// The periods of the finest step at which half of them have a median; each with its figures, if it has them.
fn medians(stats: &Stats, (first, last): (NaiveDate, NaiveDate)) -> Vec<(Period, usize, Option<Summary>)> {
    let of = |by: By| -> Vec<(Period, usize, Option<Summary>)> {
        let periods = (by.index(first)..=by.index(last)).filter_map(|index| by.period(index));
        periods
            .map(|period| {
                let is_in = |record: &&&crate::collection::Record| {
                    record.start.is_some_and(|start| period.contains(start.local.date()))
                };
                let measured = Measured::new(Measure::Impact, stats.records.iter().filter(is_in).copied());
                (period, measured.sample.len(), measured.summary())
            })
            .collect()
    };
    let finer = [By::Month, By::Quarter].into_iter().filter(|by| *by as u8 >= stats.counts.by as u8).map(of);
    let is_enough = |periods: &Vec<(Period, usize, Option<Summary>)>| {
        periods.iter().filter(|(_, _, summary)| summary.is_some()).count() * 2 >= periods.len()
    };
    finer.into_iter().find(is_enough).unwrap_or_else(|| of(By::Year))
}

#[expect(clippy::cast_precision_loss)]
fn draw_medians(
    medians: &[(Period, usize, Option<Summary>)],
    axis: &Axis,
    span: (NaiveDate, NaiveDate),
    figure: &mut FigureView,
) {
    let days = (span.1 - span.0).num_days() as f64 + 1.0;
    let at = |day: NaiveDate| ((day - span.0).num_days() as f64 / days * 100.0).clamp(0.0, 100.0);
    let mut texts = Vec::new();
    for (period, count, summary) in medians {
        let (from, to) = (at(period.first), at(period.last + chrono::Days::new(1)));
        texts.push((f64::midpoint(from, to), period.name.clone()));
        if from > 0.0 {
            let x = percentage(from);
            figure.shapes.push(Shape::Line { class: "stats-grid", from: (x.clone(), TOP), to: (x, AXIS) });
        }
        let Some(summary) = summary else { continue };
        let median = axis.y(summary.median);
        let (low, high) = summary
            .interval
            .map_or((median, median), |(low, high)| (axis.y(low as f64), axis.y(high as f64)));
        figure.shapes.push(Shape::Rect {
            class: "stats-interval".to_owned(),
            x: percentage(from),
            width: percentage(to - from),
            y: high,
            height: low - high,
            title: median_text(period, *count, summary),
        });
        let ends = ((percentage(from), median), (percentage(to), median));
        figure.shapes.push(Shape::Line { class: "stats-median", from: ends.0, to: ends.1 });
    }
    figure.labels.extend(labels(&texts, AXIS + 18.0));
}

#[expect(clippy::cast_precision_loss)]
fn median_text(period: &Period, count: usize, summary: &Summary) -> String {
    let interval = summary.interval.map(|(low, high)| format!(" ({})", range(low as f64, high as f64)));
    format!("{}: median {}{}, n = {count}", period.name, short(summary.median), interval.unwrap_or_default())
}

fn description(count: usize, medians: &[(Period, usize, Option<Summary>)]) -> String {
    let texts = medians
        .iter()
        .filter_map(|(period, count, summary)| Some(median_text(period, *count, summary.as_ref()?)));
    let texts: Vec<String> = texts.collect();
    let dots = if count == 1 { "1 dot".to_owned() } else { format!("{count} dots") };
    if texts.is_empty() { format!("{dots}.") } else { format!("{dots}. {}.", texts.join("; ")) }
}
