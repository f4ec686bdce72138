//! The axis of a panel: times at convenient steps and at the bounds of impact, dates where a day begins.

use super::clock::{AxisClock, Jump};
use super::facts::Facts;
use super::scale::{Anchor, NARROWEST, Placed, Scale, WIDE, percentage};
use super::ticks::{self, Step};
use super::view::{AxisView, LabelView};
use crate::model::{Duration, Moment};
use crate::render::TimeFormat;
use chrono::NaiveDateTime;

/// Height of the axis with its times, and with dates too.
const TIMES: u32 = 24;
const DATES: u32 = 40;

/// The axis, drawn below rows of that height.
pub(super) struct Axis {
    pub(super) view: AxisView,
    /// Positions of the bounds of impact.
    pub(super) guides: Vec<String>,
    /// Clock changes that the axis shows.
    pub(super) jumps: Vec<Jump>,
    pub(super) height: u32,
}

/// A text that may be placed on a line, with its kind.
struct Candidate {
    placed: Placed,
    text: String,
    kind: &'static str,
}

/// The texts that do not overlap, earlier ones first; then those that only fit next to a column of labels.
fn lay_out(texts: Vec<Candidate>) -> Vec<LabelView> {
    let mut kept: Vec<(Candidate, bool)> = Vec::new();
    let mut rest = texts;
    for (plot, roomy) in [(NARROWEST, false), (WIDE, true)] {
        for text in std::mem::take(&mut rest) {
            let is_clear = |(other, _): &(Candidate, bool)| text.placed.is_clear_of(&other.placed, plot);
            if text.placed.fits(plot) && kept.iter().all(is_clear) {
                kept.push((text, roomy));
            } else {
                rest.push(text);
            }
        }
    }
    let view = |(Candidate { placed, text, kind }, roomy)| {
        let (x, anchor) = (percentage(placed.percent), placed.anchor.name());
        LabelView { x, anchor, text, kind, roomy }
    };
    kept.into_iter().map(view).collect()
}

impl Axis {
    pub(super) fn new(facts: &Facts, scale: &Scale, format: &TimeFormat, y: u32) -> Self {
        let clock = &facts.clock;
        let (step, ticks) = ticks::ticks(scale, clock, format);
        let (first, last) = scale.ends();
        let jumps = if step.is_within_a_day() { clock.jumps(first, last) } else { Vec::new() };
        let bounds = bounds(facts, scale);

        let mut times = bound_texts(&bounds, step, scale, clock, format);
        times.extend(ticks.iter().map(|tick| {
            let text = step.label(clock.local(*tick), format);
            Candidate { placed: scale.place(*tick, &text), text, kind: "tick" }
        }));
        let dates = lay_out(dates(step, scale, clock, &jumps));
        let height = if dates.is_empty() { TIMES } else { DATES };
        let jump_places = places(jumps.iter().map(|jump| jump.at), scale);
        let ticks = places(ticks.into_iter(), scale);
        let view = AxisView { y, ticks, times: lay_out(times), dates, jumps: jump_places };
        Axis { view, guides: places(bounds.iter().map(|(second, _)| *second), scale), jumps, height }
    }
}

fn places(seconds: impl Iterator<Item = i64>, scale: &Scale) -> Vec<String> {
    seconds.map(|second| percentage(scale.percent(second))).collect()
}

/// The first moment and the end of impact, if they are on the axis.
fn bounds(facts: &Facts, scale: &Scale) -> Vec<(i64, Moment)> {
    let (first, last) = scale.ends();
    let moments = facts.bounds.iter().flat_map(|(start, end)| std::iter::once(*start).chain(*end));
    let seconds = moments.filter_map(|moment| Some((facts.clock.second(&moment)?, moment)));
    let mut bounds: Vec<_> = seconds.filter(|(second, _)| (first..=last).contains(second)).collect();
    bounds.dedup_by_key(|(second, _)| *second);
    bounds
}

/// The bounds of impact, each at its position, or both in one text if they are too close.
fn bound_texts(
    bounds: &[(i64, Moment)],
    step: Step,
    scale: &Scale,
    clock: &AxisClock,
    format: &TimeFormat,
) -> Vec<Candidate> {
    let text = |second, text: String| Candidate { placed: scale.place(second, &text), text, kind: "bound" };
    let each = bounds
        .iter()
        .map(|(second, moment)| text(*second, bound_text(moment, clock.local(*second), step, format)));
    let each: Vec<Candidate> = each.collect();
    match (bounds, each.as_slice()) {
        ([(from, _), (to, _)], [start, end]) if !start.placed.is_clear_of(&end.placed, NARROWEST) => {
            vec![text(i64::midpoint(*from, *to), format!("{}–{}", start.text, end.text))]
        }
        _ => each,
    }
}

