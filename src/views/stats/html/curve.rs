//! How many actions are still open after how many days: the Kaplan–Meier curve.

use super::figure::{FigureView, LabelView, Shape, rule};
use super::scale::{convenient, float, labels, share};
use crate::render::percentage;
use crate::views::stats::sections::sentences;
use crate::views::stats::{Actions, Stats};
use crate::wording::counted;

/// Pixels from the top to all and to none.
const TOP: f64 = 12.0;
const AXIS: f64 = 182.0;
/// Half the height of the mark of an open action.
const TICK: f64 = 5.0;

pub(super) fn figure(stats: &Stats) -> Option<FigureView> {
    let actions: &Actions = &stats.actions.all;
    let last = usize::try_from(actions.time_to_done.steps.last()?.at).ok()?.max(1);
    let x = |days: i64| percentage(share(float(usize::try_from(days).unwrap_or_default()), float(last)));
    let y = |open: f64| ((AXIS - open * (AXIS - TOP)) * 10.0).round() / 10.0;
    let mut shapes = Vec::new();
    let mut names = Vec::new();
    for (open, text) in [(1.0, "100 %"), (0.75, ""), (0.5, "50 %"), (0.25, ""), (0.0, "0 %")] {
        shapes.push(rule(if open > 0.0 { "stats-grid" } else { "stats-axis" }, y(open)));
        if !text.is_empty() {
            names.push(LabelView::beside(y(open), text.to_owned()));
        }
    }
    if let Some(half) = actions.time_to_done.time_until(0.5) {
        shapes.push(Shape::Line { class: "stats-guide", from: (x(half), y(0.5)), to: (x(half), AXIS) });
    }
    let (mut at, mut open) = (0, 1.0);
    let mut ticks = Vec::new();
    for step in &actions.time_to_done.steps {
        shapes.push(Shape::Line { class: "stats-curve", from: (x(at), y(open)), to: (x(step.at), y(open)) });
        if step.ended > 0 {
            let ends = ((x(step.at), y(open)), (x(step.at), y(step.open)));
            shapes.push(Shape::Line { class: "stats-curve", from: ends.0, to: ends.1 });
        }
        if step.censored > 0 {
            let middle = y(step.open);
            let ends = ((x(step.at), middle - TICK), (x(step.at), middle + TICK));
            ticks.push(Shape::Line { class: "stats-censored", from: ends.0, to: ends.1 });
        }
        (at, open) = (step.at, step.open);
    }
    shapes.extend(ticks);
    let step = convenient(&[1, 2, 5, 10, 30, 60, 90, 180, 360, 720, 1800, 3600], last, 6);
    let texts: Vec<(f64, String)> =
        (0..=last).step_by(step).map(|day| (share(float(day), float(last)), format!("{day} d"))).collect();
    names.extend(labels(&texts, AXIS + 18.0));
    Some(FigureView {
        id: "figure-actions",
        caption: "Share of the actions that are still open, by days since the incident started (Kaplan–Meier). An upright \
                  mark is an action that is open today."
            .to_owned(),
        description: format!("{}. {}", counted(actions.observed(), "action"), sentences(actions).join(" ")),
        gutter: true,
        height: 208,
        shapes,
        labels: names,
        ..FigureView::default()
    })
}
