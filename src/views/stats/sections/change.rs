//! Whether it got better: one sentence for the count and for each measure.

use super::Part;
use crate::views::stats::words;
use crate::views::stats::{Change, Period, Stats};
use crate::wording::counted;

pub(super) fn change(stats: &Stats) -> Vec<Part> {
    let Some(comparison) = &stats.comparison else {
        return vec![Part::line(
            "Nothing is compared: no two years or quarters in a row are over and have 8 incidents each. \
             Name others with --compare.",
        )];
    };
    let (first, second) = comparison.incidents;
    let period = |period: &Period, incidents: usize| {
        format!("{} ({} in {})", period.name, counted(incidents, "incident"), words::days(period.days()))
    };
    let (before, after) = (period(&comparison.before, first), period(&comparison.after, second));
    let rate = comparison.rate.map_or_else(|| "nothing to compare".to_owned(), |rate| words::rate(&rate));
    let mut lines = vec![format!("Incidents: {rate}.")];
    lines.extend(comparison.changes.iter().map(sentence));
    let notes = vec![
        "Each interval holds with 95 % confidence: of twenty comparisons where nothing changed, about one shows a change."
            .to_owned(),
    ];
    vec![Part::line(format!("From {before} to {after}:")), Part { lines, notes, ..Part::default() }]
}

/// How a measure changed, and how many incidents of each period have it.
fn sentence(change: &Change) -> String {
    let text = change.shift.map_or_else(|| "too few to compare".to_owned(), |shift| words::shift(&shift));
    let (before, after) = change.counts;
    format!("{} (n = {before} and {after}): {text}.", change.measure.label())
}
