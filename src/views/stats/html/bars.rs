//! Who noticed the incidents: a bar for each source.

use super::figure::{FigureView, LabelView, Shape};
use super::scale::{float, share};
use crate::model::DetectionSource;
use crate::render::percentage;
use crate::views::stats::Stats;
use crate::views::stats::words;

/// Pixels of a row: a line of text above a bar.
const ROW: u32 = 40;

pub(super) fn figure(stats: &Stats) -> Option<FigureView> {
    let sources: Vec<(DetectionSource, usize)> =
        stats.detection.iter().filter_map(|(source, count)| Some(((*source)?, *count))).collect();
    let known: usize = sources.iter().map(|(_, count)| count).sum();
    let largest = sources.iter().map(|(_, count)| *count).max()?;
    let (mut shapes, mut labels, mut texts) = (Vec::new(), Vec::new(), Vec::new());
    let mut y = 0;
    for (source, count) in sources {
        let text = format!("{count} ({})", words::share(count, known));
        shapes.push(Shape::Rect {
            class: "stats-bar".to_owned(),
            x: "0%".to_owned(),
            width: percentage(share(float(count), float(largest))),
            y: f64::from(y) + 18.0,
            height: 12.0,
            title: format!("{}: {text}", source.name()),
        });
        let label = |x: &str, anchor, text: String| {
            let y = f64::from(y) + 12.0;
            LabelView { x: x.to_owned(), dx: 0, y, anchor, text, roomy: false }
        };
        labels.extend([label("0", "start", source.name().to_owned()), label("100%", "end", text.clone())]);
        texts.push(format!("{}: {text}", source.name()));
        y += ROW;
    }
    Some(FigureView {
        id: "figure-detection",
        caption: "Who noticed the incidents of which it is recorded.".to_owned(),
        description: texts.join("; ") + ".",
        height: y,
        shapes,
        labels,
        ..FigureView::default()
    })
}
