//! The figure in words: its caption, and a description for those who cannot see it.

use super::clock::Jump;
use super::facts::{Facts, Impact};
use super::rows::off_axis;
use super::scale::Scale;
use crate::model::{Duration, Moment};
use crate::render::context::Clockface;
use crate::wording::list;

/// When, how long, in which zone, and what is not drawn.
pub(super) fn caption(
    facts: &Facts,
    duration: Option<Duration>,
    scale: &Scale,
    jumps: &[Jump],
    face: &Clockface,
) -> String {
    let mut sentences = Vec::new();
    if let Some((start, end)) = &facts.bounds {
        let parts =
            if facts.stretches > 1 { format!(" in {} periods", facts.stretches) } else { String::new() };
        let lasted = duration.map_or_else(String::new, |duration| format!(", {duration}{parts}"));
        sentences.push(format!("Impact {}{lasted}.", from_to(start, end.as_ref(), facts.open, face)));
    }
    match (face.zone().text, facts.clock.zone()) {
        (zone, _) if !zone.is_empty() => sentences.push(format!("Times in {zone}.")),
        (_, Some(zone)) => sentences.push(format!("The axis shows times in {zone}.")),
        _ => {}
    }
    for jump in jumps {
        let way = if jump.to < jump.from { "back" } else { "forward" };
        // Once in history a whole day was skipped.
        let format = if jump.from.time() == jump.to.time() { "%Y-%m-%d" } else { "%H:%M" };
        let (from, to) = (jump.from.format(format), jump.to.format(format));
        sentences.push(format!("Clocks go {way} from {from} to {to}."));
    }
    sentences.extend(left_out(facts, scale));
    sentences.join(" ")
}

fn from_to(start: &Moment, end: Option<&Moment>, open: &str, face: &Clockface) -> String {
    let start = face.moment(start);
    match end.map(|end| face.moment(end)) {
        None => format!("from {}, {open}", start.text),
        Some(end) if end.date == start.date && !end.time.is_empty() => {
            format!("from {} to {}", start.text, end.time)
        }
        Some(end) => format!("from {} to {}", start.text, end.text),
    }
}

/// Which entries are not drawn, and why.
fn left_out(facts: &Facts, scale: &Scale) -> Option<String> {
    let (earlier, later) = off_axis(&facts.marks, scale);
    let without_place = facts.entries - facts.marks.len();
    let parts: Vec<String> = [(earlier, "earlier"), (later, "later"), (without_place, "without a time")]
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, why)| format!("{count} {why}"))
        .collect();
    (!parts.is_empty()).then(|| format!("Entries not drawn: {}.", list(parts)))
}

/// What the rows show.
pub(super) fn description(facts: &Facts) -> String {
    let mut sentences: Vec<String> =
        facts.impacts.iter().filter_map(|impact| period(impact, facts.open)).collect();
    let metrics = facts.measured.iter();
    sentences.extend(metrics.map(|measured| format!("{}: {}.", measured.label, measured.duration)));
    sentences.push(match facts.entries {
        0 => "No entries.".into(),
        1 => "1 entry.".into(),
        entries => format!("{entries} entries."),
    });
    sentences.join(" ")
}

/// A period whose kind is known; the caption describes the others.
fn period(impact: &Impact, open: &str) -> Option<String> {
    let kind = impact.kind?.label();
    let end = if impact.stretch.to.is_none() { format!(", {open}") } else { String::new() };
    Some(format!("{kind} {}{end}.", impact.when))
}
