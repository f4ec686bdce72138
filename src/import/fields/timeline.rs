//! The timeline, each entry as `log` writes it.

use crate::document::write::{Field, Value, entry_lines};
use crate::import::Error;
use crate::import::timeline::{Entry, milestones};
use crate::model;

pub(super) fn timeline(entries: &[Entry]) -> Result<Option<Field>, Error> {
    if entries.is_empty() {
        return Ok(None);
    }
    let mut hints: Vec<Vec<String>> = entries.iter().map(|entry| entry.hints.clone()).collect();
    for (index, milestone) in milestones(entries) {
        hints[index].push(format!("milestone {}?", milestone.name()));
    }
    let mut elements = Vec::new();
    for (entry, hints) in entries.iter().zip(hints) {
        elements.push(element(&of_model(entry), &hints)?);
    }
    Ok(Some(Field::new("timeline", Value::Elements(elements))))
}

/// The lines of an entry, and the comment with what is guessed about it.
pub(in crate::import) fn element(
    entry: &model::Entry,
    hints: &[String],
) -> Result<(Vec<String>, Option<String>), Error> {
    // The list adds its own dash.
    let lines = entry_lines(entry)?.into_iter().enumerate().map(|(index, line)| {
        let mark = if index == 0 { "- " } else { "  " };
        line.strip_prefix(mark).unwrap_or(&line).to_owned()
    });
    let hint = (!hints.is_empty()).then(|| format!("import: {}", hints.join("; ")));
    Ok((lines.collect(), hint))
}

fn of_model(entry: &Entry) -> model::Entry {
    model::Entry {
        at: entry.at.parse().ok(),
        event: Some(entry.event.clone()).filter(|event| !event.is_empty()),
        occurrence: entry.occurrence.clone(),
        by: model::Many(entry.by.iter().cloned().collect()),
        evidence: model::Many(entry.evidence.iter().cloned().collect()),
        internal: entry.internal,
        ..model::Entry::default()
    }
}
