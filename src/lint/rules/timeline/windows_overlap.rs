//! Overlapping impact windows.

use super::edge;
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};
use crate::model::{Moment, Period};

rule!(WINDOWS_OVERLAP = "windows-overlap", Timeline, Warning Warning Warning, overlap);

fn overlap(file: &RuleContext, findings: &mut Findings) {
    for occurrence in &file.resolved.occurrences {
        let mut windows: Vec<(&Period, usize)> =
            occurrence.periods.iter().filter_map(|period| Some((period, period.window?))).collect();
        windows.sort_by_key(|(period, _)| period.start.universal());
        let mut longest: Option<(Moment, usize)> = None;
        for (period, window) in windows {
            if let Some((_, first)) = longest.filter(|(end, _)| period.start.is_before(end)) {
                findings.push(|new| {
                    new.at(edge(file, window, "start"), "the window starts before another one ends")
                        .help("end the first window where this one starts")
                        .related(edge(file, first, "end"), "the other one ends here")
                });
            }
            let reaches_further = |end: &Moment| longest.is_none_or(|(until, _)| until.is_before(end));
            if let Some(end) =
                period.written_end().filter(|end| !end.is_before(&period.start)).filter(reaches_further)
            {
                longest = Some((end, window));
            }
        }
    }
}
