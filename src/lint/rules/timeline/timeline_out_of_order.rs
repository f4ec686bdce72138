//! Entries that are not in chronological order.

use super::sort::sort;
use super::time_of;
use crate::diagnostic::Diagnostic;
use crate::lint::rule::{Scope, rule};
use crate::lint::{Findings, RuleContext};
use crate::model::{Clock, Moment};
use crate::path;

rule!(
    TIMELINE_OUT_OF_ORDER = "timeline-out-of-order",
    Timeline,
    Warning Error Error,
    out_of_order,
    fixable: true,
    supersedes: &[
        (Scope::Element("timeline"), &["milestone-out-of-order"]),
        // Figures derived from wrong times prove nothing.
        (Scope::File, &["timeline-gap", "duration-contradicts-prose"]),
    ],
);

fn out_of_order(file: &RuleContext, findings: &mut Findings) {
    // One fix sorts the whole timeline, so only the first finding has it.
    let mut is_first = true;
    for occurrence in &file.resolved.occurrences {
        let mut before: Option<(usize, Moment)> = None;
        for entry in &occurrence.entries {
            let Some(moment) = file.resolved.timeline[*entry].map(|slot| slot.start) else { continue };
            if let Some((earlier, _)) = before.filter(|(_, earlier)| moment.is_before(earlier)) {
                report(file, *entry, earlier, is_first, findings);
                is_first = false;
            }
            before = Some((*entry, moment));
        }
    }
}

fn report(file: &RuleContext, entry: usize, before: usize, is_first: bool, findings: &mut Findings) {
    let (time, time_before) = (time_of(file, entry), time_of(file, before));
    let next_day = file.resolved.timeline[entry].filter(|slot| slot.start.dated).and_then(|slot| {
        let at = file.incident.timeline[entry].at.as_ref()?;
        matches!(at.start.clock, Clock::Bare(_)).then(|| slot.start.local.date().succ_opt())?
    });
    let help = match next_day {
        Some(day) => format!(
            "if it was on the next day, write the date: `{day} {}`; otherwise move the entry up",
            time.trim_start_matches('~')
        ),
        None => "correct the time, or move the entry up".to_owned(),
    };
    let at = |index: usize| file.document.value(&path!["timeline", index, "at"]);
    let message = format!("`{time}` is earlier than `{time_before}` in the entry before it");
    findings.push(|new| Diagnostic {
        fix: if is_first { sort(file) } else { None },
        ..new.at(at(entry), message).help(help).related(at(before), "the entry before it")
    });
}
