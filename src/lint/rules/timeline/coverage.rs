//! What the timeline covers of an incident: its entries by time, and the periods of impact.

use crate::lint::RuleContext;
use crate::model::{Milestone, Moment, Occurrence};

/// An entry with its time.
#[derive(Clone, Copy)]
pub(super) struct Covered {
    pub(super) entry: usize,
    pub(super) from: Moment,
    pub(super) until: Moment,
}

/// An occurrence's entries with a time, in chronological order.
pub(super) fn covered(file: &RuleContext, occurrence: &Occurrence) -> Vec<Covered> {
    let slot = |entry: &usize| {
        let slot = file.resolved.timeline[*entry]?;
        Some(Covered { entry: *entry, from: slot.start, until: slot.end.unwrap_or(slot.start) })
    };
    let mut covered: Vec<_> = occurrence.entries.iter().filter_map(slot).collect();
    covered.sort_by_key(|covered| covered.from.universal());
    covered
}

/// The periods of impact of an occurrence, with adjacent windows merged.
pub(super) fn stretches(occurrence: &Occurrence) -> Vec<(Moment, Moment)> {
    // How much of the time before `all-clear` was impact is not known.
    let known = occurrence.periods.iter().filter(|period| period.end_of != Some(Milestone::AllClear));
    let mut bounds: Vec<_> = known.filter_map(|period| Some((period.start, period.end?))).collect();
    bounds.sort_by_key(|(start, _)| start.universal());
    let mut stretches: Vec<(Moment, Moment)> = Vec::new();
    for (start, end) in bounds {
        match stretches.last_mut().filter(|(_, until)| !until.is_before(&start)) {
            Some((_, until)) if until.is_before(&end) => *until = end,
            Some(_) => {}
            None => stretches.push((start, end)),
        }
    }
    stretches
}
