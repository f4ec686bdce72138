//! What the template of the figure sees: every key is present and never null. Positions are percentages of the width,
//! `12.5%`, heights are pixels.

use serde::Serialize;

/// The figure: one panel per occurrence, none if there is nothing to draw.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct TimelineFigureView {
    /// The panels, in the order of the file.
    pub panels: Vec<PanelView>,
}

/// An occurrence, on its own axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PanelView {
    /// The panel's id in the page: `figure-1`.
    pub id: String,
    /// The occurrence; empty if the file names none.
    pub name: String,
    /// The caption: when, how long, in which zone, and what is not drawn.
    pub caption: String,
    /// A description of the drawing for those who cannot see it.
    pub description: String,
    /// Total height in pixels.
    pub height: u32,
    /// The rows from top to bottom.
    pub rows: Vec<RowView>,
    /// Positions of the first moment and the end of impact.
    pub guides: Vec<String>,
    /// The axis below the rows.
    pub axis: AxisView,
}

/// A row: one kind of impact, a metric, or the entries. Only one of its lists is not empty.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[non_exhaustive]
pub struct RowView {
    /// Its top in pixels.
    pub y: u32,
    /// What it shows.
    pub label: &'static str,
    /// A note at its right end.
    pub note: &'static str,
    /// Periods of impact.
    pub bars: Vec<BarView>,
    /// A metric.
    pub brackets: Vec<BracketView>,
    /// Entries.
    pub marks: Vec<MarkView>,
    /// Whether there are entries before the axis.
    pub earlier: bool,
    /// Whether there are entries after it.
    pub later: bool,
}

/// A period of impact.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct BarView {
    /// Where it begins.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// From there to here.
    pub width: String,
    /// Whether users were served, but badly.
    pub degraded: bool,
    /// Whether its end is not known.
    pub open: bool,
    /// Whether its start is approximate.
    pub from_approximate: bool,
    /// Whether its end is approximate.
    pub to_approximate: bool,
    /// When it was.
    pub title: String,
}

/// A metric from its first to its second moment.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct BracketView {
    /// Where it begins.
    pub from: String,
    /// Where it ends.
    pub to: String,
    /// Whether it is approximate.
    pub approximate: bool,
    /// How long it took.
    pub text: String,
    /// Place of the text.
    pub x: String,
    /// Pixels from there to the text.
    pub dx: f64,
    /// Which part of the text is there: start, middle, end.
    pub anchor: &'static str,
}

/// An entry.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MarkView {
    /// Where it is, or begins.
    pub from: String,
    /// Where it ends; the same for a moment.
    pub to: String,
    /// Pixels below the first mark of the row, so that marks do not cover each other.
    pub y: u32,
    /// Whether it marks a milestone.
    pub milestone: bool,
    /// When and what.
    pub title: String,
}

/// The axis.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct AxisView {
    /// Its place in pixels.
    pub y: u32,
    /// Places of the ticks.
    pub ticks: Vec<String>,
    /// Times: those of the ticks, and the bounds of impact.
    pub times: Vec<LabelView>,
    /// Dates below the times, where a day begins, and clock changes.
    pub dates: Vec<LabelView>,
    /// Positions of the clock changes.
    pub jumps: Vec<String>,
}

/// A text at the axis.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct LabelView {
    /// Its place.
    pub x: String,
    /// Which part of it is there: start, middle, end.
    pub anchor: &'static str,
    /// What it says.
    pub text: String,
    /// tick, bound, date or jump.
    pub kind: &'static str,
    /// Whether it only fits next to a column of labels, not on a phone.
    pub roomy: bool,
}
