//! The axis of a panel: times at human steps and at the bounds of impact, dates where one begins.

use super::clock::{AxisClock, Jump};
use super::facts::Facts;
use super::scale::{Anchor, NARROWEST, Placed, Scale, percentage, width};
use super::ticks::{self, Step};
use super::view::{AxisView, LabelView};
use crate::model::{Duration, Moment};
use crate::render::Options;
use crate::render::context::Clockface;

/// Height of the axis with its times, and with dates too.
const TIMES: u32 = 24;
const DATES: u32 = 40;

/// The axis, drawn below rows of that height.
pub(super) struct Axis {
    pub(super) view: AxisView,
    /// Places of the bounds of impact.
    pub(super) guides: Vec<String>,
    /// Changes of the clock that the axis shows.
    pub(super) jumps: Vec<Jump>,
    pub(super) height: u32,
}

/// A label and its room.
type Label = (Placed, LabelView);

impl Axis {
    pub(super) fn new(facts: &Facts, scale: &Scale, options: &Options, face: &Clockface, y: u32) -> Self {
        let clock = &facts.clock;
        let (step, ticks) = ticks::ticks(scale, clock, &options.time);
        let (first, last) = scale.ends();
        let jumps = if step.is_within_a_day() { clock.jumps(first, last) } else { Vec::new() };
        let bounds = bounds(facts, scale);
        let dates = dates(step, scale, clock, &jumps);
        let view = AxisView {
            y,
            times: times(&bounds, step, &ticks, scale, facts, options, face),
            ticks: places(ticks.iter().copied(), scale),
            jumps: places(jumps.iter().map(|jump| jump.at), scale),
            dates,
        };
        let height = if view.dates.is_empty() { TIMES } else { DATES };
        Axis { view, guides: places(bounds.iter().map(|(second, _)| *second), scale), jumps, height }
    }
}

fn places(seconds: impl Iterator<Item = i64>, scale: &Scale) -> Vec<String> {
    seconds.map(|second| percentage(scale.percent(second))).collect()
}

/// The first moment and the end of impact, where they are on the axis.
fn bounds(facts: &Facts, scale: &Scale) -> Vec<(i64, Moment)> {
    let (first, last) = scale.ends();
    let moments = facts.bounds.iter().flat_map(|(start, end)| std::iter::once(*start).chain(*end));
    let seconds = moments.filter_map(|moment| Some((facts.clock.second(&moment)?, moment)));
    let mut bounds: Vec<_> = seconds.filter(|(second, _)| (first..=last).contains(second)).collect();
    bounds.dedup_by_key(|(second, _)| *second);
    bounds
}

fn times(
    bounds: &[(i64, Moment)],
    step: Step,
    ticks: &[i64],
    scale: &Scale,
    facts: &Facts,
    options: &Options,
    face: &Clockface,
) -> Vec<LabelView> {
    let mut labels = bound_labels(bounds, step, scale, face);
    for tick in ticks {
        let text = step.label(facts.clock.local(*tick), &options.time);
        let label = label(*tick, text, "tick", scale);
        if label.0.fits() && labels.iter().all(|(placed, _)| placed.is_clear_of(&label.0)) {
            labels.push(label);
        }
    }
    labels.into_iter().map(|(_, label)| label).collect()
}

/// The bounds of impact, each at its place, or both in one label if they are too close.
fn bound_labels(bounds: &[(i64, Moment)], step: Step, scale: &Scale, face: &Clockface) -> Vec<Label> {
    let text = |moment: &Moment| {
        let view = face.moment(moment);
        match step {
            _ if view.date.is_empty() || view.time.is_empty() => view.text,
            Step::Seconds(_) => view.time,
            Step::Days(_) => {
                format!("{} {}", view.date.split_once('-').map_or("", |(_, day)| day), view.time)
            }
            Step::Months(_) => view.text,
        }
    };
    let labels: Vec<Label> =
        bounds.iter().map(|(second, moment)| label(*second, text(moment), "bound", scale)).collect();
    match (bounds, labels.as_slice()) {
        ([(start, _), (end, _)], [(first, first_view), (last, last_view)]) if !first.is_clear_of(last) => {
            let both = format!("{}–{}", first_view.text, last_view.text);
            vec![label(i64::midpoint(*start, *end), both, "bound", scale)]
        }
        _ => labels,
    }
}

/// Dates where a day begins on an axis of hours, years on an axis of days; and where the clock is changed.
fn dates(step: Step, scale: &Scale, clock: &AxisClock, jumps: &[Jump]) -> Vec<LabelView> {
    let (format, starts) = match step {
        _ if !clock.dated() => return Vec::new(),
        Step::Seconds(_) => ("%Y-%m-%d", ticks::days(scale, clock)),
        Step::Days(_) => ("%Y", ticks::years(scale, clock)),
        Step::Months(_) => return Vec::new(),
    };
    let (first, last) = scale.ends();
    let mut labels: Vec<Label> = Vec::new();
    let mut push = |label: Label| {
        if label.0.fits() && labels.iter().all(|(placed, _)| placed.is_clear_of(&label.0)) {
            labels.push(label);
        }
    };
    // The day that begins says more than the one that the axis begins in.
    for start in starts.into_iter().filter(|start| (first + 1..=last).contains(start)).rev() {
        push(start_label(start, clock.local(start).format(format).to_string(), scale));
    }
    for jump in jumps {
        push(label(jump.at, jump_text(jump), "jump", scale));
    }
    let text = clock.local(first).format(format).to_string();
    let placed = Placed::new(Anchor::Start, 0.0, width(&text));
    push((placed, LabelView { x: percentage(0.0), anchor: Anchor::Start.name(), text, kind: "date" }));
    labels.into_iter().map(|(_, label)| label).collect()
}

/// A label that begins where the day does, or ends with the axis.
fn start_label(second: i64, text: String, scale: &Scale) -> Label {
    let starts = Placed::new(Anchor::Start, scale.pixels(second), width(&text));
    let (placed, percent) = if starts.fits() {
        (starts, scale.percent(second))
    } else {
        (Placed::new(Anchor::End, NARROWEST, width(&text)), 100.0)
    };
    (placed, LabelView { x: percentage(percent), anchor: placed.anchor.name(), text, kind: "date" })
}

fn label(second: i64, text: String, kind: &'static str, scale: &Scale) -> Label {
    let placed = scale.place(second, &text);
    let x = percentage(scale.percent(second));
    (placed, LabelView { x, anchor: placed.anchor.name(), text, kind })
}

/// By how much the clock is changed: `clock +1 h`.
fn jump_text(jump: &Jump) -> String {
    let seconds = (jump.to - jump.from).num_seconds();
    let sign = if seconds < 0 { '−' } else { '+' };
    format!("clock {sign}{}", Duration { seconds: seconds.abs(), approximate: false })
}