/// A moment as precisely as known, with the part of the date that the axis does not show.
fn bound_text(moment: &Moment, local: NaiveDateTime, step: Step, format: &TimeFormat) -> String {
    let tilde = if moment.approximate { "~" } else { "" };
    let date = match step {
        _ if !moment.timed => local.format("%Y-%m-%d").to_string(),
        Step::Seconds(_) => String::new(),
        Step::Days(_) => local.format("%m-%d ").to_string(),
        Step::Months(_) => local.format("%Y-%m-%d ").to_string(),
    };
    let time = if moment.timed { format.show(local.time(), moment.seconds) } else { String::new() };
    format!("{date}{tilde}{time}")
}

/// Dates where a day begins on an axis of hours, years on an axis of days; and clock changes.
fn dates(step: Step, scale: &Scale, clock: &AxisClock, jumps: &[Jump]) -> Vec<Candidate> {
    let (format, starts) = match step {
        _ if !clock.dated() => return Vec::new(),
        Step::Seconds(_) => ("%Y-%m-%d", ticks::days(scale, clock)),
        Step::Days(_) => ("%Y", ticks::years(scale, clock)),
        Step::Months(_) => return Vec::new(),
    };
    let (first, last) = scale.ends();
    let date = |second, anchor, percent| {
        let text = clock.local(second).format(format).to_string();
        Candidate { placed: Placed::new(anchor, percent, 0.0, &text), text, kind: "date" }
    };
    let begins = |second: i64| {
        let behind = date(second, Anchor::Start, scale.percent(second));
        if behind.placed.fits(NARROWEST) { behind } else { date(second, Anchor::End, 100.0) }
    };
    // The day that begins is more informative than the one in which the axis begins.
    let starts = starts.into_iter().filter(|start| (first + 1..=last).contains(start)).rev();
    let mut texts: Vec<Candidate> = starts.map(begins).collect();
    texts.extend(jumps.iter().map(|jump| {
        let text = jump_text(jump);
        Candidate { placed: scale.place(jump.at, &text), text, kind: "jump" }
    }));
    texts.push(date(first, Anchor::Start, 0.0));
    texts
}

/// The size of a clock change: `clock +1 h`.
fn jump_text(jump: &Jump) -> String {
    let seconds = (jump.to - jump.from).num_seconds();
    let sign = if seconds < 0 { '−' } else { '+' };
    format!("clock {sign}{}", Duration { seconds: seconds.abs(), approximate: false })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(scale: &Scale, second: i64, letters: usize) -> Candidate {
        let text = "0".repeat(letters);
        Candidate { placed: scale.place(second, &text), text, kind: "tick" }
    }

    /// Where a label is in a plot of that width, as a browser draws it: its anchor at its position.
    fn room(label: &LabelView, plot: f64) -> (f64, f64) {
        let at = label.x.trim_end_matches('%').parse::<f64>().unwrap() * plot / 100.0;
        let width = f64::from(u32::try_from(label.text.len()).unwrap()) * 12.0 * 0.62;
        let from = match label.anchor {
            "start" => at,
            "middle" => at - width / 2.0,
            "end" => at - width,
            other => panic!("{other}"),
        };
        (from, from + width)
    }

    proptest! {
        /// Overlapping labels are unreadable. What is apart on a phone must be apart on a desktop.
        #[test]
        fn labels_never_meet(
            length in 1..10_000_000_i64,
            places in prop::collection::vec((0.0..=1.0_f64, 1..20_usize), 0..12),
        ) {
            let scale = Scale::new(0, length).unwrap();
            // A share of the length.
            #[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss)]
            let second = |share: f64| (share * length as f64) as i64;
            let texts = places.iter().map(|(share, letters)| text(&scale, second(*share), *letters));
            let labels = lay_out(texts.collect());
            prop_assert_eq!(labels.is_empty(), places.is_empty());
            for plot in [300.0, 320.0, 479.0, 480.0, 608.0, 1100.0] {
                let shown: Vec<_> = labels.iter().filter(|label| !label.roomy || plot >= 480.0).collect();
                for (index, label) in shown.iter().enumerate() {
                    let (from, to) = room(label, plot);
                    prop_assert!(from > -0.1 && to < plot + 0.1, "{label:?} leaves {plot}");
                    for other in &shown[..index] {
                        let (other_from, other_to) = room(other, plot);
                        prop_assert!(to < other_from || other_to < from, "{label:?} meets {other:?} at {plot}");
                    }
                }
            }
        }
    }
}
