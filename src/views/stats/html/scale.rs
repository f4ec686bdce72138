//! Where values are, and which labels have room.

use super::figure::LabelView;
use crate::render::{percentage, width};
use chrono::NaiveDate;

/// The narrowest plot in pixels: a small phone's page without its margins and the labels at the left.
pub(super) const NARROWEST: f64 = 220.0;
/// The narrowest plot of a wide figure; see `stats.css`.
pub(super) const WIDE: f64 = 520.0;
/// Pixels between two labels.
const GAP: f64 = 10.0;

/// Numbers of things fit an `f64` exactly.
#[expect(clippy::cast_precision_loss)]
pub(super) fn float(count: usize) -> f64 {
    count as f64
}

/// The part of a length that is before a place, in per cent.
pub(super) fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole * 100.0 } else { 0.0 }
}

/// Days as a position between two others, in per cent.
#[expect(clippy::cast_precision_loss)]
pub(super) fn day_percent(day: NaiveDate, (first, last): (NaiveDate, NaiveDate)) -> f64 {
    let since = |day: NaiveDate| (day - first).num_days() as f64;
    share(since(day) + 0.5, since(last) + 1.0).clamp(0.0, 100.0)
}

/// Labels centred at positions in per cent, those of an equal distance that have room; more of them in a wide figure.
pub(super) fn labels(texts: &[(f64, String)], y: f64) -> Vec<LabelView> {
    let (wide, narrow) = (step(texts, WIDE), step(texts, NARROWEST));
    // Those of the narrow figure are among those of the wide one, so that none is in another's place.
    let narrow = narrow.next_multiple_of(wide);
    let shown = texts.iter().enumerate().filter(|(index, _)| index % wide == 0);
    shown
        .filter_map(|(index, (percent, text))| {
            let plot = if index % narrow == 0 { NARROWEST } else { WIDE };
            let fits = |plot: f64| percent * plot / 100.0 + width(text) / 2.0 <= plot + GAP;
            let roomy = index % narrow != 0 || !fits(plot);
            let label =
                LabelView { x: percentage(*percent), dx: 0, y, anchor: "middle", text: text.clone(), roomy };
            fits(if roomy { WIDE } else { NARROWEST }).then_some(label)
        })
        .collect()
}

/// The smallest distance, in labels, at which none meets the next one in a plot of that width.
fn step(texts: &[(f64, String)], plot: f64) -> usize {
    let widest = texts.iter().map(|(_, text)| width(text)).fold(0.0, f64::max) + GAP;
    let are_clear = |step: &usize| {
        let places = texts.iter().step_by(*step).map(|(percent, _)| percent * plot / 100.0);
        let places: Vec<f64> = places.collect();
        places.windows(2).all(|pair| pair[1] - pair[0] >= widest)
    };
    (1..texts.len()).find(are_clear).unwrap_or(texts.len().max(1))
}

/// The smallest of convenient steps of which at most a number are needed.
pub(super) fn convenient(steps: &[usize], length: usize, most: usize) -> usize {
    let fits = |step: &&usize| length.div_ceil(**step) <= most;
    steps.iter().find(fits).copied().unwrap_or_else(|| length.div_ceil(most).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        /// Overlapping labels are unreadable, at whatever width.
        #[test]
        fn labels_never_meet(count in 1..400_usize, letters in 1..8_usize) {
            let place = |index| share(float(index) + 0.5, float(count));
            let texts: Vec<_> = (0..count).map(|index| (place(index), "0".repeat(letters))).collect();
            let labels = labels(&texts, 0.0);
            prop_assert!(!labels.is_empty());
            for plot in [NARROWEST, 300.0, WIDE, 1000.0] {
                let shown = labels.iter().filter(|label| !label.roomy || plot >= WIDE);
                let at: Vec<f64> = shown
                    .map(|label| label.x.trim_end_matches('%').parse::<f64>().unwrap() * plot / 100.0)
                    .collect();
                let needed = float(letters) * 12.0 * 0.62;
                prop_assert!(at.windows(2).all(|pair| pair[1] - pair[0] > needed), "{at:?} at {plot}");
                prop_assert!(at.iter().all(|at| at + needed / 2.0 <= plot + GAP), "{at:?} leave {plot}");
            }
        }
    }
}
