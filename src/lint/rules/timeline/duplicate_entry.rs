//! Duplicate timeline entries.

use super::time_of;
use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};
use crate::path;
use chrono::NaiveDateTime;
use std::collections::HashMap;

rule!(DUPLICATE_ENTRY = "duplicate-entry", Timeline, Warning Warning Warning, duplicate);

fn duplicate(file: &RuleContext, findings: &mut Findings) {
    let event = |index: usize| file.incident.timeline[index].event.as_deref().map(str::trim);
    // Few entries share a time, so texts are only compared among those.
    let mut times: Vec<(NaiveDateTime, bool, usize)> = Vec::with_capacity(file.incident.timeline.len());
    for (index, slot) in file.resolved.timeline.iter().enumerate() {
        if let Some(slot) = slot.filter(|_| event(index).is_some()) {
            times.push((slot.start.universal(), slot.start.timed, index));
        }
    }
    times.sort_unstable();
    let mut found = Vec::new();
    for group in times.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|group| group.len() > 1) {
        let mut seen: HashMap<&str, usize> = HashMap::new();
        for (_, _, index) in group {
            let first = *seen.entry(event(*index).unwrap_or_default()).or_insert(*index);
            found.extend((first != *index).then_some((*index, first)));
        }
    }
    found.sort_unstable();
    for (index, first) in found {
        let message = format!("duplicate entry at `{}` with the same text", time_of(file, index));
        findings.push(|new| {
            new.at(file.document.value(&path!["timeline", index, "event"]), message)
                .help("remove one of them, or say how they differ")
                .related(file.document.value(&path!["timeline", first, "event"]), "the first one")
        });
    }
}
