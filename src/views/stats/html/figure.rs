//! What the template draws: shapes at percentages of the width, so that a figure stretches and its texts do not.

use serde::Serialize;

/// A figure with its text alternative.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
pub(super) struct FigureView {
    /// Its name in the page.
    pub(super) id: &'static str,
    /// What it shows.
    pub(super) caption: String,
    /// What is to be seen in it.
    pub(super) description: String,
    /// Where the same is as a table, for those who do not want to go through its links.
    pub(super) skip: &'static str,
    /// Whether it has room for labels at its left.
    pub(super) gutter: bool,
    /// Pixels.
    pub(super) height: u32,
    /// What the classes of its shapes mean.
    pub(super) legend: Vec<KeyView>,
    /// In the order in which they are drawn.
    pub(super) shapes: Vec<Shape>,
    /// The texts.
    pub(super) labels: Vec<LabelView>,
}

/// A line of the legend.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct KeyView {
    /// The class of its shapes.
    pub(super) class: String,
    /// What they mean.
    pub(super) text: String,
}

/// A shape; `x` and `width` are percentages, `y` and `height` pixels.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum Shape {
    Rect { class: String, x: String, width: String, y: f64, height: f64, title: String },
    Line { class: &'static str, from: (String, f64), to: (String, f64) },
    Dot { class: String, x: String, y: f64, title: String, href: String },
}

/// A text.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct LabelView {
    pub(super) x: String,
    /// Pixels that it is shifted by.
    pub(super) dx: i32,
    pub(super) y: f64,
    pub(super) anchor: &'static str,
    pub(super) text: String,
    /// Whether it only fits a wide figure.
    pub(super) roomy: bool,
}

impl LabelView {
    /// A label of the axis at the left, beside its line.
    pub(super) fn beside(y: f64, text: String) -> Self {
        LabelView { x: "0".to_owned(), dx: -8, y: y + 4.0, anchor: "end", text, roomy: false }
    }
}

/// The class of a severity's place: there are five looks, the last one for all others.
pub(super) fn look(place: usize) -> String {
    format!("stats-look-{}", place.min(4) + 1)
}

/// A horizontal line through the whole figure.
pub(super) fn rule(class: &'static str, y: f64) -> Shape {
    Shape::Line { class, from: ("0".to_owned(), y), to: ("100%".to_owned(), y) }
}
