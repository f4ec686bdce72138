//! A `date` outside the timeline.

use crate::lint::rule::rule;
use crate::lint::{Findings, RuleContext};
use crate::model::{Moment, Slot};
use crate::path;
use chrono::NaiveDate;

rule!(
    DATE_CONTRADICTS_TIMELINE = "date-contradicts-timeline",
    Timeline,
    Warning Warning Warning,
    contradicts
);

/// A moment on its own calendar, and its location.
struct Edge {
    day: NaiveDate,
    list: &'static str,
    index: usize,
}

fn contradicts(file: &RuleContext, findings: &mut Findings) {
    // An approximate date already says that it may be another one.
    let Some(date) = file.incident.date.filter(|date| !date.approximate) else { return };
    let Some((first, last)) = edges(file) else { return };
    let (edge, word) = if date.last.unwrap_or(date.first) < first.day {
        (first, "first")
    } else if date.first > last.day {
        (last, "last")
    } else {
        return;
    };
    let message = format!("`{date}` is outside the timeline, whose {word} time is on {}", edge.day);
    let help = "correct whichever is wrong: `date` is the day when the incident began";
    let field = if edge.list == "timeline" { "at" } else { "start" };
    findings.push(|new| {
        new.at(file.document.value(&path!["date"]), message)
            .help(help)
            .related(file.document.value(&path![edge.list, edge.index, field]), format!("the {word} time"))
    });
}

/// The day of a moment in the file's zone, as reports show it: a time may be written with another offset.
fn day_of(file: &RuleContext, moment: Moment) -> NaiveDate {
    let shown = file.resolved.zone.zip(moment.instant().filter(|_| moment.timed));
    shown.map_or(moment.local.date(), |(zone, instant)| zone.local(instant).date_naive())
}

/// The first and the last day of the timeline and the impact windows.
fn edges(file: &RuleContext) -> Option<(Edge, Edge)> {
    let lists = [("timeline", &file.resolved.timeline), ("impact.windows", &file.resolved.windows)];
    let moments = lists.into_iter().flat_map(|(list, slots)| {
        slots.iter().enumerate().filter_map(move |(index, slot)| {
            let slot: Slot = (*slot)?;
            let edge = |moment| Edge { day: day_of(file, moment), list, index };
            slot.start.dated.then(|| (edge(slot.start), edge(slot.end.unwrap_or(slot.start))))
        })
    });
    moments.reduce(|(first, last), (start, end)| {
        let first = if start.day < first.day { start } else { first };
        (first, if end.day > last.day { end } else { last })
    })
}
