//! The rows of a panel: kinds of impact, metrics, entries. Each has its own label, so that labels cannot overlap.

use super::facts::{Facts, Impact, Mark, Measured, Stretch};
use super::scale::{Anchor, NARROWEST, Placed, Scale, percentage, width};
use super::view::{BarView, BracketView, MarkView, RowView};
use crate::model::ImpactKind;
use std::cmp::Ordering;

/// Height of a row: its label, with its content below.
const ROW: u32 = 38;
/// Pixels between two marks above each other, and their maximum number.
const LANE: u32 = 11;
const MOST_LANES: usize = 4;
/// Room that a mark needs next to another one.
const DOT: f64 = 8.0;
const DIAMOND: f64 = 13.0;
/// Pixels between a bracket and its text.
const DISTANCE: f64 = 7.0;

/// The rows from top to bottom, and the height of all.
pub(super) fn rows(facts: &Facts, scale: &Scale) -> (Vec<RowView>, u32) {
    let kinds = ImpactKind::ALL.map(|kind| (kind.label(), Some(kind)));
    let kinds = std::iter::once(("Impact", None)).chain(kinds);
    let mut rows: Vec<RowView> =
        kinds.filter_map(|(label, kind)| impact(label, kind, facts, scale)).collect();
    rows.extend(facts.measured.iter().map(|measured| metric(measured, scale)));
    rows.extend(entries(&facts.marks, scale));
    let mut y = 0;
    for row in &mut rows {
        row.y = y;
        let lowest = row.marks.iter().map(|mark| mark.y).max().unwrap_or(0);
        y += ROW + lowest;
    }
    (rows, y)
}

fn impact(label: &'static str, kind: Option<ImpactKind>, facts: &Facts, scale: &Scale) -> Option<RowView> {
    let impacts = facts.impacts.iter().filter(|impact| impact.kind == kind);
    let bars: Vec<BarView> = impacts.map(|impact| bar(label, impact, scale)).collect();
    let note = if bars.iter().any(|bar| bar.open) { facts.open } else { "" };
    (!bars.is_empty()).then(|| RowView { label, note, bars, ..RowView::default() })
}

fn bar(label: &str, impact: &Impact, scale: &Scale) -> BarView {
    let stretch = impact.stretch;
    let from = scale.percent(stretch.from);
    let to = stretch.to.map_or(100.0, |to| scale.percent(to));
    BarView {
        from: percentage(from),
        to: percentage(to),
        width: percentage(to - from),
        degraded: impact.kind == Some(ImpactKind::Degraded),
        open: stretch.to.is_none(),
        from_approximate: stretch.from_approximate,
        to_approximate: stretch.to_approximate,
        title: format!("{label} {}", impact.when),
    }
}

fn metric(measured: &Measured, scale: &Scale) -> RowView {
    let (text, stretch) = (measured.duration.to_string(), measured.stretch);
    let placed = beside(&stretch, &text, scale);
    let bracket = BracketView {
        from: percentage(scale.percent(stretch.from)),
        to: percentage(scale.percent(stretch.last())),
        approximate: measured.duration.approximate,
        text,
        x: percentage(placed.percent),
        dx: placed.shift,
        anchor: placed.anchor.name(),
    };
    RowView { label: measured.label, brackets: vec![bracket], ..RowView::default() }
}

/// Where a bracket's text is: right of it, else left of it, else above it.
fn beside(stretch: &Stretch, text: &str, scale: &Scale) -> Placed {
    let (from, to) = (scale.percent(stretch.from), scale.percent(stretch.last()));
    let right = Placed::new(Anchor::Start, to, DISTANCE, text);
    let left = Placed::new(Anchor::End, from, -DISTANCE, text);
    // At least half a text from the edges.
    let half = (width(text) * 50.0 / NARROWEST).min(50.0);
    let middle = f64::midpoint(from, to).clamp(half, 100.0 - half);
    let upon = Placed::new(Anchor::Middle, middle, 0.0, text);
    [right, left].into_iter().find(|placed| placed.fits(NARROWEST)).unwrap_or(upon)
}

fn entries(marks: &[Mark], scale: &Scale) -> Option<RowView> {
    let drawn: Vec<&Mark> = marks.iter().filter(|mark| side(mark, scale).is_eq()).collect();
    let has_milestone = drawn.iter().any(|mark| mark.is_milestone);
    let views = drawn.iter().zip(lanes(&drawn, scale)).map(|(mark, lane)| MarkView {
        from: percentage(scale.percent(mark.stretch.from)),
        to: percentage(scale.percent(mark.stretch.last())),
        y: lane * LANE,
        milestone: mark.is_milestone,
        title: mark.title.clone(),
    });
    let (earlier, later) = off_axis(marks, scale);
    (!marks.is_empty()).then(|| RowView {
        label: if has_milestone { "Entries, ◆ milestones" } else { "Entries" },
        marks: views.collect(),
        earlier: earlier > 0,
        later: later > 0,
        ..RowView::default()
    })
}

/// Whether a mark is before, on, or after the axis.
fn side(mark: &Mark, scale: &Scale) -> Ordering {
    let (first, last) = scale.ends();
    if mark.stretch.last() < first {
        Ordering::Less
    } else if mark.stretch.from > last {
        Ordering::Greater
    } else {
        Ordering::Equal
    }
}

/// How many marks are before the axis, and how many after it.
pub(super) fn off_axis(marks: &[Mark], scale: &Scale) -> (usize, usize) {
    let count = |wanted| marks.iter().filter(|mark| side(mark, scale) == wanted).count();
    (count(Ordering::Less), count(Ordering::Greater))
}

/// The lane of each mark, from 0: the first free one, else the one that has been free longest.
fn lanes(marks: &[&Mark], scale: &Scale) -> Vec<u32> {
    let mut ends = [f64::NEG_INFINITY; MOST_LANES];
    let lane = |mark: &&Mark| {
        let half = if mark.is_milestone { DIAMOND } else { DOT } / 2.0;
        let start = scale.pixels(mark.stretch.from) - half;
        let free = ends.iter().position(|end| *end <= start);
        let earliest = (0..MOST_LANES).min_by(|a, b| ends[*a].total_cmp(&ends[*b])).unwrap_or(0);
        let lane = free.unwrap_or(earliest);
        ends[lane] = scale.pixels(mark.stretch.last()) + half;
        u32::try_from(lane).unwrap_or(0)
    };
    marks.iter().map(lane).collect()
}
