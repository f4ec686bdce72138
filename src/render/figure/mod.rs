//! The timeline as a figure: when it started, how long until it was detected, mitigated and resolved.
//!
//! Computes positions and words; their style is in `templates/html/figure.html.tera` and `figure.css`.

mod axis;
mod clock;
mod facts;
mod rows;
mod scale;
mod ticks;
mod view;
mod words;

pub(crate) use scale::{percentage, width};
pub use view::{AxisView, BarView, BracketView, LabelView, MarkView, PanelView, RowView, TimelineFigureView};

use super::context::Clockface;
use super::{Options, Report};
use crate::model::Occurrence;
use axis::Axis;
use facts::Facts;

/// The figure for an audience; without a panel if there are no two moments to draw.
pub fn figure(report: &Report, options: &Options) -> TimelineFigureView {
    let face = Clockface::new(report, options);
    let mut figure = TimelineFigureView::default();
    for occurrence in &report.resolved.occurrences {
        let number = figure.panels.len() + 1;
        figure.panels.extend(panel(number, occurrence, report, options, &face));
    }
    figure
}

fn panel(
    number: usize,
    occurrence: &Occurrence,
    report: &Report,
    options: &Options,
    face: &Clockface,
) -> Option<PanelView> {
    let facts = Facts::new(occurrence, report, options, face)?;
    let scale = facts.scale()?;
    let (rows, y) = rows::rows(&facts, &scale);
    let axis = Axis::new(&facts, &scale, &options.time, y);
    // An audience that may not know the periods or their end may not know how long they lasted.
    let duration = occurrence.impact.filter(|_| facts.bounds.is_some_and(|(_, end)| end.is_some()));
    Some(PanelView {
        id: format!("figure-{number}"),
        name: occurrence.name.clone().unwrap_or_default(),
        caption: words::caption(&facts, duration, &scale, &axis.jumps, face),
        description: words::description(&facts),
        height: y + axis.height,
        rows,
        guides: axis.guides,
        axis: axis.view,
    })
}
